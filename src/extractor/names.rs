//! The mentions of an article: what each recogniser finds, in the order in which they outweigh each other.

use rustc_hash::FxHashMap;

use super::records::Building;
use super::worker::{Scratch, Stages};
use super::{Article, Extractor};
use crate::document::MentionRecord;
use crate::gazetteer::{Hit, Kind};
use crate::lexicon::{Word, class};
use crate::mention::{
    Claim, Form, ShapeHit, defined_acronym, find_acronyms, find_again, find_dates, find_localities, find_people, find_shapes,
};
use crate::text::{CaseStyle, Token};

/// The people of a town that is better known than a surname it shares.
const MANY: u32 = 120_000;

impl Extractor {
    /// Names that no list has (`outer` holds where states stand): by shape, by the words beside them, acronyms; and the same names again.
    pub(super) fn unlisted<'a>(
        &self,
        stages: &Stages<'a>,
        shapes: &[ShapeHit],
        mut outer: Vec<u32>,
        claims: &mut [Claim],
        build: &mut Building<'a>,
    ) {
        let (text, tokens, words) = (stages.text, stages.tokens, stages.words);
        let mut named = Vec::new();
        for shape in shapes {
            if shape.kind == Kind::Facility {
                claims[shape.first as usize..shape.end as usize].fill(Claim::Taken);
                continue;
            }
            let kind = if build.of_group(shape) { Kind::Group } else { shape.kind };
            let hit = ShapeHit { kind, ..*shape };
            if let Some(m) = build.claim(&hit, claims, &mut named) {
                build.nested(&self.gazetteer, stages.style, m, shape.first, shape.end);
            }
        }
        outer.extend(build.units.iter().filter(|u| u.kind == Kind::Place).map(|u| u.first));
        outer.sort_unstable();
        let mut found = Vec::new();
        let outer = |i: usize| outer.binary_search(&(i as u32)).is_ok();
        find_localities(text, tokens, words, stages.sentences, claims, &outer, &mut found);
        for hit in found.drain(..) {
            build.claim(&hit, claims, &mut named);
        }
        find_acronyms(text, tokens, words, stages.sentences, &mut found);
        let ends: FxHashMap<u32, Kind> = build.units.iter().map(|u| (u.end, u.kind)).collect();
        let mut defined = FxHashMap::default();
        for mut hit in found.drain(..) {
            // Behind the name that it shortens an acronym is of the kind of that.
            let at = hit.first as usize;
            if at > 1
                && tokens[at - 1].punct == b'('
                && let Some(&kind) = ends.get(&(hit.first - 1))
            {
                defined.insert(tokens[at].hash, kind);
            }
            hit.kind = defined.get(&tokens[at].hash).copied().unwrap_or(hit.kind);
            let short = tokens[at].span.len() == 2 && !defined.contains_key(&tokens[at].hash);
            if claims[at] == Claim::Free && !short {
                build.claim(&hit, claims, &mut named);
            }
        }
        find_again(tokens, words, claims, &named, &mut found);
        for hit in found {
            build.claim(&hit, claims, &mut Vec::new());
        }
    }

    /// One word that names a town or a people and may as well name a person.
    pub(super) fn is_small_place(&self, hit: &Hit) -> bool {
        let entry = self.gazetteer.entry(hit.entry);
        let place = entry.kind() == Kind::Place && !matches!(entry.subkind(), "country" | "capital" | "region" | "former");
        hit.end - hit.first == 1 && (place || entry.kind() == Kind::Nationality)
    }

    /// Behind a given name two words that name a town are a surname: "Martin Van Oru".
    fn is_surname(&self, hit: &Hit, tokens: &[Token], words: &[Word]) -> bool {
        let Some(before) = hit.first.checked_sub(1).map(|i| i as usize) else {
            return false;
        };
        let given = hit.end - hit.first == 2 && tokens[before].is_capitalized() && words[before].is(class::GIVEN_NAME);
        given && self.gazetteer.entry(hit.entry).kind() == Kind::Place && !words[before].is(!(class::GIVEN_NAME | class::SURNAME))
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
        let Scratch { hits, dates, people, .. } = scratch;
        self.gazetteer.find(text, tokens, stages.style, hits);
        done("gazetteer");
        find_dates(text, tokens, stages.times, stages.sentences, stages.style, article.published, dates);
        done("dates");
        let mut build = Building {
            text,
            tokens,
            words,
            mentions,
            units: &mut scratch.units,
            taken: &mut scratch.taken,
            by_span: &mut scratch.by_span,
            places: &mut scratch.places,
            nations: &mut scratch.nations,
        };
        for date in dates {
            if build.outlet(date.first, date.end) {
                continue;
            }
            if let Some(m) = build.add(date.first, date.end, Kind::Date, Form::Named) {
                build.mentions[m].date = Some((date.timex, date.value));
            }
        }
        let mut shapes = Vec::new();
        if stages.style == CaseStyle::Mixed {
            find_shapes(text, tokens, words, stages.sentences, &mut shapes);
        }
        // "Lebanese TV" is no outlet's name.
        shapes.retain(|s| {
            let at = hits.partition_point(|h| h.first < s.first);
            let demonym = hits
                .get(at)
                .is_some_and(|h| h.first == s.first && self.gazetteer.entry(h.entry).kind() == Kind::Nationality);
            !(demonym && s.kind == Kind::Media && s.end - s.first == 2)
        });
        // What the article calls an acronym outweighs the list: "Orumba Rifle Association (ORA)".
        let redefined: Vec<u64> = shapes.iter().filter_map(|s| defined_acronym(text, tokens, s)).collect();
        hits.retain(|h| {
            if shapes.is_empty() {
                return true;
            }
            if h.end - h.first == 1 && redefined.contains(&tokens[h.first as usize].hash) {
                return false;
            }
            let at = shapes.partition_point(|s| s.end <= h.first);
            let cover = shapes
                .get(at)
                .filter(|s| s.first <= h.first && h.end <= s.end && s.end - s.first > h.end - h.first);
            cover.is_none_or(|s| s.kind == Kind::Facility)
        });
        // Small places may be persons: they wait until those are found.
        let (small, sure): (Vec<Hit>, Vec<Hit>) = hits
            .iter()
            .partition(|h| self.is_small_place(h) || self.is_surname(h, tokens, words));
        for hit in sure {
            build.listed(&self.gazetteer, stages.style, hit);
        }
        let mut claims: Vec<Claim> = build.taken.iter().map(|t| if *t { Claim::Taken } else { Claim::Free }).collect();
        for hit in &small {
            let demonym = self.gazetteer.entry(hit.entry).kind() == Kind::Nationality;
            let first = hit.first as usize;
            let namesake = hit.end - hit.first == 1
                && words[first].is(class::SURNAME)
                && !words[first].is(!(class::SURNAME | class::GIVEN_NAME))
                && self.gazetteer.entry(hit.entry).population() < MANY;
            for claim in &mut claims[first..hit.end as usize] {
                *claim = match *claim {
                    Claim::Free if demonym => Claim::Demonym,
                    Claim::Free if namesake => Claim::Namesake,
                    Claim::Free => Claim::Place,
                    _ => Claim::Taken,
                };
            }
        }
        if stages.style == CaseStyle::Mixed {
            let states = small.iter().filter(|h| self.gazetteer.entry(h.entry).subkind() == "admin1");
            let states = states.map(|h| h.first).collect();
            self.unlisted(stages, &shapes, states, &mut claims, &mut build);
        }
        find_people(text, tokens, words, stages.sentences, stages.style, &claims, people);
        for person in people {
            if let Some(m) = build.add(person.first, person.end, Kind::Person, Form::Named) {
                build.mentions[m].title = person.title.map(|t| build.title(t, person.first));
            }
        }
        for hit in small {
            build.listed(&self.gazetteer, stages.style, hit);
        }
        build.settle_places(&self.gazetteer);
        build.forces();
        build.quantities();
        build.units.sort_unstable_by_key(|u| u.first);
        done("people and quantities");
        build
    }
}
