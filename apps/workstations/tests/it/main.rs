//! The computer rooms through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod live;
mod people;
mod rooms;
mod skeleton;

#[path = "../../../accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;
