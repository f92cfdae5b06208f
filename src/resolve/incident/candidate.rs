//! What may fill a slot of an incident: base noun phrases, and the names, groups and weapons inside them.

use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::phrase::{ChunkKind, Unit};
use crate::text::{Token, hash_word};

use super::reading::Reading;
use super::words::{Group, Id, Words};

/// A mention that may fill a slot.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
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
}

/// How the candidate lies in its noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The whole base noun phrase without determiner and number.
    Phrase,
    /// With the "of" phrase behind it.
    Extended,
    /// A name inside it.
    Name,
    /// The common noun behind a name inside it.
    Head,
    /// A weapon or group word that modifies the head.
    Modifier,
}

impl Shape {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Extended => "extended",
            Self::Name => "name",
            Self::Head => "head",
            Self::Modifier => "modifier",
        }
    }
}

/// Appends the candidates of a sentence.
pub(super) fn candidates(reading: &Reading<'_>, index: usize, text: &str, units: &[Unit], out: &mut Vec<Candidate>) {
    let known = Words::get();
    let of = hash_word("of");
    for (n, noun) in reading.phrases.nouns.iter().enumerate() {
        let (first, end) = (reading.core(noun), noun.end);
        if first >= end || reading.word(noun.head as usize).is(class::PRONOUN) {
            continue;
        }
        let inner = &units[units.partition_point(|u| u.first < noun.first)..units.partition_point(|u| u.first < noun.end)];
        let class_id = head_class(known, reading.tokens, text, noun.head as usize);
        let base = Candidate {
            reading: index,
            noun: n as u32,
            first,
            end,
            class: class_id,
            group: known.class(class_id).group,
            kind: None,
            mention: None,
            shape: Shape::Phrase,
        };
        let person = person_name(reading, inner, first, end);
        if let Some((from, to)) = person {
            let unit = inner.iter().find(|u| u.kind == Kind::Person && u.first >= from && u.end <= to);
            out.push(Candidate {
                first: from,
                end: to,
                class: 0,
                group: Group::Unknown,
                kind: unit.map(|u| u.kind),
                mention: unit.map(|u| u.mention),
                shape: Shape::Name,
                ..base
            });
        }
        for unit in inner {
            let name = matches!(
                unit.kind,
                Kind::Group | Kind::SecurityForce | Kind::Organization | Kind::Government | Kind::Media
            );
            if name && person.is_none_or(|(from, to)| unit.end <= from || to <= unit.first) {
                out.push(Candidate {
                    first: unit.first,
                    end: unit.end,
                    class: 0,
                    group: Group::Unknown,
                    kind: Some(unit.kind),
                    mention: Some(unit.mention),
                    shape: Shape::Name,
                    ..base
                });
            }
        }
        let whole = inner.iter().any(|u| u.first <= first && u.end == end && u.kind != Kind::Quantity) || person == Some((first, end));
        if whole {
            continue;
        }
        out.push(base.clone());
        // "FMLN GUERRILLAS": the common noun behind the name.
        if let Some(last) = inner.iter().filter(|u| u.kind != Kind::Quantity && u.end < end && u.end > first).map(|u| u.end).max()
            && class_id != 0
        {
            out.push(Candidate {
                first: last,
                shape: Shape::Head,
                ..base
            });
        }
        weapons(reading, &base, text, known, out);
        let chunk = reading.chunk_of[n];
        let next = reading.phrases.chunks.get(chunk + 1);
        if let (Some(p), Some(o)) = (next, reading.phrases.chunks.get(chunk + 2))
            && p.kind == ChunkKind::Preposition
            && reading.tokens[p.first as usize].hash == of
            && o.kind == ChunkKind::Noun
            && !noun.negative
        {
            out.push(Candidate {
                end: reading.phrases.nouns[o.index as usize].end,
                shape: Shape::Extended,
                ..base
            });
        }
    }
}

/// The name of a person at the end of a phrase: the recognised one with the unknown words and the names of places around
/// it, or the unknown words behind the known ones.
fn person_name(reading: &Reading<'_>, units: &[Unit], first: u32, end: u32) -> Option<(u32, u32)> {
    let person = units.iter().rev().find(|u| u.kind == Kind::Person);
    let free = |t: u32| {
        !units.iter().any(|u| u.first <= t && t < u.end) && name_like(&reading.tokens[t as usize], reading.word(t as usize))
    };
    if let Some(unit) = person {
        let (mut from, mut to) = (unit.first, unit.end);
        while from > first && (free(from - 1) || units.iter().any(|u| u.kind == Kind::Person && u.end == from)) {
            from -= 1;
        }
        while to < end {
            let place = units.iter().find(|u| u.first == to && matches!(u.kind, Kind::Place | Kind::Person | Kind::Group));
            if let Some(place) = place {
                to = place.end;
            } else if free(to) {
                to += 1;
            } else {
                break;
            }
        }
        return Some((from.max(first), to.min(end)));
    }
    let from = (first..end).rev().take_while(|&t| free(t)).last()?;
    Some((from, end))
}

/// Words that name weapons before another head: "BOMB ATTACK", "DYNAMITE EXPLOSION".
fn weapons(reading: &Reading<'_>, base: &Candidate, text: &str, known: &Words, out: &mut Vec<Candidate>) {
    if base.group == Group::Weapon {
        return;
    }
    let is_weapon = |t: u32| known.class(head_class(known, reading.tokens, text, t as usize)).group == Group::Weapon;
    let mut run: Option<(u32, u32)> = None;
    for t in base.first..base.end {
        if is_weapon(t) {
            run = Some(run.map_or((t, t + 1), |(from, _)| (from, t + 1)));
        } else if run.is_some() {
            break;
        }
    }
    if let Some((from, to)) = run {
        let class = head_class(known, reading.tokens, text, to as usize - 1);
        out.push(Candidate {
            first: from,
            end: to,
            class,
            group: Group::Weapon,
            shape: Shape::Modifier,
            ..base.clone()
        });
    }
}

/// A word that no list knows, or a given name.
pub(super) fn name_like(token: &Token, word: Word) -> bool {
    token.is_word() && !token.has(Token::POSSESSIVE) && (word == Word::default() || word.is(class::GIVEN_NAME))
}

/// The class of the head at a token, hyphenated heads taken whole first: "AK-47", "CAR-BOMB".
fn head_class(known: &Words, tokens: &[Token], text: &str, head: usize) -> Id {
    if head >= 2 && tokens[head - 1].punct == b'-' && tokens[head].has(Token::GLUED) && tokens[head - 1].has(Token::GLUED) {
        let whole = tokens[head - 2].span.cover(tokens[head].span).text(text);
        let class = known.head(hash_word(whole));
        if class != 0 {
            return class;
        }
    }
    known.head(tokens[head].hash)
}

impl Candidate {
    /// Whether it is a name.
    pub(super) fn is_named(&self) -> bool {
        self.kind.is_some() || self.shape == Shape::Name
    }
}
