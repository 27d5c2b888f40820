//! Queries of visitors and what concerns them.
//!
//! Map: `visitors` files · `doubles` the look-up · `categories` · `texts` and `consents` · `batches` · `queue` ·
//! `reservations` · `busy` when seats are taken · `statistics` · `retention` what has reached its term · `hand_over` what
//! becomes of a visitor’s traces · `visits` sessions of one.

pub mod batches;
pub mod busy;
pub mod categories;
pub mod consents;
pub mod demo;
pub mod doubles;
pub mod hand_over;
pub mod queue;
pub mod reservations;
pub mod retention;
pub mod statistics;
pub mod texts;
pub mod visitors;
pub mod visits;
