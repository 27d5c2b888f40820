//! The back office over everything that is declared: what a page costs, and that every page is sound HTML.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod budget;
mod fill;
mod pages;
mod visitor;
