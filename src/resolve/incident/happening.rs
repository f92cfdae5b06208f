//! Incidents put together from relations: the same happening told again adds to it, another place or date opens a new one.

use crate::document::{IncidentRecord, MentionRecord, RelationRecord, Spare};
use crate::gazetteer::Gazetteer;
use crate::mention::{Day, Form, When};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{Sentence, tail};

use smallvec::SmallVec;

use super::detail::Known;
use super::lists::LISTS;
use super::parties::Called;
use super::same::{Telling, is_claim, latest};
use super::scene::{Named, Place};

/// What the relations of an article stand on.
pub(crate) struct Facts<'a> {
    pub text: &'a str,
    pub mentions: &'a [MentionRecord],
    /// The mention that each entity begins with.
    pub firsts: &'a [u32],
    pub relations: &'a [RelationRecord],
    pub gazetteer: &'a Gazetteer,
    pub sentences: &'a [Sentence],
    pub published: Option<Day>,
}

/// What incidents are put together in; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Desk {
    growing: Vec<Growing>,
    /// The places of a relation.
    places: Vec<Place>,
    called: Called,
    pub(super) known: Known,
    /// Sentences of an incident.
    pub(super) told: Vec<u32>,
    /// Entries of countries, and how often each country is named.
    pub(super) countries: Vec<(u32, usize)>,
    /// Arrests and where their causes were.
    pub(super) causes: Vec<(u32, u32)>,
}

/// An incident while its relations are gathered.
#[derive(Clone, Debug)]
pub(super) struct Growing {
    pub record: IncidentRecord,
    /// The last sentence that tells of the deed; of a claim where nothing else tells of it.
    pub deed: u32,
    /// What has been done over years: no part of what happened once.
    pub tally: bool,
    /// No one happening, but what was done again and again or how many fell in years.
    pub many: bool,
    /// When, as it is written first.
    pub when: Option<When>,
    /// Where its relations tell that it happened.
    pub places: SmallVec<[Place; PLACES]>,
    /// Told as what happened days before or after what its sentence tells first.
    pub apart: bool,
}

/// The kinds that tell of violence done; claims, tolls and blame belong to them.
pub(super) fn violent(kind: &str) -> bool {
    !matches!(kind, "clash" | "raid" | "detention" | "plot")
}

/// How far apart, in sentences, two tellings may stand that share neither place nor date.
pub(super) const NEAR: u32 = 2;

/// How many places of one happening are kept.
const PLACES: usize = 8;

/// How many incidents back one may stand that was spoken of later than those behind it.
const BACK: usize = 8;

/// How many words before what was done a denial of it may stand.
const DENIED: usize = 8;

/// How many incidents and fillers are looked at for one that is told again, so that the cost stays linear.
pub(super) const MOST: usize = 256;

