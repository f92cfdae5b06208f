//! Regular inflection, and the irregular plurals of the field.

use super::word::form;

/// Irregular plurals, singular first.
const PLURALS: [(&str, &str); 34] = [
    ("child", "children"),
    ("person", "people"),
    ("wife", "wives"),
    ("midwife", "midwives"),
    ("housewife", "housewives"),
    ("thief", "thieves"),
    ("knife", "knives"),
    ("life", "lives"),
    ("leaf", "leaves"),
    ("half", "halves"),
    ("shelf", "shelves"),
    ("wolf", "wolves"),
    ("calf", "calves"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("mouse", "mice"),
    ("passerby", "passersby"),
    ("aircraft", "aircraft"),
    ("spacecraft", "spacecraft"),
    ("hovercraft", "hovercraft"),
    ("sheep", "sheep"),
    ("series", "series"),
    ("species", "species"),
    ("headquarters", "headquarters"),
    ("barracks", "barracks"),
    ("crisis", "crises"),
    ("basis", "bases"),
    ("analysis", "analyses"),
    ("phenomenon", "phenomena"),
    ("quiz", "quizzes"),
    ("ox", "oxen"),
    ("medium", "media"),
    ("stomach", "stomachs"),
    ("mujahid", "mujahideen"),
];

/// Words in `-man` that have a regular plural.
const NOT_MEN: [&str; 6] = ["german", "human", "ottoman", "roman", "shaman", "turkoman"];

/// Nouns in `-o` with a plural in `-oes`.
const OES: [&str; 12] = [
    "hero", "potato", "tomato", "mosquito", "echo", "veto", "embargo", "torpedo", "cargo", "volcano", "negro", "mango",
];

/// Verbs of more than one syllable that double their last consonant.
const DOUBLE: [&str; 54] = [
    "abet",
    "abhor",
    "abut",
    "acquit",
    "admit",
    "allot",
    "annul",
    "befit",
    "beget",
    "begin",
    "commit",
    "compel",
    "concur",
    "confer",
    "control",
    "debug",
    "defer",
    "deter",
    "dispel",
    "emit",
    "enrol",
    "enthral",
    "equip",
    "excel",
    "expel",
    "forbid",
    "forget",
    "format",
    "handicap",
    "humbug",
    "incur",
    "infer",
    "input",
    "kidnap",
    "machine-gun",
    "machinegun",
    "occur",
    "omit",
    "outbid",
    "patrol",
    "permit",
    "prefer",
    "program",
    "propel",
    "rebel",
    "rebut",
    "recur",
    "refer",
    "regret",
    "remit",
    "repel",
    "submit",
    "transfer",
    "transmit",
];

/// Verbs written both ways, as "travelled" and "traveled".
const EITHER: [&str; 24] = [
    "cancel", "channel", "counsel", "dial", "equal", "fuel", "funnel", "grovel", "imperil", "label", "level", "marshal", "model", "panel",
    "pedal", "quarrel", "rival", "shovel", "shrivel", "signal", "total", "travel", "tunnel", "worship",
];

const fn vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// A word of two parts: some ten thousand are made at the start of a program, in a quarter of the time that `format!` takes.
fn join(stem: &str, ending: &str) -> String {
    [stem, ending].concat()
}

/// The stem of a word in a consonant and `y`.
fn y_stem(word: &str) -> Option<&str> {
    word.strip_suffix('y')
        .filter(|stem| stem.bytes().last().is_some_and(|b| !vowel(b)) || stem.ends_with("qu"))
}

/// The third person of a verb, and the plural of a noun without an irregular one.
fn with_s(word: &str) -> String {
    let hissing = word.ends_with(['s', 'x', 'z']) || word.ends_with("sh") || word.ends_with("ch");
    let hard = word.ends_with("arch") || word.ends_with("poch");
    if let Some(stem) = y_stem(word) {
        join(stem, "ies")
    } else if hissing && (!hard || matches!(word, "march" | "search" | "research" | "arch" | "starch")) {
        join(word, "es")
    } else {
        join(word, "s")
    }
}

/// The plural of a noun.
pub(crate) fn plural(noun: &str) -> String {
    if let Some((_, plural)) = PLURALS.iter().find(|(singular, _)| *singular == noun) {
        return (*plural).to_owned();
    }
    match noun.strip_suffix("man") {
        Some(stem) if !NOT_MEN.contains(&noun) => join(stem, "men"),
        _ if OES.contains(&noun) => join(noun, "es"),
        _ => with_s(noun),
    }
}

/// Whether a verb doubles its last consonant before `-ed` and `-ing`.
fn doubles(base: &str) -> bool {
    let bytes = base.as_bytes();
    let [head @ .., before, middle, last] = bytes else { return false };
    let single = vowel(*middle) && (!vowel(*before) || *before == b'u' && head.last() == Some(&b'q'));
    let short = single && !vowel(*last) && !matches!(last, b'w' | b'x' | b'y');
    let syllables =
        head.iter().filter(|&&b| vowel(b) || b == b'y').count() - usize::from(*before == b'u' && head.len() == 1 && vowel(head[0]));
    short && (syllables == 0 || DOUBLE.contains(&base))
}

/// Every form of a verb. `principal` is empty for a regular verb, past and participle (one word for both, or two), or
/// third person, `-ing` form, past and participle; alternatives are parted by `/`.
pub(super) fn forms(base: &str, principal: &[&str]) -> Vec<(String, u8)> {
    let mut out = vec![(base.to_owned(), form::BASE)];
    let mut add = |texts: &str, form: u8| out.extend(texts.split('/').map(|text| (text.to_owned(), form)));
    let (third, ing, past) = match principal {
        [third, ing, past @ ..] if past.len() >= 2 => (Some(*third), Some(*ing), past),
        past => (None, None, past),
    };
    let oes = matches!(
        base,
        "go" | "undergo" | "forgo" | "veto" | "echo" | "torpedo" | "embargo" | "do" | "redo" | "undo"
    );
    add(
        &third.map_or_else(|| if oes { join(base, "es") } else { with_s(base) }, str::to_owned),
        form::S,
    );
    let mut stems = vec![match base.as_bytes() {
        _ if doubles(base) => join(base, &base[base.len() - 1..]),
        [.., b'c'] => join(base, "k"),
        _ => base.to_owned(),
    }];
    if EITHER.contains(&base) {
        stems.push(join(base, &base[base.len() - 1..]));
    }
    if base == "kidnap" {
        stems.push(base.to_owned());
    }
    for stem in &stems {
        let progressive = if let Some(ing) = ing {
            ing.to_owned()
        } else if let Some(short) = base.strip_suffix("ie") {
            join(short, "ying")
        } else {
            let keeps = ["ee", "oe", "ye", "singe"].iter().any(|end| base.ends_with(end));
            join(if keeps { stem } else { stem.strip_suffix('e').unwrap_or(stem) }, "ing")
        };
        add(&progressive, form::ING);
    }
    match past {
        [] => {
            for stem in &stems {
                let past = match y_stem(base) {
                    Some(short) => join(short, "ied"),
                    None => join(stem.strip_suffix('e').unwrap_or(stem), "ed"),
                };
                add(&past, form::PAST | form::PARTICIPLE);
            }
        }
        [both] => add(both, form::PAST | form::PARTICIPLE),
        [past, participle, ..] => {
            add(past, form::PAST);
            add(participle, form::PARTICIPLE);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (noun, expected) in [
            ("gunman", "gunmen"),
            ("woman", "women"),
            ("german", "germans"),
            ("city", "cities"),
            ("day", "days"),
            ("bus", "buses"),
            ("church", "churches"),
            ("monarch", "monarchs"),
            ("march", "marches"),
            ("knife", "knives"),
            ("hero", "heroes"),
            ("passerby", "passersby"),
            ("crisis", "crises"),
        ] {
            assert_eq!(plural(noun), expected);
        }
    }

    #[test]
    fn verbs_inflect() {
        for (base, principal, expected) in [
            ("plot", "", "plot plots plotting plotted"),
            ("kidnap", "", "kidnap kidnaps kidnapping kidnaping kidnapped kidnaped"),
            ("travel", "", "travel travels traveling travelling traveled travelled"),
            ("deny", "", "deny denies denying denied"),
            ("deploy", "", "deploy deploys deploying deployed"),
            ("free", "", "free frees freeing freed"),
            ("tie", "", "tie ties tying tied"),
            ("seize", "", "seize seizes seizing seized"),
            ("raid", "", "raid raids raiding raided"),
            ("open", "", "open opens opening opened"),
            ("ram", "", "ram rams ramming rammed"),
            ("equip", "", "equip equips equipping equipped"),
            ("panic", "", "panic panics panicking panicked"),
            ("echo", "", "echo echoes echoing echoed"),
            ("search", "", "search searches searching searched"),
            ("quit", "quit", "quit quits quitting quit"),
            ("bomb", "", "bomb bombs bombing bombed"),
            ("guard", "", "guard guards guarding guarded"),
            ("take", "took taken", "take takes taking took taken"),
            ("be", "is/am/are being was/were been", "be is am are being was were been"),
        ] {
            let principal: Vec<_> = principal.split_whitespace().collect();
            let found: Vec<_> = forms(base, &principal).into_iter().map(|(text, _)| text).collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
