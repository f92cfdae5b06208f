//! The weights of the cues, one column a slot, as `weights.tsv` holds them.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::cues::cue_id;

const TABLE: &str = include_str!("weights.tsv");
const TYPES: &str = include_str!("types.tsv");

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

    fn parse(table: &str) -> Self {
        let mut weights = FxHashMap::with_capacity_and_hasher(table.len() / 32, Default::default());
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let cue = fields.next().unwrap_or_default();
            let mut row = [0.0; SLOTS];
            for (weight, field) in row.iter_mut().zip(fields) {
                *weight = field.parse().unwrap_or_default();
            }
            weights.insert(cue_id(&[cue]), row);
        }
        Self { weights }
    }

    /// The rows of those cues that have weights.
    pub(super) fn rows(&self, cues: &[u64]) -> impl Iterator<Item = &[f32; SLOTS]> {
        cues.iter().filter_map(|cue| self.weights.get(cue))
    }

    /// The sums of the weights, a slot each.
    pub(super) fn score(&self, cues: &[u64]) -> [f32; SLOTS] {
        sum(self.rows(cues))
    }
}

/// The sums of rows, column by column.
pub(super) fn sum<'a>(rows: impl Iterator<Item = &'a [f32; SLOTS]>) -> [f32; SLOTS] {
    let mut sums = [0.0; SLOTS];
    for row in rows {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += weight;
        }
    }
    sums
}
