//! Rules without I/O.

pub mod absences;
pub mod attendance;
