//! Where a lesson would fit instead, and what that costs: times of the same length around the one that was wanted, and other
//! rooms at the same time.

use preau_calendar::domain::interval::{self, Interval};

/// A place that a lesson could take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub time: Interval,
    pub room: Option<i64>,
    /// Whether the room is another than the one wanted.
    pub other_room: bool,
    /// On another day than the one wanted.
    pub other_day: bool,
    /// Students whose time it would take twice.
    pub students_busy: i64,
}

impl Candidate {
    /// The lower the better: a student who is busy weighs as much as a move by two hours, another day as much as three, another
    /// room as half an hour.
    pub fn cost(&self, wanted: Interval) -> i64 {
        let minutes = (self.time.from() - wanted.from()).abs() / 60;
        minutes.min(600)
            + 120 * self.students_busy
            + 180 * i64::from(self.other_day)
            + 30 * i64::from(self.other_room)
            + minutes / 60
    }
}

/// The best so many, no two at the same time.
pub fn best(mut candidates: Vec<Candidate>, wanted: Interval, most: usize) -> Vec<Candidate> {
    candidates.sort_by_key(|one| (one.cost(wanted), one.time, one.room));
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if chosen.len() < most && chosen.iter().all(|one| one.time != candidate.time) {
            chosen.push(candidate);
        }
    }
    chosen
}

/// Starts every quarter of an hour within what is open, for a lesson of so many seconds.
pub fn starts(open: &[Interval], seconds: i64) -> Vec<Interval> {
    const STEP: i64 = 900;
    let of = |open: &Interval| {
        let first = open.from().div_euclid(STEP) * STEP;
        let first = if first < open.from() { first + STEP } else { first };
        let last = open.to() - seconds;
        (0..).map(move |n| first + n * STEP).take_while(move |start| *start <= last)
    };
    let starts = open.iter().flat_map(of).collect::<Vec<_>>();
    starts.into_iter().filter_map(|start| Interval::new(start, start + seconds)).collect()
}

/// Whether nothing of these is met.
pub fn is_free(busy: &[Interval], time: Interval) -> bool {
    let from = busy.partition_point(|one| one.to() <= time.from());
    busy.get(from).is_none_or(|one| one.from() >= time.to())
}

/// Sorted and joined, as [`is_free`] wants them.
pub fn busy(times: impl IntoIterator<Item = Interval>) -> Vec<Interval> {
    interval::union(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(from: i64, to: i64) -> Interval {
        Interval::new(from * 3600, to * 3600).unwrap()
    }

    #[test]
    fn a_near_time_is_cheaper_than_a_busy_student_and_a_room_cheaper_than_a_day() {
        let wanted = at(10, 11);
        let one = |from, other_room, other_day, students_busy| Candidate {
            time: at(from, from + 1),
            room: None,
            other_room,
            other_day,
            students_busy,
        };
        let best = best(
            vec![one(34, false, true, 0), one(10, true, false, 0), one(11, false, false, 1), one(12, false, false, 0)],
            wanted,
            3,
        );
        let starts: Vec<_> = best.iter().map(|one| one.time.from() / 3600).collect();
        assert_eq!(starts, [10, 12, 11]);
    }

    #[test]
    fn starts_lie_on_quarters_and_end_within_the_hours() {
        let open = [Interval::new(8 * 3600 + 60, 9 * 3600 + 1800).unwrap()];
        let starts: Vec<_> = starts(&open, 3600).iter().map(|time| time.from() / 60).collect();
        assert_eq!(starts, [495, 510]);
    }

    #[test]
    fn what_touches_is_free() {
        let busy = busy([at(8, 9), at(10, 12), at(9, 10)]);
        assert!(is_free(&busy, at(12, 13)) && is_free(&busy, at(7, 8)));
        assert!(!is_free(&busy, at(11, 13)) && !is_free(&busy, at(7, 13)));
    }
}
