//! The lexicon as the source of a constant, which the build script writes.

use std::collections::HashMap;
use std::fmt::Write;

use super::draft::Draft;
use super::word::Word;
use crate::text::give_slots;

/// The expression of the [`super::Lexicon`] of a draft.
pub(crate) fn source(draft: &Draft) -> String {
    let mut entries = vec![Word::default()];
    let mut places = HashMap::new();
    let words = draft.entries.iter().map(|(hash, word)| {
        let entry = Word { lemma: 0, ..*word };
        let key = (entry.classes, entry.forms, entry.time, entry.beside);
        let place = *places.entry(key).or_insert_with(|| {
            entries.push(entry);
            entries.len() - 1
        });
        let place = u16::try_from(place).expect("the places of the entries are 16 bits");
        (*hash, hash >> 32 << 32 | u64::from(word.lemma) << 16 | u64::from(place))
    });
    let words: Vec<(u64, u64)> = words.collect();
    let (shifts, slots) = give_slots(&words);
    let slots: Vec<u64> = slots.into_iter().map(|filled| filled.unwrap_or_default()).collect();
    let mut by_name: Vec<u16> = draft.lemma_ids.values().copied().collect();
    by_name.sort_unstable_by_key(|&id| draft.lemmas[usize::from(id)]);
    let mut kinds: Vec<&str> = draft.event_kinds.values().copied().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let number = |kind: &&str| kinds.binary_search(kind).expect("each kind is one of them");
    let mut events: Vec<(u64, usize)> = draft.event_kinds.iter().map(|(hash, kind)| (*hash, number(kind))).collect();
    events.sort_unstable();
    let mut ends = Vec::new();
    let mut names = String::new();
    for lemma in &draft.lemmas {
        names.push_str(lemma);
        ends.push(u16::try_from(names.len()).expect("the names of the verbs are shorter than 64 kB"));
    }
    let mut out = String::new();
    let _ = write!(
        out,
        "Lexicon {{ words: Table {{ shifts: &{shifts:?}, slots: &{slots:?}, entries: &{entries:?} }}, lemmas: {names:?}, lemma_ends: &{ends:?}, by_name: &{by_name:?}, \
         events: &{events:?}, event_kinds: &{kinds:?}, times: &{:?} }}",
        draft.times
    );
    out
}
