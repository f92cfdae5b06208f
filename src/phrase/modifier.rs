//! Words that describe others: adverbs and participles, within a noun phrase or apart from it.

use super::chunk::{Chunker, NounPhrase};
use super::noun::NOUNISH;
use super::noun_kind::is_trade;
use super::units::Unit;
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, hashes};

/// How many words of what someone is the head of are looked at.
const LED: usize = 6;

/// How many words may stand from the date of an event up to its noun.
const DATED: usize = 4;

/// Adverbs between those who do something again and again and what they do.
pub(super) const OFTEN: &[u64] = hashes![
    "often",
    "regularly",
    "routinely",
    "frequently",
    "repeatedly",
    "sometimes",
    "usually",
    "occasionally",
    "also",
    "still",
    "mostly",
    "mainly",
];

/// Words for who does something to or by themselves.
pub(super) const REFLEXIVE: &[u64] = hashes!["himself", "herself", "itself", "themselves"];

/// What fighters do, in a form that names a thing as well.
const DEEDS: &[u64] = hashes![
    "attack", "raid", "ambush", "bomb", "murder", "target", "finance", "fund", "control", "tax", "harass", "torture", "rape", "guard",
    "smuggle", "recruit", "shell", "storm", "stage", "plant", "man", "transfer", "ship", "launch", "plan", "mine", "loot", "house", "host"
];

/// What someone does before what they mean to do: no noun.
const MEANS: &[u64] = hashes![
    "wants",
    "intends",
    "seeks",
    "refuses",
    "threatens",
    "tries",
    "fails",
    "continues",
    "wishes",
    "agrees",
    "declines"
];

