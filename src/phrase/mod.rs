//! Phrases and clauses: base noun phrases with heads, verb groups with lemma, voice and polarity, and who is
//! subject and object of what. A cascade of finite-state passes, linear in the sentence (Hobbs et al. 1997, FASTUS).

mod arguments;
mod aside;
mod chunk;
mod clause;
mod compound;
mod count;
mod gerund;
mod headline;
mod hyphen;
mod lists;
mod modifier;
mod nonfinite;
mod noun;
mod noun_kind;
mod parts;
mod prepositional;
mod reduced;
mod shared;
mod subject;
mod units;
mod verb;

pub(crate) use arguments::{Arguments, Indices, REVENGE};
pub(crate) use chunk::{Chunk, ChunkKind, Chunker, NounPhrase, Phrases, VerbGroup};
pub(crate) use clause::Clauses;
pub(crate) use compound::{ALIAS, DIRECTIONS};
pub(crate) use noun_kind::{ARMED, CIVIL, NOUN_KINDS, noun_kind};
pub(crate) use units::{Starts, Unit, Units};
pub(crate) use verb::DENIES;
