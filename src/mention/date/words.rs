//! What the words of `lexicon/times.txt` do in a time expression.

use std::sync::LazyLock;

use super::super::date_value::{Part, Season, Unit};
use crate::lexicon::{Lexicon, time_marks};

/// What a word may do in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum W {
    No,
    Month(u8),
    /// An abbreviation of a month.
    Mon(u8),
    Weekday(u8),
    Wday(u8),
    Unit(Unit),
    Units(Unit),
    Season(Season),
    Part(Part),
    Noon(u8),
    /// A word that narrows: early, late, mid.
    Narrow,
    /// A part of the date that follows with "of": end, beginning.
    Edge,
    Last,
    Next,
    Coming,
    This,
    That,
    Same,
    The,
    Of,
    /// A word for an indefinite number.
    Some,
    A,
    Ago,
    Earlier,
    Later,
    Each,
    Ordinal(u8),
    Hedge,
    Set(Unit),
    Ref(R),
    Meridiem(bool),
    Era,
    Fiscal,
    Number,
    /// The first word of a holiday.
    Holiday,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum R {
    Past,
    Present,
    Future,
    Day(i8),
    Tonight,
}

/// Where an expression may begin, as bits: what most tokens are asked, and no more.
pub(super) mod role {
    use crate::lexicon::mark;

    /// It does where a word that tells a time or a number follows within four words.
    pub const COUNTS: u8 = 1;
    /// The word may begin one alone.
    pub const ALONE: u8 = mark::ALONE;
    /// It tells a time.
    pub const TELLS: u8 = mark::TELLS;
    /// It begins one where such a word follows within three.
    pub const WEAK: u8 = 16;
    /// It shows whether the text is news or a history.
    pub const DATES: u8 = 32;
    /// It begins one where such a word is the next.
    pub const LEADS: u8 = 64;
}

/// What each section of the list says of its words; the first is no section.
pub(super) struct Sections {
    pub meaning: [W; 256],
    /// The bits of [`role`].
    pub roles: [u8; 256],
}

pub(super) static SECTIONS: LazyLock<Sections> = LazyLock::new(|| {
    let mut sections = Sections {
        meaning: [W::No; 256],
        roles: [0; 256],
    };
    for (i, heading) in Lexicon::get().time_sections().iter().enumerate().take(256) {
        let w = meaning(heading).unwrap_or(W::No);
        sections.meaning[i] = w;
        sections.roles[i] = time_marks(heading) & (role::ALONE | role::TELLS) | roles(w);
    }
    sections
});

/// Those bits of [`role`] that the lexicon does not tell.
fn roles(w: W) -> u8 {
    match w {
        W::Weekday(_) | W::Ref(R::Day(_)) | W::Era => role::DATES,
        W::The | W::A | W::That | W::This => role::LEADS,
        W::Later | W::Earlier => role::WEAK,
        W::Number | W::Some | W::Hedge => role::COUNTS,
        _ => 0,
    }
}

fn meaning(heading: &str) -> Option<W> {
    let (name, value) = heading.rsplit_once(' ').unwrap_or((heading, ""));
    let number = || value.parse::<u8>().ok();
    Some(match name {
        "month" => W::Month(number()?),
        "abbreviated month" => W::Mon(number()?),
        "weekday" => W::Weekday(number()?),
        "abbreviated weekday" => W::Wday(number()?),
        "unit" => W::Unit(unit(value)?),
        "units" => W::Units(unit(value)?),
        "season" => W::Season(match value {
            "SP" => Season::SP,
            "SU" => Season::SU,
            "FA" => Season::FA,
            "WI" => Season::WI,
            _ => return None,
        }),
        "part" => W::Part(match value {
            "MO" => Part::MO,
            "AF" => Part::AF,
            "EV" => Part::EV,
            "NI" => Part::NI,
            _ => return None,
        }),
        "noon" => W::Noon(number()?),
        "narrow" => W::Narrow,
        "edge" => W::Edge,
        "last" => W::Last,
        "next" => W::Next,
        "coming" => W::Coming,
        "this" => W::This,
        "that" => W::That,
        "same" => W::Same,
        "the" => W::The,
        "of" => W::Of,
        "some" => W::Some,
        "a" => W::A,
        "ago" => W::Ago,
        "earlier" => W::Earlier,
        "later" => W::Later,
        "each" => W::Each,
        "hedge" => W::Hedge,
        "set" => W::Set(unit(value)?),
        "present" => W::Ref(R::Present),
        "past" => W::Ref(R::Past),
        "future" => W::Ref(R::Future),
        "tonight" => W::Ref(R::Tonight),
        "day" => W::Ref(R::Day(value.parse().ok()?)),
        "meridiem" => W::Meridiem(number()? == 12),
        "era" => W::Era,
        "fiscal" => W::Fiscal,
        "ordinal" => W::Ordinal(number()?),
        "number" => W::Number,
        "holiday" => W::Holiday,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_list_has_a_meaning() {
        for heading in &Lexicon::get().time_sections()[1..] {
            assert!(meaning(heading).is_some(), "{heading}");
        }
    }
}
