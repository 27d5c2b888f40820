//! Every write of an appointment.

use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};

use super::super::{insert_of, update_of};
use super::Appointment;
use crate::domain::status::Status;

/// A new one.
#[derive(Debug, Clone)]
pub struct New {
    pub uid: String,
    pub coach: i64,
    pub client: i64,
    pub service: i64,
    pub time: Interval,
    pub message: String,
    pub booked_by: i64,
}

pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "appointments",
        vec![
            ("uid", new.uid.clone().into()),
            ("sequence", 0_i64.into()),
            ("coach_id", new.coach.into()),
            ("client_id", new.client.into()),
            ("service_id", new.service.into()),
            ("starts_at", Timestamp::from_seconds(new.time.from()).into()),
            ("ends_at", Timestamp::from_seconds(new.time.to()).into()),
            ("status", Status::Booked.name().into()),
            ("message", new.message.clone().into()),
            ("cancel_reason", "".into()),
            ("booked_by", new.booked_by.into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Its SEQUENCE rises, and it is reminded of anew.
pub async fn set_time(tx: &Tx, old: &Appointment, time: Interval, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of(
        "appointments",
        old.id,
        vec![
            ("starts_at", Timestamp::from_seconds(time.from()).into()),
            ("ends_at", Timestamp::from_seconds(time.to()).into()),
            ("sequence", (old.sequence + 1).into()),
            ("reminded_at", None::<i64>.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.exec(&sql, values).await.map(drop)
}

/// `by` nobody: the program itself (an erasure).
pub async fn cancel(tx: &Tx, old: &Appointment, by: Option<i64>, reason: &str, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of(
        "appointments",
        old.id,
        vec![
            ("status", Status::Cancelled.name().into()),
            ("cancel_reason", reason.into()),
            ("cancelled_at", now.into()),
            ("cancelled_by", by.into()),
            ("sequence", (old.sequence + 1).into()),
            ("updated_at", now.into()),
        ],
    );
    tx.exec(&sql, values).await.map(drop)
}

pub async fn set_status(tx: &Tx, id: i64, status: Status, now: Timestamp) -> Result<()> {
    let (sql, values) =
        update_of("appointments", id, vec![("status", status.name().into()), ("updated_at", now.into())]);
    tx.exec(&sql, values).await.map(drop)
}

/// What was told of an appointment, to whom.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    pub appointment: i64,
    pub what: &'a str,
    pub sequence: i64,
    pub side: &'a str,
}

impl Telling<'_> {
    fn values(&self) -> Vec<sea_orm::Value> {
        vec![self.appointment.into(), self.what.into(), self.sequence.into(), self.side.into()]
    }
}

/// Notes that this was told; false: it was before.
pub async fn note_told(tx: &Tx, telling: Telling<'_>, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO appointment_mails (appointment_id, what, sequence, side, queued_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let mut values = telling.values();
    values.push(now.into());
    Ok(tx.exec(sql, values).await? > 0)
}

/// By which mail.
pub async fn note_mail(tx: &Tx, telling: Telling<'_>, mail: i64) -> Result<()> {
    let sql = "UPDATE appointment_mails SET mail_id = $5 WHERE appointment_id = $1 AND what = $2 AND sequence = $3 \
               AND side = $4";
    let mut values = telling.values();
    values.push(mail.into());
    tx.exec(sql, values).await.map(drop)
}

/// Mails about a client's appointments, whoever got them: they name the client.
pub async fn forget_mails(tx: &Tx, client: i64) -> Result<()> {
    let sql = "DELETE FROM mails WHERE id IN (SELECT m.mail_id FROM appointment_mails m \
               JOIN appointments a ON a.id = m.appointment_id WHERE a.client_id = $1)";
    tx.exec(sql, vec![client.into()]).await.map(drop)
}

/// Marks those that begin before `until` and were not reminded of, at most so many: how many they were, and id and
/// SEQUENCE of those to remind of. What was booked or moved less than that long ahead has its mail still at hand.
pub async fn take_unreminded(tx: &Tx, now: Timestamp, until: Timestamp, most: u64) -> Result<(u64, Vec<(i64, i64)>)> {
    let lock = tx.engine().skip_locked();
    let sql = format!(
        "UPDATE appointments SET reminded_at = $1 WHERE id IN (SELECT id FROM appointments WHERE status = 'booked' \
         AND reminded_at IS NULL AND starts_at > $1 AND starts_at <= $2 ORDER BY starts_at LIMIT {most}{lock}) \
         RETURNING id, sequence, starts_at, updated_at"
    );
    let rows = tx.all(&sql, vec![now.into(), until.into()]).await?;
    let ahead = until.since(now);
    let mut wanted = Vec::new();
    for row in &rows {
        let (starts_at, updated_at): (Timestamp, Timestamp) =
            (row.try_get("", "starts_at")?, row.try_get("", "updated_at")?);
        if starts_at.since(updated_at) > ahead {
            wanted.push((row.try_get("", "id")?, row.try_get("", "sequence")?));
        }
    }
    wanted.sort_unstable();
    Ok((rows.len() as u64, wanted))
}

/// What a client wrote, and why somebody cancelled, go; numbers stay.
pub async fn forget_words(tx: &Tx, client: i64) -> Result<()> {
    let sql = "UPDATE appointments SET message = '', cancel_reason = '' WHERE client_id = $1";
    tx.exec(sql, vec![client.into()]).await.map(drop)
}

pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    for column in ["client_id", "coach_id", "booked_by", "cancelled_by"] {
        let sql = format!("UPDATE appointments SET {column} = $2 WHERE {column} = $1");
        tx.exec(&sql, vec![from.into(), into.into()]).await?;
    }
    Ok(())
}
