//! Every write of a session. Its intervals, and what seats and visitors count, follow from what its life did.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx, search};
use sea_orm::Value;

use super::Session;
use crate::domain::life::{Closed, Life, Status};
use crate::store::{insert_of, seats, update_of, visitors};

pub struct NewSession<'a> {
    pub visitor: Option<i64>,
    pub visitor_name: Option<&'a str>,
    pub operator: Option<i64>,
    pub batch: Option<i64>,
    pub reservation: Option<i64>,
    pub code: &'a str,
    pub life: &'a Life,
}

/// `None`: the code is one of a session that lives.
pub async fn insert(tx: &Tx, new: &NewSession<'_>, now: Timestamp) -> Result<Option<i64>> {
    let (sql, values) = insert_of(
        "workstation_sessions",
        vec![
            ("visitor_id", new.visitor.into()),
            ("workstation_id", new.life.seat.into()),
            ("operator_id", new.operator.into()),
            ("batch_id", new.batch.into()),
            ("reservation_id", new.reservation.into()),
            ("access_code", new.code.into()),
            ("status", new.life.status.name().into()),
            ("duration_seconds", new.life.duration_seconds.into()),
            ("code_expires_at", new.life.code_expires_at.into()),
            ("end_reason", "".into()),
            ("search", search::text([new.code, new.visitor_name.unwrap_or_default()]).into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    const NONE_ALIKE: &str =
        " ON CONFLICT (access_code) WHERE status IN ('waiting', 'active', 'suspended') DO NOTHING RETURNING id";
    let row = tx.find(&sql.replace(" RETURNING id", NONE_ALIKE), values).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// Writes what became of `old`. `closed` is the interval that ended with it.
pub async fn save(tx: &Tx, old: &Session, new: &Life, closed: Option<Closed>, now: Timestamp) -> Result<()> {
    if let Some(closed) = closed {
        tx.exec(
            "UPDATE session_intervals SET ended_at = $2 WHERE session_id = $1 AND ended_at IS NULL",
            vec![old.id.into(), closed.to.into()],
        )
        .await?;
        let micros = closed.to.0 - closed.from.0;
        seats::count_used(tx, closed.seat, micros).await?;
        if let Some(visitor) = old.visitor {
            visitors::count_used(tx, visitor, micros).await?;
        }
    }
    let (sql, values) = update_of("workstation_sessions", old.id, columns(new, now));
    tx.exec(&sql, values).await?;
    let Some(running) = new.running.filter(|running| old.life.running != Some(*running)) else { return Ok(()) };
    tx.exec(
        "INSERT INTO session_intervals (session_id, workstation_id, started_at) VALUES ($1, $2, $3)",
        vec![old.id.into(), running.seat.into(), running.since.into()],
    )
    .await?;
    if old.life.status == Status::Waiting {
        seats::count_session(tx, running.seat, now).await?;
        if let Some(visitor) = old.visitor {
            visitors::count_session(tx, visitor, now).await?;
        }
    }
    Ok(())
}

fn columns(life: &Life, now: Timestamp) -> Vec<(&'static str, Value)> {
    vec![
        ("workstation_id", life.seat.into()),
        ("status", life.status.name().into()),
        ("duration_seconds", life.duration_seconds.into()),
        ("code_expires_at", life.code_expires_at.into()),
        ("started_at", life.started_at.into()),
        ("ended_at", life.ended_at.into()),
        ("end_reason", life.end_reason.map_or("", |reason| reason.name()).into()),
        ("suspended_at", life.suspended_at.into()),
        ("seat_kept_until", life.seat_kept_until.into()),
        ("closes_at", life.closes_at.into()),
        ("ends_at", life.ends_at.into()),
        ("warned_minutes", life.warned_minutes.into()),
        ("updated_at", now.into()),
    ]
}

/// Its row does not change for those who edit it.
pub async fn mark_warned(tx: &Tx, id: i64, minutes: i64) -> Result<()> {
    let sql = "UPDATE workstation_sessions SET warned_minutes = $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), minutes.into()]).await.map(drop)
}

/// By what a visitor's sessions are found, after a change of the name (empty: nobody's any more).
pub async fn set_search_of_visitor(tx: &Tx, visitor: i64, name: &str) -> Result<()> {
    let rows = tx
        .all("SELECT id, access_code FROM workstation_sessions WHERE visitor_id = $1 ORDER BY id", vec![visitor.into()])
        .await?;
    for row in rows {
        let (id, code): (i64, String) = (row.try_get("", "id")?, row.try_get("", "access_code")?);
        let sql = "UPDATE workstation_sessions SET search = $2 WHERE id = $1";
        tx.exec(sql, vec![id.into(), search::text([code.as_str(), name]).into()]).await?;
    }
    Ok(())
}
