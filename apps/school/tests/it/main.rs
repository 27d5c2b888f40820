//! The school through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod absences;
mod attendance;
mod back_office;
mod changes;
mod clashes;
mod demo;
mod digests;
mod large;
mod lessons;
mod lookup;
mod model;
mod moves;
mod person;
mod plans;
mod previews;
mod reach;
mod roles;
mod school;
mod series;
mod sheets;
mod skeleton;
mod structure;
mod weeks;

#[path = "../../../accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;

#[path = "../../../accounts/tests/it/pages/browser.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod browser;
