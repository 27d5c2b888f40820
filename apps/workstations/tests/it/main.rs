//! The computer rooms through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod back_office;
mod codes;
mod guessing;
mod limits;
mod live;
mod log;
mod model;
mod nodes;
mod people;
mod plans;
mod races;
mod roles;
mod rooms;
mod seats;
mod sessions;
mod settings;
mod skeleton;
mod story;

#[path = "../../../accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;

#[path = "../../../accounts/tests/it/pages/browser.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod browser;
