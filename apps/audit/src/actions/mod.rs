//! One write = one function = one transaction (or, where it says so, several bounded ones).

mod erase;
mod retain;
mod seal;

pub use erase::{erase, merge};
pub use retain::{Cleaned, outlook, retain};
pub use seal::{BATCH, seal};
