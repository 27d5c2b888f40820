//! When a visitor is warned that time runs out.

use preau_kernel::clock::Timestamp;

const MINUTE: i64 = 60_000_000;

/// The lowest of these thresholds (minutes) that what is left has come down to.
pub fn reached(thresholds: &[i64], ends_at: Timestamp, now: Timestamp) -> Option<i64> {
    let left = ends_at.0 - now.0;
    thresholds.iter().copied().filter(|minutes| left <= minutes * MINUTE).min()
}

/// The threshold of which to warn now, given the lowest that is done with already.
pub fn due(thresholds: &[i64], warned: Option<i64>, ends_at: Timestamp, now: Timestamp) -> Option<i64> {
    if ends_at <= now {
        return None;
    }
    reached(thresholds, ends_at, now).filter(|minutes| warned.is_none_or(|warned| *minutes < warned))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[i64] = &[10, 5, 1];

    #[test]
    fn each_threshold_is_told_once_and_the_lowest_only() {
        let end = Timestamp::from_seconds(3600);
        let before = |seconds: i64| Timestamp::from_seconds(3600 - seconds);
        assert_eq!(due(ALL, None, end, before(601)), None);
        assert_eq!(due(ALL, None, end, before(600)), Some(10));
        assert_eq!(due(ALL, Some(10), end, before(301)), None);
        assert_eq!(due(ALL, Some(10), end, before(59)), Some(1), "what was slept through is not made up for");
        assert_eq!(due(ALL, Some(1), end, before(1)), None);
        assert_eq!(due(ALL, None, end, end), None);
    }

    #[test]
    fn a_session_that_begins_below_a_threshold_is_not_warned_of_it() {
        let (start, end) = (Timestamp::from_seconds(0), Timestamp::from_seconds(300));
        let warned = reached(ALL, end, start);
        assert_eq!(warned, Some(5));
        assert_eq!(due(ALL, warned, end, Timestamp::from_seconds(10)), None);
        assert_eq!(due(ALL, warned, end, Timestamp::from_seconds(240)), Some(1));
    }
}
