//! The needs of a set of rules, gathered rule by rule.

use rustc_hash::FxHashMap;

use super::{ANY_KIND, Asked, AskedByMention, CalledFrame, CalledPattern, Caller, Needs, OfKind, ROWS, place, rows_for};
use crate::gazetteer::Kind;
use crate::relation::RelationKind;
use crate::rule::model::{Element, Frame, Pattern, RuleKind, Rules};
use crate::rule::patterns::{AGE, known};
use crate::rule::required::{Conditions, Required};
use crate::rule::scopes::FACTS;
use crate::rule::set::{Set, first_of, kind_bit, last_of, mention_within, nth_of, shortest};
use crate::text::hash_word;

/// What a word or verb calls, while it is gathered.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Called {
    frames: Vec<u32>,
    patterns: Vec<u32>,
}

/// The callers while they are gathered.
#[derive(Default)]
struct Draft {
    words: FxHashMap<u64, Called>,
    verbs: FxHashMap<u16, Called>,
    /// With the bit of the kind, and the kinds of the pattern's last mention, where that is another behind it.
    mentions: Vec<(u32, u32, u32)>,
    everywhere: Vec<u32>,
}

impl Draft {
    fn frame(&mut self, id: u32, frame: &Frame) {
        let call = |called: &mut Called| {
            if called.frames.last() != Some(&id) {
                called.frames.push(id);
            }
        };
        for &verb in &frame.verbs {
            call(self.verbs.entry(verb).or_default());
        }
        for &noun in &frame.nouns {
            call(self.words.entry(noun).or_default());
        }
    }

    fn pattern(&mut self, id: u32, pattern: &Pattern) {
        let Some(anchor) = pattern.anchor else {
            self.everywhere.push(id);
            return;
        };
        let mut by_word = |hash| self.words.entry(hash).or_default().patterns.push(id);
        match &pattern.elements[anchor] {
            Element::Word(hash) => by_word(*hash),
            Element::Exact(word) => by_word(hash_word(word)),
            Element::Either { words, phrases, .. } => {
                let mut firsts: Vec<u64> = words.iter().chain(phrases.iter().filter_map(|p| p.first())).copied().collect();
                firsts.sort_unstable();
                firsts.dedup();
                firsts.into_iter().for_each(by_word);
            }
            Element::Verb(lemma) => self.verbs.entry(*lemma).or_default().patterns.push(id),
            Element::Mention { kinds, .. } => {
                let later = pattern.elements[anchor + 1..].iter().rev().find_map(|element| match element {
                    Element::Mention { kinds, .. } => Some(*kinds),
                    _ => None,
                });
                let asked = (0..u32::BITS).map(|bit| 1 << bit).filter(|bit| kinds & bit != 0);
                self.mentions.extend(asked.map(|kind| (kind, id, later.unwrap_or_default())));
            }
            _ => self.everywhere.push(id),
        }
    }

