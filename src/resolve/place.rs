//! Which of the places of one name is meant.
//!
//! The evidence, strongest first: the container that the text names ("Paris, Texas"); the same name settled elsewhere in the article
//! (one sense per discourse: Gale, Church and Yarowsky 1992); countries and divisions that the article names; how near the place lies
//! to those that have only one reading or are settled already (Leidner 2007, spatial minimality); how many people live there.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::gazetteer::{Entry, Gazetteer, Hit};
use crate::text::{Token, hash_folded, hash_word, hashes};

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
/// How far a part of a city may lie from its middle, in kilometres.
const PART: f64 = 60.0;
/// Names of counties, and of towns, that are looked at together.
const SEATS: usize = 12;
/// How far a town may lie from the middle of its county, in kilometres.
const SEAT: f64 = 35.0;
/// What the capital of a large country weighs.
const CAPITAL: f64 = 7.5;
/// What a country loses that the article says nothing else of, against a division of its name.
const NOWHERE: f64 = 1.5;
/// What parts of a city are called.
const PARTS: &[u64] = hashes!["district", "neighborhood", "neighbourhood", "quarter", "borough", "suburb", "area"];

/// The memory for settling the places of an article; it serves article after article that is read with the same lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// The names by their chains. What they may mean is kept: most names of an article stood in one before.
    chains: FxHashMap<u32, u32>,
    names: Vec<Name>,
    /// The places that the names may mean, name after name.
    namesakes: Vec<Namesake>,
    mentions: Vec<Mention>,
    countries: Votes<u16>,
    divisions: Votes<(u16, u64)>,
    anchors: Vec<(f64, f64)>,
    /// Names that were settled by what is around them.
    open: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Name {
    namesakes: std::ops::Range<usize>,
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

/// A place that a name may mean, with what the lists say of it: it is asked for again and again.
#[derive(Clone, Copy, Debug)]
struct Namesake {
    entry: u32,
    sort: Sort,
    weight: f64,
    country: Option<u16>,
    /// The hash of the name of its division, and whether a parent names it: the chief town of a division of its name has no other parent.
    division: (u64, bool),
    at: Option<(f64, f64)>,
}

/// The sorts of places that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Country,
    Division,
    /// A town or less, which has namesakes that no list has.
    Town,
    County,
    Other,
}

impl Namesake {
    fn new(gazetteer: &Gazetteer, number: u32) -> Self {
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
            country: entry.country_number(),
            division: (hash_word(parent.unwrap_or(entry.name())), parent.is_some()),
            at: entry.coordinates(),
        }
    }
}

/// How much speaks for each of several things.
#[derive(Clone, Debug)]
struct Votes<K> {
    each: FxHashMap<K, f64>,
    all: f64,
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
    fn clear(&mut self) {
        self.each.clear();
        self.all = 0.0;
    }

    fn add(&mut self, key: K, votes: f64) {
        *self.each.entry(key).or_default() += votes;
        self.all += votes;
    }

    /// The share of one in all votes, which count for `least` at least.
    fn share(&self, key: &K, least: f64) -> f64 {
        let own = self.each.get(key).filter(|v| **v > 0.0);
        own.map_or(0.0, |v| (v + 0.5) / (self.all.max(least) + 1.0))
    }
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
            if let Some(country) = gazetteer.entry(nation).country_number() {
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
        self.anchors.clear();
    }

