//! The lists of the crate, as the build script indexed them.

use std::sync::{Arc, LazyLock};

use super::words::Ordinary;
use super::{Gazetteer, Layout};

/// Bytes that begin with a cache line, as an image wants them.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

/// What `build.rs` makes of the lists in `gazetteers/`.
static IMAGE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/gazetteers.bin")));

pub(super) static ORDINARY: LazyLock<Ordinary> = LazyLock::new(|| Ordinary::parse(include_str!("../../gazetteers/words.txt")));

/// Not verified: a damaged program has other troubles.
pub(super) static INSTANCE: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| {
    let layout = Layout::read(&IMAGE.0);
    debug_assert!(layout.is_ok(), "{layout:?}");
    Arc::new(Gazetteer {
        bytes: Arc::new(&IMAGE.0),
        layout: layout.unwrap_or_default(),
        warnings: Arc::default(),
        capitals: Arc::default(),
    })
});
