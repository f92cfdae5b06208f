//! One entry of a list.

use std::borrow::Cow;
use std::fmt;

use super::kind::Kind;
use super::layout::{Layout, Part};
use super::record::{Column, Form, Record, Rest, people};
use super::strings::{string, string_bytes};

/// A name that the lists know, with what they know about it: a view of the lists.
///
/// ```
/// let kabul = dateline::Gazetteer::builtin().lookup("Kabul")[0];
/// assert_eq!((kabul.name(), kabul.kind(), kabul.country()), ("Kabul", dateline::Kind::Place, Some("AF")));
/// let (latitude, longitude) = kabul.coordinates().unwrap();
/// assert!((latitude - 34.5).abs() < 0.1 && (longitude - 69.2).abs() < 0.1);
/// assert!(kabul.population() > 1_000_000);
/// ```
#[derive(Clone, Copy)]
pub struct Entry<'g> {
    layout: &'g Layout,
    /// The image.
    bytes: &'g [u8],
    /// Where its [`Record`] starts, of which most callers ask for one number.
    at: usize,
}

/// What is told of few entries: how they stand to their parent, when they were active, their number in `GeoNames` where the id is another.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Detail {
    pub entry: u32,
    /// A string.
    pub relation: u32,
    /// 0 for none, as the other two.
    pub geonames: u32,
    pub from: u16,
    pub to: u16,
}

impl Detail {
    pub(super) const WIDTH: usize = 16;

    pub(super) fn read(&[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]: &[u8; Self::WIDTH]) -> Self {
        Self {
            entry: u32::from_le_bytes([a, b, c, d]),
            relation: u32::from_le_bytes([e, f, g, h]),
            geonames: u32::from_le_bytes([i, j, k, l]),
            from: u16::from_le_bytes([m, n]),
            to: u16::from_le_bytes([o, p]),
        }
    }

    pub(super) fn bytes(&self) -> [u8; Self::WIDTH] {
        let ([a, b, c, d], [e, f, g, h]) = (self.entry.to_le_bytes(), self.relation.to_le_bytes());
        let ([i, j, k, l], [m, n], [o, p]) = (self.geonames.to_le_bytes(), self.from.to_le_bytes(), self.to.to_le_bytes());
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
    }
}

impl<'g> Entry<'g> {
    /// The entry of a number; one without a name for a number not given out.
    #[inline]
    pub(super) fn of(layout: &'g Layout, bytes: &'g [u8], number: u32) -> Self {
        let at = layout.record(number);
        Self { layout, bytes, at }
    }

    #[inline]
    fn get(&self, column: Column) -> u32 {
        self.layout.columns().get(self.bytes, self.at, column)
    }

    #[inline]
    fn rest(&self) -> Rest {
        self.layout.columns().rest(self.bytes, self.at)
    }

    pub(super) fn record(&self) -> Record {
        self.layout.columns().record(self.bytes, self.at)
    }

    /// Its number in the lists.
    pub(super) fn number(&self) -> u32 {
        self.layout.entry(self.at)
    }

    fn string(&self, at: u32) -> &'g str {
        string(self.layout.strings(self.bytes), at)
    }

    /// What is told of it beside its record.
    pub(super) fn detail(&self) -> Detail {
        self.layout.of(self.bytes).detail(self.number()).unwrap_or_default()
    }

    /// Whether it is still in the lists.
    pub(super) fn is_live(&self) -> bool {
        self.rest().is_live()
    }

    /// The identifier, unique in the lists.
    #[must_use]
    pub fn id(&self) -> Cow<'g, str> {
        self.record().id(self.layout.strings(self.bytes))
    }

    /// Whether that is its identifier.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.record().has_id(id, self.layout.strings(self.bytes))
    }

    /// The usual English name.
    #[must_use]
    pub fn name(&self) -> &'g str {
        self.string(self.get(Column::Name))
    }

    /// What it is.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> Kind {
        self.rest().kind(&self.layout.kinds)
    }

    /// The finer kind (`city`, `insurgent`, `army`, ...); empty when the list gives none.
    #[must_use]
    pub fn subkind(&self) -> &'g str {
        std::str::from_utf8(self.subkind_bytes()).unwrap_or_default()
    }

    /// The bytes of the finer kind, to compare: without the look at each that a string asks for.
    pub(crate) fn subkind_bytes(&self) -> &'g [u8] {
        let at = self.layout.label(self.bytes, Part::Subkinds, self.rest().subkind());
        string_bytes(self.layout.strings(self.bytes), at).unwrap_or_default()
    }

    /// Whether it is of this finer kind.
    pub(crate) fn is_subkind(&self, subkind: &str) -> bool {
        self.subkind_bytes() == subkind.as_bytes()
    }

    /// The ISO 3166 code, two capitals, of its country or main country.
    #[must_use]
    pub fn country(&self) -> Option<&'g str> {
        self.rest().country()
    }

    /// A number for its country, for comparing; none where the lists name no country.
    pub(crate) fn country_number(&self) -> Option<u16> {
        self.rest().country_number()
    }

    /// The name of the group, place or body it belongs to.
    #[must_use]
    pub fn parent(&self) -> Option<&'g str> {
        let at = self.layout.label(self.bytes, Part::Parents, self.get(Column::Parent) as usize);
        Some(self.string(at)).filter(|name| !name.is_empty())
    }

    /// Latitude and longitude in degrees, to seven decimals.
    #[must_use]
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        self.layout.columns().coordinates(self.bytes, self.at)
    }

    /// The identifier in `GeoNames`.
    #[must_use]
    pub fn geonames(&self) -> Option<u32> {
        let number = match self.rest().form() {
            Form::Numbered => self.get(Column::Id),
            _ => self.detail().geonames,
        };
        Some(number).filter(|number| *number != 0)
    }

    /// The number of people who live there, from eight million on in thousands; 0 when unknown.
    #[must_use]
    pub fn population(&self) -> u32 {
        people(self.get(Column::People))
    }
}

impl PartialEq for Entry<'_> {
    /// Whether the lists say the same of both.
    fn eq(&self, other: &Self) -> bool {
        let said = |e: &Self| (e.kind(), e.country(), e.coordinates(), e.geonames(), e.population());
        said(self) == said(other)
            && self.id() == other.id()
            && self.name() == other.name()
            && self.subkind() == other.subkind()
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
