//! Which of the places of one name is meant.
//!
//! The evidence, strongest first: the container that the text names ("Paris, Texas"); the same name settled elsewhere in the article
//! (one sense per discourse: Gale, Church and Yarowsky 1992); countries and divisions that the article names; how near the place lies
//! to those that have only one reading or are settled already (Leidner 2007, spatial minimality); how many people live there.

mod containers;
mod namesake;

use std::num::NonZeroU16;

pub(crate) use containers::apart;
use namesake::{DEGREE, Namesake, Sort, Votes, distance};
use rustc_hash::FxHashMap;

use crate::gazetteer::{Gazetteer, Hit};
use crate::text::{Sieve, Token};

/// The entry of a place that shares its name with listed ones and is none of them: "Belgrade, Minn."
pub(crate) const UNLISTED: u32 = u32::MAX;
/// Namesakes that are weighed: the likeliest.
const NAMESAKES: usize = 48;
/// Settled places that others are measured against.
const ANCHORS: usize = 48;
/// The most namesakes that are kept for the next article.
const KEPT: usize = 1 << 13;
/// The weight of a country and of a division that the article names, against the logarithm of a population.
const COUNTRY: f64 = 2.5;
const DIVISION: f64 = 6.0;
const NEAR: f64 = 3.0;
/// What a country loses that the article says nothing else of, against a division of its name.
const NOWHERE: f64 = 1.5;

/// The memory for settling the places of an article; it serves article after article that is read with the same lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// The names by their chains. What they may mean is kept: most names of an article stood in one before.
    chains: FxHashMap<u32, u32>,
    names: Vec<Name>,
    /// The places that the names may mean, name after name.
    namesakes: Vec<Namesake>,
    mentions: Vec<Mention>,
    countries: Votes<NonZeroU16>,
    divisions: Votes<(NonZeroU16, u64)>,
    /// The hashes of the divisions: most namesakes lie in others.
    parts: Sieve,
    anchors: Vec<(f64, f64)>,
    /// Names that were settled by what is around them.
    open: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Name {
    namesakes: std::ops::Range<usize>,
    /// Whether the first of them is meant wherever nothing speaks for another.
    sure: bool,
    /// Whether the first of them is a county.
    county: bool,
    /// What it means in this article.
    settled: Option<Choice>,
}

#[derive(Clone, Copy, Debug)]
struct Mention {
    name: usize,
    /// What its own container says.
    fixed: Option<Choice>,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// A place among the namesakes.
    Place(usize),
    /// A place that no list has.
    Unlisted,
}

impl Places {
    /// Sets the entry of each place, in the order of the text, with the number of its mention; `nations` are the entries of the
    /// article's nationalities, forces, outlets and bodies.
    /// Where the text puts a place into a division that has none of the name, its entry becomes [`UNLISTED`].
    pub(crate) fn settle(&mut self, gazetteer: &Gazetteer, tokens: &[Token], nations: &[u32], places: &mut [(u32, Hit)]) {
        if places.is_empty() {
            return;
        }
        self.clear();
        for (_, hit) in &*places {
            self.add(gazetteer, hit.chain);
        }
        self.containers(gazetteer, tokens, places);
        self.counties(gazetteer);
        for &nation in nations {
            if let Some(country) = gazetteer.entry(nation).country_number().and_then(NonZeroU16::new) {
                self.countries.add(country, 0.5);
            }
        }
        self.context();
        self.rest();
        for (mention, (_, hit)) in self.mentions.iter().zip(places) {
            // Of two of one name, each with its container, the later one holds from there on.
            let name = &mut self.names[mention.name];
            name.settled = mention.fixed.or(name.settled);
            hit.entry = match name.settled {
                Some(Choice::Place(place)) => self.namesakes[place].entry,
                Some(Choice::Unlisted) => UNLISTED,
                None => hit.entry,
            };
        }
    }

    fn clear(&mut self) {
        for mention in self.mentions.drain(..) {
            self.names[mention.name].settled = None;
        }
        if self.namesakes.len() > KEPT {
            self.chains.clear();
            self.names.clear();
            self.namesakes.clear();
        }
        self.countries.clear();
        self.divisions.clear();
        self.parts = Sieve::default();
        self.anchors.clear();
    }

    fn add(&mut self, gazetteer: &Gazetteer, chain: u32) {
        let name = *self.chains.entry(chain).or_insert_with(|| {
            let from = self.namesakes.len();
            let namesakes = gazetteer.namesakes(chain).take(NAMESAKES);
            self.namesakes.extend(namesakes.map(|number| Namesake::new(gazetteer, number)));
            let namesakes = &self.namesakes[from..];
            self.names.push(Name {
                sure: match namesakes {
                    [_] => true,
                    [first, other] => first.sort == Sort::Country && other.sort != Sort::Division,
                    _ => false,
                },
                county: namesakes.first().is_some_and(|first| first.sort == Sort::County),
                namesakes: from..self.namesakes.len(),
                settled: None,
            });
            self.names.len() as u32 - 1
        });
        self.mentions.push(Mention {
            name: name as usize,
            fixed: None,
        });
    }

