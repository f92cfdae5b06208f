//! Names keep their identity in whatever letters and code points they come.

use std::sync::LazyLock;

use dateline::Extractor;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

/// The names and kinds of the mentions of a text.
fn names(text: &str) -> Vec<(String, String)> {
    EXTRACTOR
        .extract(text)
        .mentions()
        .map(|m| (m.text().to_owned(), m.name().to_owned()))
        .collect()
}

#[test]
fn one_name_in_two_spellings_is_one_entity() {
    for (one, other) in [
        ("Diyarbakır", "Diyarbakir"),
        ("Bogotá", "Bogota\u{301}"),
        ("São Paulo", "Sa\u{303}o Paulo"),
        ("İstanbul", "Istanbul"),
        ("Côte d'Ivoire", "Co\u{302}te d’Ivoire"),
        ("Işık Dağlı", "Isik Dagli"),
        ("José Karam", "Jose\u{301} Karam"),
        ("Nasser al\u{2011}Bahri", "Nasser al-Bahri"),
        ("Nasser al\u{2010}Bahri", "Nasser al Bahri"),
        ("Omar\u{a0}Dale", "Omar Dale"),
        ("Omar\nDale", "Omar Dale"),
        ("Orumba\u{2011}Kessa Front", "Orumba-Kessa Front"),
    ] {
        let text = format!("Police searched {one} on Monday. The army left {other} on Tuesday.");
        let document = EXTRACTOR.extract(&text);
        let entity = |name: &str| document.mentions().find(|m| m.text() == name).map(|m| m.entity());
        assert!(entity(one).is_some(), "{one} in {:?}", names(&text));
        assert_eq!(entity(one), entity(other), "{one} and {other} in {:?}", names(&text));
    }
}

#[test]
fn marks_that_are_not_seen_part_no_name() {
    for text in [
        "Police in Ka\u{ad}bul detained two men.",
        "Police in \u{200e}Kabul\u{200f} detained two men.",
        "Police in\u{a0}Kabul\u{a0}detained\u{a0}two\u{a0}men.",
        "\u{feff}Police in Kabul detained two men.",
        "Police in \u{fffd} Kabul detained two men.",
        "Police in\0 Kabul detained two men.",
        "Police in Kabul \u{1f600} detained two men.",
    ] {
        assert!(names(text).iter().any(|(_, name)| name == "Kabul"), "{text:?}: {:?}", names(text));
        let document = EXTRACTOR.extract(text);
        assert_eq!(document.relations().len(), 1, "{text:?}");
    }
}

#[test]
fn names_in_other_letters_stand_beside_those_in_latin() {
    let text = "The Taliban (طالبان) and Hezbollah (حزب الله) met Fatah in Москва, then in Beirut (بيروت).";
    let found = names(text);
    for name in ["Taliban", "Hezbollah", "Fatah", "Beirut"] {
        assert!(found.iter().any(|(_, n)| n == name), "{name}: {found:?}");
    }
}
