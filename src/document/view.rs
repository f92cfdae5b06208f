//! Views: cheap copies that read the records of a document.

use std::fmt;

use super::{Document, MentionRecord, RelationRecord};
use crate::gazetteer::{Entry, Kind};
use crate::mention::{Form, Timex};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::span::Span;

/// A mention of a thing.
///
/// ```
/// let document = dateline::Extractor::new().extract("The attack was claimed by ISIS.");
/// let isis = document.mentions().find(|m| m.text() == "ISIS").unwrap();
/// assert_eq!((isis.name(), isis.kind(), isis.form()), ("Islamic State", dateline::Kind::Group, dateline::Form::Named));
/// assert_eq!(isis.span().text(document.text()), "ISIS");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MentionView<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> MentionView<'d> {
    pub(crate) fn new(document: &'d Document, index: u32) -> Self {
        Self { document, index }
    }

    pub(crate) fn record(self) -> &'d MentionRecord {
        &self.document.mentions[self.index as usize]
    }

    /// Where it stands, in bytes of the text.
    #[must_use]
    pub fn span(self) -> Span {
        self.record().span
    }

    /// Its words.
    #[must_use]
    pub fn text(self) -> &'d str {
        self.span().text(&self.document.text)
    }

    /// What kind of thing it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.record().kind
    }

    /// Whether it is a name, a common noun or a pronoun.
    #[must_use]
    pub fn form(self) -> Form {
        self.record().form
    }

    /// The number of its entity, which all mentions of one thing share: [`EntityView::id`](crate::EntityView::id).
    #[must_use]
    pub fn entity(self) -> u32 {
        self.record().entity
    }

    /// The entry of the gazetteer that it matched.
    #[must_use]
    pub fn entry(self) -> Option<Entry<'d>> {
        self.record().entry.map(|e| self.document.gazetteer.entry(e))
    }

    /// The title before a person's name.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("The crowd cheered President Salva Kiir.");
    /// let kiir = document.mentions().find(|m| m.text() == "Salva Kiir").unwrap();
    /// assert_eq!(kiir.title(), Some("President"));
    /// ```
    #[must_use]
    pub fn title(self) -> Option<&'d str> {
        self.record().title.map(|t| t.text(&self.document.text))
    }

    /// The office that the text gives a person.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Salva Kiir, a spokesman for the army, left.");
    /// let kiir = document.mentions().find(|m| m.text() == "Salva Kiir").unwrap();
    /// assert!(kiir.role().unwrap().ends_with("spokesman"));
    /// ```
    #[must_use]
    pub fn role(self) -> Option<&'d str> {
        self.record().role.map(|t| t.text(&self.document.text))
    }

    /// The place that the text names behind a place of no list: "Texas" of "Oru, Texas".
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Gunmen raided the village of Oru, Texas.");
    /// let oru = document.mentions().find(|m| m.text() == "Oru").unwrap();
    /// assert_eq!(oru.container().map(|c| c.name()), Some("Texas"));
    /// ```
    #[must_use]
    pub fn container(self) -> Option<Entry<'d>> {
        let (document, record) = (self.document, self.record());
        if record.kind != Kind::Place || record.form != Form::Named || record.entry.is_some() {
            return None;
        }
        let next = document.mentions.get(self.index as usize + 1)?;
        let between = document.text.get(record.span.end()..next.span.start())?;
        let joined = matches!(between, ", " | " (" | ", in " | " in ");
        let entry = next.entry.filter(|_| joined && next.kind == Kind::Place)?;
        Some(document.gazetteer.entry(entry))
    }

    /// What kind of time expression it is, of a date.
    ///
    /// ```
    /// use dateline::{Extractor, Timex};
    /// let document = Extractor::new().extract("The siege lasted three days.");
    /// let siege = document.mentions().find(|m| m.text() == "three days").unwrap();
    /// assert_eq!((siege.timex(), siege.date_value().as_deref()), (Some(Timex::Duration), Some("P3D")));
    /// ```
    #[must_use]
    pub fn timex(self) -> Option<Timex> {
        self.record().date().map(|(timex, _)| timex)
    }

    /// The value of a date in ISO 8601 as TIMEX3 has it: `2024-01-28`, `XXXX-WXX-7`, `P3D`; "between January and
    /// March", whose year neither names, is an interval, `2024-01/2024-03`.
    #[must_use]
    pub fn date_value(self) -> Option<String> {
        self.record().date().map(|(_, value)| value.to_string())
    }

    /// The least and the most that a quantity states, nothing where it leaves one open; together with [`MentionView::is_approximate`].
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("The blast killed at least 13 people.");
    /// let count = document.mentions().find(|m| m.text() == "13").unwrap();
    /// assert_eq!(count.bounds(), Some((Some(13), None)));
    /// ```
    #[must_use]
    pub fn bounds(self) -> Option<(Option<u64>, Option<u64>)> {
        self.record().quantity().map(|q| (q.min, q.max))
    }

    /// Whether a quantity is only roughly so: "nearly 80", "dozens".
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("The blast killed nearly 80 people.");
    /// let count = document.mentions().find(|m| m.text() == "80").unwrap();
    /// assert_eq!((count.bounds(), count.is_approximate()), (Some((Some(80), Some(80))), true));
    /// ```
    #[must_use]
    pub fn is_approximate(self) -> bool {
        self.record().quantity().is_some_and(|q| q.approximate)
    }

    /// Whether a place stands for those who govern it.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Moscow denied that the drone fell near Moscow.");
    /// let metonyms: Vec<bool> = document.mentions().filter(|m| m.text() == "Moscow").map(|m| m.is_metonym()).collect();
    /// assert_eq!(metonyms, [true, false]);
    /// ```
    #[must_use]
    pub fn is_metonym(self) -> bool {
        self.record().metonym
    }

    /// The canonical name: the entry's, else the words of the mention.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.entry().map_or(self.text(), |e| e.name())
    }
}

