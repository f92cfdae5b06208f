//! One entry of a list.

use std::borrow::Cow;
use std::fmt;

use super::image::{AFFILIATION, ENTRY, Image, string, string_bytes};
use super::kind::Kind;

/// A name that the lists know, with what they know about it: a view of the lists.
#[derive(Clone, Copy)]
pub struct Entry<'g> {
    /// Its [`Record`], of which most callers ask for one number.
    bytes: &'g [u8; ENTRY],
    kinds: &'g [Kind],
    subkinds: &'g [[u8; 4]],
    strings: &'g [u8],
}

/// The id is `geonames:` and the number in `GeoNames`.
pub(super) const NUMBERED: u32 = u32::MAX;
/// No coordinate; the others count in units of a ten-millionth of a degree, a centimetre.
pub(super) const NOWHERE: i32 = i32::MIN;
pub(super) const DEGREE: f64 = 1e7;

/// What stands of an entry in an image: strings by their places.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub id: u32,
    pub name: u32,
    pub parent: u32,
    pub latitude: i32,
    pub longitude: i32,
    /// 0 for none.
    pub geonames: u32,
    pub population: u32,
    /// The subkind in 16 bits, the country in 10, the kind in 5, and whether it is still in the lists.
    pub rest: u32,
}

impl Record {
    pub(super) const LIVE: u32 = 1 << 31;

    /// `kind` is its number in the image.
    pub(super) fn rest(subkind: u32, country: Option<[u8; 2]>, kind: u32) -> u32 {
        let country = country.map_or(0, |[a, b]| u32::from(a - b'A') * 26 + u32::from(b - b'A') + 1);
        subkind | country << 16 | kind << 26 | Self::LIVE
    }

    pub(super) fn is_live(&self) -> bool {
        self.rest & Self::LIVE != 0
    }

    /// `declared` are the kinds that the lists declare.
    pub(super) fn kind(&self, declared: &[Kind]) -> Kind {
        let number = (self.rest >> 26 & 31) as usize;
        let known = Kind::ALL.get(number).or_else(|| declared.get(number - Kind::ALL.len()));
        known.copied().unwrap_or(Kind::Organization)
    }

    #[inline]
    pub(super) fn read(bytes: &[u8; ENTRY]) -> Self {
        let number = |at: usize| bytes.as_chunks().0.get(at).map_or(0, |bytes| u32::from_le_bytes(*bytes));
        Self {
            id: number(0),
            name: number(1),
            parent: number(2),
            latitude: number(3).cast_signed(),
            longitude: number(4).cast_signed(),
            geonames: number(5),
            population: number(6),
            rest: number(7),
        }
    }

    pub(super) fn bytes(&self) -> [u8; ENTRY] {
        let mut bytes = [0; ENTRY];
        let numbers = [
            self.id,
            self.name,
            self.parent,
            self.latitude.cast_unsigned(),
            self.longitude.cast_unsigned(),
            self.geonames,
            self.population,
            self.rest,
        ];
        for (place, number) in bytes.as_chunks_mut().0.iter_mut().zip(numbers) {
            *place = number.to_le_bytes();
        }
        bytes
    }
}

/// How an entry stands to its parent, and when it was active: a few entries have one.
#[derive(Clone, Copy, Default)]
pub(super) struct Affiliation {
    pub entry: u32,
    /// A string.
    pub relation: u32,
    /// 0 for none.
    pub from: u16,
    pub to: u16,
}

impl Affiliation {
    pub(super) fn read(&[a, b, c, d, e, f, g, h, i, j, k, l]: &[u8; AFFILIATION]) -> Self {
        Self {
            entry: u32::from_le_bytes([a, b, c, d]),
            relation: u32::from_le_bytes([e, f, g, h]),
            from: u16::from_le_bytes([i, j]),
            to: u16::from_le_bytes([k, l]),
        }
    }

    pub(super) fn bytes(&self) -> [u8; AFFILIATION] {
        let ([a, b, c, d], [e, f, g, h]) = (self.entry.to_le_bytes(), self.relation.to_le_bytes());
        let ([i, j], [k, l]) = (self.from.to_le_bytes(), self.to.to_le_bytes());
        [a, b, c, d, e, f, g, h, i, j, k, l]
    }
}

/// The codes of two letters, one behind the other.
const CODES: [u8; 2 * 26 * 26] = {
    let mut codes = [0; 2 * 26 * 26];
    let mut at = 0;
    while at < 26 * 26 {
        codes[2 * at] = b'A' + (at / 26) as u8;
        codes[2 * at + 1] = b'A' + (at % 26) as u8;
        at += 1;
    }
    codes
};

