//! Views of incidents.

use std::fmt;

use super::{Document, IncidentRecord, Participant};
use crate::span::Span;

/// What an article tells of one happening.
#[derive(Clone, Copy, Debug)]
pub struct IncidentView<'d> {
    document: &'d Document,
    record: &'d IncidentRecord,
}

impl<'d> IncidentView<'d> {
    pub(super) fn new(document: &'d Document, record: &'d IncidentRecord) -> Self {
        Self { document, record }
    }

    /// What happened: `bombing`, `attack`, `kidnapping`, `arson`, `robbery`, `hijacking`.
    #[must_use]
    pub fn kind(self) -> &'static str {
        self.record.kind
    }

    /// The people who did it, by name or by description.
    pub fn perpetrators(self) -> impl Iterator<Item = ParticipantView<'d>> {
        self.slot(&["perpetrator"])
    }

    /// The groups and forces behind it.
    pub fn organizations(self) -> impl Iterator<Item = ParticipantView<'d>> {
        self.slot(&["organization"])
    }

    /// The things that were hit.
    pub fn targets(self) -> impl Iterator<Item = ParticipantView<'d>> {
        self.slot(&["target"])
    }

    /// The people who were hit, by name or by description.
    pub fn victims(self) -> impl Iterator<Item = ParticipantView<'d>> {
        self.slot(&["victim", "described"])
    }

    /// What it was done with.
    pub fn weapons(self) -> impl Iterator<Item = ParticipantView<'d>> {
        self.slot(&["weapon"])
    }

    fn slot(self, names: &'static [&'static str]) -> impl Iterator<Item = ParticipantView<'d>> {
        let document = self.document;
        self.record
            .participants
            .iter()
            .filter(move |p| names.contains(&p.slot))
            .map(move |participant| ParticipantView { document, participant })
    }
}

/// A filler of a slot of an incident.
#[derive(Clone, Copy, Debug)]
pub struct ParticipantView<'d> {
    document: &'d Document,
    participant: &'d Participant,
}

impl<'d> ParticipantView<'d> {
    /// Where its best mention stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.participant.span
    }

    /// Its best mention: a name where there is one, else a noun phrase without its article.
    #[must_use]
    pub fn text(self) -> &'d str {
        self.participant.span.text(&self.document.text)
    }

    /// Whether that is a name.
    #[must_use]
    pub fn is_named(self) -> bool {
        self.participant.named
    }

    /// The index of the sentence of the mention that speaks most clearly for it.
    #[must_use]
    pub fn sentence(self) -> usize {
        self.participant.sentence as usize
    }
}

impl fmt::Display for ParticipantView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
