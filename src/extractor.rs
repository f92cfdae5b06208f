//! The front door, and the only place that wires the stages together.

use std::collections::HashMap;
use std::sync::Arc;

use once_cell::sync::Lazy;

use crate::document::{Document, MentionRecord, RelationRecord};
use crate::error::Error;
use crate::gazetteer::{Gazetteer, Hit, Kind};
use crate::lexicon::{Lexicon, Word, class};
use crate::mention::{Day, Form, find_dates, find_people, quantity_at};
use crate::phrase::{Chunk, Chunker, NounPhrase, Unit, VerbGroup, probe_all};
use crate::resolve;
use crate::rule::{BUILTIN, Context, Found, Needs, Rules, explain_rules, kind_bit, match_rules, may_match};
use crate::span::Span;
use crate::text::{CaseStyle, Sentence, Token, case_style, split_sentences, tokenize};

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
}

impl<'a> Article<'a> {
    /// An article without a date.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, published: None }
    }

    /// Sets the publication date, against which "yesterday" and "Sunday" are read.
    #[must_use]
    pub fn published(mut self, day: Day) -> Self {
        self.published = Some(day);
        self
    }
}

/// Reads articles. Cheap to clone, `Send` and `Sync`.
#[derive(Clone, Debug)]
pub struct Extractor {
    gazetteer: Arc<Gazetteer>,
    rules: Arc<Rules>,
}

static BUILTIN_RULES: Lazy<Arc<Rules>> = Lazy::new(|| match Rules::parse(&builtin_files(), &[]) {
    Ok(rules) => Arc::new(rules),
    Err(_) => Arc::default(),
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
    /// The built-in lists and rules; built at the first call, shared after it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            gazetteer: Gazetteer::builtin().clone(),
            rules: BUILTIN_RULES.clone(),
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

    #[cfg(test)]
    pub(crate) fn rule_set(&self) -> &Rules {
        &self.rules
    }

    /// Reads a text without a date. Cost is linear in its length.
    #[must_use]
    pub fn extract(&self, text: &str) -> Document {
        self.extract_article(&Article::new(text))
    }

    /// Reads an article.
    #[must_use]
    pub fn extract_article(&self, article: &Article<'_>) -> Document {
        self.read(article, &mut |_| {})
    }

    /// Reads an article and tells `done` after each stage which one it was: for benchmarks.
    #[doc(hidden)]
    #[must_use]
    pub fn read(&self, article: &Article<'_>, done: &mut impl FnMut(&'static str)) -> Document {
        let stages = Stages::new(article.text);
        done("text");
        let mut build = self.mentions(article, &stages, done);
        let (mut relations, mut found, mut patterns) = (Vec::new(), Vec::new(), Vec::new());
        let mut needs = Needs::default();
        self.rules.anchors.needs(article.text, &stages.sentences, &mut needs);
        done("anchors");
        let mut phrases = Phrases::default();
        for (index, sentence) in stages.sentences.iter().enumerate() {
            let units = build.units_of(sentence);
            let kinds = units.iter().fold(0, |bits, u| bits | kind_bit(u.kind));
            let needed = self.rules.anchors.patterns(&needs, index, kinds, &mut patterns);
            if !needed && (patterns.is_empty() || !may_match(&self.rules, &patterns, &stages.words_of(sentence, units))) {
                continue;
            }
            found.clear();
            let context = phrases.of(&stages, sentence, units);
            match_rules(&self.rules, &patterns, &context, &mut found);
            for f in &found {
                relations.push(build.relation(f, index as u32));
            }
            build.events(&phrases.nouns);
        }
        done("phrases and rules");
        let mut mentions = build.mentions;
        resolve::entities(article.text, &mut mentions);
        let order = in_order(&mut mentions);
        for relation in &mut relations {
            for (_, m) in &mut relation.arguments {
                *m = order[*m as usize];
            }
        }
        done("resolve");
        Document {
            text: article.text.to_owned(),
            sentences: stages.sentences,
            mentions,
            relations,
            gazetteer: self.gazetteer.clone(),
            rules: self.rules.clone(),
        }
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
        let article = Article::new(text);
        let stages = Stages::new(text);
        let build = self.mentions(&article, &stages, &mut |_| {});
        let mut phrases = Phrases::default();
        let mut out = String::new();
        let known = self.rules.rules.iter().any(|r| r.id.starts_with(rule));
        if !known {
            return format!("there is no rule '{rule}'\n");
        }
        for sentence in &stages.sentences {
            explain_rules(
                &self.rules,
                rule,
                &phrases.of(&stages, sentence, build.units_of(sentence)),
                &mut out,
            );
        }
        out
    }

    /// Names, dates, people and quantities.
    fn mentions<'a>(&self, article: &Article<'a>, stages: &'a Stages<'a>, done: &mut impl FnMut(&'static str)) -> Building<'a> {
        let (text, tokens, words) = (article.text, stages.tokens.as_slice(), stages.words.as_slice());
        let mut hits: Vec<Hit> = Vec::new();
        self.gazetteer.find(text, tokens, stages.style, &mut hits);
        done("gazetteer");
        let mut dates = Vec::new();
        find_dates(text, tokens, &stages.sentences, stages.style, article.published, &mut dates);
        done("dates");
        let mut build = Building {
            text,
            tokens,
            words,
            mentions: Vec::new(),
            units: Vec::new(),
            taken: vec![false; tokens.len()],
            by_span: HashMap::new(),
        };
        for date in dates {
            if let Some(m) = build.add(date.first, date.end, Kind::Date, Form::Named) {
                build.mentions[m].date = Some((date.timex, date.value));
            }
        }
        let mut places: Vec<(usize, resolve::PlaceMention)> = Vec::new();
        let mut countries = Vec::new();
        for hit in hits {
            let kind = self.gazetteer.entry(hit.entry).kind();
            let end = build.name_end(hit.first, hit.end, kind);
            if let Some(m) = build.add(hit.first, end, kind, Form::Named) {
                build.mentions[m].entry = Some(hit.entry);
                match kind {
                    Kind::Place => places.push((
                        m,
                        resolve::PlaceMention {
                            first: hit.first,
                            end: hit.end,
                            chain: hit.chain,
                            entry: hit.entry,
                        },
                    )),
                    Kind::Nationality => countries.extend(self.gazetteer.entry(hit.entry).country()),
                    _ => {}
                }
            }
        }
        build.settle_places(&self.gazetteer, &countries, places);
        let mut people = Vec::new();
        find_people(text, tokens, words, &stages.sentences, stages.style, &build.taken, &mut people);
        for person in people {
            build.add(person.first, person.end, Kind::Person, Form::Named);
        }
        build.forces();
        build.quantities();
        build.units.sort_unstable_by_key(|u| u.first);
        done("people and quantities");
        build
    }
}

/// The text as tokens, sentences and words of the lexicon.
struct Stages<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    words: Vec<Word>,
    style: CaseStyle,
}

