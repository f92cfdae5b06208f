//! The front door, and the only place that wires the stages together.

use std::sync::Arc;

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::document::{Document, MentionRecord, RelationRecord};
use crate::error::Error;
use crate::gazetteer::{Gazetteer, Hit, Kind};
use crate::lexicon::{Lexicon, Word, class};
use crate::mention::{
    Claim, DateHit, Day, Form, PersonHit, ShapeHit, counts_people, defined_acronym, find_acronyms, find_again, find_dates, find_localities,
    find_people, find_shapes, quantity_at,
};
use crate::phrase::{Chunk, Chunker, NounPhrase, Unit, VerbGroup};
use crate::relation::RelationKind;
use crate::resolve;
use crate::rule::{BUILTIN, Context, Found, Rules, explain_rules, kind_bit, match_rules, may_match};
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

/// A constant of the program, which a test parses: an error here is one of the build, never one of an input.
static BUILTIN_RULES: Lazy<Arc<Rules>> = Lazy::new(|| match Rules::parse(&builtin_files(), &[]) {
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

    #[cfg(test)]
    pub(crate) fn rules(&self) -> &[crate::rule::Rule] {
        &self.rules.rules
    }

    /// Reads a text without a date. Cost is linear in its length.
    #[must_use]
    pub fn extract(&self, text: &str) -> Document {
        self.extract_article(&Article::new(text))
    }

    /// Reads an article. For many articles, a [`Worker`] is faster.
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
                gazetteer: self.gazetteer.clone(),
                rules: self.rules.clone(),
            },
            layers: Layers::default(),
            scratch: Scratch::default(),
            phrases: Phrases::default(),
            found: Vec::new(),
            patterns: Vec::new(),
            order: Default::default(),
            places: Vec::new(),
            extractor: self.clone(),
        }
    }

    /// What may fill the slots of an article's incidents, with the cues of each: for fitting their weights.
    #[doc(hidden)]
    #[must_use]
    pub fn incident_cues(&self, article: &Article<'_>) -> Vec<resolve::CueRow> {
        let (mut layers, mut scratch, mut mentions) = (Layers::default(), Scratch::default(), Vec::new());
        let stages = layers.read(article.text);
        let build = self.mentions(article, &stages, &mut scratch, &mut mentions, &mut |_| {});
        let mut sheet = resolve::Sheet::new(stages.tokens, stages.words, stages.sentences);
        let mut phrases = Phrases::default();
        for (index, sentence) in stages.sentences.iter().enumerate() {
            if sheet.wants(index) {
                let context = phrases.of(&stages, sentence, build.units_of(sentence));
                sheet.keep(index, sentence.range(), context.chunks, context.nouns, context.verbs);
            }
        }
        sheet.rows(&build.source())
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
        let (mut layers, mut scratch, mut mentions) = (Layers::default(), Scratch::default(), Vec::new());
        let stages = layers.read(text);
        let build = self.mentions(&article, &stages, &mut scratch, &mut mentions, &mut |_| {});
        let mut phrases = Phrases::default();
        let mut out = String::new();
        let known = self.rules.rules.iter().any(|r| r.id.starts_with(rule));
        if !known {
            return format!("there is no rule '{rule}'\n");
        }
        for sentence in stages.sentences {
            explain_rules(
                &self.rules,
                rule,
                &phrases.of(&stages, sentence, build.units_of(sentence)),
                &mut out,
            );
        }
        out
    }

    /// Names that no list has (`outer` holds where states stand): by shape, by the words beside them, acronyms; and the same names again.
    fn unlisted<'a>(&self, stages: &Stages<'a>, shapes: &[ShapeHit], mut outer: Vec<u32>, claims: &mut [Claim], build: &mut Building<'a>) {
        let (text, tokens, words) = (stages.text, stages.tokens, stages.words);
        let mut named = Vec::new();
        for shape in shapes {
            if shape.kind == Kind::Facility {
                claims[shape.first as usize..shape.end as usize].fill(Claim::Taken);
                continue;
            }
            let kind = if build.of_group(shape) { Kind::Group } else { shape.kind };
            let hit = ShapeHit { kind, ..*shape };
            if let Some(m) = build.claim(&hit, claims, &mut named) {
                build.nested(&self.gazetteer, stages.style, m, shape.first, shape.end);
            }
        }
        outer.extend(build.units.iter().filter(|u| u.kind == Kind::Place).map(|u| u.first));
        outer.sort_unstable();
        let mut found = Vec::new();
        let outer = |i: usize| outer.binary_search(&(i as u32)).is_ok();
        find_localities(text, tokens, words, stages.sentences, claims, &outer, &mut found);
        for hit in found.drain(..) {
            build.claim(&hit, claims, &mut named);
        }
        find_acronyms(text, tokens, words, stages.sentences, &mut found);
        let ends: FxHashMap<u32, Kind> = build.units.iter().map(|u| (u.end, u.kind)).collect();
        let mut defined = FxHashMap::default();
        for mut hit in found.drain(..) {
            // Behind the name that it shortens an acronym is of the kind of that.
            let at = hit.first as usize;
            if at > 1
                && tokens[at - 1].punct == b'('
                && let Some(&kind) = ends.get(&(hit.first - 1))
            {
                defined.insert(tokens[at].hash, kind);
            }
            hit.kind = defined.get(&tokens[at].hash).copied().unwrap_or(hit.kind);
            if claims[at] == Claim::Free {
                build.claim(&hit, claims, &mut named);
            }
        }
        find_again(tokens, words, claims, &named, &mut found);
        for hit in found {
            build.claim(&hit, claims, &mut Vec::new());
        }
    }

    /// One word that names a town or a people and may as well name a person.
    fn is_small_place(&self, hit: &Hit) -> bool {
        let entry = self.gazetteer.entry(hit.entry);
        let place = entry.kind() == Kind::Place && !matches!(entry.subkind(), "country" | "capital" | "region" | "former");
        hit.end - hit.first == 1 && (place || entry.kind() == Kind::Nationality)
    }

    /// Names, dates, people and quantities.
    fn mentions<'a>(
        &self,
        article: &Article<'a>,
        stages: &Stages<'a>,
        scratch: &'a mut Scratch,
        mentions: &'a mut Vec<MentionRecord>,
        done: &mut impl FnMut(&'static str),
    ) -> Building<'a> {
        let (text, tokens, words) = (article.text, stages.tokens, stages.words);
        scratch.clear(tokens.len());
        mentions.clear();
        let Scratch { hits, dates, people, .. } = scratch;
        self.gazetteer.find(text, tokens, stages.style, hits);
        done("gazetteer");
        find_dates(text, tokens, stages.times, stages.sentences, stages.style, article.published, dates);
        done("dates");
        let mut build = Building {
            text,
            tokens,
            words,
            mentions,
            units: &mut scratch.units,
            taken: &mut scratch.taken,
            by_span: &mut scratch.by_span,
            places: &mut scratch.places,
            nations: &mut scratch.nations,
        };
        for date in dates {
            if build.outlet(date.first, date.end) {
                continue;
            }
            if let Some(m) = build.add(date.first, date.end, Kind::Date, Form::Named) {
                build.mentions[m].date = Some((date.timex, date.value));
            }
        }
        let mut shapes = Vec::new();
        if stages.style == CaseStyle::Mixed {
            find_shapes(text, tokens, words, stages.sentences, &mut shapes);
        }
        // "Lebanese TV" is no outlet's name.
        shapes.retain(|s| {
            let at = hits.partition_point(|h| h.first < s.first);
            let demonym = hits
                .get(at)
                .is_some_and(|h| h.first == s.first && self.gazetteer.entry(h.entry).kind() == Kind::Nationality);
            !(demonym && s.kind == Kind::Media && s.end - s.first == 2)
        });
        // What the article calls an acronym outweighs the list: "Orumba Rifle Association (ORA)".
        let redefined: Vec<u64> = shapes.iter().filter_map(|s| defined_acronym(text, tokens, s)).collect();
        hits.retain(|h| {
            if shapes.is_empty() {
                return true;
            }
            if h.end - h.first == 1 && redefined.contains(&tokens[h.first as usize].hash) {
                return false;
            }
            let at = shapes.partition_point(|s| s.end <= h.first);
            let cover = shapes
                .get(at)
                .filter(|s| s.first <= h.first && h.end <= s.end && s.end - s.first > h.end - h.first);
            cover.is_none_or(|s| s.kind == Kind::Facility)
        });
        // Small places may be persons: they wait until those are found.
        let (small, sure): (Vec<Hit>, Vec<Hit>) = hits.iter().partition(|h| self.is_small_place(h));
        for hit in sure {
            build.listed(&self.gazetteer, stages.style, hit);
        }
        let mut claims: Vec<Claim> = build.taken.iter().map(|t| if *t { Claim::Taken } else { Claim::Free }).collect();
        for hit in &small {
            let demonym = self.gazetteer.entry(hit.entry).kind() == Kind::Nationality;
            let claim = &mut claims[hit.first as usize];
            *claim = match *claim {
                Claim::Free if demonym => Claim::Demonym,
                Claim::Free => Claim::Place,
                _ => Claim::Taken,
            };
        }
        if stages.style == CaseStyle::Mixed {
            let states = small.iter().filter(|h| self.gazetteer.entry(h.entry).subkind() == "admin1");
            let states = states.map(|h| h.first).collect();
            self.unlisted(stages, &shapes, states, &mut claims, &mut build);
        }
        find_people(text, tokens, words, stages.sentences, stages.style, &claims, people);
        for person in people {
            if let Some(m) = build.add(person.first, person.end, Kind::Person, Form::Named) {
                build.mentions[m].title = person.title.map(|t| build.title(t, person.first));
            }
        }
        for hit in small {
            build.listed(&self.gazetteer, stages.style, hit);
        }
        build.settle_places(&self.gazetteer);
        build.forces();
        build.quantities();
        build.units.sort_unstable_by_key(|u| u.first);
        done("people and quantities");
        build
    }
}

