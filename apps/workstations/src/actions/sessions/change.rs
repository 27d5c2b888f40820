//! What operators do to a session: suspend, resume, add time, end, move.

use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::issue::check_limits;
use super::{TRIES, busy_for_now, check_seat, entry, lock, settle};
use crate::actions::{check_version, hours, tell};
use crate::domain::life::{Closed, Life, Reason, Status, Terms};
use crate::state::State;
use crate::store::people::queue;
use crate::store::sessions::Session;
use crate::store::{locks, sessions, visitors};

/// So long a session can become, however often it is lengthened.
pub const MOST_MINUTES: i64 = 7 * 24 * 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Suspend,
    /// At this seat, else the kept one, else the last one.
    Resume {
        seat: Option<i64>,
    },
    AddTime {
        minutes: i64,
    },
    Terminate(Reason),
    Move {
        seat: i64,
    },
}

impl Change {
    fn seat(self) -> Option<i64> {
        match self {
            Self::Resume { seat } => seat,
            Self::Move { seat } => Some(seat),
            Self::Suspend | Self::AddTime { .. } | Self::Terminate(_) => None,
        }
    }
}

/// `version`: the row as the asker saw it.
pub async fn change(app: &App, info: &RequestInfo, id: i64, change: Change, version: Option<i64>) -> Result<()> {
    settle::one(app, id).await?;
    settle::in_the_way(app, change.seat(), None).await?;
    for _ in 0..TRIES {
        let tx = app.db().write_tx().await?;
        if change_once(&tx, app, info, id, Wanted { change, version, together: None }).await? {
            return tx.commit().await;
        }
    }
    Err(busy_for_now())
}

/// As [`change`], within a transaction of somebody else's; what time has done is judged, not written.
pub async fn change_in(tx: &Tx, app: &App, info: &RequestInfo, id: i64, change: Change) -> Result<()> {
    let wanted = Wanted { change, version: None, together: None };
    if change_once(tx, app, info, id, wanted).await? { Ok(()) } else { Err(busy_for_now()) }
}

/// As [`change_in`], as one of several whose entries of the trail share a word.
pub(crate) async fn change_together(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    id: i64,
    change: Change,
    together: &str,
) -> Result<()> {
    let wanted = Wanted { change, version: None, together: Some(together) };
    if change_once(tx, app, info, id, wanted).await? { Ok(()) } else { Err(busy_for_now()) }
}

#[derive(Clone, Copy)]
struct Wanted<'a> {
    change: Change,
    /// The row as the asker saw it.
    version: Option<i64>,
    together: Option<&'a str>,
}

/// `false`: the session went to another seat meanwhile.
async fn change_once(tx: &Tx, app: &App, info: &RequestInfo, id: i64, wanted: Wanted<'_>) -> Result<bool> {
    let change = wanted.change;
    let named = match change {
        Change::Resume { seat: None } => sessions::last_seat(&**tx, id).await?,
        other => other.seat(),
    };
    let Some(session) = lock(tx, id, named.as_slice()).await? else { return Ok(false) };
    check_version(wanted.version, session.row_version)?;
    let done = Doing { tx, app, now: app.now(), session: &session }.apply(change, named).await?;
    sessions::save(tx, &session, &done.life, done.closed, app.now()).await.map_err(taken)?;
    if session.life.status == Status::Waiting && (done.life.seat != session.life.seat || done.life.ended_at.is_some()) {
        // It is not waited for there any more.
        queue::release_for_session(tx, id).await?;
    }
    let entry = match wanted.together {
        Some(word) => done.entry.meta("together", word),
        None => done.entry,
    };
    audit::record(tx, app, info, entry).await?;
    told(tx, info, &session, &done.life, change, app.now()).await?;
    Ok(true)
}

/// The database's own word, should two have come so far at once.
fn taken(error: Error) -> Error {
    match error {
        Error::Duplicate(what) if what.contains("visitor") => Error::conflict("visitor_busy"),
        Error::Duplicate(_) => Error::conflict("seat_busy"),
        other => other,
    }
}

struct Done {
    life: Life,
    closed: Option<Closed>,
    entry: Entry,
}

struct Doing<'a> {
    tx: &'a Tx,
    app: &'a App,
    now: Timestamp,
    session: &'a Session,
}