    fn add(&mut self, gazetteer: &Gazetteer, chain: u32) {
        let name = *self.chains.entry(chain).or_insert_with(|| {
            let from = self.namesakes.len();
            let namesakes = gazetteer.namesakes(chain).take(NAMESAKES);
            self.namesakes.extend(namesakes.map(|number| Namesake::new(gazetteer, number)));
            self.names.push(Name {
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

    /// "Paris, Texas", "Salem (Ore.)", "Springfield in Ohio", "Mosul, in northern Iraq"; read from the right, so that
    /// "Salem, Marion County, Ore." settles the county first.
    fn containers(&mut self, gazetteer: &Gazetteer, tokens: &[Token], places: &[(u32, Hit)]) {
        for i in (1..places.len()).rev() {
            let between = tokens.get(places[i - 1].1.end as usize..places[i].1.first as usize).unwrap_or(&[]);
            if self.part(gazetteer, tokens, places, i, between) || !joins(between) {
                continue;
            }
            let (inner, outer) = (self.mentions[i - 1], self.mentions[i]);
            let outers = self.left(outer.name, outer.fixed);
            let all = &self.namesakes;
            let best = outers.clone().find_map(|o| {
                let inside = self.of(inner.name).filter(|&n| all[n].entry != all[o].entry);
                let inside = inside.filter(|&n| holds(gazetteer, &all[o], &all[n]));
                inside.max_by(|&a, &b| all[a].weight.total_cmp(&all[b].weight)).map(|n| (n, o))
            });
            if let Some((inside, container)) = best {
                let [inside, container] = [inside, container].map(Choice::Place);
                self.mentions[i - 1].fixed = Some(inside);
                self.mentions[i].fixed = Some(container);
                self.names[inner.name].settled = Some(inside);
                self.names[outer.name].settled.get_or_insert(container);
            } else if contained(tokens, &places[i].1, &all[outers]) && all[self.of(inner.name)].iter().all(|n| n.sort == Sort::Town) {
                self.mentions[i - 1].fixed = Some(Choice::Unlisted);
                self.names[inner.name].settled.get_or_insert(Choice::Unlisted);
            }
        }
    }

    /// "Istanbul's Sariyer district", "the Karrada neighborhood of Baghdad", "Pakistan's Khanpur": settles the part by what it is a part of,
    /// and tells whether the places `i - 1` and `i` stand so. A town far from the city is no part of it.
    fn part(&mut self, gazetteer: &Gazetteer, tokens: &[Token], places: &[(u32, Hit)], i: usize, between: &[Token]) -> bool {
        let is_part = |token: Option<&Token>| token.is_some_and(|t| PARTS.contains(&t.hash));
        let of = |t: &Token| t.hash == const { hash_folded("of") } || t.hash == const { hash_folded("in") };
        let (inner, outer, named) = match between {
            [owner] if owner.has(Token::POSSESSIVE) => (i, i - 1, is_part(tokens.get(places[i].1.end as usize))),
            // "The Chicago suburb of Evanston" has the city first.
            [part, joint] if is_part(Some(part)) && part.hash != const { hash_folded("suburb") } && of(joint) => (i - 1, i, true),
            _ => return false,
        };
        let Mention { name, fixed } = self.mentions[outer];
        let wholes = self.left(name, fixed.or(self.names[name].settled));
        let all = &self.namesakes;
        let heaviest = |places: &mut dyn Iterator<Item = usize>| places.max_by(|&a, &b| all[a].weight.total_cmp(&all[b].weight));
        let Some(whole) = heaviest(&mut wholes.clone()).map(|whole| all[whole]) else {
            return false;
        };
        let parts = self.of(self.mentions[inner].name);
        let inside = |n: &usize| {
            let part = all[*n];
            let near = || whole.at.zip(part.at).is_some_and(|(a, b)| distance(a, b) < PART);
            let held = || holds(gazetteer, &whole, &part);
            part.entry != whole.entry && (held() || named && whole.sort == Sort::Town && near())
        };
        let best = heaviest(&mut parts.clone().filter(inside)).map(Choice::Place);
        let alien = || {
            let lesser = |n: &Namesake| n.sort == Sort::Town && n.weight < whole.weight;
            named && whole.sort == Sort::Town && all[parts].iter().all(lesser)
        };
        let Some(best) = best.or_else(|| alien().then_some(Choice::Unlisted)) else {
            return false;
        };
        let name = self.mentions[inner].name;
        self.mentions[inner].fixed = Some(best);
        self.names[name].settled.get_or_insert(best);
        true
    }

    /// "Paris" beside "Henry County": the one county of the name that has a town of the other name in it or near it.
    fn counties(&mut self, gazetteer: &Gazetteer) {
        let (mut counties, mut towns) = (SmallVec::<[usize; SEATS]>::new(), SmallVec::<[usize; SEATS]>::new());
        for mention in &self.mentions {
            let name = mention.name;
            let Some(sort) = self.namesakes[self.of(name)].first().map(|n| n.sort) else {
                continue;
            };
            let open = if sort == Sort::County { &mut counties } else { &mut towns };
            if open.len() < SEATS && self.names[name].settled.is_none() && !open.contains(&name) {
                open.push(name);
            }
        }
        for &county in &counties {
            for &town in &towns {
                if self.names[town].settled.is_none()
                    && let Some((around, inside)) = self.seat(gazetteer, county, town)
                {
                    self.names[county].settled.get_or_insert(around);
                    self.names[town].settled = Some(inside);
                }
            }
        }
    }

    /// The county of a name and the town of another that lies in it, where there is one pair.
    fn seat(&self, gazetteer: &Gazetteer, county: usize, town: usize) -> Option<(Choice, Choice)> {
        let all = &self.namesakes;
        // "Madison" may be short for "Madison County".
        let called = |name: usize| self.of(name).next().map(|n| gazetteer.entry(all[n].entry).name());
        if called(county)?.starts_with(called(town)?) {
            return None;
        }
        // "Washington" is the capital of the country of the counties.
        let capital = |t: usize| all[t].weight > CAPITAL && self.of(county).any(|c| all[c].country == all[t].country);
        if self.of(town).any(capital) {
            return None;
        }
        let mut found: Option<(usize, usize)> = None;
        for c in self.left(county, self.names[county].settled) {
            for t in self
                .of(town)
                .filter(|&t| all[t].sort == Sort::Town && all[t].country == all[c].country)
            {
                let near = || all[c].at.zip(all[t].at).is_some_and(|(a, b)| distance(a, b) < SEAT);
                if all[c].division == all[t].division && near() {
                    if found.is_some_and(|(other, _)| other != c) {
                        return None;
                    }
                    found = found.filter(|&(_, other)| all[other].weight >= all[t].weight).or(Some((c, t)));
                }
            }
        }
        found.map(|(c, t)| (Choice::Place(c), Choice::Place(t)))
    }

    /// What the article says of where it is: its countries, divisions, places with one reading.
    fn context(&mut self) {
        for i in 0..self.mentions.len() {
            let Mention { name, fixed } = self.mentions[i];
            let sure = fixed.or(self.names[name].settled).or_else(|| {
                let of = self.of(name);
                let first_counts = match self.namesakes[of.clone()] {
                    [_] => true,
                    [first, other] => first.sort == Sort::Country && other.sort != Sort::Division,
                    _ => false,
                };
                first_counts.then_some(Choice::Place(of.start))
            });
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
        let (division, named) = place.division;
        match place.sort {
            Sort::Country => return,
            Sort::Division => self.divisions.add((country, division), 1.5 * sign),
            _ if named => self.divisions.add((country, division), sign),
            _ => {}
        }
        let Some(at) = place.at else { return };
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
        for place in places {
            if let Some(score) = self.score(&self.namesakes[place], most) {
                (best, most) = (place, score);
            }
        }
        best
    }

    /// What speaks for a place, when it is more than what speaks for another.
    fn score(&self, place: &Namesake, most: f64) -> Option<f64> {
        let mut score = place.weight;
        if let Some(country) = place.country {
            let own = self.countries.share(&country, 0.0);
            score += COUNTRY * own;
            // "Georgia" among towns of the United States.
            if place.sort == Sort::Country && own <= 0.0 && self.divisions.all >= 1.0 {
                score -= NOWHERE;
            }
            // What speaks for a division speaks for its country too.
            if own > 0.0 && self.divisions.all > 0.0 {
                // One division among many countries says little.
                let least = self.countries.all / 2.0;
                score += DIVISION * self.divisions.share(&(country, place.division.0), least);
            }
        }
        // The distances take most of the time, and can give no more than that.
        if score + NEAR > most
            && let Some(here) = place.at
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

/// How much of its own a place weighs: the logarithm of its people, countries and capitals above all.
fn weight(entry: Entry<'_>) -> f64 {
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
fn holds(gazetteer: &Gazetteer, container: &Namesake, place: &Namesake) -> bool {
    if container.country.is_none() || container.country != place.country {
        return false;
    }
    let entry = |place: &Namesake| gazetteer.entry(place.entry);
    match container.sort {
        Sort::Country => place.sort != Sort::Country,
        Sort::Division => entry(place).parent() == Some(entry(container).name()),
        Sort::County => {
            let near = || container.at.zip(place.at).is_some_and(|(a, b)| distance(a, b) < 80.0);
            place.sort != Sort::County && near() && entry(container).parent() == entry(place).parent()
        }
        Sort::Town | Sort::Other => false,
    }
}

/// Whether what stands behind a comma is no other than a division of a country, and no item of a list: of a town of the same name
/// elsewhere it is then not the container.
fn contained(tokens: &[Token], outer: &Hit, outers: &[Namesake]) -> bool {
    let next = tokens.get(outer.end as usize);
    let listed =
        next.is_some_and(|t| t.has(Token::CAPITAL) || t.hash == const { hash_folded("and") } || t.hash == const { hash_folded("or") });
    let (mut division, mut town) = (0.0f64, 0.0f64);
    for outer in outers {
        let best = if outer.sort == Sort::Division { &mut division } else { &mut town };
        *best = best.max(outer.weight);
    }
    // "New York" may be either.
    !listed && division > town + 1.0
}

/// Whether the words between two places make the second the container of the first.
fn joins(between: &[Token]) -> bool {
    let within = |token: &Token| token.hash == const { hash_folded("in") };
    match between {
        [comma] => comma.punct == b',' || comma.punct == b'(' || within(comma),
        [comma, of] => comma.punct == b',' && within(of) || comma.punct == b'.' && of.punct == b',',
        [comma, of, side] => comma.punct == b',' && within(of) && side.is_word() && !side.is_capitalized(),
        _ => false,
    }
}

/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

/// Kilometres, near enough for comparing.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let mut across = (a.1 - b.1).abs();
    if across > 180.0 {
        across = 360.0 - across;
    }
    let narrow = f64::midpoint(a.0, b.0).to_radians().cos();
    DEGREE * ((a.0 - b.0).powi(2) + (across * narrow).powi(2)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{CaseStyle, tokenize};

    /// The country and division of each place of a text.
    fn read(text: &str) -> Vec<(&'static str, Option<&'static str>)> {
        read_with(&mut Places::default(), text)
    }

    fn read_with(memory: &mut Places, text: &str) -> Vec<(&'static str, Option<&'static str>)> {
        let lists = Gazetteer::builtin();
        let (mut tokens, mut hits) = (Vec::new(), Vec::new());
        tokenize(text, &mut tokens);
        lists.find(text, &tokens, CaseStyle::Mixed, &mut hits);
        let mut places: Vec<(u32, Hit)> = hits.into_iter().map(|h| (0, h)).collect();
        memory.settle(lists, &tokens, &[], &mut places);
        let entries = places.iter().map(|(_, p)| lists.entry(p.entry));
        entries.map(|e| (e.country().unwrap_or_default(), e.parent())).collect()
    }

    #[test]
    fn what_is_kept_of_an_article_changes_nothing_in_the_next() {
        let mut memory = Places::default();
        for _ in 0..2 {
            for text in [
                "He left London, Ontario, for Syria.",
                "It rained in London.",
                "No place at all.",
                "London and Syria",
            ] {
                assert_eq!(read_with(&mut memory, text), read(text), "{text}");
            }
            // Where too much is kept it is let go.
            memory.namesakes.resize(KEPT + 1, memory.namesakes[0]);
            read_with(&mut memory, "It rained in London.");
            assert!(memory.namesakes.len() < KEPT);
        }
    }

    #[test]
    #[cfg(feature = "world-places")]
    fn a_container_chooses_and_the_article_keeps_it() {
        let text = "He lives in Birmingham, Ala., he said. In Birmingham it rained.";
        let found = read(text);
        assert_eq!(found.first(), Some(&("US", Some("Alabama"))));
        assert_eq!(found.last(), found.first());
    }

    #[test]
    fn kilometres_are_near_enough_all_over_the_globe() {
        for (a, b, expected) in [
            ((0.0, 0.0), (1.0, 0.0), 111.2),
            ((0.0, 10.0), (0.0, 11.0), 111.2),
            ((0.0, 10.0), (0.0, 7.0), 333.6),
            ((60.0, 0.0), (60.0, 1.0), 55.6),
            ((-60.0, 0.0), (-60.0, 1.0), 55.6),
            ((3.0, 4.0), (0.0, 0.0), 556.0),
            ((0.0, 179.5), (0.0, -179.5), 111.2),
            ((52.5, 13.4), (48.9, 2.4), 872.0),
        ] {
            let found = distance(a, b);
            assert!((found - expected).abs() < expected * 0.01, "{a:?} {b:?}: {found}");
            assert!((distance(b, a) - found).abs() < 1e-9);
        }
    }

    #[test]
    fn a_country_weighs_most_then_capitals_then_people() {
        let lists = Gazetteer::builtin();
        let place = |e: &&Entry<'static>| e.kind() == crate::gazetteer::Kind::Place;
        let of = |name: &str| weight(*lists.lookup(name).iter().find(place).unwrap());
        assert!((of("Syria") - 10.0).abs() < 1e-9);
        for (more, less) in [
            ("Syria", "Kabul"),
            ("Kabul", "Karachi"),
            ("Karachi", "Kerman"),
            ("Darfur", "Kerman"),
            ("Crimea", "Kerman"),
        ] {
            assert!(of(more) > of(less), "{more} {} {less} {}", of(more), of(less));
        }
    }

    #[test]
    fn what_joins_a_place_to_its_container() {
        for (between, joined) in [
            (",", true),
            (" (", true),
            (" in", true),
            (", in", true),
            (".,", true),
            (", in northern", true),
            ("", false),
            (" and", false),
            ("; in", false),
            (", and", false),
            (". in", false),
            (", in Northern", false),
            (" in northern", false),
            (", near northern", false),
            (", in ,", false),
            (", in the far north of", false),
        ] {
            let mut tokens = Vec::new();
            tokenize(between, &mut tokens);
            assert_eq!(joins(&tokens), joined, "{between:?}");
        }
    }

    #[test]
    fn people_choose_where_nothing_else_does() {
        assert_eq!(read("The train left London at noon.").first().map(|f| f.0), Some("GB"));
        assert!(read("No place at all.").is_empty());
    }
}
