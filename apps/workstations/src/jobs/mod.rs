//! What follows from a change, and what runs by itself.

pub(crate) mod live;
pub(crate) mod people;

use preau_kernel::jobs::{JobKind, Periodic};

pub(crate) fn kinds() -> Vec<JobKind> {
    live::kinds().into_iter().chain(people::kinds()).collect()
}

pub(crate) fn periodic() -> Vec<Periodic> {
    live::periodic().into_iter().chain(people::periodic()).collect()
}
