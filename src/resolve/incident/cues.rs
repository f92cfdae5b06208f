//! The cues that speak for or against a candidate. A cue is a few words; its hash finds its weights.
//!
//! They come in five levels, so that what many candidates share is reckoned once: of the candidate ([`cut`]), of its phrase
//! ([`phrase`]), of its sentence to all of one nature ([`surround`]) and to all ([`sentence`]), and of the article ([`overall`]). No two
//! levels have a cue in common.

use std::hint::select_unpredictable;

use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{ChunkKind, Unit};
use crate::text::those;

use super::candidate::{Candidate, head_class};
use super::part::{Cues, Part, part};
use super::reading::{Reading, preposition};
use super::setting::Setting;
use super::words::{Group, Words, mark};
use super::{Found, Source};

fn bucket(n: usize) -> Part<'static> {
    match n {
        0 => part!("0"),
        1 => part!("1"),
        2 => part!("2"),
        3 => part!("3"),
        4..=5 => part!("4-5"),
        6..=8 => part!("6-8"),
        9..=14 => part!("9-14"),
        _ => part!("15+"),
    }
}

/// What stands at a chunk, in one word.
fn chunk_word(reading: &Reading<'_>, at: Option<usize>) -> Part<'static> {
    let known = Words::get();
    let Some(chunk) = at.and_then(|i| reading.phrases.chunks.get(i)) else {
        return part!("edge");
    };
    match chunk.kind {
        ChunkKind::Preposition => preposition(&reading.tokens[chunk.first as usize]),
        ChunkKind::Verb => {
            let verb = &reading.phrases.verbs[chunk.index as usize];
            let family = known.verb(verb.lemma, reading.tokens.get(verb.main as usize + 1..).unwrap_or_default());
            if family == 0 {
                known.lemma(verb.lemma)
            } else {
                known.family(family).name
            }
        }
        ChunkKind::Noun => {
            let noun = &reading.phrases.nouns[chunk.index as usize];
            let sense = reading.senses[noun.head as usize];
            if sense.family == 0 {
                known.class(sense.class).name
            } else {
                known.family(sense.family).name
            }
        }
        ChunkKind::Conjunction => part!("and"),
        ChunkKind::Comma => part!(","),
        ChunkKind::Relative => part!("who"),
        ChunkKind::Subordinator => part!("that"),
        ChunkKind::Open | ChunkKind::Close => part!("("),
        ChunkKind::Stop => part!("stop"),
        ChunkKind::Other => part!("other"),
    }
}

/// The last token of its phrase that a candidate may have before its head: its phrase says the same of all candidates of one nature
/// that have this in common.
pub(super) fn reach(candidate: &Candidate, reading: &Reading<'_>) -> u32 {
    let noun = &reading.phrases.nouns[candidate.noun as usize];
    candidate.end.saturating_sub(1).min(noun.head)
}

/// A word as a cue tells it: what no list knows is like any other.
#[inline]
pub(super) fn written<'r>(reading: &Reading<'r>, token: u32) -> Part<'r> {
    let (at, known) = (&reading.tokens[token as usize], reading.sense(token).has(mark::KNOWN));
    let (number, unknown, word) = (part!("1"), part!("?"), Part::of_token(at, reading.text));
    Part {
        // Without a jump, which would be guessed wrong: it is asked of several words of each phrase.
        id: select_unpredictable(at.is_number(), number.id, select_unpredictable(known, word.id, unknown.id)),
        name: match (at.is_number(), known) {
            (true, _) => number.name,
            (false, true) => word.name,
            (false, false) => unknown.name,
        },
    }
}

