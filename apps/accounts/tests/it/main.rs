//! Accounts through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod desk;
mod end_of_life;
mod first_password;
mod login;
mod memory;
mod merging;
mod pages;
mod people;
mod people_change;
mod people_input;
mod photos;
mod place;
mod ranks;
