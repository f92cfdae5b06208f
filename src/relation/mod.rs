//! The schema: every kind of relation, its roles, which of them are core, and its event codes. One table; the rule
//! compiler checks against it and the typed structs are made from it.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What was said about whether it happened.
///
/// ```
/// use dateline::{Extractor, Polarity};
/// let document = Extractor::new().extract("The rebels did not attack the town.");
/// assert_eq!(document.relations().next().unwrap().view().polarity(), Polarity::Negated);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Polarity {
    /// It is said to be so.
    #[default]
    Positive,
    /// It is said not to be so.
    Negated,
}

/// How sure the text is, and who says it.
///
/// ```
/// use dateline::{Extractor, Modality};
/// let extractor = Extractor::new();
/// for (text, modality) in [
///     ("Rebels attacked the town.", Modality::Asserted),
///     ("Rebels attacked the town, police said.", Modality::Reported),
///     ("Rebels allegedly attacked the town.", Modality::Alleged),
///     ("Rebels will attack the town.", Modality::Planned),
///     ("Rebels failed to attack the town.", Modality::Averted),
///     ("Rebels may attack the town.", Modality::Hypothetical),
/// ] {
///     let document = extractor.extract(text);
///     assert!(document.relations().any(|r| r.view().modality() == modality), "{text}");
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Modality {
    /// Stated as fact.
    #[default]
    Asserted,
    /// Attributed to a source in the same sentence.
    Reported,
    /// Hedged.
    Alleged,
    /// Intended.
    Planned,
    /// Prevented or failed.
    Averted,
    /// May, might, could, if.
    Hypothetical,
}

/// The name and roles of a kind that a rule file declares.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Declared {
    name: &'static str,
    roles: &'static [&'static str],
}

/// What was declared so far: one of each, which lives as long as the program, so that kinds and roles stay plain values.
static DECLARED: Mutex<Vec<&'static Declared>> = Mutex::new(Vec::new());

impl RelationKind {
    /// The kind of that name with these roles.
    pub(crate) fn declare(name: &str, roles: &[&str]) -> Self {
        let mut known = DECLARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.iter().find(|d| d.name == name && d.roles == roles) {
            return Self::Declared(found);
        }
        let text = |t: &str| -> &'static str { Box::leak(t.to_owned().into_boxed_str()) };
        let roles: Vec<&'static str> = roles.iter().map(|r| text(r)).collect();
        let declared = Box::leak(Box::new(Declared {
            name: text(name),
            roles: Box::leak(roles.into_boxed_slice()),
        }));
        known.push(declared);
        Self::Declared(declared)
    }
}

impl Serialize for RelationKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for RelationKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let own = DECLARED
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .find(|d| d.name == name)
            .map(|d| Self::Declared(d));
        Self::parse(&name)
            .or(own)
            .ok_or_else(|| serde::de::Error::custom(format!("there is no relation kind '{name}'")))
    }
}

macro_rules! schema {
    ($( $(#[$doc:meta])* $kind:ident $name:literal $cameo:literal $plover:literal { $( $role:ident ),* } )*) => {
        /// A kind of relation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum RelationKind {
            $( $(#[$doc])* $kind, )*
            /// A kind that a rule file declares.
            Declared(&'static Declared),
        }

        impl RelationKind {
            /// Every kind, in the order of the schema.
            pub const ALL: &'static [Self] = &[ $( Self::$kind, )* ];

            /// The name in rule files and JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$kind => $name, )* Self::Declared(d) => d.name }
            }

            /// The roles it has, the most telling first.
            ///
            /// ```
            /// use dateline::RelationKind;
            /// assert_eq!(RelationKind::parse("member_of"), Some(RelationKind::MemberOf));
            /// assert_eq!(RelationKind::MemberOf.name(), "member_of");
            /// assert!(RelationKind::MemberOf.roles().contains(&"member"));
            /// ```
            #[must_use]
            pub const fn roles(self) -> &'static [&'static str] {
                match self { $( Self::$kind => &[ $( stringify!($role), )* ], )* Self::Declared(d) => d.roles }
            }

            /// The code in CAMEO as published by the Open Event Data Alliance; empty where it has none for the kind.
            ///
            /// ```
            /// use dateline::RelationKind;
            /// assert_eq!(RelationKind::ClaimedResponsibility.cameo(), "015");
            /// assert_eq!(RelationKind::Detained.cameo(), "173");
            /// // Casualties are no event of their own in CAMEO.
            /// assert_eq!(RelationKind::Wounded.cameo(), "");
            /// ```
            #[must_use]
            pub const fn cameo(self) -> &'static str {
                match self { $( Self::$kind => $cameo, )* Self::Declared(_) => "" }
            }

            /// The event type in PLOVER; empty for lasting ties and plain statements, which it does not code.
            ///
            /// ```
            /// use dateline::RelationKind;
            /// assert_eq!(RelationKind::Kidnapped.plover(), "ASSAULT");
            /// assert_eq!(RelationKind::Detained.plover(), "COERCE");
            /// assert_eq!(RelationKind::ClaimedResponsibility.plover(), "");
            /// ```
            #[must_use]
            pub const fn plover(self) -> &'static str {
                match self { $( Self::$kind => $plover, )* Self::Declared(_) => "" }
            }

            /// The kind of the crate with that name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|k| k.name() == name)
            }
        }

        /// The typed view of each kind: a struct with a method per role.
        pub mod typed {
            use crate::document::{Arguments, MentionView, RelationView};
            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug)]
                pub struct $kind<'d>(pub(crate) RelationView<'d>);
                impl<'d> $kind<'d> {
                    /// The relation with its sentence, trigger, polarity, modality, attribution and rule.
                    #[must_use]
                    pub fn relation(&self) -> RelationView<'d> { self.0 }
                    $(
                        /// The fillers of the role; prints as their texts.
                        #[must_use]
                        pub fn $role(&self) -> Arguments<'d> { self.0.argument(stringify!($role)) }
                    )*
                    /// All mentions of all roles.
                    #[must_use]
                    pub fn mentions(&self) -> Vec<MentionView<'d>> { self.0.arguments().map(|(_, m)| m).collect() }
                }
            )*
        }

        /// A relation of the document, by kind: each has a method for each of its roles, and [`view`](Self::view) tells what is the same for all.
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub enum Relation<'d> {
            $( $(#[$doc])* $kind(typed::$kind<'d>), )*
            /// Of a kind that a rule file declares.
            Declared(crate::document::RelationView<'d>),
        }

        impl<'d> Relation<'d> {
            pub(crate) fn new(view: crate::document::RelationView<'d>) -> Self {
                match view.kind() { $( RelationKind::$kind => Self::$kind(typed::$kind(view)), )* RelationKind::Declared(_) => Self::Declared(view) }
            }

            /// The view that is the same for all kinds.
            #[must_use]
            pub fn view(&self) -> crate::document::RelationView<'d> {
                match self { $( Self::$kind(r) => r.relation(), )* Self::Declared(view) => *view }
            }
        }
    };
}

