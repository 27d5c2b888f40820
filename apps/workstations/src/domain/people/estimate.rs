//! When a queue reaches a free seat: tickets are served in their order, each at the seat that can take its minutes first.
//!
//! It is honest in that it counts on nothing but what is known: sessions run to their end, rests keep their seat,
//! reservations are kept. Who leaves early makes it better; nothing that is known makes it worse but time that is added.

use preau_calendar::domain::interval::{Interval, union};

const MINUTE: i64 = 60;

/// Seconds since 1970 at which each ticket would sit down; `seats` are the times at which each is taken. `None`: no seat
/// is in service.
pub fn estimates(seats: &[Vec<Interval>], minutes: &[i64], now: i64) -> Vec<Option<i64>> {
    let mut taken: Vec<Vec<Interval>> = seats.iter().map(|times| union(times.iter().copied())).collect();
    minutes.iter().map(|minutes| place(&mut taken, minutes * MINUTE, now)).collect()
}

/// Whole minutes from now, rounded up.
pub fn minutes_until(at: i64, now: i64) -> i64 {
    ((at - now).max(0) + MINUTE - 1) / MINUTE
}

fn place(seats: &mut [Vec<Interval>], seconds: i64, now: i64) -> Option<i64> {
    let begin = seats.iter().enumerate().map(|(seat, times)| (first_free(times, seconds, now), seat)).min();
    let (at, seat) = begin?;
    let times = &mut seats[seat];
    times.extend(Interval::new(at, at + seconds));
    *times = union(times.iter().copied());
    Some(at)
}

/// When so many seconds are free together; the times are sorted and apart.
fn first_free(times: &[Interval], seconds: i64, now: i64) -> i64 {
    let mut at = now;
    for taken in times.iter().filter(|taken| taken.to() > now) {
        if taken.from() >= at + seconds {
            break;
        }
        at = at.max(taken.to());
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn taken(times: &[(i64, i64)]) -> Vec<Interval> {
        times.iter().filter_map(|(from, to)| Interval::new(*from, *to)).collect()
    }

    #[test]
    fn the_first_in_the_queue_sits_down_first() {
        let seats = [taken(&[(0, 600)]), taken(&[(0, 1200)])];
        assert_eq!(estimates(&seats, &[30, 30, 30], 0), [Some(600), Some(1200), Some(2400)]);
        assert_eq!(estimates(&[taken(&[])], &[30, 30], 0), [Some(0), Some(1800)]);
        assert_eq!(estimates(&[], &[30], 0), [None]);
        // A reservation in half an hour leaves room for 30 minutes, not for 31.
        let reserved = [taken(&[(1800, 3600)])];
        assert_eq!(estimates(&reserved, &[30], 0), [Some(0)]);
        assert_eq!(estimates(&reserved, &[31], 0), [Some(3600)]);
        assert_eq!((minutes_until(61, 0), minutes_until(60, 0), minutes_until(0, 5)), (2, 1, 0));
    }

    proptest! {
        #[test]
        fn nobody_is_promised_a_seat_that_is_taken(
            seats in prop::collection::vec(prop::collection::vec((0..5000_i64, 1..3000_i64), 0..4), 1..5),
            minutes in prop::collection::vec(1..90_i64, 1..12),
            now in 0..2000_i64,
        ) {
            let seats: Vec<Vec<Interval>> =
                seats.iter().map(|times| times.iter().filter_map(|(from, long)| Interval::new(*from, from + long)).collect()).collect();
            let at = estimates(&seats, &minutes, now);
            let promised: Vec<Interval> =
                at.iter().zip(&minutes).map(|(at, minutes)| Interval::new(at.unwrap(), at.unwrap() + minutes * 60).unwrap()).collect();
            prop_assert!(promised.iter().all(|one| one.from() >= now));
            // At no instant more are promised than seats are free.
            for one in &promised {
                let instant = one.from();
                let used = promised.iter().filter(|other| other.contains(instant)).count();
                let free = seats.iter().filter(|times| !times.iter().any(|time| time.contains(instant))).count();
                prop_assert!(used <= free, "{used} of {free} at {instant}");
            }
            // Another ticket behind them changes nothing for those before.
            let mut longer = minutes.clone();
            longer.push(45);
            prop_assert_eq!(&estimates(&seats, &longer, now)[..minutes.len()], &at[..]);
        }
    }
}
