//! Accounts through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod codes;
mod demo;
mod desk;
mod doors;
mod end_of_life;
mod first_password;
mod forgery;
mod import;
mod import_django;
mod lists;
mod load;
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
mod plans;
mod ranks;
mod registration;
mod reset;
mod revocation;
mod rotation;
mod superuser;
mod throttle;
mod tokens;
mod trail;
