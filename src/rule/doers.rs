//! Who did what an event noun tells, where its own phrases do not tell it but the words around them.

use super::filler::{Filler, Fillers};
use super::matcher::Context;
use super::model::Frame;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{Chunk, ChunkKind, DENIES, Indices, NounPhrase, VerbGroup};
use crate::relation::RelationKind;
use crate::text::{hash_folded, hashes};

/// How many chunks may stand between a fight and the verb before it.
const LED: usize = 8;
/// How many chunks may stand between an event and the verb that says who stands before a court for it.
const COURT: usize = 12;

/// What attackers do in an attack.
const HARM: &[u64] = hashes![
    "killed",
    "killing",
    "wounded",
    "wounding",
    "injured",
    "injuring",
    "massacred",
    "massacring",
    "slaughtered",
    "murdered",
    "executed",
    "beheaded",
    "abducted",
    "abducting",
    "kidnapped",
    "kidnapping",
    "burned",
    "burning",
    "torched",
    "torching",
    "looted",
    "looting"
];
/// What those who search do in a raid.
const TAKEN: &[u64] = hashes![
    "freed",
    "rescued",
    "arrested",
    "detained",
    "captured",
    "seized",
    "arresting",
    "detaining",
    "freeing",
    "rescuing"
];

/// Verbs of those who do something together.
const PARTICIPATES: &[u64] = hashes!["participated", "participates", "participating", "participate"];
/// The same, with "part" or "role".
const TAKES: &[u64] = hashes![
    "took", "takes", "take", "taken", "taking", "played", "plays", "play", "playing", "had", "has"
];

/// Who did it, and whether that is sure.
struct Doers {
    who: Indices,
    sure: bool,
}

