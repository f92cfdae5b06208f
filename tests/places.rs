//! Which of several places of one name is meant, and which places stand for those who govern them.
#![cfg(feature = "world-places")]

use dateline::{Article, Extractor, Form, Kind, Worker};
use std::fmt::Write;

/// The named places of a text as `words CC division`, with `*` where they stand for a government, joined with "; ".
fn places(worker: &mut Worker, text: &str) -> String {
    let article = Article::new(text);
    let document = worker.extract(&article);
    let named = document.mentions().filter(|m| m.kind() == Kind::Place && m.form() == Form::Named);
    let shown = named.map(|m| {
        let entry = m.entry();
        let country = entry.and_then(|e| e.country()).unwrap_or("-");
        let division = entry.and_then(|e| e.parent()).map_or(String::new(), |p| format!(" {p}"));
        format!("{} {country}{division}{}", m.text(), if m.is_metonym() { "*" } else { "" })
    });
    shown.collect::<Vec<_>>().join("; ")
}

/// One worker reads all: what one text says must not tell on the next.
fn check(cases: &[(&str, &str)]) {
    let mut worker = Extractor::new().worker();
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = places(&mut worker, text);
        if found != *expected {
            writeln!(wrong, "{text}\n  found    {found}\n  expected {expected}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_container_decides() {
    check(&[
        ("A man died in Paris, Texas.", "Paris US Texas; Texas US"),
        ("A man died in Paris, France.", "Paris FR Ile-de-France; France FR"),
        ("A man died in Birmingham, Ala.", "Birmingham US Alabama; Ala. US"),
        ("A man died in Birmingham, England.", "Birmingham GB England; England GB"),
        ("A man died in Salem, Ore.", "Salem US Oregon; Ore. US"),
        ("A man died in Salem (Mass.) on Monday.", "Salem US Massachusetts; Mass. US"),
        ("A man died in Springfield in Ohio.", "Springfield US Ohio; Ohio US"),
        ("Rebels hit Tripoli, in northern Lebanon.", "Tripoli LB North Lebanon; Lebanon LB"),
        ("Rebels hit Tripoli in Libya.", "Tripoli LY; Libya LY"),
        ("A bomb went off in Hyderabad, Pakistan.", "Hyderabad PK Sindh; Pakistan PK"),
        ("A bomb went off in Hyderabad, India.", "Hyderabad IN Telangana; India IN"),
        ("Gunmen raided Valencia, Venezuela.", "Valencia VE Carabobo; Venezuela VE"),
        ("Gunmen raided Santiago de Cuba, Cuba.", "Santiago de Cuba CU; Cuba CU"),
        ("A fire began in Portland, Maine.", "Portland US Maine; Maine US"),
        ("A fire began in London, Ontario.", "London CA Ontario; Ontario CA"),
        ("A fire began in Cambridge, Mass.", "Cambridge US Massachusetts; Mass. US"),
        ("A fire began in Georgetown, Guyana.", "Georgetown GY Demerara-Mahaica; Guyana GY"),
        ("A fire began in Athens, Georgia.", "Athens US Georgia; Georgia US"),
    ]);
}

#[test]
fn what_an_owner_says_of_a_place_makes_it_no_part_of_the_owner() {
    check(&[
        ("Moscow's Kabul embassy was hit.", "Moscow RU; Kabul AF"),
        ("A bomb went off in the Karrada district in Baghdad.", "Karrada IQ; Baghdad IQ"),
        ("The army left the Paris district in Baghdad.", "Paris -; Baghdad IQ"),
        (
            "The army left the Paris district from Baghdad.",
            "Paris FR Ile-de-France; Baghdad IQ",
        ),
    ]);
}

#[test]
fn one_sense_holds_until_the_article_names_another() {
    check(&[
        (
            "A man died in Birmingham, Ala., on Monday. In Birmingham it rained.",
            "Birmingham US Alabama; Ala. US; Birmingham US Alabama",
        ),
        (
            "It rained in Birmingham. A man died in Birmingham, Ala., on Monday.",
            "Birmingham US Alabama; Birmingham US Alabama; Ala. US",
        ),
        (
            "Rebels hit Tripoli, Libya. Troops left Tripoli, Lebanon.",
            "Tripoli LY; Libya LY; Tripoli LB North Lebanon; Lebanon LB",
        ),
        (
            "Rebels hit Tripoli, Lebanon. Troops left Tripoli, Libya. Later Tripoli was calm.",
            "Tripoli LB North Lebanon; Lebanon LB; Tripoli LY; Libya LY; Tripoli LY",
        ),
        (
            "The fair moved from London, England, to London, Ontario.",
            "London GB England; England GB; London CA Ontario; Ontario CA",
        ),
    ]);
}

#[test]
fn two_places_of_one_name_are_two_entities() {
    let document = Extractor::new().extract("Rebels hit Tripoli, Libya. Troops left Tripoli, Lebanon. In Tripoli, Libya, crowds fled.");
    let named = document.mentions().filter(|m| m.text() == "Tripoli");
    let entities: Vec<_> = named.filter_map(|m| Some((m.entity(), m.entry()?.country()?.to_owned()))).collect();
    let [(first, libya), (second, lebanon), (third, again)] = entities.as_slice() else {
        panic!("{entities:?}")
    };
    assert_eq!((libya.as_str(), lebanon.as_str(), again.as_str()), ("LY", "LB", "LY"));
    assert!(first == third && first != second, "{entities:?}");
}

#[test]
fn a_namesake_elsewhere_is_not_the_town_of_a_division() {
    check(&[
        ("A woman died in Belgrade, Minn., on Monday.", "Belgrade -; Minn. US"),
        (
            "A woman died in Detroit, Texas. Detroit has one church.",
            "Detroit -; Texas US; Detroit -",
        ),
        // Items of a list are no containers, nor is what may be a town.
        (
            "He sold flats in Berlin, Texas and Rome.",
            "Berlin DE State of Berlin; Texas US; Rome IT Lazio",
        ),
        (
            "He has offices in West Palm Beach, New York, and Detroit.",
            "West Palm Beach US Florida; New York US; Detroit US Michigan",
        ),
    ]);
}

/// A part of a city lies in it: a far town of its name is another place.
#[test]
fn parts_lie_in_what_they_are_parts_of() {
    check(&[
        (
            "Police raided homes in Istanbul's Sariyer district.",
            "Istanbul TR; Sariyer TR Istanbul",
        ),
        ("Police raided homes in Istanbul's Samary district.", "Istanbul TR; Samary -"),
        ("Police raided homes in the Samary district of Istanbul.", "Samary -; Istanbul TR"),
        ("Police raided homes in Samary.", "Samary UA Volyn"),
        (
            "A bomb went off in Istanbul's Basaksehir district.",
            "Istanbul TR; Basaksehir TR Istanbul",
        ),
        ("A mine went off in Nangarhar's Achin district.", "Nangarhar AF; Achin AF Nangarhar"),
        ("Troops left Nigeria's Gombi on Monday.", "Nigeria NG; Gombi NG Adamawa"),
        (
            "Troops left Colombia's San Miguel on Monday.",
            "Colombia CO; San Miguel CO Putumayo",
        ),
        (
            "They met in the Chicago suburb of Evanston.",
            "Chicago US Illinois; Evanston US Illinois",
        ),
    ]);
}

#[test]
fn what_comes_later_decides_as_well() {
    check(&[
        ("He was born in Georgia. Atlanta is hot.", "Georgia US; Atlanta US Georgia"),
        (
            "FBI agents searched homes in Rochester and Oxford.",
            "Rochester US New York; Oxford US Ohio",
        ),
    ]);
}

#[test]
fn a_town_named_with_a_sign_is_found_again_without_one() {
    check(&[
        (
            "A bus crashed in Laconia, N.H. On Monday a Laconia house burned.",
            "Laconia US New Hampshire; N.H. US; Laconia US New Hampshire",
        ),
        ("On Monday a Laconia house burned.", ""),
        (
            "The strain was found in Laconia, N.H. Doctors named it flu-Laconia.",
            "Laconia US New Hampshire; N.H. US",
        ),
    ]);
}

#[test]
fn large_towns_need_no_sign_though_their_names_are_rare_words() {
    check(&[
        ("Latakia was calm.", "Latakia SY"),
        ("Geneva is quiet and Shanghai loud.", "Geneva CH; Shanghai CN"),
    ]);
}

#[test]
fn counties_weigh_by_their_people() {
    check(&[
        ("Fires burned in Orange County.", "Orange County US California"),
        (
            "People in Norfolk, Kent and Essex voted.",
            "Norfolk GB England; Kent GB England; Essex GB England",
        ),
    ]);
}

#[test]
fn a_town_lies_in_the_county_beside_it() {
    check(&[
        (
            "Residents of Paris and Henry County got a letter.",
            "Paris US Tennessee; Henry County US Tennessee",
        ),
        (
            "He was held at the Henderson County jail. The mayor of Athens agreed.",
            "Henderson County US Texas; Athens US Texas",
        ),
    ]);
}

#[test]
fn what_nothing_speaks_for_gives_way() {
    check(&[
        ("Two towns of Ohio and Georgia voted.", "Ohio US; Georgia US"),
        ("Georgia voted.", "Georgia GE"),
        ("The United States and Georgia signed it.", "United States US; Georgia GE"),
    ]);
}

#[test]
fn places_in_names_follow_the_article() {
    check(&[
        (
            "A man died in London, Ky., on Monday. The London Police came.",
            "London US Kentucky; Ky. US; London US Kentucky",
        ),
        (
            "A man died in Ohio. It rose on the Toronto Stock Exchange.",
            "Ohio US; Toronto CA Ontario",
        ),
    ]);
}

#[test]
fn neighbours_and_other_places_decide() {
    check(&[
        (
            "Fires burned in Hidalgo, near McAllen, Texas.",
            "Hidalgo US Texas; McAllen US Texas; Texas US",
        ),
        (
            "The road from Beirut to Tripoli was shut, Lebanese officials said.",
            "Beirut LB; Tripoli LB North Lebanon",
        ),
        ("Libyan officials said the road to Tripoli was shut.", "Tripoli LY"),
        ("The trains from Alexandria and Cairo were late.", "Alexandria EG; Cairo EG"),
        (
            "Virginia police searched homes in Alexandria.",
            "Virginia US; Alexandria US Virginia",
        ),
        ("Indian police raided homes in Hyderabad.", "Hyderabad IN Telangana"),
        (
            "In Sindh, troops raided homes in Karachi and Hyderabad.",
            "Sindh PK; Karachi PK Sindh; Hyderabad PK Sindh",
        ),
        (
            "Venezuelan troops raided homes in Valencia and Maracaibo.",
            "Valencia VE Carabobo; Maracaibo VE Zulia",
        ),
        ("Troops moved from Kerman to Mashhad.", "Kerman IR; Mashhad IR Razavi Khorasan"),
        ("The governor of Oregon spoke in Salem.", "Oregon US; Salem US Oregon"),
        ("The governor of Maine spoke in Portland.", "Maine US; Portland US Maine"),
    ]);
}

#[test]
fn the_dateline_decides() {
    check(&[
        (
            "TRIPOLI, Lebanon (AP) — Gunmen fled. Shots were heard in Tripoli.",
            "TRIPOLI LB North Lebanon; Lebanon LB; Tripoli LB North Lebanon",
        ),
        (
            "PORTLAND, Maine — A fire began in Portland on Monday.",
            "PORTLAND US Maine; Maine US; Portland US Maine",
        ),
        (
            "BOGOTA, Colombia — Rebels attacked Cartago.",
            "BOGOTA CO; Colombia CO; Cartago CO Valle del Cauca",
        ),
    ]);
}

#[test]
fn the_number_of_people_decides_where_nothing_else_does() {
    check(&[
        ("A man died in London.", "London GB England"),
        ("A man died in Paris.", "Paris FR Ile-de-France"),
        ("A man died in Moscow.", "Moscow RU"),
        ("A man died in Cairo.", "Cairo EG"),
        ("A man died in Georgia.", "Georgia GE"),
        ("A man died in Kabul.", "Kabul AF"),
    ]);
}

#[test]
fn a_place_that_acts_stands_for_its_government() {
    check(&[
        ("Moscow said it would answer.", "Moscow RU*"),
        (
            "Washington has denied the claim, but Tehran insisted.",
            "Washington US District of Columbia*; Tehran IR*",
        ),
        ("Turkey accused Syria of shelling a village.", "Turkey TR*; Syria SY*"),
        ("Iran attacked a base in Iraq.", "Iran IR*; Iraq IQ"),
        ("Police in Moscow said two men were killed.", "Moscow RU"),
        ("The mayor of Moscow said two men were killed.", "Moscow RU"),
        ("Rebels attacked Moscow.", "Moscow RU"),
        ("Two men were killed in Kabul, Moscow said.", "Kabul AF; Moscow RU*"),
        ("A crowd in Kabul attacked a bank.", "Kabul AF"),
    ]);
}

#[test]
fn towns_that_are_names_of_persons_are_none_beside_an_initial_or_a_title() {
    check(&[
        ("It rained in Austin.", "Austin US Texas"),
        ("He met J. Austin.", ""),
        ("He met Mr. Austin.", ""),
        ("He met Dr. Austin in Houston.", "Houston US Texas"),
        ("Austin J. Paz left.", ""),
        ("He left Dallas, TX.", "Dallas US Texas; TX US"),
        ("He left, TX said.", ""),
        ("The TX line is long.", ""),
    ]);
}

#[test]
fn names_that_are_words_are_places_where_a_place_stands() {
    check(&[
        ("He fled from Nice.", "Nice FR Provence-Alpes-Cote d'Azur"),
        ("Nice police left.", "Nice FR Provence-Alpes-Cote d'Azur"),
        ("The Nice-based band left.", "Nice FR Provence-Alpes-Cote d'Azur"),
        (
            "He lived in Paris, Nice, he said.",
            "Paris FR Ile-de-France; Nice FR Provence-Alpes-Cote d'Azur",
        ),
        ("Nice work was done.", ""),
        ("Mr. Nice left.", ""),
        ("He had a Nice day.", ""),
    ]);
}

#[test]
fn common_words_need_a_cue_to_be_divisions() {
    check(&[
        ("The bakery (Est. 1961) sells bread.", ""),
        ("The Nord pipeline leaked.", ""),
        ("The Centre was shut and so was Sud.", ""),
        ("He voted for Independencia and for Nacional.", ""),
        ("They moved to the North-West and the South-East.", ""),
        ("Gunmen killed two men in Est, Burkina Faso.", "Est BF; Burkina Faso BF"),
        ("Gunmen fled from the Est region of Burkina Faso.", "Est BF; Burkina Faso BF"),
        ("Gunmen killed two men in Nord province.", "Nord BF"),
    ]);
}

#[test]
fn counties_of_a_series_are_counties() {
    check(&[
        (
            "Rain fell in Clarke, Madison and Oconee counties in Georgia.",
            "Clarke US Georgia; Madison US Georgia; Oconee US Georgia; Georgia US",
        ),
        (
            "He was a clerk in Muscogee and Harris counties.",
            "Muscogee US Georgia; Harris US Georgia",
        ),
        // All counties of a state.
        ("Rain fell in most Indiana counties.", "Indiana US"),
    ]);
}

#[test]
fn other_names_of_a_city_are_the_city() {
    check(&[
        ("Pilgrims died in Mecca.", "Mecca SA Mecca"),
        ("Pilgrims died in Marrakech.", "Marrakech MA"),
        ("Workers struck in Cracow.", "Cracow PL Lesser Poland"),
        ("Three men fled Borno state.", "Borno NG"),
    ]);
}
