//! Days and hours off, extra hours of a coach.

use chrono::NaiveDate;
use preau_calendar::domain::weekly::Exception;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use crate::store::exceptions as rows;

/// Its id. What was booked in that time stays booked: who enters it is told (`hit::by_exception`) and decides.
pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, coach: i64, new: &Exception) -> Result<i64> {
    let id = rows::insert(tx, coach, new, app.now()).await?;
    let entry = Entry::new("coach_exception_created").target("coach_exception", id, new.date.to_string());
    audit::record(tx, app, info, entry.meta("coach", coach)).await?;
    Ok(id)
}

/// Of a period, whole or not at all: days that say the same already are passed over. 409 when all do.
pub async fn create_period(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    coach: i64,
    new: &Exception,
    dates: &[NaiveDate],
) -> Result<Vec<i64>> {
    let last = dates.last().copied().unwrap_or(new.date);
    let there = rows::days_that_say(&**tx, coach, new, last).await?;
    let mut made = Vec::new();
    for date in dates.iter().filter(|date| !there.contains(date)) {
        made.push(create(tx, app, info, coach, &Exception { date: *date, ..new.clone() }).await?);
    }
    if made.is_empty() { Err(Error::conflict("already_there")) } else { Ok(made) }
}

pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, coach: i64, id: i64) -> Result<()> {
    let old = rows::get(&**tx, coach, id).await?;
    rows::delete(tx, id).await?;
    let entry = Entry::new("coach_exception_deleted").target("coach_exception", id, old.day);
    audit::record(tx, app, info, entry.meta("coach", coach)).await.map(drop)
}
