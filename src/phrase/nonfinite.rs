//! The subjects of gerunds and infinitives: those of the verbs that govern them, or the nouns that they describe.

use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, Link, REACH};
use super::modifier::REFLEXIVE;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::text::{Token, hash_folded, hashes};

/// How many places may stand between what happened in them and what it did.
const PLACES: usize = 4;

impl Clauses<'_> {
    /// The link of a gerund or infinitive, behind what stands before it.
    pub(super) fn link_nonfinite(&self, at: usize, before: usize, verbs: &[VerbGroup], mut link: Link) -> Link {
        let gerund = self.verb(at, verbs).is_some_and(|v| v.gerund);
        let previous = self.kind(before);
        if gerund && previous == Some(ChunkKind::Noun) {
            // "issued a statement claiming the raid": who issued it claims it.
            let head = self.noun(before).map_or(0, |n| n.head as usize);
            let issuer = || before.checked_sub(1).and_then(|j| self.verb(j, verbs)).filter(|v| !v.link.passive);
            if self.words.get(head).is_some_and(|w| w.is(class::ATTRIB_NOUN))
                && let Some(issuer) = issuer()
            {
                link.subject = issuer.link.subject;
                return link;
            }
            // "went from door to door executing men": a door does not.
            let word = self.verb(at, verbs).and_then(|v| self.words.get(v.main as usize));
            let deed = word.is_some_and(|w| w.is(class::HUMAN_OBJECT));
            let idle = deed && matches!(self.thing(before), None | Some(Kind::Place)) && self.subject_taken(before, verbs);
            if !idle {
                // "a bus carrying pilgrims".
                link.subject = Some(before as u32);
                link.attributive = true;
                return link;
            }
        }
        let Some(governor) = self.governor_of(at, before, verbs) else {
            // "An attempt to bomb the hall was foiled, police said": theirs it was not.
            if !gerund && previous == Some(ChunkKind::Noun) {
                let own = || self.noun(before).filter(|n| n.can_act()).map(|_| before as u32);
                link.subject = if self.meant(before) { self.whose(before) } else { own() };
                return link;
            }
            // "Luis Vano, claiming the raid, said".
            let aside = previous == Some(ChunkKind::Comma) && gerund && self.between_noun(before);
            link.subject = if aside {
                // "A blast in Oru, killing two".
                let holds =
                    |i: &usize| self.kind_before(*i, 1) == Some(ChunkKind::Preposition) && self.kind_before(*i, 2) == Some(ChunkKind::Noun);
                let places = (0..PLACES).map(|n| before - 1 - 2 * n);
                let held = places
                    .take_while(|told| self.thing(*told) == Some(Kind::Place) && holds(told))
                    .count();
                Some((before - 1 - 2 * held) as u32)
            } else {
                self.following_subject(at)
            };
            return link;
        };
        link.governor = Some(governor as u32);
        link.subject = self.governed_subject(at, before, governor, verbs);
        link
    }

    /// The chunk of the verb that governs a gerund or infinitive.
    fn governor_of(&self, at: usize, before: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let gerund = self.verb(at, verbs).is_some_and(|v| v.gerund);
        let previous = self.kind(before);
        let mut earlier = (0..=before).rev().take(REACH).filter(|&j| self.kind(j) == Some(ChunkKind::Verb));
        let all = earlier.clone();
        let nearest = earlier.next();
        if !gerund {
            return nearest;
        }
        // "carrying off men to serve as porters and killing a priest": those who carried them off did.
        if previous == Some(ChunkKind::Conjunction) {
            let joined = all.clone().find(|&j| self.verb(j, verbs).is_some_and(|v| v.gerund));
            return joined.or(nearest);
        }
        // "attacked men leaving a mosque before being shot": who attacked was.
        let hung = || {
            nearest
                .and_then(|j| self.verb(j, verbs))
                .is_some_and(|v| v.gerund && v.link.attributive)
        };
        let told = || nearest.is_some_and(|j| self.tells_between(j, verbs));
        let while_at = || hashes!["before", "after", "while"].iter().any(|&h| self.text_is(before, h));
        let away = previous == Some(ChunkKind::Comma) || previous == Some(ChunkKind::Preposition) && while_at() && (hung() || told());
        if !away {
            return nearest;
        }
        // "planted the bomb that went off outside a barracks, killing two": the bomb did.
        let harm = hashes!["killing", "wounding", "injuring", "hurting", "maiming"];
        let harms = |v: &VerbGroup| self.is_one_of(v, harm);
        if self.verb(at, verbs).is_some_and(harms)
            && let Some(blast) = nearest.filter(|&j| self.is_blast(j, verbs))
        {
            return Some(blast);
        }
        // "denied that rebels had attacked it, blaming the army": who denied it.
        let speech = |j: &usize| {
            self.verb(*j, verbs)
                .is_some_and(|v| self.says(v) && !v.link.nested && !v.link.attributive)
        };
        let says = self.verb(at, verbs).is_some_and(|v| self.says(v));
        let said = || if says { all.clone().find(speech) } else { None };
        let main = |j: &usize| self.verb(*j, verbs).is_some_and(|v| !v.link.attributive);
        let own = |j: &usize| main(j) && self.goes_on_behind(*j, verbs);
        said()
            .or_else(|| all.clone().find(own))
            .or_else(|| all.clone().find(main))
            .or(nearest)
    }

    /// "The bomb that went off": whether the verb tells in a relative clause what a weapon or event did.
    fn is_blast(&self, j: usize, verbs: &[VerbGroup]) -> bool {
        let relative = self.previous(j).is_some_and(|r| self.kind(r) == Some(ChunkKind::Relative));
        relative
            && self.verb(j, verbs).is_some_and(|v| {
                let thing = v.link.subject.and_then(|s| self.thing(s as usize));
                v.link.attributive && !v.link.passive && matches!(thing, Some(Kind::Event | Kind::Weapon))
            })
    }

    /// Whether who does what a verb tells may have done what a gerund behind a comma tells, and no one whom the sentence tells of beside.
    fn goes_on_behind(&self, j: usize, verbs: &[VerbGroup]) -> bool {
        let governor = |v: &VerbGroup| v.link.governor.and_then(|g| self.verb(g as usize, verbs));
        // "attacked a bus carrying pilgrims, killing seven": the bus did not kill; nor did they in "shot two as they left, killing one".
        let within = |v: &VerbGroup| v.link.nested || governor(v).is_some_and(|g| g.link.nested);
        let them = |v: &VerbGroup| {
            let subject = v.link.subject.map(|s| s as usize);
            // "when officers tried to search him": they tried.
            let tried = governor(v).filter(|_| v.infinitive);
            let v = tried.unwrap_or(v);
            within(v) && subject.is_some_and(|s| self.came_meanwhile(v, s) || self.word(s).is(class::PRONOUN))
        };
        let before_subject = |v: &VerbGroup, word: u64| {
            let opener = v.link.subject.and_then(|s| (s as usize).checked_sub(1));
            opener.is_some_and(|o| self.text_is(o, word))
        };
        // "foiled a plan by rebels to kill the mayor, arresting five": who foiled it did.
        let theirs = |v: &VerbGroup| v.infinitive && before_subject(v, const { hash_folded("by") });
        // Nor did those who called it so: "hit what they called a base, killing four", "in what they say is revenge, killing four".
        let what = const { hash_folded("what") };
        let called = |v: &VerbGroup| before_subject(v, what) || v.link.subject.is_some_and(|s| self.text_is(s as usize, what));
        self.verb(j, verbs)
            .is_some_and(|v| !them(v) && !theirs(v) && !called(v) && !self.tells_between(j, verbs))
    }

    /// Whether the subject at `s` only came by, or did no harm, as something else was done: "as they arrived".
    fn came_meanwhile(&self, verb: &VerbGroup, s: usize) -> bool {
        let word = self.tokens[verb.main as usize].hash;
        let harmless = hashes![
            "tried",
            "attempted",
            "approached",
            "stopped",
            "asked",
            "challenged",
            "searched",
            "waited",
            "refused",
            "checked"
        ];
        let passes = hashes!["passed", "passing", "drove", "arrived", "approached", "left", "entered", "stopped"];
        let passing = || passes.contains(&word) && self.thing(s) != Some(Kind::Weapon);
        let idle = self.words.get(verb.main as usize).is_some_and(|w| w.is(class::INTRANS)) || harmless.contains(&word);
        let meanwhile = |o: usize| hashes!["as", "when", "while", "before"].iter().any(|&h| self.text_is(o, h));
        (idle && self.noun(s).is_some_and(NounPhrase::can_act) || passing()) && self.list_start(s).checked_sub(1).is_some_and(meanwhile)
    }

    /// The subject of a gerund or infinitive that a verb governs.
    fn governed_subject(&self, at: usize, before: usize, governor: usize, verbs: &[VerbGroup]) -> Option<u32> {
        let by = self.verb(governor, verbs)?;
        let gerund = self.verb(at, verbs).is_some_and(|v| v.gerund);
        let previous = self.kind(before);
        let of = hashes!["of", "from", "for", "with"];
        let controlled = previous == Some(ChunkKind::Preposition) && of.iter().any(|&h| self.text_is(before, h));
        // "stopped short of claiming it": what is no thing is told nothing.
        let bare = |o: usize| self.word(o).is(class::ADJ) && self.noun(o).is_some_and(|n| n.kind.is_none() && n.first == n.head);
        let object = self.object_at(governor).filter(|&o| o < at && !bare(o));
        // "a plot to bomb", "told the men to fire": the noun before an infinitive is its subject when it can act.
        let acts = |o: usize| self.noun(o).is_some_and(NounPhrase::can_act);
        // "entered the war with the goal of retaking the town": who entered it.
        if controlled && before.checked_sub(1).is_some_and(|goal| self.meant(goal)) {
            let sent = || object.filter(|&o| self.causes(by) && acts(o));
            return self.whose(before - 1).or_else(|| sent().map(|o| o as u32)).or(by.link.subject);
        }
        // "stood trial for killing two", "is serving a life term for killing two": who stands it.
        let stood = |o: usize| {
            let stands = hashes![
                "trial",
                "sentence",
                "sentences",
                "term",
                "terms",
                "years",
                "months",
                "life",
                "charges"
            ];
            self.noun(o).is_some_and(|n| stands.contains(&self.tokens[n.head as usize].hash))
        };
        let object = object.filter(|&o| !stood(o));
        if controlled && !by.link.passive {
            // "accused the army and its allies of killing ten": all of them.
            let last = |o: usize| before.checked_sub(1).filter(|&l| self.list_start(l) == o).unwrap_or(o);
            // "the army, whom they accuse of killing ten".
            let whom = self.opener(&by.link).filter(|&o| self.kind(o) == Some(ChunkKind::Relative));
            let relative = || {
                let men = self.contact_noun(by).map(|men| men as u32);
                men.or_else(|| self.antecedent(whom?, verbs))
            };
            return object.map(|o| last(o) as u32).or_else(relative).or(by.link.subject);
        }
        if !gerund && previous == Some(ChunkKind::Noun) {
            // "accused the army of a plot to kill the mayor": the army's.
            let charge = || before.checked_sub(1).is_some_and(|o| self.text_is(o, const { hash_folded("of") }));
            if charge() && object.is_some() && self.accuses(by) {
                return object.map(|o| o as u32);
            }
            // "praised the mayor's decision to withdraw his men": the mayor's.
            if self.meant(before)
                && let Some(owner) = self.whose(before)
            {
                return Some(owner);
            }
            // "foiled a plan by rebels to kill the mayor" too.
            // "allowed Iraq's army to take the town": the army.
            let owned = || object.is_some() && self.whose(before) == object.map(|o| o as u32);
            if acts(before) && (object == Some(before) || self.by(before, object) || owned()) || self.called_on(by, before) {
                return Some(before as u32);
            }
            // "called for the men to be freed", "asked for him to be held": theirs it is.
            let for_them = || {
                let opener = self.list_start(before).checked_sub(1);
                opener.is_some_and(|o| self.text_is(o, const { hash_folded("for") }))
            };
            if (acts(before) || self.word(before).is(class::PRONOUN)) && for_them() {
                return Some(before as u32);
            }
            // "a reporter, the third to be killed this year".
            let apposed = || self.kind_before(before, 1) == Some(ChunkKind::Comma) && self.text_is(before, const { hash_folded("the") });
            if acts(before) && apposed() {
                return Some(before as u32);
            }
            // "prompting protesters in Oru to set fire to it"; "forced Mali to leave Oru", "allowed prices to fall", but "allowed themselves to be
            // trapped": who allowed it.
            let own = || REFLEXIVE.iter().any(|&h| self.text_is(before, h));
            if self.causes(by) && (object.is_some_and(acts) || object == Some(before) && !own()) {
                return object.map(|o| o as u32);
            }
            // "foiled two plots to bomb a church": others' plots.
            if self.stops(by) {
                return None;
            }
        }
        // "The army's goal was to retake the town": the army's. "Their aim was to retake it": a goal does nothing.
        if !gerund && let Some(goal) = by.link.subject.map(|s| s as usize).filter(|&s| self.meant(s)) {
            let of = || (self.text_is(goal + 1, const { hash_folded("of") }) && self.noun(goal + 2).is_some()).then_some(goal as u32 + 2);
            return self.whose(goal).or_else(of);
        }
        // "The convoy was hit, killing two": by whom it was hit.
        if by.link.passive && gerund && previous == Some(ChunkKind::Comma) {
            return self.agent(governor);
        }
        by.link.subject
    }

    /// "goal", "decision": whether the noun phrase at `i` names what someone means to do.
    fn meant(&self, i: usize) -> bool {
        let goals = hashes![
            "goal",
            "goals",
            "aim",
            "aims",
            "objective",
            "intention",
            "intentions",
            "purpose",
            "ambition",
            "ambitions",
            "hope",
            "hopes",
            "plan",
            "plans",
            "decision",
            "attempt",
            "attempts",
            "effort",
            "efforts",
            "bid",
            "refusal",
            "failure",
            "inability"
        ];
        self.noun(i).is_some_and(|n| goals.contains(&self.tokens[n.head as usize].hash))
    }

    /// Who owns the noun phrase at `i`: "the army's goal", "the rebels' goal".
    fn whose(&self, i: usize) -> Option<u32> {
        let first = self.tokens[self.chunks[i].first as usize];
        let owner = if first.has(Token::POSSESSIVE) {
            i.checked_sub(1)?
        } else {
            i.checked_sub(2).filter(|_| self.mark_of_plural(i - 1))?
        };
        self.noun(owner).map(|_| owner as u32)
    }

    /// "accused", "suspects": who says of others that they did something.
    fn accuses(&self, verb: &VerbGroup) -> bool {
        self.is_one_of(
            verb,
            hashes!["accused", "accuses", "accuse", "accusing", "suspected", "suspects", "suspect"],
        )
    }

    /// "foiled", "uncovered": what others meant to do.
    fn stops(&self, verb: &VerbGroup) -> bool {
        let stops = hashes![
            "foiled",
            "thwarted",
            "averted",
            "prevented",
            "uncovered",
            "disrupted",
            "exposed",
            "detected",
            "frustrated",
            "revealed"
        ];
        self.is_one_of(verb, stops)
    }

    /// "prompted", "forced": what others then do.
    fn causes(&self, verb: &VerbGroup) -> bool {
        let causes = hashes![
            "prompted",
            "prompting",
            "forced",
            "forcing",
            "ordered",
            "ordering",
            "urged",
            "urging",
            "led",
            "leading",
            "caused",
            "cause",
            "causing",
            "allow",
            "allows",
            "allowed",
            "allowing",
            "permitted",
            "force",
            "forces",
            "obliged",
            "compelled",
            "enabled",
            "enabling",
            "asked",
            "told",
            "persuaded",
            "incited",
            "inciting",
            "paid",
            "hired",
            "instructed",
            "encouraged",
            "helped"
        ];
        self.is_one_of(verb, causes)
    }

    /// "a plan by rebels": whether the noun phrase at `i` stands behind a "by" that belongs to the object.
    fn by(&self, i: usize, object: Option<usize>) -> bool {
        object.is_some_and(|o| o + 2 == i) && self.text_is(i - 1, const { hash_folded("by") })
    }

    /// "called on his followers to leave": whether the verb calls on what stands at `i`.
    fn called_on(&self, verb: &VerbGroup, i: usize) -> bool {
        let calls = hashes!["call", "calls", "called", "calling", "appeal", "appealed", "appeals"];
        let on = |o: usize| hashes!["on", "upon", "to"].iter().any(|&h| self.text_is(o, h));
        self.is_one_of(verb, calls) && self.list_start(i).checked_sub(1).is_some_and(on)
    }
}
