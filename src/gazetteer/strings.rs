//! The strings of an image.

use rustc_hash::FxHashMap;

use super::image::{Image, text_hash};
use super::layout::Part;

/// Strings that many entries share, by numbers; the empty one has the first.
pub(super) struct Labels {
    pub places: Vec<u32>,
    numbers: FxHashMap<u64, u32>,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            places: vec![0],
            numbers: FxHashMap::from_iter([(text_hash(""), 0)]),
        }
    }
}

impl Labels {
    pub(super) fn of(image: Image<'_>, part: Part) -> Self {
        let places: Vec<u32> = (0..image.layout.count(part))
            .map(|number| image.layout.label(image.bytes, part, number))
            .collect();
        let numbers = places.iter().map(|at| text_hash(image.string(*at))).zip(0..).collect();
        Self { places, numbers }
    }

    pub(super) fn number(&mut self, text: &str, strings: &mut Strings) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let next = self.places.len() as u32;
        let number = *self.numbers.entry(text_hash(text)).or_insert(next);
        if number == next {
            self.places.push(strings.add(text));
        }
        number
    }
}

/// Strings behind their lengths. Most of those that are added again since the image was read stand there once: a small table that
/// the cache holds knows the latest.
pub(super) struct Strings {
    pub bytes: Vec<u8>,
    latest: Vec<(u32, u32)>,
}

/// The size of the table of strings, a power of two.
const LATEST: usize = 1 << 17;

impl Default for Strings {
    /// The empty string stands at 0.
    fn default() -> Self {
        Self::of(&[0])
    }
}

impl Strings {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            latest: vec![(0, 0); LATEST],
        }
    }

    pub(super) fn add(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let hash = text_hash(text);
        let (at, check) = ((hash >> 16) as usize % LATEST, (hash >> 32) as u32);
        let (known, place) = self.latest[at];
        if known == check && place != 0 && string(&self.bytes, place) == text {
            return place;
        }
        let place = self.push(text);
        self.latest[at] = (check, place);
        place
    }

    /// Adds a text that is not there yet.
    pub(super) fn push(&mut self, text: &str) -> u32 {
        let place = self.bytes.len() as u32;
        let mut length = text.len();
        while length >= 0x80 {
            self.bytes.push(length as u8 | 0x80);
            length >>= 7;
        }
        self.bytes.push(length as u8);
        self.bytes.extend_from_slice(text.as_bytes());
        place
    }
}

/// The string at a place among others; empty where there is none.
pub(super) fn string(strings: &[u8], at: u32) -> &str {
    let bytes = string_bytes(strings, at).unwrap_or_default();
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The bytes of that string.
pub(super) fn string_bytes(strings: &[u8], at: u32) -> Option<&[u8]> {
    let (mut length, mut at) = (0usize, at as usize);
    for shift in (0..28).step_by(7) {
        let byte = *strings.get(at)?;
        at += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    strings.get(at..at.checked_add(length)?)
}
