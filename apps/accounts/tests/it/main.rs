//! Accounts through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod login;
mod pages;
mod place;