impl<'a> Stages<'a> {
    fn new(text: &'a str) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        tokenize(text, &mut tokens);
        let mut sentences = Vec::new();
        split_sentences(text, &tokens, &mut sentences);
        let style = case_style(&tokens);
        let mut words = Vec::with_capacity(tokens.len());
        probe_all(&tokens, &mut words);
        Self {
            text,
            tokens,
            sentences,
            words,
            style,
        }
    }

    /// A sentence before its phrases are built.
    fn words_of<'s>(&'s self, sentence: &Sentence, units: &'s [Unit]) -> Context<'s> {
        let range = sentence.range();
        Context {
            text: self.text,
            tokens: &self.tokens,
            words: &self.words,
            first: range.start,
            end: range.end,
            chunks: &[],
            nouns: &[],
            verbs: &[],
            units,
        }
    }
}

/// The phrases of one sentence; the vectors serve sentence after sentence.
#[derive(Default)]
struct Phrases {
    chunks: Vec<Chunk>,
    nouns: Vec<NounPhrase>,
    verbs: Vec<VerbGroup>,
    units: Vec<Unit>,
}

impl Phrases {
    fn of<'a>(&'a mut self, stages: &'a Stages<'a>, sentence: &Sentence, units: &[Unit]) -> Context<'a> {
        self.chunks.clear();
        self.nouns.clear();
        self.verbs.clear();
        self.units.clear();
        let range = sentence.range();
        self.units.extend_from_slice(units);
        let chunker = Chunker {
            text: stages.text,
            tokens: &stages.tokens,
            words: &stages.words,
            units: &self.units,
        };
        chunker.run(range.start, range.end, &mut self.chunks, &mut self.nouns, &mut self.verbs);
        Context {
            chunks: &self.chunks,
            nouns: &self.nouns,
            verbs: &self.verbs,
            ..stages.words_of(sentence, &self.units)
        }
    }
}

