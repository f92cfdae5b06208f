//! Base noun phrases: counts, modifiers, the head.

use super::chunk::{Chunker, NounPhrase};
use super::compound::{ALIAS, DIRECTIONS};
use super::noun_kind::{NAMES_KIND, named_thing};
use super::units::Unit;
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, hashes};

impl Chunker<'_> {
    /// Whether a word stands at `i` that a noun phrase may go on with.
    pub(super) fn goes_on(&self, i: usize) -> bool {
        let closes =
            class::PREP | class::CONJ | class::SUBORD | class::DET | class::AUX_BE | class::AUX_HAVE | class::MODAL | class::WEEKDAY;
        self.tokens.get(i).is_some_and(|t| t.punct == 0) && !self.word(i).is(closes) && !self.is(i, hashes!["to"])
    }

    /// "fighting" with whom or for what, behind those who do.
    pub(super) fn does_fight(&self, i: usize) -> bool {
        let who = self
            .word(i.wrapping_sub(1))
            .is(class::PERSON_PL | class::FORCE_NOUN | class::GROUP_NOUN);
        who && self.is(i, hashes!["fighting", "battling"])
            && (self.word(i + 1).is(class::DET) || self.is(i + 1, hashes!["alongside", "for", "against", "under"]))
    }

    /// Whether a person's name begins at `i`, with or without a title: "killing singer Luis Vano".
    pub(super) fn person_at(&self, i: usize) -> bool {
        let name = |i: usize| self.units.at(i).is_some_and(|u| u.kind == Kind::Person);
        // "Lt. Gen. Luis Vano".
        let stop = |i: usize| self.tokens.get(i).is_some_and(|t| t.punct == b'.');
        name(i) || self.word(i).is(class::PERSON | class::TITLE) && (name(i + 1) || stop(i + 1) && name(i + 2))
    }

    /// Whether a mention begins at `i` that is no date.
    pub(super) fn unit_at(&self, i: usize) -> bool {
        self.units.at(i).is_some_and(|u| u.kind != Kind::Date)
    }

    /// "local sources suspected that", "sources suspected the Dawn Front".
    fn suspects(&self, start: usize, i: usize) -> bool {
        let who = || i > start && self.is(i - 1, hashes!["sources", "officials", "authorities"]);
        let whom = || self.unit_at(i + 1) || self.word(i + 1).is(class::DET);
        self.is(i, hashes!["suspected", "suspect"]) && (self.is(i + 1, hashes!["that"]) || who() && whom())
    }

    /// Where "(BH)" ends at `i`: the acronym of a group's name that people stand behind, as in "Boko Haram (BH) militants".
    fn acronym_end(&self, i: usize, to: usize) -> Option<usize> {
        let [acronym, close] = [self.tokens.get(i + 1)?, self.tokens.get(i + 2)?];
        let people = i + 3 < to && self.word(i + 3).is(class::PERSON_PL);
        (acronym.has(Token::ALL_CAPS) && close.punct == b')' && people).then_some(i + 3)
    }

    /// Whether a word that may go on with a noun phrase opens what follows it instead: its verb, an adverb, what is said of it.
    fn ends_before(&self, i: usize, np: &NounPhrase) -> bool {
        let (word, next, start) = (self.word(i), self.word(i + 1), np.first as usize);
        // "the three earlier attacks".
        if self.compares(i) {
            return false;
        }
        // "went on trial accused of killing two".
        let participle = word.forms & (form::PAST | form::PARTICIPLE) != 0;
        if participle && self.is(i, hashes!["accused", "suspected"]) && self.is(i + 1, hashes!["of"]) {
            return true;
        }
        if word.lemma != 0 && (self.suspects(start, i) || self.is(i, hashes!["report"]) && self.many_do(i)) {
            return true;
        }
        // "whom the army blames for the raid".
        let whom = || start > 0 && self.word(start - 1).is(class::RELATIVE) && self.is(i + 1, hashes!["for", "of"]);
        if self.is(i, hashes!["blames", "accuses"]) || self.is(i, hashes!["blame", "suspect"]) && whom() {
            return true;
        }
        // "killed six workers building a bridge", "a truck leading the convoy": what stands before an article describes no noun.
        let does =
            word.is(class::ADJ) && word.forms & form::ING != 0 || self.is(i, hashes!["building"]) && self.word(i - 1).is(class::PERSON_PL);
        // "people fleeing Oru".
        let people = class::PERSON_PL | class::PERSON | class::FORCE_NOUN;
        let others = || word.is(class::ADJ) && self.word(i - 1).is(class::PERSON_PL | class::NUMBER | class::PARTITIVE) && !next.is(people);
        if does && (next.is(class::DET | class::POSS_DET) || i > start && others()) {
            return true;
        }
        // "dominant heights northwest of Oru".
        if self.is(i + 1, hashes!["of"]) && self.is(i, DIRECTIONS) {
            return true;
        }
        let nounish = word.is(NOUNISH);
        let adjective = || {
            // "two masked gunmen", "two alleged members".
            let counted = np.number.is_some() && np.head + 1 == i as u32 && !self.word(i - 1).is(class::PERSON | class::PERSON_PL);
            let named = class::PERSON | class::PERSON_PL | class::FACILITY | class::WEAPON | class::EVENT;
            // "four suspected Taliban", "two captured Taliban fighters".
            let group = || {
                let named = self.units.at(i + 1).filter(|_| counted);
                let people = |u: &Unit| self.word(u.end as usize).is(class::PERSON_PL | class::FORCE_NOUN);
                named.is_some_and(|u| word.is(class::HEDGE) || people(u))
            };
            // "four suspected drug dealers", "four suspected hit men".
            let hit = || self.is(i, hashes!["hit"]) && self.is(i + 1, hashes!["man", "men"]);
            let suspected = || counted && participle && self.goes_on(i + 1) && !next.is(class::PRONOUN);
            word.is(class::HEDGE) && suspected()
                || participle && hit()
                || word.is(class::ADJ) && (next.is(class::FORCE_NOUN | class::GROUP_NOUN) || counted && next.is(named | class::ADJ))
                || (word.is(class::ADJ) || participle) && group()
                || participle && np.number.is_some() && self.number(i - 1) && self.held_people(start, i + 1)
                || participle && self.described(start, i)
                || word.forms & form::ING != 0 && self.doing_of(start, i)
        };
        if np.kind.is_some() || np.mention.is_some() {
            // "took the banker hostage", but "a German hostage".
            let nation = || np.kind == Some(Kind::Nationality) && self.is(start, hashes!["a", "an"]);
            if participle && !nounish && !adjective() || word.is(class::PREDICATE) && !nation() {
                return true;
            }
            if !nounish && (self.adverb_ends(i) || self.unknown_past(i) || self.unknown_doing(i)) {
                return true;
            }
            // "police blame the rebels": the noun phrase ends before the verb; not so "in Oru state this week".
            let tells = word.lemma != 0 && word.forms & (form::BASE | form::S) != 0 && !self.is(i, hashes!["state"]);
            if tells && (next.is(class::DET | class::POSS_DET) && !self.is(i + 1, hashes!["that"]) || self.many_do(i)) || self.often_do(i) {
                return true;
            }
            if self.means_or_lives(i, start, np) {
                return true;
            }
            // "the army claims to have killed": nor does "claims" name a thing.
            if word.is(class::SAY) && self.is(i + 1, hashes!["to"]) && self.word(i + 2).is(class::AUX_HAVE) {
                return true;
            }
            // "The Dawn Front claims full responsibility".
            let claimed = |t: usize| self.is(t, hashes!["responsibility", "credit"]);
            if word.is(class::SAY) && (claimed(i + 1) || claimed(i + 2) && next.is(class::ADJ)) {
                return true;
            }
            // "Kenya holds al Shabaab", "the militants operate in".
            if word.lemma != 0 && !nounish {
                // "the group uses northern Mali".
                let named = || self.unit_at(i + 1) || next.is(class::ADJ) && self.unit_at(i + 2);
                let one = np.mention.is_some() || self.word(i - 1).is(class::GROUP_NOUN | class::FORCE_NOUN);
                let goes = np.mention.is_some()
                    && word.is(class::INTRANS)
                    && !self.is(i, hashes!["lives"])
                    && next.is(class::PREP | class::PARTICLE);
                let one_acts = one && word.forms & form::S != 0 && (named() || goes || self.one_does(i));
                let many_act = self.word(i - 1).is(class::PERSON_PL)
                    && word.forms & form::BASE != 0
                    && (next.is(class::PREP) || self.number(i + 1) || named());
                if one_acts || many_act {
                    return true;
                }
            }
            // "officials suspect the rebels of".
            if word.lemma != 0 && self.is(i, hashes!["suspect", "suspects"]) && self.unit_at(i + 1) {
                return true;
            }
            // "by police first", "a group first blamed by".
            let told = || self.tokens.get(i + 1).is_none_or(|t| t.punct != 0) || next.forms & form::PARTICIPLE != 0;
            if self.is(i, hashes!["first", "last"]) && told() {
                return true;
            }
            // "troops fighting alongside the rebels", "by police minutes later", "killed two men days into the truce".
            let behind = hashes!["later", "earlier", "after", "before", "ago", "afterwards", "into", "apart"];
            if word.lemma != 0 && self.does_fight(i) || word.is(class::TIME_NOUN) && self.is(i + 1, behind) {
                return true;
            }
            // "the men responsible for", "soldiers loyal to".
            if word.is(class::ADJ) && !nounish && (next.is(class::PREP) || self.is(i + 1, hashes!["to"])) {
                return true;
            }
        }
        // "an attack authorities blamed on rebels": who speaks of it.
        let speaks = np.kind == Some(Kind::Event) && word.is(class::PERSON_PL | class::FORCE_NOUN | class::GOV_NOUN);
        if speaks && next.is(class::SAY) && next.forms & form::PAST != 0 {
            return true;
        }
        if word.forms & form::ING != 0 && self.names_building(i) {
            return false;
        }
        // "the group likely seeks to": an adverb; but "its most likely target".
        if self.is(i, hashes!["likely"]) && next.lemma != 0 && !self.is(i - 1, hashes!["most", "more", "very", "highly"]) {
            return true;
        }
        // "attacked Bana and Kolo overnight": behind a name as behind what has a kind.
        if word.is(class::ADVERB) && self.tokens[i - 1].is_capitalized() && !self.tokens[i].is_capitalized() && self.adverb_ends(i) {
            return true;
        }
        let deed = word.lemma != 0 && (word.forms & (form::PAST | form::ING) != 0 || !word.is(class::COMMON));
        // "the African Inland Church": an adverb within a name.
        let capital = |t: &Token| t.is_capitalized() && !t.has(Token::ALL_CAPS);
        let named = || [i - 1, i, i + 1].iter().all(|&t| self.tokens.get(t).is_some_and(capital));
        !nounish && !word.is(class::ADJ) && (deed && !adjective() || word.is(class::ADVERB) && !named())
    }

    pub(super) fn noun_phrase(&self, start: usize, to: usize) -> Option<NounPhrase> {
        let mut np = NounPhrase {
            first: start as u32,
            end: start as u32,
            head: start as u32,
            mention: None,
            kind: None,
            number: None,
            negative: false,
            hedged: false,
        };
        let mut i = start;
        let (mut content, mut open) = (false, false);
        while i < to {
            if let Some(u) = self.units.at(i) {
                if u.kind == Kind::Date {
                    // "the Easter Sunday bombings": one thing.
                    let (end, named) = (u.end as usize, content && self.tokens[i - 1].is_capitalized());
                    if named && end < to && self.word(end).is(class::EVENT) && self.word(start).is(class::DET) {
                        i = end;
                        continue;
                    }
                    if !content
                        && i > start
                        && !self.is(start, hashes!["that"])
                        && let Some(end) = self.dated_event(end, to)
                    {
                        i = end;
                        continue;
                    }
                    break;
                }
                if content && self.begins_another(i, u, &np) {
                    break;
                }
                // "in the town of Oru unknown gunmen fled": the place is all of it.
                let placed = u.kind == Kind::Place && i == start && self.after_kind_of_place(start, u.end as usize);
                np.mention = Some(u.mention);
                np.kind = Some(u.kind);
                if placed {
                    i = u.end as usize;
                    np.head = i as u32 - 1;
                    content = true;
                    break;
                }
                if u.kind == Kind::Quantity {
                    np.number = Some(u.mention);
                    np.mention = None;
                    np.kind = Some(Kind::People);
                }
                i = u.end as usize;
                np.head = i as u32 - 1;
                content = true;
                continue;
            }
            let (token, word) = (&self.tokens[i], self.words[i]);
            // "two soldiers instantly", "a truck downed": a word of no list may end the phrase by its ending.
            let told = || {
                let ending = token.span.text(self.text).as_bytes().last_chunk();
                matches!(ending, Some(b"ed" | b"ly")) || self.unknown_doing(i)
            };
            let plain = word.lemma == 0 && !word.is(DECIDES) && token.punct == 0 && !token.has(Token::POSSESSIVE);
            if content && (self.distance(i) || self.hyphenated_verb(i)) {
                break;
            }
            if let Some(end) = self.ship_end(i, to) {
                i = end;
                (np.head, np.mention, np.kind) = (i as u32 - 1, None, Some(Kind::Facility));
                content = true;
                continue;
            }
            // "Luis Vano alias El Chino was held": who has two names.
            if np.kind == Some(Kind::Person)
                && self.is(i, ALIAS)
                && let Some(end) = self.capitals_end(i + 1, to)
            {
                i = end;
                continue;
            }
            // "a series of meticulously planned raids".
            if !content && word == Word::default() && self.manner_of_thing(i) {
                i += 2;
                continue;
            }
            if plain && !(content && word == Word::default() && told()) {
                np.head = i as u32;
                np.mention = None;
                np.kind = named_thing(np.kind, token, word);
                content = true;
                i += 1;
                continue;
            }
            // "denied this and said".
            if !content && i > start && word.is(class::CONJ) && self.is(i - 1, hashes!["this", "that"]) {
                break;
            }
            // What most phrases end before.
            if content && word.is(ENDS) && token.punct == 0 && !token.has(Token::POSSESSIVE) {
                if word.is(class::CONJ) && self.modifiers_go_on(i) || word.is(class::MODAL) && self.vessel(i) {
                    i += 1;
                    continue;
                }
                break;
            }
            if token.has(Token::POSSESSIVE) {
                // The possessor is its own phrase; the thing had starts a new one.
                if content {
                    break;
                }
                i += 1;
                continue;
            }
            if token.punct != 0 {
                if let Some(next) = self.past_mark(i, to, content, &mut np, &mut open) {
                    i = next;
                    continue;
                }
                break;
            }
            if content {
                if self.ends_before(i, &np) {
                    break;
                }
            } else {
                if word.is(STANDS_ALONE)
                    && !self.is(i, hashes!["the", "a", "an"])
                    && let Some(alone) = self.alone(i, np)
                {
                    return Some(alone);
                }
                if word.is(class::PRONOUN) {
                    break;
                }
                if word.is(class::DET | class::POSS_DET) {
                    np.negative |= word.is(class::NEG);
                    i += 1;
                    continue;
                }
                // "a clearly marked vehicle": the adverb and what it describes.
                if i > start && self.describes(i) && i + 2 < to {
                    i += 2;
                    np.head = i as u32 - 1;
                    content = true;
                    continue;
                }
            }
            np.hedged |= word.is(class::HEDGE);
            np.head = i as u32;
            np.mention = None;
            np.kind = named_thing(np.kind, token, word);
            content = true;
            i += 1;
        }
        if i == start || !content {
            return None;
        }
        // "killed 11 “terrorists” in Oru": what a quote opens within is closed within.
        i += usize::from(open && i < to && self.tokens[i].punct == b'"');
        np.end = i as u32;
        self.tell_kind(&mut np);
        Some(np)
    }

    /// Whether the mention at `i` begins a phrase of its own behind the words of another.
    fn begins_another(&self, i: usize, unit: &Unit, np: &NounPhrase) -> bool {
        let start = np.first as usize;
        // "an attack Turkey blamed on": a name behind an event.
        if np.kind == Some(Kind::Event) && !matches!(unit.kind, Kind::Nationality | Kind::Weapon) {
            return true;
        }
        // "within hours Iran fired": one behind a time.
        let time = |i: usize| self.word(i).is(class::TIME_NOUN) || self.is(i, hashes!["time"]);
        if np.kind.is_none() && np.mention.is_none() && time(np.head as usize) {
            return true;
        }
        // "in the strip three children were killed": a number behind a noun.
        unit.kind == Kind::Quantity && i > start && self.closes_phrase(start, i - 1)
    }

    /// Where the phrase goes on behind the mark at `i`, if it does; `open` tells whether a quote within it is.
    fn past_mark(&self, i: usize, to: usize, content: bool, np: &mut NounPhrase, open: &mut bool) -> Option<usize> {
        let (token, start) = (&self.tokens[i], np.first as usize);
        let glued = || token.has(Token::GLUED);
        match token.punct {
            b'-' if glued() && content && self.tokens.get(i + 1).is_some_and(|t| t.has(Token::GLUED)) => {
                self.join_parts(i, np);
                Some(i + 2)
            }
            b',' if np.kind == Some(Kind::Place) && self.places_thing(start, i) => {
                Some(self.units.at(i + 1).map_or(i, |u| u.end as usize) + 1)
            }
            // "Sen. Luis Vano".
            b'.' if glued() && content && self.word(i - 1).is(class::TITLE) && self.person_at(i + 1) => Some(i + 1),
            // "St. Mary's Hospital".
            b'.' if glued() && content && self.is(i - 1, hashes!["st"]) && self.tokens.get(i + 1).is_some_and(Token::is_capitalized) => {
                Some(i + 1)
            }
            b'(' if content && np.kind == Some(Kind::Group) => self.acronym_end(i, to),
            b'"' if self.quotes_part(i, content, np) => {
                *open = !*open;
                Some(i + 1)
            }
            _ => None,
        }
    }

    /// Whether the quote at `i` opens or closes within the phrase.
    fn quotes_part(&self, i: usize, content: bool, np: &NounPhrase) -> bool {
        let start = np.first as usize;
        // "members of a “terror cell”".
        if i > start && !content {
            return true;
        }
        // "killed 11 “terrorists”", "killed 15 “apostates”".
        let people = || {
            let alone = self.word(i + 1) == Word::default() && self.tokens.get(i + 2).is_some_and(|t| t.punct == b'"');
            self.word(i + 1).is(class::PERSON_PL) || alone && start > 0 && self.harms_people(start - 1)
        };
        if np.number.is_some() && np.head + 1 == i as u32 && people() {
            return true;
        }
        // "the “Dawn Front” rebel group".
        let group = |i: usize| self.word(i).is(class::GROUP_NOUN);
        if np.mention.is_some() && np.kind == Some(Kind::Group) && (group(i + 1) || group(i + 2) && self.goes_on(i + 1)) {
            return true;
        }
        // "hit “sensitive” sites": one quoted word describes the noun behind it.
        let quoted = i == start + 1 && start > 0 && self.tokens[start - 1].punct == b'"' && np.kind.is_none() && np.mention.is_none();
        quoted && content && self.goes_on(i + 1) && self.word(i + 1).forms & form::PAST == 0
    }

    /// The phrase that ends with the word at `i`, which is no article and before which nothing but a determiner stands, where that is all
    /// of it: a pronoun, or a count of people who stand elsewhere.
    fn alone(&self, i: usize, np: NounPhrase) -> Option<NounPhrase> {
        let (word, first) = (self.word(i), i == np.first as usize);
        let one = self.is(i, hashes!["one"]);
        let of = || self.is(i + 1, hashes!["of"]);
        // "killed no one", "killed one of the guards".
        let counted = one && (np.negative && !self.goes_on(i + 1) || first && of() && self.one_of_people(i + 2));
        // "before officers killed her": nothing is hers.
        let her = first && self.is(i, hashes!["her"]) && !self.goes_on(i + 1);
        let pronoun = (her || word.is(class::PRONOUN)) && (first || np.negative);
        // "several were hurt", "most of them".
        let determined =
            word.is(class::DET) && (first && self.stands_alone(i) || of() && !self.is(i, hashes!["this", "that", "these", "those", "no"]));
        (counted || pronoun || determined).then_some(NounPhrase {
            head: i as u32,
            end: i as u32 + 1,
            kind: (counted || !pronoun && !self.of_things(i + 1) || np.negative).then_some(Kind::People),
            ..np
        })
    }
}

