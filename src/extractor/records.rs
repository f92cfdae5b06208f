//! The records of a document while they are gathered: mentions without overlap, relations between them.

use smallvec::SmallVec;

use crate::document::{MentionRecord, RelationRecord, Value};
use crate::gazetteer::{Gazetteer, Hit, Kind};
use crate::lexicon::{Lexicon, Word, class};
use crate::mention::{Bits, Claim, Day, Form, Marks, ShapeHit, counts_people, quantity_at};
use crate::phrase::{Starts, Unit, Units, noun_kind};
use crate::relation::RelationKind;
use crate::resolve;
use crate::rule::Found;
use crate::span::Span;
use crate::text::{CaseStyle, Sentence, Token, hash_folded, hashes};

const THE: u64 = hash_folded("the");
/// Sides of a country that belong to its name where they have a capital.
const SIDES: [&str; 15] = [
    "North",
    "South",
    "East",
    "West",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "Central",
    "Upper",
    "Lower",
    "Northeastern",
    "Northwestern",
    "Southeastern",
    "Southwestern",
];

/// The mentions of an article while they are gathered.
pub(super) struct Building<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a [Word],
    pub(super) mentions: &'a mut Vec<MentionRecord>,
    pub(super) gathered: &'a mut Gathered,
}

/// What is known of them; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    pub(super) units: Vec<Unit>,
    /// Where they begin, once all are gathered.
    pub(super) starts: Starts,
    /// The tokens that a mention holds.
    pub(super) taken: Bits,
    /// The tokens where mentions start.
    begun: Bits,
    /// For each token where mentions start the last that does, counted from 1; the others have numbers of another article.
    latest: Vec<u32>,
    /// For each mention the one before it that starts at the same token.
    before: Vec<u32>,
    /// The places of the lists, with their mentions, and the entries of nationalities, forces, outlets and bodies, which have a country.
    pub(super) places: Vec<(u32, Hit)>,
    pub(super) nations: Vec<u32>,
    /// The places inside the names of bodies, and the names of the others.
    pub(super) nested: Vec<(u32, Hit)>,
    pub(super) chains: Vec<u32>,
    pub(super) settling: resolve::Places,
    /// The names inside a name.
    pub(super) inner: Vec<Hit>,
    /// Where peoples and forces stand.
    peoples: Bits,
    /// Memory for putting the units in order.
    unordered: Vec<Unit>,
}

impl Gathered {
    pub(super) fn clear(&mut self, tokens: usize) {
        self.units.clear();
        self.taken.clear(tokens);
        self.begun.clear(tokens);
        if self.latest.len() < tokens {
            self.latest.resize(tokens, 0);
        }
        self.before.clear();
        self.places.clear();
        self.nested.clear();
        self.nations.clear();
    }

    /// The last mention that starts at a token, counted from 1; 0 for none.
    fn latest(&self, token: usize) -> u32 {
        if self.begun.holds(token) { self.latest[token] } else { 0 }
    }

    pub(super) fn order_units(&mut self, tokens: usize) {
        self.starts.order(&mut self.units, &mut self.unordered, tokens);
    }

    /// The mentions that start at a token, with it, token after token of those where some do.
    pub(super) fn starting(&self) -> impl Iterator<Item = (usize, impl Iterator<Item = u32>)> {
        let tokens = self.begun.iter();
        let before = |mention: &u32| self.before[*mention as usize].checked_sub(1);
        tokens.map(move |i: usize| (i, std::iter::successors(self.latest[i].checked_sub(1), before)))
    }
}

