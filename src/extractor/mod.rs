//! The front door, and the only place that wires the stages together.

mod batch;
mod builder;
mod deaths;
mod fillers;
mod forces;
mod names;
mod offices;
mod places;
mod records;
#[cfg(test)]
mod tests;
mod worker;

use std::sync::Arc;

use once_cell::sync::Lazy;

use crate::document::{Document, Spare};
use crate::error::{Error, Problem};
use crate::gazetteer::Gazetteer;
use crate::mention::Day;
use crate::phrase::Phrases;
use crate::relation::RelationKind;
use crate::resolve;
use crate::rule::{BUILTIN, LARGEST, Rules, explain_rules};
pub use builder::Builder;
pub use worker::Worker;
use worker::{Layers, Scratch};

/// A text with its publication date.
///
/// ```
/// use dateline::{Article, Day, Extractor};
/// let article = Article::new("Two men died on Sunday.").published(Day::parse("2024-01-30").unwrap());
/// let document = Extractor::new().extract_article(&article);
/// assert!(document.mentions().any(|m| m.text() == "Sunday"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    text: &'a str,
    published: Option<Day>,
    day_first: bool,
}

impl<'a> Article<'a> {
    /// An article without a date.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            published: None,
            day_first: false,
        }
    }

    /// Sets that "3/4/2024" is a day of April, as most of the world outside the United States writes it.
    ///
    /// ```
    /// use dateline::{Article, Extractor};
    /// let article = Article::new("Two men died on 3/4/2024.").day_first(true);
    /// let document = Extractor::new().extract_article(&article);
    /// let date = document.mentions().find(|m| m.text() == "3/4/2024").unwrap();
    /// assert_eq!(date.date_value().as_deref(), Some("2024-04-03"));
    /// ```
    #[must_use]
    pub fn day_first(mut self, day_first: bool) -> Self {
        self.day_first = day_first;
        self
    }

    /// Sets the publication date, against which "yesterday" and "Sunday" are read.
    ///
    /// ```
    /// use dateline::{Article, Day, Extractor};
    /// let article = Article::new("Two men died on Sunday.").published(Day::parse("2024-01-30").unwrap());
    /// let document = Extractor::new().extract_article(&article);
    /// let date = document.mentions().find(|m| m.text() == "Sunday").unwrap();
    /// assert_eq!(date.date_value().as_deref(), Some("2024-01-28"));
    /// ```
    #[must_use]
    pub fn published(mut self, day: Day) -> Self {
        self.published = Some(day);
        self
    }
}

/// A rule in [`Extractor::rule_list`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo<'e> {
    /// Its id.
    pub id: &'e str,
    /// The kind of relation that it finds.
    pub kind: RelationKind,
    /// The file that it stands in.
    pub file: &'e str,
    /// Its line, from 1.
    pub line: usize,
    /// How many texts say what it must and must not match.
    pub examples: usize,
}

/// Reads articles. Cheap to clone, `Send` and `Sync`.
///
/// ```
/// let extractor = dateline::Extractor::new();
/// let threads: Vec<_> = ["Rebels attacked a church.", "Police detained two men."]
///     .map(|text| {
///         let extractor = extractor.clone();
///         std::thread::spawn(move || extractor.extract(text).relations().len())
///     })
///     .into();
/// for thread in threads {
///     assert_eq!(thread.join().unwrap(), 1);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Extractor {
    gazetteer: Arc<Gazetteer>,
    rules: Arc<Rules>,
    longest_text: u32,
}

/// A constant of the program, which a test parses: an error here is one of the build, never one of an input.
static BUILTIN_RULES: Lazy<Arc<Rules>> = Lazy::new(|| match Rules::parse(&builtin_files(), &[], LARGEST) {
    Ok(rules) => Arc::new(rules),
    Err(error) => panic!("the built-in rules are wrong:\n{error}"),
});