impl Context<'_> {
    /// Adds who did what an event noun tells, where its own phrases do not tell it but the words around them; whether that is only alleged.
    pub(super) fn add_doers(&self, kind: RelationKind, frame: &Frame, noun: &NounPhrase, at: usize, fillers: &mut Fillers) -> bool {
        let side = match kind {
            RelationKind::Clashed => "a",
            RelationKind::Attacked
            | RelationKind::Raided
            | RelationKind::Killed
            | RelationKind::Assassinated
            | RelationKind::Kidnapped
            | RelationKind::Wounded => "agent",
            _ => return false,
        };
        if fillers.is_empty() || fillers.iter().any(|(role, _)| *role == side) {
            return false;
        }
        let wanted = |filler: &Filler| {
            frame
                .roles
                .iter()
                .any(|(role, _, filter)| *role == side && self.fits(filler, filter))
        };
        let fought = matches!(kind, RelationKind::Clashed | RelationKind::Attacked | RelationKind::Raided);
        let found = fought.then(|| self.doer_around(at, kind)).flatten();
        let alone = || {
            self.tried_for(noun, at)
                .or_else(|| self.behind(at))
                .or_else(|| self.part_of_event(at))
        };
        let Some(Doers { who, sure }) = found.or_else(|| (side == "agent").then(alone).flatten()) else {
            return false;
        };
        let doers = who.into_iter().map(|n| self.filler(n)).filter(wanted);
        fillers.extend(doers.map(|doer| (side, doer)));
        !sure
    }

    /// The preposition before the event at `at`: "in a raid", "for the 1995 raid".
    fn led_by(&self, at: usize) -> Option<u64> {
        self.leader(at).map(|i| self.tokens[self.chunks[i].first as usize].hash)
    }

    /// The chunk of that preposition.
    fn leader(&self, at: usize) -> Option<usize> {
        let dated = |c: &Chunk| c.kind == ChunkKind::Other && self.tokens[c.first as usize].punct == 0;
        // "for the kidnapping and murder of": of both.
        let joined = at >= 2 && self.chunks[at - 1].kind == ChunkKind::Conjunction && self.events(&self.chunks[at - 2]);
        let at = if joined { at - 2 } else { at };
        let led = (0..at).rev().take(3).find(|&i| !dated(&self.chunks[i]));
        led.filter(|&i| self.chunks[i].kind == ChunkKind::Preposition)
    }

    /// The verb before the event at `at`, in its clause and at most so many chunks away.
    fn verb_before(&self, at: usize, reach: usize) -> Option<&Chunk> {
        let parts = |c: &&Chunk| {
            matches!(
                c.kind,
                ChunkKind::Comma | ChunkKind::Subordinator | ChunkKind::Relative | ChunkKind::Stop
            )
        };
        let mut before = self.chunks[..at].iter().rev().take(reach).take_while(|c| !parts(c));
        before.find(|c| c.kind == ChunkKind::Verb)
    }

    /// "days of fighting", "three days of clashes": where the time begins of which the event at `at` is told.
    fn whole_time(&self, at: usize) -> usize {
        let of = self
            .leader(at)
            .filter(|&i| self.tokens[self.chunks[i].first as usize].hash == const { hash_folded("of") });
        let time = |i: usize| self.words[self.chunks[i].first as usize - 1].is(class::TIME_NOUN);
        of.filter(|&i| i > 0 && time(i)).map_or(at, |i| i - 1)
    }

    /// "Rebels took the town after a battle with troops", "Rebels killed two in a raid on a farm": who did something before or in the
    /// event at `at`; of an attack who did harm in it.
    fn doer_around(&self, at: usize, kind: RelationKind) -> Option<Doers> {
        let (in_it, searches) = (kind != RelationKind::Clashed, kind == RelationKind::Raided);
        let at = self.whole_time(at);
        let led = self.led_by(at)?;
        let during = hashes!["in", "during", "after", "following", "amid", "before"];
        let before = self.verb_before(at, LED);
        // "In a raid on a farm, rebels killed two".
        let fronted = || (at <= 2).then(|| self.chunks.iter().find(|c| c.kind == ChunkKind::Verb)).flatten();
        let verb = self.verbs.get(before.or_else(fronted)?.index as usize)?;
        let word = self.words[verb.main as usize];
        // "Rebels were killed in a battle with troops": they fought it.
        let harmed = hashes!["killed", "wounded", "injured", "died", "captured", "hurt"];
        let fell = !in_it && during[..2].contains(&led) && self.token_is(verb.main, harmed);
        let does = fell || !verb.link.passive && !verb.negated && !word.is(class::SAY | class::AUX_BE | class::INTRANS);
        let is = |words: &[u64]| self.token_is(verb.main, words);
        let harms = is(HARM) || searches && is(TAKEN);
        let subject = self.chunks.get(verb.link.subject? as usize).filter(|c| c.kind == ChunkKind::Noun)?;
        let who = self.nouns.get(subject.index as usize)?;
        let acts = who.kind.is_some_and(Kind::is_someone);
        let near = if in_it {
            during[..2].contains(&led) && harms
        } else {
            during.contains(&led)
        };
        // "Troops and militiamen took the town after a battle": all of them.
        let mut all = Indices::new();
        self.clauses()
            .list_to(verb.link.subject? as usize, verb.link.governor, self.verbs, &mut all);
        (near && does && acts).then_some(Doers { who: all, sure: true })
    }

    /// "The militia was behind the raid": who did it, and whether that is sure. "Police said the militia was behind it" blames.
    fn behind(&self, at: usize) -> Option<Doers> {
        if self.led_by(at)? != const { hash_folded("behind") } {
            return None;
        }
        let verb = self.verbs.get(self.verb_before(at, 4)?.index as usize)?;
        let opener = self.clauses().opener(&verb.link).map(|o| self.chunks[o].kind);
        let told = matches!(opener, Some(ChunkKind::Verb | ChunkKind::Subordinator | ChunkKind::Relative));
        if told || !self.words[verb.main as usize].is(class::AUX_BE) || verb.negated || verb.link.negated {
            return None;
        }
        let who = self.clauses().arguments(verb.chunk as usize, self.verbs).subjects;
        Some(Doers {
            who: who.last().copied().into_iter().collect(),
            sure: !verb.infinitive && !verb.modal,
        })
    }

    /// "Vano took part in the raid", "Vano, a suspect in the raid".
    fn part_of_event(&self, at: usize) -> Option<Doers> {
        let leader = self.leader(at)?;
        if self.tokens[self.chunks[leader].first as usize].hash != const { hash_folded("in") } {
            return None;
        }
        let [last, before_last] = [1, 2].map(|back| leader.checked_sub(back).and_then(|i| self.chunks.get(i)));
        let before = last?;
        match before.kind {
            ChunkKind::Verb => self.takes_part(before, PARTICIPATES),
            ChunkKind::Noun => {
                let part = &self.nouns[before.index as usize];
                let is = |words: &[u64]| !part.negative && self.token_is(part.head, words);
                if is(hashes!["part", "role"]) {
                    self.takes_part(before_last.filter(|c| c.kind == ChunkKind::Verb)?, TAKES)
                } else {
                    is(hashes!["suspect", "suspects", "culprit", "culprits"])
                        .then(|| self.suspect(leader - 1))
                        .flatten()
                }
            }
            _ => None,
        }
    }

    /// "Vano took part", "was involved": the subjects of one of the verbs.
    fn takes_part(&self, chunk: &Chunk, verbs: &[u64]) -> Option<Doers> {
        let verb = self.verbs.get(chunk.index as usize)?;
        let main = self.tokens[verb.main as usize].hash;
        let involved = verb.link.passive && hashes!["involved", "implicated"].contains(&main);
        if !involved && !verbs.contains(&main) || verb.negated || verb.link.negated {
            return None;
        }
        let before = verb.first.checked_sub(1).map_or(0, |t| self.tokens[t as usize].hash);
        let governor = self.governor(verb);
        let admitted = governor.is_some_and(|v| self.token_is(v.main, hashes!["admitted", "admits", "admitting", "confessed"]));
        // "denied taking part", "wanted to take part": they did not, as far as is known.
        let meant = verb.infinitive || verb.gerund && !admitted && !hashes!["of", "for", "after"].contains(&before);
        // "denied that he took part".
        let denies = |v: &VerbGroup| self.token_is(v.main, DENIES);
        let denied = || (chunk.index.checked_sub(1)).is_some_and(|i| denies(&self.verbs[i as usize]));
        if governor.is_some() && meant || self.clauses().opener(&verb.link).is_some() && denied() {
            return None;
        }
        let arguments = self.clauses().arguments(verb.chunk as usize, self.verbs);
        let who = if verb.link.passive { arguments.objects } else { arguments.subjects };
        let guessed = verb.infinitive || verb.modal || verb.hedged || main == const { hash_folded("implicated") };
        // "on charges of being involved".
        let charged = verb.gerund && before == const { hash_folded("of") };
        let sure = !guessed && !charged;
        self.some(who, sure)
    }

    /// "Vano, a suspect in the raid", "Vano is the only suspect": whom the noun at the chunk describes.
    fn suspect(&self, at: usize) -> Option<Doers> {
        let before = &self.chunks[at.checked_sub(1)?];
        let named = |i: usize| Some(&self.chunks[i]).filter(|c| c.kind == ChunkKind::Noun).map(|c| c.index);
        let who = match before.kind {
            ChunkKind::Comma => named(at.checked_sub(2)?).into_iter().collect(),
            ChunkKind::Verb => {
                let verb = &self.verbs[before.index as usize];
                let is = self.words[verb.main as usize].is(class::AUX_BE) && !verb.negated && !verb.link.negated;
                self.clauses().arguments(is.then_some(verb.chunk as usize)?, self.verbs).subjects
            }
            _ => return None,
        };
        self.some(who, false)
    }

    /// Those of the noun phrases that are someone, and not "no officers".
    fn some(&self, mut who: Indices, sure: bool) -> Option<Doers> {
        who.retain(|n| {
            let noun = &self.nouns[*n as usize];
            !noun.negative && (noun.can_act() || self.words[noun.head as usize].is(class::PRONOUN))
        });
        (!who.is_empty()).then_some(Doers { who, sure })
    }

    /// "Vano was jailed for the murder of two nurses": who stands before a court for the event, and whether it is sure that they did it.
    fn tried_for(&self, noun: &NounPhrase, at: usize) -> Option<Doers> {
        let before = self.verbs.get(self.verb_before(at, COURT)?.index as usize)?;
        // "convicted of Vano's murder".
        let owned = usize::from(self.possessive_at(noun.first));
        let led = || Some((before, self.led_by(at - owned)?));
        let (verb, led) = self.directed(before, at).or_else(led)?;
        let definite = !self.token_is(noun.first, hashes!["a", "an"]);
        if !hashes!["for", "of", "over", "with", "to"].contains(&led) && !(definite && led == const { hash_folded("in") }) {
            return None;
        }
        let is = |words: &[u64]| self.token_is(verb.main, words);
        let sure = is(hashes![
            "convicted",
            "sentenced",
            "jailed",
            "imprisoned",
            "executed",
            "hanged",
            "found"
        ]);
        let charged = !sure && self.words[verb.main as usize].is(class::ACCUSED | class::TRIED);
        let faces = is(hashes!["face", "faces", "faced", "facing"]);
        let serves = !verb.link.passive && is(hashes!["serving", "served", "pleaded", "confessed", "admitted"]);
        // "arrested in connection with the raid" says less.
        let charge = led != const { hash_folded("with") } || is(hashes!["charged"]);
        if verb.negated || !charge || !(sure || charged || serves || faces) {
            return None;
        }
        let arguments = self.clauses().arguments(verb.chunk as usize, self.verbs);
        let who = if serves || faces { arguments.subjects } else { arguments.objects };
        Some(Doers {
            who: who.last().copied().into_iter().collect(),
            sure: !charged && !faces,
        })
    }

    /// "convicted of ordering the murder": the verb that governs the one right before the event at `at`, and the preposition between.
    fn directed(&self, verb: &VerbGroup, at: usize) -> Option<(&VerbGroup, u64)> {
        let directs = hashes![
            "ordering",
            "organising",
            "organizing",
            "masterminding",
            "orchestrating",
            "directing",
            "overseeing",
            "supervising",
            "commissioning",
            "arranging",
            "committing",
            "perpetrating",
            "plotting"
        ];
        // "overseeing the torture and killing of": both.
        let joined = at >= 2 && self.chunks[at - 1].kind == ChunkKind::Conjunction && self.chunks[at - 2].kind == ChunkKind::Noun;
        let at = if joined { at - 2 } else { at };
        let near = verb.gerund && at - verb.chunk as usize <= 2 && self.token_is(verb.main, directs);
        let governor = self.governor(verb).filter(|_| near)?;
        let led = self.tokens[verb.first.checked_sub(1)? as usize].hash;
        Some((governor, led))
    }
}
