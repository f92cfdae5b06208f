//! The needs of a set of rules, gathered rule by rule.

use rustc_hash::FxHashMap;

use super::asked::{Asked, Asking, Asks, CalledPattern, Named, Numbers};
use super::{ANY_KIND, AskedByMention, ByMention, CalledFrame, Caller, KnownWord, Needs, ROWS, place, rows_for, seat_of, seats_for};
use crate::gazetteer::Kind;
use crate::relation::RelationKind;
use crate::rule::model::{Element, Frame, Pattern, RuleKind, Rules};
use crate::rule::patterns::known;
use crate::rule::required::{ANYTHING, CONDITIONS, Conditions, Met, Required, by_word, may_fill};
use crate::rule::scopes::FACTS;
use crate::rule::set::{Set, kind_bit};
use crate::text::{hash_word, ones};

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
        let mut asking = Asking {
            sets: Numbers::new(Set::ANY, usize::MAX),
            kinds: Numbers::new(ANY_KIND, Named::MOST),
            wanted: Numbers::new(ANYTHING, CONDITIONS),
        };
        let (mut frames, mut patterns, mut called, mut callers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut numbers = FxHashMap::default();
        let mut number = |of: Called, asking: &mut Asking| {
            *numbers.entry(of.clone()).or_insert_with(|| {
                let from = (frames.len() as u32, patterns.len() as u32);
                frames.extend(of.frames.into_iter().filter_map(|frame| {
                    let required = Required::of(rules.rules[frame as usize].frame()?, &mut asking.wanted);
                    Some(CalledFrame { frame, required })
                }));
                for (id, pattern) in of
                    .patterns
                    .into_iter()
                    .filter_map(|id| Some((id, rules.rules[id as usize].pattern()?)))
                {
                    patterns.push(Asked::new(pattern, asking));
                    called.push(CalledPattern::new(id, pattern, asking));
                }
                callers.push(Caller {
                    frames: (from.0, frames.len() as u32),
                    patterns: (from.1, patterns.len() as u32),
                    needed: Required::any(frames[from.0 as usize..].iter().map(|f| f.required), &mut asking.wanted),
                    asked: Asked::any(&patterns[from.1 as usize..], asking),
                });
                callers.len() as u32 - 1
            })
        };
        // The first caller is that of words which call nothing.
        number(Called::default(), &mut asking);
        let calling: FxHashMap<u64, u32> = self.words.into_iter().map(|(hash, of)| (hash, number(of, &mut asking))).collect();
        let (mut verbs, mut verb_bits) = (Vec::new(), vec![0; ROWS]);
        for (lemma, of) in self.verbs {
            let lemma = usize::from(lemma);
            verbs.resize(verbs.len().max(lemma + 1), 0);
            verbs[lemma] = number(of, &mut asking);
            verb_bits[lemma / 64] |= 1 << (lemma % 64);
        }
        let by_mention = |(kind, id, later): (u32, u32, u32)| {
            let pattern = rules.rules[id as usize].pattern()?;
            let asked = Asked::new(pattern, &mut asking);
            let of = AskedByMention {
                mentions: asked.mentions,
                later: if later == 0 {
                    Asks::default()
                } else {
                    Asks::new(later, &mut asking)
                },
            };
            Some((kind, asked, of, CalledPattern::new(id, pattern, &mut asking)))
        };
        let mut mentions: Vec<_> = self.mentions.into_iter().filter_map(by_mention).collect();
        mentions.sort_by_cached_key(|(kind, ..)| u64::from(*kind));
        let mut kinds = vec![Vec::<ByMention>::new(); u32::BITS as usize];
        for ((kind, asked, ..), at) in mentions.iter().zip(0..) {
            let blocks = &mut kinds[kind.trailing_zeros() as usize];
            let [before, behind] = [asked.before, asked.behind].map(|set| asking.sets.values[usize::from(set)]);
            let fits = |block: &mut ByMention| {
                let bit = at - block.from;
                bit < u64::BITS && block.before.put(before, 1 << bit) && block.behind.put(behind, 1 << bit)
            };
            if !blocks.last_mut().is_some_and(fits) {
                let mut block = ByMention {
                    from: at,
                    ..ByMention::default()
                };
                fits(&mut block);
                blocks.push(block);
            }
        }
        called.extend(mentions.iter().map(|(.., called)| *called));
        let everywhere = self.everywhere.into_iter();
        let everywhere = everywhere.filter_map(|id| Some((id, Asked::new(rules.rules[id as usize].pattern()?, &mut asking))));
        let everywhere = everywhere.collect();
        let mut named = [0; u32::BITS as usize];
        for (kinds, number) in asking.kinds.values.iter().zip(0..) {
            for kind in ones(u64::from(may_fill(*kinds))) {
                named[kind] |= 1 << number;
            }
        }
        Needs {
            verb_bits,
            verbs,
            callers,
            frames,
            patterns,
            kinds,
            mentions: mentions.into_iter().map(|(_, _, of, _)| of).collect(),
            everywhere,
            called,
            conditions: Conditions::new(&asking.wanted.values),
            sets: asking.sets.values,
            masks: asking.kinds.values,
            named,
            ..known_words(&calling, by_word(&asking.wanted.values))
        }
    }
}

/// The words that call, with the numbers of their callers, and those that conditions ask for, with what they meet.
fn known_words(calling: &FxHashMap<u64, u32>, mut asked: FxHashMap<u64, Met>) -> Needs {
    for hash in calling.keys() {
        asked.entry(*hash).or_default();
    }
    // Words for which no number is left meet everything; those that none asks for nothing.
    let mut met = Numbers::new(Met::EVERYTHING, usize::MAX);
    met.of(Met::default());
    let mut asked: Vec<(u64, Met)> = asked.into_iter().collect();
    asked.sort_by_cached_key(|(hash, _)| *hash);
    let (rows, seats) = (rows_for(asked.len()), seats_for(asked.len()));
    let (mut word_bits, mut words) = (vec![0; rows], vec![KnownWord::NONE; seats]);
    for (hash, of) in asked {
        let (row, bit) = place(hash, rows);
        word_bits[row] |= 1 << bit;
        let mut behind = (0..seats).map(|more| seat_of(hash).wrapping_add(more) % seats);
        if let Some(free) = behind.find(|at| words[*at].hash == 0) {
            words[free] = KnownWord {
                hash,
                caller: calling.get(&hash).copied().unwrap_or_default(),
                met: met.of(of),
            };
        }
    }
    Needs {
        word_bits,
        words,
        met: met.values,
        ..Needs::default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{BUILTIN, LARGEST};

    /// Rules without a number are tried where they find nothing.
    #[test]
    fn built_in_rules_leave_numbers_for_those_of_users() {
        let files = BUILTIN.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let needs = Rules::parse(&files, &[], LARGEST).unwrap().needs;
        assert!(needs.masks.len() < Named::MOST);
        let last = CONDITIONS as u16 - 32..CONDITIONS as u16;
        assert!(needs.met[1..].iter().all(|met| !last.clone().any(|number| met.has(number))));
    }
}
