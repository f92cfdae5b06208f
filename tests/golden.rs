//! The examples print what they printed: `cargo test --examples --test golden` with `UPDATE_GOLDEN=1` writes the files of
//! `tests/golden` anew, to be read in the diff. Without `--examples` those of the last build are run.

mod built;

use std::path::Path;
use std::process::Command;

use built::example;

#[test]
fn examples_print_what_they_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut different = Vec::new();
    for (golden, name, arguments) in [
        ("facts.txt", "facts", &[][..]),
        ("incidents.txt", "incidents", &[]),
        ("incidents_gtd.csv", "incidents", &["--csv"]),
        ("incidents_acled.csv", "incidents", &["--acled"]),
        ("incidents.geojson", "incidents", &["--geojson"]),
        ("explain.txt", "explain", &[]),
        ("gazetteer.txt", "gazetteer", &[]),
        ("own_gazetteer.txt", "own_gazetteer", &[]),
        ("own_rules.txt", "own_rules", &[]),
    ] {
        let output = Command::new(example(name))
            .args(arguments)
            .current_dir(root)
            .output()
            .expect("the example is built");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let path = root.join("tests/golden").join(golden);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &output.stdout).unwrap();
        } else if std::fs::read(&path).ok().as_ref() != Some(&output.stdout) {
            different.push(format!("{golden}:\n{}", String::from_utf8_lossy(&output.stdout)));
        }
    }
    assert!(different.is_empty(), "these differ from tests/golden:\n{}", different.join("\n"));
}
