//! Calendars as text: iCalendar (RFC 5545) and its messages (RFC 5546).
//!
//! Map: `event` what is written · `write` how · `line` the lines of a calendar, read · `busy` when an outside calendar
//! says that somebody is busy · `rule` how a repeating rule reads · `recur` the dates it yields.
//!
//! Times are written in UTC, so that no description of a zone has to travel along. Reading is bounded in everything: an
//! outside feed is hostile until it is read.

pub mod busy;
pub mod event;
pub mod line;
pub mod recur;
pub mod rule;
pub mod write;

#[cfg(test)]
mod tests;
