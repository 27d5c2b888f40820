//! Time claims (`time_claims`).

use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Engine, Sql, Tx, statement};
use preau_kernel::{Error, Result};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use sha2::{Digest, Sha256};

use crate::domain::claim::{Busy, Claim, Source, Subject, SubjectKind, Wanted};
use crate::domain::interval::Interval;

/// What both engines say when the rule refuses a row (`migrations/0001_claims.sql`).
const RULE: &str = "time_claims_overlap";
const COLUMNS: &str = "c.id, c.subject_kind, c.subject_id, c.starts, c.ends, c.source_kind, c.source_id, c.exclusive, \
                       c.reason, c.expires_at";
/// Questions of one statement; SQLite takes at most 500 SELECTs in one.
const QUESTIONS: usize = 100;
/// Rows of one statement.
const ROWS: usize = 500;

/// Whoever else claims one of these subjects waits for the end of the transaction, so that what is read stays true and
/// two who move against one another do not wait for each other. SQLite's writer is alone anyway.
pub async fn lock(tx: &Tx, subjects: impl IntoIterator<Item = Subject>) -> Result<()> {
    let mut numbers: Vec<i64> = subjects.into_iter().map(lock_number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for chunk in numbers.chunks(ROWS) {
        if let Some(sql) = tx.engine().lock_numbers(chunk.len()) {
            tx.all(&sql, chunk.iter().map(|number| Value::from(*number)).collect()).await?;
        }
    }
    Ok(())
}

fn lock_number(subject: Subject) -> i64 {
    let hash = Sha256::digest(format!("calendar/{}/{}", subject.kind.name(), subject.id));
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_be_bytes(first)
}

/// Every claim that overlaps one of these times of its subject, expired holds too, by start.
///
/// Exclusive claims of a subject do not overlap, so that of those which start before the time only the last can reach
/// into it: the cost does not grow with the subject's past.
pub async fn met(conn: &dyn Sql, times: &[(Subject, Interval)]) -> Result<Vec<Claim>> {
    let mut claims = Vec::new();
    for chunk in times.chunks(QUESTIONS) {
        let mut values: Vec<Value> = Vec::new();
        let questions: Vec<_> = chunk.iter().map(|(subject, time)| question(*subject, *time, &mut values)).collect();
        let sql = questions.join(" UNION ALL ");
        for row in conn.all(&sql, values).await? {
            claims.push(read(&row)?);
        }
    }
    claims.sort_by_key(|claim: &Claim| (claim.interval, claim.id));
    claims.dedup_by_key(|claim| claim.id);
    Ok(claims)
}

fn question(subject: Subject, time: Interval, values: &mut Vec<Value>) -> String {
    let first = values.len() + 1;
    values.extend([subject.kind.name().into(), subject.id.into(), time.from().into(), time.to().into()]);
    let place = |i: usize| format!("${}", first + i);
    claims_of(COLUMNS, &place(0), &place(1), (&place(2), &place(3)))
}

fn claims_of(columns: &str, kind: &str, id: &str, (from, to): (&str, &str)) -> String {
    format!(
        "SELECT {columns} FROM time_claims c WHERE c.subject_kind = {kind} AND c.subject_id = {id} \
         AND c.exclusive = TRUE AND c.starts < {to} AND c.ends > {from} AND c.starts >= COALESCE(\
         (SELECT p.starts FROM time_claims p WHERE p.subject_kind = {kind} AND p.subject_id = {id} \
         AND p.exclusive = TRUE AND p.starts <= {from} ORDER BY p.starts DESC LIMIT 1), {from}) \
         UNION ALL SELECT {columns} FROM time_claims c WHERE c.subject_kind = {kind} AND c.subject_id = {id} \
         AND c.exclusive = FALSE AND c.ends > {from} AND c.starts < {to}"
    )
}

/// When a person is taken within a range, as one value of a larger question: text for [`read_busy`], without holds that
/// have expired. What is given is SQL: columns of that question, or its parameters.
pub fn busy_of_person(engine: Engine, person: &str, range: (&str, &str), now: &str) -> String {
    let columns = "c.starts, c.ends, c.source_kind, c.source_id, c.expires_at";
    let claims = claims_of(columns, "'person'", person, range);
    let rows = engine.json_rows("b.starts, b.ends, b.source_kind, b.source_id");
    format!("(SELECT {rows} FROM ({claims}) b WHERE b.expires_at IS NULL OR b.expires_at > {now})")
}

/// By start.
pub fn read_busy(text: &str) -> Result<Vec<Busy>> {
    let rows: Vec<(i64, i64, String, i64)> = serde_json::from_str(text)?;
    let mut busy = Vec::with_capacity(rows.len());
    for (starts, ends, kind, id) in rows {
        let interval = Interval::new(starts, ends).ok_or_else(|| Error::internal("time_claims holds an empty time"))?;
        busy.push(Busy { interval, source: Source { kind, id } });
    }
    busy.sort_by_key(|one| one.interval);
    Ok(busy)
}

/// False: the database refused one of them, and none is there.
pub async fn insert(
    tx: &Tx,
    wanted: &[(Source, Wanted)],
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool> {
    let mut made: Vec<i64> = Vec::with_capacity(wanted.len());
    for chunk in wanted.chunks(ROWS) {
        let mut values: Vec<Value> = vec![expires_at.map(|at| at.0).into(), now.into()];
        let rows: Vec<_> = chunk.iter().map(|(source, claim)| row_of(source, claim, &mut values)).collect();
        // PostgreSQL passes over a row that the rule refuses, so that the transaction goes on; SQLite's trigger ends the
        // statement with an error, which undoes it alone.
        let sql = format!(
            "INSERT INTO time_claims (expires_at, created_at, source_kind, source_id, subject_kind, subject_id, starts, \
             ends, exclusive, reason) VALUES {} ON CONFLICT DO NOTHING RETURNING id",
            rows.join(", ")
        );
        let inserted = match tx.query_all_raw(statement(&**tx, &sql, values)).await {
            Ok(rows) => rows,
            Err(error) if is_overlap(&error) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        for row in &inserted {
            made.push(row.try_get_by_index(0)?);
        }
        if inserted.len() < chunk.len() {
            delete(tx, &made).await?;
            return Ok(false);
        }
    }
    Ok(true)
}

fn row_of(source: &Source, claim: &Wanted, values: &mut Vec<Value>) -> String {
    let first = values.len() + 1;
    values.extend([
        source.kind.clone().into(),
        source.id.into(),
        claim.subject.kind.name().into(),
        claim.subject.id.into(),
        claim.interval.from().into(),
        claim.interval.to().into(),
        claim.is_exclusive().into(),
        claim.accepted.clone().unwrap_or_default().into(),
    ]);
    let places: Vec<_> = (first..first + 8).map(|i| format!("${i}")).collect();
    format!("(CAST($1 AS BIGINT), $2, {})", places.join(", "))
}

fn is_overlap(error: &DbErr) -> bool {
    error.to_string().contains(RULE)
}

pub async fn delete(tx: &Tx, ids: &[i64]) -> Result<()> {
    for chunk in ids.chunks(ROWS) {
        let places: Vec<_> = (1..=chunk.len()).map(|i| format!("${i}")).collect();
        let sql = format!("DELETE FROM time_claims WHERE id IN ({})", places.join(", "));
        tx.exec(&sql, chunk.iter().map(|id| Value::from(*id)).collect()).await?;
    }
    Ok(())
}

pub async fn of_source(conn: &dyn Sql, source: &Source) -> Result<Vec<Claim>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM time_claims c WHERE c.source_kind = $1 AND c.source_id = $2 ORDER BY c.starts, c.id"
    );
    let rows = conn.all(&sql, vec![source.kind.clone().into(), source.id.into()]).await?;
    rows.iter().map(read).collect()
}

/// How many there were.
pub async fn delete_of_source(tx: &Tx, source: &Source) -> Result<u64> {
    let sql = "DELETE FROM time_claims WHERE source_kind = $1 AND source_id = $2";
    tx.exec(sql, vec![source.kind.clone().into(), source.id.into()]).await
}

/// Removes holds that have expired, at most so many; how many they were.
pub async fn delete_expired(tx: &Tx, now: Timestamp, most: u64) -> Result<u64> {
    let sql = format!(
        "DELETE FROM time_claims WHERE id IN (SELECT id FROM time_claims WHERE expires_at IS NOT NULL AND \
         expires_at <= $1 ORDER BY expires_at LIMIT {most})"
    );
    tx.exec(&sql, vec![now.into()]).await
}

/// Whether the subject is taken at any time, past or to come; holds that have expired by `now` do not count.
pub async fn has_any(conn: &dyn Sql, subject: Subject, now: Option<Timestamp>) -> Result<bool> {
    let sql = "SELECT 1 FROM time_claims WHERE subject_kind = $1 AND subject_id = $2 AND \
               (expires_at IS NULL OR expires_at > $3) LIMIT 1";
    let now = now.map_or(i64::MIN, |now| now.0);
    Ok(conn.find(sql, vec![subject.kind.name().into(), subject.id.into(), now.into()]).await?.is_some())
}

pub async fn delete_of_subject(tx: &Tx, subject: Subject) -> Result<u64> {
    let sql = "DELETE FROM time_claims WHERE subject_kind = $1 AND subject_id = $2";
    tx.exec(sql, vec![subject.kind.name().into(), subject.id.into()]).await
}

/// Hands the claims of one subject over to another of its kind. Those that would overlap become accepted, for `reason`.
pub async fn hand_over(tx: &Tx, from: Subject, into: i64, reason: &str) -> Result<()> {
    let of = |id: i64| -> Vec<Value> { vec![from.kind.name().into(), id.into(), into.into()] };
    let mut values = of(from.id);
    values.push(reason.into());
    let sql = "UPDATE time_claims SET exclusive = FALSE, reason = $4 WHERE subject_kind = $1 AND subject_id = $2 \
               AND exclusive = TRUE AND EXISTS (SELECT 1 FROM time_claims o WHERE o.subject_kind = $1 \
               AND o.subject_id = $3 AND o.exclusive = TRUE AND o.starts < time_claims.ends \
               AND o.ends > time_claims.starts)";
    tx.exec(sql, values).await?;
    let sql = "UPDATE time_claims SET subject_id = $3 WHERE subject_kind = $1 AND subject_id = $2";
    tx.exec(sql, of(from.id)).await.map(drop)
}

/// Of the years around now, for a person to read.
pub async fn of_person(conn: &dyn Sql, user: i64, now: Timestamp) -> Result<Vec<Claim>> {
    let years = TimeDelta::days(366 * 20);
    let range = Interval::new(now.minus(years).seconds(), now.plus(years).seconds());
    let range = range.ok_or_else(|| Error::internal("no time around now"))?;
    met(conn, &[(Subject::person(user), range)]).await
}

fn read(row: &QueryResult) -> Result<Claim> {
    let kind: String = row.try_get("", "subject_kind")?;
    let kind = SubjectKind::parse(&kind).ok_or_else(|| Error::internal(format!("time_claims holds a {kind}")))?;
    let interval = Interval::new(row.try_get("", "starts")?, row.try_get("", "ends")?);
    Ok(Claim {
        id: row.try_get("", "id")?,
        subject: Subject { kind, id: row.try_get("", "subject_id")? },
        interval: interval.ok_or_else(|| Error::internal("time_claims holds an empty time"))?,
        source: Source { kind: row.try_get("", "source_kind")?, id: row.try_get("", "source_id")? },
        is_exclusive: row.try_get("", "exclusive")?,
        reason: row.try_get("", "reason")?,
        expires_at: row.try_get("", "expires_at")?,
    })
}
