//! What may fill a slot of an incident: base noun phrases, and the names, groups and weapons inside them.

use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{ChunkKind, NounPhrase, Unit};
use crate::text::{Token, hash_folded, hash_word, hashes};

use super::part::{Part, part};
use super::reading::Reading;
use super::words::{Group, Id, Words, mark};

/// A way to write a thing that may fill a slot.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The thing: the candidates of one thing are ways to cut one mention out of the text.
    pub thing: usize,
    /// The reading and the noun phrase in it.
    pub reading: usize,
    pub noun: u32,
    pub first: u32,
    pub end: u32,
    pub class: Id,
    pub group: Group,
    /// The kind of the listed or recognised name.
    pub kind: Option<Kind>,
    pub mention: Option<u32>,
    pub shape: Shape,
    /// What it is, finely and coarsely.
    pub fine: Part<'static>,
    pub coarse: Part<'static>,
}

macro_rules! shapes {
    ($( $(#[$doc:meta])* $shape:ident $name:literal ),*) => {
        /// How a candidate is cut out of its noun phrase.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Shape { $( $(#[$doc])* $shape, )* }
        impl Shape {
            pub(super) const fn part(self) -> Part<'static> {
                match self { $( Self::$shape => part!($name), )* }
            }
        }
    };
}

shapes! {
    /// The whole base noun phrase without determiner and number.
    Phrase "phrase",
    /// With its number.
    Numbered "numbered",
    /// The head alone.
    Short "short",
    /// The head and the word before it.
    Pair "pair",
    /// With the "of" phrase behind it.
    Extended "extended",
    /// With its number and the "of" phrase behind it.
    Measured "measured",
    /// With the owner before it.
    Owned "owned",
    /// With what it wears, carries or is loaded with.
    Modified "modified",
    /// A name.
    Name "name",
    /// A name with the title before it.
    Titled "titled",
    /// The title before a name.
    Title "title",
    /// The common noun behind a name.
    Tail "tail",
    /// A weapon or force that modifies the head.
    Modifier "modifier"
}

/// Gathers the candidates of an article.
pub(super) struct Gatherer {
    things: usize,
    pub out: Vec<Candidate>,
}

impl Gatherer {
    /// In the memory of the article before.
    pub(super) fn new(mut out: Vec<Candidate>) -> Self {
        out.clear();
        Self { things: 0, out }
    }

    fn push(&mut self, reading: &Reading<'_>, base: &Candidate, first: u32, end: u32, shape: Shape) {
        if base.group == Group::Other {
            return;
        }
        let from = self.out.iter().rev().take_while(|c| c.thing == self.things);
        if first < end && !from.into_iter().any(|c| (c.first, c.end) == (first, end)) {
            let mut candidate = Candidate {
                thing: self.things,
                first,
                end,
                shape,
                ..base.clone()
            };
            (candidate.fine, candidate.coarse) = nature(&candidate, reading);
            self.out.push(candidate);
        }
    }

    fn next(&mut self) {
        self.things += 1;
    }

    /// Appends the candidates of a sentence.
    pub(super) fn read(&mut self, reading: &Reading<'_>, index: usize) {
        let known = Words::get();
        let mut units = reading.units;
        for (n, noun) in reading.phrases.nouns.iter().enumerate() {
            let (first, end) = (reading.core(noun), noun.end);
            if first >= end || reading.word(noun.head as usize).is(class::PRONOUN) {
                continue;
            }
            units = &units[units.iter().take_while(|u| u.first < noun.first).count()..];
            let inner = &units[..units.iter().take_while(|u| u.first < noun.end).count()];
            let class = head_class(known, reading, noun.head as usize);
            let base = Candidate {
                thing: 0,
                reading: index,
                noun: n as u32,
                first,
                end,
                class,
                group: known.class(class).group,
                kind: None,
                mention: None,
                shape: Shape::Phrase,
                fine: Part::default(),
                coarse: Part::default(),
            };
            let person = person_name(reading, inner, first, end);
            if let Some((from, to)) = person {
                let unit = inner.iter().find(|u| u.kind == Kind::Person && u.first >= from && u.end <= to);
                let name = Candidate {
                    class: 0,
                    group: Group::Unknown,
                    kind: unit.map(|u| u.kind),
                    mention: unit.map(|u| u.mention),
                    ..base.clone()
                };
                self.push(reading, &name, from, to, Shape::Name);
                if first < from {
                    self.push(reading, &name, first, to, Shape::Titled);
                    self.next();
                    let class = head_class(known, reading, from as usize - 1);
                    let title = Candidate {
                        class,
                        group: known.class(class).group,
                        ..base.clone()
                    };
                    self.push(reading, &title, first, from, Shape::Title);
                    if from - first > 1 {
                        self.push(reading, &title, from - 1, from, Shape::Short);
                    }
                }
                self.next();
            }
            for unit in inner {
                if unit.kind.is_body() && person.is_none_or(|(from, to)| unit.end <= from || to <= unit.first) {
                    let named = Candidate {
                        class: 0,
                        group: Group::Unknown,
                        kind: Some(unit.kind),
                        mention: Some(unit.mention),
                        ..base.clone()
                    };
                    self.push(reading, &named, unit.first, unit.end, Shape::Name);
                    if unit.end == end && first < unit.first {
                        self.push(reading, &named, first, end, Shape::Titled);
                    }
                    self.next();
                }
            }
            let whole = inner
                .iter()
                .any(|u| u.end == end && (u.first <= first || !matches!(u.kind, Kind::Quantity | Kind::Place | Kind::Nationality)));
            if !whole && person.is_none_or(|p| p.1 != end) {
                self.phrase(reading, noun, &base, inner);
            }
            self.modifiers(reading, &base);
        }
    }

    /// The ways to cut a common noun phrase.
    fn phrase(&mut self, reading: &Reading<'_>, noun: &NounPhrase, base: &Candidate, inner: &[Unit]) {
        let (first, end) = (base.first, base.end);
        self.push(reading, base, first, end, Shape::Phrase);
        if base.class != 0 {
            let inside = inner
                .iter()
                .filter(|u| u.kind != Kind::Quantity && u.end < end && u.end > first)
                .map(|u| u.end)
                .max();
            if let Some(last) = inside {
                self.push(reading, base, last, end, Shape::Tail);
            }
            let head = whole_word(reading, noun.head, first);
            if head > first {
                self.push(reading, base, whole_word(reading, head - 1, first), end, Shape::Pair);
            }
            self.push(reading, base, head, end, Shape::Short);
        }
        let number = (noun.first..first).rev().take_while(|&t| counts(reading, t as usize)).last();
        if let Some(from) = number {
            self.push(reading, base, from, end, Shape::Numbered);
        }
        let chunk = reading.chunk_of(base.noun);
        let chunks = reading.phrases.chunks;
        let possessive = |n: u32| reading.tokens[reading.phrases.nouns[n as usize].first as usize].has(Token::POSSESSIVE);
        if possessive(base.noun)
            && let Some(owner) = chunk.checked_sub(1).map(|c| chunks[c]).filter(|c| c.kind == ChunkKind::Noun)
        {
            let owner = &reading.phrases.nouns[owner.index as usize];
            self.push(reading, base, reading.core(owner), end, Shape::Owned);
            self.push(reading, base, owner.head, end, Shape::Owned);
        }
        let of = const { hash_folded("of") };
        if let (Some(p), Some(o)) = (chunks.get(chunk + 1), chunks.get(chunk + 2))
            && p.kind == ChunkKind::Preposition
            && reading.tokens[p.first as usize].hash == of
            && o.kind == ChunkKind::Noun
        {
            let owned = chunks.get(chunk + 3).filter(|c| c.kind == ChunkKind::Noun && possessive(c.index));
            let to = reading.phrases.nouns[owned.unwrap_or(o).index as usize].end;
            self.push(reading, base, first, to, Shape::Extended);
            if let Some(from) = number {
                self.push(reading, base, from, to, Shape::Measured);
            }
        }
        if base.class != 0
            && let Some(to) = modified(reading, chunk)
        {
            self.push(reading, base, first, to, Shape::Modified);
            if let Some(from) = number {
                self.push(reading, base, from, to, Shape::Modified);
            }
        }
        self.next();
    }

    /// Words before the head that name a weapon or a force: "BOMB ATTACK", "ARMY MEMBERS".
    fn modifiers(&mut self, reading: &Reading<'_>, base: &Candidate) {
        if base.end - base.first < 2 {
            return;
        }
        let known = Words::get();
        let class_at = |t: u32| head_class(known, reading, t as usize);
        let group_at = |t: u32| known.class(class_at(t)).group;
        let present = (base.first..base.end).fold(0u32, |set, t| set | 1 << group_at(t) as u32);
        for wanted in [Group::Weapon, Group::Org, Group::Perp] {
            if base.group == wanted && wanted != Group::Weapon || present & 1 << wanted as u32 == 0 {
                continue;
            }
            let listed = |t: u32| reading.units.binary_search_by_key(&t, |u| u.first).is_ok();
            let mut run: Option<(u32, u32)> = None;
            for t in base.first..base.end {
                if group_at(t) == wanted && !listed(t) {
                    let from = whole_word(reading, t, base.first);
                    run = Some(run.map_or((from, t + 1), |(first, _)| (first, t + 1)));
                } else if run.is_some() && reading.tokens[t as usize].punct != b'-' {
                    break;
                }
            }
            let Some((mut from, to)) = run else { continue };
            let class = class_at(to - 1);
            let named = Candidate {
                class,
                group: wanted,
                kind: None,
                mention: None,
                ..base.clone()
            };
            if wanted == Group::Weapon && to == base.end {
                continue;
            }
            // "automatic weapons fire", "car bomb attack".
            let before = from.checked_sub(1).filter(|&t| t >= base.first);
            let narrows = |t: u32| match wanted {
                Group::Weapon => known.class(class_at(t)).name == part!("vehicle") || reading.word(t as usize).is(class::ADJ),
                Group::Org => reading.word(t as usize).is(class::ADJ),
                _ => false,
            };
            if before.is_some_and(narrows) {
                from -= 1;
            }
            self.push(reading, &named, from, to, Shape::Modifier);
            if to - from > 1 {
                self.push(reading, &named, whole_word(reading, to - 1, from), to, Shape::Short);
            }
            self.next();
        }
    }
}

/// The fine and the coarse name of what a candidate is.
fn nature(candidate: &Candidate, reading: &Reading<'_>) -> (Part<'static>, Part<'static>) {
    let known = Words::get();
    if let Some(kind) = candidate.kind {
        let name = known.kind(kind);
        return (name, name);
    }
    if candidate.class == 0 {
        let named = (candidate.first..candidate.end).all(|t| reading.sense(t).has(mark::NAME));
        let name = match (named, candidate.end - candidate.first) {
            (false, _) => part!("unknown"),
            (true, 1) => part!("name-1"),
            (true, 2..=3) => part!("name-2-3"),
            (true, _) => part!("name-4"),
        };
        return (name, if named { part!("name") } else { part!("unknown") });
    }
    (known.class(candidate.class).name, candidate.group.part())
}

/// The end of a participle behind a noun with its object: "wearing military uniforms", "loaded with explosives".
fn modified(reading: &Reading<'_>, chunk: usize) -> Option<u32> {
    let chunks = reading.phrases.chunks;
    let mut behind = chunks.get(chunk + 1..)?.iter();
    let verb = behind.next().filter(|c| c.kind == ChunkKind::Verb)?;
    let verb = &reading.phrases.verbs[verb.index as usize];
    let next = behind.next().filter(|_| verb.main == verb.first)?;
    let with = next.kind == ChunkKind::Preposition && hashes!["with", "by"].contains(&reading.tokens[next.first as usize].hash);
    // "Rebels burned buses" tells what they did.
    if !with && !verb.gerund {
        return None;
    }
    let object = if next.kind == ChunkKind::Preposition {
        behind.next()?
    } else {
        next
    };
    (object.kind == ChunkKind::Noun).then(|| reading.phrases.nouns[object.index as usize].end)
}

/// Whether a word before a noun counts: "three", "several".
fn counts(reading: &Reading<'_>, t: usize) -> bool {
    reading.tokens[t].is_number() || reading.word(t).is(class::NUMBER) || reading.tokens[t].hash == const { hash_folded("several") }
}

/// Where the hyphenated word that ends at a token begins.
fn whole_word(reading: &Reading<'_>, token: u32, first: u32) -> u32 {
    let mut from = token;
    while from >= first + 2 && reading.tokens[from as usize - 1].punct == b'-' && reading.tokens[from as usize - 1].has(Token::GLUED) {
        from -= 2;
    }
    from
}

/// The name of a person at the end of a phrase: the recognised one with the unknown words and the names of places around
/// it, or the unknown words behind the known ones.
fn person_name(reading: &Reading<'_>, units: &[Unit], first: u32, end: u32) -> Option<(u32, u32)> {
    let person = units.iter().rev().find(|u| u.kind == Kind::Person);
    let free = |t: u32| reading.sense(t).has(mark::NAME) && !units.iter().any(|u| u.first <= t && t < u.end);
    if let Some(unit) = person {
        let (mut from, mut to) = (unit.first, unit.end);
        // "MAJOR GONZALO REYES" is a major.
        while from + 1 < to && known_title(reading, from) {
            from += 1;
        }
        let titled = from > unit.first;
        while !titled && from > first && (free(from - 1) || units.iter().any(|u| u.kind == Kind::Person && u.end == from)) {
            from -= 1;
        }
        while to < end {
            let name = units
                .iter()
                .find(|u| u.first == to && matches!(u.kind, Kind::Place | Kind::Person | Kind::Group));
            if let Some(name) = name {
                to = name.end;
            } else if free(to) {
                to += 1;
            } else {
                break;
            }
        }
        return Some((from.max(first), to.min(end)));
    }
    let last = end - 1;
    let surname = reading.word(last as usize).is(class::SURNAME) && !units.iter().any(|u| u.end == end);
    match (first..end).rev().take_while(|&t| free(t)).last() {
        Some(from) => Some((behind_title(reading, first, from).unwrap_or(from), end)),
        None => Some((behind_title(reading, first, last).filter(|_| surname)?, end)),
    }
}

/// Whether a word before a name is what someone is.
fn known_title(reading: &Reading<'_>, token: u32) -> bool {
    reading.word(token as usize).is(class::TITLE) || Words::get().class(reading.senses[token as usize].head).group == Group::Victim
}

/// Where the name behind a title begins, whatever its first words mean elsewhere: "CATTLEMAN GERMAN SIERRA".
fn behind_title(reading: &Reading<'_>, first: u32, from: u32) -> Option<u32> {
    let known = Words::get();
    let title = |t: u32| known.class(reading.senses[t as usize].class).group == Group::Victim;
    let titles = (first..from).take_while(|&t| title(t)).count() as u32;
    let plain = |t: u32| reading.tokens[t as usize].punct == 0 && !reading.tokens[t as usize].has(Token::POSSESSIVE);
    let thing = |t: u32| reading.senses[t as usize].head != 0;
    let behind = first + titles;
    (titles > 0 && behind < from && (behind..from).all(|t| plain(t) && !thing(t))).then_some(behind)
}

/// The class of the head at a token, hyphenated heads taken whole first: "AK-47", "CAR-BOMB".
pub(super) fn head_class(known: &Words, reading: &Reading<'_>, head: usize) -> Id {
    let tokens = reading.tokens;
    if head >= 2 && tokens[head - 1].punct == b'-' && tokens[head].has(Token::GLUED) && tokens[head - 1].has(Token::GLUED) {
        let whole = tokens[head - 2].span.cover(tokens[head].span).text(reading.text);
        let class = known.head(hash_word(whole));
        if class != 0 {
            return class;
        }
    }
    if tokens[head].is_number() {
        return known.number;
    }
    reading.senses[head].class
}

impl Candidate {
    /// Whether it is a name.
    pub(super) fn is_named(&self) -> bool {
        self.kind.is_some() || matches!(self.shape, Shape::Name | Shape::Titled)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Extractor};

    #[test]
    fn a_name_in_capitals_begins_behind_its_title() {
        let extractor = Extractor::new();
        for (who, name) in [
            ("JUDGE SOFIA DE ROLDAN", "SOFIA DE ROLDAN"),
            ("MAJOR GONZALO GONZALEZ", "GONZALO GONZALEZ"),
            ("BANKER PEDRO OSORNO", "PEDRO OSORNO"),
        ] {
            let text = format!("GUNMEN KILLED {who} IN LIMA.");
            let rows = extractor.incident_cues(&Article::new(&text));
            let mut mentions = rows.iter().flat_map(|row| &row.mentions);
            assert!(mentions.any(|m| m.text == name), "{text}");
        }
    }
}
