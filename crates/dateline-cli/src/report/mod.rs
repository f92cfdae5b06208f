//! The report: articles with what was found in them as one HTML page, which needs no network and no program to look at.

mod article;
mod days;
mod index;
mod map;
mod markup;
mod panels;

use crate::model::Record;
use index::Entry;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = concat!(
    include_str!("page/script.js"),
    include_str!("page/map.js"),
    include_str!("page/index.js")
);
const WORLD: &str = include_str!("page/world.svg");

/// Writes a report piece by piece, so that only a short entry of each article stays in memory.
///
/// ```
/// use dateline_cli::{input::Article, model::Record, report::Report};
/// let article = Article { id: "a".into(), text: "Turkish police detained 47 <b>people</b>.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let mut report = Report::new("The week");
/// let page = report.head() + &report.article(&record) + &report.tail();
/// assert!(page.contains("&lt;b&gt;people&lt;/b&gt;") && !page.contains("<b>people"));
/// ```
#[derive(Debug)]
pub struct Report {
    title: String,
    entries: Vec<Entry>,
    map: map::Places,
}

impl Report {
    /// A report with this headline.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            entries: Vec::new(),
            map: map::Places::default(),
        }
    }

    /// The page up to the articles.
    #[must_use]
    pub fn head(&self) -> String {
        let (head, _) = PAGE.split_once("{{articles}}").unwrap_or_default();
        self.fill(head)
    }

    /// An article, to be written after the one before it.
    pub fn article(&mut self, record: &Record) -> String {
        let number = self.entries.len();
        let entry = Entry::new(record);
        let body = article::article(record, number, &entry.title);
        self.map.add(record, number);
        self.entries.push(entry);
        format!("<template id=\"a{number}\">\n{body}</template>\n")
    }

    /// The rest of the page.
    #[must_use]
    pub fn tail(&self) -> String {
        let (_, tail) = PAGE.split_once("{{articles}}").unwrap_or_default();
        self.fill(tail)
    }

    fn fill(&self, part: &str) -> String {
        let mut out = String::with_capacity(part.len() + SCRIPT.len() + WORLD.len());
        let mut rest = part;
        // One pass: what is filled in is never searched for places to fill.
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, after)) = after.split_once("}}") else { break };
            out.push_str(before);
            out.push_str(&match name {
                "title" => markup::escape(&self.title),
                "style" => STYLE.to_owned(),
                "script" => SCRIPT.to_owned(),
                "world" => WORLD.to_owned(),
                "countries" => map::countries(),
                "summary" => index::summary(&self.entries),
                "index" if self.entries.len() > 1 => index::index(&self.entries, &self.map),
                _ => String::new(),
            });
            rest = after;
        }
        out.push_str(rest);
        out
    }
}
