//! Lists and rules of the user, and the commands about them.

use super::*;

const LIST: &str = "kind\tname\ngroup\tDawn Front\n";
const RULES: &str = "frame mine/bury -> foiled {\n  verbs bury\n  plot = object\n  agent = subject\n  yes \"Soldiers buried a bomb.\" => plot=\"a bomb\"\n}\n";

#[test]
fn lists_rules_and_rules_left_out() {
    let folder = Folder::new("knowledge");
    let (list, rules) = (folder.file("mine.tsv", LIST), folder.file("mine.rules", RULES));
    let text = b"The Dawn Front came. Soldiers buried a bomb.";
    let run = dateline_with(&["facts", "--json", "--lists", &list, "--rules", &rules], text);
    let line = json(&run.out);
    assert_eq!(line["mentions"][0]["kind"], "group");
    assert_eq!(line["relations"][0]["rule"], "mine/bury");
    let run = dateline_with(&["facts", "--rules", &rules, "--without", "mine"], text);
    assert!(!run.out.contains("mine/bury"));
    for (option, file, message) in [
        ("--lists", folder.file("bad.tsv", "id\tkind\n"), "bad.tsv:1:"),
        ("--rules", folder.file("bad.rules", "frame x -> kild {\n}\n"), "bad.rules:1:"),
    ] {
        let run = dateline_with(&["facts", option, &file], text);
        assert!(run.code == 2 && run.err.contains(message), "{}", run.err);
    }
}

#[test]
fn rules_are_checked_tested_and_listed() {
    let folder = Folder::new("rules");
    let good = folder.file("good.rules", RULES);
    assert!(dateline(&["rules", "check", &good]).out.ends_with("good.rules: no problem\n"));
    let bad = folder.file("bad.rules", RULES.replace("plot =", "plott ="));
    let run = dateline(&["rules", "check", &good, &bad]);
    assert!(
        run.code == 1 && run.err.contains("bad.rules:3:3:") && run.err.contains("did you mean 'plot'?"),
        "{}",
        run.err
    );
    let run = dateline(&["rules", "test", &good]);
    assert_eq!((run.code, run.out.as_str()), (0, "1 examples, 0 failed\n"));
    let failing = folder.file("failing.rules", RULES.replace("plot=\"a bomb\"", "plot=\"a bus\""));
    let run = dateline(&["rules", "test", &failing]);
    assert!(
        run.code == 1 && run.err.contains("failing.rules:1: mine/bury: yes \"Soldiers buried a bomb.\"") && run.err.contains("plot=a bomb"),
        "{}",
        run.err
    );
    let named = RULES.replace(
        "Soldiers buried a bomb.\" => plot=\"a bomb\"",
        "The Dawn Front buried a bomb.\" => agent=\"Dawn Front\"",
    );
    let named = folder.file("named.rules", named);
    let list = folder.file("mine.tsv", LIST);
    assert_eq!(dateline(&["rules", "test", &named, "--lists", &list]).code, 0);
    let listed = dateline(&["rules", "list"]).out;
    assert!(
        listed
            .lines()
            .any(|l| l.starts_with("detain/verb ") && l.contains(" detained ") && l.contains("arrests.rules:")),
        "{listed}"
    );
    assert!(listed.lines().count() > 50);
    let mine = json(&dateline(&["rules", "list", "mine/", "--rules", &good, "--json"]).out);
    assert_eq!(
        (&mine["id"], &mine["kind"], &mine["line"], &mine["examples"]),
        (&json("\"mine/bury\""), &json("\"foiled\""), &json("1"), &json("1"))
    );
    let kinds = dateline(&["rules", "list", "--kinds"]).out;
    for line in ["relation  claimed_responsibility ", "mention   security_force", "incident  bombing"] {
        assert!(kinds.contains(line), "{kinds}");
    }
    assert_eq!(dateline(&["rules", "list", "--kinds", "assassinated"]).out.lines().count(), 1);
    assert_eq!(
        json(&dateline(&["rules", "list", "assassinated", "--kinds", "--json"]).out)["cameo"],
        "186"
    );
}

