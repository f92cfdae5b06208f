//! How many were killed and wounded, of the figures that are told of one happening.

use super::happening::{Facts, MOST};
use super::lists::{LISTS, begins_in, ends_in};
use super::same::latest;
use crate::document::{IncidentRecord, MentionRecord, Participant, RelationRecord, Toll};
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::relation::RelationKind;
use crate::span::Span;
use crate::text::{first_words, last_words};

/// How many words of a sentence are read for a verb that corrects a toll.
const CORRECTED: usize = 40;
/// The bytes of an article with its blank.
const ARTICLE: usize = 4;
/// How many mentions are looked at for a number in a phrase.
const BESIDE: usize = 8;

impl Facts<'_> {
    /// Notes a figure and keeps the one that holds: the highest, since later sentences tell of parts and of what was known before, but
    /// for one that corrects it, a rough one, "dozens", beside one in figures, and what those say who did it.
    pub(super) fn toll(&self, incident: &mut IncidentRecord, relation: &RelationRecord, index: u32) {
        let effect = match relation.kind {
            RelationKind::Killed | RelationKind::Assassinated if self.fallen(incident, relation) => "fallen",
            RelationKind::Killed | RelationKind::Assassinated => "killed",
            RelationKind::Wounded => "wounded",
            _ => return,
        };
        let mut counts = self.arguments(relation, "count").peekable();
        let counted = if counts.peek().is_some() {
            let (sum, singles) = (self.sum(counts), self.singles(relation));
            sum.map(|((least, most), rough)| {
                (
                    (least.saturating_add(singles), most.map(|most| most.saturating_add(singles))),
                    rough,
                )
            })
        } else {
            self.sum(self.arguments(relation, "victim").filter(|m| m.quantity().is_some()).take(1))
        };
        let Some((count, rough)) = counted else { return };
        let sure = !rough && !self.told_by_doer(incident, relation);
        let from = incident.tolls.len().saturating_sub(MOST);
        let known_sure = incident.tolls[from..].iter().any(|t| t.effect == effect && t.sure);
        let known = match effect {
            "killed" => &mut incident.killed,
            "wounded" => &mut incident.wounded,
            _ => &mut incident.fallen,
        };
        let also = self.words_before(relation).take(2).any(|word| word == "also");
        let count = match *known {
            Some((least, most)) if also => (least.saturating_add(count.0), most.zip(count.1).map(|(a, b)| a.saturating_add(b))),
            _ => count,
        };
        let holds = known.is_none_or(|known| sure && (!known_sure || count.0 >= known.0 || self.corrects(relation)));
        if holds {
            *known = Some(count);
        }
        incident.tolls.push(Toll {
            effect,
            count,
            relation: index,
            sure,
        });
    }

    /// How many are told one by one beside those who are counted: "two officers and a vendor", "a judge and two guards".
    fn singles(&self, relation: &RelationRecord) -> u64 {
        let counts = || self.arguments(relation, "count");
        let joined = |from: usize, to: usize| {
            let mut words = self.text.get(from..to).unwrap_or_default().split_whitespace().rev();
            // "three people - two Indians and a Pakistani": none beside the three.
            let parts = |word: &str| word.ends_with(',') || word.starts_with('(') || ["-", "–", "—", "among", "including"].contains(&word);
            words.next() == Some("and") && !words.any(parts)
        };
        let beside = |m: &MentionRecord| {
            let behind = |c: &MentionRecord| joined(c.span.end(), m.span.start());
            let before = |c: &MentionRecord| {
                self.text
                    .get(m.span.end()..c.span.start())
                    .is_some_and(|words| words.trim() == "and")
            };
            counts().any(|c| behind(c) || before(c)) && counts().all(|c| !m.span.contains(c.span))
        };
        let one = |m: &&MentionRecord| {
            let words = m.span.text(self.text);
            let named = m.kind == Kind::Person && m.form == Form::Named;
            named || (begins_in(words, &LISTS.one) || is_ones_own(words)) && !ends_in(words, &LISTS.several)
        };
        self.arguments(relation, "victim").filter(one).filter(|m| beside(m)).count() as u64
    }

    /// "Killed a nurse and Luis Vano": two, where no figure is told and each of them is one.
    pub(super) fn count_each(&self, incident: &mut IncidentRecord) {
        let count = |effect: &str| {
            let hurt = || incident.participants.iter().filter(|p| p.is_victim() && p.effect == Some(effect));
            // "A blogger" of one sentence is who has a name in the next.
            let beside = |p: &Participant| hurt().filter(|o| o.sentence == p.sentence).count() as u64;
            // Nor is "the nurse" another one.
            let again = |p: &Participant| {
                let led = last_words(&self.text[..p.span.start()]).next();
                // "His brother, Luis Vano".
                let apposed =
                    || self.text[p.span.end()..].starts_with(", ") && hurt().any(|o| o.named && o.span.start() == p.span.end() + 2);
                !p.named && (led.is_some_and(|word| begins_in(word, &LISTS.definite)) || apposed())
            };
            // "Killed the mayor": no one else is told of.
            let alone = hurt().take(2).count() == 1;
            let first = |p: &&Participant| alone || !again(p);
            let all = hurt().filter(first).all(|p| self.is_one(p.span));
            let all = all.then(|| hurt().filter(first).take(MOST).map(beside).max());
            all.flatten().map(|count| (count, Some(count)))
        };
        let (killed, wounded) = (count("killed"), count("wounded"));
        incident.killed = incident.killed.or(killed);
        incident.wounded = incident.wounded.or(wounded);
    }

    /// Whether words, before which an article may stand, are for one person.
    fn is_one(&self, span: Span) -> bool {
        let words = span.text(self.text);
        let led = last_words(&self.text[..span.start()]).next();
        let mut same = self.inside(span).take_while(|m| m.span.start() == span.start());
        let named = same.any(|m| m.kind == Kind::Person && m.span == span);
        let counts = |m: &MentionRecord| m.kind == Kind::Quantity && m.span.overlaps(span);
        let end = self.mentions.partition_point(|m| m.span.start() < span.end());
        let counted = self.mentions[..end].iter().rev().take(BESIDE).any(counts);
        let one = led.is_some_and(|word| begins_in(word, &LISTS.one)) || is_ones_own(words);
        // "The mayor", who is no part of a body.
        let the = || led.is_some_and(|word| begins_in(word, &["the"])) && !words.ends_with('s') && self.is_people(span);
        named || (one || the()) && !counted && !ends_in(words, &LISTS.several)
    }

    /// Whether words, before which an article may stand, are for people.
    fn is_people(&self, span: Span) -> bool {
        let from = Span::new(span.start().saturating_sub(ARTICLE) as u32, span.end() as u32);
        self.inside(from).any(|m| m.kind == Kind::People && m.span.end() == span.end())
    }

    /// Whether a toll is corrected: "police lowered the death toll to nine".
    fn corrects(&self, relation: &RelationRecord) -> bool {
        let sentence = self.sentences.get(relation.sentence as usize);
        let words = sentence.map_or("", |s| s.span().text(self.text));
        self.tells_toll(relation) && first_words(words).take(CORRECTED).any(|word| LISTS.lowered.contains(&word))
    }

    /// Whether those say so who did it or claim it.
    fn told_by_doer(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        let Some(source) = relation.attribution else { return false };
        let did =
            |m: &MentionRecord| latest(incident).any(|p| matches!(p.slot, "perpetrator" | "organization") && p.entity == Some(m.entity));
        self.inside(source).any(did)
    }

    /// "Two soldiers and six rebels" together, but not "eleven people, among them five women"; and whether any is only roughly so.
    fn sum<'m>(&self, counts: impl Iterator<Item = &'m MentionRecord>) -> Option<((u64, Option<u64>), bool)> {
        let mut total: Option<((u64, Option<u64>), bool)> = None;
        let mut end = 0;
        for m in counts {
            let Some((least, quantity)) = m.quantity().and_then(|q| Some((q.min?, q))) else {
                continue;
            };
            // Looked for only behind a first number: from the head of the text it would take ever longer.
            let part = || {
                let between = self.text.get(end..m.span.start()).unwrap_or_default();
                ["including", "among", "of them", "of whom"]
                    .iter()
                    .any(|word| between.contains(word))
            };
            total = match total {
                None => Some(((least, quantity.max), quantity.approximate)),
                Some(known) if part() => Some(known),
                Some(((min, max), rough)) => {
                    let most = max.zip(quantity.max).map(|(a, b)| a.saturating_add(b));
                    Some(((min.saturating_add(least), most), rough || quantity.approximate))
                }
            };
            end = m.span.end();
        }
        total
    }
}

/// "His grandmother", but not "his brothers".
fn is_ones_own(words: &str) -> bool {
    begins_in(words, &LISTS.whose) && words.contains(' ') && !words.ends_with('s')
}
