//! What a call returns: mentions, entities and typed relations, as views over small records.

mod entity;
mod incident;
mod json;
mod view;

pub use entity::{Entities, EntityView};
pub use incident::{IncidentView, ParticipantView, TollView};
pub use json::{DaysJson, IncidentJson, MentionJson, Output, ParticipantJson, PlaceJson, RelationJson, SpanJson, ToldJson, TollJson};
pub use view::{Arguments, MentionView, RelationView};

use crate::error::Error;
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Count, Day, Form, TimeValue, Timex};
use crate::relation::{Modality, Polarity, Relation, RelationKind};
use crate::rule::Rules;
use crate::span::Span;
use crate::text::Sentence;
use smallvec::SmallVec;
use std::sync::Arc;

/// A mention as it is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MentionRecord {
    pub span: Span,
    pub kind: Kind,
    pub form: Form,
    pub entity: u32,
    pub entry: Option<u32>,
    pub title: Option<Span>,
    pub role: Option<Span>,
    /// A place that stands for those who govern it.
    pub metonym: bool,
    pub value: Value,
}

/// What a mention tells that mentions of few kinds do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value {
    Nothing,
    Date(Timex, TimeValue),
    Quantity(Count),
    /// The kind of relation that an event noun tells of, and its head.
    Event(&'static str, Span),
}

impl MentionRecord {
    pub(crate) fn date(&self) -> Option<(Timex, TimeValue)> {
        match self.value {
            Value::Date(timex, value) => Some((timex, value)),
            _ => None,
        }
    }

    pub(crate) fn quantity(&self) -> Option<Count> {
        match self.value {
            Value::Quantity(count) => Some(count),
            _ => None,
        }
    }

    pub(crate) fn event(&self) -> Option<(&'static str, Span)> {
        match self.value {
            Value::Event(kind, head) => Some((kind, head)),
            _ => None,
        }
    }
}

/// A relation as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct RelationRecord {
    pub kind: RelationKind,
    pub sentence: u32,
    pub span: Span,
    pub trigger: Span,
    pub arguments: SmallVec<[(&'static str, u32); 8]>,
    pub polarity: Polarity,
    pub modality: Modality,
    pub attribution: Option<Span>,
    /// Whether place and time come from outside the clause.
    pub inherited: [bool; 2],
    pub rule: u32,
}

/// An incident as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct IncidentRecord {
    pub kind: &'static str,
    pub stage: &'static str,
    /// The first and last day it may have happened on.
    pub date: Option<(Day, Day)>,
    /// Without a date: the day by which it had.
    pub until: Option<Day>,
    pub place: Option<u32>,
    /// The mention of its place, where no list has that.
    pub site: Option<u32>,
    pub killed: Option<(u64, Option<u64>)>,
    pub wounded: Option<(u64, Option<u64>)>,
    /// Of those who did it.
    pub fallen: Option<(u64, Option<u64>)>,
    /// Every figure that is told.
    pub tolls: Vec<Toll>,
    pub participants: Vec<Participant>,
    pub relations: Numbers,
    pub response: Numbers,
    pub sentences: Numbers,
    /// The event nouns that speak of it.
    pub events: Numbers,
    /// What had happened long before what the article tells first: "the deadliest since June, when".
    pub background: bool,
}

/// The numbers of relations and the like; most incidents have few.
pub(crate) type Numbers = SmallVec<[u32; 4]>;

impl IncidentRecord {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self {
            kind,
            stage: "accomplished",
            date: None,
            until: None,
            place: None,
            site: None,
            killed: None,
            wounded: None,
            fallen: None,
            tolls: Vec::new(),
            participants: Vec::new(),
            relations: Numbers::new(),
            response: Numbers::new(),
            sentences: Numbers::new(),
            events: Numbers::new(),
            background: false,
        }
    }
}

/// Records of articles past, whose memory serves again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spare(Vec<IncidentRecord>);

impl Spare {
    /// Takes back the incidents of an article: all came from here, so that no more are held than one article ever had.
    pub(crate) fn take_back(&mut self, incidents: &mut Vec<IncidentRecord>) {
        self.0.extend(incidents.drain(..).rev());
    }

    /// Takes back one that is no incident.
    pub(crate) fn keep(&mut self, incident: IncidentRecord) {
        self.0.push(incident);
    }

    /// A record as [`IncidentRecord::new`] makes it.
    pub(crate) fn give(&mut self, kind: &'static str) -> IncidentRecord {
        let Some(mut old) = self.0.pop() else {
            return IncidentRecord::new(kind);
        };
        old.tolls.clear();
        old.participants.clear();
        for numbers in [&mut old.relations, &mut old.response, &mut old.sentences, &mut old.events] {
            numbers.clear();
        }
        IncidentRecord {
            tolls: old.tolls,
            participants: old.participants,
            relations: old.relations,
            response: old.response,
            sentences: old.sentences,
            events: old.events,
            ..IncidentRecord::new(kind)
        }
    }
}

/// A figure that is told of those whom an incident hit.
#[derive(Clone, Debug)]
pub(crate) struct Toll {
    /// `killed`, `wounded`, or `fallen` of those who did it.
    pub effect: &'static str,
    pub count: (u64, Option<u64>),
    /// The relation that tells it.
    pub relation: u32,
    /// Neither rough nor told by those who did it.
    pub sure: bool,
}

