//! Reports in a real browser. It needs node, `npm install --no-package-lock` in `tests/browser`, and Debian's chromium:
//! `cargo test --release -p dateline-cli --test browser -- --ignored`. `PICTURES` names a folder for screenshots.

use std::path::Path;
use std::process::Command;

fn report(arguments: &[&str]) {
    let run = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("report").args(arguments).status();
    assert!(run.unwrap().success(), "{arguments:?}");
}

#[test]
#[ignore = "needs node, playwright-core and chromium"]
fn reports_work_in_a_browser() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("dateline-browser-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).display().to_string();
    let articles = here.join("../../examples/articles");
    report(&[&articles.join("istanbul.txt").display().to_string(), "-o", &path("article.html")]);
    // Two days, so that the filter of the date has something to leave out.
    let mut lines = String::new();
    for entry in std::fs::read_dir(&articles).unwrap() {
        let file = entry.unwrap().path();
        let day = if file.ends_with("istanbul.txt") {
            "2024-01-29"
        } else {
            "2024-03-05"
        };
        let text = std::fs::read_to_string(&file).unwrap();
        lines += &serde_json::json!({"id": file.file_name().unwrap().to_str(), "text": text, "date": day}).to_string();
        lines.push('\n');
    }
    std::fs::write(folder.join("news.jsonl"), lines).unwrap();
    report(&[&path("news.jsonl"), "-o", &path("index.html")]);
    let hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)>\n\nPolice detained \"two\" <b><i>men</i></b> in Kabul. </template></script><!-- {{script}}";
    std::fs::write(folder.join("a\"><b>.txt"), hostile).unwrap();
    report(&[&path("a\"><b>.txt"), "-o", &path("hostile.html"), "--title", "<i>\"T\"</i>"]);
    let mut node = Command::new("node");
    node.arg(here.join("tests/browser/report.mjs"));
    node.args(["article.html", "index.html", "hostile.html"].map(path));
    node.args(std::env::var_os("PICTURES"));
    let output = node.output().expect("node");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("23 passed, 0 failed"), "{said}");
    std::fs::remove_dir_all(&folder).unwrap();
}
