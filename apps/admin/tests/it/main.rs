//! The back office through the real router.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod actions;
mod browser;
mod exports;
mod forms;
mod garden;
mod lists;
mod place;
mod sample;
mod saved_views;
mod system;
