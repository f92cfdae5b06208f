//! Views of incidents.

use std::fmt;

use super::{Document, IncidentRecord, MentionView, Participant, Toll};
use crate::gazetteer::{Entry, Gazetteer, Kind};
use crate::mention::Day;
use crate::span::Span;

/// What an article tells of one happening.
///
/// ```
/// let text = "Two gunmen attacked a church in Aleppo, killing nine people. The Islamic State claimed responsibility for the attack.";
/// let document = dateline::Extractor::new().extract(text);
/// let incident = document.incidents().next().unwrap();
/// assert_eq!((incident.kind(), incident.stage()), ("attack", "accomplished"));
/// assert_eq!(incident.perpetrators().map(|p| p.text()).collect::<Vec<_>>(), ["Two gunmen"]);
/// let group = incident.organizations().next().unwrap();
/// assert_eq!((group.text(), group.confidence()), ("Islamic State", Some("claimed")));
/// assert_eq!(incident.killed(), Some((9, Some(9))));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct IncidentView<'d> {
    document: &'d Document,
    record: &'d IncidentRecord,
}

impl<'d> IncidentView<'d> {
    pub(super) fn new(document: &'d Document, record: &'d IncidentRecord) -> Self {
        Self { document, record }
    }

    /// What happened: `bombing`, `attack`, `assassination`, `kidnapping`, `arson`, `robbery`, `hijacking`, `air_strike`,
    /// `clash`, `raid`, `detention` or `plot`.
    #[must_use]
    pub fn kind(self) -> &'static str {
        self.record.kind
    }

    /// How far it got: `accomplished`, `attempted`, `foiled`, `planned` or `threatened`.
    #[must_use]
    pub fn stage(self) -> &'static str {
        self.record.stage
    }

    /// The first and the last day on which it may have happened; the last alone where the text tells only by when it had.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Rebels attacked a church in Aleppo on 4 March 2016.");
    /// let (from, to) = document.incidents().next().unwrap().days();
    /// assert_eq!((from, to.unwrap().to_string()), (to, "2016-03-04".to_string()));
    /// ```
    #[must_use]
    pub fn days(self) -> (Option<Day>, Option<Day>) {
        match self.record.date {
            Some((from, to)) => (Some(from), Some(to)),
            None => (None, self.record.until),
        }
    }

    /// Where it happened, as finely as the lists have the places that the text tells.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Rebels attacked a church in Aleppo on 4 March 2016.");
    /// let incident = document.incidents().next().unwrap();
    /// assert_eq!(incident.place().unwrap().name(), "Aleppo");
    /// assert_eq!(incident.country_name(), Some("Syria"));
    /// ```
    #[must_use]
    pub fn place(self) -> Option<Entry<'d>> {
        self.record.place.map(|p| self.document.gazetteer.entry(p))
    }

    /// The name of where it happened, also of a place that no list has.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Rebels attacked a church in Karsha on 4 March 2016.");
    /// let incident = document.incidents().next().unwrap();
    /// assert_eq!((incident.place_name(), incident.place()), (Some("Karsha"), None));
    /// ```
    #[must_use]
    pub fn place_name(self) -> Option<&'d str> {
        let listed = self
            .place()
            .filter(|place| self.record.site.is_none() || !matches!(place.subkind(), "country" | "admin1"));
        listed.map(|place| place.name()).or_else(|| self.site().map(|site| site.text()))
    }

    /// The mention of its place, where no list has that.
    fn site(self) -> Option<MentionView<'d>> {
        Some(MentionView::new(self.document, self.record.site?))
    }

    /// The code of the country of its place, two capitals.
    #[must_use]
    pub fn country(self) -> Option<&'d str> {
        let place = self.place().or_else(|| self.site()?.container());
        place?.country()
    }

    /// The country of its place.
    #[must_use]
    pub fn country_name(self) -> Option<&'static str> {
        let code = self.country()?;
        let lists = Gazetteer::builtin();
        let former = || {
            lists
                .of_kind(Kind::Place)
                .find(|e| e.subkind() == "former" && e.country() == Some(code))
        };
        lists.get(&format!("country:{code}")).or_else(former).map(|country| country.name())
    }

    /// How many were killed, at least and at most: of "at least nine" nobody says at most how many. Nothing where no number is told.
    #[must_use]
    pub fn killed(self) -> Option<(u64, Option<u64>)> {
        self.record.killed
    }

    /// How many were wounded, told as in [`killed`](Self::killed).
    #[must_use]
    pub fn wounded(self) -> Option<(u64, Option<u64>)> {
        self.record.wounded
    }

    /// How many of those who did it were killed, told as in [`killed`](Self::killed).
    ///
    /// ```
    /// let text = "Gunmen attacked a church in Aleppo, killing nine people. Police shot dead two of the gunmen.";
    /// let document = dateline::Extractor::new().extract(text);
    /// let incident = document.incidents().next().unwrap();
    /// assert_eq!(incident.killed(), Some((9, Some(9))));
    /// assert_eq!(incident.perpetrators_killed(), Some((2, Some(2))));
    /// ```
    #[must_use]
    pub fn perpetrators_killed(self) -> Option<(u64, Option<u64>)> {
        self.record.fallen
    }

    /// Every figure that the text tells of those killed and wounded, in its order. [`killed`](Self::killed) and
    /// [`wounded`](Self::wounded) are those that hold: the highest, but for rough ones beside others and those of the perpetrators'
    /// own telling, or one that corrects it.
    ///
    /// ```
    /// let text = "Gunmen raided Kano, killing 23 people, residents said. Police put the death toll at 17.";
    /// let document = dateline::Extractor::new().extract(text);
    /// let incident = document.incidents().next().unwrap();
    /// let told: Vec<_> = incident.tolls().map(|toll| (toll.effect(), toll.count().0)).collect();
    /// assert_eq!(told, [("killed", 23), ("killed", 17)]);
    /// assert_eq!(incident.killed(), Some((23, Some(23))));
    /// ```
    #[must_use]
    pub fn tolls(self) -> impl ExactSizeIterator<Item = TollView<'d>> {
        self.record.tolls.iter().map(|toll| TollView { toll })
    }

    /// The relations that tell of it, by their places in [`Document::relations`].
    #[must_use]
    pub fn relations(self) -> impl ExactSizeIterator<Item = usize> {
        self.record.relations.iter().map(|&r| r as usize)
    }

    /// The relations that tell what followed: the arrests.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Gunmen attacked a church in Aleppo. Police arrested two men in Aleppo.");
    /// let incident = document.incidents().next().unwrap();
    /// let arrests: Vec<_> = incident.response().map(|r| document.relations().nth(r).unwrap().view().kind().name()).collect();
    /// assert_eq!(arrests, ["detained"]);
    /// ```
    #[must_use]
    pub fn response(self) -> impl ExactSizeIterator<Item = usize> {
        self.record.response.iter().map(|&r| r as usize)
    }

    /// The sentences that tell of it, by their places in [`Document::sentences`].
    #[must_use]
    pub fn sentences(self) -> impl ExactSizeIterator<Item = usize> {
        self.record.sentences.iter().map(|&s| s as usize)
    }

    /// The event nouns that speak of it where no relation tells of it.
    ///
    /// ```
    /// let text = "Gunmen attacked a church in Aleppo on 4 March 2016. The mayor resigned. The attack in Aleppo shocked many.";
    /// let document = dateline::Extractor::new().extract(text);
    /// let incident = document.incidents().next().unwrap();
    /// assert_eq!(incident.events().map(|event| event.text()).collect::<Vec<_>>(), ["The attack"]);
    /// assert_eq!(incident.sentences().collect::<Vec<_>>(), [0, 2]);
    /// ```
    pub fn events(self) -> impl Iterator<Item = MentionView<'d>> {
        let document = self.document;
        self.record.events.iter().map(move |&m| MentionView::new(document, m))
    }

    /// The people who did it, by name or by description; of arrests those who made them.
    pub fn perpetrators(self) -> impl Iterator<Item = ParticipantView<'d>> {
        self.slot(&["perpetrator"])
    }

    /// The groups and forces behind it; of arrests those who made them.
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

