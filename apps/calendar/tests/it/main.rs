//! The calendar through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod claims;
mod feeds;
mod model;
mod office;
mod outside;
mod places;
mod plans;
mod races;
mod taking;

#[path = "../../../accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;
