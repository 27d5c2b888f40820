//! The figures of the dashboard: counted once an hour, day by day in the place's zone; what came since is counted by
//! whoever looks.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::place::Place;

use crate::store::figures::{self, Counted, LOGINS, NEW_PEOPLE, TOTALS};

/// Days that are shown, today included.
pub const SHOWN: u64 = 14;
/// Days that are kept.
const KEPT: u64 = 400;
/// An entry may become visible so long after the instant it carries.
const LATE: TimeDelta = TimeDelta::minutes(1);

/// Counts what is missing of the last days, today as far as it goes, and the totals.
pub async fn count(app: &App) -> Result<()> {
    let place = Place::load(app).await?;
    let today = day_of(&place, app.now());
    let settled = app.now().minus(LATE);
    let read = app.db().read();
    let known = figures::list(read, &first_shown(today).to_string()).await?;
    let mut counted = Vec::new();
    for name in [LOGINS, NEW_PEOPLE] {
        for day in shown(today) {
            let text = day.to_string();
            let before = known.iter().find(|known| known.name == name && known.day == text);
            let (value, from) = before.map_or((0, begin_of(&place, day)), |known| (known.value, known.until));
            let until = begin_of(&place, day + Days::new(1)).min(settled);
            if until > from {
                let value = value + figures::count(read, name, from, until).await?;
                counted.push(Counted { name: name.to_owned(), day: text, value, until });
            }
        }
    }
    for (name, condition) in TOTALS {
        let value = figures::count_total(read, condition).await?;
        counted.push(Counted { name: name.to_owned(), day: today.to_string(), value, until: app.now() });
    }
    let tx = app.db().write_tx().await?;
    for counted in &counted {
        figures::set(&tx, counted).await?;
    }
    figures::purge(&tx, &(today - Days::new(KEPT)).to_string()).await?;
    tx.commit().await
}

pub async fn totals(app: &App) -> Result<Vec<(&'static str, i64)>> {
    figures::totals(app.db().read()).await
}

/// Each figure with its value on every day that is shown, the last is today.
pub async fn days(app: &App) -> Result<Vec<(&'static str, Vec<(NaiveDate, i64)>)>> {
    let place = Place::load(app).await?;
    let today = day_of(&place, app.now());
    let since = first_shown(today).to_string();
    let rows = figures::days(app.db().read(), &since, &today.to_string(), begin_of(&place, today)).await?;
    let mut values: BTreeMap<(String, String), i64> = BTreeMap::new();
    for (name, day, value) in rows {
        *values.entry((name, day)).or_default() += value;
    }
    let on = |name: &str, day: NaiveDate| values.get(&(name.to_owned(), day.to_string())).copied().unwrap_or(0);
    Ok([LOGINS, NEW_PEOPLE].map(|name| (name, shown(today).map(|day| (day, on(name, day))).collect())).to_vec())
}

/// The days that are shown, the oldest first.
pub fn shown(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first_shown(today).iter_days().take(SHOWN as usize)
}

fn first_shown(today: NaiveDate) -> NaiveDate {
    today - Days::new(SHOWN - 1)
}

/// The day on the wall of the place.
pub fn day_of(place: &Place, at: Timestamp) -> NaiveDate {
    at.utc().with_timezone(&place.zone).date_naive()
}

/// The first instant of a day there. A change of the clocks may leave out midnight.
pub fn begin_of(place: &Place, day: NaiveDate) -> Timestamp {
    let midnight = day.and_time(NaiveTime::MIN);
    let first =
        (0..24).find_map(|hour| place.zone.from_local_datetime(&(midnight + TimeDelta::hours(hour))).earliest());
    let first = first.unwrap_or_else(|| place.zone.from_utc_datetime(&midnight));
    Timestamp(first.timestamp_micros())
}
