//! What an extractor is built of.

use std::sync::Arc;

use super::{Extractor, builtin_files};
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::rule::{LARGEST, Rules};

/// Gathers lists and rules for an [`Extractor`].
///
/// ```
/// let extractor = dateline::Extractor::builder()
///     .gazetteer_tsv("mine.tsv", "kind\tname\ngroup\tDawn Front\n")
///     .without("blame")
///     .build()?;
/// let document = extractor.extract("The Dawn Front attacked a church.");
/// assert_eq!(document.mentions().next().map(|m| m.kind()), Some(dateline::Kind::Group));
/// # Ok::<(), dateline::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Builder {
    base: Option<Arc<Gazetteer>>,
    lists: Vec<(String, String)>,
    rules: Vec<(String, String)>,
    without: Vec<String>,
    unlisted: Vec<String>,
    longest_text: Option<u32>,
    largest_rules: Option<usize>,
}

impl Builder {
    /// Starts from these lists in place of the built-in ones: a saved index, say (see [`Gazetteer::open`]), or lists shared by several extractors.
    ///
    /// ```
    /// use dateline::{Extractor, Gazetteer};
    /// let lists = Gazetteer::builtin().with(&[("mine.tsv".into(), "kind\tname\ngroup\tDawn Front\n".into())])?;
    /// let extractor = Extractor::builder().gazetteer(lists).build()?;
    /// let document = extractor.extract("The Dawn Front left Kabul.");
    /// assert_eq!(document.mentions().map(|m| m.name()).collect::<Vec<_>>(), ["Dawn Front", "Kabul"]);
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn gazetteer(mut self, lists: impl Into<Arc<Gazetteer>>) -> Self {
        self.base = Some(lists.into());
        self
    }

    /// Adds a list in the format of `gazetteers/`; `name` stands in error messages.
    ///
    /// ```
    /// let list = "kind\tname\taliases\ngroup\tDawn Front\tDF:exact\n";
    /// let extractor = dateline::Extractor::builder().gazetteer_tsv("mine.tsv", list).build()?;
    /// assert_eq!(extractor.extract("The DF left.").mentions().next().map(|m| m.name()), Some("Dawn Front"));
    /// let error = dateline::Extractor::builder().gazetteer_tsv("mine.tsv", "kind\tname\nplaice\tOru\n").build().unwrap_err();
    /// assert!(error.to_string().starts_with("mine.tsv:2:1: `plaice` is no kind"));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn gazetteer_tsv(mut self, name: &str, text: &str) -> Self {
        self.lists.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Adds a rule file; a frame with the id of a built-in one replaces it.
    ///
    /// ```
    /// let rules = "frame mine/nab -> detained {\n  verbs nab\n  detainee = object @people\n  agent = subject\n}\n";
    /// let extractor = dateline::Extractor::builder().rules("mine.rules", rules).without("detain").build()?;
    /// let document = extractor.extract("Police nabbed two men.");
    /// assert_eq!(document.relations().next().map(|r| r.view().rule()), Some("mine/nab"));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn rules(mut self, name: &str, text: &str) -> Self {
        self.rules.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Leaves out the rule of this id, or all below this prefix.
    ///
    /// ```
    /// let extractor = dateline::Extractor::builder().without("detain").build()?;
    /// assert_eq!(extractor.extract("Police detained two men.").relations().len(), 0);
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn without(mut self, id: &str) -> Self {
        self.without.push(id.to_owned());
        self
    }

    /// Leaves the entry with this identifier out of the lists.
    ///
    /// ```
    /// let extractor = dateline::Extractor::builder().without_entry("media:reuters").build()?;
    /// assert!(extractor.extract("Reuters reported the raid.").mentions().all(|m| m.kind() != dateline::Kind::Media));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn without_entry(mut self, id: &str) -> Self {
        self.unlisted.push(id.to_owned());
        self
    }

    /// Refuses texts of more bytes than this, of which 4 GiB is the most: see [`Document::refused`](crate::Document::refused).
    ///
    /// ```
    /// let extractor = dateline::Extractor::builder().longest_text(20_000).build()?;
    /// assert!(extractor.extract("Rebels attacked a church.").refused().is_none());
    /// assert!(extractor.extract(&"Rebels attacked a church. ".repeat(1000)).refused().is_some());
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn longest_text(mut self, bytes: u32) -> Self {
        self.longest_text = Some(bytes);
        self
    }

    /// Refuses rule files that come to more bytes than this, lists and phrases counted wherever they are used; without it 64 MiB, a
    /// thousand times what is built in. Memory and time to build keep to a multiple of it, whoever wrote the files.
    ///
    /// ```
    /// let doubled = "list a = x y z\nlist b = $a $a $a $a\nframe f -> killed {\n  nouns $b $b\n  victim = of\n}\n";
    /// let builder = dateline::Extractor::builder().rules("mine.rules", doubled);
    /// assert!(builder.clone().build().is_ok());
    /// let error = builder.largest_rules(500).build().unwrap_err();
    /// assert!(error.to_string().starts_with("mine.rules:4:9: up to here the rules come to more than 500 bytes"), "{error}");
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn largest_rules(mut self, bytes: usize) -> Self {
        self.largest_rules = Some(bytes);
        self
    }

    /// Builds it.
    ///
    /// # Errors
    /// When a list or a rule file is wrong: the error shows every problem with file, line and column.
    pub fn build(self) -> Result<Extractor, Error> {
        let mut gazetteer = self.base.unwrap_or_else(|| Gazetteer::builtin().clone());
        if !self.lists.is_empty() {
            gazetteer = Arc::new(gazetteer.with(&self.lists)?);
        }
        if !self.unlisted.is_empty() {
            gazetteer = Arc::new(gazetteer.without(self.unlisted.iter().map(String::as_str)));
        }
        let mut files = builtin_files();
        files.extend(self.rules);
        let rules = Arc::new(Rules::parse(&files, &self.without, self.largest_rules.unwrap_or(LARGEST))?);
        Ok(Extractor {
            gazetteer,
            rules,
            longest_text: self.longest_text.unwrap_or(u32::MAX),
        })
    }
}