/// Reads articles one after the other in the same memory: what one article needed serves the next.
///
/// ```
/// use dateline::{Article, Extractor};
/// let mut worker = Extractor::new().worker();
/// for text in ["Rebels attacked a church in Aleppo.", "Police detained two men in Kabul."] {
///     let document = worker.extract(&Article::new(text));
///     assert_eq!((document.text(), document.relations().len()), (text, 1));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Worker {
    extractor: Extractor,
    layers: Layers,
    scratch: Scratch,
    phrases: Phrases,
    found: Vec<Found>,
    patterns: Vec<u32>,
    order: (Vec<MentionRecord>, Vec<u32>),
    places: Vec<u32>,
    document: Document,
}

impl Worker {
    /// Reads an article; the document stands until the next call.
    pub fn extract(&mut self, article: &Article<'_>) -> &Document {
        self.read(article, &mut |_| {})
    }

    /// Reads an article and tells `done` after each stage which one it was: for benchmarks.
    #[doc(hidden)]
    pub fn read(&mut self, article: &Article<'_>, done: &mut impl FnMut(&'static str)) -> &Document {
        let Self {
            extractor,
            layers,
            scratch,
            phrases,
            found,
            patterns,
            order,
            places,
            document,
        } = self;
        let Document {
            text,
            sentences,
            mentions,
            relations,
            incidents,
            ..
        } = document;
        text.clear();
        text.push_str(article.text);
        relations.clear();
        let stages = layers.read(article.text);
        sentences.clear();
        sentences.extend_from_slice(stages.sentences);
        done("text");
        let mut build = extractor.mentions(article, &stages, scratch, mentions, done);
        let rules = &*extractor.rules;
        let mut sheet = resolve::Sheet::new(stages.tokens, stages.words, stages.sentences);
        for (index, sentence) in stages.sentences.iter().enumerate() {
            let units = build.units_of(sentence);
            let kinds = units.iter().fold(0, |bits, u| bits | kind_bit(u.kind));
            let needed = rules.anchors.patterns(&stages.tokens[sentence.range()], kinds, patterns);
            let told = sheet.wants(index);
            if !needed && !told && (patterns.is_empty() || !may_match(rules, patterns, &stages.words_of(sentence, units))) {
                continue;
            }
            found.clear();
            let context = phrases.of(&stages, sentence, units);
            if told {
                sheet.keep(index, sentence.range(), context.chunks, context.nouns, context.verbs);
            }
            match_rules(rules, patterns, &context, found);
            for f in &*found {
                let relation = build.relation(f, index as u32);
                if !build.lists_countries(&extractor.gazetteer, &relation) {
                    relations.push(relation);
                }
            }
            build.events(&phrases.nouns);
        }
        done("phrases and rules");
        *incidents = sheet.incidents(&build.source());
        done("incidents");
        offices(mentions, relations);
        let subkind = |m: &MentionRecord| m.entry.map_or("", |e| extractor.gazetteer.entry(e).subkind());
        resolve::entities(article.text, stages.sentences, mentions, relations, &subkind);
        in_order(mentions, &mut order.0, &mut order.1, places);
        for relation in relations.iter_mut() {
            for (_, m) in &mut relation.arguments {
                *m = places[*m as usize];
            }
        }
        let facts = resolve::Facts::new(article.text, mentions, relations, &extractor.gazetteer, article.published);
        resolve::complete(incidents, &facts, stages.sentences, stages.style);
        done("resolve");
        document
    }
}

