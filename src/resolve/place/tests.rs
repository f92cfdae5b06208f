use super::containers::joins;
use super::namesake::weight;
use super::*;
use crate::gazetteer::Entry;
use crate::text::{CaseStyle, tokenize};

/// The country and division of each place of a text.
fn read(text: &str) -> Vec<(&'static str, Option<&'static str>)> {
    read_with(&mut Places::default(), text)
}

fn read_with(memory: &mut Places, text: &str) -> Vec<(&'static str, Option<&'static str>)> {
    let lists = Gazetteer::builtin();
    let (mut tokens, mut hits) = (Vec::new(), Vec::new());
    tokenize(text, &mut tokens);
    lists.find(text, &tokens, CaseStyle::Mixed, &mut hits);
    let mut places: Vec<(u32, Hit)> = hits.into_iter().map(|h| (0, h)).collect();
    memory.settle(lists, &tokens, &[], &mut places);
    let entries = places.iter().map(|(_, p)| lists.entry(p.entry));
    entries.map(|e| (e.country().unwrap_or_default(), e.parent())).collect()
}

#[test]
fn what_is_kept_of_an_article_changes_nothing_in_the_next() {
    let mut memory = Places::default();
    for _ in 0..2 {
        for text in [
            "He left London, Ontario, for Syria.",
            "It rained in London.",
            "No place at all.",
            "London and Syria",
        ] {
            assert_eq!(read_with(&mut memory, text), read(text), "{text}");
        }
        // Where too much is kept it is let go.
        memory.namesakes.resize(KEPT + 1, memory.namesakes[0]);
        read_with(&mut memory, "It rained in London.");
        assert!(memory.namesakes.len() < KEPT);
    }
}

#[test]
#[cfg(feature = "world-places")]
fn a_container_chooses_and_the_article_keeps_it() {
    let text = "He lives in Birmingham, Ala., he said. In Birmingham it rained.";
    let found = read(text);
    assert_eq!(found.first(), Some(&("US", Some("Alabama"))));
    assert_eq!(found.last(), found.first());
}

#[test]
fn kilometres_are_near_enough_all_over_the_globe() {
    for (a, b, expected) in [
        ((0.0, 0.0), (1.0, 0.0), 111.2),
        ((0.0, 10.0), (0.0, 11.0), 111.2),
        ((0.0, 10.0), (0.0, 7.0), 333.6),
        ((60.0, 0.0), (60.0, 1.0), 55.6),
        ((-60.0, 0.0), (-60.0, 1.0), 55.6),
        ((3.0, 4.0), (0.0, 0.0), 556.0),
        ((0.0, 179.5), (0.0, -179.5), 111.2),
        ((52.5, 13.4), (48.9, 2.4), 872.0),
    ] {
        let found = distance(a, b);
        assert!((found - expected).abs() < expected * 0.01, "{a:?} {b:?}: {found}");
        assert!((distance(b, a) - found).abs() < 1e-9);
    }
}

#[test]
fn a_country_weighs_most_then_capitals_then_people() {
    let lists = Gazetteer::builtin();
    let place = |e: &&Entry<'static>| e.kind() == crate::gazetteer::Kind::Place;
    let of = |name: &str| weight(*lists.lookup(name).iter().find(place).unwrap());
    assert!((of("Syria") - 10.0).abs() < 1e-9);
    for (more, less) in [
        ("Syria", "Kabul"),
        ("Kabul", "Karachi"),
        ("Karachi", "Kerman"),
        ("Darfur", "Kerman"),
        ("Crimea", "Kerman"),
    ] {
        assert!(of(more) > of(less), "{more} {} {less} {}", of(more), of(less));
    }
}

#[test]
fn what_joins_a_place_to_its_container() {
    for (between, joined) in [
        (",", true),
        (" (", true),
        (" in", true),
        (", in", true),
        (".,", true),
        (", in northern", true),
        ("", false),
        (" and", false),
        ("; in", false),
        (", and", false),
        (". in", false),
        (", in Northern", false),
        (" in northern", false),
        (", near northern", false),
        (", in ,", false),
        (", in the far north of", false),
    ] {
        let mut tokens = Vec::new();
        tokenize(between, &mut tokens);
        assert_eq!(joins(&tokens), joined, "{between:?}");
    }
}

#[test]
fn people_choose_where_nothing_else_does() {
    assert_eq!(read("The train left London at noon.").first().map(|f| f.0), Some("GB"));
    assert!(read("No place at all.").is_empty());
}
