//! Work that follows from a booking, and what runs by itself.

use futures::FutureExt;
use preau_kernel::clock::Timestamp;
use preau_kernel::config::Span;
use preau_kernel::db::Tx;
use preau_kernel::jobs::{self, JobKind, Periodic};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::actions::{hold, offer, remind, wishes};
use crate::mails;

const TELL: &str = "appointments.tell";
const OFFER: &str = "appointments.offer";
const TELL_OFFER: &str = "appointments.tell_offer";

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
