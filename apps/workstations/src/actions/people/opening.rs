//! Whether the place is open during a time that is to be reserved.

use chrono::Days;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall;
use preau_calendar::store::{closed_days, sites};
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Result};

use crate::domain::hours;
use crate::state::State;

/// 409 `place_closed` unless the site is open all the while; a place that does not end sessions at closing asks nothing.
pub(super) async fn require(tx: &Tx, app: &App, site: i64, time: Interval) -> Result<()> {
    if !app.state::<State>().ends_at_closing {
        return Ok(());
    }
    let place = Place::load_within(app, tx).await?;
    let rules = hours::rules(&place.opening_hours);
    if rules.is_empty() {
        return Ok(());
    }
    let site = sites::get(&**tx, site).await?;
    let zone = site.clock(place.zone);
    let first = wall::date_of(zone, time.from());
    let last = wall::date_of(zone, time.to()).checked_add_days(Days::new(1)).unwrap_or(first);
    let closed_days = closed_days::within(&**tx, Some(site.id), first, last).await?;
    let calendar = app.state::<preau_calendar::State>();
    let opening =
        Opening { rules: &rules, exceptions: &[], closed_days: &closed_days, holidays: &calendar.holidays, zone };
    if opening.within(time).iter().any(|open| open.covers(time)) {
        Ok(())
    } else {
        Err(Error::conflict("place_closed"))
    }
}
