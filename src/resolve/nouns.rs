//! What the nouns of descriptions say: which bodies and places they may take up, which part somebody plays, of which gender they are.

use crate::gazetteer::{Entry, Kind};
use crate::phrase::{ARMED, CIVIL};
use crate::text::{WordSet, hash_word, hashes};

/// What somebody does or suffers, as bits.
pub(super) mod part {
    use crate::relation::RelationKind as Kind;

    /// Attacks, kills, takes hostage.
    pub const ATTACKER: u8 = 1;
    /// Is killed, hurt, taken.
    pub const VICTIM: u8 = 2;
    /// Is held or wanted.
    pub const HELD: u8 = 4;
    /// Is named beside the one that is spoken of: "which is linked to al-Qaeda".
    pub const BESIDE: u8 = 8;

    /// The part that the filler of a role plays.
    pub fn of(kind: Kind, role: &str) -> u8 {
        let violent = matches!(
            kind,
            Kind::Attacked | Kind::Killed | Kind::Wounded | Kind::Assassinated | Kind::Kidnapped
        );
        match role {
            "agent" if violent => ATTACKER,
            "victim" => VICTIM,
            "detainee" => HELD,
            "b" if kind == Kind::LinkedTo => BESIDE,
            "parent" if kind == Kind::OffshootOf => BESIDE,
            "ally" if kind == Kind::AlliedWith => BESIDE,
            _ => 0,
        }
    }
}

/// What kind of place a list says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Country,
    Capital,
    Town,
    Division,
    County,
    Region,
    Island,
    Other,
}

impl PlaceKind {
    #[inline]
    pub(super) fn of(entry: Entry<'_>) -> Self {
        match entry.subkind_bytes() {
            b"country" => Self::Country,
            b"capital" => Self::Capital,
            b"city" | b"town" => Self::Town,
            b"admin1" => Self::Division,
            b"county" => Self::County,
            b"region" => Self::Region,
            b"island" => Self::Island,
            _ => Self::Other,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

static FEMALE: WordSet<14> = WordSet::new([
    "Mrs", "Ms", "Miss", "Madame", "Queen", "Princess", "woman", "girl", "mother", "daughter", "wife", "sister", "nun", "actress",
]);
static MALE: WordSet<12> = WordSet::new([
    "Mr", "Sir", "King", "Prince", "Father", "man", "boy", "father", "son", "husband", "brother", "monk",
]);

/// The gender that a title or a noun for a person tells.
#[inline]
pub(super) fn gender(head: u64) -> Option<Gender> {
    if FEMALE.contains(head) {
        Some(Gender::Female)
    } else {
        MALE.contains(head).then_some(Gender::Male)
    }
}

/// Nouns for armed and political groups that the article has named.
const FIGHTERS: &[u64] = hashes![
    "group",
    "movement",
    "militants",
    "rebels",
    "insurgents",
    "jihadists",
    "extremists",
    "fighters",
    "guerrillas",
    "separatists",
    "cartel",
    "militia",
    "party",
    "faction",
    "network"
];
const BODIES: &[u64] = hashes!["organization", "organisation"];
const FIRMS: &[u64] = hashes!["company", "firm", "bank", "institute", "university"];
const AGENCIES: &[u64] = hashes!["agency"];
const OUTLETS: &[u64] = hashes!["newspaper", "broadcaster", "magazine"];
const NEWS: &[u64] = hashes!["news", "daily", "state-run"];
/// Forces whose nouns stand for each other.
const ARMIES: &[u64] = hashes!["army", "military", "troops", "forces", "soldiers"];
const ATTACKERS: &[u64] = hashes![
    "attacker",
    "attackers",
    "assailant",
    "assailants",
    "gunman",
    "gunmen",
    "shooter",
    "shooters",
    "bomber",
    "bombers",
    "killer",
    "killers",
    "kidnapper",
    "kidnappers"
];
const SUSPECTS: &[u64] = hashes!["suspect", "suspects", "detainee", "detainees"];
const VICTIMS: &[u64] = hashes!["victim", "victims"];
/// Nouns for places, with the kinds that they may take up.
const PLACES: &[(&[u64], &[PlaceKind])] = &[
    (hashes!["country", "nation"], &[PlaceKind::Country]),
    (hashes!["capital"], &[PlaceKind::Capital]),
    (hashes!["city", "town"], &[PlaceKind::Capital, PlaceKind::Town]),
    (hashes!["province", "state", "governorate"], &[PlaceKind::Division]),
    (hashes!["county", "district"], &[PlaceKind::County]),
    (hashes!["region"], &[PlaceKind::Region, PlaceKind::Division]),
    (hashes!["island"], &[PlaceKind::Island]),
];

/// Whether a word says whose side a group is on or where it is: "Iran-backed", "Gaza-based".
pub(super) fn is_tie(word: &str) -> bool {
    let ties = [
        "backed",
        "aligned",
        "allied",
        "based",
        "linked",
        "led",
        "affiliated",
        "supported",
        "sponsored",
        "inspired",
    ];
    word.rsplit_once('-').is_some_and(|(_, tie)| ties.contains(&tie))
}

/// The kinds of body that a noun may take up, with its modifiers but for demonyms.
pub(super) fn bodies(noun: u64, modifiers: &[u64]) -> &'static [Kind] {
    let all = |list: &[u64]| modifiers.iter().all(|m| list.contains(m));
    let group = FIGHTERS.contains(&noun) || BODIES.contains(&noun);
    if BODIES.contains(&noun) && modifiers.is_empty() {
        &[Kind::Group, Kind::Organization]
    } else if group && all(ARMED) {
        &[Kind::Group]
    } else if group && modifiers.iter().all(|m| CIVIL.contains(*m)) || FIRMS.contains(&noun) && modifiers.is_empty() {
        &[Kind::Organization]
    } else if AGENCIES.contains(&noun) && modifiers.is_empty() {
        &[Kind::Organization, Kind::Media, Kind::SecurityForce, Kind::Government]
    } else if (AGENCIES.contains(&noun) || OUTLETS.contains(&noun)) && all(NEWS) {
        &[Kind::Media]
    } else {
        &[]
    }
}

/// The kinds of place that a noun may take up.
pub(super) fn places(noun: u64) -> &'static [PlaceKind] {
    let named = PLACES.iter().find(|(nouns, _)| nouns.contains(&noun));
    named.map_or(&[], |(_, kinds)| kinds)
}

/// The part that a noun says somebody plays: "the attackers".
pub(super) fn part_of(noun: u64) -> u8 {
    if ATTACKERS.contains(&noun) {
        part::ATTACKER
    } else if SUSPECTS.contains(&noun) {
        part::HELD | part::ATTACKER
    } else if VICTIMS.contains(&noun) {
        part::VICTIM
    } else {
        0
    }
}

/// Whether a noun behind a name tells what kind of place it is: "Oru province".
pub(super) fn is_place_noun(noun: &str) -> bool {
    !places(hash_word(noun)).is_empty()
}

/// Whether a noun for a force stands for the others: "the army ... the troops".
pub(super) fn is_army(noun: u64) -> bool {
    ARMIES.contains(&noun)
}
