//! One spelling of one entry, with what decides where it may match.

use super::image::is_part;
use super::kind::Kind;
use super::parse::Row;
use super::policy::Policy;
use crate::text::{CaseStyle, Token};

/// A spelling of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub entry: u32,
    /// The sum of its letters and digits in their case, where that counts: see [`letters`].
    pub letters: u16,
    flags: u16,
}

impl Candidate {
    /// The spelling starts in lower case or with no letter.
    pub(super) const LOWER_START: u16 = 4;
    /// The last word of the spelling has a capital.
    pub(super) const CAPITAL_END: u16 = 8;
    /// The spelling has a capital somewhere.
    pub(super) const HAS_CAPITAL: u16 = 16;
    /// The spelling is in capitals.
    pub(super) const ACRONYM: u16 = 32;
    /// It counts in a text in capitals.
    pub(super) const IN_UPPER: u16 = 64;
    /// It counts in a text in lower case.
    pub(super) const IN_LOWER: u16 = 128;
    /// A town or region whose name is also that of persons.
    pub(super) const PERSON: u16 = 256;
    /// The letters of a division, which stand behind a town.
    pub(super) const DIVISION: u16 = 512;
    /// The last of those that share the words.
    pub(super) const LAST: u16 = 1024;
    /// The policy.
    const POLICY: u16 = 3;
    /// The bits of all of these, and of letters besides.
    const FLAGS: u32 = 11;
    const BITS: u32 = Self::FLAGS + LETTERS;

    /// The spelling `alias` of the row, whose tokens are `tokens`; `word` and `person` tell whether it is also an ordinary word and the
    /// name of persons.
    pub(super) fn new(entry: u32, row: &Row<'_>, (alias, policy): (&str, Policy), tokens: &[Token], (word, person): (bool, bool)) -> Self {
        let place = row.kind == Kind::Place;
        let own = || tokens.iter().filter(|t| is_part(t));
        let words = own().filter(|t| t.is_word() || t.is_number()).count();
        let lower_start = own().next().is_none_or(|t| !t.is_word() || !t.is_capitalized());
        let last = own().rfind(|t| t.is_word() && !t.has(Token::POSSESSIVE));
        let acronym = alias.chars().any(char::is_uppercase) && !alias.chars().any(char::is_lowercase);
        let division = row.subkind == "admin1";
        let prominent =
            row.population >= 1_000_000 || matches!(row.subkind, "country" | "capital" | "admin1" | "former" | "breakaway" | "region");
        let in_upper = match policy {
            Policy::Context | Policy::Cue => false,
            Policy::Exact => !word,
            Policy::Fold if !place => !(word && words == 1 && row.kind != Kind::Nationality),
            Policy::Fold if word => prominent && !division,
            Policy::Fold => !person || prominent,
        };
        let clear = !word && !person;
        let in_lower = match policy {
            Policy::Context | Policy::Cue => false,
            Policy::Exact => clear && words == 1 && alias.chars().filter(|c| c.is_alphanumeric()).count() >= 4,
            Policy::Fold if words > 1 => clear || !place,
            Policy::Fold => clear && alias.len() >= 4 && (!place || prominent || row.population >= 300_000),
        };
        let flags = [
            (Self::LOWER_START, lower_start),
            (Self::CAPITAL_END, last.is_some_and(Token::is_capitalized)),
            (Self::HAS_CAPITAL, tokens.iter().any(Token::is_capitalized)),
            (Self::ACRONYM, acronym),
            (Self::IN_UPPER, in_upper),
            (Self::IN_LOWER, in_lower),
            (Self::PERSON, person && place && row.subkind != "country"),
            (Self::DIVISION, acronym && division),
        ];
        let flags = flags
            .iter()
            .filter(|(_, set)| *set)
            .fold(policy as u16, |all, (flag, _)| all | flag);
        Self {
            entry,
            letters: if policy == Policy::Fold { 0 } else { letters(alias) },
            flags,
        }
    }

    pub(super) fn has(self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    /// What decides where it may stand: the same for namesakes that are written alike.
    pub(super) fn spelling(self) -> (u16, u16) {
        (self.letters, self.flags & !Self::LAST)
    }

    pub(super) fn policy(self) -> Policy {
        match self.flags & Self::POLICY {
            0 => Policy::Fold,
            1 => Policy::Exact,
            2 => Policy::Context,
            _ => Policy::Cue,
        }
    }

    /// Whether it may stand in a text of this style at all.
    pub(super) fn stands_in(self, style: CaseStyle) -> bool {
        match style {
            CaseStyle::Upper => self.has(Self::IN_UPPER),
            CaseStyle::Lower => self.has(Self::IN_LOWER),
            CaseStyle::Mixed => self.policy() != Policy::Cue,
        }
    }

    /// The same, which no longer matches.
    pub(super) fn silenced(self) -> Self {
        let flags = self.flags & !(Self::IN_UPPER | Self::IN_LOWER) | Policy::Cue as u16;
        Self { flags, ..self }
    }

    /// The same, marked as the last of its words or not.
    pub(super) fn with_last(self, last: bool) -> Self {
        let flags = self.flags & !Self::LAST | if last { Self::LAST } else { 0 };
        Self { flags, ..self }
    }

    /// From the number that an image has: flags in 11 bits, letters in 12, the entry in the rest; with the built-in lists these are five bytes.
    #[inline]
    pub(super) fn read(number: u64) -> Self {
        Self {
            entry: (number >> Self::BITS) as u32,
            letters: (number >> Self::FLAGS) as u16 & ((1 << LETTERS) - 1),
            flags: number as u16 & ((1 << Self::FLAGS) - 1),
        }
    }

    pub(super) fn number(self) -> u64 {
        u64::from(self.entry) << Self::BITS | u64::from(self.letters) << Self::FLAGS | u64::from(self.flags)
    }

    /// The bytes of the number of a candidate where so many entries are counted.
    pub(super) fn width(entries: usize) -> u8 {
        let bits = usize::BITS - entries.leading_zeros();
        (bits + Self::BITS).div_ceil(8) as u8
    }
}

/// The bits of a sum of letters.
const LETTERS: u32 = 12;

/// A sum of the letters and digits of a spelling, case included. Spellings of the same words that have it in common are the same, but for
/// one in 512 of those that differ in marks or in which letters are capitals: how many there are, up to seven, stands in it.
pub(super) fn letters(spelling: &str) -> u16 {
    let letters = spelling.chars().filter(|c| c.is_alphanumeric());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).take(7).count() as u16;
    let sum = letters.fold(1, |sum: u32, c| (sum.rotate_left(5) ^ u32::from(c)).wrapping_mul(0x9e37_79b1));
    (sum >> (u32::BITS - LETTERS)) as u16 & !7 | capitals
}
