//! The agent of a seat: one process that shows the lock screen, counts the time down, and speaks with the server.
//!
//! Map: `config` what `kiosk.toml` says · `agent` the seat and what it makes happen · `disk` what it keeps · `link` the
//! connection, made again and again · `screen` locking, unlocking and the browsers · `page` the lock screen on loopback ·
//! `web` the two requests that are no messages · `tls` · `platform` what differs by system · `check`, `enrol`, `serve` the
//! commands · `simulate` a room full of seats, for tests.
//!
//! What is shown and locked follows from `preau_seat_protocol::Seat` alone, which has no clock and no network; this crate
//! brings it both. A seat that cannot write down what it was told locks, and says so in the log.

mod agent;
mod check;
mod config;
mod disk;
mod enrol;
mod failure;
mod link;
mod page;
mod platform;
mod screen;
mod serve;
pub mod simulate;
mod tls;
mod web;

pub use agent::Agent;
pub use check::{Finding, check};
pub use config::{Commands, Config};
pub use disk::Disk;
pub use enrol::enrol;
pub use failure::Failure;
pub use link::{Faults, Link};
pub use platform::{Clock, SystemClock};
pub use serve::serve;

/// As the server reads it at `hello`.
pub(crate) const AGENT: &str = concat!("preau-kiosk/", env!("CARGO_PKG_VERSION"));
