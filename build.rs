//! Indexes the lists in `gazetteers/` with the very code that indexes a user's lists, and lays out the words of `src/lexicon/`, so that a
//! program starts at once.
#![allow(dead_code, unused_imports, unused_macros, missing_docs)]

use std::path::Path;
use std::{env, fs};

#[path = "src/error.rs"]
mod error;
#[path = "src/span.rs"]
mod span;
#[path = "src/text"]
mod text {
    mod bits;
    mod case;
    mod fold;
    mod lines;
    mod scan;
    mod sentence;
    mod slots;
    mod token;

    pub use case::CaseStyle;
    pub(crate) use fold::{fold_into, hash_all, hash_folded, hash_word, hashes};
    pub use sentence::Sentence;
    pub(crate) use slots::{give_slots, home, slot};
    pub use token::Token;
    pub(crate) use token::tokenize;
}

#[path = "src/resolve/incident/weights.rs"]
mod weights;

#[path = "src/lexicon"]
mod lexicon {
    mod draft;
    mod inflect;
    mod layout;
    mod table;
    mod word;

    /// What the lists of words say, as the source of a constant.
    pub fn source() -> String {
        layout::source(&draft::Draft::of_lists())
    }
}

#[path = "src/gazetteer"]
mod gazetteer {
    mod candidate;
    mod draft;
    mod entry;
    mod fields;
    mod image;
    mod kind;
    mod layout;
    mod order;
    mod parse;
    mod policy;
    mod record;
    mod strings;
    mod words;

    pub use entry::Entry;
    pub use kind::{DeclaredKind, Kind};

    /// The index of lists, each a file name and its text.
    pub fn index(lists: &[(String, String)], words: &str) -> Vec<u8> {
        let ordinary = words::Ordinary::parse(words);
        let (mut draft, mut problems) = (draft::Draft::default(), Vec::new());
        for (file, text) in lists {
            draft.list((file, text), &ordinary, &mut problems, |_, _, _| {});
        }
        assert!(problems.is_empty(), "{}", crate::error::Error::from_problems(problems));
        draft.finish()
    }
}

/// The lists, the ones that win over others last.
const LISTS: [&str; 9] = [
    "towns",
    "cities",
    "nationalities",
    "places",
    "media",
    "governments",
    "organizations",
    "security_forces",
    "groups",
];

/// Those that the feature `world-places` brings.
const WORLD: [&str; 2] = ["towns", "cities"];

/// The head of a list of places, with its capitals and cities of half a million.
fn chief_places(list: &str) -> String {
    let chief = |line: &&str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [.., subkind, people] = fields.as_slice() else { return true };
        *subkind == "capital" || *subkind == "subkind" || people.parse().is_ok_and(|people: u32| people >= 500_000)
    };
    list.split_inclusive('\n')
        .filter(|line| chief(&line.trim_end_matches(['\r', '\n'])))
        .collect()
}

fn main() {
    let folder = Path::new("gazetteers");
    let read = |name: &str| {
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    for sources in [
        "build.rs",
        "src/error.rs",
        "src/span.rs",
        "src/text",
        "src/lexicon",
        "src/gazetteer",
        "src/resolve/incident",
    ] {
        println!("cargo::rerun-if-changed={sources}");
    }
    println!("cargo::rerun-if-env-changed=CARGO_FEATURE_WORLD_PLACES");
    let world = env::var_os("CARGO_FEATURE_WORLD_PLACES").is_some();
    let lists = LISTS.map(|list| {
        let text = read(&format!("{list}.tsv"));
        let whole = world || !WORLD.contains(&list);
        (format!("gazetteers/{list}.tsv"), if whole { text } else { chief_places(&text) })
    });
    let index = gazetteer::index(&lists, &read("words.txt"));
    let out = env::var_os("OUT_DIR").expect("cargo names the folder");
    let write = |name: &str, image: Vec<u8>| fs::write(Path::new(&out).join(name), image).expect("the folder can be written to");
    write("lexicon.rs", lexicon::source().into_bytes());
    write("gazetteers.bin", index);
    let weights = Path::new("src/resolve/incident");
    let table = |name: &str| fs::read_to_string(weights.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    write("cues.bin", weights::lay_out::<12>(&table("cues.tsv")));
    write("articles.bin", weights::lay_out::<6>(&table("articles.tsv")));
    write("turns.bin", weights::lay_out::<1>(&table("turns.tsv")));
}
