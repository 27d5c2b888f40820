//! Easter Sunday of the Gregorian calendar.

use chrono::NaiveDate;

/// The anonymous algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (century, in_century, golden) = (year.div_euclid(100), year.rem_euclid(100), year.rem_euclid(19));
    let correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - correction + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * century.rem_euclid(4) + 2 * in_century.div_euclid(4) - epact - in_century.rem_euclid(4))
        .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday).div_euclid(451);
    let day = epact + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)
}
