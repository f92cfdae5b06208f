//! Every format of every command.

use super::*;

fn facts(format: &str) -> String {
    let run = dateline_with(&["facts", "--format", format], format!("{POLICE}\n\n{CLAIM}").as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

#[test]
fn text_is_aligned_and_without_colour_in_a_pipe() {
    let out = facts("text");
    assert!(out.contains("\n    detainee             47 people\n"), "{out}");
    assert!(!out.contains('\u{1b}'));
    let run = command(&["facts"]).env("NO_COLOR", "1").stdin(Stdio::null()).output().unwrap();
    assert!(run.status.success());
}

#[test]
fn an_article_cannot_paint_the_terminal() {
    let run = dateline_with(&["facts"], "Police detained \u{1b}[31mtwo men\u{1b}[0m.".as_bytes());
    assert!(!run.out.contains('\u{1b}'), "{}", run.out);
}

#[test]
fn csv_has_one_row_a_relation() {
    let out = facts("csv");
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    assert_eq!(reader.headers().unwrap().get(3), Some("kind"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let claim = rows.iter().find(|r| r.get(3) == Some("claimed_responsibility")).unwrap();
    assert_eq!((claim.get(4), claim.get(0)), (Some("Taliban"), Some("stdin")));
}

#[test]
fn bio_webannotation_geojson_and_graphml() {
    let bio = facts("bio");
    assert!(
        bio.contains("\n47\t24\t26\tB-people\tB-quantity\npeople\t27\t33\tI-people\tO\n"),
        "{bio}"
    );
    let page = json(&facts("webannotation"));
    assert_eq!(
        (page["type"].as_str(), page["@context"].as_str()),
        (Some("AnnotationPage"), Some("http://www.w3.org/ns/anno.jsonld"))
    );
    let map = json(&facts("geojson"));
    let names: Vec<&str> = map["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|f| f["properties"]["name"].as_str())
        .collect();
    assert!(names.contains(&"Istanbul") && names.contains(&"Kabul"), "{names:?}");
    assert_eq!(
        json(&dateline_with(&["facts", "--format", "geojson"], b"").out)["features"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
    let graph = facts("graphml");
    assert!(
        graph.contains("<data key=\"label\">Taliban</data>") && graph.ends_with("</graph>\n</graphml>\n"),
        "{graph}"
    );
}

#[test]
fn graphml_escapes_what_articles_hold() {
    let run = dateline_with(
        &["facts", "--format", "graphml"],
        b"Police detained \"Tom <b> & Jerry\" supporters in Kabul.",
    );
    assert!(!run.out.contains("<b>"), "{}", run.out);
}

#[test]
fn brat_writes_two_files_an_article() {
    let folder = Folder::new("brat");
    let lines = format!("{{\"id\":\"../x/é.txt\",\"text\":\"{POLICE}\"}}\n{{\"id\":\"x_é\",\"text\":\"Später: {CLAIM}\"}}\n");
    let out = folder.path("out");
    assert_eq!(dateline_with(&["facts", "--format", "brat", "-o", &out], lines.as_bytes()).code, 0);
    assert!(folder.read("out/annotation.conf").contains("[events]"));
    assert!(folder.read("out/x_é.ann").contains("detained"));
    let (text, ann) = (folder.read("out/x_é-2.txt"), folder.read("out/x_é-2.ann"));
    let line = ann.lines().find(|l| l.ends_with("\tTaliban")).unwrap();
    let numbers: Vec<usize> = line.split(['\t', ' ']).filter_map(|n| n.parse().ok()).collect();
    assert_eq!(
        text.chars().skip(numbers[0]).take(numbers[1] - numbers[0]).collect::<String>(),
        "Taliban"
    );
    assert_eq!(dateline_with(&["facts", "--format", "brat"], b"").code, 2);
}

#[test]
fn entities_and_incidents_in_every_format() {
    let text = format!("{POLICE} {CLAIM} Police left Istanbul.");
    for name in ["entities", "incidents"] {
        for format in ["text", "jsonl", "csv", "geojson"] {
            let run = dateline_with(&[name, "--format", format], text.as_bytes());
            assert_eq!(run.code, 0, "{name} {format} {}", run.err);
            if matches!(format, "jsonl" | "geojson") {
                json(&run.out);
            }
        }
        assert_eq!(json(&dateline_with(&[name, "--json"], text.as_bytes()).out)["id"], "stdin");
    }
    let run = dateline_with(&["entities"], text.as_bytes());
    assert!(run.out.contains("place            Istanbul  2"), "{}", run.out);
    assert!(
        dateline_with(&["entities", "--format", "csv"], text.as_bytes())
            .out
            .starts_with("id,entity,kind,")
    );
    assert!(
        dateline_with(&["incidents", "--format", "csv"], text.as_bytes())
            .out
            .starts_with("id,kind,stage,")
    );
}

#[test]
fn entities_in_total_count_articles_and_mentions() {
    let lines = format!("{{\"id\":\"a\",\"text\":\"{CLAIM} The Taliban left.\"}}\n{{\"id\":\"b\",\"text\":\"{CLAIM}\"}}\n");
    let run = dateline_with(&["entities", "--total", "--kinds", "group"], lines.as_bytes());
    assert_eq!(run.out, "      2       3  group            Taliban\n");
    let run = dateline_with(&["entities", "--total", "--format", "csv", "--kinds", "group"], lines.as_bytes());
    assert_eq!(run.out, "kind,name,articles,mentions\ngroup,Taliban,2,3\n");
    let run = dateline_with(&["entities", "--total", "--json", "--kinds", "group"], lines.as_bytes());
    assert_eq!(json(&run.out)["mentions"], 3);
    assert_eq!(dateline_with(&["entities", "--total", "--format", "geojson"], b"").code, 2);
}

#[test]
fn kinds_keep_what_they_name() {
    let text = format!("{POLICE} {CLAIM}");
    let line = json(&dateline_with(&["facts", "--json", "--kinds", "detained,group"], text.as_bytes()).out);
    let kinds = |key: &str| {
        line[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (kinds("relations"), kinds("mentions")),
        (vec!["detained".to_owned()], vec!["group".to_owned()])
    );
    let run = dateline_with(&["facts", "--kinds", "detain"], b"");
    assert!(run.code == 2 && run.err.contains("did you mean 'detained'?"), "{}", run.err);
}

#[test]
fn a_report_is_one_page_that_loads_nothing() {
    let folder = Folder::new("report");
    let hostile =
        "<script>alert(1)</script> <img src=x onerror=alert(2)> Police detained \"two\" men in Kabul. </template></script><!-- {{script}}";
    let file = folder.file("a\"><b>.txt", hostile);
    let out = folder.path("report.html");
    let run = dateline(&["report", &file, "-o", &out, "--title", "<i>\"T\"</i>"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = folder.read("report.html");
    for bad in [
        "<script>alert",
        "<img",
        "</template></script>",
        "a\"><b>",
        "<i>",
        "src=",
        "<link",
        "@import",
        "url(",
    ] {
        assert!(!page.replace("&lt;", "\u{1}").contains(bad) || bad == "src=", "{bad}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("{{script}}"));
    assert!(page.contains("class=\"card state\"") && page.contains("Content-Security-Policy"));
    let several = dateline(&["report", &file, &file, "--quiet", "--jobs", "2"]);
    assert!(several.out.contains("class=\"filters\"") && several.out.contains("id=\"a1\""));
}
