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

/// What is shown to somebody at a terminal.
fn at_a_terminal(command: &str, environment: &[(&str, &str)]) -> String {
    let mut script = Command::new("script");
    script
        .args(["-qec", command, "/dev/null"])
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color");
    script.envs(environment.iter().copied());
    String::from_utf8(script.stdin(Stdio::null()).output().expect("script, of util-linux").stdout).unwrap()
}

#[test]
fn a_terminal_gets_colour_and_progress() {
    let folder = Folder::new("terminal");
    let file = folder.file("a.txt", CLAIM);
    let command = format!("{} facts {file}", env!("CARGO_BIN_EXE_dateline"));
    let shown = at_a_terminal(&command, &[]);
    assert!(
        shown.contains("\u{1b}[1;31mTaliban\u{1b}[0m") && shown.contains("\u{1b}[35mclaimed_responsibility"),
        "{shown}"
    );
    assert!(shown.contains("dateline: 1 articles, "), "{shown}");
    let plain = at_a_terminal(&command, &[("NO_COLOR", "1")]);
    assert!(plain.contains("The Taliban claimed") && !plain.contains("[1;31m"), "{plain}");
    let quiet = at_a_terminal(&format!("{command} --quiet"), &[]);
    assert!(
        quiet.contains("claimed_responsibility") && !quiet.contains(" articles, "),
        "{quiet}"
    );
    let many = folder.file("b.jsonl", format!("{{\"text\":\"{CLAIM}\"}}\n").repeat(40_000));
    let out = folder.path("out.jsonl");
    let shown = at_a_terminal(&format!("{} facts {many} --json -o {out}", env!("CARGO_BIN_EXE_dateline")), &[]);
    assert!(
        shown.contains("MB/s, ") && shown.contains(" left") && shown.contains('%'),
        "{shown}"
    );
    let binary = at_a_terminal(&format!("{} facts {file} --format parquet", env!("CARGO_BIN_EXE_dateline")), &[]);
    assert!(binary.contains("a terminal cannot show Parquet"), "{binary}");
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

/// The rows of a Parquet file, as its own reader gives them.
fn rows(bytes: Vec<u8>) -> Vec<serde_json::Value> {
    use parquet::{file::reader::FileReader, record::Field};
    let reader = parquet::file::reader::SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    let value = |field: &Field| match field {
        Field::Str(text) => text.as_str().into(),
        Field::Long(number) => (*number).into(),
        Field::Double(degrees) => (*degrees).into(),
        Field::Null => serde_json::Value::Null,
        other => panic!("{other}"),
    };
    let object = |row: parquet::record::Row| row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect();
    rows.map(|row| serde_json::Value::Object(object(row.unwrap()))).collect()
}

#[test]
fn parquet_has_the_rows_of_csv_with_types() {
    let folder = Folder::new("parquet");
    let lines = format!(
        "{{\"id\":\"a\",\"text\":\"{POLICE}\"}}\n{{\"id\":\"b\",\"text\":\"A car bomb exploded in Kandahar, killing four men.\"}}\n"
    );
    let out = folder.path("x.parquet");
    let read = |arguments: &[&str]| {
        let run = dateline_with(&[arguments, &["--format", "parquet", "-o", &out]].concat(), lines.as_bytes());
        assert_eq!(run.code, 0, "{}", run.err);
        rows(fs::read(&out).unwrap())
    };
    let facts = read(&["facts"]);
    let csv = dateline_with(&["facts", "--format", "csv"], lines.as_bytes()).out;
    assert_eq!(facts.len(), csv.lines().count() - 1);
    assert_eq!(
        (&facts[0]["who"], &facts[0]["sentence"], &facts[0]["date"]),
        (&json("\"Turkish police\""), &json("0"), &json("null"))
    );
    let mentions = read(&["entities"]);
    let istanbul = mentions.iter().find(|m| m["name"] == "Istanbul").unwrap();
    assert!(istanbul["latitude"].as_f64().unwrap() > 40.0);
    let incidents = read(&["incidents"]);
    let bombing = incidents.iter().find(|i| i["kind"] == "bombing").unwrap();
    assert_eq!(
        (&bombing["id"], &bombing["killed"], &bombing["wounded"]),
        (&json("\"b\""), &json("4"), &json("null"))
    );
    let total = read(&["entities", "--total", "--kinds", "place"]);
    assert!(total.iter().any(|t| t["name"] == "Kandahar" && t["articles"] == 1), "{total:?}");
    assert!(
        rows(
            Command::new(env!("CARGO_BIN_EXE_dateline"))
                .args(["facts", "--format", "parquet"])
                .stdin(Stdio::null())
                .output()
                .unwrap()
                .stdout
        )
        .is_empty()
    );
}

#[test]
fn incidents_are_whole_in_text_and_tables() {
    let text =
        "A car bomb exploded in Kandahar on Monday, killing at least four soldiers. The Taliban claimed responsibility for the bombing.";
    let run = dateline_with(&["incidents", "--date", "2024-03-06"], text.as_bytes());
    assert!(run.out.starts_with("bombing, 2024-03-04, Kandahar, Afghanistan\n"), "{}", run.out);
    for line in [
        "    organization         Taliban\n",
        "    weapon               car bomb\n",
        "    killed               at least 4\n",
    ] {
        assert!(run.out.contains(line), "{}", run.out);
    }
    let csv = dateline_with(&["incidents", "--format", "csv"], text.as_bytes()).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let killed = reader.headers().unwrap().iter().position(|h| h == "killed").unwrap();
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(
        (row.get(1), row.get(killed), row.get(killed + 1)),
        (Some("bombing"), Some("4"), Some(""))
    );
    let map = json(&dateline_with(&["incidents", "--format", "geojson"], text.as_bytes()).out);
    assert_eq!(map["features"][0]["properties"]["killed"], 4);
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
            let run = dateline_with(&[name, "-f", format], text.as_bytes());
            assert_eq!(run.code, 0, "{name} {format} {}", run.err);
            if matches!(format, "jsonl" | "geojson") {
                json(&run.out);
            }
        }
        assert_eq!(json(&dateline_with(&[name, "--json"], text.as_bytes()).out)["id"], "stdin");
    }
    let run = dateline_with(&["entities"], text.as_bytes());
    assert!(run.out.starts_with("      2  place            Istanbul\n"), "{}", run.out);
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
fn kinds_of_ones_own_are_kinds() {
    let folder = Folder::new("declared");
    let rules = "relation praised { agent target }\n\nframe mine/praise -> praised {\n  verbs praise\n  agent = subject\n  target = object\n  yes \"The mayor praised the police.\"\n}\n";
    let rules = folder.file("mine.rules", rules);
    let text = b"The mayor praised the police. Police detained two men.";
    let run = dateline_with(&["facts", "--json", "--rules", &rules, "--kinds", "praised"], text);
    assert_eq!(run.code, 0, "{}", run.err);
    let line = json(&run.out);
    assert_eq!(
        (line["relations"].as_array().unwrap().len(), &line["relations"][0]["kind"]),
        (1, &json("\"praised\""))
    );
    assert_eq!(dateline_with(&["facts", "--kinds", "praised"], text).code, 2);
}

