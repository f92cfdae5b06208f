//! Weights of cues as an image that `build.rs` lays out: nothing is parsed at start, and one probe finds all that a cue weighs.

use std::{fmt, hint};

use crate::text::{give_slots, hash_word, home, slot};

/// The number of the cue with these parts, each the hash of a word.
#[inline]
pub(super) fn cue_id(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |id, part| add_part(id, *part))
}

/// The number of a cue with another part behind.
#[inline]
pub(super) fn add_part(id: u64, part: u64) -> u64 {
    (id.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What cues say together in each of `N` columns, in hundredths.
pub(super) type Sums<const N: usize> = [i16; N];

/// A table of weights whose first `N` columns stand together, and more of which less is asked behind them; each cue has a slot of its own:
/// see [`slot`].
#[derive(Clone, Copy)]
pub(super) struct Weights<const N: usize> {
    shifts: &'static [[u8; 2]],
    /// The row of a cue, and the lower half of its number.
    slots: &'static [[u8; SLOT]],
    /// In hundredths. The first is that of all cues without weights.
    rows: &'static [[u8; N]],
    /// The other columns, row after row.
    rest: &'static [u8],
}

/// The bytes of a slot.
const SLOT: usize = 6;

impl<const N: usize> fmt::Debug for Weights<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Weights").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl<const N: usize> Weights<N> {
    pub(super) fn open(image: &'static [u8]) -> Self {
        let (head, image) = image.split_at(6);
        let [shifts, slots, rows] = [0, 2, 4].map(|at| usize::from(u16::from_le_bytes([head[at], head[at + 1]])));
        let (shifts, image) = image.split_at(2 * shifts);
        let (slots, image) = image.split_at(SLOT * slots);
        let (rows, rest) = image.split_at(N * rows);
        Self {
            shifts: shifts.as_chunks().0,
            slots: slots.as_chunks().0,
            rows: rows.as_chunks().0,
            rest,
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Which slot a cue has.
    #[inline]
    fn place(&self, cue: u64) -> usize {
        let shift = u16::from_le_bytes(self.shifts[home(cue, self.shifts.len())]);
        slot(cue, shift, self.slots.len())
    }

    /// The row that a slot holds where it is that of the cue; 0 else, which is told without a jump.
    #[inline]
    fn told(cue: u64, [a, b, check @ ..]: [u8; SLOT]) -> u16 {
        let known = u32::from_le_bytes(check) == cue as u32;
        hint::select_unpredictable(known, u16::from_le_bytes([a, b]), 0)
    }

    /// The row of a cue that has weights.
    pub(super) fn find(&self, cue: u64) -> Option<u16> {
        Some(Self::told(cue, self.slots[self.place(cue)])).filter(|row| *row != 0)
    }

    /// Appends the row of each cue; 0 where it has no weights. There is no jump in it, so that the slots of many come from memory at one
    /// time: two thirds of the time of one cue after the other.
    pub(super) fn rows(&self, cues: &[u64], rows: &mut Vec<u16>) {
        rows.extend(cues.iter().map(|cue| Self::told(*cue, self.slots[self.place(*cue)])));
    }

    /// Adds the weights of a row in the columns from one on.
    #[inline]
    pub(super) fn add<const FROM: usize, const M: usize>(&self, row: u16, sums: &mut Sums<M>) {
        add_row(sums, &self.rows[usize::from(row)][FROM..]);
    }

    /// Adds the weights of a row in the `M` columns behind the first `N`.
    pub(super) fn add_rest<const M: usize>(&self, row: u16, sums: &mut Sums<M>) {
        add_row(sums, &self.rest[usize::from(row) * M..][..M]);
    }
}

/// Adds weights to the sums of their columns. Sums of more than three hundred stay there: by then all is said.
#[inline]
fn add_row<const M: usize>(sums: &mut Sums<M>, row: &[u8]) {
    // A loop over the constant number of columns becomes a few instructions without a branch, one over both iterators does not.
    for (i, sum) in sums.iter_mut().enumerate() {
        *sum = sum.saturating_add(i16::from(row[i].cast_signed()));
    }
}

/// Adds sums to sums of as many columns or more.
#[inline]
pub(super) fn add_sums<const N: usize>(sums: &mut Sums<N>, more: &[i16]) {
    for (i, sum) in sums.iter_mut().enumerate() {
        *sum = sum.saturating_add(more[i]);
    }
}

/// Which rows were seen in a turn; the memory serves turn after turn.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The turn in which each row was seen last.
    last: Vec<u16>,
    turn: u16,
}

/// The turn of what was not seen in it before.
pub(super) struct Unseen<'a> {
    last: &'a mut [u16],
    turn: u16,
}

impl Seen {
    /// Opens a turn among so many rows, in which none was seen.
    pub(super) fn open(&mut self, rows: usize) -> Unseen<'_> {
        self.turn = self.turn.wrapping_add(1);
        if self.turn == 0 || self.last.len() != rows {
            self.last.clear();
            self.last.resize(rows, 0);
            self.turn = 1;
        }
        Unseen {
            last: &mut self.last,
            turn: self.turn,
        }
    }
}

