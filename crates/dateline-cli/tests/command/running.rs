//! Threads, stopping and going on.

use super::*;

fn lines(n: usize) -> String {
    (0..n)
        .map(|i| format!("{{\"id\":\"{i}\",\"text\":\"{}\"}}\n", POLICE.repeat(1 + i % 7)))
        .collect()
}

#[test]
fn any_number_of_threads_gives_the_same_output() {
    let input = lines(500);
    let one = dateline_with(&["facts", "--json", "--jobs", "1"], input.as_bytes());
    for jobs in ["0", "2", "5"] {
        assert_eq!(dateline_with(&["facts", "--json", "-j", jobs], input.as_bytes()).out, one.out);
    }
    assert_eq!(one.out.lines().count(), 500);
    assert!(one.err.is_empty(), "silent in a pipe: {}", one.err);
}

#[test]
fn a_stopped_run_leaves_whole_lines_and_goes_on() {
    let folder = Folder::new("resume");
    let input = folder.file("news.jsonl", lines(3000).replace("{\"id\":\"7\"", "x{\"id\":\"7\""));
    let whole = dateline(&["facts", "--json", "--quiet", &input]);
    let out = folder.path("out.jsonl");
    let arguments = ["facts", "--json", "--jobs", "1", "-o", &out, "--resume", &input];
    let mut stopped = command(&arguments).stderr(Stdio::piped()).spawn().unwrap();
    // As soon as something is written, Ctrl-C.
    let mut waited = 0;
    while fs::metadata(&out).map_or(0, |m| m.len()) == 0 && waited < 1000 {
        std::thread::sleep(std::time::Duration::from_millis(5));
        waited += 1;
    }
    let pid = stopped.id().to_string();
    let _ = Command::new("kill").args(["-INT", &pid]).status();
    let status = stopped.wait().unwrap();
    if status.code() == Some(130) {
        let part = folder.read("out.jsonl");
        assert!(part.ends_with('\n') && part.lines().count() < 2999);
        assert!(folder.read("out.jsonl.progress").contains("\"articles\""));
        // A line that was torn by a power cut is written again.
        let mut torn = fs::OpenOptions::new().append(true).open(&out).unwrap();
        torn.write_all(b"{\"id\":").unwrap();
        let run = dateline(&["facts", "--json", "--with-text", "-o", &out, "--resume", &input]);
        assert!(run.code == 2 && run.err.contains("other inputs or options"), "{}", run.err);
        let run = dateline(&arguments);
        assert_eq!(run.code, whole.code);
    }
    assert_eq!(folder.read("out.jsonl"), whole.out);
    assert!(!folder.0.join("out.jsonl.progress").exists());
    let run = dateline(&arguments);
    assert!(run.code == 0 && run.err.contains("nothing to resume"), "{}", run.err);
    assert_eq!(folder.read("out.jsonl"), whole.out);
}

#[test]
fn resume_needs_an_output_that_grows() {
    assert_eq!(dateline(&["facts", "--resume"]).code, 2);
    let folder = Folder::new("grow");
    let out = folder.path("x.graphml");
    let run = dateline_with(&["facts", "--format", "graphml", "-o", &out, "--resume"], b"");
    assert!(run.code == 2 && run.err.contains("grows article by article"), "{}", run.err);
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let mut child = command(&["facts", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let input = lines(2000);
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
