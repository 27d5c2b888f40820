//! Work that follows from a change, and what runs by itself. Map: here that of the timetable · `attendance` · `absences`.

mod absences;
mod attendance;

use preau_kernel::jobs::{JobKind, Periodic};

pub(crate) fn kinds() -> Vec<JobKind> {
    let own = Vec::new();
    own.into_iter().chain(attendance::kinds()).chain(absences::kinds()).collect()
}

pub(crate) fn periodic() -> Vec<Periodic> {
    let own = Vec::new();
    own.into_iter().chain(attendance::periodic()).chain(absences::periodic()).collect()
}
