//! Folding: the form of a word that lists and rules are compared with.

use smallvec::SmallVec;

/// Appends `word` to `out` in lower case, without marks, apostrophes, soft hyphens and other invisible characters.
pub(crate) fn fold_into(word: &str, out: &mut String) {
    fold(word, |c| out.push(c));
}

/// Gives the folded characters to `out`, one by one.
fn fold(word: &str, mut out: impl FnMut(char)) {
    for c in word.chars() {
        match c {
            'A'..='Z' => out(c.to_ascii_lowercase()),
            '\'' => {}
            c if c.is_ascii() => out(c),
            c => fold_char(c, &mut out),
        }
    }
}

fn fold_char(c: char, out: &mut impl FnMut(char)) {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {}
        '‘' | '’' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´' => {}
        'ß' | 'ẞ' => "ss".chars().for_each(out),
        'Æ' | 'æ' => "ae".chars().for_each(out),
        'Œ' | 'œ' => "oe".chars().for_each(out),
        'Þ' | 'þ' => "th".chars().for_each(out),
        'ı' | 'İ' => out('i'),
        'Đ' | 'đ' | 'Ð' | 'ð' => out('d'),
        'Ø' | 'ø' => out('o'),
        'Ł' | 'ł' => out('l'),
        _ => {
            if let Some(base) = base_letter(c) {
                out(base);
            } else {
                c.to_lowercase().for_each(out);
            }
        }
    }
}

/// The ASCII letter below the marks of a precomposed Latin letter.
fn base_letter(c: char) -> Option<char> {
    const GROUPS: [(&str, char); 22] = [
        ("ÀÁÂÃÄÅĀĂĄǍàáâãäåāăąǎạảấầẩẫậắằẳẵặẠẢẤẦẬẮẰ", 'a'),
        ("ÇĆĈĊČçćĉċč", 'c'),
        ("ĎďḌḍ", 'd'),
        ("ÈÉÊËĒĔĖĘĚèéêëēĕėęěẹẻẽếềểễệẸẾỀỆ", 'e'),
        ("ĜĞĠĢĝğġģǦǧ", 'g'),
        ("ĤĦĥħḤḥḪḫ", 'h'),
        ("ÌÍÎÏĨĪĬĮìíîïĩīĭįǐịỉỊ", 'i'),
        ("Ĵĵ", 'j'),
        ("Ķķ", 'k'),
        ("ĹĻĽĿĺļľŀ", 'l'),
        ("ÑŃŅŇñńņňṇṅ", 'n'),
        ("ÒÓÔÕÖŌŎŐǑòóôõöōŏőǒọỏốồổỗộớờởỡợơƠỌỐỒỘỚỜỢ", 'o'),
        ("ŔŖŘŕŗř", 'r'),
        ("ŚŜŞŠśŝşšṢṣșȘ", 's'),
        ("ŢŤŦţťŧṬṭțȚ", 't'),
        ("ÙÚÛÜŨŪŬŮŰŲǓùúûüũūŭůűųǔụủứừửữựưƯỤỨỪỰ", 'u'),
        ("Ŵŵ", 'w'),
        ("ÝŶŸýÿŷỳỵỷỹ", 'y'),
        ("ŹŻŽźżžẒẓ", 'z'),
        ("Ə", 'a'),
        ("ə", 'a'),
        ("ẋẍ", 'x'),
    ];
    // Quotes and dashes are no letters with marks: a curly quote in a tenth of the time.
    if !('\u{c0}'..='\u{1eff}').contains(&c) {
        return None;
    }
    GROUPS.iter().find(|(letters, _)| letters.contains(c)).map(|&(_, base)| base)
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND_PRIME: u64 = 0xd6e8_feb8_6659_fd93;
/// The bit that tells a lower-case ASCII letter from its capital; digits and most marks have it already.
const CASE: u64 = 0x2020_2020_2020_2020;

/// The 64-bit hash of the folded form of a word: what every look-up starts from.
pub(crate) fn hash_word(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if bytes.len() <= 8 {
        let eight = up_to_eight(bytes);
        if is_plain(eight) {
            return hash_sixteen([eight, 0], bytes.len());
        }
    } else if all_plain(bytes) {
        return hash_bytes(bytes);
    }
    let mut folded: SmallVec<[u8; 64]> = SmallVec::new();
    fold(word, |c| folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
    hash_bytes(&folded)
}

/// Words in small letters.
pub(crate) fn small(words: &str) -> impl Iterator<Item = char> {
    words.chars().flat_map(char::to_lowercase)
}

/// The parts of a name, between spaces, line ends and hyphens of every kind.
pub(crate) fn name_parts(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    let joint = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{feff}');
    name.split(joint).filter(|part| !part.is_empty())
}

/// The hash of the parts of a name in their order: "Abu-Bakr" and "Abu Bakr", broken over two lines or not, are one name.
pub(crate) fn hash_name(name: &str) -> u64 {
    if all_plain(name.as_bytes()) {
        // Most names: between bytes in two thirds of the time that characters take.
        let joint = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ' | b'-');
        let parts = name.as_bytes().split(joint).filter(|part| !part.is_empty());
        return hash_parts(parts.map(hash_bytes));
    }
    hash_parts(name_parts(name).map(hash_word))
}

/// The hash of a name from those of its parts.
#[inline]
pub(crate) fn hash_parts(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(NO_PARTS, add_part)
}

/// The hash of a name without any part.
pub(crate) const NO_PARTS: u64 = SEED;

/// The hash of a name with another part behind it.
#[inline]
pub(crate) fn add_part(name: u64, part: u64) -> u64 {
    let mixed = (name.rotate_left(25) ^ part).wrapping_mul(PRIME);
    mixed ^ (mixed >> 32)
}

/// Up to eight bytes as one number, the first in its low ones. Of four or more both ends are read, which may share bytes: a copy of
/// a length that only the run knows would be a call.
#[inline]
fn up_to_eight(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(head), Some(tail)) => {
            let (head, tail) = (u32::from_le_bytes(*head), u32::from_le_bytes(*tail));
            u64::from(head) | u64::from(tail) << (8 * (bytes.len() - 4))
        }
        _ => bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)),
    }
}

