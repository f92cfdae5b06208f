//! The kinds of mention.

use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! kinds {
    ($( $(#[$doc:meta])* $kind:ident $name:literal ),* $(,)?) => {
        /// What a mention is.
        ///
        /// ```
        /// use dateline::Kind;
        /// assert_eq!(Kind::parse("security_force"), Some(Kind::SecurityForce));
        /// assert_eq!(Kind::Place.to_string(), "place");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Kind {
            $( $(#[$doc])* $kind, )*
            /// A kind that a list declares.
            Declared(DeclaredKind),
        }

        /// The numbers of the kinds of the crate.
        enum Number { $( $kind, )* }

        impl Kind {
            /// Every kind of the crate, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$kind, )* ];

            /// The name in lists, rules and JSON.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$kind => $name, )* Self::Declared(kind) => kind.name() }
            }

            /// Its number, below 32. In two steps, of which neither is a jump: one jump to each kind is guessed wrong by kinds that alternate.
            pub(crate) const fn number(self) -> u32 {
                let number = match self {
                    $( Self::$kind => Number::$kind as u32, )*
                    Self::Declared(_) => Self::ALL.len() as u32,
                };
                let declared = if let Self::Declared(kind) = self { kind.0 } else { 0 };
                number + declared as u32
            }

            /// Whether it is one of people who act together under one name.
            pub(crate) const fn is_body(self) -> bool {
                matches!(self, Self::Group | Self::SecurityForce | Self::Government | Self::Organization | Self::Media)
            }

            /// Whether it is one of people, by name or not, who do things themselves.
            pub(crate) const fn is_someone(self) -> bool {
                matches!(self, Self::People | Self::Person | Self::Group | Self::SecurityForce | Self::Nationality)
            }

            /// The kind of that name, of the crate or declared by a list that was read.
            ///
            /// ```
            /// use dateline::Kind;
            /// assert_eq!((Kind::parse("group"), Kind::Group.as_str()), (Some(Kind::Group), "group"));
            /// ```
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $( $name => Some(Self::$kind), )* _ => Self::declared().find(|k| k.as_str() == name) }
            }
        }
    };
}

/// A kind that a list declares, with a line `kind` and its name:
///
/// ```
/// use dateline::Extractor;
/// let list = "kind\tname\nkind\tship\nship\tOrumba Star\n";
/// let rules = "frame fleet/seize -> attacked {\n  verbs seize\n  target = object @ship\n  require target\n}\n";
/// let extractor = Extractor::builder().gazetteer_tsv("ships.tsv", list).rules("fleet.rules", rules).build()?;
/// let document = extractor.extract("Pirates seized the Orumba Star.");
/// let ship = document.mentions().find(|m| m.text() == "Orumba Star").unwrap();
/// assert_eq!(ship.kind().as_str(), "ship");
/// assert_eq!(document.relations().len(), 1);
/// # Ok::<(), dateline::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeclaredKind(u8);

/// How many kinds lists may declare in one program, so that a set of kinds is one number of 32 bits.
const MOST: usize = 16;

/// The names of the declared kinds, so that a kind stays a plain value.
static DECLARED: [OnceLock<String>; MOST] = [const { OnceLock::new() }; MOST];

impl DeclaredKind {
    fn name(self) -> &'static str {
        DECLARED.get(usize::from(self.0)).and_then(OnceLock::get).map_or("", String::as_str)
    }
}

impl Kind {
    pub(super) const MOST_DECLARED: usize = MOST;

    /// The kinds that lists have declared so far.
    pub(crate) fn declared() -> impl Iterator<Item = Self> {
        let known = DECLARED.iter().take_while(|name| name.get().is_some());
        known.zip(0..).map(|(_, number)| Self::Declared(DeclaredKind(number)))
    }

    /// The kind of this name, declared where it is not known; nothing when the name is none or too many are declared.
    pub(crate) fn declare(name: &str) -> Option<Self> {
        if let Some(known) = Self::parse(name) {
            return Some(known);
        }
        if name.is_empty() || name.len() > 32 || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return None;
        }
        // Another thread may take a place in the meantime, for the same name or another one.
        let mut places = DECLARED.iter().zip(0..);
        let (_, number) = places.find(|(place, _)| place.get_or_init(|| name.to_owned()) == name)?;
        Some(Self::Declared(DeclaredKind(number)))
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| serde::de::Error::custom(format!("there is no mention kind '{name}'")))
    }
}

kinds! {
    /// An armed or political group that is no state.
    Group "group",
    /// An army, police force, intelligence service or peacekeeping force, or a unit of one.
    SecurityForce "security_force",
    /// A government, ministry or seat of government.
    Government "government",
    /// An international body, aid agency, company or other organization.
    Organization "organization",
    /// A news agency, newspaper, broadcaster or other outlet.
    Media "media",
    /// A named person.
    Person "person",
    /// A country, region, town or physical feature.
    Place "place",
    /// The adjective or people of a country, region or ethnic group.
    Nationality "nationality",
    /// A date or time.
    Date "date",
    /// A number with what it counts or measures.
    Quantity "quantity",
    /// People who are not named: "two soldiers".
    People "people",
    /// A building or installation.
    Facility "facility",
    /// A weapon or vehicle.
    Weapon "weapon",
    /// A named or nominal event.
    Event "event",
    /// An office or function: "the governor".
    Role "role",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for &kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
        }
        assert_eq!(Kind::parse("Place"), None);
    }
}
