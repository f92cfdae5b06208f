//! The annotated articles: what may fill the slots of their incidents, and what does.

use std::collections::{HashMap, HashSet};

use dateline::{Article, Day, Extractor};
use serde::Deserialize;

use crate::{Names, SLOTS};

#[derive(Deserialize)]
struct Annotated {
    docid: String,
    date: Option<String>,
    text: String,
    roles: HashMap<String, Vec<Vec<String>>>,
    templates: Vec<Template>,
    templates_gtt: Vec<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Deserialize)]
struct Template {
    #[serde(rename = "type")]
    types: Vec<String>,
    optional: bool,
    hum_tgt: Vec<Human>,
}

#[derive(Deserialize)]
struct Human {
    description: Vec<String>,
}

/// An article: what may fill its slots, and what does.
#[derive(Default)]
pub struct Story {
    pub id: String,
    pub text: String,
    pub date: Option<Day>,
    pub things: Vec<Thing>,
    pub gold: [Vec<HashSet<String>>; 6],
    /// The fillers of each incident.
    pub fillers: Vec<Told>,
    /// The kinds of the incidents that must be told, and of those that may.
    pub types: Vec<Vec<usize>>,
    pub optional: Vec<Vec<usize>>,
}

impl Story {
    pub fn article(&self) -> Article<'_> {
        let article = Article::new(&self.text);
        match self.date {
            Some(day) => article.published(day),
            None => article,
        }
    }
}

/// What fills a slot of an incident of a kind; incidents stand by number.
pub struct Told {
    pub slot: usize,
    pub kind: usize,
    pub incident: usize,
    pub words: HashSet<String>,
}

/// The kinds of incident as the annotated articles name them.
const TYPES: [&str; 6] = ["ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "HIJACKING"];
pub struct Thing {
    pub mentions: Vec<Mention>,
    /// The cues of all its mentions.
    pub cues: Vec<u32>,
    pub slots: [bool; 6],
}

pub struct Mention {
    pub text: String,
    pub sentence: usize,
    pub cues: Vec<u32>,
}

impl Thing {
    fn new(slots: [bool; 6], mentions: Vec<Mention>) -> Self {
        let mut cues: Vec<u32> = mentions.iter().flat_map(|m| &m.cues).copied().collect();
        cues.sort_unstable();
        cues.dedup();
        Self { mentions, cues, slots }
    }
}

/// As the scorer compares: lower case, no marks, no articles.
fn normal(text: &str) -> String {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_ascii_punctuation()).collect();
    plain
        .split_whitespace()
        .filter(|w| !matches!(*w, "a" | "an" | "the"))
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn read(path: &str, names: &mut Names) -> Vec<Story> {
    let extractor = Extractor::new();
    let mut stories = Vec::new();
    for line in std::fs::read_to_string(path).expect("corpus").lines() {
        let story: Annotated = serde_json::from_str(line).expect("story");
        let mut seen = HashSet::new();
        let mut told = Story {
            text: story.text,
            date: story.date.as_deref().and_then(Day::parse),
            id: story.docid,
            ..Story::default()
        };
        let study = extractor.incident_cues(&told.article());
        told.things = study
            .iter()
            .map(|row| {
                let mut cues = |cues: &[String], names: &mut Names| cues.iter().map(|c| names.id(c, &mut seen)).collect();
                let mention = |m: &dateline::CueMention| Mention {
                    text: normal(&m.text),
                    sentence: m.sentence,
                    cues: cues(&m.cues, names),
                };
                let mentions = row.mentions.iter().map(mention).collect();
                Thing::new(SLOTS.map(|(s, _)| row.slots.iter().any(|slot| slot.0 == s)), mentions)
            })
            .collect();
        let mut gold: [Vec<HashSet<String>>; 6] = SLOTS.map(|(_, r)| {
            story
                .roles
                .get(r)
                .map(|es| es.iter().map(|e| e.iter().map(|m| normal(m)).collect()).collect())
                .unwrap_or_default()
        });
        for human in story.templates.iter().flat_map(|t| &t.hum_tgt) {
            let words: HashSet<String> = human.description.iter().map(|d| normal(d)).filter(|d| !d.is_empty()).collect();
            if let Some(known) = gold[5].iter_mut().find(|k| !k.is_disjoint(&words)) {
                known.extend(words);
            } else if !words.is_empty() {
                gold[5].push(words);
            }
        }
        let mut fillers = Vec::new();
        for (kind, name) in TYPES.iter().enumerate() {
            let of_kind = |t: &&Template| t.types.iter().any(|t| t == name);
            for (incident, template) in story.templates.iter().enumerate().filter(|(_, t)| of_kind(t)) {
                fillers.extend(template.hum_tgt.iter().map(|human| Told {
                    slot: 5,
                    kind,
                    incident,
                    words: human.description.iter().map(|d| normal(d)).collect(),
                }));
            }
            for (incident, template) in story.templates_gtt.iter().enumerate() {
                let told = template.get("incident_type").and_then(|t| t.as_str());
                if !told.is_some_and(|t| t.contains(name)) {
                    continue;
                }
                for (slot, (_, role)) in SLOTS.iter().enumerate() {
                    for entity in template.get(*role).and_then(|e| e.as_array()).into_iter().flatten() {
                        let words = entity.as_array().into_iter().flatten().filter_map(|m| m.as_str()).map(normal);
                        fillers.push(Told {
                            slot,
                            kind,
                            incident,
                            words: words.collect(),
                        });
                    }
                }
            }
        }
        let types_of = |optional: bool| -> Vec<Vec<usize>> {
            let of = |t: &Template| t.types.iter().filter_map(|t| TYPES.iter().position(|n| n == t)).collect();
            story.templates.iter().filter(|t| t.optional == optional).map(of).collect()
        };
        stories.push(Story {
            types: types_of(false),
            optional: types_of(true),
            gold,
            fillers,
            ..told
        });
    }
    stories
}