/// What is known of each token, and the sentences; the vectors serve article after article.
#[derive(Clone, Debug, Default)]
struct Layers {
    tokens: Vec<Token>,
    words: Vec<Word>,
    times: Vec<u8>,
    sentences: Vec<Sentence>,
}

impl Layers {
    fn read<'a>(&'a mut self, text: &'a str) -> Stages<'a> {
        let Self {
            tokens,
            words,
            times,
            sentences,
        } = self;
        tokens.clear();
        words.clear();
        times.clear();
        sentences.clear();
        tokenize(text, tokens);
        split_sentences(text, tokens, sentences);
        Lexicon::get().probe_all(tokens, words, times);
        Stages {
            text,
            style: case_style(tokens),
            tokens,
            sentences,
            words,
            times,
        }
    }
}

/// What the recognisers find, before it is put together.
#[derive(Clone, Debug, Default)]
struct Scratch {
    hits: Vec<Hit>,
    dates: Vec<DateHit>,
    people: Vec<PersonHit>,
    units: Vec<Unit>,
    taken: Vec<bool>,
    by_span: FxHashMap<Span, u32>,
    places: Vec<(u32, Hit)>,
    nations: Vec<u32>,
}

impl Scratch {
    fn clear(&mut self, tokens: usize) {
        self.hits.clear();
        self.dates.clear();
        self.people.clear();
        self.units.clear();
        self.taken.clear();
        self.taken.resize(tokens, false);
        self.by_span.clear();
        self.places.clear();
        self.nations.clear();
    }
}

