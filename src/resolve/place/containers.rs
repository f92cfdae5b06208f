//! What the text names as the container of a place: a country, a division, a county, the city of which it is a part.

use smallvec::SmallVec;

use super::namesake::{Namesake, Sort, distance, holds};
use super::{Choice, Mention, Places};
use crate::gazetteer::{Gazetteer, Hit};
use crate::text::{Token, hash_folded, hashes};

/// What the capital of a large country weighs.
const CAPITAL: f64 = 7.5;
/// How far a part of a city may lie from its middle, in kilometres.
const PART: f64 = 60.0;
/// Names of counties, and of towns, that are looked at together.
const SEATS: usize = 12;
/// How far a town may lie from the middle of its county, in kilometres.
const SEAT: f64 = 35.0;
/// What parts of a city are called.
const PARTS: &[u64] = hashes!["district", "neighborhood", "neighbourhood", "quarter", "borough", "suburb", "area"];

impl Places {
    /// "Paris, Texas", "Salem (Ore.)", "Springfield in Ohio", "Mosul, in northern Iraq"; read from the right, so that
    /// "Salem, Marion County, Ore." settles the county first.
    pub(super) fn containers(&mut self, gazetteer: &Gazetteer, tokens: &[Token], places: &[(u32, Hit)]) {
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
            let near = || whole.at().zip(part.at()).is_some_and(|(a, b)| distance(a, b) < PART);
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
    pub(super) fn counties(&mut self, gazetteer: &Gazetteer) {
        // Few articles name any.
        if !self.mentions.iter().any(|mention| self.names[mention.name].county) {
            return;
        }
        let (mut counties, mut towns) = (SmallVec::<[usize; SEATS]>::new(), SmallVec::<[usize; SEATS]>::new());
        for mention in &self.mentions {
            let name = mention.name;
            if self.of(name).is_empty() {
                continue;
            }
            let open = if self.names[name].county { &mut counties } else { &mut towns };
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
                let near = || all[c].at().zip(all[t].at()).is_some_and(|(a, b)| distance(a, b) < SEAT);
                if all[c].division == all[t].division && all[c].parted == all[t].parted && near() {
                    if found.is_some_and(|(other, _)| other != c) {
                        return None;
                    }
                    found = found.filter(|&(_, other)| all[other].weight >= all[t].weight).or(Some((c, t)));
                }
            }
        }
        // "Madison" may be short for "Madison County"; asked last, for the names lie in memory that nothing else needs.
        let called = |name: usize| self.of(name).next().map(|n| gazetteer.entry(all[n].entry).name());
        let (c, t) = found?;
        let short = called(county)?.starts_with(called(town)?);
        (!short).then_some((Choice::Place(c), Choice::Place(t)))
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

/// Whether the first of two places that a comma parts cannot lie in the second: of one sort, or far from it in a list.
pub(crate) fn apart(gazetteer: &Gazetteer, inner: u32, outer: u32, listed: bool) -> bool {
    let [inside, around] = [inner, outer].map(|entry| Namesake::new(gazetteer, entry));
    let abroad = || inside.country.zip(around.country).is_some_and(|(a, b)| a != b);
    let far = || inside.at().zip(around.at()).is_some_and(|(a, b)| distance(a, b) > PART);
    let elsewhere = || inside.parted && inside.sort == Sort::Town && inside.division != around.division;
    match around.sort {
        _ if inner == outer => true,
        Sort::Division => inside.sort == Sort::Division || listed && (abroad() || elsewhere()),
        Sort::Town => matches!(inside.sort, Sort::Division | Sort::County) || far() || listed && inside.sort == Sort::Town,
        Sort::Country => listed && abroad(),
        Sort::County | Sort::Other => false,
    }
}

/// Whether the words between two places make the second the container of the first.
pub(super) fn joins(between: &[Token]) -> bool {
    let within = |token: &Token| token.hash == const { hash_folded("in") };
    match between {
        [comma] => comma.punct == b',' || comma.punct == b'(' || within(comma),
        [comma, of] => comma.punct == b',' && within(of) || comma.punct == b'.' && of.punct == b',',
        [comma, of, side] => comma.punct == b',' && within(of) && side.is_word() && !side.is_capitalized(),
        _ => false,
    }
}
