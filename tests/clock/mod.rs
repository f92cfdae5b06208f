//! Time that other programs do not spoil.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The time that this thread has spent on the processor, where the system tells it; else the time of day.
pub fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    // The system counts up to a tick, or to where a thread gives way.
    std::thread::yield_now();
    let own = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = own.and_then(|s| s.split_whitespace().next()?.parse().ok());
    own.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The time since then.
pub fn since(start: Duration) -> Duration {
    now().saturating_sub(start)
}
