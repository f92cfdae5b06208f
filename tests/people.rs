//! The names of people in each form that news has, people without a name, and names that are no places.

use dateline::{Extractor, Form, Kind};
use std::fmt::Write;

/// What `shown` makes of each case that is not as expected.
fn check(cases: &[(&str, &str)], shown: impl Fn(&Extractor, &str) -> String) {
    let extractor = Extractor::new();
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = shown(&extractor, text);
        if found != *expected {
            writeln!(wrong, "{text}\n  found    {found}\n  expected {expected}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The named mentions of a kind, joined with "; ".
fn named(extractor: &Extractor, text: &str, kind: Kind) -> String {
    let document = extractor.extract(text);
    let found = document.mentions().filter(|m| m.form() == Form::Named && m.kind() == kind);
    found.map(|m| m.text()).collect::<Vec<_>>().join("; ")
}

#[test]
fn names_with_particles_initials_and_suffixes() {
    check(
        &[
            ("Khalid bin Salman al-Oru was killed.", "Khalid bin Salman al-Oru"),
            ("Ludwig van der Berg met Maria de la Cruz.", "Ludwig van der Berg; Maria de la Cruz"),
            ("Mahmoud al-Hariri was killed.", "Mahmoud al-Hariri"),
            ("R. J. Weller was killed.", "R. J. Weller"),
            ("John F. Weller was killed.", "John F. Weller"),
            ("Ruel Oskan III was killed.", "Ruel Oskan III"),
            ("John Weller Jr. was killed.", "John Weller Jr."),
            ("Ruel Oskan, 45, a farmer, was killed.", "Ruel Oskan"),
            ("Gen. Ruel Oskan was killed.", "Ruel Oskan"),
            ("Sheikh Abdul Rahman al-Oru was killed.", "Abdul Rahman al-Oru"),
        ],
        |e, text| named(e, text, Kind::Person),
    );
}

#[test]
fn a_surname_alone_keeps_its_particle() {
    check(
        &[
            ("Ruel Oskan was killed. Oskan had two sons.", "Ruel Oskan; Oskan"),
            (
                "Mahmoud al-Hariri was killed. Al-Hariri had two sons.",
                "Mahmoud al-Hariri; Al-Hariri",
            ),
            (
                "Mahmoud al-Hariri was killed. Police said al-Hariri had two sons.",
                "Mahmoud al-Hariri; al-Hariri",
            ),
            (
                "Osric bin Tarvok was killed. Police said bin Tarvok had two sons.",
                "Osric bin Tarvok; bin Tarvok",
            ),
        ],
        |e, text| named(e, text, Kind::Person),
    );
}

#[test]
fn names_in_capitals() {
    check(
        &[
            (
                "GUERRILLAS KILLED MAYOR ENRIQUE LOPEZ ALBUJAR TRINT IN THE PARK.",
                "ENRIQUE LOPEZ ALBUJAR TRINT",
            ),
            (
                "PRESIDENT ALFREDO RAMIREZ SAID COL JUAN ORLANDO ZEPEDA LEFT.",
                "ALFREDO RAMIREZ; JUAN ORLANDO ZEPEDA",
            ),
            ("THE BODY OF FATHER IGNACIO MARTINEZ WAS FOUND.", "IGNACIO MARTINEZ"),
            ("THE GUERRILLAS BURNED A BUS NEAR THE BRIDGE.", ""),
        ],
        |e, text| named(e, text, Kind::Person),
    );
}

#[test]
fn institutions_named_after_people_are_none() {
    check(
        &[
            ("She taught at the Daniel Morgan School.", ""),
            ("He works at the John Jay College.", ""),
            ("The crowd came to Samuel Weller Hospital.", ""),
            ("They landed at John Weller International Airport.", ""),
            ("The Mary Weller Foundation paid for it.", ""),
            ("They met at Ford's Theater.", ""),
        ],
        |e, text| named(e, text, Kind::Person),
    );
}

#[test]
fn people_firms_teams_and_months_are_no_places() {
    check(
        &[
            ("Jordan Pickford signed for the club.", ""),
            ("Paris Hilton left the club.", ""),
            ("Victoria Weller met Georgia Weller.", ""),
            ("Austin Weller met Sydney Weller.", ""),
            ("Chelsea Weller was freed.", ""),
            ("Whitney Houston sang.", ""),
            ("Few recall the assassination of Lincoln.", ""),
            ("Jack London wrote it.", ""),
            ("It was Madison Oskan who called.", ""),
            ("Real Madrid lost to Inter Milan.", ""),
            ("Orlando Magic won.", ""),
            ("They may march in March and in May.", ""),
            ("August Wilson met April Weller in June.", ""),
            ("Phoenix Industries hired men.", ""),
            ("Cisco Systems and Oracle Corp. grew.", ""),
            ("Georgia Tech won.", "Georgia"),
            // And places still are.
            ("They fled from Jordan to Paris.", "Jordan; Paris"),
            ("In Paris Monday it rained.", "Paris"),
            ("Paris police came to Victoria station.", "Paris; Victoria"),
            ("Jordan Foreign Minister Ayman Oskan spoke.", "Jordan"),
            ("Georgia and Jordan signed it.", "Georgia; Jordan"),
        ],
        |e, text| named(e, text, Kind::Place),
    );
}

#[test]
fn people_without_a_name_are_phrases() {
    check(
        &[
            (
                "Police detained suspected al Shabaab militants.",
                "suspected al Shabaab militants (al Shabaab)",
            ),
            ("Police detained four of the attackers.", "four of the attackers (four)"),
            ("Police detained his wife and two children.", "his wife; two children (two)"),
            (
                "Police detained a 45-year-old Kyrgyz national.",
                "a 45-year-old Kyrgyz national (Kyrgyz)",
            ),
            (
                "Police detained three unarmed Kenyan farmers and a nurse.",
                "three unarmed Kenyan farmers (three Kenyan); a nurse",
            ),
            ("Police detained at least 12 suspected militants.", "12 suspected militants (12)"),
            ("Police detained nearly 80 Uzbeks.", "80 Uzbeks (80 Uzbeks)"),
            (
                "Police detained a Syrian man and his two brothers.",
                "a Syrian man (Syrian); his two brothers (two)",
            ),
        ],
        |e, text| {
            let document = e.extract(text);
            let relation = document.relations().next().map(|r| r.view());
            let people = relation.map(|v| v.argument("detainee"));
            let shown = people.iter().flat_map(dateline::Arguments::iter).map(|person| {
                let inside = document
                    .mentions()
                    .filter(|m| person.span().start() <= m.span().start() && m.span().end() <= person.span().end());
                let inside: Vec<_> = inside.filter(|m| m.form() == Form::Named).map(|m| m.text()).collect();
                let inside = if inside.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", inside.join(" "))
                };
                format!("{}{inside}", person.text())
            });
            shown.collect::<Vec<_>>().join("; ")
        },
    );
}

#[test]
fn a_tale_in_small_letters_names_no_group_and_no_place() {
    let tale = "the old man turned the page and began reading by the light of a mobile lamp. nice work, said his son, who had \
        lost his way in march. turkey was served on china, with chili and a bath of orange sauce. his wife may come in may, he \
        thought, and she will be hungry. a sleepy hollow lay beyond the dell. the father of the bride was a jolly good man of means, \
        and the grand union of their houses was a shining path to a new dawn. the shower came down on the base of the hill, the young \
        ones ran for the door, and the resistance of the lock gave way. it is said that he was a force of nature, a rebel and a dove, \
        an army of one. he read the times, the sun and the mirror, drank a nice port, and dreamed of the islands of his youth, the \
        green valley, the white city and the black forest. us, he said, we are the people. order, order! cried the judge in the court. \
        the front of the movement of the watch had stopped at dawn, and the party of five went to bed. one of the boys had a cold in \
        the head, most had seen a split in the wall, and the eagle of the north flew over the plain. a cricket sang in reading, he \
        thought, or was it a lark? hope, faith and charity were the names of the three cats.";
    let document = Extractor::new().extract(tale);
    let wrong: Vec<_> = document
        .mentions()
        .filter(|m| m.form() == Form::Named && matches!(m.kind(), Kind::Group | Kind::Place | Kind::SecurityForce))
        .map(|m| format!("{}={}", m.text(), m.kind()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Who a noun of the lists names is somebody of whom things are told: 600 trades, ranks, beliefs, kinships and conditions.
#[test]
fn role_nouns_are_people() {
    let list = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon/persons.txt")).unwrap();
    let mut heading = "";
    let mut nouns = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with(';')) {
        match line.strip_prefix("# ") {
            Some(new) => heading = new,
            None if heading == "PERSON +plural" => nouns.extend(line.split_whitespace()),
            None => {}
        }
    }
    nouns.sort_unstable();
    nouns.dedup();
    assert!(nouns.len() >= 600, "{}", nouns.len());
    let compounds = [
        "police chief",
        "aid worker",
        "taxi-driver",
        "hostage-taker",
        "suicide-bomber",
        "ex-wife",
        "brother-in-law",
        "commander-in-chief",
        "passer-by",
        "prisoners-of-war",
        "first-responders",
        "asylum-seeker",
    ];
    let mut worker = Extractor::new().worker();
    // What plays, and nothing else happens, is sport.
    let plays = ["batsman", "cyclist", "goalkeeper", "midfielder", "quarterback", "striker", "winger"];
    let others: Vec<_> = nouns
        .into_iter()
        .chain(compounds)
        .filter(|noun| {
            let text = format!("Police arrested the {noun} on Monday.");
            let document = worker.extract(&dateline::Article::new(&text));
            let end = text.find(" on Monday").unwrap();
            !document.mentions().any(|m| m.kind() == Kind::People && m.span().end() == end)
        })
        .collect();
    assert_eq!(others, plays);
}
