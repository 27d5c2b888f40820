//! The pages in a real Chromium, with and without scripts, on a demonstration's data.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod admin;
mod axe;
mod chromium;
mod place;
