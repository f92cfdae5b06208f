//! Days as a newspaper writes them.

use crate::model::Days;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Year, month and day of an ISO 8601 date, as far as it has them.
fn parts(value: &str) -> Option<(&str, Option<&'static str>, Option<u32>)> {
    let mut parts = value.splitn(3, '-');
    let year = parts.next().filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))?;
    let Some(month) = parts.next() else {
        return Some((year, None, None));
    };
    let month = month.parse::<usize>().ok().and_then(|m| MONTHS.get(m.checked_sub(1)?))?;
    match parts.next() {
        None => Some((year, Some(month), None)),
        Some(day) => Some((year, Some(month), Some(day.parse().ok()?))),
    }
}

/// A day, month or year in words; what is none stays as it is.
pub(super) fn said(value: &str) -> String {
    match parts(value) {
        Some((year, Some(month), Some(day))) => format!("{day} {month} {year}"),
        Some((year, Some(month), None)) => format!("{month} {year}"),
        _ => value.to_owned(),
    }
}

/// The days of an incident in words: a day, a month or year as a whole, from one day to another, or by a day.
pub(super) fn span_said(days: &Days) -> Option<String> {
    let (from, to) = match (&days.from, &days.to) {
        (Some(from), Some(to)) => (from, to),
        (Some(day), None) => return Some(format!("since {}", said(day))),
        (None, Some(day)) => return Some(format!("by {}", said(day))),
        (None, None) => return None,
    };
    if from == to {
        return Some(said(from));
    }
    Some(match (parts(from), parts(to)) {
        (Some((year, Some("January"), Some(1))), Some((last, Some("December"), Some(31)))) if year == last => year.to_owned(),
        (Some((year, Some(month), Some(1))), Some((y, Some(m), Some(28..)))) if (year, month) == (y, m) => format!("{month} {year}"),
        (Some((year, Some(month), Some(day))), Some((y, Some(m), Some(d)))) if (year, month) == (y, m) => {
            format!("{day}–{d} {month} {year}")
        }
        _ => format!("{} – {}", said(from), said(to)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_as_newspapers_do() {
        assert_eq!(said("2017-01-01"), "1 January 2017");
        assert_eq!(said("2023-12"), "December 2023");
        assert_eq!(
            (said("2023"), said("2023-W05"), said("2023-13")),
            ("2023".into(), "2023-W05".into(), "2023-13".into())
        );
        let span = |from: &str, to: &str| {
            let day = |d: &str| (!d.is_empty()).then(|| d.to_owned());
            span_said(&Days {
                from: day(from),
                to: day(to),
            })
            .unwrap_or_default()
        };
        assert_eq!(span("2024-01-03", "2024-01-03"), "3 January 2024");
        assert_eq!(span("2023-12-01", "2023-12-31"), "December 2023");
        assert_eq!(span("2023-01-01", "2023-12-31"), "2023");
        assert_eq!(span("2024-01-01", "2024-01-07"), "1–7 January 2024");
        assert_eq!(span("2023-12-30", "2024-01-02"), "30 December 2023 – 2 January 2024");
        assert_eq!((span("", "2024-01-02").as_str(), span("", "").as_str()), ("by 2 January 2024", ""));
    }
}
