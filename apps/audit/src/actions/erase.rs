//! Erasure of a person (GDPR article 17): the erasable parts go, the entries keep their numbers and their seals.

use preau_kernel::audit::{Entry, record};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use crate::domain::proof::{Proof, Removal};
use crate::store::{engine, entries};

/// Removes the personal parts of every entry whose actor or target is this person, or was one who has been merged into
/// them, and records the proof. Returns how many parts went. The proof names no one: who asked for the erasure stands
/// in the entry of whoever calls this (which must not hold the name either).
pub async fn erase(app: &App, tx: &Tx, user: i64) -> Result<i64> {
    engine::lock_removal(tx).await?;
    let mut erased = 0;
    for id in entries::merged(&**tx, user).await? {
        let extent = entries::personal_extent(tx, id).await?;
        if extent.count == 0 {
            continue;
        }
        engine::open_window(tx).await?;
        let count = entries::delete_personal(tx, id, extent).await? as i64;
        engine::close_window(tx).await?;
        let removal = Removal::Erasure { user: id };
        let proof = Proof { removal, count, first_id: extent.first_id, last_id: extent.last_id };
        let entry = Entry {
            metadata: proof.metadata(app.secrets()),
            target: Some(("user", id)),
            ..Entry::new("personal_erased")
        };
        record(tx, app, &RequestInfo::internal("erasure"), entry).await?;
        erased += count;
    }
    Ok(erased)
}

/// Remembers that `from` became `into`. Entries keep the old number (they are never changed); an erasure or an export
/// of `into` finds them through this.
pub async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    entries::insert_merge(tx, from, into).await
}
