//! The serializable form: what the `jsonl` example writes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Document, IncidentView, MentionView, ParticipantView, RelationView, TollView};
use crate::gazetteer::{Entry, Kind};
use crate::mention::{Day, Form, Timex};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::span::Span;

/// A span in JSON.
pub type SpanJson = Span;

/// A mention in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MentionJson {
    #[serde(flatten)]
    span: Span,
    text: String,
    kind: Kind,
    form: Form,
    entity: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    geonames: Option<u32>,
    /// A place that stands for those who govern it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    metonym: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timex: Option<Timex>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<u64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    approximate: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

/// A relation in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelationJson {
    kind: RelationKind,
    sentence: usize,
    #[serde(flatten)]
    span: Span,
    trigger: Span,
    args: BTreeMap<String, Vec<Span>>,
    polarity: Polarity,
    modality: Modality,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attribution: Option<Span>,
    /// The roles whose fillers come from outside the clause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    inherited: Vec<String>,
    #[serde(default)]
    confidence: f32,
    rule: String,
}

/// A filler of a slot of an incident in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParticipantJson {
    #[serde(flatten)]
    span: Span,
    text: String,
    named: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entity: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    effect: Option<String>,
}

/// The days on which an incident may have happened, in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DaysJson {
    from: Option<String>,
    to: Option<String>,
}

/// The place of an incident in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceJson {
    name: Option<String>,
    country: Option<String>,
    country_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    geonames: Option<u32>,
}

/// A count of people in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TollJson {
    min: u64,
    max: Option<u64>,
}

/// A figure that is told, in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldJson {
    effect: String,
    #[serde(flatten)]
    count: TollJson,
    relation: usize,
}

/// An incident in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncidentJson {
    kind: String,
    stage: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<DaysJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<PlaceJson>,
    perpetrators: Vec<ParticipantJson>,
    organizations: Vec<ParticipantJson>,
    targets: Vec<ParticipantJson>,
    victims: Vec<ParticipantJson>,
    weapons: Vec<ParticipantJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    killed: Option<TollJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wounded: Option<TollJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    perpetrators_killed: Option<TollJson>,
    /// Every figure that is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tolls: Vec<ToldJson>,
    relations: Vec<usize>,
    response: Vec<usize>,
    sentences: Vec<usize>,
    /// The event nouns that speak of it where no relation does.
    events: Vec<Span>,
}

/// A document in JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Output {
    mentions: Vec<MentionJson>,
    relations: Vec<RelationJson>,
    incidents: Vec<IncidentJson>,
}

/// A mention; `containers` hold places of no list, by their entities.
fn mention(view: MentionView<'_>, containers: &BTreeMap<u32, Entry<'_>>) -> MentionJson {
    let record = view.record();
    let entry = view.entry();
    let place = entry.or_else(|| containers.get(&record.entity).filter(|_| record.kind == Kind::Place).copied());
    MentionJson {
        span: record.span,
        text: view.text().to_owned(),
        kind: record.kind,
        form: record.form,
        entity: record.entity,
        name: entry.map(|e| e.name().to_owned()),
        country: place.and_then(|e| e.country().map(str::to_owned)),
        latitude: place.and_then(|e| e.coordinates().map(|c| c.0)),
        longitude: place.and_then(|e| e.coordinates().map(|c| c.1)),
        geonames: entry.and_then(|e| e.geonames()),
        metonym: record.metonym,
        timex: record.date().map(|d| d.0),
        value: record.date().map(|d| d.1.to_string()),
        min: record.quantity().and_then(|q| q.min),
        max: record.quantity().and_then(|q| q.max),
        approximate: record.quantity().is_some_and(|q| q.approximate),
        event: record.event().map(|(kind, _)| kind.to_owned()),
        head: record.event().map(|(_, head)| head),
        title: view.title().map(str::to_owned),
        role: view.role().map(str::to_owned),
    }
}

fn relation(view: RelationView<'_>) -> RelationJson {
    let mut args: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (role, filler) in view.arguments() {
        args.entry(role.to_owned()).or_default().push(filler.span());
    }
    RelationJson {
        kind: view.kind(),
        sentence: view.sentence(),
        span: view.span(),
        trigger: view.trigger(),
        args,
        polarity: view.polarity(),
        modality: view.modality(),
        attribution: view.attribution(),
        inherited: ["place", "time"]
            .into_iter()
            .filter(|r| view.inherited(r))
            .map(str::to_owned)
            .collect(),
        confidence: (view.confidence() * 100.0).round() / 100.0,
        rule: view.rule().to_owned(),
    }
}

fn participants<'d>(list: impl Iterator<Item = ParticipantView<'d>>) -> Vec<ParticipantJson> {
    let one = |p: ParticipantView<'_>| ParticipantJson {
        span: p.span(),
        text: p.text().split_whitespace().collect::<Vec<_>>().join(" "),
        named: p.is_named(),
        entity: p.entity(),
        confidence: p.confidence().map(str::to_owned),
        effect: p.effect().map(str::to_owned),
    };
    list.map(one).collect()
}

fn toll((min, max): (u64, Option<u64>)) -> TollJson {
    TollJson { min, max }
}

fn told(view: TollView<'_>) -> ToldJson {
    ToldJson {
        effect: view.effect().to_owned(),
        count: toll(view.count()),
        relation: view.relation(),
    }
}

fn incident(view: IncidentView<'_>) -> IncidentJson {
    let (from, to) = view.days();
    let day = |d: Option<Day>| d.map(|d| d.to_string());
    let (entry, name) = (view.place(), view.place_name());
    let country = |entry: Entry<'_>| entry.subkind() == "country" && name == Some(entry.name());
    let place = name.map(|name| PlaceJson {
        name: (!entry.is_some_and(country)).then(|| name.to_owned()),
        country: view.country().map(str::to_owned),
        country_name: view.country_name().map(str::to_owned),
        latitude: entry.and_then(|e| e.coordinates()).map(|c| c.0),
        longitude: entry.and_then(|e| e.coordinates()).map(|c| c.1),
        geonames: entry.and_then(|e| e.geonames()),
    });
    IncidentJson {
        kind: view.kind().to_owned(),
        stage: view.stage().to_owned(),
        date: to.is_some().then(|| DaysJson {
            from: day(from),
            to: day(to),
        }),
        place,
        perpetrators: participants(view.perpetrators()),
        organizations: participants(view.organizations()),
        targets: participants(view.targets()),
        victims: participants(view.victims()),
        weapons: participants(view.weapons()),
        killed: view.killed().map(toll),
        wounded: view.wounded().map(toll),
        perpetrators_killed: view.perpetrators_killed().map(toll),
        tolls: view.tolls().map(told).collect(),
        relations: view.relations().collect(),
        response: view.response().collect(),
        sentences: view.sentences().collect(),
        events: view.events().map(|event| event.span()).collect(),
    }
}

pub(super) fn output(document: &Document) -> Output {
    let mut containers = BTreeMap::new();
    for mention in document.mentions() {
        if let Some(container) = mention.container() {
            containers.entry(mention.entity()).or_insert(container);
        }
    }
    Output {
        mentions: document.mentions().map(|m| mention(m, &containers)).collect(),
        relations: document.relations().map(|r| relation(r.view())).collect(),
        incidents: document.incidents().map(incident).collect(),
    }
}