impl fmt::Display for MentionView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A relation, whatever its kind.
///
/// ```
/// use dateline::{Extractor, Modality, Polarity, RelationKind};
/// let document = Extractor::new().extract("Rebels attacked a church in Aleppo, police said.");
/// let attack = document.relations().next().unwrap().view();
/// assert_eq!((attack.kind(), attack.polarity(), attack.modality()), (RelationKind::Attacked, Polarity::Positive, Modality::Reported));
/// assert_eq!(attack.trigger().text(document.text()), "attacked");
/// assert_eq!(attack.attribution().map(|who| who.text(document.text())), Some("police"));
/// let arguments: Vec<_> = attack.arguments().map(|(role, filler)| format!("{role}={filler}")).collect();
/// assert_eq!(arguments, ["agent=Rebels", "target=a church", "place=Aleppo"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RelationView<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> RelationView<'d> {
    pub(crate) fn new(document: &'d Document, index: u32) -> Self {
        Self { document, index }
    }

    fn record(self) -> &'d RelationRecord {
        &self.document.relations[self.index as usize]
    }

    /// Its kind.
    #[must_use]
    pub fn kind(self) -> RelationKind {
        self.record().kind
    }

    /// Its sentence, by its place in [`Document::sentences`].
    #[must_use]
    pub fn sentence(self) -> usize {
        self.record().sentence as usize
    }

    /// From its first word to its last.
    #[must_use]
    pub fn span(self) -> Span {
        self.record().span
    }

    /// The words that tell what happened, by which the rule was called.
    #[must_use]
    pub fn trigger(self) -> Span {
        self.record().trigger
    }

    /// Whether it is said to be so.
    #[must_use]
    pub fn polarity(self) -> Polarity {
        self.record().polarity
    }

    /// How sure the text is.
    #[must_use]
    pub fn modality(self) -> Modality {
        self.record().modality
    }

    /// Who says so, where the sentence names a source.
    #[must_use]
    pub fn attribution(self) -> Option<Span> {
        self.record().attribution
    }

    /// The id of the rule that found it.
    #[must_use]
    pub fn rule(self) -> &'d str {
        &self.document.rules.rules[self.record().rule as usize].id
    }

    /// How likely the relation is right: the share of its rule's matches that were, where someone looked; half where no one did.
    ///
    /// ```
    /// let rules = "frame mine/free -> detained {\n  verbs nab\n  detainee = object\n  measured 17/18\n}\n";
    /// let extractor = dateline::Extractor::builder().rules("mine.rules", rules).without("detain").build()?;
    /// let document = extractor.extract("Police nabbed 47 people.");
    /// assert_eq!(document.relations().next().unwrap().view().confidence(), 0.9);
    /// # Ok::<(), dateline::Error>(())
    /// ```
    #[must_use]
    pub fn confidence(self) -> f32 {
        self.document.rules.rules[self.record().rule as usize].confidence()
    }

    /// The code in CAMEO: that of its kind, and for an assassination that failed that of the attempt.
    ///
    /// ```
    /// let extractor = dateline::Extractor::new();
    /// let code = |text| extractor.extract(text).relations().next().map(|r| r.view().cameo());
    /// assert_eq!(code("Rebels assassinated the governor."), Some("186"));
    /// assert_eq!(code("The governor survived an assassination attempt."), Some("185"));
    /// ```
    #[must_use]
    pub fn cameo(self) -> &'static str {
        match (self.kind(), self.modality()) {
            (RelationKind::Assassinated, Modality::Averted) => "185",
            (kind, _) => kind.cameo(),
        }
    }

    /// The auxiliary mode in PLOVER: `negation`, `future`, `hypothetical`, or empty for what is told as done.
    ///
    /// ```
    /// let extractor = dateline::Extractor::new();
    /// let mode = |text| extractor.extract(text).relations().next().map(|r| r.view().plover_auxiliary());
    /// assert_eq!(mode("The rebels did not attack the town."), Some("negation"));
    /// assert_eq!(mode("Rebels may bomb the dam."), Some("hypothetical"));
    /// assert_eq!(mode("Rebels attacked the town."), Some(""));
    /// ```
    #[must_use]
    pub fn plover_auxiliary(self) -> &'static str {
        match (self.polarity(), self.modality()) {
            (Polarity::Negated, _) => "negation",
            (_, Modality::Planned) => "future",
            (_, Modality::Hypothetical) => "hypothetical",
            _ => "",
        }
    }

    /// Whether the filler of the role, place or time, comes from outside the clause of the relation.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Rebels attacked Oru on Sunday, and two men were detained.");
    /// let views: Vec<_> = document.relations().map(|r| r.view()).collect();
    /// assert_eq!(views.iter().map(|v| v.inherited("time")).collect::<Vec<_>>(), [false, true]);
    /// ```
    #[must_use]
    pub fn inherited(self, role: &str) -> bool {
        let [place, time] = self.record().inherited;
        role == "place" && place || role == "time" && time
    }

    /// The roles and their fillers.
    pub fn arguments(self) -> impl Iterator<Item = (&'static str, MentionView<'d>)> {
        let document = self.document;
        self.record()
            .arguments
            .iter()
            .map(move |&(role, m)| (role, MentionView::new(document, m)))
    }

    /// The fillers of one role.
    #[must_use]
    pub fn argument(self, role: &str) -> Arguments<'d> {
        Arguments(self.arguments().filter(|(r, _)| *r == role).map(|(_, m)| m).collect())
    }
}

/// The fillers of a role; prints as their texts, joined with "; ".
#[derive(Clone, Debug)]
pub struct Arguments<'d>(Vec<MentionView<'d>>);

impl<'d> Arguments<'d> {
    /// The fillers, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = MentionView<'d>> {
        self.0.iter().copied()
    }

    /// Whether the text names none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Arguments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, mention) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            f.write_str(mention.text())?;
        }
        Ok(())
    }
}
