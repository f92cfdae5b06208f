//! Many articles over several threads: results in the order of the input, memory bounded.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use crate::input::{Article, Bad};

/// Articles are handed to threads in heaps of about so many bytes.
const HEAP: usize = 64 << 10;
/// So many heaps for each thread are under way at most.
const AHEAD: usize = 4;

/// What became of an article.
#[derive(Debug)]
pub struct Done<T> {
    /// Its place in the input, from 0, bad ones counted.
    pub index: u64,
    /// Its id, or the place of a bad one.
    pub id: String,
    /// The count of bytes of its text.
    pub bytes: usize,
    /// The result, or why there is none.
    pub result: Result<T, Bad>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Every article was read.
    All,
    /// `stop` was set; what was under way is finished.
    Stopped,
}

type Heap = Vec<(u64, Result<Article, Bad>)>;

/// Calls `work` for every article on `jobs` threads (0: as many as there are cores) and `done` for every result, on this thread, in the
/// order of the input. Each thread works with what `worker` made for it, as a [`dateline::Worker`] that keeps its memory from article to
/// article. A few heaps of articles are in memory at a time. Reading stops where `stop` is set or `done` fails.
///
/// ```
/// use std::sync::atomic::AtomicBool;
/// use dateline_cli::{input::Article, run::{End, run}};
/// let articles = (0..100).map(|i| Ok(Article { id: i.to_string(), text: format!("Police detained {i} men."), date: None }));
/// let extractor = dateline::Extractor::new();
/// let mut facts = 0;
/// let read = |worker: &mut dateline::Worker, a: &Article| worker.extract(&a.article()).relations().len();
/// let end = run(articles, 2, &AtomicBool::new(false), || extractor.worker(), read, |d| {
///     facts += d.result.unwrap();
///     Ok(())
/// });
/// assert_eq!((end.unwrap(), facts), (End::All, 100));
/// ```
///
/// # Errors
/// What `done` returns, and when no thread can be started.
pub fn run<W: Send, T: Send>(
    articles: impl Iterator<Item = Result<Article, Bad>>,
    jobs: usize,
    stop: &AtomicBool,
    worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, &Article) -> T + Sync,
    mut done: impl FnMut(Done<T>) -> io::Result<()>,
) -> io::Result<End> {
    let articles = (0u64..).zip(articles);
    let one = |worker: &mut W, (index, item): (u64, Result<Article, Bad>)| match item {
        Ok(article) => {
            let result = Ok(work(worker, &article));
            Done {
                index,
                bytes: article.text.len(),
                id: article.id,
                result,
            }
        }
        Err(bad) => Done {
            index,
            bytes: 0,
            id: bad.place.clone(),
            result: Err(bad),
        },
    };
    if jobs == 1 {
        let mut worker = worker();
        for item in articles {
            if stop.load(Ordering::Relaxed) {
                return Ok(End::Stopped);
            }
            done(one(&mut worker, item))?;
        }
        return Ok(End::All);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(io::Error::other)?;
    let ahead = pool.current_num_threads() * AHEAD;
    let mut heaps = Heaps {
        articles,
        stop,
        stopped: false,
    };
    // A task takes a worker and puts it back: there are never more of them than threads.
    let idle: Mutex<Vec<W>> = Mutex::new(Vec::new());
    let finish = |heap: Heap| -> Vec<Done<T>> {
        let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut taken = taken.unwrap_or_else(&worker);
        let results = heap.into_iter().map(|item| one(&mut taken, item)).collect();
        idle.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
        results
    };
    let finish = &finish;
    pool.in_place_scope(|scope| {
        let (sender, receiver) = mpsc::channel::<(u64, Vec<Done<T>>)>();
        let (mut sent, mut written) = (0u64, 0u64);
        let mut waiting: BTreeMap<u64, Vec<Done<T>>> = BTreeMap::new();
        let mut more = true;
        while more || written < sent {
            // What waits for its turn counts as well: one slow article must not let the others pile up.
            if more && ((sent - written) as usize) < ahead {
                match heaps.next() {
                    Some(heap) => {
                        let (sender, number) = (sender.clone(), sent);
                        sent += 1;
                        scope.spawn(move |_| {
                            // The receiver is gone only when writing failed.
                            let _ = sender.send((number, finish(heap)));
                        });
                    }
                    None => more = false,
                }
                while let Ok((number, results)) = receiver.try_recv() {
                    waiting.insert(number, results);
                }
            } else if let Ok((number, results)) = receiver.recv() {
                waiting.insert(number, results);
            }
            while let Some(results) = waiting.remove(&written) {
                written += 1;
                results.into_iter().try_for_each(&mut done)?;
            }
        }
        Ok(if heaps.stopped { End::Stopped } else { End::All })
    })
}

struct Heaps<'s, I> {
    articles: I,
    stop: &'s AtomicBool,
    stopped: bool,
}

impl<I: Iterator<Item = (u64, Result<Article, Bad>)>> Iterator for Heaps<'_, I> {
    type Item = Heap;

    fn next(&mut self) -> Option<Heap> {
        let (mut heap, mut bytes) = (Heap::new(), 0);
        while bytes < HEAP {
            if self.stop.load(Ordering::Relaxed) {
                self.stopped = true;
                break;
            }
            let Some(item) = self.articles.next() else { break };
            bytes += item.1.as_ref().map_or(1, |a| a.text.len() + 64);
            heap.push(item);
        }
        (!heap.is_empty()).then_some(heap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(n: usize) -> impl Iterator<Item = Result<Article, Bad>> {
        (0..n).map(|i| {
            Ok(Article {
                id: i.to_string(),
                text: "x".repeat(2000),
                date: None,
            })
        })
    }

    #[test]
    fn a_stop_finishes_what_is_under_way() {
        let stop = AtomicBool::new(false);
        let mut seen = 0;
        let end = run(
            articles(100_000),
            2,
            &stop,
            || (),
            |(), _| (),
            |done| {
                assert_eq!(done.index, seen);
                seen += 1;
                stop.store(seen > 100, Ordering::Relaxed);
                Ok(())
            },
        );
        assert_eq!(end.unwrap(), End::Stopped);
        assert!((100..2000).contains(&seen), "{seen}");
    }

    #[test]
    fn there_is_one_worker_a_thread() {
        for jobs in [1, 2, 3] {
            let made = std::sync::atomic::AtomicUsize::new(0);
            let make = || made.fetch_add(1, Ordering::Relaxed);
            let end = run(articles(2000), jobs, &AtomicBool::new(false), make, |_, _| (), |_| Ok(()));
            assert_eq!(end.unwrap(), End::All);
            assert!((1..=jobs).contains(&made.into_inner()));
        }
    }

    #[test]
    fn a_failing_writer_ends_the_run() {
        for jobs in [1, 2] {
            let end = run(
                articles(1000),
                jobs,
                &AtomicBool::new(false),
                || (),
                |(), _| (),
                |_| Err(io::Error::other("full")),
            );
            assert_eq!(end.unwrap_err().to_string(), "full");
        }
    }
}
