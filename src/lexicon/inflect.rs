//! Regular inflection, and the irregular plurals of the field.

use super::form;

/// The plural of a noun.
pub(super) fn plural(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("man") {
        return format!("{stem}men");
    }
    match noun {
        "child" => return "children".into(),
        "person" => return "people".into(),
        "wife" => return "wives".into(),
        "thief" => return "thieves".into(),
        "knife" => return "knives".into(),
        _ => {}
    }
    if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") {
        return format!("{noun}es");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// Every form of a verb; `irregular` is "past" or "past/participle".
pub(super) fn forms(base: &str, irregular: Option<&str>) -> Vec<(String, u8)> {
    let bytes = base.as_bytes();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let n = bytes.len();
    let short =
        n >= 3 && !vowel(bytes[n - 1]) && !matches!(bytes[n - 1], b'w' | b'x' | b'y') && vowel(bytes[n - 2]) && !vowel(bytes[n - 3]);
    let syllables = bytes.windows(2).filter(|w| vowel(w[0]) && !vowel(w[1])).count();
    let double = short
        && (syllables == 1
            || matches!(
                base,
                "kidnap"
                    | "admit"
                    | "commit"
                    | "permit"
                    | "refer"
                    | "prefer"
                    | "occur"
                    | "rebel"
                    | "control"
                    | "expel"
                    | "repel"
                    | "compel"
                    | "submit"
                    | "transfer"
                    | "deter"
                    | "incur"
                    | "forbid"
                    | "patrol"
            ));
    let stem = match bytes[n - 1] {
        b'e' if !base.ends_with("ee") => base[..n - 1].to_owned(),
        last if double => format!("{base}{}", char::from(last)),
        _ => base.to_owned(),
    };
    let ing = if base.ends_with("ie") {
        format!("{}ying", &base[..n - 2])
    } else {
        format!("{stem}ing")
    };
    let mut out = vec![
        (base.to_owned(), form::BASE),
        (
            plural(base).replace("men", if base.ends_with("man") { "mans" } else { "men" }),
            form::S,
        ),
        (ing, form::ING),
    ];
    if let Some(irregular) = irregular {
        let (past, participle) = irregular.split_once('/').unwrap_or((irregular, irregular));
        out.push((past.to_owned(), form::PAST));
        out.push((participle.to_owned(), form::PARTICIPLE));
    } else {
        let past = match base.strip_suffix('y') {
            Some(short) if !short.ends_with(['a', 'e', 'o', 'u']) => format!("{short}ied"),
            _ => format!("{stem}ed"),
        };
        out.push((past, form::PAST | form::PARTICIPLE));
    }
    out
}
