//! The kinds of mention.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! kinds {
    ($( $(#[$doc:meta])* $kind:ident $name:literal ),* $(,)?) => {
        /// What a mention is.
        ///
        /// ```
        /// use dateline::Kind;
        /// assert_eq!(Kind::parse("security_force"), Some(Kind::SecurityForce));
        /// assert_eq!(Kind::Place.to_string(), "place");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Kind { $( $(#[$doc])* $kind, )* }

        impl Kind {
            /// Every kind, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$kind, )* ];

            /// The name in lists, rules and JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$kind => $name, )* }
            }

            /// The kind of that name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $( $name => Some(Self::$kind), )* _ => None }
            }
        }
    };
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