/// Whether eight bytes are ASCII without an apostrophe: nothing of them is folded but their case.
#[inline]
const fn is_plain(bytes: u64) -> bool {
    const LOW: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = LOW << 7;
    // A byte that is an apostrophe becomes zero, and borrows.
    let marks = bytes ^ (LOW * b'\'' as u64);
    (bytes | marks.wrapping_sub(LOW) & !marks) & HIGH == 0
}

/// The same of any number of bytes.
fn all_plain(bytes: &[u8]) -> bool {
    bytes.chunks(8).all(|chunk| is_plain(up_to_eight(chunk)))
}

/// The hash of folded bytes: sixteen a step, the last ones with zeros behind them.
fn hash_bytes(bytes: &[u8]) -> u64 {
    if bytes.len() <= 8 {
        return hash_sixteen([up_to_eight(bytes), 0], bytes.len());
    }
    let two = |part: &[u8]| {
        let (head, tail) = part.split_at(part.len().min(8));
        [up_to_eight(head), up_to_eight(tail)]
    };
    let seed = SEED ^ (bytes.len() as u64);
    finish(bytes.chunks(16).fold(seed, |hash, part| step(hash, two(part))))
}

/// The hash of a word of up to sixteen bytes, with zeros behind them: most words, without a branch.
#[inline]
const fn hash_sixteen(bytes: [u64; 2], n: usize) -> u64 {
    hash_seeded(bytes, seed(n))
}

/// The same with the [`seed`] of the length.
#[inline]
pub(super) const fn hash_seeded(bytes: [u64; 2], seed: u64) -> u64 {
    finish(step(seed, bytes))
}

/// What the hash of a word of so many bytes starts from.
pub(super) const fn seed(n: usize) -> u64 {
    SEED ^ (n as u64)
}

/// The case bit is set in all bytes, which folds ASCII.
const fn step(hash: u64, [first, second]: [u64; 2]) -> u64 {
    let mixed = (hash ^ (first | CASE)).wrapping_mul(PRIME) ^ (second | CASE).wrapping_mul(SECOND_PRIME);
    mixed ^ (mixed >> 32)
}

const fn finish(hash: u64) -> u64 {
    hash ^ (hash >> 29)
}

