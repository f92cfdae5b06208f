//! The weights of the cues, one column a slot, as `weights.tsv` holds them.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::cues::cue_id;

const TABLE: &str = include_str!("weights.tsv");
const TYPES: &str = include_str!("types.tsv");
const ARTICLES: &str = include_str!("articles.tsv");

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

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Perpetrator => "perpetrator",
            Self::Organization => "organization",
            Self::Target => "target",
            Self::Victim => "victim",
            Self::Weapon => "weapon",
            Self::Described => "described",
        }
    }
}

pub(super) struct Model {
    weights: FxHashMap<u64, [f32; SLOTS]>,
}

static MODEL: Lazy<Model> = Lazy::new(|| Model::parse(TABLE));
static ARTICLE_MODEL: Lazy<Model> = Lazy::new(|| Model::parse(ARTICLES));
static TYPE_MODEL: Lazy<Model> = Lazy::new(|| Model::parse(TYPES));

/// The kinds of incident that the columns of `types.tsv` stand for.
pub(super) const TYPE_NAMES: [&str; SLOTS] = ["attack", "bombing", "kidnapping", "arson", "robbery", "hijacking"];

impl Model {
    pub(super) fn get() -> &'static Self {
        &MODEL
    }

    /// The weights that tell kinds of incident apart.
    pub(super) fn types() -> &'static Self {
        &TYPE_MODEL
    }

    /// The weights that tell which kinds of incident an article reports. The row "least" holds the score that each slot needs.
    pub(super) fn articles() -> &'static Self {
        &ARTICLE_MODEL
    }

    fn parse(table: &str) -> Self {
        let mut weights = FxHashMap::default();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let cue = fields.next().unwrap_or_default();
            let mut row = [0.0; SLOTS];
            for (weight, field) in row.iter_mut().zip(fields) {
                *weight = field.parse().unwrap_or_default();
            }
            weights.insert(cue_id(cue.split(' ')), row);
        }
        Self { weights }
    }

    /// The sums of the weights, a slot each.
    pub(super) fn score(&self, cues: &[u64]) -> [f32; SLOTS] {
        let mut sums = [0.0; SLOTS];
        for row in cues.iter().filter_map(|cue| self.weights.get(cue)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += weight;
            }
        }
        sums
    }
}