impl Facts<'_> {
    pub(super) fn mention(&self, index: u32) -> Option<&MentionRecord> {
        self.mentions.get(index as usize)
    }

    pub(super) fn arguments<'s>(&'s self, relation: &'s RelationRecord, role: &'s str) -> impl Iterator<Item = &'s MentionRecord> {
        relation
            .arguments
            .iter()
            .filter(move |a| a.0 == role)
            .filter_map(|a| self.mention(a.1))
    }

    /// The sentence that a mention stands in.
    pub(super) fn sentence_of(&self, m: &MentionRecord) -> u32 {
        let behind = self.sentences.partition_point(|s| s.span().start() <= m.span.start());
        behind.saturating_sub(1) as u32
    }

    /// The relations of a sentence, each with its number.
    pub(super) fn relations_of(&self, sentence: u32) -> impl Iterator<Item = (u32, &RelationRecord)> + Clone {
        let from = self.relations.partition_point(|r| r.sentence < sentence);
        let told = self.relations[from..].iter().take_while(move |r| r.sentence == sentence);
        (from as u32..).zip(told)
    }

    /// The relations that tell of an incident.
    pub(super) fn telling_of(&self, incident: &IncidentRecord) -> impl DoubleEndedIterator<Item = &RelationRecord> {
        incident.relations.iter().filter_map(|&at| self.relations.get(at as usize))
    }

    /// Whether a relation tells a toll: "the death toll rose to 20", "counted 20 bodies".
    pub(super) fn tells_toll(&self, relation: &RelationRecord) -> bool {
        let trigger = relation.trigger.text(self.text);
        trigger.ends_with("toll") || trigger == "counted"
    }

    /// What stands in a relation's sentence before its trigger, as far as words near it reach.
    pub(super) fn before(&self, relation: &RelationRecord) -> &str {
        let sentence = self.sentences.get(relation.sentence as usize);
        let before = sentence.map(|s| &self.text[s.span().start()..relation.trigger.start()]);
        tail(before.unwrap_or_default())
    }

    /// The words of that, the nearest first.
    pub(super) fn words_before(&self, relation: &RelationRecord) -> impl Iterator<Item = &str> {
        self.before(relation).split_whitespace().rev()
    }

    /// Appends the incidents of the relations that are of a wanted kind, in the order of the text.
    pub(super) fn incidents(&self, wanted: impl Fn(&str) -> bool, desk: &mut Desk, incidents: &mut Vec<IncidentRecord>, spare: &mut Spare) {
        let Desk {
            growing: out,
            places,
            called,
            ..
        } = desk;
        let mut periods = None;
        let mut arrests: Option<Named> = None;
        for (index, relation) in self.relations.iter().enumerate() {
            let Some((kind, stage)) = self.kind(relation) else { continue };
            if relation.polarity == Polarity::Negated && !is_claim(relation) {
                self.spare(out, relation);
                continue;
            }
            if let Some(growing) = out
                .last_mut()
                .filter(|last| violent(last.record.kind) && self.of_the_wounded(relation))
            {
                growing.record.relations.push(index as u32);
                continue;
            }
            let last = out.last().and_then(|last| last.record.date);
            let mut telling = self.telling(relation, (kind, stage), last, &mut periods, places);
            let from = out.len().saturating_sub(MOST);
            telling.alone = self.alone(&out[from..], &telling);
            let at = if let Some(at) = self.told_before(&out[from..], relation, kind, &telling) {
                from + at
            } else if relation.modality == Modality::Hypothetical || self.denies_charges(relation) {
                continue;
            } else {
                let mut record = spare.give(kind);
                record.background = self.recalled(&out[from..], &telling);
                out.push(Growing {
                    record,
                    deed: relation.sentence,
                    tally: telling.tally,
                    many: telling.many,
                    when: None,
                    places: SmallVec::new(),
                    apart: telling.apart,
                });
                out.len() - 1
            };
            if kind == "detention" {
                let named = arrests
                    .take()
                    .filter(|named| named.sentence == relation.sentence)
                    .unwrap_or_else(|| self.named_in(relation.sentence));
                if let Some(cause) = self.cause(&out[from.min(at)..at], &named) {
                    out[from.min(at) + cause].record.response.push(index as u32);
                }
                arrests = Some(named);
            }
            self.tell(&mut out[at], index as u32, (kind, stage), &telling);
        }
        // "He was hit in the leg", "they shot in the air", and nothing else is known.
        let told = |i: &IncidentRecord| {
            let scene = i.date.is_some() || i.place.or(i.site).is_some();
            let parts = i.participants.iter().any(|p| i.kind != "attack" || p.slot != "perpetrator");
            scene || parts || !i.tolls.is_empty() || !i.response.is_empty()
        };
        for Growing {
            record: mut incident,
            many,
            ..
        } in out.drain(..)
        {
            if told(&incident) && !many && wanted(incident.kind) {
                self.tidy(&mut incident, called);
                self.count_each(&mut incident);
                incidents.push(incident);
            } else {
                spare.keep(incident);
            }
        }
    }

    /// The incident among some that a relation tells again.
    fn told_before(&self, out: &[Growing], relation: &RelationRecord, kind: &str, telling: &Telling<'_>) -> Option<usize> {
        // "That killing" is the one that was told last, whenever it was.
        let that = |m: &MentionRecord| m.span.text(self.text).get(..5).is_some_and(|led| led.eq_ignore_ascii_case("that "));
        if telling.claim
            && self.arguments(relation, "event").any(that)
            && let Some(at) = self.latest(out, telling, |_| true)
        {
            return Some(at);
        }
        // "The bombing" is one that was told as a bombing, if there is one, "the attack" is any; "the toll" one with dead or wounded.
        let toll = self.tells_toll(relation);
        let hurt = |i: &Growing| toll && i.record.killed.or(i.record.wounded).is_some();
        let named = |i: &Growing| (telling.claim || kind == "clash") && kind != "attack" && i.record.kind == kind;
        // "The gunmen" are those who were told of.
        let again = |i: &Growing| telling.taken_up && self.shares_doer(&i.record, relation);
        let same = |i: &Growing| (hurt(i) || named(i) || again(i)) && self.fits(i, telling);
        // What was only recalled is told again where nothing else is.
        let now = |i: &Growing| {
            let near = || named(i) && relation.sentence <= i.deed + NEAR;
            !i.record.background || i.deed == relation.sentence || near() || self.shares_victim(&i.record, relation)
        };
        let told = out.iter().rposition(|i| now(i) && same(i));
        let told = told.or_else(|| self.latest(out, telling, now));
        let told = told.or_else(|| out.iter().rposition(same));
        told.or_else(|| self.latest(out, telling, |i| i.record.background))
    }

    /// Adds to an incident what a relation tells of it.
    fn tell(&self, growing: &mut Growing, index: u32, (kind, stage): (&'static str, &'static str), telling: &Telling<'_>) {
        let relation = &self.relations[index as usize];
        if !telling.claim {
            growing.deed = relation.sentence;
        }
        growing.when = growing.when.or(telling.when);
        for &place in telling.places {
            let places = &mut growing.places;
            if places.len() < PLACES && !places.contains(&place) {
                places.push(place);
            }
        }
        let incident = &mut growing.record;
        // "Killed ten and took four hostages" is more than a kidnapping, "killed ten and burned homes" than arson; and
        // burned houses that are told of later are not all of an attack.
        let hurt = incident.killed.or(incident.wounded).is_some();
        let more = hurt && matches!(kind, "kidnapping" | "arson") || telling.alone && kind == "arson";
        if incident.kind == "attack" && violent(kind) && !more || stage == "foiled" {
            incident.kind = kind;
        }
        if incident.relations.is_empty() || self.turns_out(incident, stage, relation) {
            incident.stage = stage;
        }
        incident.relations.push(index);
        if incident.sentences.last() != Some(&relation.sentence) {
            incident.sentences.push(relation.sentence);
        }
        incident.date = incident.date.or(telling.days);
        for place in telling.places {
            incident.site = incident.site.or(place.site);
            let finer = |&place: &u32| incident.place.is_none_or(|known| self.lies_in(place, known));
            incident.place = place.entry.filter(finer).or(incident.place);
        }
        self.fill(incident, relation, index);
    }

    /// The incident among some that a telling may be of, and of which was spoken last.
    fn latest(&self, out: &[Growing], telling: &Telling<'_>, among: impl Fn(&Growing) -> bool) -> Option<usize> {
        let fits = |i: &Growing| among(i) && self.fits(i, telling);
        let last = out.iter().rposition(fits)?;
        let later = (last.saturating_sub(BACK)..last).filter(|&at| out[at].deed > out[last].deed && fits(&out[at]));
        Some(later.max_by_key(|&at| out[at].deed).unwrap_or(last))
    }

    /// What those had done whose arrest a sentence tells: what it names the place or a victim of, else what was told last.
    fn cause(&self, out: &[Growing], sentence: &Named) -> Option<usize> {
        let deed = |i: &Growing| (violent(i.record.kind) || i.record.kind == "plot") && !i.tally && !self.state_did(&i.record);
        let Named { towns, people, .. } = sentence;
        let named = |i: &Growing| {
            let mut victims = latest(&i.record).filter(|p| p.is_victim());
            towns
                .iter()
                .any(|town| i.places.iter().any(|known| self.named_alike(*known, *town)))
                || !people.is_empty() && victims.any(|p| p.entity.is_some_and(|entity| people.contains(&entity)))
        };
        let told = out.iter().rposition(|i| named(i) && deed(i));
        let told = told.or_else(|| out.iter().rposition(|i| deed(i) && !i.record.background));
        told.or_else(|| out.iter().rposition(deed))
    }

    /// Whether a relation changes what is known of how far an incident got: a foiled plot stays foiled; an attack is attempted only where
    /// its one weapon failed, and nobody was hurt.
    fn turns_out(&self, incident: &IncidentRecord, stage: &str, relation: &RelationRecord) -> bool {
        match (incident.stage, stage) {
            ("foiled", _) => false,
            ("accomplished", "attempted") => {
                let the = |m: &MentionRecord| m.span.text(self.text).get(..4).is_some_and(|w| w.eq_ignore_ascii_case("the "));
                incident.killed.or(incident.wounded).is_none() && self.arguments(relation, "weapon").any(the)
            }
            ("attempted", "accomplished") => matches!(relation.kind, RelationKind::Attacked | RelationKind::Killed | RelationKind::Wounded),
            (_, new) => new != "accomplished",
        }
    }

    /// Notes who was unharmed: "the minister was not hurt".
    fn spare(&self, out: &mut [Growing], relation: &RelationRecord) {
        if !matches!(
            relation.kind,
            RelationKind::Killed | RelationKind::Wounded | RelationKind::Assassinated
        ) {
            return;
        }
        let Some(last) = out
            .last_mut()
            .filter(|g| violent(g.record.kind) && relation.sentence <= g.deed + NEAR)
        else {
            return;
        };
        // "Denied that troops had killed villagers": nobody knows.
        if self.words_before(relation).take(DENIED).any(|word| LISTS.denial.contains(&word)) {
            return;
        }
        for (_, index) in relation.arguments.iter().filter(|a| a.0 == "victim") {
            if let Some(m) = self.meant(*index).filter(|m| matches!(m.form, Form::Named | Form::Nominal)) {
                self.unharmed(&mut last.record, m, relation.sentence);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Document, Extractor};

    /// The incidents of a text: kind, stage, who, to whom.
    fn told(document: &Document) -> Vec<String> {
        let incident = |i: crate::IncidentView<'_>| {
            let who: Vec<String> = i
                .organizations()
                .map(|o| format!("{o} {}", o.confidence().unwrap_or("-")))
                .chain(i.perpetrators().map(|p| p.to_string()))
                .collect();
            let whom: Vec<String> = i
                .targets()
                .map(|t| t.to_string())
                .chain(i.victims().map(|v| format!("{v} {}", v.effect().unwrap_or("-"))))
                .collect();
            format!("{} {} by [{}] to [{}]", i.kind(), i.stage(), who.join(", "), whom.join(", "))
        };
        document.incidents().map(incident).collect()
    }

    #[test]
    fn a_country_that_only_lies_near_is_no_place_of_an_incident() {
        let extractor = Extractor::new();
        let cases = [
            (
                "Gunmen killed six farmers in Burkina Faso, near the border with Niger.",
                Some("Burkina Faso"),
            ),
            ("Gunmen killed six farmers in a village near the border with Niger.", None),
            ("Gunmen killed six farmers in a village in Niger.", Some("Niger")),
        ];
        for (text, expected) in cases {
            let document = extractor.extract(text);
            let place = document.incidents().next().and_then(|i| i.place().map(|p| p.name().to_owned()));
            assert_eq!(place.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn arrests_without_a_place_are_made_where_the_deed_was_done() {
        let document = Extractor::new().extract("Gunmen attacked a church in Aleppo on Monday. Police detained two suspects.");
        let places: Vec<_> = document
            .incidents()
            .map(|i| (i.kind(), i.place().map(|p| p.name().to_owned())))
            .collect();
        assert_eq!(
            places,
            [("attack", Some("Aleppo".to_owned())), ("detention", Some("Aleppo".to_owned()))]
        );
    }

    #[test]
    fn tolls_are_summed_and_rough_ones_give_way() {
        let extractor = Extractor::new();
        for (text, toll) in [
            ("Two soldiers and six rebels were killed in Aleppo.", Some((8, Some(8)))),
            ("Eleven people were killed, including five women.", Some((11, Some(11)))),
            (
                "A blast killed ten people, including two nurses and five cooks.",
                Some((10, Some(10))),
            ),
            ("Ten people, two of them policemen, were killed in Aleppo.", Some((10, Some(10)))),
            (
                "Three people - two Indians and a Pakistani - were killed in Aleppo.",
                Some((3, Some(3))),
            ),
            (
                "A blast killed at least 25 recruits in Mosul. The blast killed dozens, he said.",
                Some((25, None)),
            ),
            (
                "A blast killed nine people in Mosul. The death toll rose to 12.",
                Some((12, Some(12))),
            ),
        ] {
            let document = extractor.extract(text);
            let killed: Vec<_> = document.incidents().map(|i| i.killed()).collect();
            assert_eq!(killed, [toll], "{text}");
        }
    }

    #[test]
    fn incidents_are_told_once_with_who_and_whom() {
        let extractor = Extractor::new();
        let cases: &[(&str, &str, &[&str])] = &[
            (
                "a bare noun or number is not told beside a fuller one",
                "Gunmen attacked a church in Aleppo. Two masked gunmen killed nine people in the attack. Nine died.",
                &["attack accomplished by [Two masked gunmen] to [church, nine people killed]"],
            ),
            (
                "an organization that may have done it is possible, and its threat makes no incident",
                "A blast killed nine people in Azaz. Al-Qaeda may have carried out the attack. Al-Qaeda may attack again.",
                &["bombing accomplished by [Al-Qaeda possible] to [nine people killed]"],
            ),
            (
                "whom an organization threatens is threatened",
                "The Islamic State threatened journalists in Baghdad.",
                &["plot threatened by [Islamic State asserted] to [journalists threatened]"],
            ),
            (
                "two attacks on one day in two towns stay apart",
                "Gunmen attacked a bank in Kabul on 3 May 2021. Gunmen attacked a hotel in Herat on 3 May 2021.",
                &[
                    "attack accomplished by [Gunmen] to [bank]",
                    "attack accomplished by [Gunmen] to [hotel]",
                ],
            ),
            (
                "what happened years ago stays apart from today's",
                "Rebels attacked a convoy in Kabul on Monday. In 2017 rebels attacked a convoy in Herat.",
                &[
                    "attack accomplished by [Rebels] to [convoy]",
                    "attack accomplished by [rebels] to [convoy]",
                ],
            ),
            (
                "the one man of a toll of one is who was called otherwise before",
                "Gunmen Kill Worshipper in Istanbul\n\nTwo masked gunmen attacked a church in Istanbul, killing one man.",
                &["attack accomplished by [Two masked gunmen] to [church, Worshipper killed]"],
            ),
            (
                "blame goes to the attack told before it, not to the next",
                "A car bomb killed nine people in Azaz on 4 March 2024. A baker lost his windows. He cried. He left. Police blamed the PKK for the \
                 attack. In February 2024, gunmen attacked a checkpoint.",
                &[
                    "bombing accomplished by [PKK accused] to [nine people killed]",
                    "attack accomplished by [gunmen] to [checkpoint]",
                ],
            ),
            (
                "a claim of the bombing goes past a shooting",
                "A suicide bomber struck a mosque in Mosul. Gunmen shot dead a judge in Baghdad. The Islamic State claimed responsibility for the \
                 bombing.",
                &[
                    "bombing accomplished by [Islamic State claimed, suicide bomber] to [mosque]",
                    "attack accomplished by [Gunmen] to [judge killed]",
                ],
            ),
            (
                "what was done over years is no part of what happened today",
                "Gunmen killed a nurse in Mosul on Monday. More than 200 people have been killed in Iraq since the war began.",
                &["attack accomplished by [Gunmen] to [nurse killed]"],
            ),
            (
                "a denial of charges ties no later deed to the claim before it",
                "Hamas said it had planted the bomb. He left. He denies the charges. In April 2019 gunmen shot dead a judge.",
                &[
                    "bombing accomplished by [Hamas claimed] to []",
                    "attack accomplished by [gunmen] to [judge killed]",
                ],
            ),
            ("nothing negated", "No one was killed in Kabul.", &[]),
        ];
        for (name, text, expected) in cases {
            assert_eq!(told(&extractor.extract(text)), *expected, "{name}");
        }
    }
}
