//! Other times that coaches propose for appointments (`appointment_proposals`).

use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};

use super::appointments::Appointment;
use super::insert_of;

#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: i64,
    pub message: String,
    pub created_at: Timestamp,
    /// By start.
    pub times: Vec<Interval>,
}

/// The one that holds for the appointment as it is: moved or cancelled since, it has none.
pub async fn find(conn: &dyn Sql, one: &Appointment) -> Result<Option<Proposal>> {
    let sql = "SELECT p.id, p.message, p.created_at FROM appointment_proposals p WHERE p.appointment_id = $1 AND p.sequence = $2";
    let Some(row) = conn.find(sql, vec![one.id.into(), one.sequence.into()]).await? else { return Ok(None) };
    let id: i64 = row.try_get("", "id")?;
    let sql = "SELECT starts_at, ends_at FROM appointment_proposal_times WHERE proposal_id = $1 ORDER BY starts_at";
    let mut times = Vec::new();
    for row in conn.all(sql, vec![id.into()]).await? {
        let (from, to): (Timestamp, Timestamp) = (row.try_get("", "starts_at")?, row.try_get("", "ends_at")?);
        times.extend(Interval::new(from.seconds(), to.seconds()));
    }
    Ok(Some(Proposal { id, message: row.try_get("", "message")?, created_at: row.try_get("", "created_at")?, times }))
}

/// The times that wait for an answer of this coach's other clients.
pub async fn open_to_others(conn: &dyn Sql, one: &Appointment, now: Timestamp) -> Result<Vec<Interval>> {
    let sql = "SELECT t.starts_at, t.ends_at FROM appointments a \
               JOIN appointment_proposals p ON p.appointment_id = a.id AND p.sequence = a.sequence \
               JOIN appointment_proposal_times t ON t.proposal_id = p.id \
               WHERE a.coach_id = $1 AND a.client_id <> $2 AND a.status = 'booked' AND a.starts_at > $3 AND t.starts_at > $3";
    let values = vec![one.coach_id.into(), one.client_id.into(), now.into()];
    let rows = conn.all(sql, values).await?;
    let mut times = Vec::with_capacity(rows.len());
    for row in rows {
        let (from, to): (Timestamp, Timestamp) = (row.try_get("", "starts_at")?, row.try_get("", "ends_at")?);
        times.extend(Interval::new(from.seconds(), to.seconds()));
    }
    Ok(times)
}

/// A new one, in place of the one before.
pub async fn replace(tx: &Tx, one: &Appointment, message: &str, times: &[Interval], now: Timestamp) -> Result<i64> {
    tx.exec("DELETE FROM appointment_proposals WHERE appointment_id = $1", vec![one.id.into()]).await?;
    let (sql, values) = insert_of(
        "appointment_proposals",
        vec![
            ("appointment_id", one.id.into()),
            ("sequence", one.sequence.into()),
            ("message", message.into()),
            ("created_at", now.into()),
        ],
    );
    let id = tx.number(&sql, values).await?;
    for time in times {
        let sql = "INSERT INTO appointment_proposal_times (proposal_id, starts_at, ends_at) VALUES ($1, $2, $3)";
        let at = Timestamp::from_seconds;
        tx.exec(sql, vec![id.into(), at(time.from()).into(), at(time.to()).into()]).await?;
    }
    Ok(id)
}

pub async fn delete_of_client(tx: &Tx, client: i64) -> Result<()> {
    let sql = "DELETE FROM appointment_proposals WHERE appointment_id IN (SELECT a.id FROM appointments a WHERE a.client_id = $1)";
    tx.exec(sql, vec![client.into()]).await.map(drop)
}