/// Adds the cues of how a candidate is cut out of its phrase.
pub(super) fn cut(candidate: &Candidate, reading: &Reading<'_>, cues: &mut impl Cues) {
    let (fine, coarse, shape) = (candidate.fine, candidate.coarse, candidate.shape.part());
    let noun = &reading.phrases.nouns[candidate.noun as usize];
    cues.add([part!("shape"), shape, coarse]);
    cues.add([part!("class"), fine, shape]);
    let head = if candidate.end > noun.end { noun.head } else { candidate.end - 1 } as usize;
    if candidate.kind.is_none() && reading.senses[head].has(mark::KNOWN) {
        cues.add([part!("head"), Part::of_token(&reading.tokens[head], reading.text)]);
    }
    cues.add([part!("words"), bucket((candidate.end - candidate.first) as usize), coarse]);
    let first = written(reading, candidate.first);
    cues.add([part!("starts"), first, coarse]);
    if candidate.end - candidate.first > 1 {
        cues.add([part!("starts"), first, shape]);
    }
    if candidate.first > noun.first {
        let before = written(reading, candidate.first - 1);
        cues.add([part!("without"), before, coarse]);
        cues.add([part!("without"), before, shape]);
    }
}

/// Adds the cues of the phrase that a candidate is cut out of.
pub(super) fn phrase(candidate: &Candidate, reading: &Reading<'_>, cues: &mut impl Cues) {
    let known = Words::get();
    let (fine, coarse) = (candidate.fine, candidate.coarse);
    let noun = &reading.phrases.nouns[candidate.noun as usize];
    cues.add([part!("all")]);
    cues.add([part!("class"), fine]);
    let first = &reading.tokens[noun.first as usize];
    let first_word = reading.word(noun.first as usize);
    let det = if noun.number.is_some() || first.is_number() || first_word.is(class::NUMBER) {
        part!("number")
    } else if first_word.is(class::POSS_DET) || first.punct != 0 {
        part!("possessive")
    } else if first_word.is(class::DET) {
        match first.span.len() {
            0..=2 => part!("a"),
            3 => part!("the"),
            _ => part!("determiner"),
        }
    } else if first_word.is(class::NEG) || noun.negative {
        part!("no")
    } else {
        part!("bare")
    };
    cues.add([part!("determiner"), det, coarse]);
    cues.add([part!("determiner"), det, fine]);
    for t in noun.first..reach(candidate, reading) {
        let (word, sense) = (reading.word(t as usize), reading.senses[t as usize]);
        let modifier = if word.is(class::HEDGE) {
            part!("hedge")
        } else if sense.head != 0 {
            known.class(sense.head).name
        } else if sense.family != 0 {
            known.family(sense.family).name
        } else if word.is(class::ADJ) {
            part!("adjective")
        } else if sense.has(mark::NAME) {
            part!("name")
        } else {
            continue;
        };
        cues.add([part!("modifier"), modifier, coarse]);
    }
    for t in noun.first..noun.head {
        if !reading.word(t as usize).is(class::DET) {
            cues.add([part!("beside"), written(reading, t), coarse]);
        }
    }
    if let Some(before) = noun.first.checked_sub(1).filter(|t| *t as usize >= reading.phrases.first) {
        cues.add([part!("previous"), written(reading, before), coarse]);
    }
    if (noun.end as usize) < reading.phrases.end {
        cues.add([part!("following"), written(reading, noun.end), coarse]);
    }
    roles(candidate, reading, cues);
    links(candidate, reading, cues);
    neighbours(candidate, reading, cues);
}

/// What the phrase is to the verbs of its sentence, whatever they tell.
fn roles(candidate: &Candidate, reading: &Reading<'_>, cues: &mut impl Cues) {
    let known = Words::get();
    let coarse = candidate.coarse;
    for &(verb, slot) in reading.roles(candidate.noun) {
        let Some(verb) = reading.phrases.verbs.get(verb as usize) else {
            continue;
        };
        let lemma = known.lemma(verb.lemma);
        cues.add([part!("role"), lemma, slot]);
        cues.add([part!("role"), lemma, slot, coarse]);
        let form = if verb.infinitive {
            part!("infinitive")
        } else if verb.passive {
            part!("passive")
        } else if verb.gerund {
            part!("gerund")
        } else if verb.participle {
            part!("participle")
        } else {
            part!("active")
        };
        if known.verb(verb.lemma, &[]) != 0 {
            cues.add([part!("role"), form, slot, coarse]);
        }
    }
}

