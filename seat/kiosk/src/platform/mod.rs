//! What differs by system: the clocks, where a seat keeps what it knows, and who else may read it.

#[cfg(not(windows))]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(not(windows))]
use linux as system;
#[cfg(windows)]
use windows as system;

use preau_seat_protocol::Moment;

pub(crate) use system::{DEFAULT_STATE_DIR, is_readable_by_others, keep_private};

/// Where a seat reads the time, so that tests can choose it.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Moment;
}

pub struct SystemClock(system::Clocks);

impl SystemClock {
    /// # Errors
    /// When the system does not say since when it runs.
    pub fn new() -> Result<Self, crate::Failure> {
        system::Clocks::new().map(Self)
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        self.0.now()
    }
}
