//! The four clocks of retention. Each cleans in small transactions and leaves one proof of how much; a visitor under
//! legal hold is passed over by all of them.

use chrono::TimeDelta;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::{forget, today_now};
use crate::state::State;
use crate::store::people::retention as rows;

const BATCH: u64 = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    /// Visitors who have not come for long are made anonymous.
    Identity,
    /// Files of people who never came go.
    Account,
    /// Orders, messages, enrolment codes.
    Technical,
    /// Sessions forget whose they were.
    Security,
}

impl Clock {
    fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Account => "account",
            Self::Technical => "technical",
            Self::Security => "security",
        }
    }
}

pub async fn run(app: &App) -> Result<()> {
    let config = &app.state::<State>().config;
    let clocks = [
        (Clock::Identity, config.keep_identity_days),
        (Clock::Account, config.keep_account_days),
        (Clock::Security, config.keep_security_days),
        (Clock::Technical, config.keep_technical_days),
    ];
    for (clock, days) in clocks.into_iter().filter(|(_, days)| *days > 0) {
        let before = app.now().minus(TimeDelta::days(days));
        let gone = match clock {
            Clock::Identity | Clock::Account => files(app, clock, before).await?,
            Clock::Security | Clock::Technical => traces(app, clock, before).await?,
        };
        prove(app, clock, gone).await?;
    }
    Ok(())
}

async fn files(app: &App, clock: Clock, before: Timestamp) -> Result<u64> {
    let (read, today) = (app.db().read(), today_now(app).await?);
    let info = RequestInfo::internal("workstations.retention");
    let mut gone = 0;
    loop {
        let due = match clock {
            Clock::Identity => rows::not_seen_since(read, before, today, BATCH).await?,
            _ => rows::never_came(read, before, today, BATCH).await?,
        };
        let mut some = false;
        for id in &due {
            let tx = app.db().write_tx().await?;
            match forget::delete(&tx, app, &info, *id).await {
                Ok(()) => {
                    tx.commit().await?;
                    gone += 1;
                    some = true;
                }
                // Gone or held meanwhile, or kept by another module: another run will see.
                Err(Error::NotFound | Error::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
        if (due.len() as u64) < BATCH || !some {
            return Ok(gone);
        }
    }
}

async fn traces(app: &App, clock: Clock, before: Timestamp) -> Result<u64> {
    let today = today_now(app).await?;
    let mut gone = 0;
    loop {
        let tx = app.db().write_tx().await?;
        let some = match clock {
            Clock::Technical => rows::delete_technical(&tx, before, today, BATCH).await?,
            _ => rows::forget_whose(&tx, before, today, BATCH).await?,
        };
        tx.commit().await?;
        gone += some;
        if some == 0 {
            return Ok(gone);
        }
    }
}

async fn prove(app: &App, clock: Clock, count: u64) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    let tx = app.db().write_tx().await?;
    let entry = Entry::new("visitors_cleaned").meta("clock", clock.name()).meta("count", count);
    audit::record(&tx, app, &RequestInfo::internal("workstations.retention"), entry).await?;
    tx.commit().await
}