    fn finish(self, rules: &Rules) -> Needs {
        let pattern = |id: u32| match &rules.rules[id as usize].kind {
            RuleKind::Pattern(pattern) => Some((Asked::new(pattern), CalledPattern::new(id, pattern))),
            RuleKind::Frame(_) => None,
        };
        let mut conditions = Conditions::default();
        let required: Vec<Option<Required>> = rules
            .rules
            .iter()
            .map(|rule| rule.frame().map(|frame| conditions.of(frame)))
            .collect();
        let called = |frame: u32| required[frame as usize].map(|required| CalledFrame { frame, required });
        let (mut frames, mut patterns, mut called_patterns, mut callers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut numbers = FxHashMap::default();
        let mut number = |of: Called| {
            *numbers.entry(of.clone()).or_insert_with(|| {
                let from = (frames.len() as u32, patterns.len() as u32);
                frames.extend(of.frames.into_iter().filter_map(called));
                let (asked, what_else): (Vec<Asked>, Vec<CalledPattern>) = of.patterns.into_iter().filter_map(pattern).unzip();
                patterns.extend_from_slice(&asked);
                called_patterns.extend(what_else);
                callers.push(Caller {
                    frames: (from.0, frames.len() as u32),
                    patterns: (from.1, patterns.len() as u32),
                    asked: asked.into_iter().fold(Asked::default(), Asked::or),
                });
                callers.len() as u32 - 1
            })
        };
        let mut words: Vec<(u64, u32)> = self.words.into_iter().map(|(hash, of)| (hash, number(of))).collect();
        let rows = rows_for(words.len());
        words.sort_unstable_by_key(|(hash, _)| (place(*hash, rows), *hash));
        let (mut verbs, mut verb_bits) = (Vec::new(), vec![0; ROWS]);
        for (lemma, of) in self.verbs {
            let lemma = usize::from(lemma);
            verbs.resize(verbs.len().max(lemma + 1), 0);
            verbs[lemma] = number(of);
            verb_bits[lemma / 64] |= 1 << (lemma % 64);
        }
        let mut word_bits = vec![0; rows];
        for (row, bit) in words.iter().map(|(hash, _)| place(*hash, rows)) {
            word_bits[row] |= 1 << bit;
        }
        let by_mention = |(kind, id, later)| {
            let (asked, what_else) = pattern(id)?;
            called_patterns.push(what_else);
            let (next, called) = (0, called_patterns.len() as u32 - 1);
            Some((
                kind,
                AskedByMention {
                    asked,
                    later,
                    next,
                    called,
                },
            ))
        };
        let mut mentions: Vec<(u32, AskedByMention)> = self.mentions.into_iter().filter_map(by_mention).collect();
        mentions.sort_by_key(|(kind, of)| (*kind, of.asked.behind));
        for at in (0..mentions.len().saturating_sub(1)).rev() {
            let next = mentions[at + 1];
            let same = (mentions[at].0, mentions[at].1.asked.behind) == (next.0, next.1.asked.behind);
            mentions[at].1.next = if same { next.1.next } else { at as u32 + 1 };
        }
        let kind = |bit: u32| {
            let from = mentions.partition_point(|(kind, _)| kind.trailing_zeros() < bit);
            let end = mentions.partition_point(|(kind, _)| kind.trailing_zeros() <= bit);
            let others = from + mentions[from..end].partition_point(|(_, of)| of.asked.behind != Set::ANY);
            let behind = mentions[from..others]
                .iter()
                .fold(Set::default(), |set, (_, of)| set.or(of.asked.behind));
            OfKind {
                from: from as u32,
                behind,
                others: others as u32,
                end: end as u32,
            }
        };
        Needs {
            word_bits,
            verb_bits,
            row_ends: (0..rows)
                .map(|row| words.partition_point(|(hash, _)| place(*hash, rows).0 <= row) as u32)
                .collect(),
            words,
            verbs,
            callers,
            frames,
            patterns,
            kinds: (0..u32::BITS).map(kind).collect(),
            mentions: mentions.into_iter().map(|(_, of)| of).collect(),
            everywhere: self.everywhere.into_iter().filter_map(|id| Some((id, pattern(id)?.0))).collect(),
            called: called_patterns,
            conditions,
            plain: Vec::new(),
        }
    }
}

impl Needs {
    pub(crate) fn new(rules: &Rules) -> Self {
        let (mut draft, mut plain) = (Draft::default(), Vec::new());
        for (rule, id) in rules.rules.iter().zip(0..) {
            match &rule.kind {
                RuleKind::Frame(frame) => {
                    draft.frame(id, frame);
                    plain.push(false);
                }
                RuleKind::Pattern(pattern) => {
                    draft.pattern(id, pattern);
                    plain.push(is_plain(rule.relation, pattern));
                }
            }
        }
        Self {
            plain,
            ..draft.finish(rules)
        }
    }
}

impl Asked {
    fn new(pattern: &Pattern) -> Self {
        let mut mentions = pattern.elements.iter().filter_map(|element| match element {
            Element::Mention { kinds, .. } => Some(*kinds),
            _ => None,
        });
        let first = mentions.next().unwrap_or(ANY_KIND);
        let last = mentions.next_back().unwrap_or(first);
        let [before, behind] = pattern.anchor.map_or([Set::ANY; 2], |anchor| beside(&pattern.elements, anchor));
        Self {
            before,
            behind,
            mentions: [first, last],
        }
    }
}

impl CalledPattern {
    fn new(id: u32, pattern: &Pattern) -> Self {
        let caller = pattern.anchor.and_then(|anchor| pattern.elements[anchor..].split_first());
        let (farther, ahead) = match caller {
            Some((Element::Mention { .. }, rest)) => (farther(rest), mention_within(rest.iter())),
            // An element of several words is called by its first.
            Some((Element::Either { phrases, .. }, _)) if !phrases.is_empty() => {
                let from = &pattern.elements[pattern.before().len()..];
                let ahead = mention_within(from.iter());
                (
                    (nth_of(from, 2), 1, 1),
                    ahead.map(|(kinds, between)| (kinds, between.saturating_sub(1))),
                )
            }
            Some((_, rest)) => (farther(rest), mention_within(rest.iter())),
            None => ((Set::ANY, 0, 0), None),
        };
        // Behind a name may stand an age.
        let age = |kinds: u32| if kinds & kind_bit(Kind::Person) == 0 { 0 } else { AGE as u32 };
        let back = mention_within(pattern.before().iter().rev()).map(|(kinds, between)| (kinds, between.saturating_add(age(kinds))));
        Self {
            pattern: id,
            least: pattern.before().iter().map(shortest).sum(),
            farther,
            ahead: ahead.unwrap_or_default(),
            back: back.unwrap_or_default(),
        }
    }
}

/// What must stand behind the caller beside what stands right behind it, and from which place to which: the second token, or what ends a gap.
fn farther(rest: &[Element]) -> (Set, u32, u32) {
    match rest {
        [Element::Gap { most, next }, ..] => (*next, 0, u32::from(*most)),
        [
            Element::Word(_) | Element::Exact(_) | Element::Punct(_) | Element::Verb(_),
            Element::Gap { most, next },
            ..,
        ] => (*next, 1, 1 + u32::from(*most)),
        _ => (nth_of(rest, 1), 1, 1),
    }
}

/// What may stand right before and right behind the element that calls: behind the first word of it, where it is of several.
fn beside(elements: &[Element], at: usize) -> [Set; 2] {
    let mut behind = first_of(&elements[at + 1..]);
    if let Element::Either { phrases, .. } = &elements[at] {
        let seconds = phrases.iter().filter_map(|phrase| phrase.get(1));
        behind = seconds.fold(behind, |set, &word| set.or(Set::words(&[word])));
    }
    [last_of(&elements[..at]), behind]
}

/// Whether a pattern is matched, and its relation completed, without a look at phrases: it holds none, and neither circumstances nor
/// scopes say anything of the relation.
fn is_plain(relation: RelationKind, pattern: &Pattern) -> bool {
    let captured = |role: &str| {
        let places = kind_bit(Kind::Place) | kind_bit(Kind::Facility);
        let takes =
            |element: &Element| matches!(element, Element::Mention { role: Some(taken), kinds } if *taken == role && kinds & !places == 0);
        pattern.elements.iter().any(takes)
    };
    let looked_for = |role: &&str| matches!(*role, "count" | "via" | "time") || *role == "place" && !captured("place");
    FACTS.contains(&relation) && !relation.roles().iter().any(looked_for) && known(&pattern.elements).len() == pattern.elements.len()
}