/// A figure that a text tells of those whom an incident hit.
#[derive(Clone, Copy, Debug)]
pub struct TollView<'d> {
    toll: &'d Toll,
}

impl<'d> TollView<'d> {
    /// What befell them: `killed`, `wounded`, or `fallen` of those who did it.
    #[must_use]
    pub fn effect(self) -> &'d str {
        self.toll.effect
    }

    /// How many, at least and at most.
    #[must_use]
    pub fn count(self) -> (u64, Option<u64>) {
        self.toll.count
    }

    /// The relation that tells it, by its place in [`Document::relations`]; its source is who says so.
    #[must_use]
    pub fn relation(self) -> usize {
        self.toll.relation as usize
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

    /// The number of its entity: [`MentionView::entity`] of its mentions.
    #[must_use]
    pub fn entity(self) -> Option<u32> {
        self.participant.entity
    }

    /// How sure it is that an organization did it: `asserted`, `claimed`, `accused`, `suspected` or `denied`.
    #[must_use]
    pub fn confidence(self) -> Option<&'static str> {
        self.participant.confidence
    }

    /// What befell a victim, or one of the perpetrators: `killed`, `wounded`, `kidnapped`, `threatened` or `unharmed`.
    #[must_use]
    pub fn effect(self) -> Option<&'static str> {
        self.participant.effect
    }

    /// The sentence of the mention that speaks most clearly for it, by its place in [`Document::sentences`].
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
