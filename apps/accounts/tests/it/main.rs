//! Accounts through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod desk;
mod first_password;
mod login;
mod people;
mod people_change;
mod people_input;
mod place;
