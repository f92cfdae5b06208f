//! `dateline report`.

use std::io;

use dateline_cli::model::Record;
use dateline_cli::report::Report as Page;

use super::Outcome;
use super::job::{Job, Sink};
use super::output::Output;
use crate::cli::Report;

pub(super) fn report(options: &Report) -> Outcome {
    let title = options.title.as_deref().unwrap_or("Who did what to whom");
    let job = Job::new(&options.run)?;
    let kinds = job.kinds()?;
    let mut sink = PageSink {
        output: Output::create(options.run.running.output.as_deref())?,
        page: Page::new(title),
    };
    sink.output.write(sink.page.head().as_bytes())?;
    let work = |article: &dateline_cli::input::Article, document: &dateline::Document| {
        let mut record = Record::new(article, document);
        record.keep(&kinds);
        record
    };
    let ended = job.go(work, &mut sink);
    let finished = sink.output.write(sink.page.tail().as_bytes()).and_then(|()| sink.output.flush());
    let code = ended?;
    finished?;
    Ok(code)
}

struct PageSink {
    output: Output,
    page: Page,
}

impl Sink<Record> for PageSink {
    fn put(&mut self, record: Record) -> io::Result<()> {
        self.output.write(self.page.article(&record).as_bytes())
    }

    fn flush(&mut self) -> io::Result<u64> {
        self.output.flush()
    }
}
