//! The cues that speak for or against a candidate. A cue is a few words; its hash finds its weights.

use std::collections::BTreeSet;

use crate::gazetteer::Kind;
use crate::lexicon::{Lexicon, Word, class};
use crate::phrase::{ChunkKind, Unit};
use crate::text::hashes;

use super::candidate::{Candidate, head_class, name_like};
use super::model::Model;
use super::reading::{Reading, preposition};
use super::words::{Group, Words};

/// Gathers cues: the places of those that have weights, or the words of all.
#[derive(Default)]
pub(super) struct Cues {
    places: Vec<u32>,
    words: Option<BTreeSet<String>>,
}

/// The number of the cue with these parts, each of them a word.
pub(super) fn cue_id<'p>(parts: impl IntoIterator<Item = &'p str>) -> u64 {
    parts.into_iter().fold(0, |id, part| {
        debug_assert!(!part.contains(' '), "'{part}' would not be found in a table");
        (id.rotate_left(23) ^ letters(part)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// The letters of a part without case: its length, its first and its last eight bytes and eight of the middle. Parts are short, and a hundred
/// are read for each candidate: a hash of all bytes took a third of the time of this stage.
fn letters(part: &str) -> u64 {
    let bytes = part.as_bytes();
    let n = bytes.len();
    let eight = |at: usize| bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes);
    let four = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
    let one = |at: usize| u64::from(bytes.get(at).copied().unwrap_or_default());
    let (first, last) = match n {
        0 => (0, 0),
        1..=3 => (one(0) | one(n / 2) << 8, one(n - 1)),
        4..=7 => (u64::from(four(0)), u64::from(four(n - 4))),
        _ => (eight(0), eight(n - 8)),
    };
    let middle = if n > 16 { eight(n / 2 - 4) } else { 0 };
    let folded = |bytes: u64| bytes | 0x2020_2020_2020_2020;
    (folded(first) ^ folded(last).rotate_left(29) ^ folded(middle).rotate_left(47) ^ n as u64).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

impl Cues {
    /// Cues that keep their words.
    pub(super) fn with_words() -> Self {
        Self {
            words: Some(BTreeSet::new()),
            ..Self::default()
        }
    }

    /// The words of the cues, if they were kept.
    pub(super) fn words(self) -> Vec<String> {
        self.words.into_iter().flatten().collect()
    }

    /// The places of the cues with weights, each once, and none is left.
    pub(super) fn take(&mut self) -> Vec<u32> {
        self.once();
        std::mem::take(&mut self.places)
    }

    /// The places of the cues with weights, each once.
    pub(super) fn once(&mut self) -> &[u32] {
        self.places.sort_unstable();
        self.places.dedup();
        &self.places
    }

    pub(super) fn clear(&mut self) {
        self.places.clear();
    }

    pub(super) fn add(&mut self, parts: &[&str]) {
        if let Some(words) = &mut self.words {
            words.insert(parts.join(" ").to_ascii_lowercase());
            return;
        }
        self.places.extend(Model::get().place(cue_id(parts.iter().copied())));
    }
}

/// What the whole article says for each of its candidates.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    pub strong: usize,
    pub families: Vec<usize>,
    pub sentences: usize,
    pub we: usize,
    /// How old the day is that each reading speaks of.
    pub ages: Vec<&'static str>,
    /// Who strikes and who is struck in each reading.
    pub blows: Vec<Vec<(&'static str, &'static str)>>,
}

pub(super) fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4-5",
        6..=8 => "6-8",
        9..=14 => "9-14",
        _ => "15+",
    }
}

/// The fine and the coarse name of what a candidate is.
pub(super) fn nature(candidate: &Candidate, reading: &Reading<'_>) -> (&'static str, &'static str) {
    if let Some(kind) = candidate.kind {
        let name = kind.as_str();
        return (name, name);
    }
    if candidate.class == 0 {
        let named = (candidate.first..candidate.end).all(|t| name_like(&reading.tokens[t as usize], reading.word(t as usize)));
        let name = match (named, candidate.end - candidate.first) {
            (false, _) => "unknown",
            (true, 1) => "name-1",
            (true, 2..=3) => "name-2-3",
            (true, _) => "name-4",
        };
        return (name, if named { "name" } else { "unknown" });
    }
    (Words::get().class(candidate.class).name, candidate.group.name())
}

/// What stands at a chunk, in one word.
fn chunk_word(reading: &Reading<'_>, at: Option<usize>) -> &'static str {
    let known = Words::get();
    let Some(chunk) = at.and_then(|i| reading.phrases.chunks.get(i)) else {
        return "edge";
    };
    match chunk.kind {
        ChunkKind::Preposition => preposition(&reading.tokens[chunk.first as usize]),
        ChunkKind::Verb => {
            let verb = &reading.phrases.verbs[chunk.index as usize];
            let family = known.verb(verb.lemma, reading.tokens.get(verb.main as usize + 1..).unwrap_or_default());
            if family == 0 {
                Lexicon::get().lemma(verb.lemma)
            } else {
                known.family(family).name
            }
        }
        ChunkKind::Noun => {
            let noun = &reading.phrases.nouns[chunk.index as usize];
            let hash = reading.tokens[noun.head as usize].hash;
            let family = known.noun(hash);
            if family == 0 {
                known.class(known.class_of(hash, reading.word(noun.head as usize))).name
            } else {
                known.family(family).name
            }
        }
        ChunkKind::Conjunction => "and",
        ChunkKind::Comma => ",",
        ChunkKind::Relative => "who",
        ChunkKind::Subordinator => "that",
        ChunkKind::Open | ChunkKind::Close => "(",
        ChunkKind::Stop => "stop",
        ChunkKind::Other => "other",
    }
}

/// Adds the cues of one mention; those that it shares with its sentence are [`surround`]'s.
pub(super) fn describe(candidate: &Candidate, reading: &Reading<'_>, cues: &mut Cues) {
    let known = Words::get();
    let (fine, coarse) = nature(candidate, reading);
    let noun = &reading.phrases.nouns[candidate.noun as usize];
    let chunk = reading.chunk_of[candidate.noun as usize];
    let shape = candidate.shape.name();
    cues.add(&["all"]);
    cues.add(&["class", fine]);
    cues.add(&["shape", shape, coarse]);
    cues.add(&["class", fine, shape]);
    let head = if candidate.end > noun.end { noun.head } else { candidate.end - 1 } as usize;
    if candidate.kind.is_none() && (reading.word(head) != Word::default() || known.head(reading.tokens[head].hash) != 0) {
        cues.add(&["head", reading.tokens[head].span.text(reading.text)]);
    }
    let first = &reading.tokens[noun.first as usize];
    let first_word = reading.word(noun.first as usize);
    let det = if noun.number.is_some() || first.is_number() || first_word.is(class::NUMBER) {
        "number"
    } else if first_word.is(class::POSS_DET) || first.punct != 0 {
        "possessive"
    } else if first_word.is(class::DET) {
        match first.span.len() {
            0..=2 => "a",
            3 => "the",
            _ => "determiner",
        }
    } else if first_word.is(class::NEG) || noun.negative {
        "no"
    } else {
        "bare"
    };
    cues.add(&["determiner", det, coarse]);
    cues.add(&["determiner", det, fine]);
    cues.add(&["words", bucket((candidate.end - candidate.first) as usize), coarse]);
    for t in noun.first..candidate.end.saturating_sub(1).min(noun.head) {
        let (token, word) = (&reading.tokens[t as usize], reading.word(t as usize));
        let head = known.head(token.hash);
        let family = known.noun(token.hash);
        if word.is(class::HEDGE) {
            cues.add(&["modifier", "hedge", coarse]);
        } else if head != 0 {
            cues.add(&["modifier", known.class(head).name, coarse]);
        } else if family != 0 {
            cues.add(&["modifier", known.family(family).name, coarse]);
        } else if word.is(class::ADJ) {
            cues.add(&["modifier", "adjective", coarse]);
        } else if name_like(token, word) {
            cues.add(&["modifier", "name", coarse]);
        }
    }
    wording(candidate, reading, coarse, cues);
    roles(candidate, reading, coarse, cues);
    links(candidate, reading, fine, coarse, cues);
    neighbours(reading, chunk, fine, coarse, cues);
}

/// Which words the candidate has and which it leaves out.
fn wording(candidate: &Candidate, reading: &Reading<'_>, coarse: &str, cues: &mut Cues) {
    let noun = &reading.phrases.nouns[candidate.noun as usize];
    let written = |t: u32| {
        let (token, word) = (&reading.tokens[t as usize], reading.word(t as usize));
        if token.is_number() {
            "1"
        } else if word == Word::default() && Words::get().head(token.hash) == 0 || token.span.text(reading.text).contains(' ') {
            "?"
        } else {
            token.span.text(reading.text)
        }
    };
    let shape = candidate.shape.name();
    cues.add(&["starts", written(candidate.first), coarse]);
    if candidate.first > noun.first {
        cues.add(&["without", written(candidate.first - 1), coarse]);
        cues.add(&["without", written(candidate.first - 1), shape]);
    }
    if candidate.end - candidate.first > 1 {
        cues.add(&["starts", written(candidate.first), shape]);
    }
    for t in noun.first..noun.head {
        if !reading.word(t as usize).is(class::DET) {
            cues.add(&["beside", written(t), coarse]);
        }
    }
    if let Some(before) = noun.first.checked_sub(1).filter(|t| *t as usize >= reading.phrases.first) {
        cues.add(&["previous", written(before), coarse]);
    }
    if (noun.end as usize) < reading.phrases.end {
        cues.add(&["following", written(noun.end), coarse]);
    }
}

/// What the phrase is to the verbs of its sentence, whatever they tell.
fn roles(candidate: &Candidate, reading: &Reading<'_>, coarse: &str, cues: &mut Cues) {
    for &(verb, slot) in &reading.roles[candidate.noun as usize] {
        let Some(verb) = reading.phrases.verbs.get(verb as usize) else {
            continue;
        };
        let lemma = Lexicon::get().lemma(verb.lemma);
        cues.add(&["role", lemma, slot]);
        cues.add(&["role", lemma, slot, coarse]);
        let form = if verb.infinitive {
            "infinitive"
        } else if verb.passive {
            "passive"
        } else if verb.gerund {
            "gerund"
        } else if verb.participle {
            "participle"
        } else {
            "active"
        };
        if Words::get().verb(verb.lemma, &[]) != 0 {
            cues.add(&["role", form, slot, coarse]);
        }
    }
}

fn links(candidate: &Candidate, reading: &Reading<'_>, fine: &str, coarse: &str, cues: &mut Cues) {
    let known = Words::get();
    let links = &reading.links[candidate.noun as usize];
    for link in links {
        let family = known.family(link.family).name;
        let form = match (link.verb, link.indirect) {
            (true, false) => "verb",
            (true, true) => "verb~",
            (false, false) => "noun",
            (false, true) => "noun~",
        };
        cues.add(&["link", family, form, link.slot]);
        cues.add(&["link", family, form, link.slot, coarse]);
        cues.add(&["link", form, link.slot, fine]);
        if link.negated {
            cues.add(&["negated", link.slot, coarse]);
        }
        if link.modal {
            cues.add(&["modal", link.slot, coarse]);
        }
    }
    if links.is_empty() {
        cues.add(&["unlinked", fine]);
        cues.add(&["unlinked", coarse]);
    }
}

fn neighbours(reading: &Reading<'_>, chunk: usize, fine: &str, coarse: &str, cues: &mut Cues) {
    let before = chunk_word(reading, chunk.checked_sub(1));
    let after = chunk_word(reading, Some(chunk + 1));
    cues.add(&["before", before, coarse]);
    cues.add(&["after", after, coarse]);
    cues.add(&["before", before, fine]);
    cues.add(&["after", after, fine]);
    let after_2 = chunk_word(reading, Some(chunk + 2));
    cues.add(&["after", after, after_2, coarse]);
}

/// Adds the cues that the sentence gives to every mention of the coarse nature.
pub(super) fn surround(readings: &[Reading<'_>], index: usize, coarse: &str, setting: &Setting, units: &[Unit], cues: &mut Cues) {
    let known = Words::get();
    let reading = &readings[index];
    let here = reading.phrases.sentence;
    for (name, other) in [("prior", index.checked_sub(1)), ("next", Some(index + 1))] {
        let other = other
            .and_then(|i| readings.get(i))
            .filter(|r| r.phrases.sentence.abs_diff(here) == 1);
        for trigger in other.iter().flat_map(|r| &r.triggers) {
            cues.add(&[name, known.family(trigger.family).name, coarse]);
        }
    }
    if let Some(age) = setting.ages.get(index) {
        cues.add(&["age", age]);
        cues.add(&["age", age, coarse]);
    }
    if reading.range().any(|t| reading.tokens[t].punct == b'"') {
        cues.add(&["sentence", "quote", coarse]);
    }
    let mut strong = 0;
    for word in content_words(reading) {
        cues.add(&["word", word]);
    }
    for trigger in &reading.triggers {
        let family = known.family(trigger.family);
        strong += usize::from(family.strong);
        cues.add(&["sentence", family.name]);
        cues.add(&["sentence", family.name, coarse]);
    }
    cues.add(&["sentence", "strong", bucket(strong), coarse]);
    cues.add(&["position", bucket(reading.phrases.sentence as usize), coarse]);
    cues.add(&["position", bucket(reading.phrases.sentence as usize)]);
    let (mut facility, mut people, mut we, mut modal) = (false, false, false, false);
    for noun in &reading.phrases.nouns {
        let group = known
            .class(known.class_of(reading.tokens[noun.head as usize].hash, reading.word(noun.head as usize)))
            .group;
        facility |= group == Group::Facility;
        people |= group == Group::Victim;
        let head = &reading.tokens[noun.first as usize];
        we |= reading.word(noun.first as usize).is(class::PRONOUN | class::POSS_DET) && is_first_person(head.hash);
    }
    for verb in &reading.phrases.verbs {
        modal |= verb.modal;
    }
    for (present, name) in [(facility, "facility"), (people, "victim"), (we, "we"), (modal, "modal")] {
        if present {
            cues.add(&["sentence", "has", name, coarse]);
            cues.add(&["sentence", "has", name]);
        }
    }
    let from = reading.phrases.chunks.first().map_or(0, |c| c.first);
    let near = &units[units.partition_point(|u| u.first < from)..];
    if near.iter().take_while(|u| u.first < from + 80).any(|u| u.kind == Kind::Date) {
        cues.add(&["sentence", "has", "date", coarse]);
    }
    for &(side, class) in setting.blows.get(index).into_iter().flatten() {
        cues.add(&[side, class]);
        cues.add(&[side, class, coarse]);
    }
}

/// The known words of a sentence but those of grammar, names and verbs.
pub(super) fn content_words<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r str> {
    let closed =
        class::DET | class::PREP | class::CONJ | class::PRONOUN | class::AUX_BE | class::AUX_HAVE | class::NUMBER | class::GIVEN_NAME;
    reading.range().filter_map(move |t| {
        let (token, word) = (&reading.tokens[t], reading.word(t));
        let known = word != Word::default() || Words::get().head(token.hash) != 0;
        (known && word.lemma == 0 && !word.is(closed)).then(|| token.span.text(reading.text))
    })
}

/// Adds the cues that the article gives to all its mentions.
pub(super) fn overall(readings: &[Reading<'_>], setting: &Setting, cues: &mut Cues) {
    let known = Words::get();
    let per_ten = |n: usize| bucket(n * 10 / setting.sentences.max(1));
    cues.add(&["article", "strong", bucket(setting.strong)]);
    cues.add(&["article", "strong", "density", per_ten(setting.strong)]);
    cues.add(&["article", "we", per_ten(setting.we)]);
    cues.add(&["article", "length", bucket(setting.sentences)]);
    for (id, &count) in setting.families.iter().enumerate().skip(1) {
        if count > 0 {
            cues.add(&["article", known.families[id].name]);
        }
        if count > 2 {
            cues.add(&["article", "often", known.families[id].name]);
        }
    }
    for &(side, class) in setting.blows.iter().flatten() {
        cues.add(&["article", side, class]);
    }
    for reading in readings.iter().take_while(|r| r.phrases.sentence < 2) {
        for trigger in &reading.triggers {
            cues.add(&["lead", known.family(trigger.family).name]);
        }
        for noun in &reading.phrases.nouns {
            let class = known.class(head_class(known, reading, noun.head as usize));
            cues.add(&["lead", "class", class.name]);
        }
    }
    for &(side, class) in setting
        .blows
        .iter()
        .zip(readings)
        .take_while(|(_, r)| r.phrases.sentence < 2)
        .flat_map(|(b, _)| b)
    {
        cues.add(&["lead", side, class]);
    }
}

/// Who strikes and who is struck, by the words of violence of a sentence.
pub(super) fn blows(reading: &Reading<'_>, units: &[Unit]) -> Vec<(&'static str, &'static str)> {
    let known = Words::get();
    let mut out = Vec::new();
    for (noun, links) in reading.phrases.nouns.iter().zip(&reading.links) {
        for link in links.iter().filter(|l| !l.negated) {
            let family = known.family(link.family);
            let side = match (family.name, link.slot) {
                ("die", "subject" | "of") => "struck",
                _ if !family.strong => continue,
                (_, "object" | "of" | "against" | "on") => "struck",
                (_, "subject" | "agent" | "by") => "striker",
                _ => continue,
            };
            let from = units.partition_point(|u| u.end < noun.end);
            let unit = units.get(from).filter(|u| u.end == noun.end && u.kind != Kind::Quantity);
            let class = match unit {
                Some(unit) => unit.kind.as_str(),
                None => known.class(head_class(known, reading, noun.head as usize)).name,
            };
            if !out.contains(&(side, class)) {
                out.push((side, class));
            }
        }
    }
    out
}

pub(super) fn is_first_person(hash: u64) -> bool {
    hashes!["i", "we", "our", "my", "us", "you", "your"].contains(&hash)
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn parts_that_differ_in_a_letter_differ() {
        for (one, other) in [
            ("a", "b"),
            ("at", "it"),
            ("at", "as"),
            ("car", "cur"),
            ("bomb", "boms"),
            ("army", "arms"),
            ("bombing", "bombers"),
        ] {
            assert_ne!(letters(one), letters(other), "{one} {other}");
        }
        assert_eq!(letters("CAR"), letters("car"));
    }
}
