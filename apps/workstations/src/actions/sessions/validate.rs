//! A code that a seat sends: the session starts there, or is answered again if it runs there.
//!
//! One sentence for every code that is not good here: unknown, used, over, another seat's, or sent without the key of a
//! seat that has one. That the seat or the visitor has an open session is told.

use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::guesses::Guesses;
use super::{TRIES, busy_for_now, check_seat, entry, lock, settle};
use crate::actions::{hours, tell};
use crate::domain::code;
use crate::domain::key::SeatKey;
use crate::domain::life::{Life, Status, Terms};
use crate::state::State;
use crate::store::people::queue;
use crate::store::sessions::Session;
use crate::store::{locks, seats, sessions};

/// What a seat sends.
#[derive(Debug, Clone)]
pub struct Sent<'a> {
    /// The header `Authorization`, if there is one.
    pub authorization: Option<&'a str>,
    pub code: &'a str,
    /// What it says it is; of no weight where it has a key.
    pub workstation: Option<i64>,
}

/// Who sends it, as far as it is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Enrolled(i64),
    /// Without a key, and perhaps the name of a seat that has none.
    Open(Option<i64>),
    /// A key that is none, or not that seat's.
    Wrong(Option<i64>),
}

impl Sender {
    pub(super) fn seat(self) -> Option<i64> {
        match self {
            Self::Enrolled(seat) => Some(seat),
            Self::Open(seat) | Self::Wrong(seat) => seat,
        }
    }

    pub(super) fn is_proven(self) -> bool {
        matches!(self, Self::Enrolled(_))
    }
}

