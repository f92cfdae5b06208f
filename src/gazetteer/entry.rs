//! One entry of a list.

use std::borrow::Cow;

use super::kind::Kind;

/// A name that the lists know, with what they know about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub(super) id: Cow<'static, str>,
    pub(super) name: Cow<'static, str>,
    pub(super) kind: Kind,
    pub(super) subkind: Cow<'static, str>,
    pub(super) country: Option<[u8; 2]>,
    pub(super) parent: Option<Cow<'static, str>>,
    pub(super) coordinates: Option<(f64, f64)>,
    pub(super) geonames: Option<u32>,
    pub(super) population: u32,
}

impl Entry {
    /// The identifier, unique in the lists.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The usual English name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The finer kind (`city`, `insurgent`, `army`, ...); empty when the list gives none.
    #[must_use]
    pub fn subkind(&self) -> &str {
        &self.subkind
    }

    /// The ISO 3166 code, two capitals, of its country or main country.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.country.as_ref().and_then(|code| std::str::from_utf8(code).ok())
    }

    /// The name of the group, place or body it belongs to.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    /// Latitude and longitude in degrees.
    #[must_use]
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        self.coordinates
    }

    /// The identifier in `GeoNames`.
    #[must_use]
    pub fn geonames(&self) -> Option<u32> {
        self.geonames
    }

    /// The number of people who live there; 0 when unknown.
    #[must_use]
    pub fn population(&self) -> u32 {
        self.population
    }

    /// Whether it is a country, a capital, a first-level division or a city of a million: a name that stands on its own.
    pub(super) fn is_prominent(&self) -> bool {
        self.population >= 1_000_000 || matches!(&*self.subkind, "country" | "capital" | "admin1" | "former" | "breakaway" | "region")
    }
}
