//! A user's own lists: saved and opened again, refused when damaged, merged, thinned out, and told what is odd in them.

use dateline::{Extractor, Gazetteer, Kind};
use proptest::prelude::*;

const LIST: &str = "id\tkind\tname\taliases\tcountry\tparent\tlatitude\tlongitude\tsubkind\tpopulation\trelation\tactive_from\tactive_to\n\
    dawn\tgroup\tDawn Front\tal-Fajr|DF:exact\tIQ\tBlue Dusk\t\t\tinsurgent\t\twing\t1987\t\n\
    dusk\tgroup\tBlue Dusk\t\t\t\t\t\t\t\t\t\t1991\n\
    geonames:77\tplace\tMirel\tMírel Town\tIQ\t\t33.1234567\t-44.5\tcity\t1200\t\t\t\n";

fn mine() -> Gazetteer {
    own(&[("mine.tsv", LIST)])
}

fn own(files: &[(&str, &str)]) -> Gazetteer {
    let files: Vec<_> = files.iter().map(|(f, t)| ((*f).to_owned(), (*t).to_owned())).collect();
    Gazetteer::default().with(&files).unwrap()
}

fn saved(lists: &Gazetteer) -> Vec<u8> {
    let mut bytes = Vec::new();
    lists.save(&mut bytes).unwrap();
    bytes
}

/// The last entry and id of the shortest lists are read like others: enough stands behind what is packed by bits.
#[test]
fn the_shortest_lists_are_read_to_their_end() {
    for count in 1..=9 {
        let rows: Vec<_> = (0..count).map(|n| format!("{n}\tgroup\tQ{n}")).collect();
        let lists = own(&[("mine.tsv", &format!("id\tkind\tname\n{}\n", rows.join("\n")))]);
        for lists in [lists.clone(), Gazetteer::open(saved(&lists)).unwrap()] {
            for n in 0..count {
                let entry = lists.get(&n.to_string()).map(|e| (e.name().to_string(), e.kind()));
                assert_eq!(entry, Some((format!("Q{n}"), Kind::Group)), "{n} of {count}");
            }
        }
    }
}

/// All that can be asked of lists.
fn everything(lists: &Gazetteer) -> String {
    let looked_up = ["Dawn Front", "AL FAJR", "DF", "mirel", "nobody"].map(|n| format!("{:?}", lists.lookup(n)));
    let entries: Vec<_> = lists
        .entries()
        .map(|e| {
            format!(
                "{e:?} {:?} {:?} {:?} {:?}",
                lists.parent(e),
                lists.get(&e.id()),
                lists.relation(e),
                lists.active(e)
            )
        })
        .collect();
    format!("{looked_up:?} {entries:?}")
}

#[test]
fn an_opened_index_answers_as_the_lists_did() {
    for lists in [
        mine(),
        Gazetteer::default(),
        mine().without(["dawn"]),
        (**Gazetteer::builtin()).clone(),
    ] {
        let again = Gazetteer::open(saved(&lists)).unwrap();
        assert_eq!(everything(&again), everything(&lists));
        assert_eq!(saved(&again), saved(&lists));
    }
    let mirel = mine();
    let mirel = mirel.get("geonames:77").unwrap();
    assert_eq!((mirel.coordinates(), mirel.geonames()), (Some((33.123_456_7, -44.5)), Some(77)));
}

/// Lists that were taken apart and put together again, small and large, are what they were.
#[test]
fn taking_nothing_out_changes_nothing() {
    for lists in [mine(), Gazetteer::default(), (**Gazetteer::builtin()).clone()] {
        assert!(saved(&lists.without(["nobody"])) == saved(&lists));
    }
}

