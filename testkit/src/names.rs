//! Names that no other test uses.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// `student-5d3f0a9b41c2`: new at every call, in every process.
pub fn random_name(prefix: &str) -> String {
    format!("{prefix}-{:012x}", unique() & 0xffff_ffff_ffff)
}

/// Chance of the process itself, not of the test's seed: two tests with the same seed must not meet.
pub(crate) fn unique() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    RandomState::new().hash_one((std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)))
}
