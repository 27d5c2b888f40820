//! Accounts through the real router, on both engines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod codes;
mod doors;
mod forgery;
mod load;
mod login;
mod logins;
mod passwords;
mod place;
mod registration;
mod reset;
mod revocation;
mod rotation;
mod throttle;
mod tokens;
