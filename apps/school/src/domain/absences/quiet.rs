//! When mails may leave: no family is woken at night.

use chrono_tz::Tz;
use preau_calendar::domain::wall::{self, WallTime};

/// `at`, or the end of the quiet hours that hold it. From one time to the same one: nothing is quiet.
pub fn next_allowed(zone: Tz, (from, to): (WallTime, WallTime), at: i64) -> i64 {
    let date = wall::wall(zone, at).date();
    let starts = [date.pred_opt(), Some(date)].into_iter().flatten();
    let ends = starts.filter_map(|first| {
        let last = if from < to { first } else { first.succ_opt()? };
        let (begin, end) = (wall::instant(zone, from.on(first)), wall::instant(zone, to.on(last)));
        (from != to && begin <= at && at < end).then_some(end)
    });
    ends.max().unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    use super::*;

    fn time(text: &str) -> WallTime {
        WallTime::parse(text).unwrap()
    }

    fn leaves(hours: (&str, &str), at: &str) -> String {
        let at: NaiveDateTime = format!("{at}:00").parse().unwrap();
        let allowed = next_allowed(Paris, (time(hours.0), time(hours.1)), wall::instant(Paris, at));
        wall::wall(Paris, allowed).format("%Y-%m-%dT%H:%M").to_string()
    }

    #[test]
    fn nothing_leaves_at_night() {
        let night = ("20:00", "07:00");
        for (at, leaves_at) in [
            ("2026-11-23T19:59", "2026-11-23T19:59"),
            ("2026-11-23T20:00", "2026-11-24T07:00"),
            ("2026-11-24T00:30", "2026-11-24T07:00"),
            ("2026-11-24T06:59", "2026-11-24T07:00"),
            ("2026-11-24T07:00", "2026-11-24T07:00"),
            // The night in which the clocks go back.
            ("2026-10-24T23:00", "2026-10-25T07:00"),
        ] {
            assert_eq!(leaves(night, at), leaves_at, "{at}");
        }
        assert_eq!(leaves(("12:00", "14:00"), "2026-11-23T13:00"), "2026-11-23T14:00");
        assert_eq!(leaves(("12:00", "14:00"), "2026-11-23T15:00"), "2026-11-23T15:00");
        assert_eq!(leaves(("07:00", "07:00"), "2026-11-23T07:00"), "2026-11-23T07:00");
    }

    proptest! {
        #[test]
        fn it_is_never_earlier_and_never_quiet(from in 0u16..1440, to in 0u16..1440, at in 1_790_000_000_i64..1_830_000_000) {
            let hours = (WallTime::new(from / 60, from % 60).unwrap(), WallTime::new(to / 60, to % 60).unwrap());
            let allowed = next_allowed(Paris, hours, at);
            prop_assert!(allowed >= at && allowed - at <= 25 * 3600);
            prop_assert_eq!(next_allowed(Paris, hours, allowed), allowed);
        }
    }
}
