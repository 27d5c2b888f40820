//! Jobs of absences.

use preau_kernel::jobs::{JobKind, Periodic};

pub(super) fn kinds() -> Vec<JobKind> {
    Vec::new()
}

pub(super) fn periodic() -> Vec<Periodic> {
    Vec::new()
}
