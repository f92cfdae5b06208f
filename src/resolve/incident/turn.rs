//! Where an article turns from one incident to another of the same kind: "meanwhile, another bomb exploded in ...".

use crate::gazetteer::Kind;
use crate::text::{Token, hashes};

use super::cues::written;
use super::model::{Slot, of_turns};
use super::part::{Cues, Part, part};
use super::reading::Reading;
use super::weights::{Sums, Weights, cue_id};
use super::{Found, Source};

/// A filler of a sentence: its place among all, its slot, and the candidate that tells of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub sentence: u32,
    pub place: usize,
    pub slot: Slot,
    pub candidate: usize,
}

/// Whether a filler in this slot tells incidents apart. Who did it is often told of several, and a bomb is like another.
pub(super) const fn tells_apart(slot: Slot) -> bool {
    matches!(slot, Slot::Target | Slot::Victim | Slot::Described)
}

/// How many places, events and fillers of a sentence are compared, so that the cost stays linear.
const MOST: usize = 32;

/// Words that go on to something else or come back to what was told.
const STEPS: [Part<'static>; 16] = [
    part!("another"),
    part!("second"),
    part!("third"),
    part!("also"),
    part!("other"),
    part!("meanwhile"),
    part!("later"),
    part!("similar"),
    part!("simultaneously"),
    part!("two"),
    part!("earlier"),
    part!("addition"),
    part!("same"),
    part!("finally"),
    part!("furthermore"),
    part!("moreover"),
];

/// How many sentences apart.
const APART: [(u32, Part<'static>); 5] = [(1, part!("1")), (2, part!("2")), (3, part!("3")), (5, part!("5")), (8, part!("8"))];

/// Adds the cues for and against a turn between the sentence of some fillers and the next that has fillers of the kind.
pub(super) fn describe(found: &Found, source: &Source<'_>, before: &[Told], here: &[Told], cues: &mut impl Cues) {
    let [Some(from), Some(to)] = [before, here].map(|told| told.first()) else {
        return;
    };
    let [from, to] = &[from, to].map(|told| found.reading(found.candidates[told.candidate].reading, source));
    cues.add([part!("all")]);
    let apart = to.phrases.sentence - from.phrases.sentence;
    for (_, name) in APART.into_iter().filter(|(least, _)| apart >= *least) {
        cues.add([part!("apart"), name]);
    }
    let [end, start] = [from.phrases.end - 1, to.phrases.first].map(|t| to.tokens[t].span);
    let breaks = to.text.get(end.end()..start.start()).unwrap_or_default().matches("\n\n").count();
    cues.add([part!("paragraphs"), [part!("0"), part!("1"), part!("2"), part!("3")][breaks.min(3)]]);
    let words = to.range().filter(|&t| to.tokens[t].punct == 0);
    for (i, t) in words.enumerate() {
        if i == 0 {
            cues.add([part!("first"), written(to, t as u32)]);
        }
        if let Some(&step) = STEPS.iter().find(|step| step.id == to.tokens[t].hash) {
            cues.add([part!("has"), step]);
            if i < 4 {
                cues.add([part!("start"), step]);
            }
        }
    }
    events(from, to, cues);
    let [earlier, mut places] = [from, to].map(|reading| {
        let places = reading.units.iter().filter(|u| u.kind == Kind::Place);
        places.take(MOST).map(|u| reading.tokens[u.first as usize].hash)
    });
    let place = if places.clone().next().is_none() {
        part!("none")
    } else if earlier.clone().next().is_none() {
        part!("first")
    } else if places.any(|place| earlier.clone().any(|before| before == place)) {
        part!("same")
    } else {
        part!("new")
    };
    cues.add([part!("place"), place]);
    fillers(found, source.tokens, before, here, cues);
}

/// How the sentence speaks of what happened: "the attack", "an explosion", "another bomb".
fn events(from: &Reading<'_>, to: &Reading<'_>, cues: &mut impl Cues) {
    let [earlier, mut events] = [from, to].map(|reading| {
        let nouns = reading.triggers.iter().filter(|t| !t.verb);
        nouns.take(MOST).map(|t| reading.tokens[t.token as usize].hash)
    });
    let event = if events.clone().next().is_none() {
        part!("none")
    } else if events.any(|event| earlier.clone().any(|before| before == event)) {
        part!("same")
    } else {
        part!("new")
    };
    cues.add([part!("event"), event]);
    for trigger in to.triggers.iter().filter(|t| !t.verb) {
        let noun = to.phrases.nouns[to.phrases.chunks[trigger.chunk].index as usize];
        for t in noun.first..trigger.token {
            let hash = to.tokens[t as usize].hash;
            if hashes!["the", "this", "that"].contains(&hash) {
                cues.add([part!("event"), part!("the")]);
            } else if hashes!["a", "an", "one"].contains(&hash) {
                cues.add([part!("event"), part!("a")]);
            } else if hashes!["another", "second", "third", "other"].contains(&hash) {
                cues.add([part!("event"), part!("another")]);
            }
        }
    }
}

/// What the fillers have in common.
fn fillers(found: &Found, tokens: &[Token], before: &[Told], here: &[Told], cues: &mut impl Cues) {
    let words = |told: &Told| {
        let candidate = &found.candidates[found.entities.shown[told.candidate]];
        &tokens[candidate.first as usize..candidate.end as usize]
    };
    for told in here.iter().take(MOST) {
        let slot = told.slot.part();
        cues.add([part!("slot"), slot]);
        for other in before.iter().take(MOST).filter(|other| other.slot == told.slot) {
            cues.add([part!("both"), slot]);
            let (one, two) = (words(told), words(other));
            if one.iter().any(|t| t.punct == 0 && two.iter().any(|o| o.hash == t.hash)) {
                cues.add([part!("shared"), slot]);
            }
            if one.last().map(|t| t.hash) == two.last().map(|t| t.hash) {
                cues.add([part!("shared"), part!("head")]);
            }
        }
    }
}

/// Finds turns; the memory serves article after article.
#[derive(Clone, Debug)]
pub(super) struct Turns {
    weights: Weights<1>,
    /// What speaks for a turn.
    rows: Vec<u16>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            weights: of_turns(),
            rows: Vec::new(),
        }
    }
}

