//! When the site of a room is open: sessions end with it, seats are reserved within it, figures are compared with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Days;
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall;
use preau_calendar::domain::weekly::{ClosedDays, WeeklyRule};
use preau_calendar::store::{closed_days, sites};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Result};

use crate::domain::hours::{self, Hours};
use crate::state::State;
use crate::store::seats;

/// A stretch that goes on over midnight and a closed day is followed for so long.
const AHEAD: i64 = 3 * 86_400;

/// The hours of a site within a time, with the days on which it is closed.
pub(crate) struct SiteHours {
    rules: Vec<WeeklyRule>,
    closed_days: Vec<ClosedDays>,
    calendar: Arc<preau_calendar::State>,
    zone: Tz,
}

impl SiteHours {
    /// `None`: the place has no hours, so that it never closes.
    pub(crate) async fn load(
        conn: &dyn Sql,
        app: &App,
        place: &Place,
        site: i64,
        time: Interval,
    ) -> Result<Option<Self>> {
        let rules = hours::rules(&place.opening_hours);
        if rules.is_empty() {
            return Ok(None);
        }
        let zone = sites::get(conn, site).await?.clock(place.zone);
        let (first, last) = (wall::date_of(zone, time.from()), wall::date_of(zone, time.to()));
        let last = last.checked_add_days(Days::new(1)).unwrap_or(last);
        let closed_days = closed_days::within(conn, Some(site), first, last).await?;
        Ok(Some(Self { rules, closed_days, calendar: app.state::<preau_calendar::State>(), zone }))
    }

    pub(crate) fn opening(&self) -> Opening<'_> {
        Opening {
            rules: &self.rules,
            exceptions: &[],
            closed_days: &self.closed_days,
            holidays: &self.calendar.holidays,
            zone: self.zone,
        }
    }
}

async fn now_at(conn: &dyn Sql, app: &App, place: &Place, site: i64, now: Timestamp) -> Result<Hours> {
    if !app.state::<State>().ends_at_closing {
        return Ok(Hours::Always);
    }
    let Some(ahead) = Interval::new(now.seconds(), now.seconds() + AHEAD) else { return Ok(Hours::Always) };
    let hours = SiteHours::load(conn, app, place, site, ahead).await?;
    Ok(hours.map_or(Hours::Always, |own| hours::at(&own.opening(), now.seconds())))
}

/// When the site of a seat closes; `None`: it does not, or sessions do not end with it. 409 `place_closed` while it is.
pub(crate) async fn closing(tx: &Tx, app: &App, workstation: i64, now: Timestamp) -> Result<Option<Timestamp>> {
    let place = Place::load_within(app, tx).await?;
    let site = seats::site_of(&**tx, workstation).await?;
    match now_at(&**tx, app, &place, site, now).await? {
        Hours::Always => Ok(None),
        Hours::OpenUntil(at) => Ok(Some(Timestamp::from_seconds(at))),
        Hours::Closed => Err(Error::conflict("place_closed")),
    }
}

/// As operators see it of a site.
pub(crate) async fn shown(app: &App, site: i64, now: Timestamp) -> Result<Hours> {
    now_at(app.db().read(), app, &*Place::load(app).await?, site, now).await
}

/// When these sites are open within a time; `None`: the place has no hours.
pub(crate) async fn open_times(
    app: &App,
    sites: &BTreeSet<i64>,
    time: Interval,
) -> Result<Option<BTreeMap<i64, Vec<Interval>>>> {
    let place = Place::load(app).await?;
    let mut times = BTreeMap::new();
    for site in sites {
        let Some(hours) = SiteHours::load(app.db().read(), app, &place, *site, time).await? else { return Ok(None) };
        times.insert(*site, hours.opening().within(time));
    }
    Ok(Some(times).filter(|times| !times.is_empty()))
}

/// 409 `place_closed` unless the site is open all the while; a place that does not end sessions at closing asks nothing.
pub(crate) async fn require_open(tx: &Tx, app: &App, site: i64, time: Interval) -> Result<()> {
    if !app.state::<State>().ends_at_closing {
        return Ok(());
    }
    let place = Place::load_within(app, tx).await?;
    let Some(hours) = SiteHours::load(&**tx, app, &place, site, time).await? else { return Ok(()) };
    if hours.opening().within(time).iter().any(|open| open.covers(time)) {
        Ok(())
    } else {
        Err(Error::conflict("place_closed"))
    }
}
