//! Weights of cues as an image that `build.rs` lays out: nothing is parsed at start, and one probe finds all that a cue weighs.

use std::fmt;

use crate::text::hash_word;

/// The number of the cue with these parts, each the hash of a word.
#[inline]
pub(super) fn cue_id(parts: &[u64]) -> u64 {
    let mut id = 0u64;
    for part in parts {
        id = (id.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    id
}

/// What cues say together in each of `N` columns, in hundredths.
pub(super) type Sums<const N: usize> = [i16; N];

/// A table of weights with `N` columns. Its rows stand in the order of the numbers of their cues; the upper bits of a number tell the
/// bucket, of which there are about as many as rows.
#[derive(Clone, Copy)]
pub(super) struct Weights<const N: usize> {
    /// How far the number of a cue is shifted to be that of its bucket.
    shift: u32,
    /// Where each bucket begins, and the end of the last.
    starts: &'static [[u8; 2]],
    /// The lower half of the number of each row's cue.
    checks: &'static [[u8; 4]],
    /// In hundredths.
    rows: &'static [[u8; N]],
}

impl<const N: usize> fmt::Debug for Weights<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Weights").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl<const N: usize> Weights<N> {
    pub(super) fn open(image: &'static [u8]) -> Self {
        let (head, image) = image.split_at(4);
        let count = usize::from(u16::from_le_bytes([head[0], head[1]]));
        let bits = u32::from(head[2]);
        let (starts, image) = image.split_at(2 * ((1 << bits) + 1));
        let (checks, rows) = image.split_at(4 * count);
        Self {
            shift: u64::BITS - bits,
            starts: starts.as_chunks().0,
            checks: checks.as_chunks().0,
            rows: rows.as_chunks().0,
        }
    }

    /// How many cues have weights.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of a cue that has weights.
    #[inline]
    pub(super) fn find(&self, cue: u64) -> Option<u16> {
        let bucket = (cue >> self.shift) as usize;
        let from = u16::from_le_bytes(self.starts[bucket]);
        let to = u16::from_le_bytes(self.starts[bucket + 1]);
        let check = (cue as u32).to_le_bytes();
        (from..to).find(|&row| self.checks[usize::from(row)] == check)
    }

    /// Adds the weights of a row. Sums of more than three hundred stay there: by then all is said.
    #[inline]
    pub(super) fn add(&self, row: u16, sums: &mut Sums<N>) {
        // A loop over the constant number of columns becomes a few instructions without a branch, one over both iterators does not.
        let row = &self.rows[usize::from(row)];
        for (i, sum) in sums.iter_mut().enumerate() {
            *sum = sum.saturating_add(i16::from(row[i].cast_signed()));
        }
    }
}

/// Adds sums to sums.
#[inline]
pub(super) fn add_sums<const N: usize>(sums: &mut Sums<N>, more: &Sums<N>) {
    for (i, sum) in sums.iter_mut().enumerate() {
        *sum = sum.saturating_add(more[i]);
    }
}

/// The image of a table: lines of a cue, its words parted by spaces, and its weights parted by tabs, the last of them left out where they are
/// nothing.
///
/// # Panics
/// Where the table is none: `build.rs` calls it, no program.
#[cfg_attr(not(test), allow(dead_code))]
pub(super) fn lay_out<const N: usize>(table: &str) -> Vec<u8> {
    let mut rows: Vec<(u64, [i8; N])> = Vec::new();
    let columns = table.lines().next().map_or(0, |head| head.split('\t').skip(1).count());
    assert_eq!(columns, N, "columns of the table");
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let cue = fields.next().unwrap_or_default();
        let mut weights = [0; N];
        for (column, field) in fields.enumerate().filter(|(_, field)| !field.is_empty()) {
            let weight: f32 = field.parse().unwrap_or_else(|_| panic!("'{field}' of '{cue}' is no weight"));
            let hundredths = i8::try_from((weight * 100.0).round() as i64);
            weights[column] = hundredths.unwrap_or_else(|_| panic!("{field} of '{cue}' is over 1.27"));
        }
        rows.push((cue_id(&cue.split(' ').map(hash_word).collect::<Vec<_>>()), weights));
    }
    rows.sort_unstable();
    let count = u16::try_from(rows.len()).expect("fewer cues than 65,536");
    let bits = usize::BITS - rows.len().leading_zeros();
    let bucket = |cue: u64| cue >> (u64::BITS - bits);
    for pair in rows.windows(2) {
        let same = bucket(pair[0].0) == bucket(pair[1].0) && pair[0].0 as u32 == pair[1].0 as u32;
        assert!(!same, "a cue stands twice, or two are taken for one");
    }
    let mut image = count.to_le_bytes().to_vec();
    image.extend([bits as u8, 0]);
    for b in 0..=1 << bits {
        let start = rows.partition_point(|row| bucket(row.0) < b);
        image.extend((start as u16).to_le_bytes());
    }
    image.extend(rows.iter().flat_map(|row| (row.0 as u32).to_le_bytes()));
    image.extend(rows.iter().flat_map(|row| row.1.map(i8::cast_unsigned)));
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_gives_what_its_table_says() {
        let table = "# cue\tone\ttwo\nbeside bomb org\t0.25\t-1.07\nall\t\t0.05\nword bomb\t-0.30\n";
        let weights = Weights::<2>::open(lay_out::<2>(table).leak());
        let said = |cue: &str| {
            let row = weights.find(cue_id(&cue.split(' ').map(hash_word).collect::<Vec<_>>()))?;
            let mut sums = [100, i16::MAX];
            weights.add(row, &mut sums);
            Some(sums)
        };
        assert_eq!(weights.len(), 3);
        for (cue, sums) in [
            ("beside bomb org", Some([125, i16::MAX - 107])),
            ("all", Some([100, i16::MAX])),
            ("word BOMB", Some([70, i16::MAX])),
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
