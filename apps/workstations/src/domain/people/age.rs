//! How old somebody is, and whether a guardian consents for them (GDPR article 8; 15 years in France, law of 20 June 2018).

use chrono::NaiveDate;

/// Below this age a guardian gives consent.
pub const GUARDIAN_UNDER: i64 = 15;
/// Nobody is older.
const OLDEST: i64 = 130;

/// In whole years; whoever was born on 29 February is a year older on 1 March. `None`: not born yet.
pub fn age(birth: NaiveDate, on: NaiveDate) -> Option<i64> {
    on.years_since(birth).map(i64::from)
}

/// Whether a guardian is asked. Of somebody whose age nobody knows: no.
pub fn needs_guardian(birth: Option<NaiveDate>, on: NaiveDate) -> bool {
    birth.is_some_and(|birth| age(birth, on).unwrap_or(0) < GUARDIAN_UNDER)
}

/// Whether somebody alive can be born then.
pub fn is_possible(birth: NaiveDate, today: NaiveDate) -> bool {
    age(birth, today).is_some_and(|age| age <= OLDEST)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Days};
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_birthday_makes_a_year() {
        assert_eq!(age(date("2011-11-23"), date("2026-11-22")), Some(14));
        assert_eq!(age(date("2011-11-23"), date("2026-11-23")), Some(15));
        assert_eq!(age(date("2012-02-29"), date("2027-02-28")), Some(14));
        assert_eq!(age(date("2012-02-29"), date("2027-03-01")), Some(15));
        assert_eq!(age(date("2026-11-24"), date("2026-11-23")), None);
        assert!(needs_guardian(Some(date("2011-11-24")), date("2026-11-23")));
        assert!(!needs_guardian(Some(date("2011-11-23")), date("2026-11-23")));
        assert!(!needs_guardian(None, date("2026-11-23")));
        assert!(!is_possible(date("1890-01-01"), date("2026-11-23")));
    }

    proptest! {
        #[test]
        fn age_only_rises_and_by_one(birth in 0..60_000_i64, later in 0..40_000_i64) {
            let birth = date("1900-01-01") + Days::new(birth as u64);
            let on = birth + Days::new(later as u64);
            let (today, tomorrow) = (age(birth, on).unwrap(), age(birth, on + Days::new(1)).unwrap());
            prop_assert!(tomorrow - today == 0 || tomorrow - today == 1);
            prop_assert!(today <= i64::from(on.year() - birth.year()));
            prop_assert!(today >= i64::from(on.year() - birth.year()) - 1);
            prop_assert_eq!(needs_guardian(Some(birth), on), today < GUARDIAN_UNDER);
        }
    }
}