#[test]
fn numbers_are_kept_whatever_others_are_beside_them() {
    let row = "a\tplace\tOru\t-90\t180\t5\t0\ngeonames:6\tplace\tDusk\t33.5\t-44.25\t6\t8388607\n";
    let wide = "b\tplace\tMirel\t0.0000001\t-0.0000001\t4294967295\t1352617328\n";
    let header = "id\tkind\tname\tlatitude\tlongitude\tgeonames\tpopulation\n";
    let told = |lists: &Gazetteer, id: &str| lists.get(id).map(|e| (e.coordinates(), e.geonames(), e.population()));
    let narrow = own(&[("a.tsv", &format!("{header}{row}"))]);
    let both = own(&[("a.tsv", &format!("{header}{row}{wide}"))]);
    for lists in [narrow.clone(), both.clone(), both.without(["b"])] {
        assert_eq!(told(&lists, "a"), Some((Some((-90.0, 180.0)), Some(5), 0)));
        assert_eq!(told(&lists, "geonames:6"), Some((Some((33.5, -44.25)), Some(6), 8_388_607)));
    }
    // From eight million on people are counted in thousands.
    assert_eq!(told(&both, "b"), Some((Some((1e-7, -1e-7)), Some(u32::MAX), 1_352_617_000)));
    assert!(saved(&narrow).len() + 20 < saved(&both).len());
}

#[test]
fn ids_are_kept_in_whatever_form_they_are() {
    let ids = [
        "group:dawn-front",
        "band:dawn-front-iq",
        "Dawn",
        ":dawn-front",
        "group:dawn",
        "group:dawn-front-sy",
        "geonames:7",
        "a:b:dawn-front",
        ":",
    ];
    let rows = ids.map(|id| format!("{id}\tgroup\tDawn Front\tIQ\t8\n")).concat();
    let lists = own(&[("a.tsv", &format!("id\tkind\tname\tcountry\tgeonames\n{rows}"))]);
    let found: Vec<_> = lists.entries().map(|e| e.id().into_owned()).collect();
    assert_eq!(found, ids);
    assert!(
        ids.iter()
            .all(|id| lists.get(id).is_some_and(|e| e.id() == *id && e.geonames() == Some(8)))
    );
}

#[test]
fn a_list_tells_how_an_entry_stands_to_its_parent_and_when_it_was() {
    let lists = mine()
        .with(&[("more.tsv".into(), "kind\tname\nplace\tOru\n".into())])
        .unwrap()
        .without(["geonames:77"]);
    let told = |id: &str| lists.get(id).map(|e| (lists.relation(e), lists.active(e)));
    assert_eq!(told("dawn"), Some((Some("wing"), (Some(1987), None))));
    assert_eq!(told("dusk"), Some((None, (None, Some(1991)))));
    assert_eq!(told("place:oru"), Some((None, (None, None))));
}

#[test]
fn an_opened_index_extracts() {
    let lists = Gazetteer::open(saved(&mine())).unwrap();
    let extractor = Extractor::builder().gazetteer(lists).build().unwrap();
    let document = extractor.extract("The DF shelled Mirel. Hamas denied it.");
    let names: Vec<_> = document.mentions().filter_map(|m| m.entry()).map(|e| e.name().to_owned()).collect();
    assert_eq!(names, ["Dawn Front", "Mirel"]);
}

