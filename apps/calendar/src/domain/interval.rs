//! Half-open intervals of whole epoch seconds, and sets of them.

use serde::Serialize;

/// `from` belongs to it, `to` does not; never empty. Two that touch do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Interval {
    from: i64,
    to: i64,
}

impl Interval {
    /// `None` when nothing lies between the two.
    pub fn new(from: i64, to: i64) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    pub fn from(self) -> i64 {
        self.from
    }

    pub fn to(self) -> i64 {
        self.to
    }

    pub fn seconds(self) -> i64 {
        self.to - self.from
    }

    pub fn contains(self, instant: i64) -> bool {
        self.from <= instant && instant < self.to
    }

    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// What both share.
    pub fn common(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }
}

/// The union: sorted, none touching another.
pub fn union(intervals: impl IntoIterator<Item = Interval>) -> Vec<Interval> {
    let mut sorted: Vec<Interval> = intervals.into_iter().collect();
    sorted.sort_unstable();
    let mut union: Vec<Interval> = Vec::with_capacity(sorted.len());
    for next in sorted {
        match union.last_mut() {
            Some(last) if next.from <= last.to => last.to = last.to.max(next.to),
            _ => union.push(next),
        }
    }
    union
}

/// What of the first lies in none of the second, as [`union`] yields it.
pub fn subtract(
    intervals: impl IntoIterator<Item = Interval>,
    taken: impl IntoIterator<Item = Interval>,
) -> Vec<Interval> {
    let taken = union(taken);
    let mut left = Vec::new();
    for whole in union(intervals) {
        // Both are sorted, but a whole one may begin within what an earlier one has passed.
        let first = taken.partition_point(|hole| hole.to <= whole.from);
        let mut from = whole.from;
        for hole in taken[first..].iter().take_while(|hole| hole.from < whole.to) {
            left.extend(Interval::new(from, hole.from));
            from = from.max(hole.to);
        }
        left.extend(Interval::new(from, whole.to));
    }
    left
}

/// What lies in both, as [`union`] yields it.
pub fn intersect(one: impl IntoIterator<Item = Interval>, other: impl IntoIterator<Item = Interval>) -> Vec<Interval> {
    let (one, other) = (union(one), union(other));
    let mut both = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < one.len() && j < other.len() {
        both.extend(one[i].common(other[j]));
        if one[i].to <= other[j].to { i += 1 } else { j += 1 }
    }
    both
}

/// Whether an instant lies in a set that [`union`] yielded.
pub fn contains(set: &[Interval], instant: i64) -> bool {
    let after = set.partition_point(|interval| interval.from <= instant);
    after > 0 && set[after - 1].contains(instant)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn some() -> impl Strategy<Value = Vec<Interval>> {
        vec((0_i64..60, 1_i64..12).prop_map(|(from, long)| Interval { from, to: from + long }), 0..12)
    }

    /// The seconds themselves: what sets of intervals stand for.
    fn seconds(set: &[Interval]) -> Vec<bool> {
        (0..80).map(|second| set.iter().any(|interval| interval.contains(second))).collect()
    }

    fn is_normal(set: &[Interval]) -> bool {
        set.windows(2).all(|pair| pair[0].to < pair[1].from) && set.iter().all(|i| i.from < i.to)
    }

    proptest! {
        #[test]
        fn sets_of_intervals_are_sets_of_seconds(one in some(), other in some(), at in 0_i64..80) {
            let (a, b) = (seconds(&one), seconds(&other));
            let both = |f: fn(bool, bool) -> bool| a.iter().zip(&b).map(|(a, b)| f(*a, *b)).collect::<Vec<_>>();
            let joined = union(one.iter().chain(&other).copied());
            let less = subtract(one.clone(), other.clone());
            let common = intersect(one.clone(), other.clone());
            prop_assert!(is_normal(&joined) && is_normal(&less) && is_normal(&common));
            prop_assert_eq!(seconds(&joined), both(|a, b| a || b));
            prop_assert_eq!(seconds(&less), both(|a, b| a && !b));
            prop_assert_eq!(seconds(&common), both(|a, b| a && b));
            prop_assert_eq!(contains(&joined, at), a[at as usize] || b[at as usize]);
        }

        #[test]
        fn overlap_is_a_common_second(one in some(), other in some()) {
            for (a, b) in one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b))) {
                prop_assert_eq!(a.overlaps(b), (0..80).any(|s| a.contains(s) && b.contains(s)));
                prop_assert_eq!(a.overlaps(b), a.common(b).is_some());
            }
        }
    }

    #[test]
    fn what_touches_does_not_overlap_and_nothing_is_no_interval() {
        let (a, b) = (Interval { from: 0, to: 10 }, Interval { from: 10, to: 20 });
        assert!(!a.overlaps(b));
        assert_eq!(union([b, a]), [Interval { from: 0, to: 20 }]);
        assert_eq!(Interval::new(5, 5), None);
        assert_eq!(Interval::new(6, 5), None);
    }
}
