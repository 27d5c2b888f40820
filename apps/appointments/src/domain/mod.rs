//! The rules of appointments, without I/O.

pub mod figures;
pub mod markdown;
pub mod rules;
pub mod slots;
pub mod slug;
pub mod status;
pub mod why;

#[cfg(test)]
mod tests;