fn links(candidate: &Candidate, reading: &Reading<'_>, cues: &mut impl Cues) {
    let known = Words::get();
    let (fine, coarse) = (candidate.fine, candidate.coarse);
    let mut links = reading.links(candidate.noun).peekable();
    if links.peek().is_none() {
        cues.add([part!("unlinked"), fine]);
        cues.add([part!("unlinked"), coarse]);
    }
    for link in links {
        let family = known.family(link.family).name;
        let form = match (link.verb, link.indirect) {
            (true, false) => part!("verb"),
            (true, true) => part!("verb~"),
            (false, false) => part!("noun"),
            (false, true) => part!("noun~"),
        };
        cues.add([part!("link"), family, form, link.slot]);
        cues.add([part!("link"), family, form, link.slot, coarse]);
        cues.add([part!("link"), form, link.slot, fine]);
        if link.negated {
            cues.add([part!("negated"), link.slot, coarse]);
        }
        if link.modal {
            cues.add([part!("modal"), link.slot, coarse]);
        }
    }
}

fn neighbours(candidate: &Candidate, reading: &Reading<'_>, cues: &mut impl Cues) {
    let (fine, coarse) = (candidate.fine, candidate.coarse);
    let chunk = reading.chunk_of(candidate.noun);
    let before = chunk_word(reading, chunk.checked_sub(1));
    let after = chunk_word(reading, Some(chunk + 1));
    cues.add([part!("before"), before, coarse]);
    cues.add([part!("after"), after, coarse]);
    cues.add([part!("before"), before, fine]);
    cues.add([part!("after"), after, fine]);
    let after_2 = chunk_word(reading, Some(chunk + 2));
    cues.add([part!("after"), after, after_2, coarse]);
}

/// What a sentence has, whatever the candidate.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    strong: usize,
    quote: bool,
    /// What else it has.
    has: [bool; 5],
}

impl Traits {
    const HAS: [Part<'static>; 5] = [part!("facility"), part!("victim"), part!("we"), part!("modal"), part!("date")];

    pub(super) fn of(reading: &Reading<'_>, units: &[Unit]) -> Self {
        let known = Words::get();
        let (mut facility, mut people, mut we) = (false, false, false);
        for noun in reading.phrases.nouns {
            let group = known.class(reading.senses[noun.head as usize].class).group;
            facility |= group == Group::Facility;
            people |= group == Group::Victim;
            we |= reading.word(noun.first as usize).is(class::PRONOUN | class::POSS_DET) && reading.sense(noun.first).has(mark::WE);
        }
        let modal = reading.phrases.verbs.iter().any(|verb| verb.modal);
        let from = reading.phrases.chunks.first().map_or(0, |c| c.first);
        let near = &units[units.partition_point(|u| u.first < from)..];
        let date = near.iter().take_while(|u| u.first < from + 80).any(|u| u.kind == Kind::Date);
        Self {
            strong: reading.triggers.iter().filter(|t| known.family(t.family).strong).count(),
            quote: reading.range().any(|t| reading.tokens[t].punct == b'"'),
            has: [facility, people, we, modal, date],
        }
    }

    fn present(&self) -> impl Iterator<Item = Part<'static>> {
        Self::HAS.into_iter().zip(self.has).filter_map(|(name, has)| has.then_some(name))
    }
}

