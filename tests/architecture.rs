//! The modules depend on one another in one direction only, and the crate on few others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The way of the data; a module may use what stands before it. `document` holds the records that `resolve` numbers.
const ORDER: [&str; 11] = [
    "span",
    "error",
    "text",
    "lexicon",
    "gazetteer",
    "mention",
    "phrase",
    "relation",
    "rule",
    "document",
    "resolve",
];

fn sources(path: &Path, out: &mut Vec<(String, String)>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap().flatten() {
            sources(&entry.path(), out);
        }
    } else if path.extension().is_some_and(|e| e == "rs") {
        out.push((path.display().to_string(), fs::read_to_string(path).unwrap()));
    }
}

#[test]
fn no_module_imports_from_a_later_stage() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut checked = 0;
    for (rank, module) in ORDER.iter().enumerate() {
        let mut files = Vec::new();
        let folder = src.join(module);
        sources(
            &if folder.is_dir() {
                folder
            } else {
                src.join(format!("{module}.rs"))
            },
            &mut files,
        );
        assert!(!files.is_empty(), "{module} has no source");
        for (file, text) in files {
            for later in &ORDER[rank + 1..] {
                let upward = format!("crate::{later}::");
                // The typed structs of the schema are views over a document: the one documented exception.
                let allowed = *module == "relation" && *later == "document";
                assert!(allowed || !text.contains(&upward), "{file} imports from {later}");
            }
            assert!(
                *module == "extractor" || !text.contains("crate::extractor"),
                "{file} imports the extractor"
            );
            checked += 1;
        }
    }
    assert!(checked >= 20);
}

/// Who takes the crate takes its tree: it grows by decision, not by an update.
#[test]
fn the_tree_of_the_crate_keeps_its_size() {
    const CRATES: usize = 17;
    let tree = |options: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--edges", "normal", "--prefix", "none", "--no-dedupe"])
            .args(options)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let names = String::from_utf8(output.stdout).expect("names are text");
        names
            .lines()
            .filter_map(|l| l.split(' ').next().map(str::to_owned))
            .collect::<BTreeSet<_>>()
    };
    let direct = [
        "aho-corasick",
        "dateline",
        "once_cell",
        "regex",
        "rustc-hash",
        "serde",
        "smallvec",
        "unicode-segmentation",
    ];
    assert!(tree(&["--depth", "1"]).iter().eq(direct), "{:?}", tree(&["--depth", "1"]));
    let all = tree(&[]);
    assert!(all.len() <= CRATES, "{} crates: {all:?}", all.len());
}
