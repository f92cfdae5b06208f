//! What is known of a word.

/// What is known of a word: 16 bytes.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Word {
    /// The bits of [`class`].
    pub classes: u64,
    /// The verb it is a form of; 0 for none.
    pub lemma: u16,
    /// Which forms of the verb: the bits of [`form`].
    pub forms: u8,
    /// Its section of `times.txt`; 0 for none.
    pub time: u8,
    /// What names it stands beside: the bits of [`beside`].
    pub beside: u16,
    /// What the recognisers ask of every token: the bits of [`mark`], which follow from the rest.
    pub marks: u8,
}

/// A word that only tells a time or stands beside names is like one of which nothing is known: it names no thing and no deed.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        // Without a jump for each, which would be guessed wrong: names are asked for it again and again.
        let differ = self.classes ^ other.classes | u64::from(self.lemma ^ other.lemma) | u64::from(self.forms ^ other.forms);
        differ == 0
    }
}

impl Eq for Word {}

impl Word {
    /// Whether the word has any of these classes.
    pub(crate) fn is(self, class: u64) -> bool {
        self.classes & class != 0
    }

    /// The bits of [`mark`] that follow from the rest and from the heading of its section of times.
    #[cfg_attr(not(test), allow(dead_code))] // The build script asks for them.
    pub(super) fn reckoned_marks(self, section: &str) -> u8 {
        let flag = |set: bool, mark: u8| if set { mark } else { 0 };
        flag(self.is(class::NUMBER), mark::NUMBER)
            | flag(self.is(class::LOCALITY) || self.stands(beside::TELLING), mark::BESIDE)
            | flag(self.is(class::HEAD | class::ALONE | class::BEFORE), mark::NAMING)
            | time_marks(section)
    }

    /// Those of the classes that it has.
    pub(crate) fn among(self, classes: u64) -> u64 {
        self.classes & classes
    }

    /// Whether it has any of these bits of [`beside`].
    pub(crate) fn stands(self, beside: u16) -> bool {
        self.beside & beside != 0
    }
}

/// The bits of [`mark`] of the words below a heading of `times.txt`.
pub(crate) fn time_marks(heading: &str) -> u8 {
    const ALL: u8 = mark::ALONE | mark::TELLS | mark::BEGINS;
    match heading.split(' ').next().unwrap_or_default() {
        "" | "of" => 0,
        "the" | "a" | "that" | "this" => mark::BEGINS,
        "later" | "earlier" | "number" | "some" | "hedge" => mark::BEGINS | mark::TELLS,
        // Another word stands before these.
        "unit" | "units" | "ago" | "same" | "meridiem" if heading != "unit second" => mark::TELLS,
        _ => ALL,
    }
}

/// What the recognisers ask of every token, as bits: told once when the words are laid out.
pub(crate) mod mark {
    /// It is a number.
    pub const NUMBER: u8 = 2;
    /// It may begin a time expression alone.
    pub const ALONE: u8 = 4;
    /// It tells a time.
    pub const TELLS: u8 = 8;
    /// It may tell that a name stands beside it.
    pub const BESIDE: u8 = 16;
    /// With a capital it may make a name of the words around it.
    pub const NAMING: u8 = 32;
    /// It may begin a time expression, alone or not.
    pub const BEGINS: u8 = 128;
}

/// The forms of a verb.
pub(crate) mod form {
    /// The infinitive and the present but for the third person.
    pub const BASE: u8 = 1;
    /// The third person of the present.
    pub const S: u8 = 2;
    /// The past.
    pub const PAST: u8 = 4;
    /// The past participle.
    pub const PARTICIPLE: u8 = 8;
    /// The present participle and gerund.
    pub const ING: u8 = 16;
}

macro_rules! classes {
    ($($name:ident $bit:literal)* ; $($beside:ident $place:literal)*) => {
        /// Word classes, as bits.
        #[allow(dead_code)]
        pub(crate) mod class {
            $( pub const $name: u64 = 1 << $bit; )*

            /// Words that stand in no noun phrase behind its noun.
            pub const CLOSES: u64 = PREP | CONJ | SUBORD | RELATIVE | MODAL | AUX_BE | AUX_HAVE | AUX_DO;
        }

        /// The class with this name.
        pub(crate) fn class_bit(name: &str) -> Option<u64> {
            match name { $( stringify!($name) => Some(class::$name), )* _ => None }
        }

        /// Words that tell of what the name beside them is, as bits: the headings of `beside.txt`.
        pub(crate) mod beside {
            $( pub const $beside: u16 = 1 << $place; )*

            /// The word alone may tell that a name stands beside it.
            pub const TELLING: u16 = WITHIN | NEARBY | ENTERED | LINK | FIRM | OUTLET | OF_FIRM | GANG | OWN | POST;
        }

        /// The bit with this name.
        #[cfg_attr(not(test), allow(dead_code))] // The build script asks for it.
        pub(super) fn beside_bit(name: &str) -> Option<u16> {
            match name { $( stringify!($beside) => Some(beside::$beside), )* _ => None }
        }
    };
}

classes! {
    DET 0 POSS_DET 1 PREP 2 CONJ 3 SUBORD 4 PRONOUN 5 RELATIVE 6 AUX_BE 7 AUX_HAVE 8 AUX_DO 9 MODAL 10 NEG 11 ADVERB 12
    ADJ 13 HEDGE 14 PERSON 15 PERSON_PL 16 FORCE_NOUN 17 GOV_NOUN 18 GROUP_NOUN 19 EVENT 20 FACILITY 21 WEAPON 22 ORG_NOUN 23
    MEDIA_NOUN 24 TITLE 25 NUMBER 26 MONTH 27 WEEKDAY 28 TIME_NOUN 29 PLACE_NOUN 30 GIVEN_NAME 31 SAY 32 COMMON 33
    ATTRIB_NOUN 34 INTRANS 35 TRANS 36 PARTITIVE 37 MOUTHPIECE 38 PREDICATE 39 SUBSTANTIVE 40 PARTICLE 41 THINK 42
    SURNAME 43 HEAD 44 LOCALITY 45 ALONE 46 BEFORE 47 LEGAL 48 HUMAN 49 HUMAN_OBJECT 50 KIN 51 GROUPISH 52 EPONYM 53 DEED 54
    ACCUSATION 55 ANSWER 56 ANNOUNCE 57 JUDGE 58 ACCUSED 59 TRIED 60
    ;
    WITHIN 0 NEARBY 1 ENTERED 2 LINK 3 FIRM 4 OUTLET 5 OF_FIRM 6 GANG 7 LEADING 8 LOCAL 9 SHARE 10 STAFF 11 OWN 12 INSIDE 13 POST 14 VOICE 15
}
