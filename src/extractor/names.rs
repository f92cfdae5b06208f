//! The mentions of an article: what each recogniser finds, in the order in which they outweigh each other.

use rustc_hash::FxHashMap;

use super::records::Building;
use super::worker::Scratch;
use super::{Article, Extractor};
use crate::document::{MentionRecord, Value};
use crate::gazetteer::{Gazetteer, Hit, Kind};
use crate::lexicon::{Word, class};
use crate::mention::{
    Bits, Claim, Form, ShapeHit, Stages, Surnames, Told, defined_acronym, find_acronyms, find_again, find_dates, find_localities,
    find_people, find_shapes,
};
use crate::text::{CaseStyle, Sieve, Token, WordSet, hash_folded, hashes};

const AND: u64 = hash_folded("and");
const COUNTIES: u64 = hash_folded("counties");
const COUNTY: u64 = hash_folded("county");
/// The most counties of a series.
const SERIES: usize = 12;

/// The people of a town that is better known than a surname it shares.
const MANY: u32 = 120_000;

/// What is called after the place where it was found first.
static DISEASES: WordSet<7> = WordSet::new(["virus", "viruses", "ebolavirus", "fever", "encephalitis", "disease", "syndrome"]);

/// What the names of an article are told by; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    shapes: Vec<ShapeHit>,
    /// The acronyms that the article gives a meaning of its own, sorted.
    redefined: Vec<u64>,
    /// Small places, which may be persons.
    small: Vec<Hit>,
    /// Regions whose names are surnames here.
    regions: Vec<u32>,
    /// Where states stand.
    outer: Bits,
    claims: Vec<Claim>,
    found: Vec<ShapeHit>,
    named: Vec<ShapeHit>,
    told: Told,
    /// The small places by their words.
    known: FxHashMap<u64, Hit>,
    surnames: Surnames,
    /// The counties of a series.
    counties: Vec<Hit>,
    /// The kinds of names by their ends, and of the acronyms that stand in brackets behind them.
    ends: FxHashMap<u32, Kind>,
    defined: FxHashMap<u64, Kind>,
}

/// Whether a church or the like is called after what a hit names.
fn patron(stages: &Stages<'_>, hit: &Hit) -> bool {
    let Stages { text, tokens, .. } = *stages;
    let end = hit.end as usize;
    let saint = || matches!(tokens[hit.first as usize].span.text(text), "St" | "Saint");
    end + 1 < tokens.len() && tokens[end].has(Token::POSSESSIVE) && tokens[end + 1].is_word() && tokens[end + 1].is_capitalized() && saint()
}

/// "St. John's Lutheran School": nor does it for the town whose name has the mark of an owner, however large.
fn saints_house(stages: &Stages<'_>, hit: &Hit) -> bool {
    const REACH: usize = 3;
    let Stages { tokens, words, .. } = *stages;
    let end = hit.end as usize;
    let named = |&i: &usize| tokens.get(i).is_some_and(|t| t.is_word() && t.is_capitalized());
    let house = |i: usize| words[i].is(class::HEAD | class::FACILITY | class::ORG_NOUN);
    tokens[end - 1].has(Token::POSSESSIVE) && (end..end + REACH).take_while(named).any(house)
}

/// Where the name ends that is shortened at a token: "(PFH)", ", or PFH", ", also known as PFH".
fn shortened(tokens: &[Token], at: usize) -> Option<u32> {
    let before = at.checked_sub(1)?;
    if tokens[before].punct == b'(' {
        return Some(before as u32);
    }
    let alias = hashes!["or", "also", "known", "as", "better", "the"];
    let words = tokens[..at]
        .iter()
        .rev()
        .take(5)
        .take_while(|t| t.punct == 0 && alias.contains(&t.hash))
        .count();
    let comma = at.checked_sub(words + 1)?;
    let tells = tokens[comma + 1..at].iter().any(|t| hashes!["or", "as"].contains(&t.hash));
    (tells && tokens[comma].punct == b',').then_some(comma as u32)
}

impl Names {
    pub(super) fn clear(&mut self, tokens: usize) {
        self.shapes.clear();
        self.redefined.clear();
        self.small.clear();
        self.regions.clear();
        self.outer.clear(tokens);
        self.claims.clear();
        self.found.clear();
        self.named.clear();
        self.ends.clear();
        self.defined.clear();
    }