/// A filler of a slot of an incident.
#[derive(Clone, Debug)]
pub(crate) struct Participant {
    pub slot: &'static str,
    pub span: Span,
    pub named: bool,
    pub sentence: u32,
    pub entity: Option<u32>,
    /// How sure it is that an organization did it.
    pub confidence: Option<&'static str>,
    /// What befell a victim.
    pub effect: Option<&'static str>,
}

impl Participant {
    /// Whether that is someone who was hit, by name or by description.
    pub(crate) fn is_victim(&self) -> bool {
        matches!(self.slot, "victim" | "described")
    }
}

/// Everything that was found in one article. [`Extractor::extract`](crate::Extractor::extract) gives one, a
/// [`Worker`](crate::Worker) lends one until it reads the next article.
///
/// ```
/// let document = dateline::Extractor::new().extract("Gunmen killed nine people in Kabul. Police blamed the Taliban.");
/// assert_eq!(document.sentences().len(), 2);
/// assert_eq!(document.mentions().filter(|m| m.entry().is_some()).map(|m| m.name()).collect::<Vec<_>>(), ["Kabul", "Taliban"]);
/// assert_eq!((document.relations().len(), document.incidents().len()), (2, 1));
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) text: String,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) mentions: Vec<MentionRecord>,
    pub(crate) relations: Vec<RelationRecord>,
    pub(crate) incidents: Vec<IncidentRecord>,
    pub(crate) refused: Option<Error>,
    pub(crate) gazetteer: Arc<Gazetteer>,
    pub(crate) rules: Arc<Rules>,
}

impl Document {
    /// Why the text was not read, if it is longer than spans can count or than [`Builder::longest_text`](crate::Builder::longest_text)
    /// allows. The document is then empty, its text as well.
    ///
    /// ```
    /// let extractor = dateline::Extractor::builder().longest_text(10).build()?;
    /// let document = extractor.extract("Rebels attacked a church.");
    /// assert!(document.refused().unwrap().to_string().starts_with("text: it has 25 bytes"));
    /// assert_eq!((document.text(), document.relations().len()), ("", 0));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn refused(&self) -> Option<&Error> {
        self.refused.as_ref()
    }

    /// The text as it was given; empty where it was [refused](Self::refused).
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The mentions, in the order of the text: names, descriptions such as "two soldiers", pronouns, dates and numbers.
    #[must_use]
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = MentionView<'_>> {
        (0..self.mentions.len()).map(|i| MentionView::new(self, i as u32))
    }

    /// The relations, typed, in the order of the text; [`Relation::view`] gives what is the same for all kinds.
    ///
    /// ```
    /// use dateline::{Extractor, Relation};
    /// let document = Extractor::new().extract("Turkish police detained 47 people.");
    /// let Some(Relation::Detained(d)) = document.relations().next() else { panic!() };
    /// assert_eq!(d.agent().to_string(), "Turkish police");
    /// assert_eq!(d.detainee().to_string(), "47 people");
    /// ```
    #[must_use]
    pub fn relations(&self) -> impl ExactSizeIterator<Item = Relation<'_>> {
        (0..self.relations.len()).map(|i| Relation::new(RelationView::new(self, i as u32)))
    }

    /// The things that the article speaks of, in the order of their first mentions.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract(
    ///     "The mayor of Oru, Adam Weller, was killed on Sunday. Weller had led the town for a year.",
    /// );
    /// let entities = document.entities();
    /// let weller = entities.iter().find(|e| e.name() == "Adam Weller").unwrap();
    /// assert_eq!(weller.mentions().map(|m| m.text()).collect::<Vec<_>>(), ["mayor", "Adam Weller", "Weller"]);
    /// assert_eq!(weller.kind(), dateline::Kind::Person);
    /// assert!(weller.relations().any(|r| r.view().kind().name() == "killed"));
    /// ```
    #[must_use]
    pub fn entities(&self) -> Entities<'_> {
        Entities::new(self)
    }

    /// The incidents that the article tells of: each gathers the fillers of its slots from all sentences.
    ///
    /// ```
    /// use dateline::Extractor;
    /// let text = "A BOMB EXPLODED OUTSIDE THE BANK IN MIREL ON MONDAY.  THE EXPLOSION DESTROYED TWO VEHICLES.";
    /// let document = Extractor::new().extract(text);
    /// let incident = document.incidents().next().unwrap();
    /// assert_eq!(incident.kind(), "bombing");
    /// assert_eq!(incident.weapons().next().unwrap().text(), "BOMB");
    /// ```
    #[must_use]
    pub fn incidents(&self) -> impl ExactSizeIterator<Item = IncidentView<'_>> {
        self.incidents.iter().map(|record| IncidentView::new(self, record))
    }

    /// The owned, serializable form of all of it.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Gunmen killed nine people in Kabul.");
    /// let json = serde_json::to_string(&document.to_output())?;
    /// assert_eq!(serde_json::from_str::<dateline::Output>(&json)?, document.to_output());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn to_output(&self) -> Output {
        json::output(self)
    }
}
