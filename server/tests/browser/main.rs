//! The pages in a real Chromium, with and without scripts, on a demonstration's data.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod axe;
mod bulk;
mod chromium;
mod desk;
mod editors;
mod export;
#[path = "../admin/fill.rs"]
mod fill;
mod pages;
mod place;
mod webdriver;
