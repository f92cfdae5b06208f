//! Which of the places of one name is meant.
//!
//! The evidence, strongest first: the container that the text names ("Paris, Texas"); the same name settled elsewhere in the article
//! (one sense per discourse: Gale, Church and Yarowsky 1992); countries and divisions that the article names; how near the place lies
//! to those that have only one reading or are settled already (Leidner 2007, spatial minimality); how many people live there.

use rustc_hash::FxHashMap;

use crate::gazetteer::{Entry, Gazetteer, Hit};
use crate::text::{Token, hash_folded};

/// Namesakes that are weighed: the likeliest.
const NAMESAKES: usize = 48;
/// Settled places that others are measured against.
const ANCHORS: usize = 48;
/// The weight of a country and of a division that the article names, against the logarithm of a population.
const COUNTRY: f64 = 2.5;
const DIVISION: f64 = 5.0;
const NEAR: f64 = 3.0;

/// Sets the entry of each place, in the order of the text, with the number of its mention; `countries` are the codes that its nationalities add.
pub(crate) fn settle(gazetteer: &Gazetteer, tokens: &[Token], countries: &[&str], mentions: &mut [(u32, Hit)]) {
    let mut article = Article::new(gazetteer, mentions);
    article.containers(tokens, mentions);
    article.context(countries, mentions);
    article.rest(mentions);
    for (i, (_, mention)) in mentions.iter_mut().enumerate() {
        let own = article.fixed[i].or_else(|| article.settled.get(&mention.chain).copied());
        mention.entry = own.unwrap_or(mention.entry);
    }
}

struct Article<'a> {
    gazetteer: &'a Gazetteer,
    namesakes: FxHashMap<u32, Vec<u32>>,
    /// What a mention's own container says.
    fixed: Vec<Option<u32>>,
    /// What a name means in this article.
    settled: FxHashMap<u32, u32>,
    countries: FxHashMap<&'a str, f64>,
    divisions: FxHashMap<(&'a str, &'a str), f64>,
    anchors: Vec<(f64, f64)>,
}

impl<'a> Article<'a> {
    fn new(gazetteer: &'a Gazetteer, mentions: &[(u32, Hit)]) -> Self {
        let mut namesakes = FxHashMap::default();
        for (_, mention) in mentions {
            namesakes
                .entry(mention.chain)
                .or_insert_with(|| gazetteer.namesakes(mention.chain).take(NAMESAKES).collect::<Vec<u32>>());
        }
        Self {
            gazetteer,
            namesakes,
            fixed: vec![None; mentions.len()],
            settled: FxHashMap::default(),
            countries: FxHashMap::default(),
            divisions: FxHashMap::default(),
            anchors: Vec::new(),
        }
    }

