//! What is counted of seats (one student expected at one lesson), and the rate that follows.

use serde::Serialize;
use utoipa::ToSchema;

/// Seats of lessons that were not cancelled. What a mark says counts once the register is closed: while it is open, or
/// was not taken, nobody knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figures {
    /// Seats at which somebody was expected.
    pub planned: i64,
    pub present: i64,
    pub late: i64,
    /// Without an excuse.
    pub absent: i64,
    pub excused: i64,
    /// Of the excused: those that an accepted absence covers.
    pub justified: i64,
    pub left_early: i64,
    pub remote: i64,
}

impl Figures {
    pub fn attended(self) -> i64 {
        self.present + self.late + self.left_early + self.remote
    }

    /// Seats of which the register knows.
    pub fn known(self) -> i64 {
        self.attended() + self.absent + self.excused
    }

    /// Percent of presence, to a tenth; whoever is excused lowers nothing. `None` where nothing is known.
    pub fn rate(self) -> Option<f64> {
        let counted = self.attended() + self.absent;
        (counted > 0).then(|| (self.attended() * 1000 / counted) as f64 / 10.0)
    }

    /// Whether the rate is under so many percent: of the numbers themselves, not of what is shown.
    pub fn is_under(self, percent: i64) -> bool {
        self.attended() * 100 < percent * (self.attended() + self.absent)
    }

    pub fn add(&mut self, other: Self) {
        self.planned += other.planned;
        self.present += other.present;
        self.late += other.late;
        self.absent += other.absent;
        self.excused += other.excused;
        self.justified += other.justified;
        self.left_early += other.left_early;
        self.remote += other.remote;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_excused_lowers_nothing_and_a_rate_is_cut_not_rounded() {
        let figures = Figures { planned: 9, present: 3, late: 1, absent: 1, excused: 4, ..Figures::default() };
        assert_eq!((figures.rate(), figures.known(), figures.is_under(80)), (Some(80.0), 9, false));
        let figures = Figures { planned: 3000, present: 2399, absent: 601, ..Figures::default() };
        assert_eq!((figures.rate(), figures.is_under(80)), (Some(79.9), true));
        assert_eq!(Figures { planned: 5, excused: 5, ..Figures::default() }.rate(), None);
    }
}