    /// The places that a name may mean.
    fn of(&self, name: usize) -> std::ops::Range<usize> {
        self.names[name].namesakes.clone()
    }

    /// The same, where a choice may have been made among them.
    fn left(&self, name: usize, choice: Option<Choice>) -> std::ops::Range<usize> {
        match choice {
            Some(Choice::Place(one)) => one..one + 1,
            Some(Choice::Unlisted) => 0..0,
            None => self.of(name),
        }
    }

    /// What the article says of where it is: its countries, divisions, places with one reading.
    fn context(&mut self) {
        for i in 0..self.mentions.len() {
            let Mention { name, fixed } = self.mentions[i];
            let name = &self.names[name];
            let first = || name.sure.then_some(Choice::Place(name.namesakes.start));
            let sure = fixed.or(name.settled).or_else(first);
            if let Some(Choice::Place(place)) = sure {
                self.note(place, 1.0);
            }
        }
    }

    /// Lets a place speak for what is around it, or takes that back.
    fn note(&mut self, place: usize, sign: f64) {
        let place = self.namesakes[place];
        let Some(country) = place.country else { return };
        self.countries.add(country, sign);
        self.parts.put(place.division);
        match place.sort {
            Sort::Country => return,
            Sort::Division => self.divisions.add((country, place.division), 1.5 * sign),
            _ if place.parted => self.divisions.add((country, place.division), sign),
            _ => {}
        }
        let Some(at) = place.at() else { return };
        let known = self.anchors.iter().position(|known| *known == at);
        match known {
            Some(place) if sign < 0.0 => {
                self.anchors.remove(place);
            }
            None if sign > 0.0 && self.anchors.len() < ANCHORS => self.anchors.push(at),
            _ => {}
        }
    }

    /// Names without a sure reading, in the order of the text; each settled one helps the next. Then the same once more, each against what
    /// all the others have become.
    fn rest(&mut self) {
        let mut open = std::mem::take(&mut self.open);
        for i in 0..self.mentions.len() {
            let name = self.mentions[i].name;
            if self.names[name].settled.is_some() {
                continue;
            }
            let of = self.of(name);
            let best = match of.len() {
                0 => continue,
                1 => of.start,
                _ => {
                    let best = self.likeliest(of);
                    self.note(best, 1.0);
                    open.push(name);
                    best
                }
            };
            self.names[name].settled = Some(Choice::Place(best));
        }
        if open.len() > 1 {
            for name in open.drain(..) {
                let Some(Choice::Place(first)) = self.names[name].settled else {
                    continue;
                };
                self.note(first, -1.0);
                let best = self.likeliest(self.of(name));
                self.note(best, 1.0);
                self.names[name].settled = Some(Choice::Place(best));
            }
        }
        open.clear();
        self.open = open;
    }

    /// The one of several places that most speaks for; of equals the first.
    fn likeliest(&self, places: std::ops::Range<usize>) -> usize {
        let (mut best, mut most) = (places.start, f64::NEG_INFINITY);
        // Many namesakes stand by their country together.
        let (mut country, mut own) = (None, 0.0);
        for (namesake, place) in self.namesakes[places.clone()].iter().zip(places) {
            if namesake.country != country {
                country = namesake.country;
                own = country.map_or(0.0, |country| self.countries.share(&country, 0.0));
            }
            if let Some(score) = self.score(namesake, own, most) {
                (best, most) = (place, score);
            }
        }
        best
    }

    /// What speaks for a place of whose country the article speaks so much, when it is more than what speaks for another.
    fn score(&self, place: &Namesake, own: f64, most: f64) -> Option<f64> {
        let mut score = place.weight;
        if let Some(country) = place.country {
            score += COUNTRY * own;
            // "Georgia" among towns of the United States.
            if place.sort == Sort::Country && own <= 0.0 && self.divisions.all >= 1.0 {
                score -= NOWHERE;
            }
            // What speaks for a division speaks for its country too.
            if own > 0.0 && self.divisions.all > 0.0 && self.parts.may_hold(place.division) {
                // One division among many countries says little.
                let least = self.countries.all / 2.0;
                score += DIVISION * self.divisions.share(&(country, place.division), least);
            }
        }
        // The distances take most of the time, and can give no more than that.
        if score + NEAR > most
            && let Some(here) = place.at()
            && place.sort != Sort::Country
        {
            let nearest = self.anchors.iter().fold(f64::INFINITY, |nearest, &there| {
                // A degree of latitude is the least that the distance can be, and spares most of the cosines.
                if DEGREE * (here.0 - there.0).abs() < nearest {
                    nearest.min(distance(here, there))
                } else {
                    nearest
                }
            });
            score += NEAR * (-nearest / 150.0).exp();
        }
        (score > most).then_some(score)
    }
}

#[cfg(test)]
mod tests;
