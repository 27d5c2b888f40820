//! The kernel's services on both engines, through their public functions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod backup;
mod files;
mod jobs;
mod mail;
mod place;
mod purge;
mod support;
