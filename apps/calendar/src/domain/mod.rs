//! Pure rules: no I/O, no clock.
//!
//! Map: `interval` spans of instants · `wall` clocks on walls · `weekly` opening rules and exceptions · `holidays` public
//! ones, without a network · `opening` what is open when, and why · `claim` who is taken when · `ical` calendars as
//! text.

pub mod claim;
pub mod holidays;
pub mod ical;
pub mod interval;
pub mod opening;
pub mod wall;
pub mod weekly;
