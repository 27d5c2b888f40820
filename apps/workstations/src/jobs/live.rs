//! What the channel to the seats does by itself.

use preau_kernel::jobs::{JobKind, Periodic};

pub(crate) fn kinds() -> Vec<JobKind> {
    Vec::new()
}

pub(crate) fn periodic() -> Vec<Periodic> {
    Vec::new()
}