fn builtin_files() -> Vec<(String, String)> {
    BUILTIN.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect()
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// An extractor with the built-in lists and rules, which are read at the first call and shared after it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            gazetteer: Gazetteer::builtin().clone(),
            rules: BUILTIN_RULES.clone(),
            longest_text: u32::MAX,
        }
    }

    /// An extractor with lists and rules of your own on top of the built-in ones.
    ///
    /// ```
    /// let lists = "kind\tname\ngroup\tDawn Front\n";
    /// let extractor = dateline::Extractor::builder().gazetteer_tsv("mine.tsv", lists).build()?;
    /// let document = extractor.extract("The Dawn Front claimed responsibility for the blast.");
    /// assert!(document.mentions().any(|m| m.name() == "Dawn Front"));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The examples of the rules that do not come out as their files say, each tried alone and inside a longer text.
    ///
    /// ```
    /// let rules = "frame mine/defuse -> foiled {\n  verbs defuse\n  plot = object\n  yes \"He slept.\"\n}\n";
    /// let extractor = dateline::Extractor::builder().rules("mine.rules", rules).build()?;
    /// assert!(extractor.failing_examples().iter().any(|f| f.contains("mine.rules:1: mine/defuse")));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn failing_examples(&self) -> Vec<String> {
        let mut failures = Vec::new();
        for rule in &self.rules.rules {
            for example in &rule.examples {
                let longer = format!("It was calm.\n\n{} It was calm again.", example.text);
                for text in [&example.text, &longer] {
                    let document = self.extract(text);
                    let views: Vec<_> = document.relations().map(|r| r.view()).filter(|v| v.rule() == rule.id).collect();
                    let fits = |v: &crate::document::RelationView<'_>| {
                        let has = |(role, value): &(String, String)| v.argument(role).iter().any(|m| m.text() == value);
                        example.arguments.iter().all(has)
                    };
                    if example.matches != views.iter().any(fits) {
                        let found: Vec<String> = views.iter().flat_map(|v| v.arguments().map(|(r, m)| format!("{r}={m}"))).collect();
                        let (file, line) = &rule.place;
                        let wanted = if example.matches { "yes" } else { "no" };
                        failures.push(format!("{file}:{line}: {}: {wanted} {:?} found {found:?}", rule.id, example.text));
                        break;
                    }
                }
            }
        }
        failures
    }

    /// The ids of the rules, in the order of their files.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> {
        let ids = self.rules.rules.iter().map(|r| r.id.as_str());
        ids.scan("", |last, id| Some((std::mem::replace(last, id) != id, id)))
            .filter_map(|(new, id)| new.then_some(id))
    }

    /// The rules, each with what it finds and where it stands; the built-in files first.
    ///
    /// ```
    /// let extractor = dateline::Extractor::new();
    /// let rule = extractor.rule_list().find(|r| r.id == "detain/verb").unwrap();
    /// assert_eq!((rule.kind.name(), rule.file), ("detained", "arrests.rules"));
    /// assert!(rule.examples > 0);
    /// ```
    pub fn rule_list(&self) -> impl Iterator<Item = RuleInfo<'_>> {
        self.rules.rules.chunk_by(|a, b| a.id == b.id).filter_map(|same| {
            let rule = same.first()?;
            Some(RuleInfo {
                id: &rule.id,
                kind: rule.relation,
                file: &rule.place.0,
                line: rule.place.1,
                examples: same.iter().map(|r| r.examples.len()).sum(),
            })
        })
    }

    #[cfg(test)]
    pub(crate) fn rules(&self) -> &[crate::rule::Rule] {
        &self.rules.rules
    }

    /// The lists that it reads with; their warnings tell of spellings that never match.
    ///
    /// ```
    /// let list = "kind\tname\ngroup\t???\n";
    /// let extractor = dateline::Extractor::builder().gazetteer_tsv("mine.tsv", list).build()?;
    /// assert!(extractor.gazetteer().warnings().to_string().contains("no letter or digit"));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Why a text is not read, if it is longer than is read.
    fn refused(&self, text: &str) -> Option<Error> {
        let (length, most) = (text.len(), self.longest_text);
        (length > most as usize).then(|| {
            let help = if most == u32::MAX {
                "read it in parts: more bytes no span can count"
            } else {
                "read it in parts, or set a higher `longest_text`"
            };
            let message = format!("it has {length} bytes where {most} is the most that is read");
            Error::from_problems(vec![Problem::of("text", message).help(help)])
        })
    }

    /// Reads a text without a date. Cost is linear in its length. A text longer than 4 GiB, or than [`Builder::longest_text`], is
    /// refused: see [`Document::refused`].
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Gunmen killed nine people in Kabul.");
    /// assert_eq!(document.relations().next().unwrap().view().argument("victim").to_string(), "nine people");
    /// ```
    #[must_use]
    pub fn extract(&self, text: &str) -> Document {
        self.extract_article(&Article::new(text))
    }

    /// Reads an article, whose date may be known. For many articles, a [`Worker`] is faster.
    #[must_use]
    pub fn extract_article(&self, article: &Article<'_>) -> Document {
        let mut worker = self.worker();
        worker.extract(article);
        worker.document
    }

    /// A worker, which reads one article after the other in the same memory; one for each thread.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker {
            document: Document {
                text: String::new(),
                sentences: Vec::new(),
                mentions: Vec::new(),
                relations: Vec::new(),
                incidents: Vec::new(),
                refused: None,
                gazetteer: self.gazetteer.clone(),
                rules: self.rules.clone(),
            },
            layers: Layers::default(),
            scratch: Scratch::default(),
            batch: batch::Batch::default(),
            order: worker::Order::default(),
            sheet: resolve::Sheet::default(),
            desk: resolve::Desk::default(),
            entities: resolve::Known::default(),
            spare: Spare::default(),
            extractor: self.clone(),
        }
    }

    /// What may fill the slots of an article's incidents, with the cues of each: for fitting their weights.
    #[doc(hidden)]
    #[must_use]
    pub fn incident_cues(&self, article: &Article<'_>) -> Vec<resolve::CueRow> {
        self.incident_sheet(article, |sheet, source| sheet.rows(source))
    }

    /// The cues for a turn to another incident between mentions that fill slots; see [`Self::incident_cues`].
    #[doc(hidden)]
    #[must_use]
    pub fn incident_turns(&self, article: &Article<'_>, told: &[(usize, usize, &str)]) -> Vec<resolve::TurnRow> {
        self.incident_sheet(article, |sheet, source| sheet.turns(source, told))
    }

    fn incident_sheet<T>(&self, article: &Article<'_>, read: impl FnOnce(&mut resolve::Sheet, &resolve::Source<'_>) -> Vec<T>) -> Vec<T> {
        if self.refused(article.text).is_some() {
            return Vec::new();
        }
        let (mut layers, mut scratch, mut mentions) = (Layers::default(), Scratch::default(), Vec::new());
        let stages = layers.read(article.text);
        let build = self.mentions(article, &stages, &mut scratch, &mut mentions, &mut |_| {});
        let mut sheet = resolve::Sheet::default();
        sheet.open(stages.tokens, stages.words, stages.sentences, stages.style);
        let mut phrases = Phrases::default();
        for (index, sentence) in stages.sentences.iter().enumerate() {
            if !sentence.furniture && sheet.wants(index) {
                let context = phrases.of(&stages, sentence, build.units_of(sentence));
                sheet.keep(index, sentence.range(), context.chunks, context.nouns, context.verbs);
            }
        }
        read(&mut sheet, &build.source(article.published))
    }

    /// Why a rule fired in a text, or how far it got: sentence by sentence, for someone who writes rules.
    ///
    /// `rule` is an id or a prefix of ids. The answer is text to be read, not a format.
    ///
    /// ```
    /// let extractor = dateline::Extractor::new();
    /// let answer = extractor.explain("The bus stopped in Mirel.", "detain/verb");
    /// assert!(answer.contains("none of its verbs or nouns"));
    /// ```
    #[must_use]
    pub fn explain(&self, text: &str, rule: &str) -> String {
        if let Some(error) = self.refused(text) {
            return format!("{error}\n");
        }
        let article = Article::new(text);
        let (mut layers, mut scratch, mut mentions) = (Layers::default(), Scratch::default(), Vec::new());
        let stages = layers.read(text);
        let build = self.mentions(&article, &stages, &mut scratch, &mut mentions, &mut |_| {});
        let mut phrases = Phrases::default();
        let mut out = String::new();
        let known = self.rules.rules.iter().any(|r| r.id.starts_with(rule));
        if !known {
            return format!("there is no rule '{rule}'\n");
        }
        for sentence in stages.sentences.iter().filter(|s| !s.furniture) {
            explain_rules(
                &self.rules,
                rule,
                &phrases.of(&stages, sentence, build.units_of(sentence)),
                &mut out,
            );
        }
        out
    }
}
