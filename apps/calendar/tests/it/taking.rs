//! What the tests of claims begin with.

use std::sync::Arc;

use preau_calendar::Calendar;
use preau_calendar::claims::{self, ClaimError};
use preau_calendar::domain::claim::{Source, Subject, Wanted};
use preau_calendar::domain::interval::Interval;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::{Error, Result};
use preau_testkit::{TestApp, TestEngine};

pub(crate) const COACH: Subject = Subject::person(6);
pub(crate) const ROOM: Subject = Subject::room(1);
/// Monday 2026-11-23, 9:00 in Paris.
pub(crate) const NINE: i64 = 1_795_420_800;

pub(crate) async fn start(engine: TestEngine) -> TestApp {
    super::place::start_among(engine, vec![Arc::new(Calendar)], &[]).await
}

/// Minutes after nine.
pub(crate) fn minutes(from: i64, to: i64) -> Interval {
    Interval::new(NINE + from * 60, NINE + to * 60).unwrap()
}

pub(crate) fn of(subject: Subject, from: i64, to: i64) -> Wanted {
    Wanted::new(subject, minutes(from, to))
}

pub(crate) fn booking(id: i64) -> Source {
    Source::new("appointment", id)
}

pub(crate) async fn take(test: &TestApp, source: &Source, wanted: &[Wanted]) -> Result<(), ClaimError> {
    hold(test, source, wanted, None).await
}

pub(crate) async fn hold(
    test: &TestApp,
    source: &Source,
    wanted: &[Wanted],
    expires_at: Option<Timestamp>,
) -> Result<(), ClaimError> {
    let tx = test.db().write_tx().await?;
    claims::claim_all(&tx, test.app(), source, wanted, expires_at).await?;
    Ok(tx.commit().await?)
}

/// A clash, and nothing else that is wrong.
pub(crate) fn is_taken(result: &Result<(), ClaimError>) -> bool {
    match result {
        Ok(()) => false,
        Err(ClaimError::Taken(_)) => true,
        Err(ClaimError::Other(error)) => panic!("{error}"),
    }
}

pub(crate) async fn exec(test: &TestApp, sql: &str) -> Result<u64> {
    let tx = test.db().write_tx().await?;
    let changed = tx.exec(sql, vec![]).await?;
    tx.commit().await?;
    Ok(changed)
}

/// A claim past all code.
pub(crate) async fn raw(test: &TestApp, subject: Subject, time: Interval, exclusive: bool) -> Result<u64, Error> {
    let reason = if exclusive { "" } else { "accepted" };
    let sql = format!(
        "INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, \
         created_at) VALUES ('{}', {}, {}, {}, 'raw', 1, {exclusive}, '{reason}', 1)",
        subject.kind.name(),
        subject.id,
        time.from(),
        time.to(),
    );
    exec(test, &sql).await
}

pub(crate) async fn count(test: &TestApp, condition: &str) -> i64 {
    test.db().read().number(&format!("SELECT COUNT(*) FROM time_claims WHERE {condition}"), vec![]).await.unwrap()
}

/// Pairs of exclusive claims that overlap: there are none.
pub(crate) async fn overlaps(test: &TestApp) -> i64 {
    let sql = "SELECT COUNT(*) FROM time_claims a JOIN time_claims b ON a.id < b.id AND a.subject_kind = b.subject_kind \
               AND a.subject_id = b.subject_id AND a.starts < b.ends AND b.starts < a.ends \
               WHERE a.exclusive = TRUE AND b.exclusive = TRUE";
    test.db().read().number(sql, vec![]).await.unwrap()
}
