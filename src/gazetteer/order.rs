//! Sorting by hashes.

/// How many there have to be for the buckets to pay.
const MANY: usize = 1 << 12;
/// As many buckets as the processor can write to at one time without waiting for their pages.
const BUCKETS: usize = 1 << 11;

/// Sorts by `key`, whose order is first that of `hash`: a number whose uppermost bits are as even as those of hashes. So each goes to the
/// bucket that these bits name, and is sorted among few that the nearest cache holds.
pub(super) fn sort_hashed<T: Copy, K: Ord>(all: &mut Vec<T>, hash: impl Fn(&T) -> u64, key: impl Fn(&T) -> K) {
    if all.len() < MANY {
        return all.sort_unstable_by_key(key);
    }
    let bucket = |one: &T| (hash(one) >> (u64::BITS - BUCKETS.ilog2())) as usize;
    let mut places = vec![0; BUCKETS];
    for one in &*all {
        places[bucket(one)] += 1;
    }
    let mut from = 0;
    for place in &mut places {
        (*place, from) = (from, from + *place);
    }
    let mut sorted = all.clone();
    for one in &*all {
        let place = &mut places[bucket(one)];
        sorted[*place] = *one;
        *place += 1;
    }
    let mut from = 0;
    for end in places {
        sorted[from..end].sort_unstable_by_key(&key);
        from = end;
    }
    *all = sorted;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_word;

    #[test]
    fn what_is_sorted_by_buckets_is_in_order() {
        for count in [0, 1, MANY - 1, MANY, 3 * MANY] {
            let mut all: Vec<(u64, usize)> = (0..count).map(|n| (hash_word(&(n / 3).to_string()), count - n)).collect();
            let mut expected = all.clone();
            expected.sort_unstable();
            sort_hashed(&mut all, |one| one.0, |one| *one);
            assert_eq!(all, expected);
        }
        // Hashes that all have the same uppermost bits are sorted as well.
        let mut all: Vec<u64> = (0..2 * MANY as u64).rev().collect();
        sort_hashed(&mut all, |one| *one, |one| *one);
        assert!(all.is_sorted());
    }
}
