//! Tables of what is found and what is not; what wrong lists are told is in `tests/messages`.

use super::*;
use crate::text::{CaseStyle, case_style};
use std::fmt::Write;

/// The hits of `text` as `surface=kind:canonical`, joined by `; `.
fn hits_with(lists: &Gazetteer, text: &str, style: Option<CaseStyle>) -> String {
    let (mut tokens, mut hits) = (Vec::new(), Vec::new());
    tokenize(text, &mut tokens);
    lists.find(text, &tokens, style.unwrap_or_else(|| case_style(&tokens, tokens.len())), &mut hits);
    let mut out = String::new();
    for hit in hits {
        let span = tokens[hit.first as usize].span().cover(tokens[hit.end as usize - 1].span());
        let entry = lists.entry(hit.entry);
        let separator = if out.is_empty() { "" } else { "; " };
        write!(out, "{separator}{}={}:{}", span.text(text), entry.kind(), entry.name()).unwrap();
    }
    out
}

fn check(style: Option<CaseStyle>, cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = hits_with(Gazetteer::builtin(), text, style);
        if found != *expected {
            writeln!(wrong, "{text}\n  found    {found}\n  expected {expected}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn names_are_found_in_mixed_case() {
    check(
        Some(CaseStyle::Mixed),
        &[
            (
                "ISIS-K fighters hit Kerman.",
                "ISIS-K=group:Islamic State – Khorasan Province; Kerman=place:Kerman",
            ),
            (
                "ISIS K and Islamic State-Khorasan",
                "ISIS K=group:Islamic State – Khorasan Province; Islamic State-Khorasan=group:Islamic State – Khorasan Province",
            ),
            (
                "The Islamic State, through its Amaq News Agency, said",
                "Islamic State=group:Islamic State; Amaq News Agency=media:Amaq News Agency",
            ),
            (
                "Islamic State of Iraq and the Levant",
                "Islamic State of Iraq and the Levant=group:Islamic State",
            ),
            (
                "IS said it hit US troops.",
                "IS=group:Islamic State; US troops=security_force:U.S. military",
            ),
            (
                "al Qa'ida, Al-Qaeda and al-Qaida's men",
                "al Qa'ida=group:al-Qaeda; Al-Qaeda=group:al-Qaeda; al-Qaida=group:al-Qaeda",
            ),
            (
                "Turkish police detained Tajik nationals in Istanbul's Basaksehir district",
                "Turkish police=security_force:Turkish police; Tajik=nationality:Tajik; Istanbul=place:Istanbul; Basaksehir=place:Basaksehir",
            ),
            (
                "Central Asians and Uzbeks",
                "Central Asians=nationality:Central Asian; Uzbeks=nationality:Uzbek",
            ),
            (
                "in Ar-Raqqah and Raqqa, Syria",
                "Ar-Raqqah=place:Raqqa; Raqqa=place:Raqqa; Syria=place:Syria",
            ),
            ("Fallujah and Al-Fallujah", "Fallujah=place:Fallujah; Al-Fallujah=place:Fallujah"),
            (
                "Dallas, Tex. and Kunar province",
                "Dallas=place:Dallas; Tex.=place:Texas; Kunar province=place:Kunar",
            ),
            (
                "the U.S.-led strikes on the Pentagon",
                "U.S.=place:United States; Pentagon=government:Pentagon",
            ),
            (
                "the FBI, the Mossad and the Quds Force",
                "FBI=security_force:Federal Bureau of Investigation; Mossad=security_force:Mossad; Quds Force=security_force:Quds Force",
            ),
            (
                "AFP and Al Jazeera quoted the U.N. on Darfur",
                "AFP=media:Agence France-Presse; Al Jazeera=media:Al Jazeera; U.N.=organization:United Nations; Darfur=place:Darfur",
            ),
            ("Israel-Hamas war", "Israel=place:Israel; Hamas=group:Hamas"),
            (
                "Jordan and Chad and Turkey",
                "Jordan=place:Jordan; Chad=place:Chad; Turkey=place:Turkey",
            ),
            ("Kyiv, Kiev and Moscow", "Kyiv=place:Kyiv; Kiev=place:Kyiv; Moscow=place:Moscow"),
            (
                "The Syrian Observatory for Human Rights said",
                "Syrian Observatory for Human Rights=organization:Syrian Observatory for Human Rights",
            ),
            (
                "the Islamic State group in Asia and Virginia",
                "Islamic State=group:Islamic State; Asia=place:Asia; Virginia=place:Virginia",
            ),
            ("Washington said", "Washington=place:Washington"),
            ("He flew to Dallas, TX.", "Dallas=place:Dallas; TX=place:Texas"),
        ],
    );
}

#[test]
#[cfg(feature = "world-places")]
fn small_towns_that_are_words_are_found_where_a_place_stands() {
    check(
        Some(CaseStyle::Mixed),
        &[("He was in Nice and then in Reading.", "Nice=place:Nice; Reading=place:Reading")],
    );
}

#[test]
fn words_are_not_names_in_mixed_case() {
    check(
        Some(CaseStyle::Mixed),
        &[
            ("It is said that us and who it was", ""),
            ("a turkey, a china plate and chad", ""),
            ("Nice work. Reading is fun. Mobile phones", ""),
            ("an Islamic state", ""),
            ("The police can march in may.", ""),
            ("isis and nato and reuters", ""),
            ("Isis the goddess", ""),
            ("We Said Who Is", ""),
            ("Police held the men. Can you? Of course. March on.", ""),
            ("the Security Service", ""),
            ("Mr. London and R. London and London R. Paz", ""),
        ],
    );
}

#[test]
fn capitals_and_lower_case_have_their_own_rules() {
    check(
        Some(CaseStyle::Upper),
        &[
            ("POLICE CAN BE READING OF A NICE MOBILE IN MARCH", ""),
            (
                "BOMB IN SAN SALVADOR, EL SALVADOR",
                "SAN SALVADOR=place:San Salvador; EL SALVADOR=place:El Salvador",
            ),
            ("ISIS SAID IT IS IN TURKEY", "ISIS=group:Islamic State; TURKEY=place:Turkey"),
            (
                "FMLN AND SHINING PATH",
                "FMLN=group:Farabundo Martí National Liberation Front; SHINING PATH=group:Shining Path",
            ),
            ("THE SALVADORAN ARMY", "SALVADORAN ARMY=security_force:Salvadoran Army"),
        ],
    );
    check(
        Some(CaseStyle::Lower),
        &[
            (
                "the islamic state hit mosul in iraq",
                "islamic state=group:Islamic State; mosul=place:Mosul; iraq=place:Iraq",
            ),
            ("the turkey and the china of the nice man is on the mobile", ""),
            ("us police said may was long", ""),
            (
                "boko haram in northern nigeria",
                "boko haram=group:Boko Haram; nigeria=place:Nigeria",
            ),
        ],
    );
}

#[test]
fn the_lists_of_a_user_win() {
    let list = "# mine\nkind\tname\taliases\tcountry\tid\ngroup\tRed Dawn\tRD:exact|red ones:cue\tIQ\tmine\nplace\tMosul\t\tIQ\tx\n";
    let mine = Gazetteer::builtin().with(&[("mine.tsv".into(), list.into())]).unwrap();
    assert_eq!(
        hits_with(&mine, "The Red Dawn (RD) held Mosul.", None),
        "Red Dawn=group:Red Dawn; RD=group:Red Dawn; Mosul=place:Mosul"
    );
    assert_eq!(mine.lookup("mosul")[0].id(), "x");
    assert_eq!(mine.lookup("red-dawn")[0].country(), Some("IQ"));
    let again = mine
        .with(&[("more.tsv".into(), "kind\tname\tid\norganization\tBlue Dusk\tmine\n".into())])
        .unwrap();
    assert_eq!(
        hits_with(&again, "Red Dawn and Blue Dusk", Some(CaseStyle::Mixed)),
        "Blue Dusk=organization:Blue Dusk"
    );
    assert!(again.lookup("Red Dawn").is_empty());
}

#[test]
fn the_builtin_lists_are_sound() {
    // That they hold no mistake is what the build script checks.
    let lists = Gazetteer::builtin();
    assert!(lists.verify().is_ok());
    assert!(lists.entries().all(|e| !e.name().is_empty() && lists.get(&e.id()) == Some(e)));
    assert_eq!(lists.len(), lists.entries().count(), "ids are unique over all lists");
    for (name, country, subkind) in [
        ("Syria", "SY", "country"),
        ("Kabul", "AF", "capital"),
        ("Kerman", "IR", "city"),
        ("Texas", "US", "admin1"),
        ("Georgia", "GE", "country"),
    ] {
        let entry = lists.lookup(name)[0];
        assert_eq!((entry.name(), entry.country(), entry.subkind()), (name, Some(country), subkind));
        assert!(entry.coordinates().is_some(), "{name}");
    }
}

#[test]
fn no_spelling_of_the_builtin_lists_has_the_sum_of_letters_of_another_case() {
    let mut counted = 0;
    for list in std::fs::read_dir("gazetteers").unwrap().map(|file| file.unwrap().path()) {
        if list.extension().is_none_or(|ending| ending != "tsv") {
            continue;
        }
        let text = std::fs::read_to_string(&list).unwrap();
        parse::parse("list.tsv", &text, &mut Vec::new(), &mut Vec::new(), |row, _| {
            for alias in row.aliases.iter().filter(|alias| alias.policy != policy::Policy::Fold) {
                let (initial, rest) = alias.text.split_at(alias.text.chars().next().map_or(0, char::len_utf8));
                let title = initial.to_uppercase() + &rest.to_lowercase();
                for other in [alias.text.to_lowercase(), alias.text.to_uppercase(), title] {
                    let alike = candidate::letters(&other) == candidate::letters(alias.text);
                    assert!(other == alias.text || !alike, "{} {other}", alias.text);
                }
                counted += 1;
            }
        });
    }
    assert!(counted > 1000, "{counted}");
}

/// What a whole header says and this program cannot use, shown whole; other headers are in `tests/messages.rs`, which cannot seal one.
#[test]
fn what_a_sealed_header_says_wrong_is_said_whole() {
    const NUMBER: usize = 8;
    let list = "kind\tname\nkind\tbrass_band\nbrass_band\tMirel Brass\n";
    let lists = Gazetteer::default().with(&[("my.tsv".into(), list.into())]).unwrap();
    let mut saved = Vec::new();
    lists.save(&mut saved).unwrap();
    let header = layout::HEADER * NUMBER;
    // The index with a number of its header changed, and the checksum of the header made right again.
    let sealed = |at: usize, number: u64| {
        let mut bytes = saved.clone();
        bytes[at * NUMBER..][..NUMBER].copy_from_slice(&number.to_le_bytes());
        let sum = layout::checksum(&bytes[..header - NUMBER]);
        bytes[header - NUMBER..header].copy_from_slice(&sum.to_le_bytes());
        bytes
    };
    let mut nameless = saved.clone();
    let name = b"brass_band";
    for at in (0..saved.len()).filter(|&at| saved[at..].starts_with(name)) {
        nameless[at] = b'!';
    }
    for (bytes, said) in [
        (
            sealed(2, 7),
            "a version of dateline wrote it that reads words otherwise: save it anew from its lists",
        ),
        (sealed(3, u64::MAX), "its header is damaged"),
        (sealed(6, u64::MAX), "its header is damaged"),
        (sealed(16, u64::MAX), "its header is damaged"),
        (nameless, "it declares kinds that have no name, or more than a program can know"),
    ] {
        let error = Gazetteer::open(bytes.clone()).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), format!("saved index: {said}"));
        let error = Gazetteer::open_unverified(bytes).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), format!("saved index: {said}"));
    }
}
