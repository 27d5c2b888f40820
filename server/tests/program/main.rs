//! The real program, as its processes: each test starts its own in a folder of its own and ends only those.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod backup;
mod check;
mod demo;
mod export;
mod faults;
mod import;
mod log;
mod manager;
mod nodes;
mod process;
mod rooms;
mod starting;
mod static_files;
mod stopping;
mod superuser;
mod web;
