//! What follows from a change, and what runs by itself. Map: here what time does to sessions and seats · `live` ·
//! `people`.

pub(crate) mod live;
pub(crate) mod people;

use futures::FutureExt;
use preau_kernel::config::Span;
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::{App, Result};

use crate::actions::{sessions, tell};
use crate::state::State;
use crate::store::due;

pub(crate) fn kinds() -> Vec<JobKind> {
    live::kinds().into_iter().chain(people::kinds()).collect()
}

pub(crate) fn periodic() -> Vec<Periodic> {
    let own = vec![
        Periodic {
            name: "workstations.settle",
            every: Span::seconds(5),
            run: |app| async move { sessions::settle::all(&app).await.map(drop) }.boxed(),
        },
        Periodic {
            name: "workstations.warn",
            every: Span::seconds(5),
            run: |app| async move { sessions::warn::all(&app).await.map(drop) }.boxed(),
        },
        Periodic {
            name: "workstations.mark_silent",
            every: Span::seconds(10),
            run: |app| async move { mark_silent(&app).await }.boxed(),
        },
    ];
    own.into_iter().chain(live::periodic()).chain(people::periodic()).collect()
}

/// Seats that were not heard for a while are offline; their own word brings them back.
async fn mark_silent(app: &App) -> Result<()> {
    const BATCH: u64 = 500;
    let patience = app.state::<State>().config.offline_after.delta();
    loop {
        let tx = app.db().write_tx().await?;
        let now = app.now();
        let gone = due::mark_silent(&tx, now.minus(patience), now, BATCH).await?;
        for (workstation, room) in &gone {
            tell::room_event(&tx, *room, *workstation);
        }
        let is_last = (gone.len() as u64) < BATCH;
        tx.commit().await?;
        if is_last {
            return Ok(());
        }
    }
}
