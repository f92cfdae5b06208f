//! What is told of an incident, and the weights of the cues for each of it.

use super::part::{Part, part};
use super::weights::Weights;

/// The slots that candidates fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Perpetrator,
    Organization,
    Target,
    Victim,
    Weapon,
    /// Victims without a name.
    Described,
}

/// The number of slots.
pub(super) const SLOTS: usize = 6;

impl Slot {
    pub(super) const ALL: [Self; SLOTS] = [
        Self::Perpetrator,
        Self::Organization,
        Self::Target,
        Self::Victim,
        Self::Weapon,
        Self::Described,
    ];

    pub(super) const fn part(self) -> Part<'static> {
        match self {
            Self::Perpetrator => part!("perpetrator"),
            Self::Organization => part!("organization"),
            Self::Target => part!("target"),
            Self::Victim => part!("victim"),
            Self::Weapon => part!("weapon"),
            Self::Described => part!("described"),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        self.part().name
    }
}

/// The kinds of incident.
pub(super) const TYPES: [Part<'static>; SLOTS] = [
    part!("attack"),
    part!("bombing"),
    part!("kidnapping"),
    part!("arson"),
    part!("robbery"),
    part!("hijacking"),
];

/// The columns of `cues.tsv` that each cue is asked for: for each slot what it says of a mention, then for each slot what it says of a thing
/// with all its mentions. Behind them stands what it says for each kind of incident.
pub(super) const COLUMNS: usize = 2 * SLOTS;

/// The place of what is said of a mention among the columns, and of a thing.
pub(super) const MENTION: usize = 0;
pub(super) const THING: usize = SLOTS;

/// The weights of the cues of candidates.
pub(super) fn of_candidates() -> Weights<COLUMNS> {
    Weights::open(include_bytes!(concat!(env!("OUT_DIR"), "/cues.bin")))
}

/// The weights that tell which kinds of incident an article reports. The row "least" holds the score that each slot needs,
/// and "share" the weight of the article in the score of a filler.
pub(super) fn of_articles() -> Weights<SLOTS> {
    Weights::open(include_bytes!(concat!(env!("OUT_DIR"), "/articles.bin")))
}

/// The weights that tell whether a sentence turns to another incident of a kind that was told before.
pub(super) fn of_turns() -> Weights<1> {
    Weights::open(include_bytes!(concat!(env!("OUT_DIR"), "/turns.bin")))
}
