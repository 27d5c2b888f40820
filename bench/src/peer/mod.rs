//! The same work by Préau and by a tuned Django (`bench/peers/django`: Django, DRF, SimpleJWT, gunicorn with two workers,
//! SQLite), over as many people and log entries. Each row asks both, in turns, in its own file.
//!
//! Map: `django` the peer's process · `ours` Préau with what the peer has · here both.

pub(crate) mod django;
mod ours;

use std::net::SocketAddr;

use anyhow::Result;
use chrono::{DateTime, Datelike, Days, NaiveDate, Weekday};
use serde_json::Value;

use self::django::Django;
use crate::Options;
use crate::place::Place;

pub(crate) const PEOPLE: i64 = 1_000;
pub(crate) const LOGS: i64 = 100_000;
/// Who log in, beside the superuser.
const CLIENTS: usize = 40;

/// Both, with what rows need of them.
pub(crate) struct Pair {
    pub(crate) place: Place,
    pub(crate) ours: Keys,
    /// `None`: it cannot be started here, or is not wanted.
    pub(crate) theirs: Option<(Django, Keys)>,
}

/// What opens a server.
pub(crate) struct Keys {
    pub(crate) address: SocketAddr,
    /// Of the superuser, as lines of a head: an access token, and the cookies of the back office.
    pub(crate) admin: String,
    pub(crate) cookie: String,
    /// What is sent for the code of a session that waits or runs.
    pub(crate) code: Value,
    /// A visitor and a seat without a session, by the names that the server has for them.
    pub(crate) session: Value,
    /// Clients, each with an access token.
    pub(crate) clients: Vec<String>,
}

impl Pair {
    pub(crate) async fn new(options: &Options) -> Result<Self> {
        let theirs = match options.without_peer {
            true => None,
            false => Self::theirs(options).await?,
        };
        let place = ours::place(options).await?;
        let ours = ours::keys(&place).await?;
        Ok(Self { place, ours, theirs })
    }

    async fn theirs(options: &Options) -> Result<Option<(Django, Keys)>> {
        eprintln!("starting Django");
        let Some(django) = django::start(options).await? else {
            eprintln!("  it did not start: no network for its packages?");
            return Ok(None);
        };
        let keys = django.keys().await?;
        Ok(Some((django, keys)))
    }

    /// A day within the horizon on which both have free times.
    pub(crate) fn working_day(&self) -> NaiveDate {
        let now = DateTime::from_timestamp(self.place.app.now().seconds(), 0);
        let today = now.map_or(NaiveDate::MIN, |now| now.date_naive());
        let days = (7..14).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
        days.into_iter().find(|day| day.weekday() == Weekday::Tue).unwrap_or(today)
    }

    /// Préau first.
    pub(crate) fn keys(&self) -> Vec<&Keys> {
        std::iter::once(&self.ours).chain(self.theirs.as_ref().map(|(_, keys)| keys)).collect()
    }
}
