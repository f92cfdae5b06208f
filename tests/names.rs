//! Names of people, bodies and places by list, shape and neighbours, what numbers count, and who is who.

use dateline::{Document, Extractor, Form};

fn read(text: &str) -> Document {
    Extractor::new().extract(text)
}

/// The names of a kind, joined with "; ".
fn names(text: &str, kind: &str) -> String {
    let document = read(text);
    let named = document.mentions().filter(|m| m.form() == Form::Named && m.kind().as_str() == kind);
    named.map(|m| m.text()).collect::<Vec<_>>().join("; ")
}

#[test]
fn people_by_title_list_and_neighbours() {
    for (text, people) in [
        ("The crowd cheered Lt. Gen. Osric Vandermeer on Monday.", "Osric Vandermeer"),
        (
            "Mahmoud al-Hariri met Ludwig van der Berg.",
            "Mahmoud al-Hariri; Ludwig van der Berg",
        ),
        ("Talks with Maria de la Cruz went on.", "Maria de la Cruz"),
        ("Ruel Oskan, 45, a farmer, was hurt.", "Ruel Oskan"),
        ("Ruel Oskan, the mayor of the town, fled.", "Ruel Oskan"),
        ("John Weller Jr. fled. Weller was caught later.", "John Weller Jr.; Weller"),
        ("E. Harmon Weller fled.", "E. Harmon Weller"),
        ("Ruel Oskan left. He tweets at @ruel_oskan.", "Ruel Oskan; @ruel_oskan"),
        ("Ruel Oskan left (@OskanRuel).", "Ruel Oskan; @OskanRuel"),
        ("Ruel Oskan left. Write to oskan@mail.com or see @mail.", "Ruel Oskan"),
        ("Pablo 'El Zorro' Gutierrez was caught.", "Pablo 'El Zorro' Gutierrez"),
        ("It was quiet, said Tarvok.", "Tarvok"),
        ("President Lincoln left the town.", "Lincoln"),
        ("Few recall the assassination of Lincoln.", "Lincoln"),
        ("It was Lincoln's brother who called.", "Lincoln"),
        ("Tarvok was sentenced to death.", "Tarvok"),
        ("They buried 62-year-old Tarvok.", "Tarvok"),
        ("Tarvok's death penalty law stands.", ""),
        ("The crowd saw her daughter, Ilvana, leave.", "Ilvana"),
        ("He saw Weller flee. Later John Weller was caught.", "Weller; John Weller"),
        ("It was Abu Karim al-Hariri.", "Abu Karim al-Hariri"),
        ("Police held Ruelka Karim al-Hariri.", "Ruelka Karim al-Hariri"),
        ("He met Ruelka B. Oskan.", "Ruelka B. Oskan"),
        ("She won the John Weller Award.", ""),
        ("He met Ruelka Oskan and left.", "Ruelka Oskan"),
        ("The Oru group, said Ruel Baloch, a spokesman, fled.", "Ruel Baloch"),
        ("Secretary of State Kerry spoke.", "Kerry"),
        ("He met Martin Van Buren in May.", "Martin Van Buren"),
        ("It happened in Lincoln on Monday.", ""),
        ("Hassan Baloch fled to the coast.", "Hassan Baloch"),
        ("She taught at the Daniel Morgan School in the town.", ""),
        ("They met at Ford's Theater.", ""),
        ("Will Russia attack Kyiv? Will Hamas agree?", ""),
        ("Troops reached San Salvador and St. Louis.", ""),
        ("The crowd came to Samuel Weller Hospital.", ""),
        ("Rocks fell near King County.", ""),
        (
            "THE ARMY SAID COL ENRIQUE LOPEZ ALBUJAR DIED IN THE BLAST NEAR THE PORT.",
            "ENRIQUE LOPEZ ALBUJAR",
        ),
    ] {
        assert_eq!(names(text, "person"), people, "{text}");
    }
}