    /// Adds what was found, where nothing else stands.
    fn take_found(&mut self, gazetteer: &Gazetteer, build: &mut Building<'_>) {
        for hit in self.found.drain(..) {
            if let Some(m) = build.claim(&hit, &mut self.claims) {
                build.known_place(gazetteer, m, &hit);
                self.named.push(hit);
            }
        }
    }

    /// The places of one word that the article has named, where they stand again without a sign around them.
    fn small_again(&mut self, stages: &Stages<'_>) {
        let Self { small, known, claims, .. } = self;
        known.clear();
        let mut sieve = Sieve::default();
        for hit in &*small {
            let first = hit.first as usize;
            let name = hit.end - hit.first == 1 && stages.words[first] == Word::default();
            if name && hit.kind == Kind::Place {
                let hash = stages.tokens[first].hash;
                known.insert(hash, *hit);
                sieve.put(hash);
            }
        }
        if known.is_empty() {
            return;
        }
        let capital = |i: usize| stages.tokens.get(i).is_some_and(|t| t.is_word() && t.is_capitalized());
        for i in stages.marks.capital.iter(0, stages.tokens.len()) {
            if sieve.may_hold(stages.tokens[i].hash)
                && claims[i] == Claim::Free
                && let Some(hit) = known.get(&stages.tokens[i].hash)
                && capital(i)
                && !capital(i + 1)
                && (i == 0 || stages.tokens[i - 1].punct != b'-' && (!capital(i - 1) || stages.tokens[i].has(Token::PARAGRAPH)))
            {
                claims[i] = Claim::Place;
                small.push(Hit {
                    first: i as u32,
                    end: i as u32 + 1,
                    ..*hit
                });
            }
        }
    }
}

