//! One order to many seats: a room, a site or a selection of it, in one request. Each seat takes it or says why not, as if
//! it had been asked alone; each has its entry in the trail, and all of these share a word.
//!
//! Map: here who is meant and in which parts it is done · `lines` what goes over the line: messages, locking, restarting ·
//! `deeds` what is done to sessions, states and sleeping machines.
//!
//! A part is one transaction, so that a room is ordered about as a whole, and a town's worth of seats does not keep
//! everybody else from writing. Should a part fail, others have been given: its seats are then among those that did not
//! take the order.

mod deeds;
mod lines;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::command::Command;
use crate::actions::sessions::settle;
use crate::store::live::together::{self as rows, Target, Whom};

/// Seats of one request.
pub(crate) const MOST: usize = 10_000;
/// Of one transaction, where a few statements do for all of them…
const LINES_AT_ONCE: usize = 500;
/// …and where each takes its own.
const DEEDS_AT_ONCE: usize = 100;
/// Transactions at one time, of what touches the seats alone: none waits for another then, and PostgreSQL works on several
/// at once. What is done to sessions touches what they share (a queue), and goes part by part.
const PARTS_UNDER_WAY: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Order {
    Line(Command),
    Session(Deed),
    State(String),
    Wake,
}

/// What is done to the session of each seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    AddTime { minutes: i64 },
    Suspend,
    Resume,
    Terminate,
}

pub(crate) struct Wanted {
    pub(crate) order: Order,
    pub(crate) whom: Whom,
    /// Only seats at which a session is open.
    pub(crate) occupied: bool,
}

pub(crate) struct Taken {
    pub(crate) workstation: i64,
    /// The number of the order, of what goes over the line.
    pub(crate) order: Option<i64>,
    pub(crate) session: Option<i64>,
}

pub(crate) struct NotTaken {
    pub(crate) workstation: i64,
    /// `None`: there is no such seat.
    pub(crate) name: Option<String>,
    pub(crate) why: Error,
}

#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) taken: Vec<Taken>,
    pub(crate) refused: Vec<NotTaken>,
}

pub(crate) struct Given {
    /// What the entries of the trail have in common.
    pub(crate) together: String,
    pub(crate) outcome: Outcome,
}

/// What every part needs.
struct Giving<'a> {
    app: &'a App,
    info: &'a RequestInfo,
    by: i64,
    together: &'a str,
}

impl Outcome {
    fn take(&mut self, target: &Target, order: Option<i64>, session: Option<i64>) {
        self.taken.push(Taken { workstation: target.id, order, session });
    }

    fn refuse(&mut self, target: &Target, why: Error) {
        self.refused.push(NotTaken { workstation: target.id, name: Some(target.name.clone()), why });
    }

    fn add(&mut self, mut part: Self) {
        self.taken.append(&mut part.taken);
        self.refused.append(&mut part.refused);
    }

    /// Parts that could not be given. An error when nothing was.
    fn miss(&mut self, failed: Vec<(&[i64], Error)>, together: &str) -> Result<()> {
        for (seats, error) in failed {
            if self.taken.is_empty() {
                return Err(error);
            }
            tracing::warn!(%error, together, "an order did not reach all of its seats");
            let why = || Error::Unavailable("unavailable");
            self.refused.extend(seats.iter().map(|id| NotTaken { workstation: *id, name: None, why: why() }));
        }
        Ok(())
    }
}

/// 400 on `site` or `room` for more seats than [`MOST`].
pub(crate) async fn give(app: &App, info: &RequestInfo, by: i64, wanted: &Wanted) -> Result<Given> {
    let together = hex::encode(app.chance().bytes::<8>());
    let giving = Giving { app, info, by, together: &together };
    let found = seats(app, wanted).await?;
    let mut outcome = Outcome::default();
    if let Whom::Seats(asked) = &wanted.whom {
        unknown(app, asked, &mut outcome).await?;
    }
    giving.all(&wanted.order, &found, &mut outcome).await?;
    outcome.taken.sort_by_key(|one| one.workstation);
    outcome.refused.sort_by_key(|one| one.workstation);
    Ok(Given { together, outcome })
}

/// What time has done there is written first, so that nobody is reached whose session is over.
async fn seats(app: &App, wanted: &Wanted) -> Result<Vec<i64>> {
    let read = app.db().read();
    let asks_sessions = wanted.occupied || matches!(wanted.order, Order::Session(_) | Order::Line(Command::Message(_)));
    if asks_sessions {
        for part in rows::ids(read, &wanted.whom, true, MOST + 1).await?.chunks(LINES_AT_ONCE) {
            for session in rows::overdue(read, part, app.now()).await? {
                settle::one(app, session).await?;
            }
        }
    }
    let found = rows::ids(read, &wanted.whom, wanted.occupied, MOST + 1).await?;
    if found.len() <= MOST {
        return Ok(found);
    }
    let field = if matches!(wanted.whom, Whom::Site(_)) { "site" } else { "room" };
    Err(Error::invalid(field, Refusal::new("too_many_items").arg("max", MOST)))
}

async fn unknown(app: &App, asked: &[i64], outcome: &mut Outcome) -> Result<()> {
    let there = rows::ids(app.db().read(), &Whom::Seats(asked.to_vec()), false, asked.len()).await?;
    for id in asked.iter().filter(|id| there.binary_search(id).is_err()) {
        let why = Error::conflict(Refusal::new("no_such_workstation").arg("id", id));
        outcome.refused.push(NotTaken { workstation: *id, name: None, why });
    }
    Ok(())
}

impl Giving<'_> {
    /// As many parts under way as may be; where some have failed and nothing was given, nothing more is tried.
    async fn all(&self, order: &Order, seats: &[i64], outcome: &mut Outcome) -> Result<()> {
        let (at_once, under_way) = match order {
            Order::Session(_) => (DEEDS_AT_ONCE, 1),
            _ => (LINES_AT_ONCE, PARTS_UNDER_WAY),
        };
        let (mut ahead, mut running, mut failed) = (seats.chunks(at_once), FuturesUnordered::new(), Vec::new());
        loop {
            while running.len() < under_way
                && (failed.is_empty() || !outcome.taken.is_empty())
                && let Some(part) = ahead.next()
            {
                running.push(async move { (part, self.part(order, part).await) });
            }
            match running.next().await {
                Some((_, Ok(part))) => outcome.add(part),
                Some((part, Err(error))) => failed.push((part, error)),
                None => return outcome.miss(failed, self.together),
            }
        }
    }

    async fn part(&self, order: &Order, seats: &[i64]) -> Result<Outcome> {
        let mut done = Outcome::default();
        match order {
            Order::Line(command) => self.line(command, seats, &mut done).await?,
            Order::Session(deed) => self.deed(*deed, seats, &mut done).await?,
            Order::State(state) => self.state(state, seats, &mut done).await?,
            Order::Wake => self.wake(seats, &mut done).await?,
        }
        Ok(done)
    }
}