/// Adds the cues that a sentence gives to every candidate in it.
pub(super) fn sentence(reading: &Reading<'_>, index: usize, traits: &Traits, setting: &Setting, cues: &mut impl Cues) {
    let known = Words::get();
    if let Some(&age) = setting.ages.get(index) {
        cues.add([part!("age"), age]);
    }
    for word in content_words(reading) {
        cues.add([part!("word"), word]);
    }
    for trigger in reading.triggers {
        cues.add([part!("sentence"), known.family(trigger.family).name]);
    }
    cues.add([part!("position"), bucket(reading.phrases.sentence as usize)]);
    for name in traits.present().filter(|name| *name != part!("date")) {
        cues.add([part!("sentence"), part!("has"), name]);
    }
    for &(side, class) in setting.blows.row(index) {
        cues.add([side, class]);
    }
}

/// Adds the cues that a sentence gives to every candidate of a coarse nature, but for their last word, which names that nature.
pub(super) fn surround(found: &Found, reading: &Reading<'_>, index: usize, traits: &Traits, cues: &mut impl Cues) {
    let (known, setting) = (Words::get(), &found.setting);
    let here = reading.phrases.sentence;
    for (name, other) in [(part!("prior"), index.checked_sub(1)), (part!("next"), Some(index + 1))] {
        let other = other
            .and_then(|i| found.kept.get(i))
            .filter(|kept| kept.sentence.abs_diff(here) == 1);
        for trigger in other.iter().flat_map(|kept| found.triggers(kept)) {
            cues.add([name, known.family(trigger.family).name]);
        }
    }
    if let Some(&age) = setting.ages.get(index) {
        cues.add([part!("age"), age]);
    }
    if traits.quote {
        cues.add([part!("sentence"), part!("quote")]);
    }
    for trigger in reading.triggers {
        cues.add([part!("sentence"), known.family(trigger.family).name]);
    }
    cues.add([part!("sentence"), part!("strong"), bucket(traits.strong)]);
    cues.add([part!("position"), bucket(reading.phrases.sentence as usize)]);
    for name in traits.present() {
        cues.add([part!("sentence"), part!("has"), name]);
    }
    for &(side, class) in setting.blows.row(index) {
        cues.add([side, class]);
    }
}

/// The known words of a sentence but those of grammar, names and verbs.
pub(super) fn content_words<'r>(reading: &Reading<'r>) -> impl Iterator<Item = Part<'r>> + use<'r> {
    let (tokens, text) = (&reading.tokens[reading.range()], reading.text);
    those(&reading.senses[reading.range()], |sense| sense.has(mark::CONTENT)).map(|at| Part::of_token(&tokens[at], text))
}

/// Adds the cues that the article gives to all its mentions.
pub(super) fn overall(found: &Found, source: &Source<'_>, cues: &mut impl Cues) {
    let (known, setting) = (Words::get(), &found.setting);
    let per_ten = |n: usize| bucket(n * 10 / setting.sentences.max(1));
    let article = part!("article");
    cues.add([article, part!("strong"), bucket(setting.strong)]);
    cues.add([article, part!("strong"), part!("density"), per_ten(setting.strong)]);
    cues.add([article, part!("we"), per_ten(setting.we)]);
    cues.add([article, part!("length"), bucket(setting.sentences)]);
    for (family, &count) in known.families.iter().zip(&setting.families).skip(1) {
        if count > 0 {
            cues.add([article, family.name]);
        }
        if count > 2 {
            cues.add([article, part!("often"), family.name]);
        }
    }
    for &(side, class) in setting.blows.all() {
        cues.add([article, side, class]);
    }
    for index in 0..found.kept.iter().take_while(|kept| kept.sentence < 2).count() {
        let reading = &found.reading(index, source);
        for trigger in reading.triggers {
            cues.add([part!("lead"), known.family(trigger.family).name]);
        }
        for noun in reading.phrases.nouns {
            let class = known.class(head_class(known, reading, noun.head as usize));
            cues.add([part!("lead"), part!("class"), class.name]);
        }
        for &(side, class) in setting.blows.row(index) {
            cues.add([part!("lead"), side, class]);
        }
    }
}
