//! Words by which happenings are told apart, from `telling.txt`.

use once_cell::sync::Lazy;

/// Declares the lists, each with what its head in `telling.txt` says.
macro_rules! lists {
    ($($name:ident)*) => {
        pub(super) struct Lists {
            $(pub $name: Vec<&'static str>,)*
        }

        /// The lists, read once.
        pub(super) static LISTS: Lazy<Lists> = Lazy::new(|| Lists {
            $($name: list(stringify!($name)),)*
        });

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

lists!(state domestic armed attackers turn period denial lowered number town people vague aid definite theirs war one several);

/// The words of a list; none where the file has no such list.
fn list(name: &str) -> Vec<&'static str> {
    let lines = include_str!("telling.txt").lines();
    let line = lines.filter_map(|line| line.split_once(": ")).find(|line| line.0 == name);
    line.map_or_else(Vec::new, |line| line.1.split(" | ").collect())
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
pub(super) fn ends_in(words: &str, list: &[&str]) -> bool {
    let ends = |last: &&str| {
        let at = words.len().checked_sub(last.len())?;
        let (before, end) = words.split_at_checked(at)?;
        Some(end.eq_ignore_ascii_case(last) && (before.is_empty() || before.ends_with(char::is_whitespace)))
    };
    list.iter().any(|last| ends(last).unwrap_or(false))
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
