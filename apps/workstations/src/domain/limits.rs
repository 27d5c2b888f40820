//! Minutes per day and per session; 0 is no limit.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub minutes_per_day: i64,
    pub minutes_per_session: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// So many whole minutes are left of the day.
    Day {
        left: i64,
    },
    Session {
        most: i64,
    },
}

impl Limits {
    pub fn are_none(self) -> bool {
        self.minutes_per_day == 0 && self.minutes_per_session == 0
    }

    /// Whether a session may be (or become) so long. `taken_seconds` of the day are used, or promised by other sessions
    /// that are still open; `adds_seconds` come on top.
    pub fn check(self, session_seconds: i64, taken_seconds: i64, adds_seconds: i64) -> Result<(), Beyond> {
        if self.minutes_per_session > 0 && session_seconds > self.minutes_per_session * 60 {
            return Err(Beyond::Session { most: self.minutes_per_session });
        }
        let day = self.minutes_per_day * 60;
        if day > 0 && taken_seconds + adds_seconds > day {
            return Err(Beyond::Day { left: (day - taken_seconds).max(0) / 60 });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_the_day_is_told() {
        let limits = Limits { minutes_per_day: 60, minutes_per_session: 45 };
        assert_eq!(limits.check(45 * 60, 0, 45 * 60), Ok(()));
        assert_eq!(limits.check(46 * 60, 0, 46 * 60), Err(Beyond::Session { most: 45 }));
        assert_eq!(limits.check(30 * 60, 45 * 60, 30 * 60), Err(Beyond::Day { left: 15 }));
        let none = Limits { minutes_per_day: 0, minutes_per_session: 0 };
        assert_eq!(none.check(1 << 40, 1 << 40, 1 << 40), Ok(()));
    }
}
