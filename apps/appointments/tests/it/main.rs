//! Appointments through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod back_office;
mod book_page;
mod booking;
mod busy_feed;
mod doors;
mod first_coach;
mod history;
mod hits;
mod holds;
mod keepers;
mod link;
mod link_moving;
mod mails;
mod model;
mod moving;
mod notes;
mod office;
mod one_connection;
mod past;
mod people;
mod periods;
mod pictures;
mod plans;
mod practice;
mod proposals;
mod races;
mod refusals;
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
