//! A run over the input: progress, bad articles, Ctrl-C, exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dateline::{Document, Extractor};
use dateline_cli::input::{Article, Articles, expand};
use dateline_cli::model::Kinds;
use dateline_cli::run::{Done, End, run};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::resume::{Progress, State};
use super::{Failure, Outcome, articles, extractor, failure};
use crate::cli::Run;

/// Where the results of a run go, in order.
pub(super) trait Sink<T> {
    /// Takes the result of an article.
    fn put(&mut self, result: T) -> io::Result<()>;

    /// Makes what was taken last; gives the size of it.
    fn flush(&mut self) -> io::Result<u64>;
}

/// A run.
pub(super) struct Job<'o> {
    run: &'o Run,
    extractor: Extractor,
    articles: Articles,
    /// What an earlier run has done.
    pub state: State,
    /// Where the state is kept.
    pub progress: Option<Progress>,
}

/// How often the state of a run is saved.
const SAVE: Duration = Duration::from_millis(500);

impl<'o> Job<'o> {
    /// Everything that can be wrong with the options is found here, before an output is touched.
    pub(super) fn new(run: &'o Run) -> Result<Self, Failure> {
        let extractor = extractor(&run.knowledge)?;
        let articles = articles(&run.input)?;
        Ok(Self {
            run,
            extractor,
            articles,
            state: State::default(),
            progress: None,
        })
    }

    /// The kinds to keep.
    pub(super) fn kinds(&self) -> Result<Kinds, Failure> {
        Ok(Kinds::parse(&self.run.running.kinds, &self.extractor)?)
    }

    /// Calls `work` for every article, in threads, and gives the results to `sink`.
    pub(super) fn go<T: Send>(mut self, work: impl Fn(&Article, &Document) -> T + Sync, sink: &mut impl Sink<T>) -> Outcome {
        let stop = interrupts()?;
        let bar = self.bar();
        let read = self.articles.bytes_read();
        self.pass_over()?;
        let (extractor, articles) = (self.extractor, self.articles);
        let started = Instant::now();
        let (mut count, mut bytes, mut strict, mut saved) = (0u64, 0u64, None, Instant::now());
        let state = &mut self.state;
        let done = |done: Done<T>| -> io::Result<()> {
            count += 1;
            bytes += done.bytes as u64;
            match done.result {
                Ok(result) => sink.put(result)?,
                Err(bad) => {
                    if self.run.running.strict {
                        strict = Some(bad);
                        return Err(io::Error::other("strict"));
                    }
                    state.bad += 1;
                    bar.suspend(|| eprintln!("dateline: {bad}"));
                }
            }
            state.articles += 1;
            state.last = done.id;
            if let Some(progress) = self.progress.as_ref().filter(|_| saved.elapsed() > SAVE) {
                state.bytes = sink.flush()?;
                progress.save(state)?;
                saved = Instant::now();
            }
            bar.set_position(read.load(Ordering::Relaxed));
            let rate = bytes as f64 / 1e6 / started.elapsed().as_secs_f64().max(1e-6);
            if !bar.is_hidden() {
                bar.set_message(format!("{} articles, {rate:.1} MB/s", state.articles));
            }
            Ok(())
        };
        let end = run(
            articles,
            self.run.running.jobs,
            &stop,
            || extractor.worker(),
            |worker, a| work(a, worker.extract(&a.article())),
            done,
        );
        bar.finish_and_clear();
        let complete = matches!(end, Ok(End::All));
        let written = sink.flush();
        if let (Some(progress), Ok(written)) = (&self.progress, &written) {
            state.bytes = *written;
            if complete { progress.remove()? } else { progress.save(state)? }
        }
        if let Some(bad) = strict {
            return Err(failure(bad));
        }
        let end = end?;
        written?;
        if !self.run.running.quiet && (state.bad > 0 || end == End::Stopped || io::stderr().is_terminal()) {
            let how = if end == End::Stopped { "stopped after " } else { "" };
            eprintln!(
                "dateline: {how}{count} articles, {:.1} MB in {:.1} s, {} bad",
                bytes as f64 / 1e6,
                started.elapsed().as_secs_f64(),
                state.bad
            );
        }
        let code = match end {
            End::Stopped => ExitCode::from(130),
            End::All if state.bad > 0 => ExitCode::from(1),
            End::All => ExitCode::SUCCESS,
        };
        Ok(code)
    }

    /// Reads past what an earlier run has done; what was the last then has to be it again.
    fn pass_over(&mut self) -> Result<(), Failure> {
        let Some(before) = self.state.articles.checked_sub(1) else {
            return Ok(());
        };
        let last = self
            .articles
            .nth(usize::try_from(before).unwrap_or(usize::MAX))
            .map(|item| item.map_or_else(|bad| bad.place, |a| a.id));
        if last.as_ref() == Some(&self.state.last) {
            return Ok(());
        }
        let (number, id) = (self.state.articles, &self.state.last);
        Err(failure(format!(
            "cannot resume: article {number} of the input was '{id}' when the run was stopped; the input has changed"
        )))
    }

    fn bar(&self) -> ProgressBar {
        if self.run.running.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        // The folders are gone through once more, for somebody who watches.
        let size: Option<u64> = expand(&self.run.input.articles)
            .ok()
            .and_then(|sources| sources.map(|s| s.ok().and_then(|s| s.size())).sum());
        let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::stderr_with_hz(8));
        let template = if size.is_some() {
            "{bar:30.cyan/blue} {percent:>3}%  {msg}, {eta} left"
        } else {
            "{spinner}  {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar
    }
}

/// Set by the first Ctrl-C: what is under way is finished, and lines stay whole. The second one ends the program at once.
fn interrupts() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(failure)?;
    Ok(stop)
}
