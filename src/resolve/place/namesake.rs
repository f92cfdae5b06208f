//! A place that a name may mean, and what the article says for it.

use std::num::NonZeroU16;

use rustc_hash::FxHashMap;

use crate::gazetteer::{Entry, Gazetteer};
use crate::text::hash_word;

/// A place that a name may mean, with what the lists say of it: it is asked for again and again. In 32 bytes: those of the names of an
/// article stand far apart in memory that no cache holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Namesake {
    pub(super) weight: f64,
    /// The hash of the name of its division.
    pub(super) division: u64,
    /// Its latitude and longitude in ten-millionths of a degree, of which the lists have no smaller part; `NOWHERE` without any.
    at: [i32; 2],
    pub(super) entry: u32,
    pub(super) country: Option<NonZeroU16>,
    pub(super) sort: Sort,
    /// Whether a parent names its division: the chief town of a division of its name has no other parent.
    pub(super) parted: bool,
}

/// The ten-millionths of a degree.
const PARTS: f64 = 1e7;

/// No coordinates.
const NOWHERE: [i32; 2] = [i32::MAX; 2];

/// The sorts of places that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Country,
    Division,
    /// A town or less, which has namesakes that no list has.
    Town,
    County,
    Other,
}

impl Namesake {
    pub(super) fn new(gazetteer: &Gazetteer, number: u32) -> Self {
        let entry = gazetteer.entry(number);
        let sort = match entry.subkind_bytes() {
            b"country" => Sort::Country,
            b"admin1" => Sort::Division,
            b"city" | b"capital" | b"town" => Sort::Town,
            b"county" => Sort::County,
            _ => Sort::Other,
        };
        let parent = if sort == Sort::Division {
            Some(entry.name())
        } else {
            entry.parent()
        };
        Self {
            entry: number,
            sort,
            weight: weight(entry),
            country: entry.country_number().and_then(NonZeroU16::new),
            division: hash_word(parent.unwrap_or(entry.name())),
            parted: parent.is_some(),
            at: entry.coordinates().map_or(NOWHERE, |(north, east)| {
                [north, east].map(|degrees| (degrees * PARTS).round() as i32)
            }),
        }
    }

    /// Latitude and longitude in degrees.
    pub(super) fn at(&self) -> Option<(f64, f64)> {
        let [north, east] = self.at.map(|parts| f64::from(parts) / PARTS);
        (self.at != NOWHERE).then_some((north, east))
    }
}

/// How much of its own a place weighs: the logarithm of its people, countries and capitals above all.
pub(super) fn weight(entry: Entry<'_>) -> f64 {
    let people = f64::from(entry.population().max(100)).log10();
    match entry.subkind_bytes() {
        b"country" => 10.0,
        b"capital" => people + 2.0,
        b"region" | b"water" | b"former" | b"breakaway" | b"island" => people.max(7.0),
        b"county" => people.max(4.5),
        b"admin1" => people,
        // A place kept by hand, for the news names it.
        _ if entry.population() == 0 => 5.5,
        _ => people,
    }
}

/// Whether the container is the country or the division of the place.
pub(super) fn holds(gazetteer: &Gazetteer, container: &Namesake, place: &Namesake) -> bool {
    if container.country.is_none() || container.country != place.country {
        return false;
    }
    let entry = |place: &Namesake| gazetteer.entry(place.entry);
    match container.sort {
        Sort::Country => place.sort != Sort::Country,
        Sort::Division => entry(place).parent() == Some(entry(container).name()),
        Sort::County => {
            let near = || container.at().zip(place.at()).is_some_and(|(a, b)| distance(a, b) < 80.0);
            place.sort != Sort::County && near() && entry(container).parent() == entry(place).parent()
        }
        Sort::Town | Sort::Other => false,
    }
}

/// Kilometres of a degree of latitude.
pub(super) const DEGREE: f64 = 111.2;

/// Kilometres, near enough for comparing.
pub(super) fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let mut across = (a.1 - b.1).abs();
    if across > 180.0 {
        across = 360.0 - across;
    }
    let narrow = f64::midpoint(a.0, b.0).to_radians().cos();
    DEGREE * ((a.0 - b.0).powi(2) + (across * narrow).powi(2)).sqrt()
}

/// How much speaks for each of several things.
#[derive(Clone, Debug)]
pub(super) struct Votes<K> {
    pub(super) each: FxHashMap<K, f64>,
    pub(super) all: f64,
}

impl<K> Default for Votes<K> {
    fn default() -> Self {
        Self {
            each: FxHashMap::default(),
            all: 0.0,
        }
    }
}

impl<K: Eq + std::hash::Hash> Votes<K> {
    pub(super) fn clear(&mut self) {
        self.each.clear();
        self.all = 0.0;
    }

    pub(super) fn add(&mut self, key: K, votes: f64) {
        *self.each.entry(key).or_default() += votes;
        self.all += votes;
    }

    /// The share of one in all votes, which count for `least` at least.
    pub(super) fn share(&self, key: &K, least: f64) -> f64 {
        let own = self.each.get(key).filter(|v| **v > 0.0);
        own.map_or(0.0, |v| (v + 0.5) / (self.all.max(least) + 1.0))
    }
}
