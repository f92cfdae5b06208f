//! The weights of the cues: what each says of a mention, of a thing with all its mentions, and of the kind of incident.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::cues::cue_id;

const MENTIONS: &str = include_str!("mentions.tsv");
const ENTITIES: &str = include_str!("entities.tsv");
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

/// The kinds of incident that the columns of `types.tsv` and `articles.tsv` stand for.
pub(super) const TYPE_NAMES: [&str; SLOTS] = ["attack", "bombing", "kidnapping", "arson", "robbery", "hijacking"];

/// What cues say together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// For each slot, of a mention.
    pub mention: [f32; SLOTS],
    /// For each slot, of a thing.
    pub entity: [f32; SLOTS],
    /// For each kind of incident.
    pub kinds: [f32; SLOTS],
}

impl Sums {
    pub(super) fn add(&mut self, other: &Self) {
        for (sums, others) in [
            (&mut self.mention, &other.mention),
            (&mut self.entity, &other.entity),
            (&mut self.kinds, &other.kinds),
        ] {
            for (sum, weight) in sums.iter_mut().zip(others) {
                *sum += weight;
            }
        }
    }
}

/// The weights. A cue is found once and then known by its place.
#[derive(Default)]
pub(super) struct Model {
    places: FxHashMap<u64, u32>,
    rows: Vec<Sums>,
}

static MODEL: Lazy<Model> = Lazy::new(|| {
    let mut model = Model::default();
    model.read(MENTIONS, |sums| &mut sums.mention);
    model.read(ENTITIES, |sums| &mut sums.entity);
    model.read(TYPES, |sums| &mut sums.kinds);
    model
});
static ARTICLE_MODEL: Lazy<Model> = Lazy::new(|| {
    let mut model = Model::default();
    model.read(ARTICLES, |sums| &mut sums.kinds);
    model
});

impl Model {
    pub(super) fn get() -> &'static Self {
        &MODEL
    }

    /// The weights that tell which kinds of incident an article reports. The row "least" holds the score that each slot needs.
    pub(super) fn articles() -> &'static Self {
        &ARTICLE_MODEL
    }

    fn read(&mut self, table: &str, column: impl Fn(&mut Sums) -> &mut [f32; SLOTS]) {
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let cue = fields.next().unwrap_or_default();
            let next = self.rows.len() as u32;
            let place = *self.places.entry(cue_id(cue.split(' '))).or_insert(next);
            if place == next {
                self.rows.push(Sums::default());
            }
            for (weight, field) in column(&mut self.rows[place as usize]).iter_mut().zip(fields) {
                *weight = hundredths(field);
            }
        }
    }

    /// The place of a cue that has weights.
    pub(super) fn place(&self, cue: u64) -> Option<u32> {
        self.places.get(&cue).copied()
    }

    /// What the cues at these places say together.
    pub(super) fn sum(&self, places: &[u32]) -> Sums {
        let mut sums = Sums::default();
        for &place in places {
            sums.add(&self.rows[place as usize]);
        }
        sums
    }
}

/// A number with two digits behind the point, as the tables write it; the parser of the standard library, which reads any number, would
/// take a third of the time of a first article.
fn hundredths(field: &str) -> f32 {
    let digits = field.bytes().filter(u8::is_ascii_digit);
    let number = digits.fold(0, |n: i32, digit| n.wrapping_mul(10).wrapping_add(i32::from(digit - b'0')));
    let whole = if field.contains('.') {
        number as f32 / 100.0
    } else {
        number as f32
    };
    if field.starts_with('-') { -whole } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_only_numbers_with_two_digits_behind_the_point_and_no_cue_twice() {
        for table in [MENTIONS, ENTITIES, TYPES, ARTICLES] {
            let mut cues = std::collections::HashSet::new();
            for line in table.lines().filter(|l| !l.starts_with('#')) {
                let mut fields = line.split('\t');
                let cue = fields.next().unwrap_or_default();
                assert!(cues.insert(cue), "'{cue}' twice");
                let mut count = 0;
                for field in fields {
                    let number: f32 = field.parse().unwrap_or(f32::NAN);
                    assert!((hundredths(field) - number).abs() < 0.001, "'{field}' of '{cue}'");
                    count += 1;
                }
                assert_eq!(count, SLOTS, "{cue}");
            }
        }
    }
}
