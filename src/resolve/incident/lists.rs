//! Words by which happenings are told apart, from `telling.txt`.

use std::ops::Deref;

use once_cell::sync::Lazy;

use crate::text::{Sieve, hash_word};

/// Declares the lists, each with what its head in `telling.txt` says.
macro_rules! lists {
    ($($name:ident)*) => {
        pub(super) struct Lists {
            $(pub $name: List,)*
        }

        /// The lists, read once.
        pub(super) static LISTS: Lazy<Lists> = Lazy::new(|| Lists {
            $($name: List::new(list(stringify!($name))),)*
        });

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

lists!(state domestic armed attackers turn period denial lowered number town people vague aid definite theirs war warfare habit deeds band occurred airborne flying charges one whose several fired demonym doer local);

/// The words of a list; none where the file has no such list.
fn list(name: &str) -> Vec<&'static str> {
    let lines = include_str!("telling.txt").lines();
    let line = lines.filter_map(|line| line.split_once(": ")).find(|line| line.0 == name);
    line.map_or_else(Vec::new, |line| line.1.split(" | ").collect())
}

/// Words, of which each may be several, with what tells of most others that none of these ends with them.
pub(super) struct List {
    words: Vec<&'static str>,
    ends: Sieve,
}

impl List {
    fn new(words: Vec<&'static str>) -> Self {
        let mut ends = Sieve::default();
        for words in &words {
            ends.put(hash_word(last_of(words)));
        }
        Self { words, ends }
    }
}

impl Deref for List {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        &self.words
    }
}

fn last_of(words: &str) -> &str {
    words.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// Whether the first of some words is in a list.
pub(super) fn begins_in(words: &str, list: &[&str]) -> bool {
    let first = words.split(char::is_whitespace).next().unwrap_or_default();
    is_in(first, list)
}

/// Whether some words are in a list.
pub(super) fn is_in(words: &str, list: &[&str]) -> bool {
    list.iter().any(|known| words.eq_ignore_ascii_case(known))
}

/// Whether the last of some words is in a list, or the last ones are together.
pub(super) fn ends_in(words: &str, list: &List) -> bool {
    list.ends.may_hold(hash_word(last_of(words))) && list.iter().any(|last| ends_with(words, last))
}

/// Whether the last of some words, or several, are these.
pub(super) fn ends_with(words: &str, last: &str) -> bool {
    let parts = words.len().checked_sub(last.len()).and_then(|at| words.split_at_checked(at));
    parts.is_some_and(|(before, end)| end.eq_ignore_ascii_case(last) && (before.is_empty() || before.ends_with(char::is_whitespace)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_words_and_each_line_is_read() {
        assert!(NAMES.iter().all(|name| !list(name).is_empty()));
        let lines = include_str!("telling.txt").lines().filter(|line| !line.starts_with(';'));
        assert_eq!(lines.count(), NAMES.len());
    }
}
