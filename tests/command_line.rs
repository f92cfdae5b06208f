//! The examples as command-line users meet them: what goes in, what comes out, how they end.

mod built;

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(example: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(built::example(example))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example is built");
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn facts_prints_the_article_that_ships_with_the_repository() {
    let output = run("facts", &[], b"");
    assert!(output.status.success());
    let shown = text(&output.stdout);
    for line in [
        "claimed_responsibility \"claimed responsibility\"",
        "    detainee             47 people",
        "rule foil/verb",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'), "a pipe gets no colour");
}

#[test]
fn facts_reads_standard_input_and_takes_an_empty_article() {
    let output = run("facts", &["-"], b"Police detained 47 people.");
    assert!(text(&output.stdout).contains("47 people"));
    let output = run("facts", &["-"], b"");
    assert!(output.status.success());
    let output = run("facts", &["--json", "-"], "Police detained 47 people in Aleppo.".as_bytes());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["relations"][0]["kind"], "detained");
}

#[test]
fn bad_input_ends_with_one_clear_sentence() {
    for (example, arguments, input, message) in [
        ("facts", &["no-such-file.txt"][..], &b""[..], "facts: no-such-file.txt: "),
        ("facts", &["-"], b"Two\xffmen", "facts: -: not UTF-8 at byte 3"),
        ("facts", &["--colour"], b"", "facts: unknown option --colour; see --help"),
        ("jsonl", &[], b"{\"id\":\"a\",\"text\":\"x\"}\nnonsense\n", "jsonl: line 2: "),
        (
            "jsonl",
            &[],
            b"{\"id\":\"a\",\"text\":\"x\",\"date\":\"May\"}\n",
            "jsonl: line 1: 'May' is no date; write YYYY-MM-DD",
        ),
    ] {
        let output = run(example, arguments, input);
        assert_eq!(output.status.code(), Some(2), "{message}");
        let error = text(&output.stderr);
        assert!(error.starts_with(message) && error.trim_end().lines().count() == 1, "{error}");
    }
}

#[test]
fn jsonl_keeps_order_and_ids() {
    let output = run(
        "jsonl",
        &[],
        b"{\"id\":\"b\",\"text\":\"Two men died.\",\"date\":\"2024-01-30\"}\n{\"id\":\"a\",\"text\":\"\"}\n",
    );
    let lines: Vec<serde_json::Value> = text(&output.stdout).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!((lines[0]["id"].as_str(), lines[1]["id"].as_str()), (Some("b"), Some("a")));
    assert_eq!(lines[0]["relations"][0]["kind"], "killed");
    assert_eq!(lines[1]["mentions"].as_array().map(Vec::len), Some(0));
}

#[test]
fn incidents_lists_what_happened_in_every_format() {
    let output = run("incidents", &[], b"");
    assert!(output.status.success());
    let shown = text(&output.stdout);
    for words in [
        "2024-01-28",
        "Catholic church",
        "plot (foiled)",
        "Kerman",
        "Islamic State (claimed)",
    ] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    let csv = text(&run("incidents", &["--csv"], b"").stdout);
    assert!(csv.starts_with("eventid,iyear,imonth,iday,"), "{csv}");
    assert!(csv.contains(",2024,1,28,,Turkey,Istanbul,"), "{csv}");
    let acled = text(&run("incidents", &["--acled"], b"").stdout);
    assert!(acled.contains("2024-01-28,1,Violence against civilians,Attack,"), "{acled}");
    let map: serde_json::Value = serde_json::from_slice(&run("incidents", &["--geojson"], b"").stdout).unwrap();
    assert_eq!(map["features"][0]["geometry"]["type"], "Point");
    let json: serde_json::Value = serde_json::from_slice(&run("incidents", &["--json"], b"").stdout).unwrap();
    assert_eq!(json["incidents"][0]["place"]["country_name"], "Turkey");
}

#[test]
fn incidents_tells_what_it_skipped_and_why() {
    let output = run("incidents", &["--csv", "-"], b"The bus stopped in Mirel.");
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("1 skipped, without an incident: -"));
    let output = run("incidents", &["no-such-file"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("1 skipped, cannot be read: no-such-file"));
}

#[test]
fn incidents_reads_many_files_and_counts_those_that_it_skipped() {
    let folder = std::env::temp_dir().join(format!("dateline-incidents-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: String, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let mut paths: Vec<String> = (0..22)
        .map(|i| file(format!("{i}.txt"), b"Gunmen attacked a church in Aleppo."))
        .collect();
    paths.extend((0..3).map(|i| file(format!("calm{i}.txt"), b"The bus stopped in Mirel.")));
    paths.push(file("latin1.txt".to_owned(), b"Gunmen attacked Le\xf3n."));
    let arguments: Vec<&str> = ["--acled"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let output = run("incidents", &arguments, b"");
    std::fs::remove_dir_all(&folder).unwrap();
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert_eq!(text(&output.stdout).lines().count(), 23, "a heading and a row a file");
    assert!(told.contains("3 skipped, without an incident: "), "{told}");
    assert!(told.contains("1 skipped, not UTF-8: "), "{told}");
}
