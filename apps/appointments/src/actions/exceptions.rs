//! Days and hours off, extra hours of a coach.

use chrono_tz::Tz;
use preau_calendar::domain::weekly::Exception;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use crate::store::appointments::{self, Appointment};
use crate::store::exceptions as rows;

/// Appointments of one exception that are named.
const MOST: u64 = 200;

/// Its id. What was booked in that time stays booked: who enters it is told ([`hit`]) and decides.
pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, coach: i64, new: &Exception) -> Result<i64> {
    let id = rows::insert(tx, coach, new, app.now()).await?;
    let entry = Entry::new("coach_exception_created").target("coach_exception", id, new.date.to_string());
    audit::record(tx, app, info, entry.meta("coach", coach)).await?;
    Ok(id)
}

pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, coach: i64, id: i64) -> Result<()> {
    let old = rows::get(&**tx, coach, id).await?;
    rows::delete(tx, id).await?;
    let entry = Entry::new("coach_exception_deleted").target("coach_exception", id, old.day);
    audit::record(tx, app, info, entry.meta("coach", coach)).await.map(drop)
}

/// The bookings that a closing meets.
pub async fn hit(tx: &Tx, zone: Tz, coach: i64, new: &Exception) -> Result<Vec<Appointment>> {
    let time = if new.opens() { None } else { new.interval(zone) };
    match time {
        Some(time) => appointments::met(&**tx, coach, time, MOST).await,
        None => Ok(Vec::new()),
    }
}