#[cfg(feature = "world-places")]
/// A sentence of tests/names.txt without its marks, and what they mark, as "kind|name".
fn marked(line: &str) -> (String, Vec<String>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    for part in line.split('{') {
        let (name, rest) = part.split_once('}').unwrap_or(("", part));
        text.push_str(name.split_once('|').map_or("", |(_, name)| name));
        text.push_str(rest);
        names.extend((!name.is_empty()).then(|| name.to_owned()));
    }
    (text, names)
}

#[test]
#[cfg(feature = "world-places")]
fn names_of_all_regions() {
    let kinds = ["person", "group", "security_force", "government", "organization", "media", "place"];
    let mut wrong = Vec::new();
    for line in include_str!("names.txt").lines().filter(|l| !l.is_empty() && !l.starts_with(';')) {
        let (text, expected) = marked(line);
        let document = read(&text);
        let mut named: Vec<_> = document
            .mentions()
            .filter(|m| m.form() == Form::Named && kinds.contains(&m.kind().as_str()))
            .collect();
        named.sort_by_key(|m| (m.span().start(), std::cmp::Reverse(m.span().end())));
        let mut end = 0;
        // Of names inside each other the outer one.
        named.retain(|m| {
            let outer = m.span().end() > end;
            end = end.max(m.span().end());
            outer
        });
        let found: Vec<_> = named.iter().map(|m| format!("{}|{}", m.kind().as_str(), m.text())).collect();
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is no name is of the kind that its noun says.
#[test]
fn phrases_without_a_name_are_of_the_kind_of_their_noun() {
    for (text, phrase, kind) in [
        ("No group has claimed the bombing.", "No group", "group"),
        ("No one claimed the bombing.", "No one", "people"),
        ("No attack on the base was told.", "No attack", "event"),
        ("One of the gunmen was shot.", "One of the gunmen", "people"),
        ("One of his two sons was shot.", "One of his two sons", "people"),
        ("The Iraqi and Syrian groups blamed rebels.", "The Iraqi and Syrian groups", "group"),
        ("The militia, fighting alongside the Taliban, fled.", "fighting", "event"),
    ] {
        let document = read(text);
        let found = document.mentions().find(|m| m.text() == phrase);
        assert_eq!(found.map(|m| m.kind().as_str()), Some(kind), "{text}");
    }
}

#[test]
fn a_title_stays_with_the_name() {
    for (text, title) in [
        ("He met Deputy Prime Minister Osric Vandermeer.", Some("Deputy Prime Minister")),
        ("He met Lt. Gen. Osric Vandermeer.", Some("Lt. Gen.")),
        ("He met John Vandermeer.", None),
    ] {
        let document = read(text);
        let person = document.mentions().find(|m| m.text().ends_with("Vandermeer")).unwrap();
        assert_eq!(person.title(), title, "{text}");
    }
}

#[test]
fn bodies_by_head_noun_and_neighbours() {
    for (text, kind, expected) in [
        ("She works at Oru Savings Bank.", "organization", "Oru Savings Bank"),
        ("He left the University of Orumba in May.", "organization", "University of Orumba"),
        ("He ran Weller Motor Co. for years.", "organization", "Weller Motor Co."),
        ("He ran Orumba Inc for years. Orumba grew.", "organization", "Orumba Inc; Orumba"),
        ("The drug maker Orumba grew.", "organization", "Orumba"),
        ("He read it in the newspaper Orumba.", "media", "Orumba"),
        ("He wrote for the Orumba Gazette.", "media", "Orumba Gazette"),
        (
            "The Orumba Rifle Association (ORA) met. The ORA left.",
            "organization",
            "Orumba Rifle Association; ORA; ORA",
        ),
        ("The 12th Brigade left.", "security_force", "12th Brigade"),
        ("He joined the Orumba Liberation Army.", "group", "Orumba Liberation Army"),
        ("The town fell to Jaysh al-Orumba.", "group", "Jaysh al-Orumba"),
        (
            "He led the Orumba Workers' Association.",
            "organization",
            "Orumba Workers' Association",
        ),
        (
            "He studied at the American University of Beirut.",
            "organization",
            "American University of Beirut",
        ),
        ("He ran the John F. Weller School.", "organization", "John F. Weller School"),
        ("Berlin police came.", "security_force", "Berlin police"),
        ("He left a Berlin police station.", "security_force", ""),
        ("He fought the Sinaloa cartel.", "group", "Sinaloa cartel"),
        ("He called the Iraqi foreign ministry.", "government", "Iraqi foreign ministry"),
        (
            "The Orumba Rifle Association (OA) met. The OA left.",
            "organization",
            "Orumba Rifle Association; OA; OA",
        ),
        ("The rebel group Orumba Committee fled.", "group", "Orumba Committee"),
        ("The committee and the bank met.", "organization", ""),
        ("The bank of the river was wet.", "organization", ""),
    ] {
        assert_eq!(names(text, kind), expected, "{text}");
    }
}

#[test]
fn places_by_neighbours() {
    for (text, places) in [
        ("The fire began in Orumba, Texas.", "Orumba; Texas"),
        ("They fled from the town of Orumba. Later Orumba burned.", "Orumba; Orumba"),
        ("Three men fled Orumba district on foot.", "Orumba"),
        ("The fire began near Orumba.", "Orumba"),
        ("The boat sank in Orumba Bay.", "Orumba Bay"),
        ("He lives in Southern California.", "Southern California"),
        ("They hit the town Orumba at night.", "Orumba"),
        ("They fled Aleppo province.", "Aleppo"),
        ("He spoke in Arabic.", ""),
        ("It was the town of their birth.", ""),
    ] {
        assert_eq!(names(text, "place"), places, "{text}");
    }
}

#[test]
fn numbers_count_people() {
    for (text, numbers) in [
        ("Police held four Spaniards and two men.", "four; two"),
        ("Two managed to flee.", "Two"),
        ("They held men, one of whom was hurt.", "one"),
        ("Tens of thousands of people fled.", "Tens of thousands"),
        ("A couple of farmers fled.", "couple"),
        ("They sent a 2,000-strong crew.", "2,000"),
        ("They found two rifles and 105 sniper rounds.", ""),
        ("Four of the dead were nurses.", "Four"),
        ("They hit one military vehicle.", ""),
    ] {
        assert_eq!(names(text, "quantity"), numbers, "{text}");
    }
}

/// The mentions of the entity that `name` is in, joined with "; ".
fn chain(text: &str, name: &str) -> String {
    let document = read(text);
    let entities = document.entities();
    let found = entities.iter().find(|e| e.mentions().any(|m| m.text() == name));
    found.map_or(String::new(), |e| e.mentions().map(|m| m.text()).collect::<Vec<_>>().join("; "))
}

#[test]
fn mentions_of_one_thing_are_one_entity() {
    for (text, name, expected) in [
        (
            "The Taliban attacked a church. The group killed two men.",
            "Taliban",
            "Taliban; The group",
        ),
        ("Adam Weller left. He was killed on Monday.", "Adam Weller", "Adam Weller; He"),
        (
            "Adam Weller met John Paulson. He was killed on Monday.",
            "Adam Weller",
            "Adam Weller",
        ),
        (
            "The Orumba Rifle Association (ORA) met. The ORA left.",
            "ORA",
            "Orumba Rifle Association; ORA; ORA",
        ),
        (
            "John F. Weller left. John Weller was tired.",
            "John Weller",
            "John F. Weller; John Weller",
        ),
        ("Adam Weller and Mary Weller left. Weller was tired.", "Adam Weller", "Adam Weller"),
    ] {
        assert_eq!(chain(text, name), expected, "{text}");
    }
}