impl Unseen<'_> {
    /// The row where it is new, else 0.
    #[inline]
    pub(super) fn once(&mut self, row: u16) -> u16 {
        let before = std::mem::replace(&mut self.last[usize::from(row)], self.turn);
        hint::select_unpredictable(before == self.turn, 0, row)
    }
}

/// The image of a table: lines of a cue, its words parted by spaces, and its weights parted by tabs, the last of them left out where they are
/// nothing; the rows keep their order.
///
/// # Panics
/// Where the table is none: `build.rs` calls it, no program.
#[cfg_attr(not(test), allow(dead_code))]
pub(super) fn lay_out<const N: usize>(table: &str) -> Vec<u8> {
    let columns = table.lines().next().map_or(0, |head| head.split('\t').skip(1).count());
    assert!(columns >= N, "columns of the table");
    let mut rows: Vec<(u64, Vec<i8>)> = Vec::new();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let cue = fields.next().unwrap_or_default();
        let mut weights = vec![0; columns];
        for (column, field) in fields.enumerate().filter(|(_, field)| !field.is_empty()) {
            let weight: f32 = field.parse().unwrap_or_else(|_| panic!("'{field}' of '{cue}' is no weight"));
            let hundredths = i8::try_from((weight * 100.0).round() as i64);
            weights[column] = hundredths.unwrap_or_else(|_| panic!("{field} of '{cue}' is over 1.27"));
        }
        rows.push((cue_id(&cue.split(' ').map(hash_word).collect::<Vec<_>>()), weights));
    }
    let mut cues: Vec<u64> = rows.iter().map(|row| row.0).collect();
    cues.sort_unstable();
    let twice = cues.windows(2).any(|pair| pair[0] == pair[1]);
    assert!(!twice, "a cue stands twice");
    let numbered: Vec<(u64, (u16, u32))> = (1..).zip(&rows).map(|(row, (cue, _))| (*cue, (row, *cue as u32))).collect();
    let (shifts, slots) = give_slots(&numbered);
    // The first row is that of all cues without weights.
    rows.insert(0, (0, vec![0; columns]));
    let counts = [shifts.len(), slots.len(), rows.len()].map(|count| u16::try_from(count).expect("fewer than 65,536"));
    let mut image: Vec<u8> = counts.into_iter().chain(shifts).flat_map(u16::to_le_bytes).collect();
    for (row, check) in slots.into_iter().map(Option::unwrap_or_default) {
        image.extend(row.to_le_bytes());
        image.extend(check.to_le_bytes());
    }
    for columns in [0..N, N..columns] {
        image.extend(
            rows.iter()
                .flat_map(|row| &row.1[columns.clone()])
                .map(|weight| weight.cast_unsigned()),
        );
    }
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_gives_what_its_table_says() {
        let table = "# cue\tone\ttwo\tthree\nbeside bomb org\t0.25\t-1.07\nall\t\t0.05\t0.01\nword bomb\t-0.30\n";
        let weights = Weights::<2>::open(lay_out::<2>(table).leak());
        let said = |cue: &str| {
            let row = weights.find(cue_id(&cue.split(' ').map(hash_word).collect::<Vec<_>>()))?;
            let (mut sums, mut rest) = ([100, i16::MAX], [0]);
            weights.add::<0, 2>(row, &mut sums);
            weights.add_rest(row, &mut rest);
            Some((sums, rest[0]))
        };
        assert_eq!(weights.len(), 4);
        for (cue, sums) in [
            ("beside bomb org", Some(([125, i16::MAX - 107], 0))),
            ("all", Some(([100, i16::MAX], 1))),
            ("word BOMB", Some(([70, i16::MAX], 0))),
            ("bomb word", None),
            ("word", None),
            ("", None),
        ] {
            assert_eq!(said(cue), sums, "{cue}");
        }
    }

    #[test]
    #[should_panic(expected = "'x' of 'all' is no weight")]
    fn a_field_that_is_no_number_is_told() {
        lay_out::<1>("# cue\tone\nall\tx\n");
    }

    #[test]
    #[should_panic(expected = "a cue stands twice")]
    fn a_cue_stands_in_one_row() {
        lay_out::<1>("# cue\tone\nall\t1\nword all\t1\nall\t0.5\n");
    }
}
