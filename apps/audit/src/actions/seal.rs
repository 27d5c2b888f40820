//! Seals what is new. Entries enter the chain in the order of their ids, each exactly once, and none can appear behind
//! a seal (see `store::engine::horizon`).

use preau_kernel::{App, Result};

use crate::domain::leaf::EntryRow;
use crate::domain::seal::{Head, Seal};
use crate::store::engine::{self, Horizon};
use crate::store::{entries, seals};

/// Entries of one seal at most.
pub const BATCH: usize = 5000;

enum Step {
    Sealed(Seal),
    /// Ask once more: what was noted may hold already.
    Noted,
    /// Nothing is new, or not for now.
    Rest,
}

/// Seals until nothing is left that may be sealed now; returns how many entries were.
pub async fn seal(app: &App) -> Result<i64> {
    let mut sealed = 0;
    let mut noted = false;
    loop {
        match step(app).await? {
            Step::Sealed(seal) => {
                sealed += seal.count;
                noted = false;
            }
            Step::Noted if !noted => noted = true,
            Step::Noted | Step::Rest => return Ok(sealed),
        }
    }
}

async fn step(app: &App) -> Result<Step> {
    let head = seals::head(app.db().read()).await?;
    if !entries::any_after(app.db().read(), head.last_id).await? {
        return Ok(Step::Rest);
    }
    let tx = app.db().write_tx().await?;
    if !engine::lock_sealer(&tx).await? {
        return Ok(Step::Rest);
    }
    let head = seals::head(&*tx).await?;
    let horizon = match engine::horizon(&tx, head.last_id).await? {
        Horizon::At(id) => id,
        Horizon::Waiting => return Ok(Step::Rest),
        Horizon::Noted => {
            tx.commit().await?;
            return Ok(Step::Noted);
        }
    };
    let batch = entries::list(&*tx, head.last_id, horizon, BATCH).await?;
    let Some(last) = batch.last() else { return Ok(Step::Rest) };
    let last_id = if batch.len() == BATCH { last.id } else { horizon };
    let seal = made(app, &head, last_id, &batch);
    seals::insert(&tx, seal.clone()).await?;
    tx.commit().await?;
    // An outside log that keeps this line can tell later that the end was cut off (`preau audit verify`).
    tracing::info!(
        target: "preau_audit::seal",
        seq = seal.seq,
        mac = hex::encode(&seal.mac),
        last_id = seal.last_id,
        count = seal.count,
        "sealed"
    );
    Ok(Step::Sealed(seal))
}

fn made(app: &App, head: &Head, last_id: i64, batch: &[EntryRow]) -> Seal {
    let leaves: Vec<_> = batch.iter().map(EntryRow::leaf).collect();
    Seal::make(app.secrets(), head, last_id, &leaves, app.now())
}
