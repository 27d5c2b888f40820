//! Linux: `CLOCK_BOOTTIME` also runs while the machine sleeps, and nobody can set it.

use std::fs::{File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use preau_seat_protocol::Moment;
use rustix::time::{ClockId, clock_gettime};

use crate::failure::{Failure, OrFail};

pub(crate) const DEFAULT_STATE_DIR: &str = "/var/lib/preau-kiosk";
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";

pub(super) struct Clocks {
    boot: String,
}

impl Clocks {
    pub(super) fn new() -> Result<Self, Failure> {
        let boot = std::fs::read_to_string(BOOT_ID).or_fail(BOOT_ID)?;
        Ok(Self { boot: boot.trim().to_owned() })
    }

    pub(super) fn now(&self) -> Moment {
        Moment {
            boot: self.boot.clone(),
            up_ms: milliseconds(ClockId::Boottime),
            wall_ms: milliseconds(ClockId::Realtime),
        }
    }
}

fn milliseconds(clock: ClockId) -> i64 {
    let time = clock_gettime(clock);
    time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
}

/// A key that others on the machine can read is no key.
pub(crate) fn is_readable_by_others(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

pub(crate) fn keep_private(file: &File) -> std::io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o600))
}