impl Cues for Turns {
    fn add<const N: usize>(&mut self, parts: [Part<'_>; N]) {
        self.rows.extend(self.weights.find(cue_id(&parts.map(|part| part.id))));
    }
}

impl Turns {
    /// Puts the fillers of one kind, in the order of their sentences, to incidents: the sentences where each begins.
    pub(super) fn starts(&mut self, found: &Found, source: &Source<'_>, told: &[Told]) -> impl Iterator<Item = u32> {
        let mut before: &[Told] = &[];
        told.chunk_by(|a, b| a.sentence == b.sentence).filter_map(move |here| {
            self.rows.clear();
            describe(found, source, before, here, self);
            self.rows.sort_unstable();
            self.rows.dedup();
            let mut sums: Sums<1> = [0];
            for &row in &self.rows {
                self.weights.add::<0, 1>(row, &mut sums);
            }
            let turns = before.is_empty() || sums[0] > 0;
            before = here;
            turns.then_some(here[0].sentence)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Extractor};

    #[test]
    fn a_sentence_turns_to_another_incident_or_goes_on_with_the_one_before() {
        let extractor = Extractor::new();
        let first =
            "A BOMB EXPLODED LAST NIGHT OUTSIDE THE RIVER BANK IN DOWNTOWN LIMA, PERU. GUERRILLAS OF THE SHINING PATH PLACED THE BOMB.";
        let cases: [(&str, &[&[&str]]); 2] = [
            (
                "\n\nMEANWHILE, ANOTHER BOMB EXPLODED IN AYACUCHO AND DESTROYED A POLICE STATION.",
                &[&["RIVER BANK"], &["POLICE STATION"]],
            ),
            (" THE EXPLOSION ALSO DAMAGED A RESTAURANT.", &[&["RIVER BANK", "RESTAURANT"]]),
        ];
        for (second, expected) in cases {
            let text = format!("{first}{second}");
            let document = extractor.extract_article(&Article::new(&text));
            let bombings = || document.incidents().filter(|i| i.kind() == "bombing");
            let targets: Vec<Vec<&str>> = bombings().map(|i| i.targets().map(|t| t.text()).collect()).collect();
            assert_eq!(targets, expected, "{second}");
            for bombing in bombings() {
                let organizations: Vec<&str> = bombing.organizations().map(|o| o.text()).collect();
                assert_eq!(organizations, ["SHINING PATH"], "{second}");
                assert_eq!(bombing.country_name(), Some("Peru"), "{second}");
            }
        }
    }
}
