//! Pure rules of the computer rooms.
//!
//! Map: `code` access codes · `key` keys of seats · `life` what may happen to a session, and how much of it is used ·
//! `hours` until when the place is open · `limits` minutes per day · `warning` when a visitor is warned · `status` how a
//! seat is shown.

pub mod code;
pub mod hours;
pub mod key;
pub mod life;
pub mod limits;
pub mod live;
pub mod people;
pub mod status;
pub mod warning;
