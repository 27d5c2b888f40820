//! The kernel's database and the testkit itself, on both engines.

mod app;
mod migrations;
mod pages;
mod search;
mod throttles;
mod transactions;
