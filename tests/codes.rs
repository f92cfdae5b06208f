//! The event codes of the kinds, against a table of the published codes.

use std::collections::BTreeMap;

use dateline::{Extractor, RelationKind};

/// A row of `codes.tsv`: CAMEO, its name there, PLOVER, its mode, and where they come from.
type Row = [&'static str; 5];

fn table() -> BTreeMap<&'static str, Row> {
    let lines = include_str!("codes.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let kind = cells.next().unwrap();
        (kind, std::array::from_fn(|_| cells.next().unwrap_or_else(|| panic!("{line}"))))
    };
    lines.map(row).collect()
}

#[test]
fn every_kind_has_the_codes_of_the_table() {
    let table = table();
    for kind in RelationKind::ALL {
        let [cameo, name, plover, _, from] = table.get(kind.name()).unwrap_or_else(|| panic!("{} has no row", kind.name()));
        assert_eq!((kind.cameo(), kind.plover()), (*cameo, *plover), "{}", kind.name());
        // A code that has a row there has a name; what has none says so.
        assert_eq!(name.is_empty(), cameo.is_empty(), "{}", kind.name());
        assert!(*from != "table" || !cameo.is_empty(), "{}", kind.name());
    }
    let kinds = table.keys().filter(|k| !k.contains(' ')).count();
    assert_eq!(kinds, RelationKind::ALL.len(), "a row of no kind");
}

#[test]
fn an_attempt_has_a_code_of_its_own() {
    let [attempt, ..] = table()["assassinated averted"];
    let document = Extractor::new().extract("The governor survived an assassination attempt.");
    let found: Vec<_> = document.relations().map(|r| (r.view().kind(), r.view().cameo())).collect();
    assert_eq!(found, [(RelationKind::Assassinated, attempt)]);
}

/// PLOVER's auxiliary modes follow from polarity and modality.
#[test]
fn auxiliary_modes_are_those_of_what_was_said() {
    let cases = [
        ("Rebels attacked the town.", "attacked", ""),
        ("The rebels did not attack the town.", "attacked", "negation"),
        ("No group has claimed the attack.", "claimed_responsibility", "negation"),
        ("The rebels will attack the town.", "attacked", "future"),
        ("Rebels may bomb the dam.", "attacked", "hypothetical"),
        ("Rebels attacked the village, the mayor said.", "attacked", ""),
    ];
    let extractor = Extractor::new();
    for (text, kind, mode) in cases {
        let document = extractor.extract(text);
        let found: Vec<_> = document
            .relations()
            .map(|r| (r.view().kind().name(), r.view().plover_auxiliary()))
            .collect();
        assert!(found.contains(&(kind, mode)), "{text}: {found:?}");
    }
}
