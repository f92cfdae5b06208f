//! What the whole article says for each of its candidates.

use crate::gazetteer::Kind;
use crate::mention::{TimeValue, days_of};

use super::Source;
use super::candidate::head_class;
use super::part::{Part, part};
use super::reading::Reading;
use super::rows::Rows;
use super::words::{Words, mark};

/// The setting of the candidates of an article; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    pub strong: usize,
    pub families: Vec<usize>,
    pub sentences: usize,
    pub we: usize,
    /// How old the day is that each reading speaks of.
    pub ages: Vec<Part<'static>>,
    /// Who strikes and who is struck in each reading.
    pub blows: Rows<(Part<'static>, Part<'static>)>,
}

impl Setting {
    /// Opens the setting for an article of so many sentences.
    pub(super) fn open(&mut self, sentences: usize) {
        (self.sentences, self.strong, self.we) = (sentences, 0, 0);
        self.families.clear();
        self.families.resize(Words::get().families.len(), 0);
        self.ages.clear();
        self.blows.open(0);
    }

    /// Adds what the next sentence says.
    pub(super) fn add(&mut self, reading: &Reading<'_>, source: &Source<'_>) {
        let known = Words::get();
        for trigger in reading.triggers {
            self.families[usize::from(trigger.family)] += 1;
            self.strong += usize::from(known.family(trigger.family).strong);
        }
        self.we += reading.senses[reading.range()].iter().filter(|sense| sense.has(mark::WE)).count();
        self.ages.push(self.age(reading, source));
        self.add_blows(reading);
    }

    /// How old the day is that a sentence speaks of, or the sentence before it.
    fn age(&self, reading: &Reading<'_>, source: &Source<'_>) -> Part<'static> {
        let dates = reading.units.iter().filter(|u| u.kind == Kind::Date);
        let here = dates.rev().find_map(|unit| {
            let (_, TimeValue::At(when, _)) = source.mentions.get(unit.mention as usize)?.date()? else {
                return None;
            };
            let ((_, to), published) = (days_of(when)?, source.published?);
            let age = |days: i32| to.plus_days(days) >= published;
            Some(if to > published {
                part!("future")
            } else if age(1) {
                part!("day")
            } else if age(9) {
                part!("week")
            } else if age(62) {
                part!("month")
            } else if age(365) {
                part!("year")
            } else {
                part!("old")
            })
        });
        let last = self.ages.last().copied().unwrap_or(part!("none"));
        here.unwrap_or(match last.name {
            "day" => part!("day~"),
            "week" => part!("week~"),
            "month" => part!("month~"),
            "year" | "old" => part!("old~"),
            _ => last,
        })
    }

    /// Adds who strikes and who is struck, by the words of violence of a sentence.
    fn add_blows(&mut self, reading: &Reading<'_>) {
        let known = Words::get();
        let row = self.blows.add();
        for (n, noun) in (0..).zip(reading.phrases.nouns) {
            for link in reading.links(n).filter(|l| !l.negated) {
                let family = known.family(link.family);
                let side = match (family.name.name, link.slot.name) {
                    ("die", "subject" | "of") => part!("struck"),
                    _ if !family.strong => continue,
                    (_, "object" | "of" | "against" | "on") => part!("struck"),
                    (_, "subject" | "agent" | "by") => part!("striker"),
                    _ => continue,
                };
                let from = reading.units.partition_point(|u| u.end < noun.end);
                let unit = reading.units.get(from).filter(|u| u.end == noun.end && u.kind != Kind::Quantity);
                let class = match unit {
                    Some(unit) => known.kind(unit.kind),
                    None => known.class(head_class(known, reading, noun.head as usize)).name,
                };
                self.blows.push_once(row, (side, class));
            }
        }
    }
}
