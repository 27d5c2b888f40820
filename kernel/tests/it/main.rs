//! The kernel's services on both engines, through their public functions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod away;
mod backup;
mod clock;
mod files;
mod jobs;
mod mail;
mod outage;
mod pages;
mod place;
mod pooler;
mod purge;
mod replica;
mod support;