/// The text as tokens, sentences and words of the lexicon.
#[derive(Clone, Copy)]
struct Stages<'a> {
    text: &'a str,
    tokens: &'a [Token],
    sentences: &'a [Sentence],
    words: &'a [Word],
    times: &'a [u8],
    style: CaseStyle,
}

impl Stages<'_> {
    /// A sentence before its phrases are built.
    fn words_of<'s>(&'s self, sentence: &Sentence, units: &'s [Unit]) -> Context<'s> {
        let range = sentence.range();
        Context {
            text: self.text,
            tokens: self.tokens,
            words: self.words,
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
#[derive(Clone, Debug, Default)]
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
            tokens: stages.tokens,
            words: stages.words,
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

/// Keeps on a person's mention the office that a relation gives it.
fn offices(mentions: &mut [MentionRecord], relations: &[RelationRecord]) {
    for relation in relations.iter().filter(|r| r.kind == RelationKind::RoleOf) {
        let filler = |name: &str| relation.arguments.iter().find(|(r, _)| *r == name).map(|&(_, m)| m as usize);
        if let (Some(person), Some(role)) = (filler("person"), filler("role")) {
            mentions[person].role = Some(mentions[role].span);
        }
    }
}

/// Sorts the mentions by their place in the text; `places` tells the new place of each.
fn in_order(mentions: &mut Vec<MentionRecord>, sorted: &mut Vec<MentionRecord>, order: &mut Vec<u32>, places: &mut Vec<u32>) {
    order.clear();
    order.extend(0..mentions.len() as u32);
    order.sort_unstable_by_key(|&i| {
        let span = mentions[i as usize].span;
        (span.start(), std::cmp::Reverse(span.end()), i)
    });
    places.clear();
    places.resize(mentions.len(), 0);
    sorted.clear();
    for (new, &old) in order.iter().enumerate() {
        places[old as usize] = new as u32;
        sorted.push(mentions[old as usize]);
    }
    std::mem::swap(mentions, sorted);
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
    mentions: &'a mut Vec<MentionRecord>,
    units: &'a mut Vec<Unit>,
    taken: &'a mut Vec<bool>,
    by_span: &'a mut FxHashMap<Span, u32>,
    /// The places of the lists, with their mentions, and the entries of nationalities.
    places: &'a mut Vec<(u32, Hit)>,
    nations: &'a mut Vec<u32>,
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
            title: None,
            role: None,
        });
        let index = self.mentions.len() - 1;
        self.by_span.insert(span, index as u32);
        index
    }

    fn source(&self) -> resolve::Source<'_> {
        resolve::Source {
            text: self.text,
            tokens: self.tokens,
            words: self.words,
            units: &self.units,
            mentions: &self.mentions,
        }
    }

    /// The mentions of a sentence that phrases are built around.
    fn units_of(&self, sentence: &Sentence) -> &[Unit] {
        let range = sentence.range();
        let from = self.units.partition_point(|u| (u.first as usize) < range.start);
        let to = self.units.partition_point(|u| (u.first as usize) < range.end);
        &self.units[from..to]
    }

    /// "Daily Star": the word for a set of days begins the name of an outlet.
    fn outlet(&self, first: u32, end: u32) -> bool {
        let next = self.tokens.get(end as usize).is_some_and(|t| t.is_word() && t.is_capitalized());
        end - first == 1 && next && matches!(self.tokens[first as usize].span.text(self.text), "Daily" | "Weekly" | "Monthly")
    }

    /// "reports The Times": a capital inside the sentence makes the article part of an outlet's name.
    fn name_start(&self, first: u32, kind: Kind) -> u32 {
        let Some(article) = first.checked_sub(1).map(|i| i as usize).filter(|_| kind == Kind::Media) else {
            return first;
        };
        let inside = article > 0 && (self.tokens[article - 1].punct == b',' || self.tokens[article - 1].is_word());
        let the = inside && !self.taken[article] && self.tokens[article].span.text(self.text) == "The";
        if the { first - 1 } else { first }
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

    /// Adds a name that no list holds, where nothing else stands.
    fn claim(&mut self, hit: &ShapeHit, claims: &mut [Claim], named: &mut Vec<ShapeHit>) -> Option<usize> {
        let range = hit.first as usize..hit.end as usize;
        let mention = self.add(self.name_start(hit.first, hit.kind), hit.end, hit.kind, Form::Named)?;
        claims[range].fill(Claim::Taken);
        named.push(*hit);
        Some(mention)
    }

    /// "the rebel group Oru Front", "the al-Qaeda-linked Oru Battalion": the words before say that the name is a group's.
    fn of_group(&self, shape: &ShapeHit) -> bool {
        let Some(before) = (shape.first as usize).checked_sub(1) else {
            return false;
        };
        let linked = matches!(self.tokens[before].span.text(self.text), "linked" | "aligned" | "affiliated");
        let body = matches!(shape.kind, Kind::Organization | Kind::SecurityForce | Kind::Media);
        let group = self.words[before].is(class::GROUP_NOUN) && !self.tokens[before].is_capitalized();
        body && (linked || group)
    }

    /// Adds a name that a list holds.
    fn listed(&mut self, gazetteer: &Gazetteer, style: CaseStyle, hit: Hit) {
        let kind = gazetteer.entry(hit.entry).kind();
        let end = self.name_end(hit.first, hit.end, kind);
        let first = self.name_start(hit.first, kind);
        if let Some(m) = self.add(first, end, kind, Form::Named) {
            self.mentions[m].entry = Some(hit.entry);
            match kind {
                Kind::Place => self.places.push((m as u32, hit)),
                Kind::Nationality => self.nations.push(hit.entry),
                _ => self.nested(gazetteer, style, m, hit.first, end),
            }
        }
    }

    /// The nationality or country inside the name of a force or a government: "Turkish" in "Turkish police".
    fn nested(&mut self, gazetteer: &Gazetteer, style: CaseStyle, mention: usize, first: u32, end: u32) {
        if !matches!(
            self.mentions[mention].kind,
            Kind::SecurityForce | Kind::Government | Kind::Organization
        ) || end - first < 2
        {
            return;
        }
        let mut hits = Vec::new();
        gazetteer.find(self.text, &self.tokens[first as usize..end as usize - 1], style, &mut hits);
        let body = self.mentions[mention].kind == Kind::Organization;
        let fits = |k| k == Kind::Place || k == Kind::Nationality && !body;
        let inner = hits.iter().find(|h| h.first == 0 && fits(gazetteer.entry(h.entry).kind()));
        if let Some(hit) = inner {
            let index = self.push(first, first + hit.end, gazetteer.entry(hit.entry).kind(), Form::Named);
            self.mentions[index].entry = Some(hit.entry);
        }
    }

    /// The title that starts at `first` and ends before the name at `name`.
    fn title(&self, first: u32, name: u32) -> Span {
        self.span(first, name.max(first + 1))
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
    fn settle_places(&mut self, gazetteer: &Gazetteer) {
        self.places.sort_unstable_by_key(|(_, hit)| hit.first);
        let countries: Vec<&str> = self.nations.iter().filter_map(|&e| gazetteer.entry(e).country()).collect();
        resolve::settle(gazetteer, self.tokens, &countries, self.places);
        for &(mention, hit) in &*self.places {
            self.mentions[mention as usize].entry = Some(hit.entry);
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
            let counted = unit.first > 0 && {
                let before = unit.first as usize - 1;
                self.tokens[before].is_number() || self.words[before].is(class::NUMBER)
            };
            let kind = if end > unit.end as usize && last.is(class::FORCE_NOUN) && !(counted && last.is(class::PERSON_PL)) {
                Kind::SecurityForce
            } else if self
                .words
                .get(unit.end as usize)
                .is_some_and(|w| w.is(class::GOV_NOUN) && !w.is(class::FACILITY))
                && !self
                    .words
                    .get(unit.end as usize + 1)
                    .is_some_and(|w| w.is(class::PERSON_PL | class::FORCE_NOUN))
            {
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
        let people = self
            .units
            .iter()
            .filter(|u| matches!(u.kind, Kind::Nationality | Kind::SecurityForce));
        let mut peoples: Vec<u32> = people.map(|u| u.first).collect();
        peoples.sort_unstable();
        let mut i = 0;
        while i < self.tokens.len() {
            let number = self.tokens[i].is_number() || self.words[i].is(class::NUMBER);
            if number
                && !self.taken[i]
                && let Some(q) = quantity_at(self.text, self.tokens, i)
            {
                let counts = counts_people(self.tokens, self.words, &|j| peoples.binary_search(&(j as u32)).is_ok(), &q);
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
        let mut arguments = SmallVec::new();
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

    /// "Russia, Japan, Poland": a list, and none lies in the next.
    fn lists_countries(&self, gazetteer: &Gazetteer, relation: &RelationRecord) -> bool {
        let country = |m: u32| {
            let entry = self.mentions[m as usize].entry;
            entry.is_some_and(|e| gazetteer.entry(e).subkind() == "country")
        };
        let countries = relation.arguments.iter().filter(|&&(_, m)| country(m)).count();
        relation.kind == RelationKind::LocatedIn && countries == 2
    }

    /// A name does not hold its article: "the Islamic State" is "Islamic State".
    fn trim(&self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        // Units do not overlap, so that their ends are in order as well.
        let at = self.units.partition_point(|u| u.end < end);
        let unit = self
            .units
            .get(at)
            .filter(|u| u.end == end && u.first > first && Some(u.kind) == kind);
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
