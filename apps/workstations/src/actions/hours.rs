//! Until when the place is open, as a session that begins to run must know.

use chrono::Days;
use preau_calendar::domain::holidays::Holidays;
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall;
use preau_calendar::store::{closed_days, sites};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Result};

use crate::domain::hours::{self, Hours};
use crate::state::State;

/// When the site of a seat closes; `None`: it does not, or sessions do not end with it. 409 `place_closed` while it is.
pub(crate) async fn closing(tx: &Tx, app: &App, workstation: i64, now: Timestamp) -> Result<Option<Timestamp>> {
    if !app.state::<State>().ends_at_closing {
        return Ok(None);
    }
    let place = Place::load_within(app, tx).await?;
    let rules = hours::rules(&place.opening_hours);
    if rules.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT r.site_id FROM workstations w JOIN rooms r ON r.id = w.room_id WHERE w.id = $1";
    let site = sites::get(&**tx, tx.number(sql, vec![workstation.into()]).await?).await?;
    let zone = site.clock(place.zone);
    let today = wall::date_of(zone, now.seconds());
    let last = today.checked_add_days(Days::new(3)).unwrap_or(today);
    let closed_days = closed_days::within(&**tx, Some(site.id), today, last).await?;
    let calendar = app.state::<preau_calendar::State>();
    let holidays: &Holidays = &calendar.holidays;
    let opening = Opening { rules: &rules, exceptions: &[], closed_days: &closed_days, holidays, zone };
    match hours::at(&opening, now.seconds()) {
        Hours::Always => Ok(None),
        Hours::OpenUntil(at) => Ok(Some(Timestamp::from_seconds(at))),
        Hours::Closed => Err(Error::conflict("place_closed")),
    }
}
