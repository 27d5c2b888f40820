//! Pure rules of the computer rooms.

pub mod live;
pub mod people;