impl Extractor {
    /// Names that no list has: by shape, by the words beside them, acronyms; and the same names again.
    fn unlisted<'a>(&self, stages: &Stages<'a>, names: &mut Names, build: &mut Building<'a>) {
        let tokens = stages.tokens;
        for shape in &names.shapes {
            if shape.kind == Kind::Facility {
                names.claims[shape.first as usize..shape.end as usize].fill(Claim::Taken);
                continue;
            }
            let kind = if build.of_group(shape) { Kind::Group } else { shape.kind };
            let hit = ShapeHit { kind, ..*shape };
            if let Some(m) = build.claim(&hit, &mut names.claims) {
                names.named.push(hit);
                build.nested(&self.gazetteer, stages.style, m, shape.first, shape.end);
                build.known_place(&self.gazetteer, m, &hit);
            }
        }
        let places = build.gathered.units.iter().filter(|u| u.kind == Kind::Place);
        for place in places {
            names.outer.insert(place.first as usize);
        }
        find_localities(stages, &names.claims, &names.outer, &mut names.found);
        // "The Oru Front (OF) ... OF spokesman": what the article has said of it holds.
        let Names { found, redefined, .. } = names;
        found.retain(|h| h.end - h.first > 1 || redefined.binary_search(&tokens[h.first as usize].hash).is_err());
        names.take_found(&self.gazetteer, build);
        find_acronyms(stages, &names.redefined, &mut names.found);
        names.found.retain_mut(|hit| {
            // Behind the name that it shortens an acronym is of the kind of that.
            let at = hit.first as usize;
            if let Some(end) = shortened(tokens, at) {
                // Few articles have one that may be defined.
                if names.ends.is_empty() {
                    names.ends.extend(build.gathered.units.iter().map(|u| (u.end, u.kind)));
                }
                if let Some(&kind) = names.ends.get(&end)
                    && !matches!(kind, Kind::Date | Kind::Quantity | Kind::Place | Kind::Nationality)
                {
                    names.defined.insert(tokens[at].hash, kind);
                }
            }
            hit.kind = names.defined.get(&tokens[at].hash).copied().unwrap_or(hit.kind);
            let short = tokens[at].span.len() == 2 && !names.defined.contains_key(&tokens[at].hash);
            names.claims[at] == Claim::Free && !short
        });
        names.take_found(&self.gazetteer, build);
        find_again(stages, &names.claims, &names.named, &mut names.told, &mut names.found);
        names.take_found(&self.gazetteer, build);
    }

    /// "Clarke, Madison and Oru counties": each is a county, as "Clarke County" is.
    fn counties(&self, stages: &Stages<'_>, found: &mut Vec<Hit>, hits: &mut Vec<Hit>) {
        let Stages { tokens, marks, .. } = *stages;
        if stages.style != CaseStyle::Mixed {
            return;
        }
        let part = |i: usize| tokens[i].is_word() && tokens[i].is_capitalized();
        for i in marks.beside.iter(0, tokens.len()).filter(|&i| tokens[i].hash == COUNTIES) {
            let mut stop = i;
            for _ in 0..SERIES {
                let first = (stop.saturating_sub(3)..stop).rev().take_while(|&i| part(i)).last();
                let Some(first) = first else { break };
                let joint = |i: usize| tokens[i].punct == b',' || tokens[i].hash == AND;
                let next = first - (0..2).take_while(|n| first > *n && joint(first - 1 - n)).count();
                // "Georgia counties" are none of that name.
                if stop == i && next == first {
                    break;
                }
                let words = tokens[first..stop].iter().map(|t| t.hash).chain([COUNTY]);
                found.extend(self.gazetteer.called(words, first, stop));
                if next == first {
                    break;
                }
                stop = next;
            }
        }
        if !found.is_empty() {
            found.sort_unstable_by_key(|h| h.first);
            hits.retain(|h| {
                found
                    .get(found.partition_point(|c| c.end <= h.first))
                    .is_none_or(|c| c.first >= h.end)
            });
            hits.append(found);
            hits.sort_unstable_by_key(|h| h.first);
        }
    }

    /// One word that names a town or a people and may as well name a person.
    fn is_small_place(&self, hit: &Hit) -> bool {
        if hit.end - hit.first > 1 {
            return false;
        }
        match hit.kind {
            Kind::Nationality => true,
            Kind::Place => {
                let entry = self.gazetteer.entry(hit.entry);
                match entry.subkind_bytes() {
                    b"country" | b"region" | b"former" => false,
                    // "Douglas" is the capital of an island.
                    b"capital" => entry.population() < MANY,
                    _ => true,
                }
            }
            _ => false,
        }
    }

    /// Names, dates, people and quantities.
    pub(super) fn mentions<'a>(
        &self,
        article: &Article<'a>,
        stages: &Stages<'a>,
        scratch: &'a mut Scratch,
        mentions: &'a mut Vec<MentionRecord>,
        done: &mut impl FnMut(&'static str),
    ) -> Building<'a> {
        let (text, tokens, words) = (article.text, stages.tokens, stages.words);
        scratch.clear(tokens.len());
        mentions.clear();
        let Scratch {
            hits,
            dates,
            people,
            names,
            gathered,
        } = scratch;
        self.gazetteer.find(text, tokens, stages.style, hits);
        self.counties(stages, &mut names.counties, hits);
        done("gazetteer");
        find_dates(stages, (article.published, article.day_first), dates);
        done("dates");
        let mut build = Building {
            text,
            tokens,
            words,
            mentions,
            gathered,
        };
        for date in dates {
            if build.outlet(date.first, date.end) {
                continue;
            }
            if let Some(m) = build.add(date.first, date.end, Kind::Date, Form::Named) {
                build.mentions[m].value = Value::Date(date.timex, date.value);
            }
        }
        if stages.style == CaseStyle::Mixed {
            find_shapes(stages, &mut names.shapes);
            self.weigh(stages, names, hits);
        }
        // Small places may be persons: they wait until those are found.
        let mixed = stages.style == CaseStyle::Mixed;
        for (i, &hit) in hits.iter().enumerate() {
            let before = || i.checked_sub(1).and_then(|i| hits.get(i));
            let family = || mixed && is_family(&hit, before(), tokens, words);
            let person = || mixed && is_given(&hit, hits.get(i + 1), tokens, words);
            let again = |names: &Names| names.regions.contains(&hit.entry);
            if self.is_small_place(&hit) || is_surname(&hit, tokens, words) || person() {
                names.small.push(hit);
            } else if again(names) || family() {
                // Whose surname is a region's name is called by it later.
                if hit.kind == Kind::Place && self.gazetteer.entry(hit.entry).is_subkind("region") && !again(names) {
                    names.regions.push(hit.entry);
                }
                names.small.push(hit);
            } else {
                build.listed(&self.gazetteer, stages.style, hit);
            }
        }
        self.claim(stages, names, &build);
        if stages.style == CaseStyle::Mixed {
            self.unlisted(stages, names, &mut build);
            names.small_again(stages);
        }
        find_people(stages, &names.claims, &mut names.surnames, people);
        for person in people {
            if let Some(m) = build.add(person.first, person.end, Kind::Person, Form::Named) {
                build.mentions[m].title = person.title.map(|t| build.title(t, person.first));
            }
        }
        for &hit in &names.small {
            build.listed(&self.gazetteer, stages.style, hit);
        }
        build.settle_places(&self.gazetteer);
        build.forces();
        build.quantities(stages.marks);
        build.gathered.order_units(stages.tokens.len());
        done("people and quantities");
        build
    }

    /// Tells which tokens a person's name may not have, or must give good reason for: those of mentions and of small places.
    fn claim(&self, stages: &Stages<'_>, names: &mut Names, build: &Building<'_>) {
        names.claims.resize(stages.tokens.len(), Claim::Free);
        for unit in &build.gathered.units {
            names.claims[unit.first as usize..unit.end as usize].fill(Claim::Taken);
        }
        for hit in &names.small {
            let first = hit.first as usize;
            let word = stages.words[first];
            let namesake = hit.end - hit.first == 1
                && word.is(class::SURNAME)
                && !word.is(!(class::SURNAME | class::GIVEN_NAME))
                && self.gazetteer.entry(self.gazetteer.well_known(*hit)).population() < MANY;
            for claim in &mut names.claims[first..hit.end as usize] {
                *claim = match *claim {
                    Claim::Free if hit.kind == Kind::Nationality => Claim::Demonym,
                    Claim::Free if namesake => Claim::Namesake,
                    Claim::Free => Claim::Place,
                    _ => Claim::Taken,
                };
            }
            if self.gazetteer.entry(hit.entry).is_subkind("admin1") {
                names.outer.insert(first);
            }
        }
    }

    /// Weighs names by shape against those of the lists.
    fn weigh(&self, stages: &Stages<'_>, names: &mut Names, hits: &mut Vec<Hit>) {
        let Names { shapes, redefined, .. } = names;
        // "Lebanese TV" is no outlet's name.
        shapes.retain(|s| {
            let at = hits.partition_point(|h| h.first < s.first);
            let demonym = hits.get(at).is_some_and(|h| h.first == s.first && h.kind == Kind::Nationality);
            // "the U.S. Securities" of "the U.S. Securities and Exchange Commission".
            let last = hits.partition_point(|h| h.first < s.end).checked_sub(1);
            let longer = last.is_some_and(|i| hits[i].first > s.first && hits[i].end > s.end);
            !longer && !(demonym && s.kind == Kind::Media && s.end - s.first == 2)
        });
        // "West Nile virus".
        let disease = |h: &Hit| {
            stages
                .tokens
                .get(h.end as usize)
                .is_some_and(|t| DISEASES.contains(t.hash) && !t.is_capitalized())
        };
        let named = |h: &Hit| h.kind == Kind::Place && disease(h);
        // "St. Anthony's Shrine" stands for no town.
        let town = |h: &Hit| h.kind == Kind::Place && self.gazetteer.entry(h.entry).population() < MANY;
        hits.retain(|h| !(patron(stages, h) && town(h) || named(h) || h.kind == Kind::Place && saints_house(stages, h)));
        // What the article calls an acronym outweighs the list: "Orumba Rifle Association (ORA)".
        redefined.extend(shapes.iter().filter_map(|s| defined_acronym(stages.text, stages.tokens, s)));
        // "Reporters Without Borders (RSF)": the letters behind a body are no force's.
        redefined.extend(
            hits.windows(2)
                .filter_map(|pair| of_another_kind(stages.tokens, &pair[0], &pair[1])),
        );
        if redefined.is_empty() && shapes.is_empty() {
            return;
        }
        redefined.sort_unstable();
        let mut at = 0;
        hits.retain(|h| {
            if h.end - h.first == 1 && redefined.binary_search(&stages.tokens[h.first as usize].hash).is_ok() {
                return false;
            }
            while shapes.get(at).is_some_and(|s| s.end <= h.first) {
                at += 1;
            }
            let cover = shapes
                .get(at)
                .filter(|s| s.first <= h.first && h.end <= s.end && s.end - s.first > h.end - h.first);
            cover.is_none_or(|s| s.kind == Kind::Facility)
        });
    }
}