/// What becomes of it.
enum Verdict {
    Start(i64),
    /// It runs there already.
    Again,
    /// For the log only.
    Refuse(&'static str),
    /// No seat is free for it.
    Busy,
}

/// The session, which runs from now on at the seat that sent the code.
pub async fn validate(app: &App, info: &RequestInfo, sent: &Sent<'_>) -> Result<Session> {
    let sender = sender(app, sent).await?;
    let guesses = Guesses::of(app, info, sender).await?;
    guesses.require_room(app).await?;
    match attempt(app, info, sender, sent, &guesses).await {
        Ok(session) => Ok(session),
        Err(Refused::Code(reason)) => {
            refuse(app, info, sender, reason, &guesses).await?;
            Err(not_valid(Refusal::new("code_refused")))
        }
        // The code is good, which is told to nobody who guesses.
        Err(Refused::Other(Error::Conflict(refusal))) => {
            guesses.require_room_now(app).await?;
            let code = if matches!(refusal.code, "seat_busy" | "visitor_busy") { "busy" } else { refusal.code };
            Err(not_valid(Refusal { code, ..refusal }))
        }
        Err(Refused::Other(error)) => Err(error),
    }
}

enum Refused {
    Code(&'static str),
    Other(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

fn not_valid(refusal: Refusal) -> Error {
    Error::Refused(refusal.extra("valid", false.into()))
}

async fn sender(app: &App, sent: &Sent<'_>) -> Result<Sender> {
    let Some(value) = sent.authorization else { return Ok(Sender::Open(sent.workstation)) };
    // Somebody's own login is no key of a seat; it does not make the request worse either.
    if !value
        .get(..crate::domain::key::SCHEME.len())
        .is_some_and(|s| s.eq_ignore_ascii_case(crate::domain::key::SCHEME))
    {
        return Ok(Sender::Open(sent.workstation));
    }
    let Some(key) = SeatKey::of_header(value) else { return Ok(Sender::Wrong(None)) };
    let mac = seats::find_key(app.db().read(), key.workstation).await?;
    let holds = mac.is_some_and(|mac| key.verify(app.secrets(), &mac));
    let is_its_own = sent.workstation.is_none_or(|id| id == key.workstation);
    Ok(if holds && is_its_own { Sender::Enrolled(key.workstation) } else { Sender::Wrong(Some(key.workstation)) })
}

async fn attempt(
    app: &App,
    info: &RequestInfo,
    sender: Sender,
    sent: &Sent<'_>,
    guesses: &Guesses,
) -> Result<Session, Refused> {
    let code = code::parse(sent.code).ok_or(Refused::Code("malformed"))?;
    for _ in 0..TRIES {
        let found = sessions::find_by_code(app.db().read(), &code).await?.ok_or(Refused::Code("unknown"))?;
        let seat = match judge(app, sender, &found).await? {
            Verdict::Refuse(reason) => return Err(Refused::Code(reason)),
            Verdict::Busy => return Err(Error::conflict("seat_busy").into()),
            Verdict::Again => {
                guesses.require_room_now(app).await?;
                return Ok(found);
            }
            Verdict::Start(seat) => seat,
        };
        settle::in_the_way(app, Some(seat), found.visitor).await?;
        if let Some(session) = start(app, info, found.id, seat, guesses).await? {
            return Ok(session);
        }
    }
    Err(busy_for_now().into())
}

async fn judge(app: &App, sender: Sender, session: &Session) -> Result<Verdict> {
    let now = app.now();
    let (seat, is_open) = match sender {
        Sender::Wrong(_) => return Ok(Verdict::Refuse("wrong_key")),
        Sender::Open(_) if !app.state::<State>().open_validation => return Ok(Verdict::Refuse("no_key")),
        Sender::Open(seat) => (seat, true),
        Sender::Enrolled(seat) => (Some(seat), false),
    };
    let read = app.db().read();
    if let Some(seat) = seat.filter(|_| is_open)
        && (seats::find_key(read, seat).await?.is_some() || seats::find(read, seat, now).await?.is_none())
    {
        return Ok(Verdict::Refuse("no_key"));
    }
    let own = session.life.seat;
    match session.life.status_at(now) {
        Status::Active => {
            let is_there = match seat {
                Some(seat) => own == Some(seat),
                // Nobody can tell these seats apart; one that has a key is none of them.
                None => match own {
                    Some(own) => seats::find_key(read, own).await?.is_none(),
                    None => false,
                },
            };
            Ok(if is_there { Verdict::Again } else { Verdict::Refuse("used") })
        }
        Status::Waiting => match (own, seat) {
            (Some(own), Some(seat)) if own != seat => Ok(Verdict::Refuse("another_seat")),
            (_, Some(seat)) => Ok(Verdict::Start(seat)),
            (Some(own), None) if seats::find_key(read, own).await?.is_some() => Ok(Verdict::Refuse("no_key")),
            (Some(own), None) => Ok(Verdict::Start(own)),
            (None, None) => Ok(seats::find_free_without_key(read, now).await?.map_or(Verdict::Busy, Verdict::Start)),
        },
        Status::Suspended => Ok(Verdict::Refuse("suspended")),
        Status::Ended | Status::Expired => Ok(Verdict::Refuse("over")),
    }
}

/// `None`: somebody was quicker; to be judged anew.
async fn start(app: &App, info: &RequestInfo, id: i64, seat: i64, guesses: &Guesses) -> Result<Option<Session>> {
    let tx = app.db().write_tx().await?;
    let now = app.now();
    let Some(session) = lock(&tx, id, &[seat]).await? else { return Ok(None) };
    let is_still_so = session.life.status_at(now) == Status::Waiting && session.life.seat.is_none_or(|own| own == seat);
    if !is_still_so {
        return Ok(None);
    }
    check_seat(&tx, seat, &session, now).await?;
    check_visitor(&tx, &session, now).await?;
    let closes_at = hours::closing(&tx, app, seat, now).await?;
    let mut life: Life = session.life.clone();
    life.start(seat, now, Terms { closes_at, warnings: &app.state::<State>().config.warnings })?;
    sessions::save(&tx, &session, &life, None, now).await.map_err(taken)?;
    queue::release_for_session(&tx, id).await?;
    let entry = entry("session_started", &session).meta("workstation", seat).meta("seconds", life.duration_seconds);
    audit::record(&tx, app, info, entry).await?;
    tell::state(&tx, "session", id, &life, None, now).await?;
    tell::room_of(&tx, seat).await?;
    let started = sessions::get(&*tx, id).await?;
    guesses.hold(&tx, now).await?;
    tx.commit().await?;
    Ok(Some(started))
}

/// 409 when the visitor sits somewhere already.
async fn check_visitor(tx: &Tx, session: &Session, now: Timestamp) -> Result<()> {
    let Some(visitor) = session.visitor else { return Ok(()) };
    locks::visitor(tx, visitor).await?;
    let other = sessions::find_open_of_visitor(&**tx, visitor, session.id).await?;
    match other.filter(|other| other.life.is_open_at(now)) {
        Some(_) => Err(Error::conflict("visitor_busy")),
        None => Ok(()),
    }
}

fn taken(error: Error) -> Error {
    match error {
        Error::Duplicate(_) => Error::conflict("seat_busy"),
        other => other,
    }
}

/// Counted, or 429. Recorded without the code: it may be one letter off somebody's.
async fn refuse(app: &App, info: &RequestInfo, sender: Sender, reason: &'static str, guesses: &Guesses) -> Result<()> {
    let tx = app.db().write_tx().await?;
    guesses.count(&tx, app.now()).await?;
    let mut entry = Entry::new("code_refused").meta("reason", reason);
    if let Some(seat) = sender.seat() {
        entry = entry.meta("workstation", seat);
        if let Some(seat) = seats::find(&*tx, seat, app.now()).await? {
            entry = entry.target("workstation", seat.id, seat.name);
        }
    }
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await
}
