//! Where and when a relation tells that something happened.

use crate::document::{MentionRecord, RelationRecord};
use crate::gazetteer::Kind;
use crate::mention::{Day, TimeValue, days_of};

use super::happening::{Facts, MOST};

/// A place: an entry of a list, or a mention of one that no list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub entry: Option<u32>,
    pub site: Option<u32>,
}

/// Words for a town that was named before: "the city".
const TOWN: [&str; 5] = ["the city", "the town", "the village", "the capital", "the same city"];

/// Numbers that count days between two happenings.
const NUMBERS: [&str; 11] = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

impl Facts<'_> {
    /// Where a relation tells that it happened. "The city" is the last town that was named.
    pub(super) fn place(&self, relation: &RelationRecord) -> Place {
        let listed = self.arguments(relation, "place").find_map(|m| m.entry);
        if listed.is_some() {
            return Place { entry: listed, site: None };
        }
        let mut places = relation.arguments.iter().filter(|a| a.0 == "place").map(|a| a.1);
        let Some((at, m)) = places.find_map(|at| Some((at, self.mention(at)?))) else {
            return Place::default();
        };
        let words = m.span.text(self.text);
        if TOWN.iter().any(|town| words.eq_ignore_ascii_case(town)) {
            let mut before = self.mentions[..at as usize].iter().rev().take(MOST);
            let capital = words.eq_ignore_ascii_case("the capital");
            let may = |p: u32| {
                let entry = self.gazetteer.entry(p);
                !self.is_country(p) && (!capital || entry.is_subkind("capital"))
            };
            let town = before.find_map(|m| m.entry.filter(|&p| m.kind == Kind::Place && may(p)));
            return Place { entry: town, site: None };
        }
        let named = m.kind == Kind::Place && words.starts_with(char::is_uppercase);
        Place {
            entry: None,
            site: named.then_some(at),
        }
    }

    pub(super) fn is_country(&self, place: u32) -> bool {
        self.gazetteer.entry(place).is_subkind("country")
    }

    /// Whether the first place lies in the second.
    pub(super) fn lies_in(&self, place: u32, other: u32) -> bool {
        let (inner, outer) = (self.gazetteer.entry(place), self.gazetteer.entry(other));
        inner.country() == outer.country() && place != other && (outer.is_subkind("country") || inner.parent() == Some(outer.name()))
    }

    /// Whether two places may be one: the same, or one holds the other.
    pub(super) fn same_place(&self, a: Place, b: Place) -> bool {
        match (a.entry, b.entry) {
            (Some(a), Some(b)) => a == b || self.lies_in(a, b) || self.lies_in(b, a),
            (None, None) => match (a.site, b.site) {
                (Some(a), Some(b)) => self.same_site(a, b),
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether two places are told, and are the same.
    pub(super) fn named_alike(&self, a: Place, b: Place) -> bool {
        a.entry.is_some() && a.entry == b.entry || a.site.zip(b.site).is_some_and(|(a, b)| self.same_site(a, b))
    }

    fn same_site(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.mention(a), self.mention(b)) else {
            return true;
        };
        a.entity == b.entity || a.span.text(self.text).eq_ignore_ascii_case(b.span.text(self.text))
    }

    /// The first and last day of a relation's time. "A day after gunmen stormed the hotel" counts back from the day that is told.
    pub(super) fn days(&self, relation: &RelationRecord) -> Option<(Day, Day)> {
        let (m, (from, to)) = self.arguments(relation, "time").find_map(|m| Some((m, days(m)?)))?;
        let between = self.text.get(m.span.end()..relation.trigger.start()).unwrap_or_default();
        let Some(apart) = apart(between) else { return Some((from, to)) };
        let apart = apart?;
        Some((from.plus_days(apart), to.plus_days(apart)))
    }
}

/// The days that a mention of a date covers, whatever the hour.
fn days(m: &MentionRecord) -> Option<(Day, Day)> {
    match m.date {
        Some((_, TimeValue::At(when, _))) => days_of(when),
        _ => None,
    }
}

/// How many days the clause behind some words lies from the date before them: "a day after", "two weeks before"; `Some(None)` where it
/// lies at another time, but nobody says which.
fn apart(between: &str) -> Option<Option<i32>> {
    let words: Vec<&str> = between.split_whitespace().take(12).collect();
    let at = words.iter().position(|w| matches!(*w, "after" | "before"))?;
    let unit = match *words.get(at.checked_sub(1)?)? {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        "month" | "months" | "year" | "years" => return Some(None),
        _ => return None,
    };
    let count = at.checked_sub(2).and_then(|i| NUMBERS.iter().position(|n| *n == words[i]));
    let days = count.map(|n| unit * i32::try_from(n.max(1)).unwrap_or_default());
    // Of two happenings "a day after" tells the later first.
    Some(days.map(|days| if words[at] == "after" { -days } else { days }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_a_date_and_a_clause_tell_how_many_days_lie_between() {
        for (words, expected) in [
            (", a day after the Taliban ", Some(Some(-1))),
            (", two weeks before ", Some(Some(14))),
            (", three days after ", Some(Some(-3))),
            (", a month after gunmen ", Some(None)),
            (", days after ", Some(None)),
            (" soon after he ", None),
            (" when rebels ", None),
        ] {
            assert_eq!(apart(words), expected, "{words}");
        }
    }
}
