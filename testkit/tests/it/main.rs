//! The kernel's database and the testkit itself, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod app;
mod events;
mod migrations;
mod pages;
mod search;
mod throttles;
mod timed;
mod together;
mod transactions;
