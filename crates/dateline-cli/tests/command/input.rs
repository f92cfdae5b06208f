//! Everything that articles can come in.

use std::io::Write;

use super::*;

fn ids(run: &Run) -> Vec<String> {
    run.out.lines().map(|l| json(l)["id"].as_str().unwrap().to_owned()).collect()
}

fn kinds(run: &Run) -> Vec<String> {
    run.out
        .lines()
        .map(|l| json(l)["relations"][0]["kind"].as_str().unwrap_or("none").to_owned())
        .collect()
}

#[test]
fn files_folders_globs_and_standard_input() {
    let folder = Folder::new("sources");
    let b = folder.file("in/b.txt", POLICE);
    let a = folder.file("in/a.txt", CLAIM);
    let c = folder.file("in/deep/c.html", format!("<p>{POLICE}</p>"));
    folder.file("in/.hidden.txt", POLICE);
    folder.file("in/picture.png", "x");
    folder.file("empty/deep/picture.png", "x");
    assert_eq!(ids(&dateline(&["facts", "--json", &b, &a])), [b.clone(), a.clone()]);
    assert_eq!(
        ids(&dateline(&["facts", "--json", &folder.path("in")])),
        [a.clone(), b.clone(), c.clone()]
    );
    let both = dateline(&["facts", "--json", &folder.path("in/deep"), &a, &folder.path("in/?.txt")]);
    assert_eq!(ids(&both), [c, a.clone(), a.clone(), b.clone()]);
    assert_eq!(ids(&dateline(&["facts", "--json", &folder.path("in/*.txt")])), [a, b]);
    assert_eq!(ids(&dateline_with(&["facts", "--json", "-"], POLICE.as_bytes())), ["stdin"]);
    assert_eq!(kinds(&dateline_with(&["facts", "--json"], POLICE.as_bytes())), ["detained"]);
    for (argument, message) in [
        ("in/*.md", "no file fits this pattern"),
        ("empty", "no .txt, .html, .jsonl, .csv or .tsv file in this folder"),
        ("nowhere", "No such file"),
        ("in/deep/none", "No such file"),
    ] {
        let run = dateline(&["facts", &folder.path(argument)]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(message), "{}", run.err);
    }
}

#[test]
fn pages_give_their_text_and_offsets_into_it() {
    let page =
        "<!DOCTYPE html><title>x</title><nav>Menu</nav><article><h1>News</h1><p>Turkish&nbsp;police <b>detained</b> 47 people.</article>"
            .to_string();
    let run = dateline_with(&["facts", "--json", "--with-text"], page.as_bytes());
    let line = json(&run.out);
    assert_eq!(line["text"], "News\n\nTurkish\u{a0}police detained 47 people.");
    let trigger = &line["relations"][0]["trigger"];
    let at = |key: &str| usize::try_from(trigger[key].as_u64().unwrap()).unwrap();
    assert_eq!(&line["text"].as_str().unwrap()[at("start")..at("end")], "detained");
    assert_eq!(line["sentences"].as_array().map(Vec::len), Some(2));
    let part = dateline_with(
        &["facts", "--json", "--with-text", "--input-format", "html"],
        b"<p>Police <i>came</i>.",
    );
    assert_eq!(json(&part.out)["text"], "Police came.");
}

#[test]
fn pages_in_another_encoding_are_read() {
    let page = b"<html><head><meta charset=\"iso-8859-1\"></head><p>Police detained two men in Orl\xe9ans.";
    let run = dateline_with(&["facts", "--json", "--with-text"], page);
    assert_eq!(json(&run.out)["text"], "Police detained two men in Orl\u{e9}ans.");
    let run = dateline_with(&["facts"], b"<html><p>Orl\xe9ans");
    assert!(run.code == 1 && run.err.contains("not UTF-8 at byte 12"), "{}", run.err);
}