impl Building<'_> {
    pub(super) fn span(&self, first: u32, end: u32) -> Span {
        self.tokens[first as usize].span.cover(self.tokens[end as usize - 1].span)
    }

    pub(super) fn push(&mut self, first: u32, end: u32, kind: Kind, form: Form) -> usize {
        let index = self.mentions.len();
        self.mentions.push(MentionRecord {
            span: self.span(first, end),
            kind,
            form,
            entity: 0,
            entry: None,
            title: None,
            role: None,
            metonym: false,
            value: Value::Nothing,
        });
        let before = self.gathered.latest(first as usize);
        self.gathered.before.push(before);
        self.gathered.begun.insert(first as usize);
        self.gathered.latest[first as usize] = index as u32 + 1;
        index
    }

    /// The last mention of these tokens.
    fn known(&self, first: u32, end: u32) -> Option<u32> {
        let span = self.span(first, end);
        let mut at = self.gathered.latest(first as usize);
        while let Some(index) = at.checked_sub(1) {
            if self.mentions[index as usize].span == span {
                return Some(index);
            }
            at = self.gathered.before[index as usize];
        }
        None
    }

    pub(super) fn source(&self, published: Option<Day>) -> resolve::Source<'_> {
        resolve::Source {
            published,
            text: self.text,
            tokens: self.tokens,
            words: self.words,
            units: &self.gathered.units,
            mentions: self.mentions,
        }
    }

    /// The mentions of a sentence that phrases are built around.
    pub(super) fn units_of(&self, sentence: &Sentence) -> Units<'_> {
        self.gathered.starts.within(&self.gathered.units, sentence.range())
    }

    /// "Daily Star": the word for a set of days begins the name of an outlet.
    pub(super) fn outlet(&self, first: u32, end: u32) -> bool {
        let next = self.tokens.get(end as usize).is_some_and(|t| t.is_word() && t.is_capitalized());
        end - first == 1 && next && matches!(self.tokens[first as usize].span.text(self.text), "Daily" | "Weekly" | "Monthly")
    }

    /// "reports The Times": a capital inside the sentence makes the article part of an outlet's name.
    pub(super) fn name_start(&self, first: u32, kind: Kind) -> u32 {
        let Some(article) = first
            .checked_sub(1)
            .map(|i| i as usize)
            .filter(|_| matches!(kind, Kind::Media | Kind::Place))
        else {
            return first;
        };
        let inside = article > 0 && (self.tokens[article - 1].punct == b',' || self.tokens[article - 1].is_word());
        // "in Southern California".
        if kind == Kind::Place && inside && !self.gathered.taken.holds(article) {
            let before = &self.tokens[article - 1];
            let side = self.tokens[article].is_capitalized() && SIDES.contains(&self.tokens[article].span.text(self.text));
            return if side && !before.is_capitalized() && !before.has(Token::POSSESSIVE) {
                first - 1
            } else {
                first
            };
        }
        let the = inside && !self.gathered.taken.holds(article) && self.is_the(article);
        if the { first - 1 } else { first }
    }

    /// An article with a capital.
    fn is_the(&self, i: usize) -> bool {
        self.tokens[i].hash == THE && self.tokens[i].span.text(self.text) == "The"
    }

    /// A group's name does not hold the common noun behind it: "Islamic State group".
    pub(super) fn name_end(&self, first: u32, end: u32, kind: Kind) -> u32 {
        let last = &self.tokens[end as usize - 1];
        let token = |i: u32| self.tokens.get(i as usize);
        let of = |t: &Token| matches!(t.span.text(self.text), "de" | "del" | "do" | "da");
        if kind == Kind::Media && token(end).is_some_and(of) && token(end + 1).is_some_and(Token::is_capitalized) {
            // "El Siglo de Oru".
            let town = (end + 1..).take_while(|&i| token(i).is_some_and(|t| t.is_word() && t.is_capitalized()));
            end + 1 + town.take(3).count() as u32
        } else if kind == Kind::Group && end - first > 1 && last.span.text(self.text) == "group" {
            end - 1
        } else if kind == Kind::Place
            && end - first > 1
            && !last.is_capitalized()
            && (self.words[end as usize - 1].is(class::LOCALITY) || last.span.text(self.text) == "state")
        {
            // "Oru province".
            end - 1
        } else {
            end
        }
    }

    /// Adds a name that no list holds, where nothing else stands.
    pub(super) fn claim(&mut self, hit: &ShapeHit, claims: &mut [Claim]) -> Option<usize> {
        let range = hit.first as usize..hit.end as usize;
        let mention = self.add(self.name_start(hit.first, hit.kind), hit.end, hit.kind, Form::Named)?;
        claims[range].fill(Claim::Taken);
        Some(mention)
    }

    /// "the rebel group Oru Front", "the al-Qaeda-linked Oru Battalion": the words before say that the name is a group's.
    pub(super) fn of_group(&self, shape: &ShapeHit) -> bool {
        let Some(before) = (shape.first as usize).checked_sub(1) else {
            return false;
        };
        let word = self.tokens[before].span.text(self.text);
        let linked = || {
            matches!(
                word,
                "linked" | "aligned" | "affiliated" | "jihadist" | "extremist" | "outlawed" | "banned" | "separatist"
            )
        };
        let body = matches!(shape.kind, Kind::Organization | Kind::SecurityForce | Kind::Media);
        let small = || !self.tokens[before].is_capitalized() && (self.words[before].is(class::GROUP_NOUN) || linked());
        body && (word == "Nazi" || small())
    }

    /// Where "-on-Sea" and its like behind the name of a town end.
    fn by_river(&self, end: usize) -> Option<usize> {
        let [dash, word, second, name] = self.tokens.get(end..end + 4)? else {
            return None;
        };
        let joint = |t: &Token| t.punct == b'-' && t.has(Token::GLUED);
        let small = || {
            matches!(
                word.span.text(self.text),
                "on" | "upon" | "under" | "in" | "le" | "la" | "les" | "sur" | "sous" | "en" | "de" | "du" | "am" | "an"
            )
        };
        (joint(dash) && small() && joint(second) && name.is_capitalized() && name.has(Token::GLUED)).then_some(end + 4)
    }

    /// Adds a name that a list holds.
    pub(super) fn listed(&mut self, gazetteer: &Gazetteer, style: CaseStyle, hit: Hit) {
        let kind = hit.kind;
        // "Oru-on-Sea" is not Oru.
        if let Some(end) = self.by_river(hit.end as usize).filter(|_| kind == Kind::Place) {
            self.add(hit.first, end as u32, Kind::Place, Form::Named);
            return;
        }
        if kind == Kind::Place
            && style == CaseStyle::Mixed
            && let Some((first, end)) = self.longer_place(gazetteer, style, hit)
        {
            self.add(first, end, Kind::Place, Form::Named);
            return;
        }
        let end = self.name_end(hit.first, hit.end, kind);
        // "The Hague" has its article in the list.
        let called = || gazetteer.entry(hit.entry).name().starts_with("The ");
        let first = match hit.first.checked_sub(1) {
            Some(article) if kind == Kind::Place && self.is_the(article as usize) && called() => article,
            _ => self.name_start(hit.first, kind),
        };
        if let Some(m) = self.add(first, end, kind, Form::Named) {
            self.mentions[m].entry = Some(hit.entry);
            if kind == Kind::Place {
                self.gathered.places.push((m as u32, hit));
            } else {
                self.gathered.nations.push(hit.entry);
                self.nested(gazetteer, style, m, hit.first, end);
            }
        }
    }

    /// The nationality or country inside the name of a force or a government: "Turkish" in "Turkish police".
    pub(super) fn nested(&mut self, gazetteer: &Gazetteer, style: CaseStyle, mention: usize, first: u32, end: u32) {
        if !matches!(
            self.mentions[mention].kind,
            Kind::SecurityForce | Kind::Government | Kind::Organization
        ) || end - first < 2
        {
            return;
        }
        let hits = &mut self.gathered.inner;
        let mut begins = |words: u32| {
            let own = &self.tokens[first as usize..(first + words) as usize];
            gazetteer.find_first(self.text, own, style, hits)
        };
        let body = self.mentions[mention].kind == Kind::Organization;
        // A body may be of a country or a town, hardly of a sea: "North Atlantic Treaty Organization".
        let fits = |hit: &Hit| match hit.kind {
            Kind::Place => !body || gazetteer.entry(hit.entry).country().is_some(),
            Kind::Nationality => !body,
            _ => false,
        };
        let mut inner = begins(end - first - 1);
        if let Some(team) = inner.filter(|h| h.end > 1 && gazetteer.entry(h.entry).is_subkind("university")) {
            // "Michigan State Police".
            inner = begins(team.end - 1);
        }
        inner = inner.filter(fits);
        if inner.is_none() && body {
            // "Bank of England".
            hits.clear();
            gazetteer.find(self.text, &self.tokens[first as usize + 1..end as usize], style, hits);
            let country = |h: &&Hit| h.end + 1 == end - first && gazetteer.entry(h.entry).is_subkind("country");
            inner = hits.iter().find(country).map(|h| Hit {
                first: h.first + 1,
                end: h.end + 1,
                ..*h
            });
        }
        if let Some(hit) = inner {
            let index = self.push(first + hit.first, first + hit.end, hit.kind, Form::Named);
            let entry = gazetteer.well_known(hit);
            self.mentions[index].entry = Some(entry);
            // "Mississippi State" says nothing of the places of the article.
            let team = |e: u32| gazetteer.entry(e).is_subkind("team") || gazetteer.entry(e).is_subkind("university");
            if hit.kind == Kind::Place && style == CaseStyle::Mixed && !self.mentions[mention].entry.is_some_and(team) {
                let (first, end) = (first + hit.first, first + hit.end);
                self.gathered.nested.push((index as u32, Hit { first, end, entry, ..hit }));
            }
        }
    }

    /// The title that starts at `first` and ends before the name at `name`.
    pub(super) fn title(&self, first: u32, name: u32) -> Span {
        self.span(first, name.max(first + 1))
    }

    /// Adds a mention that no other may overlap.
    pub(super) fn add(&mut self, first: u32, end: u32, kind: Kind, form: Form) -> Option<usize> {
        let range = first as usize..end as usize;
        if range.is_empty() || self.gathered.taken.meets(range.clone()) {
            return None;
        }
        self.gathered.taken.insert_all(range);
        let index = self.push(first, end, kind, form);
        self.gathered.units.push(Unit {
            first,
            end,
            kind,
            mention: index as u32,
        });
        Some(index)
    }

    pub(super) fn quantities(&mut self, marks: &Marks) {
        let Gathered { units, peoples, .. } = &mut *self.gathered;
        peoples.clear(self.tokens.len());
        for unit in units
            .iter()
            .filter(|u| matches!(u.kind, Kind::Nationality | Kind::SecurityForce | Kind::Group))
        {
            peoples.insert(unit.first as usize);
        }
        let mut numbers = marks.number.iter(0, self.tokens.len());
        while let Some(i) = numbers.next() {
            if !self.gathered.taken.holds(i)
                && let Some(q) = quantity_at(self.text, self.tokens, i)
            {
                let people = |j: usize| self.gathered.peoples.holds(j);
                let counts = counts_people(self.tokens, self.words, &people, &q);
                if counts && let Some(m) = self.add(q.first, q.end, Kind::Quantity, Form::Named) {
                    self.mentions[m].value = Value::Quantity(q.count);
                }
                numbers.go_on(q.end as usize);
            }
        }
    }

    /// The mention of these tokens, made when there is none yet.
    pub(super) fn mention(&mut self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        if let Some(index) = self.known(first, end) {
            return index;
        }
        let pronoun = end - first == 1 && self.words[first as usize].is(class::PRONOUN);
        let form = if pronoun { Form::Pronominal } else { Form::Nominal };
        // "two Indians" are people, "Indian" is whose someone is.
        let kind = kind.filter(|k| *k != Kind::Nationality).unwrap_or(Kind::People);
        self.push(first, end, kind, form) as u32
    }

    /// Whether a word that tells no kind may be a thing's: no name, and nobody.
    fn is_thing(&self, i: usize) -> bool {
        let someone = class::PRONOUN | class::PERSON | class::PERSON_PL | class::DET | class::NUMBER | class::PARTITIVE;
        let folk = hashes![
            "minority",
            "minorities",
            "community",
            "communities",
            "rearguard",
            "vanguard",
            "dead",
            "wounded",
            "injured"
        ];
        let token = &self.tokens[i];
        let named = token.is_capitalized() || token.is_number() || self.words[i].is(someone);
        (self.words[i].is(class::COMMON) || !named) && !folk.contains(&token.hash)
    }

    /// What fills a role and is told no kind of by its phrase: an office, a weapon, an event; else what its last word names; "positions",
    /// "targets" are things when they are struck.
    fn by_role(&self, role: &str, end: u32) -> Option<Kind> {
        let last = end as usize - 1;
        let struck = || (role == "target" && self.is_thing(last)).then_some(Kind::Facility);
        match role {
            "weapon" => Some(Kind::Weapon),
            "role" => Some(Kind::Role),
            "event" | "activity" | "charge" | "operation" | "plot" => Some(Kind::Event),
            _ => noun_kind(self.words[last]).or_else(struck),
        }
    }

    pub(super) fn relation(&mut self, found: &Found, sentence: u32) -> RelationRecord {
        // The bits of a place among the arguments.
        const PLACES: u32 = 16;
        let mut span = self.span(found.trigger.0, found.trigger.1);
        let trigger = span;
        let place = |role: &str| found.kind.roles().iter().position(|r| *r == role).map_or(0, |at| at + 1);
        let mut arguments: SmallVec<[(&'static str, u32); 8]> = SmallVec::new();
        // In the order of the roles, then of the text, each with its place among the arguments last: one number each, since a sort for another
        // shape of key is 5 kB of program.
        let mut ranks: SmallVec<[u64; 8]> = SmallVec::new();
        for &(role, filler) in &found.arguments {
            let mut end = self.end_of_name(filler.first, filler.end, filler.kind);
            let mut first = self.trim(filler.first, end, filler.kind);
            if role == "role" && matches!(found.kind, RelationKind::RoleOf | RelationKind::MemberOf) {
                first = self.office(first);
                end = self.end_of_office(end);
            }
            // "He is a Syrian": whose he is, not who.
            if role == "nationality" && end > first + 1 && self.one(first) {
                first += 1;
            }
            let mention = self.mention(first, end, filler.kind.or_else(|| self.by_role(role, end)));
            let named = self.mentions[mention as usize].span;
            span = span.cover(named);
            if !arguments.contains(&(role, mention)) {
                ranks.push(((place(role) as u64) << u32::BITS | named.start() as u64) << PLACES | arguments.len() as u64);
                arguments.push((role, mention));
            }
        }
        ranks.sort_unstable();
        let attribution = found.attribution.map(|(first, end)| {
            let kind = self.name_ending(first, end).map(|unit| unit.kind);
            self.span(self.trim(first, end, kind), end)
        });
        RelationRecord {
            kind: found.kind,
            sentence,
            span,
            trigger,
            arguments: ranks.iter().map(|rank| arguments[*rank as usize & ((1 << PLACES) - 1)]).collect(),
            polarity: found.polarity,
            modality: found.modality,
            attribution,
            inherited: found.inherited,
            rule: found.rule,
        }
    }

    /// Event nouns are mentions even where no relation takes them.
    pub(super) fn events(&mut self, nouns: &[crate::phrase::NounPhrase]) {
        for noun in nouns.iter().filter(|n| n.kind == Some(Kind::Event)) {
            let head = &self.tokens[noun.head as usize];
            if let Some(event) = Lexicon::get().event_kind(head.hash) {
                let first = self.trim(noun.first, noun.end, Some(Kind::Event));
                let index = self.mention(first, noun.end, Some(Kind::Event)) as usize;
                self.mentions[index].kind = Kind::Event;
                self.mentions[index].value = Value::Event(event, head.span);
            }
        }
    }
}
