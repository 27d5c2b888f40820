//! Wrong codes, of which a seat, a network and a site may send so many in a quarter of an hour.
//!
//! Right codes are never counted, so that a class that arrives at once meets no limit, and take effect only where the
//! limit is not reached at that very instant: the transaction that starts a session holds the counters as the last thing
//! it does, and a wrong code is counted by the transaction that refuses it. So of a thousand guesses sent at once as many
//! are judged as of a thousand sent one after the other, whether or not a right one is among them (decision 0020).

use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Tx, throttle};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::validate::Sender;
use crate::state::State;
use crate::store::seats;

const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// The counters of whoever sends a code, each with its limit; 0: none. Always in this order, so that two who hold them
/// never wait for one another.
pub(super) struct Guesses([(String, i64); 3]);

impl Guesses {
    /// Those of seats that have proven who they are, are counted apart: strangers do not hold a room back.
    pub(super) async fn of(app: &App, info: &RequestInfo, sender: Sender) -> Result<Self> {
        let config = &app.state::<State>().config;
        let seat = sender.seat().unwrap_or(0);
        let site = seats::site_of(app.db().read(), seat).await?;
        let proven = if sender.is_proven() { "key" } else { "open" };
        // Without a seat there is nothing that the first could mean.
        let of_seat = if seat == 0 { 0 } else { config.wrong_codes_per_seat };
        Ok(Self([
            (format!("ws.code:{proven}:seat:{seat}"), of_seat),
            (format!("ws.code:{proven}:net:{}", info.network()), config.wrong_codes_per_network),
            (format!("ws.code:{proven}:site:{site}"), config.wrong_codes_per_site),
        ]))
    }

    /// 429 where the limit was reached a moment ago: a flood ends here, without a write.
    pub(super) async fn require_room(&self, app: &App) -> Result<()> {
        let keys = self.0.each_ref().map(|(key, _)| (key.as_str(), WINDOW));
        let counters = throttle::read(app.db().read(), keys, app.now()).await?;
        let is_reached = self.0.iter().zip(counters).any(|((_, limit), counter)| *limit > 0 && counter.count >= *limit);
        if is_reached { Err(too_many()) } else { Ok(()) }
    }

    /// 429 where the limit is reached; nobody counts until this transaction ends.
    pub(super) async fn hold(&self, tx: &Tx, now: Timestamp) -> Result<()> {
        for (key, limit) in self.limits() {
            if throttle::held(tx, key, now, WINDOW).await? >= limit {
                return Err(too_many());
            }
        }
        Ok(())
    }

    /// As [`Self::hold`], for what changes nothing and yet tells that a code is good.
    pub(super) async fn require_room_now(&self, app: &App) -> Result<()> {
        let tx = app.db().write_tx().await?;
        self.hold(&tx, app.now()).await?;
        tx.rollback().await
    }

    /// One more wrong code, or 429 where there were enough.
    pub(super) async fn count(&self, tx: &Tx, now: Timestamp) -> Result<()> {
        for (key, limit) in self.limits() {
            if throttle::hit(tx, key, now, WINDOW).await? > limit {
                return Err(too_many());
            }
        }
        Ok(())
    }

    fn limits(&self) -> impl Iterator<Item = (&str, i64)> {
        self.0.iter().filter(|(_, limit)| *limit > 0).map(|(key, limit)| (key.as_str(), *limit))
    }
}

fn too_many() -> Error {
    Error::TooMany { code: "too_many_wrong_codes", retry_after_seconds: WINDOW.num_seconds().unsigned_abs() }
}
