//! A legal hold: what law or a dispute demands is kept, whatever the clocks of retention say.

use chrono::NaiveDate;

/// The day named is the last on which it holds.
pub fn holds(until: Option<NaiveDate>, today: NaiveDate) -> bool {
    until.is_some_and(|until| until >= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_after_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(holds(Some(day("2026-11-23")), day("2026-11-23")));
        assert!(!holds(Some(day("2026-11-22")), day("2026-11-23")));
        assert!(!holds(None, day("2026-11-23")));
    }
}
