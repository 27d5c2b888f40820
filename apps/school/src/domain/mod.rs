//! Rules without I/O.

pub mod absences;
pub mod alternatives;
pub mod attendance;
pub mod rule;
pub mod sheet;
pub mod week;