/// The acronym in brackets right behind a body that a list has, where the list knows it as something of another kind.
fn of_another_kind(tokens: &[Token], name: &Hit, short: &Hit) -> Option<u64> {
    let [open, acronym, close] = tokens.get(name.end as usize..name.end as usize + 3)? else {
        return None;
    };
    let bracketed = short.first == name.end + 1 && short.end == short.first + 1 && open.punct == b'(' && close.punct == b')';
    let other = name.kind.is_body() && short.kind.is_body() && name.kind != short.kind && name.entry != short.entry;
    (bracketed && other && acronym.has(Token::ALL_CAPS)).then_some(acronym.hash)
}

/// Behind a given name two words that name a town are a surname: "Martin Van Oru".
fn is_surname(hit: &Hit, tokens: &[Token], words: &[Word]) -> bool {
    let Some(before) = hit.first.checked_sub(1).map(|i| i as usize) else {
        return false;
    };
    let given = hit.end - hit.first == 2 && tokens[before].is_capitalized() && words[before].is(class::GIVEN_NAME);
    given && hit.kind == Kind::Place && !words[before].is(!(class::GIVEN_NAME | class::SURNAME))
}

/// "Jordan Oskan", "Paris Weller": before a surname the name of a country or capital that is also a given name may be that.
fn is_given(hit: &Hit, next: Option<&Hit>, tokens: &[Token], words: &[Word]) -> bool {
    let (first, end) = (hit.first as usize, hit.end as usize);
    let surname = || {
        let (token, word) = (tokens.get(end)?, words.get(end)?);
        let name = *word == Word::default() && !token.has(Token::ALL_CAPS) || word.is(class::SURNAME);
        let known = word.is(!(class::SURNAME | class::GIVEN_NAME)) || next.is_some_and(|n| n.first == hit.end);
        Some(token.is_word() && token.is_capitalized() && name && !known)
    };
    end == first + 1
        && words[first].is(class::GIVEN_NAME)
        && !tokens[first].has(Token::POSSESSIVE)
        && hit.kind == Kind::Place
        && surname().unwrap_or(false)
}