/// Sorts the mentions by their place in the text; returns the new place of each.
fn in_order(mentions: &mut [MentionRecord]) -> Vec<u32> {
    let key = |m: &MentionRecord| (m.span.start(), std::cmp::Reverse(m.span.end()));
    let mut order: Vec<u32> = (0..mentions.len() as u32).collect();
    order.sort_by_key(|&i| key(&mentions[i as usize]));
    let mut place = vec![0u32; mentions.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old as usize] = new as u32;
    }
    mentions.sort_by_key(key);
    place
}

/// Gathers lists and rules for an [`Extractor`].
#[derive(Clone, Debug, Default)]
pub struct Builder {
    lists: Vec<(String, String)>,
    rules: Vec<(String, String)>,
    without: Vec<String>,
}

impl Builder {
    /// Adds a list in the format of `gazetteers/`; `name` stands in error messages.
    #[must_use]
    pub fn gazetteer_tsv(mut self, name: &str, text: &str) -> Self {
        self.lists.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Adds a rule file; a frame with the id of a built-in one replaces it.
    #[must_use]
    pub fn rules(mut self, name: &str, text: &str) -> Self {
        self.rules.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Leaves out the rule of this id, or all below this prefix.
    #[must_use]
    pub fn without(mut self, id: &str) -> Self {
        self.without.push(id.to_owned());
        self
    }

    /// Builds it.
    ///
    /// # Errors
    /// When a list or a rule file is wrong: the error shows every problem with file, line and column.
    pub fn build(self) -> Result<Extractor, Error> {
        let gazetteer = if self.lists.is_empty() {
            Gazetteer::builtin().clone()
        } else {
            Arc::new(Gazetteer::builtin().with(&self.lists)?)
        };
        let mut files = builtin_files();
        files.extend(self.rules);
        let rules = Arc::new(Rules::parse(&files, &self.without)?);
        Ok(Extractor { gazetteer, rules })
    }
}

/// The mentions of an article while they are gathered.
struct Building<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [Word],
    mentions: Vec<MentionRecord>,
    units: Vec<Unit>,
    taken: Vec<bool>,
    by_span: HashMap<Span, u32>,
}

impl Building<'_> {
    fn span(&self, first: u32, end: u32) -> Span {
        self.tokens[first as usize].span.cover(self.tokens[end as usize - 1].span)
    }

    fn push(&mut self, first: u32, end: u32, kind: Kind, form: Form) -> usize {
        let span = self.span(first, end);
        self.mentions.push(MentionRecord {
            span,
            kind,
            form,
            entity: 0,
            entry: None,
            head: None,
            event: None,
            date: None,
            quantity: None,
        });
        let index = self.mentions.len() - 1;
        self.by_span.insert(span, index as u32);
        index
    }

    /// The mentions of a sentence that phrases are built around.
    fn units_of(&self, sentence: &Sentence) -> &[Unit] {
        let range = sentence.range();
        let from = self.units.partition_point(|u| (u.first as usize) < range.start);
        let to = self.units.partition_point(|u| (u.first as usize) < range.end);
        &self.units[from..to]
    }

    /// A group's name does not hold the common noun behind it: "Islamic State group".
    fn name_end(&self, first: u32, end: u32, kind: Kind) -> u32 {
        let last = &self.tokens[end as usize - 1];
        if kind == Kind::Group && end - first > 1 && last.span.text(self.text) == "group" {
            end - 1
        } else {
            end
        }
    }

    /// Adds a mention that no other may overlap.
    fn add(&mut self, first: u32, end: u32, kind: Kind, form: Form) -> Option<usize> {
        let range = first as usize..end as usize;
        if range.is_empty() || self.taken[range.clone()].iter().any(|t| *t) {
            return None;
        }
        self.taken[range].fill(true);
        let index = self.push(first, end, kind, form);
        self.units.push(Unit {
            first,
            end,
            kind,
            mention: index as u32,
        });
        Some(index)
    }

    /// Chooses among namesakes.
    fn settle_places(&mut self, gazetteer: &Gazetteer, countries: &[&str], places: Vec<(usize, resolve::PlaceMention)>) {
        let (mentions, mut places): (Vec<usize>, Vec<_>) = places.into_iter().unzip();
        resolve::settle(gazetteer, self.text, self.tokens, countries, &mut places);
        for (mention, place) in mentions.into_iter().zip(places) {
            self.mentions[mention].entry = Some(place.entry);
        }
    }

