//! Incidents put together from relations: the same happening told again adds to it, another place or date opens a new one.

use aho_corasick::AhoCorasick;
use once_cell::sync::Lazy;

use crate::document::{IncidentRecord, MentionRecord, RelationRecord};
use crate::gazetteer::Gazetteer;
use crate::mention::{Day, Form};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::Sentence;

use super::scene::Place;

/// What the relations of an article stand on.
pub(crate) struct Facts<'a> {
    pub text: &'a str,
    pub mentions: &'a [MentionRecord],
    pub relations: &'a [RelationRecord],
    pub gazetteer: &'a Gazetteer,
    pub sentences: &'a [Sentence],
    pub published: Option<Day>,
}

/// An incident while its relations are gathered.
struct Growing {
    record: IncidentRecord,
    /// The last sentence that tells of the deed; of a claim where nothing else tells of it.
    deed: u32,
    /// What has been done over years: no part of what happened once.
    tally: bool,
}

/// The kinds that tell of violence done; claims, tolls and blame belong to them.
pub(super) fn violent(kind: &str) -> bool {
    !matches!(kind, "clash" | "raid" | "detention" | "plot")
}

/// How far apart, in sentences, two tellings may stand that share neither place nor date.
const NEAR: u32 = 2;

/// How many words before what was done a denial of it may stand.
const DENIED: usize = 8;

/// How many incidents and fillers are looked at for one that is told again, so that the cost stays linear.
pub(super) const MOST: usize = 256;

/// What words of a deed make of an incident; of several that stand there the first counts.
const DEEDS: [(&str, &str); 13] = [
    ("airstrike", "air_strike"),
    ("air strike", "air_strike"),
    ("air raid", "air_strike"),
    ("bomb", "bombing"),
    ("blast", "bombing"),
    ("explo", "bombing"),
    ("detonat", "bombing"),
    ("blew", "bombing"),
    ("torch", "arson"),
    ("arson", "arson"),
    ("kidnap", "kidnapping"),
    ("abduct", "kidnapping"),
    ("assassin", "assassination"),
];

