//! From text to tokens, sentences and the case style of the article.

mod bits;
mod case;
mod fold;
mod furniture;
mod lines;
mod near;
mod owner;
mod scan;
mod sentence;
mod slots;
mod token;
mod word_set;

pub(crate) use bits::{gather, gather_all, ones, those};
pub use case::CaseStyle;
pub(crate) use case::case_style;
pub(crate) use fold::{NO_PARTS, add_part, fold_into, hash_all, hash_folded, hash_name, hash_parts, hash_word, hashes, name_parts, small};
pub(crate) use furniture::mark_furniture;
pub(crate) use near::{first_words, head, last_words, tail};
pub(crate) use owner::mark_owners;
pub use sentence::Sentence;
pub(crate) use sentence::split_sentences;
pub(crate) use slots::{give_slots, home, slot};
pub use token::Token;
pub(crate) use token::tokenize;
pub(crate) use word_set::{Sieve, WordSet};