    fn entry(&self, number: u32) -> Entry<'a> {
        self.gazetteer.entry(number)
    }

    fn of(&self, chain: u32) -> &[u32] {
        self.namesakes.get(&chain).map_or(&[], Vec::as_slice)
    }

    /// "Paris, Texas", "Salem (Ore.)", "Springfield in Ohio", "Mosul, in northern Iraq"; read from the right, so that
    /// "Salem, Marion County, Ore." settles the county first.
    fn containers(&mut self, tokens: &[Token], mentions: &[(u32, Hit)]) {
        for i in (0..mentions.len().saturating_sub(1)).rev() {
            let (inner, outer) = (mentions[i].1, mentions[i + 1].1);
            let between = tokens.get(inner.end as usize..outer.first as usize).unwrap_or(&[]);
            if !joins(between) {
                continue;
            }
            let outers: Vec<u32> = match self.fixed[i + 1] {
                Some(one) => vec![one],
                None => self.of(outer.chain).to_vec(),
            };
            let best = outers.iter().find_map(|&o| {
                let container = self.entry(o);
                let inside = self
                    .of(inner.chain)
                    .iter()
                    .copied()
                    .filter(|&n| n != o && holds(container, self.entry(n)));
                inside
                    .max_by(|&a, &b| weight(self.entry(a)).total_cmp(&weight(self.entry(b))))
                    .map(|n| (n, o))
            });
            if let Some((inner_entry, outer_entry)) = best {
                self.fixed[i] = Some(inner_entry);
                self.fixed[i + 1] = Some(outer_entry);
                self.settled.insert(inner.chain, inner_entry);
                self.settled.entry(outer.chain).or_insert(outer_entry);
            }
        }
    }

    /// What the article says of where it is: its nationalities, countries, divisions, places with one reading.
    fn context(&mut self, nationalities: &[&'a str], mentions: &[(u32, Hit)]) {
        for &code in nationalities {
            *self.countries.entry(code).or_default() += 0.5;
        }
        for (i, (_, mention)) in mentions.iter().enumerate() {
            let sure = match self.fixed[i].or_else(|| self.settled.get(&mention.chain).copied()) {
                Some(number) => Some(number),
                None => match *self.of(mention.chain) {
                    [one] => Some(one),
                    [first, ..] if self.entry(first).subkind() == "country" && self.of(mention.chain).len() < 3 => Some(first),
                    _ => None,
                },
            };
            if let Some(number) = sure {
                self.note(number);
            }
        }
    }

    fn note(&mut self, number: u32) {
        let entry = self.entry(number);
        let Some(code) = entry.country() else { return };
        *self.countries.entry(code).or_default() += 1.0;
        match entry.subkind() {
            "country" => return,
            "admin1" => *self.divisions.entry((code, entry.name())).or_default() += 1.5,
            _ => {
                if let Some(parent) = entry.parent() {
                    *self.divisions.entry((code, parent)).or_default() += 1.0;
                }
            }
        }
        if let Some(at) = entry
            .coordinates()
            .filter(|at| self.anchors.len() < ANCHORS && !self.anchors.contains(at))
        {
            self.anchors.push(at);
        }
    }

    /// Names without a sure reading, in the order of the text; each settled one helps the next.
    fn rest(&mut self, mentions: &[(u32, Hit)]) {
        for (_, mention) in mentions {
            if self.settled.contains_key(&mention.chain) {
                continue;
            }
            let all = self.of(mention.chain);
            let several = all.len() > 1;
            let best = match all {
                [] => continue,
                &[one] => one,
                _ => {
                    let votes = (self.countries.values().sum(), self.divisions.values().sum());
                    let scored = all.iter().rev().map(|&n| (n, self.score(self.entry(n), votes)));
                    scored.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(mention.entry, |(n, _)| n)
                }
            };
            self.settled.insert(mention.chain, best);
            if several {
                self.note(best);
            }
        }
    }

    /// `all` counts the votes for countries and for divisions.
    fn score(&self, entry: Entry<'_>, all: (f64, f64)) -> f64 {
        let mut score = weight(entry);
        let code = entry.country().unwrap_or_default();
        let share = |votes: Option<&f64>, all: f64| votes.map_or(0.0, |v| (v + 0.5) / (all + 1.0));
        score += COUNTRY * share(self.countries.get(code), all.0);
        let division = if entry.subkind() == "admin1" {
            entry.name()
        } else {
            entry.parent().unwrap_or_default()
        };
        score += DIVISION * share(self.divisions.get(&(code, division)), all.1);
        if let Some(here) = entry.coordinates()
            && entry.subkind() != "country"
        {
            let nearest = self
                .anchors
                .iter()
                .map(|&there| distance(here, there))
                .fold(f64::INFINITY, f64::min);
            score += NEAR * (-nearest / 150.0).exp();
        }
        score
    }
}

/// How much of its own a place weighs: the logarithm of its people, countries and capitals above all.
fn weight(entry: Entry<'_>) -> f64 {
    let people = f64::from(entry.population().max(100)).log10();
    match entry.subkind() {
        "country" => 10.0,
        "capital" => people + 2.0,
        "region" | "water" | "former" | "breakaway" | "island" => people.max(7.0),
        "landmark" | "town" if entry.population() == 0 => 5.5,
        "county" => 4.5,
        _ => people,
    }
}

/// Whether the container is the country or the division of the place.
fn holds(container: Entry<'_>, place: Entry<'_>) -> bool {
    let same_country = container.country().is_some() && container.country() == place.country();
    match container.subkind() {
        "country" => same_country && place.subkind() != "country",
        "admin1" => same_country && place.parent() == Some(container.name()),
        "county" => {
            let near = container
                .coordinates()
                .zip(place.coordinates())
                .is_some_and(|(a, b)| distance(a, b) < 80.0);
            same_country && place.subkind() != "county" && container.parent() == place.parent() && near
        }
        _ => false,
    }
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

/// Kilometres, near enough for comparing.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let mut across = (a.1 - b.1).abs();
    if across > 180.0 {
        across = 360.0 - across;
    }
    let narrow = f64::midpoint(a.0, b.0).to_radians().cos();
    111.2 * ((a.0 - b.0).powi(2) + (across * narrow).powi(2)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{CaseStyle, tokenize};

    /// The country and division of each place of a text.
    fn read(text: &str) -> Vec<(&'static str, Option<&'static str>)> {
        let lists = Gazetteer::builtin();
        let (mut tokens, mut hits) = (Vec::new(), Vec::new());
        tokenize(text, &mut tokens);
        lists.find(text, &tokens, CaseStyle::Mixed, &mut hits);
        let mut places: Vec<(u32, Hit)> = hits.into_iter().map(|h| (0, h)).collect();
        settle(lists, &tokens, &[], &mut places);
        let entries = places.iter().map(|(_, p)| lists.entry(p.entry));
        entries.map(|e| (e.country().unwrap_or_default(), e.parent())).collect()
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
    fn people_choose_where_nothing_else_does() {
        assert_eq!(read("The train left London at noon.").first().map(|f| f.0), Some("GB"));
        assert!(read("No place at all.").is_empty());
    }
}
