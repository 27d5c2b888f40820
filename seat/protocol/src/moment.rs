//! What a seat knows of the time.

use serde::{Deserialize, Serialize};

/// Three looks at the time at once. Only the second never goes back; the first tells whether it may be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Which start of the machine this is; another text after every restart.
    pub boot: String,
    /// Milliseconds since then, those asleep included.
    pub up_ms: i64,
    /// Milliseconds since 1970 by the wall clock, which whoever sits there might have set.
    pub wall_ms: i64,
}

impl Moment {
    /// How much time has gone by since `earlier`, at least: of two clocks, the one that says more.
    pub fn since(&self, earlier: &Self) -> i64 {
        let wall = self.wall_ms.saturating_sub(earlier.wall_ms);
        // After a restart the machine has been up for so long, and `earlier` was before that.
        let up = if self.is_same_boot(earlier) { self.up_ms.saturating_sub(earlier.up_ms) } else { self.up_ms };
        wall.max(up).max(0)
    }

    /// A clock that went back within what calls itself the same start is not believed.
    pub fn is_same_boot(&self, earlier: &Self) -> bool {
        self.boot == earlier.boot && self.up_ms >= earlier.up_ms
    }
}