#[test]
fn lists_are_checked_and_looked_up() {
    let folder = Folder::new("lists");
    let good = folder.file("mine.tsv", LIST);
    assert!(
        dateline(&["gazetteer", "check", &good])
            .out
            .ends_with("mine.tsv: 1 names of things, no problem\n")
    );
    let bad = folder.file("bad.tsv", "kind\tname\ngrop\tX\n");
    let run = dateline(&["gazetteer", "check", &bad]);
    assert!(run.code == 1 && run.err.contains("bad.tsv:2:"), "{}", run.err);
    assert!(dateline(&["gazetteer", "lookup", "ar-raqqah"]).out.contains("Raqqa"));
    assert_eq!(
        json(dateline(&["gazetteer", "lookup", "Raqqa", "--json"]).out.lines().next().unwrap())["country"],
        "SY"
    );
    assert_eq!(dateline(&["gazetteer", "lookup", "Dawn Front"]).code, 1);
    assert!(
        dateline(&["gazetteer", "lookup", "Dawn Front", "--lists", &good])
            .out
            .contains("group")
    );
}

#[test]
fn an_index_serves_as_a_list() {
    let folder = Folder::new("index");
    let (list, other) = (
        folder.file("mine.tsv", LIST),
        folder.file("other.tsv", LIST.replace("Dawn", "Dusk")),
    );
    let (index, second) = (folder.path("mine.index"), folder.path("second.index"));
    let run = dateline(&["gazetteer", "index", &list, "--output", &index]);
    assert!(run.code == 0 && run.out.ends_with(" names of things\n"), "{}", run.err);
    assert_eq!(dateline(&["gazetteer", "lookup", "Dawn Front", "Kabul", "--lists", &index]).code, 0);
    let text = b"The Dawn Front and the Dusk Front attacked Kabul.";
    let one = dateline_with(&["facts", "--json", "--lists", &list, "--lists", &other], text);
    let two = dateline_with(&["facts", "--json", "--lists", &index, "--lists", &other], text);
    assert_eq!((two.code, &two.out), (0, &one.out), "{}", two.err);
    fs::copy(&index, &second).unwrap();
    let run = dateline_with(&["facts", "--lists", &index, "--lists", &second], text);
    assert!(run.code == 2 && run.err.contains("a second index"), "{}", run.err);
    // A torn index is refused, and one that cannot be built leaves the old one as it was.
    let bytes = fs::read(&index).unwrap();
    fs::write(&second, &bytes[..bytes.len() / 2]).unwrap();
    let run = dateline_with(&["facts", "--lists", &second], text);
    assert!(run.code == 2 && run.err.contains("second.index: "), "{}", run.err);
    let bad = folder.file("bad.tsv", "kind\tname\ngrop\tX\n");
    assert_eq!(dateline(&["gazetteer", "index", &bad, "-o", &index]).code, 2);
    assert_eq!(fs::read(&index).unwrap(), bytes);
}

#[test]
fn explain_tells_why() {
    let folder = Folder::new("explain");
    let file = folder.file("a.txt", POLICE);
    let run = dateline(&["explain", "detain/verb", &file]);
    assert!(run.code == 0 && run.out.contains("detain/verb"), "{}", run.out);
    let two = dateline(&["explain", "detain/verb", &file, &file]).out;
    assert_eq!(two.matches(&format!("# {file}\n")).count(), 2);
    assert_eq!(dateline(&["explain", "no/such", &file]).code, 2);
    let rules = folder.file("mine.rules", RULES);
    assert!(
        dateline_with(&["explain", "mine", "--rules", &rules], b"Soldiers buried a bomb.")
            .out
            .contains("mine/bury")
    );
}