/// Words that need a look at what stands around them; all others but the forms of verbs only go on with a noun phrase.
const DECIDES: u64 = class::DET
    | class::POSS_DET
    | class::PRONOUN
    | class::NEG
    | class::CLOSES
    | class::PREDICATE
    | class::ADJ
    | class::ADVERB
    | class::TIME_NOUN
    | class::HEDGE;

/// Words that may be a noun phrase alone.
const STANDS_ALONE: u64 = class::DET | class::POSS_DET | class::PRONOUN | class::NUMBER;

/// Words that are nouns, whatever else they may be.
pub(super) const NOUNISH: u64 = NAMES_KIND | class::TIME_NOUN | class::TITLE;

/// Words that stand in no noun phrase behind its first noun.
const ENDS: u64 = class::CLOSES | class::DET | class::POSS_DET | class::PRONOUN;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// Words that are looked for by their text only where their class lets them be.
    #[test]
    fn words_are_found_by_their_class() {
        for (words, class) in [
            (
                hashes!["another", "both", "several", "many", "most", "few", "some", "all", "no"].as_slice(),
                class::DET,
            ),
            (hashes!["no"], class::NEG),
            (hashes!["to"], class::PREP),
            (hashes!["that"], class::RELATIVE),
            (hashes!["one", "her"], STANDS_ALONE),
        ] {
            for &word in words {
                assert!(Lexicon::get().probe(word).is(class), "{class:b}");
            }
        }
    }
}