    /// "Turkish police", "the Iraqi government": a demonym and a force or government noun make a name, with the demonym inside.
    fn forces(&mut self) {
        for u in 0..self.units.len() {
            let unit = self.units[u];
            if unit.kind != Kind::Nationality {
                continue;
            }
            let mut end = unit.end as usize;
            while self.words.get(end).is_some_and(|w| {
                w.is(class::ADJ | class::FORCE_NOUN)
                    || matches!(
                        self.tokens[end].span.text(self.text),
                        "security" | "armed" | "air" | "national" | "border"
                    )
            }) && !self.taken[end]
            {
                end += 1;
            }
            let last = self.words.get(end.wrapping_sub(1)).copied().unwrap_or_default();
            let kind = if end > unit.end as usize && last.is(class::FORCE_NOUN) {
                Kind::SecurityForce
            } else if self.words.get(unit.end as usize).is_some_and(|w| w.is(class::GOV_NOUN)) {
                end = unit.end as usize + 1;
                Kind::Government
            } else {
                continue;
            };
            let index = self.push(unit.first, end as u32, kind, Form::Named);
            self.taken[unit.first as usize..end].fill(true);
            self.units[u] = Unit {
                first: unit.first,
                end: end as u32,
                kind,
                mention: index as u32,
            };
        }
    }

    fn quantities(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            let number = self.tokens[i].is_number() || self.words[i].is(class::NUMBER);
            if number
                && !self.taken[i]
                && let Some(q) = quantity_at(self.text, self.tokens, i)
            {
                let counts = (q.end as usize..(q.end as usize + 4).min(self.tokens.len()))
                    .any(|j| self.words[j].is(class::PERSON | class::PERSON_PL | class::FORCE_NOUN))
                    || (q.first.saturating_sub(3)..q.end + 3).any(|j| {
                        self.tokens.get(j as usize).is_some_and(|t| {
                            matches!(
                                t.span.text(self.text),
                                "killed" | "wounded" | "dead" | "injured" | "killing" | "wounding" | "hurt"
                            )
                        })
                    });
                if counts && let Some(m) = self.add(q.first, q.end, Kind::Quantity, Form::Named) {
                    self.mentions[m].quantity = Some(q);
                }
                i = q.end as usize;
            } else {
                i += 1;
            }
        }
    }

    /// The mention of these tokens, made when there is none yet.
    fn mention(&mut self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        let span = self.span(first, end);
        if let Some(&i) = self.by_span.get(&span) {
            return i;
        }
        let pronoun = end - first == 1 && self.words[first as usize].is(class::PRONOUN);
        let form = if pronoun { Form::Pronominal } else { Form::Nominal };
        self.push(first, end, kind.unwrap_or(Kind::People), form) as u32
    }

    fn relation(&mut self, found: &Found, sentence: u32) -> RelationRecord {
        let mut span = self.span(found.trigger.0, found.trigger.1);
        let trigger = span;
        let mut arguments = Vec::new();
        for &(role, filler) in &found.arguments {
            let first = self.trim(filler.first, filler.end, filler.kind);
            let mention = self.mention(first, filler.end, filler.kind);
            span = span.cover(self.mentions[mention as usize].span);
            if !arguments.contains(&(role, mention)) {
                arguments.push((role, mention));
            }
        }
        arguments.sort_by_key(|&(role, m)| {
            (
                found.kind.roles().iter().position(|r| *r == role),
                self.mentions[m as usize].span.start(),
            )
        });
        let attribution = found.attribution.map(|(f, e)| self.span(f, e));
        RelationRecord {
            kind: found.kind,
            sentence,
            span,
            trigger,
            arguments,
            polarity: found.polarity,
            modality: found.modality,
            attribution,
            rule: found.rule,
        }
    }

    /// A name does not hold its article: "the Islamic State" is "Islamic State".
    fn trim(&self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        let unit = self.units.iter().find(|u| u.end == end && u.first > first && Some(u.kind) == kind);
        match unit {
            Some(u) if (first..u.first).all(|i| self.words[i as usize].is(class::DET)) => u.first,
            _ if self.tokens[first as usize].has(Token::POSSESSIVE) && first + 1 < end => first + 1,
            _ => first,
        }
    }

    /// Event nouns are mentions even where no relation takes them.
    fn events(&mut self, nouns: &[crate::phrase::NounPhrase]) {
        for noun in nouns.iter().filter(|n| n.kind == Some(Kind::Event)) {
            let head = &self.tokens[noun.head as usize];
            if let Some(event) = Lexicon::get().event_kind(head.hash) {
                let index = self.mention(noun.first, noun.end, Some(Kind::Event)) as usize;
                self.mentions[index].kind = Kind::Event;
                self.mentions[index].event = Some(event);
                self.mentions[index].head = Some(head.span);
            }
        }
    }
}
