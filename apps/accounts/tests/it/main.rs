//! Accounts through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod codes;
mod desk;
mod doors;
mod end_of_life;
mod first_password;
mod import;
mod login;
mod logins;
mod memory;
mod merging;
mod pages;
mod passwords;
mod people;
mod people_change;
mod people_input;
mod photos;
mod place;
mod ranks;
mod registration;
mod reset;
mod tokens;