#[test]
fn foreign_and_other_indexes_are_refused() {
    let good = saved(&mine());
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    for (bytes, reason) in [
        (Vec::new(), "saved index: it is no saved index of dateline"),
        (LIST.as_bytes().to_vec(), "saved index: it is no saved index of dateline"),
        (with(8, 99), "saved index: it has format 99 where this version of dateline reads 7"),
        (with(17, 1), "saved index: its header is damaged"),
        (good[..good.len() - 1].to_vec(), "saved index: it has "),
        ([good.as_slice(), b"x"].concat(), "saved index: it has "),
        (with(good.len() - 1, 0xff), "saved index: it is damaged"),
    ] {
        let error = Gazetteer::open(bytes).unwrap_err().to_string();
        assert!(error.starts_with(reason), "{error}\n{reason}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damage_is_refused_and_never_panics(at in 0usize..1 << 20, bit in 0u8..8, cut in 0usize..1 << 20) {
        let good = saved(&mine());
        let mut flipped = good.clone();
        let at = at % good.len();
        flipped[at] ^= 1 << bit;
        prop_assert!(Gazetteer::open(flipped.clone()).is_err());
        prop_assert!(Gazetteer::open(good[..cut % good.len()].to_vec()).is_err());
        // Believed all the same: names may be wrong, and that is all.
        if let Ok(lists) = Gazetteer::open_unverified(flipped) {
            let _ = everything(&lists);
            let _ = everything(&lists.without(["dusk"]));
            let extractor = Extractor::builder().gazetteer(lists).build().unwrap();
            let _ = extractor.extract("The Dawn Front (DF), Al-Fajr and Blue Dusk shelled Mirel Town in Mirel, Iraq.").to_output();
        }
    }
}

#[test]
fn the_later_list_wins_and_entries_can_go() {
    let second = "id\tkind\tname\taliases\ndawn\torganization\tNew Dawn\tDawn Front\nother\tgroup\tDusk\tBlue Dusk\n";
    let lists = own(&[("mine.tsv", LIST), ("second.tsv", second)]);
    assert_eq!(lists.get("dawn").map(|e| e.name()), Some("New Dawn"));
    let names = |name: &str| lists.lookup(name).iter().map(|e| e.name().to_owned()).collect::<Vec<_>>();
    assert_eq!(names("dawn front"), ["New Dawn"]);
    assert!(names("al-Fajr").is_empty());
    assert_eq!(names("Blue Dusk"), ["Dusk", "Blue Dusk"]);
    let extractor = Extractor::builder()
        .gazetteer(lists.clone())
        .without_entry("other")
        .build()
        .unwrap();
    let document = extractor.extract("Blue Dusk met the Dawn Front.");
    let found: Vec<_> = document.mentions().filter_map(|m| m.entry()).map(|e| e.id().into_owned()).collect();
    assert_eq!(found, ["dusk", "dawn"]);
    assert_eq!(lists.of_kind(Kind::Group).count(), 2);
    assert!(lists.without(["other"]).get("other").is_none());
}

#[test]
fn spellings_that_never_match_are_warned_of() {
    let list = "kind\tname\taliases\tid\n\
        group\tDawn Front\tDAWN-FRONT|The Dawn Front|DF:exact|Df:exact|D-F\ta\n\
        group\tRed Ones\t???|(Reds) of Oru|—\tb\n\
        group\tquiet ones:cue\tones:cue\tc\n\
        organization\tdawn front\t\td\n\
        place\tMirel\t\te\n\
        place\tMirel\t\tf\n";
    let lists = own(&[("odd.tsv", list)]);
    let warnings = lists.warnings().to_string();
    for expected in [
        "odd.tsv:2:18: `DAWN-FRONT` adds nothing: `Dawn Front` matches wherever it would",
        "odd.tsv:2:29: `The Dawn Front` adds nothing",
        "odd.tsv:3:16: `???` never matches: it has no letter or digit",
        "odd.tsv:3:20: `(Reds) of Oru` never matches: it starts with a mark",
        "odd.tsv:3:34: `—` never matches",
        "odd.tsv:4:7: `quiet ones` never matches: all its spellings are `cue`",
        "odd.tsv:5:14: `dawn front` hides the same spelling of odd.tsv:2",
    ] {
        assert!(warnings.contains(expected), "{expected}\nin\n{warnings}");
    }
    assert_eq!(lists.warnings().count(), 7, "{warnings}");
    assert!(mine().warnings().is_empty());
    let more = lists.with(&[("more.tsv".into(), "kind\tname\ngroup\t!\n".into())]).unwrap();
    assert_eq!(more.warnings().count(), 8);
    assert_eq!(more.without(["a"]).warnings().count(), 8, "what was odd is still told");
    assert!(
        warnings.contains("odd.tsv:2\n  | organization dawn front  d\n  |              ^^^^^^^^^^\n"),
        "{warnings}"
    );
}

const SHIPS: &str = "kind\tname\taliases\nkind\tship\t\nship\tOrumba Star\tOrumba Star of Oru|OSX:exact\nweapon\tZarvok-7\t\nperson\tQuillon Bexley\t\nfacility\tOld Mill of Oru\t\n";

#[test]
fn a_list_declares_kinds_of_its_own() {
    let rules = "frame fleet/seize -> attacked {\n  verbs seize\n  target = object @ship\n  agent = subject\n  require target\n}\n";
    let lists = Gazetteer::builtin().with(&[("ships.tsv".into(), SHIPS.into())]).unwrap();
    // The kind is in a saved index as well.
    for lists in [lists.clone(), Gazetteer::open(saved(&lists)).unwrap()] {
        let ship = lists.lookup("OSX")[0].kind();
        assert_eq!((ship.as_str(), Kind::parse("ship")), ("ship", Some(ship)));
        assert_eq!(lists.of_kind(ship).count(), 1);
        let extractor = Extractor::builder().gazetteer(lists).rules("fleet.rules", rules).build().unwrap();
        let text = "Pirates seized the Orumba Star. Later Hamas attacked the OSX with a Zarvok-7. Quillon Bexley left the Old Mill of Oru.";
        let document = extractor.extract(text);
        let listed: Vec<_> = document
            .mentions()
            .filter(|m| m.entry().is_some())
            .map(|m| format!("{}={}", m.text(), m.kind()))
            .collect();
        assert_eq!(
            listed,
            [
                "Orumba Star=ship",
                "Hamas=group",
                "OSX=ship",
                "Zarvok-7=weapon",
                "Quillon Bexley=person",
                "Old Mill of Oru=facility"
            ]
        );
        let targets: Vec<_> = document
            .relations()
            .flat_map(|r| r.view().argument("target").iter().map(|m| m.text().to_owned()).collect::<Vec<_>>())
            .collect();
        assert_eq!(targets, ["Orumba Star", "OSX"]);
        let ships: Vec<u32> = document.mentions().filter(|m| m.kind() == ship).map(|m| m.entity()).collect();
        assert_eq!(ships[0], ships[1], "two names of one ship");
        let json = serde_json::to_string(&document.to_output()).unwrap();
        assert!(json.contains("\"kind\":\"ship\""), "{json}");
        assert_eq!(serde_json::from_str::<dateline::Output>(&json).unwrap(), document.to_output());
    }
}

/// Two entries are equal where the lists say the same of both, in every column.
#[test]
fn entries_are_equal_where_the_lists_say_the_same() {
    let header = "id\tkind\tname\tcountry\tparent\tlatitude\tlongitude\tgeonames\tsubkind\tpopulation\n";
    let row = ["x", "place", "Mirel", "IQ", "Dusk", "33.5", "44.5", "77", "town", "1200"];
    let list = |row: &[&str]| own(&[("a.tsv", &format!("{header}y\tgroup\tDawn\t\t\t\t\t\tcell\t\n{}\n", row.join("\t")))]);
    let lists = list(&row);
    let entry = lists.get("x").unwrap();
    assert_eq!((entry.subkind(), entry.parent(), entry.population()), ("town", Some("Dusk"), 1200));
    assert_eq!(lists.get("y").map(|e| e.subkind()), Some("cell"));
    assert!(list(&row).get("x").is_some_and(|same| same == entry));
    for (column, other) in ["", "group", "Orumba", "SY", "Dawn", "33.6", "44.6", "78", "city", "1300"]
        .into_iter()
        .enumerate()
        .skip(1)
    {
        let mut changed = row;
        changed[column] = other;
        let lists = list(&changed);
        assert!(lists.get("x").is_some_and(|e| e != entry), "{other}");
    }
}

#[test]
fn a_kind_has_a_name_of_at_most_thirty_two_letters() {
    for (length, right) in [(1, true), (31, true), (32, true), (33, false), (40, false)] {
        let list = format!("kind\tname\nkind\t{}\n", "z".repeat(length));
        assert_eq!(Gazetteer::default().with(&[("a.tsv".into(), list)]).is_ok(), right, "{length}");
    }
}

/// The parent of a place is the division of that name in its own country.
#[test]
fn a_parent_lies_in_the_country_of_its_place() {
    let list = "id\tkind\tname\tcountry\tparent\na\tplace\tNorthern\tIQ\t\nb\tplace\tNorthern\tSY\t\nc\tplace\tNorthern\tTR\t\n\
        x\tplace\tMirel\tSY\tNorthern\ny\tplace\tDusk\tIQ\tNorthern\nz\tplace\tOru\tTR\tNorthern\nd\tgroup\tDawn Front\tTR\tBlue Dusk\n\
        e\tplace\tBlue Dusk\tTR\t\nf\tgroup\tBlue Dusk\tSY\t\n";
    let lists = own(&[("a.tsv", list)]);
    for (of, expected) in [("x", "b"), ("y", "a"), ("z", "c"), ("d", "f")] {
        let parent = lists.get(of).and_then(|e| lists.parent(e));
        assert_eq!(parent.map(|p| p.id().into_owned()).as_deref(), Some(expected), "{of}");
    }
}

/// A list of few names, of whose keys one is half of all numbers away from the next.
#[test]
fn every_name_of_a_short_list_is_found() {
    for (count, round) in (1..16).flat_map(|count| (0..20).map(move |round| (count, round))) {
        let names: Vec<String> = (0..count).map(|n| format!("Oru{}", n * 37 + round)).collect();
        let lists = own(&[("a.tsv", &format!("kind\tname\ngroup\t{}\n", names.join("\ngroup\t")))]);
        for name in &names {
            assert_eq!(lists.lookup(name).len(), 1, "{name} of {count}");
        }
    }
}

/// Names of any length and places of any size are what the list says; from eight million people on they are counted in thousands.
#[test]
fn long_names_and_large_places_are_kept() {
    for length in [1, 126, 127, 128, 129, 200, 255, 256, 300, 1000] {
        let name = format!("Oru{}", "z".repeat(length));
        let lists = own(&[("a.tsv", &format!("kind\tname\ngroup\t{name}\ngroup\tDawn Front\n"))]);
        assert_eq!(lists.lookup(&name).iter().map(|e| e.name()).collect::<Vec<_>>(), [name.as_str()]);
        assert_eq!(lists.len(), 2);
        assert!(!lists.is_empty());
    }
    for (people, kept) in [
        (0, 0),
        (1, 1),
        (999, 999),
        (1_000_001, 1_000_001),
        (8_388_607, 8_388_607),
        (8_388_608, 8_389_000),
        (9_000_499, 9_000_000),
        (9_000_500, 9_001_000),
        (20_000_000, 20_000_000),
    ] {
        let lists = own(&[("a.tsv", &format!("kind\tname\tpopulation\nplace\tMirel\t{people}\n"))]);
        assert_eq!(lists.lookup("Mirel")[0].population(), kept, "{people}");
    }
    assert!(Gazetteer::default().is_empty());
}

#[test]
fn a_kind_is_declared_before_it_is_used() {
    for (list, expected) in [
        ("kind\tname\nplane\tDawn Flyer\nkind\tplane\n", "a.tsv:2:1: `plane` is no kind"),
        ("kind\tname\nkind\tBig Ship\n", "a.tsv:2:6: `Big Ship` cannot be declared as a kind"),
        ("kind\tname\nkind\tkind\n", "a.tsv:2:6: `kind` cannot be declared as a kind"),
        ("kind\tname\nkind\t\n", "a.tsv:2:6: `` cannot be declared as a kind"),
    ] {
        let error = Gazetteer::default().with(&[("a.tsv".into(), list.into())]).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
        assert_eq!(error.count(), 1, "{error}");
    }
    // One of the crate may be declared again, and so may a list after another.
    let again = [
        ("a.tsv".into(), "kind\tname\nkind\tgroup\nkind\tplane\n".into()),
        ("b.tsv".into(), "kind\tname\nplane\tDawn Flyer\n".into()),
    ];
    assert_eq!(
        Gazetteer::default().with(&again).unwrap().lookup("dawn flyer")[0].kind().as_str(),
        "plane"
    );
    let rules = "frame a/b -> attacked {\n  verbs board\n  target = object @submarine\n  require target\n}\n";
    let error = Extractor::builder().rules("a.rules", rules).build().unwrap_err().to_string();
    assert!(error.contains("there is no mention kind 'submarine'"), "{error}");
}

/// The entries and the names of a list of the crate.
fn size(list: &str) -> (usize, usize) {
    let path = format!("{}/gazetteers/{list}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|l| !l.starts_with('#')).skip(1);
    let names = rows.map(|row| {
        1 + row
            .split('\t')
            .nth(3)
            .unwrap_or_default()
            .split('|')
            .filter(|a| !a.is_empty())
            .count()
    });
    names.fold((0, 0), |(entries, names), n| (entries + 1, names + n))
}

#[test]
fn the_lists_are_as_large_as_their_sources_file_says() {
    let sources = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteers/SOURCES.md")).unwrap();
    let lists = [
        "groups",
        "nationalities",
        "places",
        "cities",
        "towns",
        "security_forces",
        "governments",
        "organizations",
        "media",
    ];
    for list in lists {
        let (entries, names) = size(list);
        let row = format!("| {list}.tsv | {entries} | {names} |");
        assert!(sources.contains(&row), "SOURCES.md should have the row {row}");
    }
    let (groups, names) = size("groups");
    assert!(groups >= 1_200 && names - groups >= 4_500, "{groups} groups, {names} names");
    assert!(size("organizations").0 + size("media").0 >= 500);
}

/// 57,000 towns and all other lists in five million bytes.
#[test]
#[cfg(feature = "world-places")]
fn the_lists_know_the_towns_of_the_world_and_stay_small() {
    let lists = Gazetteer::builtin();
    let towns = lists
        .of_kind(Kind::Place)
        .filter(|e| matches!(e.subkind(), "town" | "city" | "capital"));
    let numbered = towns.filter(|e| e.geonames().is_some() && e.coordinates().is_some());
    assert!(numbered.count() >= 57_000);
    for (town, country) in [
        ("Gao", "ML"),
        ("Kut", "IQ"),
        ("Samary", "UA"),
        ("Siguiri", "GN"),
        ("Soissons", "FR"),
    ] {
        assert!(lists.lookup(town).iter().any(|e| e.country() == Some(country)), "{town}");
    }
    let bytes = saved(lists).len();
    assert!(bytes <= 4_500_000, "{bytes}");
}

#[test]
fn the_lists_answer_questions() {
    let lists = Gazetteer::builtin();
    let brigades = lists.lookup("al-Qassam Brigades")[0];
    let parents: Vec<_> = std::iter::successors(lists.parent(brigades), |e| lists.parent(*e))
        .take(8)
        .map(|e| e.name())
        .collect();
    assert_eq!(parents, ["Hamas", "Muslim Brotherhood"]);
    let groups = || lists.of_kind(Kind::Group);
    let (related, begun) = (
        groups().filter(|g| lists.relation(*g).is_some()),
        groups().filter(|g| lists.active(*g).0.is_some()),
    );
    assert!(related.count() >= 400 && begun.count() >= 1_500);
    for (name, relation, years) in [
        ("al-Qassam Brigades", Some("wing"), (Some(1991), None)),
        ("Real IRA", Some("offshoot"), (Some(1997), Some(2012))),
        ("Hay'at Tahrir al-Sham", Some("renamed"), (Some(2017), Some(2025))),
        ("Polisario Front", None, (Some(1973), None)),
    ] {
        let group = lists.lookup(name)[0];
        assert_eq!((lists.relation(group), lists.active(group)), (relation, years), "{name}");
    }
    for (kind, least) in [
        (Kind::Group, 1_200),
        (Kind::SecurityForce, 300),
        (Kind::Government, 100),
        (Kind::Organization, 500),
        (Kind::Media, 1_000),
        (Kind::Place, 3_000),
        (Kind::Nationality, 300),
    ] {
        let count = lists.of_kind(kind).count();
        assert!(count >= least, "{count} of kind {kind}");
    }
    assert_eq!(lists.of_kind(Kind::Person).count(), 0);
    assert!(lists.lookup("no such name at all").is_empty());
    let tripoli: Vec<_> = lists.lookup("Tripoli").iter().filter_map(|e| e.country()).collect();
    assert_eq!(tripoli[0], "LY", "the likeliest first");
}