schema! {
    /// A group says that it did it.
    ClaimedResponsibility "claimed_responsibility" "015" "" { claimant, event, via, target, place, time }
    /// Someone says that they did not do it.
    DeniedResponsibility "denied_responsibility" "016" "REJECT" { denier, event, via, place, time }
    /// Someone says that another did it.
    Blamed "blamed" "112" "ACCUSE" { accused, source, event, place, time }
    /// An attack, with whoever did it and whatever it hit.
    Attacked "attacked" "190" "ASSAULT" { agent, target, weapon, event, place, time }
    /// Deaths.
    Killed "killed" "" "ASSAULT" { victim, count, agent, cause, weapon, place, time }
    /// Injuries.
    Wounded "wounded" "" "ASSAULT" { victim, count, agent, cause, weapon, place, time }
    /// The killing of a named or official person.
    Assassinated "assassinated" "186" "ASSAULT" { victim, agent, weapon, place, time }
    /// An abduction or hostage-taking.
    Kidnapped "kidnapped" "181" "ASSAULT" { victim, agent, count, place, time }
    /// Two sides fight.
    Clashed "clashed" "190" "ASSAULT" { a, b, place, time }
    /// An arrest.
    Detained "detained" "173" "COERCE" { detainee, agent, count, nationality, charge, place, time }
    /// A plot or attack that was prevented.
    Foiled "foiled" "" "COERCE" { plot, agent, planner, target, place, time }
    /// An attack that is or was intended.
    Planned "planned" "138" "THREATEN" { agent, plot, target, weapon, place, time }
    /// A group came out of or belongs to another.
    OffshootOf "offshoot_of" "" "" { child, parent }
    /// Two names of one thing.
    AliasOf "alias_of" "" "" { alias, name }
    /// A person or people belong to a group.
    MemberOf "member_of" "" "" { member, group, role, place }
    /// The office of a person.
    RoleOf "role_of" "" "" { person, role, organization }
    /// A place lies in another.
    LocatedIn "located_in" "" "" { inner, outer }
    /// A security force searches or storms a place.
    Raided "raided" "1711" "COERCE" { agent, target, place, time }
    /// A military operation.
    CarriedOutOperation "carried_out_operation" "190" "ASSAULT" { agent, target, operation, place, time }
    /// A group or force is present somewhere.
    OperatesIn "operates_in" "" "" { agent, place, role }
    /// Ties short of membership.
    LinkedTo "linked_to" "" "" { a, b }
    /// A force leaves.
    Withdrew "withdrew" "0874" "RETREAT" { agent, origin, time }
    /// Something goes on no longer.
    Suspended "suspended" "0871" "RETREAT" { agent, activity, place, time }
    /// A force takes or holds a place.
    TookControl "took_control" "192" "COERCE" { agent, place, time }
    /// A threat is kept down.
    Contained "contained" "" "" { agent, target, place }
    /// Someone goes somewhere.
    Travelled "travelled" "" "" { agent, destination, origin, via, time }
    /// Two sides are at war.
    AtWarWith "at_war_with" "190" "ASSAULT" { agent, opponent, place }
    /// Where people come from.
    NationalityOf "nationality_of" "" "" { nationality, bearer, quantifier }
    /// Someone helps others to travel.
    FacilitatedTravel "facilitated_travel" "" "AID" { agent, traveller, destination, origin }
    /// An ally or backer.
    AlliedWith "allied_with" "05" "SUPPORT" { agent, ally }
    /// A threat of violence.
    Threatened "threatened" "138" "THREATEN" { agent, target, plot }
    /// Where someone lives.
    LivesIn "lives_in" "" "" { person, place }
    /// Where an organization has its seat.
    BasedIn "based_in" "" "" { organization, place }
    /// Money that is sent to whoever fights.
    Transferred "transferred" "" "AID" { agent, method, via, amount, recipient, place }
    /// Someone is won for a group.
    Recruited "recruited" "" "" { agent, target, place }
    /// Someone tells it to a medium; other speakers stand in the attribution.
    Said "said" "010" "" { speaker, content, via, time }
    /// Whom someone works for.
    WorksFor "works_for" "" "" { person, organization }
}
