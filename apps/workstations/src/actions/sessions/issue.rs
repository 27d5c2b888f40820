//! Giving a code: a right to so many minutes.

use chrono::Days;
use preau_calendar::domain::wall;
use preau_kernel::audit;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::{entry, promise};
use crate::domain::code;
use crate::domain::life::Life;
use crate::domain::limits::Beyond;
use crate::state::State;
use crate::store::sessions::{self, NewSession};
use crate::store::visitors::Visitor;
use crate::store::{locks, seats, visitors};

/// Of a billion codes some thousands live: that so many are taken one after the other does not happen.
const TRIES: usize = 20;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `None`: a guest.
    pub visitor: Option<i64>,
    /// The only seat at which the code is good.
    pub workstation: Option<i64>,
    pub minutes: i64,
    pub batch: Option<i64>,
    /// For whoever comes with it: its seat takes the code.
    pub reservation: Option<i64>,
    /// Given although the seat is promised to somebody else, who is not asked about again; the seat takes it after that.
    pub despite: bool,
}

/// Makes a session that waits for its code. Returns its id.
pub async fn issue(tx: &Tx, app: &App, info: &RequestInfo, mut wanted: Wanted) -> Result<i64> {
    let now = app.now();
    if let Some(reservation) = wanted.reservation {
        wanted.workstation = Some(promise::seat_of(tx, app, reservation, wanted.workstation).await?);
    }
    let visitor = match wanted.visitor {
        Some(id) => Some(lock_visitor(tx, id).await?),
        None => None,
    };
    if let Some(id) = wanted.workstation {
        let unknown = || Error::invalid("workstation", Refusal::new("no_such_workstation").arg("id", id));
        let seat = seats::find(&**tx, id, now).await?.ok_or_else(unknown)?;
        if !wanted.despite && wanted.reservation.is_none() {
            promise::require_none(tx, app, &seat, &wanted).await?;
        }
    }
    let seconds = wanted.minutes * 60;
    if let Some(visitor) = &visitor {
        check_limits(tx, app, visitor, 0, (seconds, seconds)).await?;
    }
    let life = Life::new(seconds, wanted.workstation, now.plus(app.state::<State>().config.code_life.delta()));
    let operator = info.maybe_actor().map(|actor| actor.user_id);
    let id = insert(tx, app, &wanted, visitor.as_ref(), &life, operator).await?;
    let made = sessions::get(&**tx, id).await?;
    let entry = entry("code_generated", &made).meta("minutes", wanted.minutes).meta("guest", visitor.is_none());
    audit::record(tx, app, info, entry).await?;
    Ok(id)
}

async fn insert(
    tx: &Tx,
    app: &App,
    wanted: &Wanted,
    visitor: Option<&Visitor>,
    life: &Life,
    operator: Option<i64>,
) -> Result<i64> {
    for _ in 0..TRIES {
        let code = code::draw(app.chance());
        let new = NewSession {
            visitor: wanted.visitor,
            visitor_name: visitor.map(|visitor| visitor.name.as_str()),
            operator,
            batch: wanted.batch,
            reservation: wanted.reservation,
            code: &code,
            life,
        };
        if let Some(id) = sessions::insert(tx, &new, app.now()).await? {
            return Ok(id);
        }
    }
    Err(Error::internal("no free access code was found"))
}

async fn lock_visitor(tx: &Tx, id: i64) -> Result<Visitor> {
    let unknown = || Error::invalid("visitor", Refusal::new("no_such_visitor").arg("id", id));
    if !locks::visitor(tx, id).await? {
        return Err(unknown());
    }
    visitors::find(&**tx, id).await?.ok_or_else(unknown)
}

/// 409 when a visitor's session of `session` seconds, of which `adds` are new, is beyond their day or their session.
/// `but`: the session itself when it is there already.
pub(crate) async fn check_limits(
    tx: &Tx,
    app: &App,
    visitor: &Visitor,
    but: i64,
    (session, adds): (i64, i64),
) -> Result<()> {
    let limits = visitor.limits(&app.state::<State>().config);
    if limits.are_none() {
        return Ok(());
    }
    let now = app.now();
    let taken = visitors::taken(&**tx, visitor.id, day(tx, app, now).await?, now, but).await?;
    // A microsecond that was used counts as a second.
    match limits.check(session, (taken + 999_999) / 1_000_000, adds) {
        Ok(()) => Ok(()),
        Err(Beyond::Day { left }) => {
            Err(Error::conflict(Refusal::new("daily_limit").arg("left", left).extra("minutes_left", left.into())))
        }
        Err(Beyond::Session { most }) => Err(Error::conflict(
            Refusal::new("session_too_long").arg("most", most).extra("minutes_at_most", most.into()),
        )),
    }
}

/// Today, on the place's clock.
async fn day(tx: &Tx, app: &App, now: Timestamp) -> Result<(Timestamp, Timestamp)> {
    let zone = Place::load_within(app, tx).await?.zone;
    let today = wall::date_of(zone, now.seconds());
    let of = |date| {
        wall::day(zone, date).map(|day| (Timestamp::from_seconds(day.from()), Timestamp::from_seconds(day.to())))
    };
    // A day that a zone left out altogether has its neighbour's hours.
    let day = of(today).or_else(|| today.checked_add_days(Days::new(1)).and_then(of));
    day.ok_or_else(|| Error::internal("a day without hours"))
}
