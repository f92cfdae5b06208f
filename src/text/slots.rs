//! A slot for each of some hashes: a look-up is a comparison and no search.
//!
//! The hashes and where they go are chosen when the crate is compiled. Which slot a hash has follows from it and from a number that it
//! shares with the other hashes of its home; these numbers, the shifts, are found by trying.

/// Which of so many homes, a power of two, a hash has.
#[inline]
pub(crate) fn home(hash: u64, homes: usize) -> usize {
    (hash >> 32) as usize & (homes - 1)
}

/// Which of so many slots a hash has with the shift of its home.
#[inline]
pub(crate) fn slot(hash: u64, shift: u16, slots: usize) -> usize {
    let mixed = (hash ^ u64::from(shift)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (((mixed >> 32) * slots as u64) >> 32) as usize
}

/// The shifts of the homes, and the slots: what each hash comes with stands in its own, the others stay empty. The hashes of a full home are
/// given a shift before those of a fuller table have to be.
///
/// # Panics
/// Where a hash stands twice: the build script calls it, no program.
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) fn give_slots<T: Copy>(hashes: &[(u64, T)]) -> (Vec<u16>, Vec<Option<T>>) {
    // Five hashes to ten have a home, and one in five slots is free: more homes would take more of the caches, which hold all of them for
    // few words, and fewer slots would leave no shift for the last ones.
    let count = (hashes.len() / 10 + 1).next_power_of_two();
    let mut homes = vec![Vec::new(); count];
    for one in hashes {
        homes[home(one.0, count)].push(*one);
    }
    let mut order: Vec<usize> = (0..homes.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(homes[at].len()));
    let (mut shifts, mut slots) = (vec![0; homes.len()], vec![None; hashes.len() * 5 / 4 + 1]);
    for at in order {
        let fits = |shift: u16| {
            let place = |(hash, _): &(u64, T)| slot(*hash, shift, slots.len());
            let free = |i: usize| slots[place(&homes[at][i])].is_none();
            let apart = |i: usize| homes[at][..i].iter().all(|other| place(other) != place(&homes[at][i]));
            (0..homes[at].len()).all(free) && (0..homes[at].len()).all(apart)
        };
        let shift = (0..=u16::MAX).find(|&shift| fits(shift));
        shifts[at] = shift.expect("one in five slots is free");
        for &(hash, what) in &homes[at] {
            let slot = slot(hash, shifts[at], slots.len());
            slots[slot] = Some(what);
        }
    }
    (shifts, slots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_word;

    #[test]
    fn each_hash_has_a_slot_of_its_own() {
        for count in [0, 1, 2, 7, 3000] {
            let hashes: Vec<(u64, usize)> = (0..count).map(|n| (hash_word(&n.to_string()), n)).collect();
            let (shifts, slots) = give_slots(&hashes);
            assert_eq!(slots.iter().flatten().count(), count);
            for (hash, n) in hashes {
                assert_eq!(slots[slot(hash, shifts[home(hash, shifts.len())], slots.len())], Some(n));
            }
        }
    }
}
