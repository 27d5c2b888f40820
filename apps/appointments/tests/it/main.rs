//! Appointments through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod back_office;
mod booking;
mod holds;
mod link;
mod link_moving;
mod mails;
mod model;
mod moving;
mod notes;
mod office;
mod people;
mod pictures;
mod practice;
mod races;
mod roles;
mod rules;
mod site;
mod waiting;

#[path = "../../../accounts/tests/it/pages/browser.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod browser;
#[path = "../../../accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;
