//! Words by which happenings are told apart, from `telling.txt`.

use once_cell::sync::Lazy;

/// The lists, each with what its head in `telling.txt` says.
pub(super) struct Lists {
    pub state: Vec<&'static str>,
    pub armed: Vec<&'static str>,
    pub attackers: Vec<&'static str>,
    pub turn: Vec<&'static str>,
    pub period: Vec<&'static str>,
    pub denial: Vec<&'static str>,
    pub lowered: Vec<&'static str>,
    pub number: Vec<&'static str>,
    pub town: Vec<&'static str>,
    pub people: Vec<&'static str>,
    pub vague: Vec<&'static str>,
    pub aid: Vec<&'static str>,
}

/// The lists, read once.
pub(super) static LISTS: Lazy<Lists> = Lazy::new(|| {
    let list = |name: &str| {
        let lines = include_str!("telling.txt").lines();
        let line = lines.filter_map(|line| line.split_once(": ")).find(|line| line.0 == name);
        line.map_or_else(Vec::new, |line| line.1.split(" | ").collect())
    };
    Lists {
        state: list("state"),
        armed: list("armed"),
        attackers: list("attackers"),
        turn: list("turn"),
        period: list("period"),
        denial: list("denial"),
        lowered: list("lowered"),
        number: list("number"),
        town: list("town"),
        people: list("people"),
        vague: list("vague"),
        aid: list("aid"),
    }
});

/// Whether the last of some words is in a list.
pub(super) fn ends_in(words: &str, list: &[&str]) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    list.iter().any(|word| last.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_words_and_each_line_is_read() {
        let l = &*LISTS;
        let all = [
            &l.state,
            &l.armed,
            &l.attackers,
            &l.turn,
            &l.period,
            &l.denial,
            &l.lowered,
            &l.number,
            &l.town,
            &l.people,
            &l.vague,
            &l.aid,
        ];
        assert!(all.iter().all(|list| !list.is_empty()));
        let lines = include_str!("telling.txt").lines().filter(|line| !line.starts_with(';'));
        assert_eq!(lines.count(), all.len());
    }
}
