//! Rows of things that grow in any order.

use std::iter;

/// Rows in flat memory, which serves article after article.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    /// The places of the first and the last item of each row.
    ends: Vec<[u32; 2]>,
    /// Each item with the place of the next in its row.
    items: Vec<(T, u32)>,
}

/// No place.
const NONE: u32 = u32::MAX;

/// How many items a row takes that are looked through for each new one, so that the cost stays linear.
const MOST: usize = 32;

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T: Copy> Rows<T> {
    /// Lets all rows go and opens so many without an item.
    pub(super) fn open(&mut self, rows: usize) {
        self.items.clear();
        self.ends.clear();
        self.ends.resize(rows, [NONE; 2]);
    }

    /// Adds a row without an item: its place.
    pub(super) fn add(&mut self) -> usize {
        self.ends.push([NONE; 2]);
        self.ends.len() - 1
    }

    pub(super) fn push(&mut self, row: usize, item: T) {
        let at = self.items.len() as u32;
        self.items.push((item, NONE));
        let [first, last] = &mut self.ends[row];
        if *first == NONE {
            *first = at;
        } else {
            self.items[*last as usize].1 = at;
        }
        *last = at;
    }

    /// Adds an item to a row that does not have it and has room.
    pub(super) fn push_once(&mut self, row: usize, item: T)
    where
        T: PartialEq,
    {
        let closed = self.row(row).zip(1..).any(|(known, count)| *known == item || count == MOST);
        if !closed {
            self.push(row, item);
        }
    }

    /// Appends to a row what becomes of the items of another.
    pub(super) fn hand_on(&mut self, from: usize, to: usize, becomes: impl Fn(T) -> Option<T>) {
        let mut at = self.ends[from][0];
        while let Some(&(item, next)) = self.items.get(at as usize) {
            if let Some(item) = becomes(item) {
                self.push(to, item);
            }
            at = next;
        }
    }

    /// The items of a row in the order in which they came; none where there is no such row.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &T> + Clone {
        let item = |at: u32| self.items.get(at as usize);
        let first = self.ends.get(row).and_then(|ends| item(ends[0]));
        iter::successors(first, move |(_, next)| item(*next)).map(|(item, _)| item)
    }

    /// The items of all rows in the order in which they came.
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        self.items.iter().map(|(item, _)| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_grow_side_by_side() {
        let mut rows = Rows::default();
        for _ in 0..2 {
            rows.open(2);
            for (row, item) in [(1, 'a'), (0, 'b'), (1, 'c')] {
                rows.push(row, item);
            }
            let new = rows.add();
            rows.hand_on(1, new, |item| (item != 'c').then_some(item.to_ascii_uppercase()));
            let row = |row| rows.row(row).collect::<String>();
            assert_eq!([0, 1, new, 3].map(row), ["b", "ac", "A", ""]);
            assert_eq!(rows.all().collect::<String>(), "abcA");
            rows.push_once(0, 'b');
            (0..2 * MOST as u8).for_each(|item| rows.push_once(new, item.into()));
            assert_eq!([0, new].map(|row| rows.row(row).count()), [1, MOST]);
        }
    }
}
