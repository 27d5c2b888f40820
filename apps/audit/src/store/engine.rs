//! Where the two engines differ for the audit trail: locks, the window for removals, and how far a seal may reach.

use preau_kernel::Result;
use preau_kernel::db::{Engine, Sql, Tx};

const SEAL_LOCK: i64 = 7_268_220;
const REMOVAL_LOCK: i64 = 7_268_221;

/// How far a seal may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Horizon {
    /// Every entry up to this id is there or will never be.
    At(i64),
    /// A transaction that may still bring an earlier entry is running.
    Waiting,
    /// A new horizon was noted; it holds once the transactions that run now have ended. Commit, then ask again.
    Noted,
}

/// Makes this transaction the only sealer; false when another one is at work.
pub async fn lock_sealer(tx: &Tx) -> Result<bool> {
    match tx.engine() {
        Engine::Sqlite => Ok(true),
        Engine::Postgres => {
            let row = tx.get("SELECT pg_try_advisory_xact_lock($1)", vec![SEAL_LOCK.into()]).await?;
            Ok(row.try_get_by_index(0)?)
        }
    }
}

/// Waits until this transaction is the only one that removes something.
pub async fn lock_removal(tx: &Tx) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        tx.exec("SELECT pg_advisory_xact_lock($1)", vec![REMOVAL_LOCK.into()]).await?;
    }
    Ok(())
}

/// Lets this transaction, and no other, delete entries and personal parts.
pub async fn open_window(tx: &Tx) -> Result<()> {
    let sql = match tx.engine() {
        Engine::Sqlite => "INSERT INTO audit_window (open) VALUES (1)",
        Engine::Postgres => "SELECT set_config('preau.audit_window', 'open', true)",
    };
    tx.exec(sql, vec![]).await.map(drop)
}

/// Whether a row of the window was left behind, so that the triggers let deletions pass.
pub async fn window_is_open(conn: &dyn Sql) -> Result<bool> {
    match conn.engine() {
        Engine::Sqlite => Ok(conn.number("SELECT COUNT(*) FROM audit_window", vec![]).await? > 0),
        // A setting of a transaction ends with it.
        Engine::Postgres => Ok(false),
    }
}

pub async fn close_window(tx: &Tx) -> Result<()> {
    let sql = match tx.engine() {
        Engine::Sqlite => "DELETE FROM audit_window",
        Engine::Postgres => "SELECT set_config('preau.audit_window', '', true)",
    };
    tx.exec(sql, vec![]).await.map(drop)
}

/// How far the entries behind `sealed` may be sealed in this transaction, which must not have written anything yet.
///
/// SQLite has one writer: what is there is all. On PostgreSQL ids are given before the commit, so an entry may appear
/// below one that is already visible. Two numbers, noted in this order, tell when that is over: M, the last id given
/// so far, and then X, the number of a transaction that begins now. Whoever was given an id up to M had its
/// transaction's number before (see `kernel::audit::record`), thus below X. Once no transaction below X runs, each id
/// up to M is committed or gone for ever.
///
/// X is the number of our own transaction and not `pg_snapshot_xmax`: that is the highest COMPLETED number plus one,
/// and running transactions may be at or above it.
pub async fn horizon(tx: &Tx, sealed: i64) -> Result<Horizon> {
    if tx.engine() == Engine::Sqlite {
        return Ok(Horizon::At(tx.number("SELECT MAX(id) FROM audit_entries", vec![]).await?));
    }
    let now = tx
        .get(
            "SELECT pg_snapshot_xmin(s)::text::bigint AS xmin, pg_snapshot_xmax(s)::text::bigint AS xmax \
             FROM pg_current_snapshot() AS s",
            vec![],
        )
        .await?;
    let (xmin, xmax): (i64, i64) = (now.try_get("", "xmin")?, now.try_get("", "xmax")?);
    if let Some(row) = tx.find("SELECT entry_id, xid FROM audit_horizon WHERE id = 1", vec![]).await? {
        let (entry, xid): (i64, i64) = (row.try_get("", "entry_id")?, row.try_get("", "xid")?);
        // A number that this server has not reached comes from a dump of another one.
        let ours = xid < xmax;
        if ours && entry > sealed && xmin < xid {
            return Ok(Horizon::Waiting);
        }
        if ours && entry > sealed && behind(&**tx, sealed, entry).await? {
            return Ok(Horizon::At(entry));
        }
    }
    let last = "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM audit_entries_id_seq";
    let entry = tx.number(last, vec![]).await?;
    let xid = tx.number("SELECT pg_current_xact_id()::text::bigint", vec![]).await?;
    tx.exec(
        "INSERT INTO audit_horizon (id, entry_id, xid) VALUES (1, $1, $2) \
         ON CONFLICT (id) DO UPDATE SET entry_id = $1, xid = $2",
        vec![entry.into(), xid.into()],
    )
    .await?;
    Ok(Horizon::Noted)
}

/// Whether an entry is visible in `(sealed, last]`; all of these numbers may belong to transactions that gave up.
async fn behind(conn: &dyn Sql, sealed: i64, last: i64) -> Result<bool> {
    let sql = "SELECT id FROM audit_entries WHERE id > $1 AND id <= $2 LIMIT 1";
    Ok(conn.find(sql, vec![sealed.into(), last.into()]).await?.is_some())
}

/// The triggers of the migration that are no longer there or switched off.
pub async fn missing_triggers(conn: &dyn Sql) -> Result<Vec<String>> {
    let (sql, also) = match conn.engine() {
        Engine::Sqlite => ("SELECT name FROM sqlite_master WHERE type = 'trigger'", true),
        Engine::Postgres => {
            ("SELECT tgname::text AS name FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal", false)
        }
    };
    let mut wanted = vec!["audit_entries_no_update", "audit_entries_no_delete", "audit_seals_no_update"];
    wanted.extend(["audit_personal_no_update", "audit_personal_no_delete"]);
    if also {
        wanted.extend(["audit_seals_no_delete", "audit_entries_no_replace", "audit_personal_no_replace"]);
        wanted.push("audit_seals_no_replace");
    }
    let rows = conn.all(sql, vec![]).await?;
    let there: Vec<String> = rows.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?;
    Ok(wanted.into_iter().filter(|name| !there.iter().any(|t| t == name)).map(str::to_owned).collect())
}