/// A section of a report.
fn section<'p>(page: &'p str, class: &str) -> &'p str {
    let (_, after) = page.split_once(&format!("<section class=\"{class}\">")).unwrap();
    after.split_once("</section>").unwrap().0
}

#[test]
fn a_report_tells_incidents_days_and_places() {
    let folder = Folder::new("incidents");
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/articles/istanbul.txt");
    let out = folder.path("report.html");
    assert_eq!(dateline(&["report", articles, "--output", &out]).code, 0);
    let page = folder.read("report.html");
    let incidents = section(&page, "incidents");
    assert!(
        incidents.contains("Istanbul, Turkey · 1 January 2017") && incidents.contains("<b>39</b> killed"),
        "{incidents}"
    );
    assert!(
        incidents.contains("Islamic State <span class=\"flag\">claimed</span>"),
        "{incidents}"
    );
    let timeline = section(&page, "timeline");
    assert!(
        timeline.contains("<time datetime=\"2024-01-03\">3 January 2024</time>") && timeline.contains("Kerman, Iran"),
        "{timeline}"
    );
    let map = section(&page, "places");
    assert!(
        map.contains("<g class=\"pt hit\"") && map.contains("<title>Ankara</title>"),
        "{map}"
    );
    // Namesakes are told apart by what they lie in.
    let two = folder.file("two.txt", "Bombs exploded in Tripoli, Libya, and in Tripoli, Lebanon, on Monday.");
    assert_eq!(dateline(&["report", &two, "-o", &out]).code, 0);
    let page = folder.read("report.html");
    assert!(page.contains("<title>Tripoli, Libya</title>") && page.contains("<title>Tripoli, Lebanon</title>"));
}

#[test]
fn a_report_of_many_articles_counts_them() {
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/articles");
    let run = dateline(&["report", articles, "--date", "2024-03-05"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("<option value=\"NG\">Nigeria (1)</option>"));
    assert!(run.out.contains("data-filter=\"kind\" data-value=\"killed\"") && run.out.contains("10 articles · "));
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
