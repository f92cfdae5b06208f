//! Streams a folder or JSON Lines over all cores: a line of facts for each article, in their order, in bounded memory.
//!
//! ```text
//! cargo run --release --example stream -- FOLDER > facts.jsonl       # text files, named by their paths
//! cargo run --release --example stream -- articles.jsonl             # lines of {"id", "text", "date"?}
//! cat articles.jsonl | cargo run --release --example stream -- --threads 2 -
//! ```
//! A batch of articles is shared out among the threads while the next is read, and written in the order of the input. Each thread
//! has one worker, which keeps its memory from article to article.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use dateline::{Article, Day, Extractor, Output, Worker};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

/// Bytes of a batch: so many that the end of a batch, where a thread may wait for another, is rare, and so few that all of it stays small.
const BATCH: usize = 4 << 20;

/// An article before it is read: where it stands, or its line with the number.
enum Item {
    File(PathBuf),
    Line(usize, String),
}

#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
    date: Option<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(flatten)]
    output: Output,
}

impl Item {
    fn size(&self) -> usize {
        match self {
            Self::File(path) => path.metadata().map_or(0, |m| m.len() as usize),
            Self::Line(_, line) => line.len(),
        }
    }

    /// Reads the article and writes its facts as a line of JSON.
    fn facts(&self, worker: &mut Worker) -> Result<Vec<u8>, String> {
        let (input, place) = match self {
            Self::File(path) => {
                let place = path.display().to_string();
                let text = std::fs::read_to_string(path).map_err(|e| format!("{place}: {e}"))?;
                let (id, date) = (place.clone(), None);
                (Input { id, text, date }, place)
            }
            Self::Line(number, line) => {
                let place = format!("line {number}");
                let input = serde_json::from_str(line).map_err(|e| format!("{place}: {e}"))?;
                (input, place)
            }
        };
        let mut article = Article::new(&input.text);
        if let Some(date) = &input.date {
            let day = Day::parse(date).ok_or_else(|| format!("{place}: '{date}' is no date; write YYYY-MM-DD"))?;
            article = article.published(day);
        }
        let output = worker.extract(&article).to_output();
        let mut line = serde_json::to_vec(&Line { id: &input.id, output }).map_err(|e| format!("{place}: {e}"))?;
        line.push(b'\n');
        Ok(line)
    }
}

type Items = Box<dyn Iterator<Item = Result<Item, String>> + Send>;

fn lines(source: impl Read + Send + 'static) -> Items {
    let lines = BufReader::new(source).lines().zip(1..);
    let items = lines.map(|(line, number)| match line {
        Ok(line) => Ok(Item::Line(number, line)),
        Err(e) => Err(format!("line {number}: {e}")),
    });
    Box::new(items.filter(|item| !matches!(item, Ok(Item::Line(_, line)) if line.trim().is_empty())))
}

/// The articles of a path, and their bytes where those are known.
fn open(path: &Path) -> Result<(Items, Option<u64>), String> {
    let told = |e: io::Error| format!("{}: {e}", path.display());
    if path.as_os_str() == "-" {
        return Ok((lines(io::stdin()), None));
    }
    if !path.is_dir() {
        let file = File::open(path).map_err(told)?;
        let size = file.metadata().map_err(told)?.len();
        return Ok((lines(file), Some(size)));
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(told)? {
        let entry = entry.map_err(told)?;
        if entry.file_type().map_err(told)?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    let items: Vec<Item> = files.into_iter().map(Item::File).collect();
    let size = items.iter().map(|i| i.size() as u64).sum();
    Ok((Box::new(items.into_iter().map(Ok)), Some(size)))
}

/// The next articles, at least one while there are any, and their bytes.
fn batch(items: &mut Items) -> Result<(Vec<Item>, usize), String> {
    let (mut batch, mut size) = (Vec::new(), 0);
    while size < BATCH {
        let Some(item) = items.next().transpose()? else { break };
        size += item.size();
        batch.push(item);
    }
    Ok((batch, size))
}

fn run(path: &Path, threads: usize) -> Result<(), String> {
    let (mut items, size) = open(path)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| e.to_string())?;
    let extractor = Extractor::new();
    let workers: Vec<Mutex<Worker>> = (0..pool.current_num_threads()).map(|_| Mutex::new(extractor.worker())).collect();
    let one = |item: &Item| {
        let own = rayon::current_thread_index().and_then(|thread| workers.get(thread));
        match own.map(|worker| worker.lock()) {
            Some(Ok(mut worker)) => item.facts(&mut worker),
            _ => item.facts(&mut extractor.worker()),
        }
    };
    let bar = size.map_or_else(ProgressBar::no_length, ProgressBar::new);
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    bar.set_style(style.map_err(|e| e.to_string())?);
    bar.enable_steady_tick(Duration::from_millis(200));
    let mut out = BufWriter::new(io::stdout().lock());
    let (start, mut read, mut articles) = (Instant::now(), 0, 0);
    let mut next = batch(&mut items)?;
    while !next.0.is_empty() {
        let (now, size) = next;
        // The next batch is read while this one is at work.
        let work = || now.par_iter().map(one).collect::<Vec<Result<Vec<u8>, String>>>();
        let (facts, read_ahead) = pool.install(|| rayon::join(work, || batch(&mut items)));
        for line in facts {
            out.write_all(&line?).map_err(|e| e.to_string())?;
        }
        next = read_ahead?;
        bar.inc(size as u64);
        read += size;
        articles += now.len();
    }
    out.flush().map_err(|e| e.to_string())?;
    bar.finish_and_clear();
    let seconds = start.elapsed().as_secs_f64();
    let threads = workers.len();
    eprintln!(
        "{articles} articles, {read} bytes, {threads} threads: {seconds:.2} s, {:.1} MB/s",
        read as f64 / seconds / 1e6
    );
    Ok(())
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut threads = Some(0);
    let mut path = None;
    while let Some(argument) = arguments.next() {
        if argument == "--threads" {
            threads = arguments.next().and_then(|n| n.parse().ok());
        } else {
            path = Some(PathBuf::from(argument));
        }
    }
    let (Some(path), Some(threads)) = (path, threads) else {
        eprintln!("usage: stream [--threads N] FOLDER|FILE.jsonl|-");
        return ExitCode::from(2);
    };
    match run(&path, threads) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("stream: {message}");
            ExitCode::from(2)
        }
    }
}
