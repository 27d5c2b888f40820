//! Windows. UNBUILT: its target could not be had where this was written; nothing here has been compiled or run.
//!
//! The system is asked once, at the start, since when it runs (a count that includes sleep) and which start this is;
//! from there `Instant` goes on, which also runs while the machine sleeps.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use preau_seat_protocol::Moment;

use crate::failure::{Failure, OrFail};

pub(crate) const DEFAULT_STATE_DIR: &str = "C:\\ProgramData\\preau-kiosk";
const ASK: &str = "(Get-CimInstance Win32_PerfFormattedData_PerfOS_System).SystemUpTime; \
                   (Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters').BootId";

pub(super) struct Clocks {
    boot: String,
    up_ms: i64,
    since: Instant,
}

impl Clocks {
    pub(super) fn new() -> Result<Self, Failure> {
        let said =
            Command::new("powershell.exe").args(["-NoProfile", "-Command", ASK]).output().or_fail("powershell.exe")?;
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
        let up: i64 = lines.next().unwrap_or_default().parse().or_fail("SystemUpTime")?;
        let boot = lines.next().unwrap_or_default().to_owned();
        // Whole seconds: up to one more has gone by.
        Ok(Self { boot, up_ms: (up + 1) * 1_000, since: Instant::now() })
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
    pub(super) fn now(&self) -> Moment {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment {
            boot: self.boot.clone(),
            up_ms: self.up_ms + i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX),
            wall_ms: i64::try_from(wall.as_millis()).unwrap_or(i64::MAX),
        }
    }
}

/// Rights are those of the folder, which the installer gives to the service alone.
pub(crate) fn is_readable_by_others(_path: &Path) -> bool {
    false
}

pub(crate) fn keep_private(_file: &File) -> std::io::Result<()> {
    Ok(())
}