impl Chunker<'_> {
    /// An adverb that no noun phrase goes on behind: "seven suspects overnight", but "a police overnight raid".
    pub(super) fn adverb_ends(&self, i: usize) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        let adverb = word.is(class::ADVERB) || word == Word::default() && self.tokens[i].span.text(self.text).ends_with("ly");
        adverb && (!self.goes_on(i + 1) || next.is(class::RELATIVE) || next.forms & form::PAST != 0 && !next.is(class::ADJ))
    }

    /// "three earlier attacks": an adverb that describes the noun behind it.
    pub(super) fn compares(&self, i: usize) -> bool {
        let many = class::EVENT | class::PERSON_PL | class::FACILITY;
        self.is(i, hashes!["earlier", "later"]) && self.word(i + 1).is(many) && self.word(i - 1).is(class::NUMBER)
    }

    /// A word that no list has and that ends as a past tense does: "downed".
    pub(super) fn unknown_past(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        self.word(i) == Word::default() && !token.is_capitalized() && token.span.text(self.text).ends_with("ed")
    }

    /// A word that no list has and that tells what those do who stand before it: "soldiers queuing for bread".
    pub(super) fn unknown_doing(&self, i: usize) -> bool {
        let (token, who) = (&self.tokens[i], i.checked_sub(1).is_some_and(|b| self.word(b).is(class::PERSON_PL)));
        who && self.word(i) == Word::default() && !token.is_capitalized() && token.span.text(self.text).ends_with("ing")
    }

    /// A word that no list has between a noun and its verb: "a strike mistakenly killed two".
    pub(super) fn manner(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        self.word(i) == Word::default() && token.span.text(self.text).ends_with("ly") && self.word(i + 1).lemma != 0
    }

    /// Such a word behind "and": "killed four and critically wounded another"; but "and heavily armed men".
    pub(super) fn manner_of_next(&self, i: usize) -> bool {
        let behind = self.word(i + 2);
        let object = || behind.is(class::DET | class::POSS_DET | class::PRONOUN) || self.number(i + 2) || self.person_at(i + 2);
        self.manner(i) && self.word(i + 1).forms & form::PAST != 0 && object()
    }

    /// Such a word behind "of": "accused of fatally shooting two".
    pub(super) fn manner_of_doing(&self, i: usize) -> bool {
        self.manner(i) && self.word(i + 1).forms & form::ING != 0
    }

    /// Such a word and the participle of a thing, behind a preposition: "in precisely timed raids".
    pub(super) fn manner_of_thing(&self, i: usize) -> bool {
        let held = || i > 0 && self.word(i - 1).is(class::PREP | class::PARTICLE);
        self.manner(i) && self.word(i + 1).forms & form::PARTICIPLE != 0 && held() && self.word(i + 2).is(NOUNISH | class::COMMON)
    }

    /// A word that no list has behind a verb: "known locally as bandits".
    pub(super) fn manner_alone(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let adverb = self.word(i) == Word::default() && !token.is_capitalized() && token.span.text(self.text).ends_with("ly");
        adverb && (self.word(i + 1).is(class::PREP | class::CONJ) || self.tokens.get(i + 1).is_none_or(|t| t.punct != 0))
    }

    /// "clearly marked", "once powerful": an adverb of the adjective or participle behind it, before a noun.
    pub(super) fn describes(&self, i: usize) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        let adverb = word.is(class::ADVERB) && word.lemma == 0 && !word.is(class::ADJ | class::NUMBER);
        let plain = self.tokens.get(i + 1).is_some_and(|t| t.punct == 0);
        adverb && plain && (next.is(class::ADJ) || next.forms & form::PARTICIPLE != 0) && self.goes_on(i + 2)
    }

    /// "a rare targeted strike", "two coordinated attacks": a participle between what opens the phrase and a thing.
    pub(super) fn described(&self, start: usize, i: usize) -> bool {
        let opened =
            i > start && self.number(i - 1) || self.is(start, hashes!["a", "an"]) && start + 2 == i && self.word(i - 1).is(class::ADJ);
        // But "and at least 27 sustained injuries".
        let had = self.is(i, hashes!["sustained", "suffered", "received", "survived"]);
        opened && !had && self.word(i + 1).is(class::FACILITY | class::WEAPON | class::EVENT)
    }

    /// "the head of the union", "the head of its southern wing": what someone leads, but no column, queue or river.
    pub(super) fn has_a_head(&self, start: usize) -> bool {
        let led = hashes![
            "intelligence",
            "security",
            "operations",
            "delegation",
            "mission",
            "tribe",
            "clan",
            "household",
            "hospital",
            "clinic",
            "school",
            "prison",
            "mosque",
            "seminary",
            "village",
            "office",
            "department",
            "section",
            "unit"
        ];
        let band = class::GROUP_NOUN | class::ORG_NOUN | class::FORCE_NOUN | class::GOV_NOUN | class::MEDIA_NOUN;
        let words = (start..self.tokens.len()).take(LED);
        let goes_on = |i: &usize| self.tokens[*i].punct == 0 && !self.word(*i).is(class::CLOSES);
        words
            .take_while(goes_on)
            .any(|i| self.word(i).is(band) || self.is(i, led) || self.units.at(i).is_some_and(|u| u.kind.is_body()))
    }

    /// "killed", "abducting".
    pub(super) fn harms_people(&self, i: usize) -> bool {
        let harm = hashes![
            "killed", "killing", "kills", "wounded", "wounding", "wounds", "injured", "injuring", "injures"
        ];
        self.word(i).is(class::HUMAN_OBJECT) || self.is(i, harm)
    }

    /// "the kidnapping of two newsagents": whether the word at `i` is the "of" behind what is done to people.
    pub(super) fn harm_of(&self, i: usize) -> bool {
        let done = hashes![
            "kidnapping",
            "kidnappings",
            "abduction",
            "abductions",
            "murder",
            "murders",
            "killing",
            "killings",
            "assassination",
            "massacre",
            "beheading",
            "execution",
            "arrest",
            "arrests",
            "detention",
            "death",
            "deaths"
        ];
        self.is(i, hashes!["of"]) && i > 0 && self.is(i - 1, done)
    }

    /// "the Pakistani and Russian embassies", "knife and bomb attacks": whether the conjunction at `i` joins two modifiers of one head.
    pub(super) fn modifiers_go_on(&self, i: usize) -> bool {
        let means = class::WEAPON | class::FACILITY;
        if self.word(i + 1).is(means) && self.word(i - 1).is(means) && self.word(i + 2).is(class::EVENT) || self.compounds_go_on(i) {
            return true;
        }
        let (known, next) = self.units.split_at(self.units.before(i));
        let before = known.last().is_some_and(|u| u.end as usize == i && u.kind == Kind::Nationality);
        // But "two Tunisians and an Italian convert".
        let own = |first: usize| first == i + 2 && (self.is(i + 1, hashes!["a", "an"]) || self.word(i + 1).is(class::NUMBER));
        let nation = |u: &&Unit| u.kind == Kind::Nationality && (i + 1..i + 3).contains(&(u.first as usize)) && !own(u.first as usize);
        let after = next.iter().take(3).find(nation);
        before
            && after.is_some_and(|u| {
                let head = self.word(u.end as usize);
                self.tokens.get(u.end as usize).is_some_and(|t| t.punct == 0)
                    && head.is(class::PERSON
                        | class::PERSON_PL
                        | class::FACILITY
                        | class::FORCE_NOUN
                        | class::GOV_NOUN
                        | class::GROUP_NOUN
                        | class::ADJ)
            })
    }

    /// "Saudi-led and US-backed forces", "state-backed and foreign fighters": whether the conjunction at `i` stands behind the first of these.
    fn compounds_go_on(&self, i: usize) -> bool {
        let hyphen = |t: usize| self.tokens.get(t).is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED));
        let made = |t: usize| self.word(t).forms & form::PARTICIPLE != 0 && hyphen(t.wrapping_sub(1));
        let nation = |u: &Unit| u.kind == Kind::Nationality && u.end as usize == i + 2;
        let named = class::PERSON_PL | class::FORCE_NOUN | class::GROUP_NOUN | class::FACILITY;
        let head = if made(i + 3) { i + 4 } else { i + 2 };
        let bodies = |u: &Unit| u.end as usize > i + 2 && matches!(u.kind, Kind::Group | Kind::SecurityForce);
        let described = head > i + 2 || self.word(i + 1).is(class::ADJ) || self.units.at(i + 1).is_some_and(nation);
        made(i - 1) && (described && self.word(head).is(named) || self.units.at(i + 1).is_some_and(bodies))
    }

    /// "killed an ornithologist": a head of no list whose ending tells of a trade.
    pub(super) fn has_a_trade(&self, np: &NounPhrase) -> bool {
        let head = np.head as usize;
        let token = &self.tokens[head];
        np.mention.is_none() && self.word(head) == Word::default() && !token.is_capitalized() && is_trade(token.span.text(self.text))
    }

    /// "They attack convoys", "fighters often raid villages", "the rebels fund themselves": a form that names a thing as well is a verb between
    /// those who are many and what is many.
    pub(super) fn many_do(&self, i: usize) -> bool {
        let word = self.word(i);
        if word.lemma == 0 || word.forms & (form::BASE | form::S) == 0 || self.tokens[i].is_capitalized() {
            return false;
        }
        if self.is(i + 1, REFLEXIVE) {
            return true;
        }
        if word.forms & form::BASE == 0 {
            return false;
        }
        // "whom officials hold responsible".
        let held = self.is(i, hashes!["hold"]) && self.is(i + 1, hashes!["responsible", "accountable"]);
        let behind = i - (1..=i.min(2)).take_while(|n| self.is(i - n, OFTEN)).count();
        let Some(subject) = behind.checked_sub(1) else { return false };
        // "Gunmen attack convoys", but "the veterans fund" and "the rebels attack".
        let people = || {
            let who = self.tokens[subject].span.text(self.text);
            self.word(subject).is(class::PERSON_PL) && (who.ends_with('s') || who.ends_with("men"))
        };
        // "..., residents report."
        let reports = || {
            let ends = self.tokens.get(i + 1).is_none_or(|t| t.punct == b'.');
            self.is(i, hashes!["report"]) && ends && (people() || self.is(subject, hashes!["sources"]))
        };
        held || reports() || self.is(subject, hashes!["they", "we", "who"]) || self.deed_to_many(i) && people()
    }

    /// "attack convoys", "raid army posts", "make bombs".
    pub(super) fn deed_to_many(&self, i: usize) -> bool {
        let plain = |i: usize| self.tokens.get(i).is_some_and(|t| t.punct == 0) && !self.word(i).is(class::CLOSES);
        let deed = self.is(i, DEEDS) || !self.word(i).is(NOUNISH);
        deed && (self.many_things(i + 1) || plain(i + 1) && self.many_things(i + 2))
    }

    /// "Iran supplies weapons", "the group uses drones".
    pub(super) fn one_does(&self, i: usize) -> bool {
        let word = self.word(i);
        let mass = hashes!["money", "cash", "aid", "fuel", "support", "weapons", "arms", "ammunition"];
        word.forms & form::S != 0 && word.forms & form::PAST == 0 && !word.is(NOUNISH) && (self.many_things(i + 1) || self.is(i + 1, mass))
    }

    /// Whether the word names things or people in the plural.
    fn many_things(&self, i: usize) -> bool {
        let token = self.tokens.get(i).filter(|t| t.punct == 0 && !t.is_capitalized());
        let plural = |t: &Token| t.span.text(self.text).ends_with('s') || self.is(i, hashes!["people", "men", "women", "children"]);
        let thing =
            class::PERSON_PL | class::FACILITY | class::PLACE_NOUN | class::WEAPON | class::FORCE_NOUN | class::EVENT | class::PARTITIVE;
        token.is_some_and(plural) && (self.word(i).is(thing) || self.word(i) == Word::default())
    }

    /// "The army plans to leave", "France hopes to go": a form that names a thing as well, before an infinitive.
    pub(super) fn plans_to(&self, i: usize) -> bool {
        self.is(i + 1, hashes!["to"])
            && self.is(i, hashes!["plans", "hopes", "aims", "attempts", "vows"])
            && self.word(i + 2).forms & form::BASE != 0
    }

    /// Whether the noun phrase that begins at `start` may be a subject: no preposition or verb holds it.
    fn unheld(&self, start: usize) -> bool {
        let before = start.checked_sub(1).map(|b| (&self.tokens[b], self.word(b)));
        let open = class::SUBORD | class::CONJ | class::SAY;
        before.is_none_or(|(t, w)| t.punct != 0 || w.is(open) || self.tokens[start].has(Token::PARAGRAPH))
    }

    /// "Gunmen often attack convoys".
    pub(super) fn often_do(&self, i: usize) -> bool {
        self.is(i, OFTEN) && self.many_do(i + 1)
    }

    /// "Lady Reading Hospital": a name that looks like a verb.
    pub(super) fn names_building(&self, i: usize) -> bool {
        let capital = |i: usize| self.tokens.get(i).is_some_and(|t| t.is_word() && t.is_capitalized());
        self.word(i + 1).is(class::FACILITY) && i > 0 && capital(i - 1) && capital(i) && capital(i + 1)
    }

    /// "a water pumping station", "the army listening post": what the building behind it is for.
    pub(super) fn doing_of(&self, start: usize, i: usize) -> bool {
        let one = |i: usize| self.tokens.get(i).is_some_and(|t| !t.span.text(self.text).ends_with('s'));
        let opened = self.word(start).is(class::DET | class::POSS_DET) || self.tokens[start].has(Token::POSSESSIVE);
        // "a Polish mining engineer": what someone does.
        let trade = || {
            let before = self.units.at(i - 1).is_some_and(|u| u.kind == Kind::Nationality) || self.word(i - 1).is(class::ADJ | class::DET);
            before && i - start <= 2 && self.is(start, hashes!["a", "an"]) && self.word(i + 1).is(class::PERSON)
        };
        // "the Oru invading forces", "the rebel occupying army".
        let invades = || {
            let people = || self.units.last_before(i);
            let nation = || people().is_some_and(|u| u.end as usize == i && u.kind == Kind::Nationality);
            self.is(i, hashes!["invading", "occupying", "besieging"])
                && self.word(i + 1).is(class::FORCE_NOUN)
                && (nation() || one(i - 1) && self.word(i - 1).is(class::PERSON | class::ADJ))
        };
        opened && (self.word(i + 1).is(class::FACILITY) && one(i + 1) || trade()) && !self.goes_on(i + 2) || invades()
    }

    /// "the 2009 ambush", "a three-hour gun battle", "the Oct. 7, 2023, attack": where the phrase of an event goes on behind its article and
    /// the date that ends at `end`.
    pub(super) fn dated_event(&self, end: usize, to: usize) -> Option<usize> {
        let comma = end + 1 < to && self.tokens[end].punct == b',' && self.tokens[end - 1].is_number();
        let first = end + usize::from(comma);
        let plain = |i: &usize| self.goes_on(*i) && self.units.at(*i).is_none_or(|u| u.kind == Kind::Weapon);
        let event = |i: usize| self.word(i).is(class::EVENT);
        let last = (first..to.min(first + DATED))
            .take_while(plain)
            .find(|&i| event(i) && !event(i + 1))?;
        let describes = |i: usize| {
            self.word(i)
                .is(class::WEAPON | class::ADJ | class::EVENT | class::FACILITY | class::NUMBER)
        };
        (first..last).all(describes).then_some(first)
    }

    /// "the town of" before a place, and what may open another phrase behind it.
    pub(super) fn after_kind_of_place(&self, start: usize, end: usize) -> bool {
        let of = start >= 2 && self.is(start - 1, hashes!["of"]) && self.word(start - 2).is(class::PLACE_NOUN);
        let people = |i: usize| self.word(i).is(class::PERSON_PL);
        let behind = of && self.word(end).is(class::ADJ | class::HEDGE | class::PERSON_PL) && (people(end) || people(end + 1));
        behind || self.opens_before_people(start, end)
    }

    /// "In Oru masked gunmen killed": a place that opens the sentence, and behind it who did it.
    fn opens_before_people(&self, start: usize, end: usize) -> bool {
        const DESCRIBED: usize = 2;
        const HELPS: u64 = class::AUX_BE | class::AUX_HAVE | class::AUX_DO | class::MODAL;
        let led = |i: usize| self.is(i, hashes!["in", "at", "near", "outside"]) && self.tokens[i].is_capitalized();
        let told = |i: &usize| self.word(*i).is(class::ADJ | class::HEDGE) && !self.word(*i).is(class::PERSON_PL);
        let people = end + (end..end + DESCRIBED).take_while(told).count();
        let next = self.word(people + 1);
        start.checked_sub(1).is_some_and(led)
            && self.word(people).is(class::PERSON_PL | class::FORCE_NOUN)
            && !self.tokens[people].is_capitalized()
            && (next.is(HELPS) || next.forms & form::PAST != 0)
    }

    /// A noun for a place, building, time or event with a determiner before it: a number behind it opens another phrase.
    pub(super) fn closes_phrase(&self, start: usize, last: usize) -> bool {
        let nouns = class::PLACE_NOUN | class::FACILITY | class::EVENT | class::TIME_NOUN;
        last > start && self.word(start).is(class::DET | class::POSS_DET) && self.word(last).is(nouns) && !self.word(last).is(class::ADJ)
    }

    /// "her brother wants to leave", "the army plans to leave", "Luis Vano lives in Oru", "the suspect remains in custody":
    /// a verb behind the noun phrase from `start`, though it looks like a noun.
    pub(super) fn means_or_lives(&self, i: usize, start: usize, np: &NounPhrase) -> bool {
        let someone = matches!(np.kind, Some(Kind::Person | Kind::People)) && np.number.is_none();
        let lives = || self.is(i, hashes!["lives"]) && self.is(i + 1, hashes!["in", "near", "with", "at", "on", "there", "here"]);
        let wants = || self.is(i + 1, hashes!["to"]) && self.is(i, MEANS);
        let works = || self.is(i, hashes!["works"]) && self.is(i + 1, hashes!["for", "with", "at", "as"]);
        let stays = || {
            let led = self.word(i + 1).is(class::PREP | class::ADJ) && !self.is(i + 1, hashes!["of"]);
            self.is(i, hashes!["remains", "lies", "rests"]) && led
                || self.is(i, hashes!["stand", "stands"]) && self.is(i + 1, hashes!["accused", "trial"])
        };
        wants()
            || self.plans_to(i) && self.unheld(start)
            || someone && (lives() || works())
            || (np.kind.is_some() || np.mention.is_some()) && stays()
    }

    /// "an Oru, Mirel, clinic": whether a place, the one it lies in and what stands there go on at the comma at `i`.
    pub(super) fn places_thing(&self, start: usize, i: usize) -> bool {
        let Some(outer) = self.units.at(i + 1).filter(|u| u.kind == Kind::Place) else {
            return false;
        };
        let end = outer.end as usize;
        let article = self.is(start, hashes!["a", "an"]) || self.word(start).is(class::DET | class::POSS_DET) && self.short_name(end - 1);
        let thing = self.word(end + 1);
        let goes_on = self.tokens.get(end).is_some_and(|t| t.punct == b',') && self.goes_on(end + 1) && self.units.at(end + 1).is_none();
        article && goes_on && (thing.lemma == 0 || thing.is(NOUNISH)) && !thing.is(class::ADVERB | class::PRONOUN)
    }

    /// "Mass.": a name that is cut short.
    fn short_name(&self, i: usize) -> bool {
        self.tokens[i].span.text(self.text).ends_with('.')
    }

    /// "a fire", "the house fire", "destroyed by fire": what burns, where nothing before it tells of arms or of who shoots.
    pub(super) fn burns(&self, np: &NounPhrase) -> bool {
        let (first, head) = (np.first as usize, np.head as usize);
        if !self.is(head, hashes!["fire", "fires"]) {
            return false;
        }
        let armed = class::WEAPON | class::EVENT | class::FORCE_NOUN | class::GROUP_NOUN | class::PERSON | class::PERSON_PL;
        let shot = (first..head).any(|i| self.word(i).is(armed) || self.units.at(i).is_some() || self.tokens[i].has(Token::POSSESSIVE));
        let counted = first == head || self.word(first).is(class::DET | class::NUMBER) || self.tokens[first].is_number();
        !shot && (counted || self.is(head, hashes!["fires"]) || self.word(head - 1).is(class::FACILITY))
    }
}