/// The kind of incident of which the words of a deed tell.
fn done(words: &str) -> &'static str {
    static FINDER: Lazy<AhoCorasick> =
        Lazy::new(|| AhoCorasick::new(DEEDS.iter().map(|deed| deed.0)).expect("a few words make an automaton"));
    let first = FINDER.find_overlapping_iter(words).map(|found| found.pattern().as_usize()).min();
    first.map_or("attack", |first| DEEDS[first].1)
}

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

    /// The words that tell what was done: the event or the trigger, and what did it: "a car bomb killed nine", "a suicide bomber struck".
    fn deed(&self, relation: &RelationRecord) -> String {
        let event = self.arguments(relation, "event").next().map(|m| m.span);
        // "The death toll from the bombing rose to nine" names the deed between its words.
        let toll = || relation.trigger.text(self.text).ends_with("toll").then_some(relation.span);
        let mut words = event.or_else(toll).unwrap_or(relation.trigger).text(self.text).to_lowercase();
        for &(role, index) in &relation.arguments {
            let text = self.mention(index).map_or("", |m| m.span.text(self.text));
            if matches!(role, "cause" | "weapon") || role == "agent" && text.trim_end_matches('s').ends_with("bomber") {
                words.push(' ');
                words.push_str(&text.to_lowercase());
            }
        }
        words
    }

    /// The kind and stage of the incident that a relation tells of.
    fn kind(&self, relation: &RelationRecord) -> Option<(&'static str, &'static str)> {
        let kind = match relation.kind.name() {
            "attacked" | "killed" | "wounded" | "claimed_responsibility" | "denied_responsibility" | "blamed" => done(&self.deed(relation)),
            "assassinated" => "assassination",
            "kidnapped" => "kidnapping",
            "clashed" => "clash",
            "detained" => "detention",
            "raided" | "carried_out_operation" => "raid",
            "foiled" => return Some(("plot", "foiled")),
            "planned" if relation.modality == Modality::Averted => return Some(("plot", "foiled")),
            "planned" => return Some(("plot", "planned")),
            "threatened" => return Some(("plot", "threatened")),
            _ => return None,
        };
        let stage = match relation.modality {
            Modality::Planned => "planned",
            Modality::Averted if violent(kind) => "attempted",
            Modality::Averted => "foiled",
            // "The group may have carried out the attack" tells of one that is known; "the group may attack" of none.
            Modality::Hypothetical if self.arguments(relation, "event").next().is_none() || self.opens(relation) => return None,
            _ => "accomplished",
        };
        Some(match stage {
            "planned" if violent(kind) => ("plot", stage),
            _ => (kind, stage),
        })
    }

    /// The words of a relation's sentence that stand before its trigger, the nearest first.
    fn words_before(&self, relation: &RelationRecord) -> impl Iterator<Item = &str> {
        let sentence = self.sentences.get(relation.sentence as usize);
        let before = sentence.map(|s| &self.text[s.span().start()..relation.trigger.start()]);
        before.unwrap_or_default().split_whitespace().rev()
    }

    /// Whether a relation counts what was done over years: "More than 200 people have died since the war began". `periods` keeps of the
    /// sentence last asked about whether it tells of years, for its other relations.
    fn tally(&self, relation: &RelationRecord, periods: &mut Option<(u32, bool)>) -> bool {
        const PERIODS: [&str; 8] = [
            " since ",
            "Since ",
            "the past ",
            "the last ",
            "recent years",
            "so far this year",
            "this year alone",
            "In recent ",
        ];
        let Some(sentence) = self.sentences.get(relation.sentence as usize) else {
            return false;
        };
        if !self.words_before(relation).take(4).any(|word| matches!(word, "have" | "has")) {
            return false;
        }
        match *periods {
            Some((known, told)) if known == relation.sentence => told,
            _ => {
                let words = sentence.span().text(self.text);
                let told = PERIODS.iter().any(|period| words.contains(period));
                *periods = Some((relation.sentence, told));
                told
            }
        }
    }

    /// The incidents of the relations that are of a wanted kind, in the order of the text.
    pub(super) fn incidents(&self, wanted: impl Fn(&str) -> bool) -> Vec<IncidentRecord> {
        let mut out: Vec<Growing> = Vec::new();
        let mut periods = None;
        for (index, relation) in self.relations.iter().enumerate() {
            let Some((kind, stage)) = self.kind(relation) else { continue };
            let claim = matches!(
                relation.kind,
                RelationKind::ClaimedResponsibility | RelationKind::DeniedResponsibility | RelationKind::Blamed
            );
            if relation.polarity == Polarity::Negated && !claim {
                self.spare(&mut out, relation);
                continue;
            }
            if let Some(growing) = out
                .last_mut()
                .filter(|last| violent(last.record.kind) && self.of_the_wounded(relation))
            {
                growing.record.relations.push(index as u32);
                continue;
            }
            let (days, place) = (self.days(relation), self.place(relation));
            let tally = self.tally(relation, &mut periods);
            let fits = |growing: &Growing| {
                let (i, told) = (&growing.record, growing.deed);
                let one = if violent(kind) {
                    violent(i.kind) && alike(i.kind, kind) || stage == "attempted" && i.stage == "foiled" && relation.sentence == told
                } else {
                    i.kind == kind || stage == "foiled" && i.stage == "attempted" && relation.sentence == told
                };
                let meets = match (i.date, days) {
                    (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
                    _ => true,
                };
                let near = relation.sentence <= told + NEAR;
                // A claim speaks of what is known, however far back it was told.
                let known = Place {
                    entry: i.place,
                    site: i.site,
                };
                let tied = near || claim || self.named_alike(known, place) || i.date.is_some() && i.date == days;
                let apart = (tally || growing.tally) && (tally != growing.tally || relation.sentence != told);
                let others = violent(kind) && relation.sentence != told && self.others_did(i, relation);
                !apart
                    && !others
                    && one
                    && meets
                    && tied
                    && self.same_place(known, place)
                    && (relation.sentence == told || !self.opens(relation) && (claim || !self.another(relation)))
            };
            let from = out.len().saturating_sub(MOST);
            // "The bombing" is one that was told as a bombing, if there is one.
            let same = |i: &Growing| claim && i.record.kind == kind && fits(i);
            let told = out[from..].iter().rposition(same).or_else(|| out[from..].iter().rposition(fits));
            let at = if let Some(at) = told {
                from + at
            } else if relation.modality == Modality::Hypothetical {
                continue;
            } else {
                out.push(Growing {
                    record: IncidentRecord::new(kind),
                    deed: relation.sentence,
                    tally,
                });
                out.len() - 1
            };
            if kind == "detention"
                && let Some(cause) = out[..at]
                    .iter()
                    .rposition(|i| (violent(i.record.kind) || i.record.kind == "plot") && !i.tally)
            {
                out[cause].record.response.push(index as u32);
            }
            if !claim {
                out[at].deed = relation.sentence;
            }
            let incident = &mut out[at].record;
            if incident.kind == "attack" && violent(kind) || stage == "foiled" {
                incident.kind = kind;
            }
            if incident.relations.is_empty() || self.turns_out(incident, stage, relation) {
                incident.stage = stage;
            }
            incident.relations.push(index as u32);
            if incident.sentences.last() != Some(&relation.sentence) {
                incident.sentences.push(relation.sentence);
            }
            incident.date = incident.date.or(days);
            incident.site = incident.site.or(place.site);
            if let Some(place) = place.entry
                && incident.place.is_none_or(|known| self.lies_in(place, known))
            {
                incident.place = Some(place);
            }
            self.fill(incident, relation);
        }
        let records = out.into_iter().map(|growing| growing.record);
        let mut out: Vec<IncidentRecord> = records.filter(|i| wanted(i.kind)).collect();
        for incident in &mut out {
            self.tidy(incident);
        }
        out
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
        let denies = |word| matches!(word, "deny" | "denied" | "denies" | "denying" | "rejected" | "dismissed");
        if self.words_before(relation).take(DENIED).any(denies) {
            return;
        }
        for (_, index) in relation.arguments.iter().filter(|a| a.0 == "victim") {
            if let Some(m) = self.meant(*index).filter(|m| matches!(m.form, Form::Named | Form::Nominal)) {
                self.unharmed(&mut last.record, m, relation.sentence);
            }
        }
    }

    /// Whether the relation's sentence turns to another happening: "In a separate incident", "Elsewhere".
    fn another(&self, relation: &RelationRecord) -> bool {
        const TURNS: [&str; 7] = [
            "In a separate ",
            "In separate ",
            "Separately",
            "Elsewhere",
            "In another ",
            "In an unrelated ",
            "In other ",
        ];
        let sentence = self.sentences.get(relation.sentence as usize);
        sentence.is_some_and(|sentence| {
            let words = sentence.span().text(self.text);
            TURNS.iter().any(|turn| words.starts_with(turn))
        })
    }

    /// Whether the relation's event is told as a new one: "an earlier explosion", "two bombings".
    fn opens(&self, relation: &RelationRecord) -> bool {
        self.arguments(relation, "event").next().is_some_and(|event| {
            let words = event.span.text(self.text).to_lowercase();
            let first = words.split_whitespace().next().unwrap_or_default();
            !matches!(first, "the" | "this" | "that" | "these" | "those" | "its" | "their" | "both") && words.contains(' ')
        })
    }
}

/// Whether two kinds of violence may name one happening: "attack" is a word for all of them.
fn alike(a: &str, b: &str) -> bool {
    a == b || a == "attack" || b == "attack"
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
                &[
                    "attack accomplished by [Gunmen] to [nurse killed]",
                    "attack accomplished by [] to [200 people killed]",
                ],
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