impl Doing<'_> {
    async fn apply(&self, change: Change, named: Option<i64>) -> Result<Done> {
        let (now, mut life) = (self.now, self.session.life.clone());
        let state = self.app.state::<State>();
        let (closed, entry) = match change {
            Change::Suspend => {
                let closed = life.suspend(now, state.config.keep_suspended.delta())?;
                (closed, self.entry("session_suspended", &life))
            }
            Change::Resume { seat } => {
                let seat = self.seat_to_resume(seat, named)?;
                let terms = self.terms(&state, seat).await?;
                life.resume(seat, now, terms)?;
                (None, self.entry("session_resumed", &life).meta("workstation", seat))
            }
            Change::AddTime { minutes } => {
                self.check_time(minutes).await?;
                life.add_time(minutes * 60, now, &state.config.warnings)?;
                (None, self.entry("session_extended", &life).meta("minutes", minutes))
            }
            Change::Terminate(reason) => {
                let closed = life.terminate(reason, now)?;
                (closed, self.entry("session_ended", &life).meta("reason", reason.name()))
            }
            Change::Move { seat } => {
                if life.seat == Some(seat) && life.seat_at(now).is_some() {
                    return Err(Error::invalid("workstation", "already_there"));
                }
                let terms = self.terms_of_move(&state, seat).await?;
                let closed = life.move_to(seat, now, terms)?;
                let entry =
                    self.entry("session_moved", &life).meta("from", self.session.life.seat).meta("workstation", seat);
                (closed, entry)
            }
        };
        Ok(Done { life, closed, entry })
    }

    fn entry(&self, action: &'static str, life: &Life) -> Entry {
        entry(action, self.session).meta("used_seconds", life.elapsed_seconds(self.now))
    }

    /// 409 in another state than that of a rest; the seat may have been freed.
    fn seat_to_resume(&self, asked: Option<i64>, last: Option<i64>) -> Result<i64> {
        if self.session.life.status_at(self.now) != Status::Suspended {
            return Err(Error::conflict("wrong_state"));
        }
        let seat = asked.or_else(|| self.session.life.seat_at(self.now)).or(last);
        seat.ok_or_else(|| Error::invalid("workstation", "required"))
    }

    async fn terms<'s>(&self, state: &'s State, seat: i64) -> Result<Terms<'s>> {
        check_seat(self.tx, seat, self.session, self.now).await?;
        let closes_at = hours::closing(self.tx, self.app, seat, self.now).await?;
        Ok(Terms { closes_at, warnings: &state.config.warnings })
    }

    /// One that waits is only told where: that seat need not be free yet, and nothing runs that could close.
    async fn terms_of_move<'s>(&self, state: &'s State, seat: i64) -> Result<Terms<'s>> {
        let runs = self.session.life.status_at(self.now) == Status::Active;
        let checked = check_seat(self.tx, seat, self.session, self.now).await;
        match checked {
            Err(Error::Conflict(_)) if self.session.life.status == Status::Waiting => {}
            other => drop(other?),
        }
        let closes_at = if runs { hours::closing(self.tx, self.app, seat, self.now).await? } else { None };
        Ok(Terms { closes_at, warnings: &state.config.warnings })
    }

    async fn check_time(&self, minutes: i64) -> Result<()> {
        if matches!(self.session.life.status_at(self.now), Status::Ended | Status::Expired) {
            return Err(Error::conflict("wrong_state"));
        }
        let session = self.session.life.duration_seconds + minutes * 60;
        if session > MOST_MINUTES * 60 {
            let refusal = Refusal::new("session_too_long").arg("most", MOST_MINUTES);
            return Err(Error::conflict(refusal.extra("minutes_at_most", MOST_MINUTES.into())));
        }
        let Some(visitor) = self.session.visitor else { return Ok(()) };
        locks::visitor(self.tx, visitor).await?;
        let Some(visitor) = visitors::find(&**self.tx, visitor).await? else { return Ok(()) };
        let promised = self.session.life.remaining_seconds(self.now);
        // What the session may still use is a promise too.
        check_limits(self.tx, self.app, &visitor, self.session.id, (session, promised + minutes * 60)).await
    }
}

async fn told(tx: &Tx, info: &RequestInfo, old: &Session, new: &Life, change: Change, now: Timestamp) -> Result<()> {
    let by = info.maybe_actor().map(|actor| actor.user_id);
    let was_there = old.life.seat.filter(|_| old.life.status != Status::Waiting);
    match change {
        Change::Suspend => tell::state(tx, "suspended", old.id, new, by, now).await?,
        Change::Resume { .. } => tell::state(tx, "session", old.id, new, by, now).await?,
        Change::AddTime { .. } if was_there.is_some() => tell::state(tx, "time_added", old.id, new, by, now).await?,
        Change::AddTime { .. } => {}
        Change::Terminate(reason) => {
            if let Some(seat) = was_there {
                tell::closed(tx, seat, old.id, reason.name(), by, now).await?;
            }
        }
        Change::Move { .. } => {
            if let Some(seat) = was_there {
                tell::closed(tx, seat, old.id, "moved", by, now).await?;
                tell::state(tx, "session", old.id, new, by, now).await?;
            }
        }
    }
    let mut seats: Vec<i64> = old.life.seat.into_iter().chain(new.seat).collect();
    seats.dedup();
    for seat in seats {
        tell::room_of(tx, seat).await?;
    }
    Ok(())
}
