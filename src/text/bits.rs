//! Sets of 64 things as bits.

/// One bit of each of 64 bytes, that of the first in the lowest: a set that a loop has told byte by byte, without a branch and in a
/// third of the instructions of putting bit by bit.
#[inline]
pub(crate) fn gather(bytes: &[u8; 64], bit: usize) -> u64 {
    let mut bits = 0;
    for (i, eight) in bytes.as_chunks().0.iter().enumerate() {
        // The multiplication brings the bits of the bytes together in the highest byte.
        let spread = u64::from_le_bytes(*eight) >> bit & 0x0101_0101_0101_0101;
        bits |= spread.wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * i);
    }
    bits
}

/// Every bit of 64 bytes, as [`gather`] has one.
#[inline]
pub(crate) fn gather_all(bytes: &[u8; 64]) -> [u64; 8] {
    let eights = bytes.as_chunks().0;
    let mut rows: [u64; 8] = std::array::from_fn(|i| u64::from_le_bytes(eights[i]));
    turn(&mut rows);
    // Now each row has a byte of each set, which goes to the row of the set: fours of bytes change places, then pairs, then single bytes.
    for (step, mask) in [(4, 0x0000_0000_ffff_ffff), (2, 0x0000_ffff_0000_ffff), (1, 0x00ff_00ff_00ff_00ff)] {
        for i in (0..8).filter(|i| i & step == 0) {
            let apart = (rows[i] >> (8 * step) ^ rows[i + step]) & mask;
            rows[i + step] ^= apart;
            rows[i] ^= apart << (8 * step);
        }
    }
    rows
}

/// Sets whose bits stand sixteen by sixteen in the bytes, as a loop over sixteen bytes at once leaves them: those of the first sixteen are
/// the lowest of each byte, those of the next the third, the fifth and the seventh ones. Behind them come two that share bytes: the
/// second one has the bits between.
#[inline]
pub(super) fn in_order<const N: usize>(sets: &[[u8; 16]; N], two: &[u8; 16]) -> ([u64; N], [u64; 2]) {
    const EVEN: u64 = 0x5555_5555_5555_5555;
    let halves = |sixteen: &[u8; 16]| {
        let both = u128::from_le_bytes(*sixteen);
        (both as u64, (both >> 64) as u64)
    };
    let mut rows = sets.map(|sixteen| {
        let (low, high) = halves(&sixteen);
        low | high << 1
    });
    let (low, high) = halves(two);
    let mut two = [low & EVEN | (high & EVEN) << 1, low >> 1 & EVEN | high & !EVEN];
    turn(&mut rows);
    turn(&mut two);
    (rows, two)
}

/// Makes columns of the eight rows of eight bits in each number: single bits change places, then pairs, then fours.
#[inline]
fn turn(rows: &mut [u64]) {
    for (by, mask) in [(7, 0x00aa_00aa_00aa_00aa), (14, 0x0000_cccc_0000_cccc), (28, 0x0000_0000_f0f0_f0f0)] {
        for row in &mut *rows {
            let apart = (*row ^ *row >> by) & mask;
            *row ^= apart ^ apart << by;
        }
    }
}

/// The places of the things that are of a sort: told of 64 at once, without a branch for each.
pub(crate) fn those<T>(things: &[T], sort: impl Fn(&T) -> bool) -> impl Iterator<Item = usize> {
    things.chunks(64).zip((0..).step_by(64)).flat_map(move |(things, from)| {
        let bits = things.iter().rev().fold(0, |bits, thing| bits << 1 | u64::from(sort(thing)));
        ones(bits).map(move |at| from + at)
    })
}

/// The places of the bits that are set.
pub(crate) fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        next
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_that_stand_by_sixteen_come_in_their_order() {
        for bits in (0..64).map(|at| 1u64 << at).chain([0x0123_4567_89ab_cdef, 0xf00f_1234_8888_0001]) {
            let mut sixteen = [0; 16];
            for at in ones(bits) {
                sixteen[at % 16] |= 1 << (at / 16 * 2);
            }
            let sets = [sixteen, [0; 16], [0x55; 16]];
            assert_eq!(in_order(&sets, &sixteen), ([bits, 0, u64::MAX], [bits, 0]));
            assert_eq!(in_order(&sets, &sixteen.map(|byte| byte << 1 | 0x55)).1, [u64::MAX, bits]);
        }
    }

    #[test]
    fn bits_are_gathered_in_their_order() {
        let bytes: [u8; 64] = std::array::from_fn(|i| (i * 37 % 256) as u8);
        for bit in 0..8 {
            let expected: Vec<usize> = (0..64).filter(|&i| bytes[i] >> bit & 1 != 0).collect();
            assert_eq!(ones(gather(&bytes, bit)).collect::<Vec<_>>(), expected);
            assert_eq!(gather_all(&bytes)[bit], gather(&bytes, bit));
        }
    }
}