#[test]
fn rows_with_named_columns() {
    let lines =
        format!("{{\"key\": 7, \"body\": \"{POLICE}\", \"day\": \"2024-01-30T10:00:00Z\", \"more\": [1]}}\n\n{{\"body\": \"{CLAIM}\"}}\n");
    let columns = ["--id-column", "key", "--text-column", "body", "--date-column", "day"];
    let folder = Folder::new("rows");
    let file = folder.file("news.jsonl", &lines);
    let run = dateline(&[&["facts", "--json", "--with-text", &file], &columns[..]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(ids(&run), ["7".to_owned(), format!("{file}:3")]);
    assert_eq!(json(run.out.lines().next().unwrap())["date"], "2024-01-30");
    let csv = format!("day;x,key,body\n2024-01-30,k1,\"{POLICE}\nMore.\"\n,k2,{CLAIM}\n");
    let file = folder.file("news.csv", csv.replace("day;x", "day"));
    let run = dateline(&[&["facts", "--json", &file], &columns[..]].concat());
    assert_eq!(
        (ids(&run), kinds(&run)),
        (
            vec!["k1".into(), "k2".into()],
            vec!["detained".into(), "claimed_responsibility".into()]
        )
    );
    let tsv = format!("id\ttext\na\t{POLICE}\n");
    assert_eq!(
        ids(&dateline_with(&["facts", "--json", "--input-format", "tsv"], tsv.as_bytes())),
        ["a"]
    );
    let run = dateline_with(&["facts", "--input-format", "csv"], b"id,words\na,b\n");
    assert_eq!(
        (run.code, run.err.lines().next()),
        (
            1,
            Some("dateline: stdin:1: no column \"text\"; name one of these with --text-column: id, words")
        )
    );
}

#[test]
fn a_date_is_what_weekdays_are_read_against() {
    let value = |arguments: &[&str]| {
        let run = dateline_with(&[&["facts", "--json"], arguments].concat(), POLICE.as_bytes());
        let line = json(&run.out);
        let dates = line["mentions"].as_array().unwrap().iter().find(|m| m["kind"] == "date").cloned();
        dates.unwrap()["value"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(value(&["--date", "2024-01-30"]), "2024-01-29");
    assert_ne!(value(&[]), "2024-01-29");
}

#[test]
fn packed_files_are_unpacked_whatever_their_name() {
    let folder = Folder::new("packed");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(POLICE.as_bytes()).unwrap();
    let file = folder.file("a.txt.gz", gzip.finish().unwrap());
    assert_eq!(kinds(&dateline(&["facts", "--json", &file])), ["detained"]);
    let pack = |text: &str| ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let frames = [
        pack(&format!("{{\"id\":\"a\",\"text\":\"{POLICE}\"}}\n")),
        pack(&format!("{{\"id\":\"b\",\"text\":\"{CLAIM}\"}}\n")),
    ]
    .concat();
    let file = folder.file("b.jsonl.zst", &frames);
    assert_eq!(ids(&dateline(&["facts", "--json", &file])), ["a", "b"]);
    assert_eq!(ids(&dateline_with(&["facts", "--json"], &frames)), ["a", "b"]);
    let file = folder.file("broken.txt.gz", b"\x1f\x8b\x08nonsense");
    let run = dateline(&["facts", &file]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with(&format!("dateline: {file}: ")), "{}", run.err);
}

#[test]
fn bad_articles_are_named_and_counted() {
    let good = format!("{{\"id\":\"a\",\"text\":\"{POLICE}\"}}\n");
    let lines = [
        good.as_bytes(),
        b"nonsense\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"x\",\"date\":\"May\"}\n{\"text\":\"\xff\"}\n",
        good.as_bytes(),
    ]
    .concat();
    let run = dateline_with(&["facts", "--json"], &lines);
    assert_eq!((run.code, run.out.lines().count()), (1, 2));
    for message in [
        "dateline: stdin:2: expected",
        "dateline: stdin:3: no text: there is no \"text\"; name it with --text-column",
        "dateline: stdin:4: 'May' is no date; write YYYY-MM-DD",
        "dateline: stdin:5: not UTF-8 at byte 9 of the line",
        "6 articles",
        "4 bad",
    ] {
        assert!(run.err.contains(message), "{message}\n{}", run.err);
    }
    let run = dateline_with(&["facts", "--json", "--strict"], &lines);
    assert_eq!((run.code, run.out.lines().count()), (2, 1));
    let run = dateline_with(&["facts", "--format", "geojson", "--strict"], &lines);
    assert_eq!((run.code, json(&run.out)["type"].as_str()), (2, Some("FeatureCollection")));
    assert!(dateline_with(&["report", "--strict"], &lines).out.ends_with("</html>\n"));
    let folder = Folder::new("bad");
    let file = folder.file("x.txt", b"Two\xffmen");
    assert!(dateline(&["facts", &file]).err.contains("x.txt: not UTF-8 at byte 3"));
}