impl<'g> Entry<'g> {
    /// The entry of a number; one without a name for a number not given out.
    pub(super) fn of(image: Image<'g>, number: u32) -> Self {
        Self::read(image.entries, image.kinds, image.subkinds, image.strings, number)
    }

    /// The same from the sections of an image that it needs.
    #[inline]
    pub(super) fn read(entries: &'g [[u8; ENTRY]], kinds: &'g [Kind], subkinds: &'g [[u8; 4]], strings: &'g [u8], number: u32) -> Self {
        Self {
            bytes: entries.get(number as usize).unwrap_or(&[0; ENTRY]),
            kinds,
            subkinds,
            strings,
        }
    }

    #[inline]
    fn record(&self) -> Record {
        Record::read(self.bytes)
    }

    /// Whether it is still in the lists.
    pub(super) fn is_live(&self) -> bool {
        self.record().is_live()
    }

    /// The identifier, unique in the lists.
    #[must_use]
    pub fn id(&self) -> Cow<'g, str> {
        if self.record().id == NUMBERED {
            return format!("geonames:{}", self.record().geonames).into();
        }
        string(self.strings, self.record().id).into()
    }

    /// The usual English name.
    #[must_use]
    pub fn name(&self) -> &'g str {
        string(self.strings, self.record().name)
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.record().kind(self.kinds)
    }

    /// The finer kind (`city`, `insurgent`, `army`, ...); empty when the list gives none.
    #[must_use]
    pub fn subkind(&self) -> &'g str {
        let at = self.subkinds.get((self.record().rest & 0xffff) as usize);
        at.map_or("", |at| string(self.strings, u32::from_le_bytes(*at)))
    }

    /// The bytes of the finer kind, to compare: without the look at each that a string asks for.
    pub(crate) fn subkind_bytes(&self) -> &'g [u8] {
        let at = self.subkinds.get((self.record().rest & 0xffff) as usize);
        at.and_then(|at| string_bytes(self.strings, u32::from_le_bytes(*at)))
            .unwrap_or_default()
    }

    /// Whether it is of this finer kind.
    pub(crate) fn is_subkind(&self, subkind: &str) -> bool {
        self.subkind_bytes() == subkind.as_bytes()
    }

    /// The ISO 3166 code, two capitals, of its country or main country.
    #[must_use]
    pub fn country(&self) -> Option<&'g str> {
        let at = ((self.record().rest >> 16 & 0x3ff) as usize).checked_sub(1)?;
        CODES.get(2 * at..2 * at + 2).and_then(|code| std::str::from_utf8(code).ok())
    }

    /// A number for its country, for comparing; none where the lists name no country.
    pub(crate) fn country_number(&self) -> Option<u16> {
        Some((self.record().rest >> 16 & 0x3ff) as u16).filter(|number| *number != 0)
    }

    /// The name of the group, place or body it belongs to.
    #[must_use]
    pub fn parent(&self) -> Option<&'g str> {
        Some(string(self.strings, self.record().parent)).filter(|name| !name.is_empty())
    }

    /// Latitude and longitude in degrees, to seven decimals.
    #[must_use]
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        let Record { latitude, longitude, .. } = self.record();
        (latitude != NOWHERE).then(|| (f64::from(latitude) / DEGREE, f64::from(longitude) / DEGREE))
    }

    /// The identifier in `GeoNames`.
    #[must_use]
    pub fn geonames(&self) -> Option<u32> {
        Some(self.record().geonames).filter(|number| *number != 0)
    }

    /// The number of people who live there; 0 when unknown.
    #[must_use]
    pub fn population(&self) -> u32 {
        self.record().population
    }
}

impl PartialEq for Entry<'_> {
    /// Whether the lists say the same of both.
    fn eq(&self, other: &Self) -> bool {
        let numbers = |e: &Self| {
            let Record { latitude, longitude, .. } = e.record();
            (e.kind(), latitude, longitude, e.record().geonames, e.record().population)
        };
        numbers(self) == numbers(other)
            && self.id() == other.id()
            && self.name() == other.name()
            && self.subkind() == other.subkind()
            && self.country() == other.country()
            && self.parent() == other.parent()
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("id", &self.id())
            .field("name", &self.name())
            .field("kind", &self.kind())
            .field("subkind", &self.subkind())
            .field("country", &self.country())
            .field("parent", &self.parent())
            .field("coordinates", &self.coordinates())
            .field("geonames", &self.geonames())
            .field("population", &self.population())
            .finish()
    }
}
