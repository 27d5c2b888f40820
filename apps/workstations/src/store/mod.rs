//! The only queries of the computer rooms. Fixed verbs: get (row or 404), find (option), list, insert, update, delete.

pub mod live;
pub mod people;
