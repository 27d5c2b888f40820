//! Registers, marks and check-in.

mod attacks;
mod history;
mod lessons;
mod office;
mod races;
mod registers;
mod reminders;
mod roles;
mod scope;
mod socket;
mod windows;

pub(crate) use roles::TABLE;