/// The hash of a word that is folded already, for constants: the stages compare words as numbers.
pub(crate) const fn hash_folded(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let n = bytes.len();
    let (mut hash, mut at) = (SEED ^ (n as u64), 0);
    loop {
        let mut two = [0; 2];
        let mut i = 0;
        while i < 16 && at + i < n {
            two[i / 8] |= (bytes[at + i] as u64) << (8 * (i % 8));
            i += 1;
        }
        hash = step(hash, two);
        at += 16;
        if at >= n {
            return finish(hash);
        }
    }
}

/// The hashes of folded words, for constants.
pub(crate) const fn hash_all<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut hashes = [0; N];
    let mut i = 0;
    while i < N {
        hashes[i] = hash_folded(words[i]);
        i += 1;
    }
    hashes
}

/// The hashes of folded words, reckoned by the compiler.
macro_rules! hashes {
    ($($word:literal),* $(,)?) => { &const { $crate::text::hash_all([$($word),*]) } };
}
pub(crate) use hashes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (a, b) in [
            ("Da'esh", "DAESH"),
            ("Shi’ite", "shiite"),
            ("Córdoba", "cordoba"),
            ("Co\u{301}rdoba", "Córdoba"),
            ("ter\u{ad}ror", "terror"),
            ("İstanbul", "istanbul"),
            ("Şırnak", "Sirnak"),
            ("Łódź", "lodz"),
            ("МОСКВА", "москва"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Æsir", "aesir"),
            ("Œuvre", "oeuvre"),
            ("œuvre", "oeuvre"),
            ("Þór", "thor"),
            ("Đorđe", "dorde"),
            ("Ðað", "dad"),
            ("Øster", "oster"),
            ("Hłasko", "hlasko"),
            ("Ağdam", "agdam"),
            ("Əli", "ali"),
            ("Əhməd", "ahmad"),
            ("Huế", "hue"),
            ("Đắk Nông", "dak nong"),
            ("‘Ali’", "ali"),
            ("ʿAliʾ", "ali"),
            ("ʻAliʼ", "ali"),
            ("Qur´an", "quran"),
            ("al\u{2060}Qaeda\u{feff}", "alQaeda"),
            ("\u{200f}Kabul\u{200b}", "Kabul"),
        ] {
            assert_eq!(hash_word(a), hash_word(b), "{a} {b}");
        }
    }

    #[test]
    fn joints_of_a_name_do_not_tell_names_apart() {
        for joint in [" ", "\u{a0}", "\n", "  ", "\u{2010}", "\u{2011}", "\u{202f}"] {
            assert_eq!(
                hash_name(&format!("Nasser al{joint}Bahri")),
                hash_name("Nasser al-Bahri"),
                "{joint:?}"
            );
        }
        assert_ne!(hash_name("Nasser al-Bahri"), hash_name("Nasser Albahri"));
        assert_ne!(hash_name("Omar Dale"), hash_name("Dale Omar"));
    }

    #[test]
    fn constants_are_the_hashes_of_words() {
        for word in [
            "",
            "a",
            "to",
            "the",
            "that",
            "seven",
            "seventy",
            "thousand",
            "according",
            "responsibilities",
            "£",
        ] {
            assert_eq!(hash_folded(word), hash_word(word), "{word}");
        }
    }

    /// The hash reads eight bytes at a time where a word is plain; it is always that of the folded letters.
    #[test]
    fn a_hash_is_that_of_the_folded_letters_wherever_a_mark_stands() {
        for length in 0..=26 {
            let word: String = ('a'..='z').take(length).collect();
            for at in 0..=length {
                for put in ["", "'", "é", "\u{ad}", "Z", "&", "(", "9", "\u{7f}", "я", "-"] {
                    let written = format!("{}{put}{}", &word[..at], &word[at..]);
                    let mut folded = String::new();
                    fold_into(&written, &mut folded);
                    assert_eq!(hash_word(&written), hash_folded(&folded), "{written:?}");
                    assert_eq!(hash_word(&written.to_uppercase()), hash_folded(&folded), "{written:?}");
                    let name = format!("{written} {written}-Oru\t{word}");
                    let marked = format!("{written}\u{a0}{written}\u{2010}Oru \n{word}");
                    assert_eq!(hash_name(&name), hash_name(&marked), "{name:?}");
                }
            }
        }
    }

    #[test]
    fn different_words_differ() {
        assert_ne!(hash_word("bomb"), hash_word("tomb"));
        assert_ne!(hash_word("u.s"), hash_word("us"));
    }
}
