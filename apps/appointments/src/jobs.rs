//! Work that follows from a booking, and what runs by itself.

use futures::FutureExt;
use preau_kernel::clock::Timestamp;
use preau_kernel::config::Span;
use preau_kernel::db::Tx;
use preau_kernel::jobs::{self, JobKind, Periodic};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::actions::{busy_feed, hold, offer, propose, remind, wishes};
use crate::store::appointments::Appointment;
use crate::{letters, mails};

const TELL: &str = "appointments.tell";
const OFFER: &str = "appointments.offer";
const TELL_OFFER: &str = "appointments.tell_offer";
const PROPOSE: &str = "appointments.propose";
const TELL_PROPOSAL: &str = "appointments.tell_proposal";
const READ_BUSY_FEED: &str = "appointments.read_busy_feed";

/// What coach and client are told of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Booked,
    Moved,
    Cancelled,
    Reminder,
}

impl Told {
    const ALL: [Self; 4] = [Self::Booked, Self::Moved, Self::Cancelled, Self::Reminder];

    /// As keys of texts and rows name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Reminder => "reminder",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|told| told.name() == name)
    }
}

pub(crate) fn kinds() -> Vec<JobKind> {
    vec![
        JobKind { name: TELL, max_attempts: 10, run: |app, payload| tell_now(app, payload).boxed() },
        JobKind { name: TELL_OFFER, max_attempts: 10, run: |app, payload| tell_offer_now(app, payload).boxed() },
        JobKind { name: OFFER, max_attempts: 10, run: |app, payload| offer_now(app, payload).boxed() },
        JobKind { name: PROPOSE, max_attempts: 10, run: |app, payload| propose_now(app, payload).boxed() },
        JobKind { name: TELL_PROPOSAL, max_attempts: 10, run: |app, payload| tell_proposal_now(app, payload).boxed() },
        JobKind { name: READ_BUSY_FEED, max_attempts: 5, run: |app, payload| read_busy_feed_now(app, payload).boxed() },
    ]
}

pub(crate) fn periodic() -> Vec<Periodic> {
    vec![
        Periodic {
            name: "appointments.remind",
            every: Span::seconds(300),
            run: |app| async move { remind::remind(&app).await }.boxed(),
        },
        Periodic {
            name: "appointments.remove_expired_holds",
            every: Span::seconds(60),
            run: |app| async move { hold::remove_expired(&app).await }.boxed(),
        },
        Periodic {
            name: "appointments.end_wishes",
            every: Span::hours(1),
            run: |app| async move { wishes::end_past(&app).await }.boxed(),
        },
        Periodic {
            name: "appointments.read_busy_feeds",
            every: Span::seconds(60),
            run: |app| async move { busy_feed::read_due(&app).await }.boxed(),
        },
    ]
}

/// Queues the mails of an appointment as it is with this SEQUENCE.
pub(crate) async fn tell(tx: &Tx, app: &App, told: Told, appointment: i64, sequence: i64) -> Result<()> {
    let payload = json!({"appointment": appointment, "told": told.name(), "sequence": sequence});
    jobs::enqueue(tx, app, TELL, payload).await.map(drop)
}

/// A time of this coach is free again: the next in line is offered it.
pub(crate) async fn offer(tx: &Tx, app: &App, coach: i64, starts_at: Timestamp) -> Result<()> {
    jobs::enqueue(tx, app, OFFER, json!({"coach": coach, "starts_at": starts_at.0})).await.map(drop)
}

/// Queues the mail of the open offer that was made for a wish.
pub(crate) async fn tell_offer(tx: &Tx, app: &App, wish: i64) -> Result<()> {
    jobs::enqueue(tx, app, TELL_OFFER, json!({"wish": wish})).await.map(drop)
}

/// Proposes the nearest free times for an appointment as it is now, in the name of `by`.
pub(crate) async fn propose(tx: &Tx, app: &App, one: &Appointment, by: i64, message: &str) -> Result<()> {
    let payload = json!({"appointment": one.id, "sequence": one.sequence, "by": by, "message": message,
        "asked_at": app.now().0});
    jobs::enqueue(tx, app, PROPOSE, payload).await.map(drop)
}

/// Queues the mail of a proposal.
pub(crate) async fn tell_proposal(tx: &Tx, app: &App, appointment: i64, proposal: i64) -> Result<()> {
    let payload = json!({"appointment": appointment, "proposal": proposal});
    jobs::enqueue(tx, app, TELL_PROPOSAL, payload).await.map(drop)
}

/// Reads a coach's calendar elsewhere, unless that waits to be done already.
pub(crate) async fn read_busy_feed(tx: &Tx, app: &App, feed: i64) -> Result<()> {
    let key = format!("{READ_BUSY_FEED}/{feed}");
    jobs::enqueue_unique(tx, app, READ_BUSY_FEED, json!({"feed": feed}), &key).await.map(drop)
}

async fn tell_now(app: App, payload: Value) -> Result<()> {
    let told = payload["told"].as_str().and_then(Told::parse);
    match (told, payload["appointment"].as_i64(), payload["sequence"].as_i64()) {
        (Some(told), Some(appointment), Some(sequence)) => mails::tell(&app, told, appointment, sequence).await,
        _ => Err(Error::internal("a job that tells nothing")),
    }
}

async fn tell_offer_now(app: App, payload: Value) -> Result<()> {
    let wish = payload["wish"].as_i64().ok_or_else(|| Error::internal("a job that tells of no wish"))?;
    mails::offer(&app, wish).await
}

async fn offer_now(app: App, payload: Value) -> Result<()> {
    match (payload["coach"].as_i64(), payload["starts_at"].as_i64()) {
        (Some(coach), Some(starts_at)) => offer::offer(&app, coach, Timestamp(starts_at)).await,
        _ => Err(Error::internal("a job that offers nothing")),
    }
}

async fn propose_now(app: App, payload: Value) -> Result<()> {
    let number = |name: &str| payload[name].as_i64().ok_or_else(|| Error::internal("a job that proposes nothing"));
    let (id, sequence, by) = (number("appointment")?, number("sequence")?, number("by")?);
    let message = payload["message"].as_str().unwrap_or_default();
    propose::propose_nearest(&app, id, sequence, by, message, Timestamp(number("asked_at")?)).await
}

async fn tell_proposal_now(app: App, payload: Value) -> Result<()> {
    match (payload["appointment"].as_i64(), payload["proposal"].as_i64()) {
        (Some(appointment), Some(proposal)) => letters::proposal(&app, appointment, proposal).await,
        _ => Err(Error::internal("a job that tells of no proposal")),
    }
}

async fn read_busy_feed_now(app: App, payload: Value) -> Result<()> {
    let feed = payload["feed"].as_i64().ok_or_else(|| Error::internal("a job that reads no calendar"))?;
    busy_feed::read(&app, feed).await
}