/// "Jack London": behind a given name the name of a country or capital may be a surname.
fn is_family(hit: &Hit, before: Option<&Hit>, tokens: &[Token], words: &[Word]) -> bool {
    if hit.end != hit.first + 1 || !matches!(hit.kind, Kind::Place | Kind::Group) {
        return false;
    }
    // "Leila de Lima", "Leila al-Houthi".
    let particle = |i: usize| {
        let hyphen = tokens[i].punct == b'-' && tokens[i].has(Token::GLUED);
        let small = hashes![
            "de", "la", "da", "van", "von", "der", "den", "di", "del", "al", "el", "ul", "as", "ash", "at"
        ];
        !tokens[i].is_capitalized() && (hyphen || small.contains(&tokens[i].hash))
    };
    // "Jack F. London".
    let letter = |i: usize| tokens[i].span.len() == 1 && tokens[i].is_capitalized();
    let initial = |i: usize| letter(i) || tokens[i].punct == b'.' && tokens[i].has(Token::GLUED) && i > 0 && letter(i - 1);
    let given = (0..hit.first as usize).rev().take(3).find(|&i| !particle(i) && !initial(i));
    let Some(given) = given else {
        return false;
    };
    words[given].is(class::GIVEN_NAME)
        && !words[given].is(!(class::GIVEN_NAME | class::SURNAME))
        && tokens[given].is_capitalized()
        && !tokens[given].has(Token::POSSESSIVE)
        && before.is_none_or(|b| b.end as usize <= given)
}
