//! The kernel's services on both engines, through their public functions.

mod backup;
mod files;
mod jobs;
mod mail;
mod place;
mod support;
