//! The roll call of a class of thirty, as the page of the register sends it, beside bare transactions that insert the same
//! rows; in a small school and in a large one.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnection;

use crate::load::Connection;
use crate::place::Place;
use crate::race::{beside, ratio};
use crate::raw;
use crate::school::{FIRST_OF_THIRTY, FIRST_OPEN, OPEN_LESSONS, School, THIRTY};
use crate::stage::Stage;
use crate::table::{Asked, Row, Table};

/// Professors at once, each on a connection of their own.
const CLIENTS: usize = 8;
/// Roll calls of each round, and so many bare transactions.
const EACH: i64 = 200;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    eprintln!("roll call");
    let each = if stage.options.quick { 16 } else { EACH };
    let [few, many] = stage.schools().await?;
    let rounds = (stage.options.rounds as i64).min(OPEN_LESSONS / each / 2 - 1);
    let mut rates = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..=rounds {
        // Half of the lessons are for each way.
        let lessons = FIRST_OPEN + round * each..FIRST_OPEN + (round + 1) * each;
        let bare = lessons.start + OPEN_LESSONS / 2..lessons.end + OPEN_LESSONS / 2;
        let of_many = call(many, lessons.clone()).await?;
        let rows = raw::rate_of(&many.place, bare, async |raw, lesson| insert(raw, &many.place, lesson).await).await?;
        let of_few = call(few, lessons).await?;
        // The first warms up.
        if round > 0 {
            rates[0].push(of_many);
            rates[1].push(rows);
            rates[2].push(of_few);
        }
    }
    let [of_many, rows, of_few] = &rates;
    let behind = format!("{} bare, {CLIENTS} clients, synchronous FULL", beside(of_many, rows));
    let row = Row::new("roll call of 30 / raw SQLite").ceiling(ratio(of_many, rows), Asked::Shown, behind);
    let behind = format!("{} with {} and {} marks", beside(of_few, of_many), few.marks, many.marks);
    table.add(row.growth(ratio(of_few, of_many), Asked::Shown, behind));
    Ok(())
}

/// Per second, of these lessons, whoever takes the next.
async fn call(school: &School, lessons: std::ops::Range<i64>) -> Result<f64> {
    let next = Arc::new(AtomicI64::new(lessons.start));
    let start = Instant::now();
    let professors: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (next, address, end) = (next.clone(), school.place.address, lessons.end);
            let head = format!("{}\r\n", school.token);
            tokio::spawn(async move {
                let mut connection = Connection::open(address).await?;
                loop {
                    let lesson = next.fetch_add(1, Ordering::Relaxed);
                    if lesson >= end {
                        return anyhow::Ok(());
                    }
                    let path = format!("/api/lessons/{lesson}/register/");
                    let (status, answer) = connection.put_with(&path, &body().to_string(), &head).await?;
                    ensure!(status == 200, "{path}: {status} {answer}");
                    let answer: Value = serde_json::from_str(&answer)?;
                    let marks = answer["marks"].as_array().context("marks")?;
                    ensure!(marks.len() as i64 == THIRTY && answer["state"] == "open", "all are marked: {answer}");
                }
            })
        })
        .collect();
    for professor in professors {
        professor.await??;
    }
    Ok((lessons.end - lessons.start) as f64 / start.elapsed().as_secs_f64())
}

/// Nobody was marked before: 0.
fn body() -> Value {
    let marks = (0..THIRTY).map(|number| {
        let status = if number % 10 == 0 { "absent" } else { "present" };
        json!({"student": FIRST_OF_THIRTY + number, "status": status, "row_version": 0})
    });
    json!({"marks": marks.collect::<Vec<_>>()})
}

/// What a roll call writes.
async fn insert(raw: &mut SqliteConnection, place: &Place, lesson: i64) -> Result<()> {
    const MARK: &str = "INSERT INTO attendance_marks (lesson_id, student_id, starts_at, student_confirmed, professor_status, status, \
        minutes_late, minutes_left, note, row_version, created_at, updated_at) \
        VALUES ($1, $2, $3, FALSE, 'present', 'present', 0, 0, '', 1, $3, $3) RETURNING id";
    const HISTORY: &str = "INSERT INTO mark_history (mark_id, at, actor_id, voice, new_status, confirmed, minutes_late, minutes_left, note, reason) \
        VALUES ($1, $2, 1, 'office', 'present', FALSE, 0, 0, '', '')";
    const OPEN: &str =
        "UPDATE lessons SET register_state = 'open', register_version = register_version + 1 WHERE id = $1";
    const EVENT: &str =
        "INSERT INTO register_events (lesson_id, at, actor_id, what, reason) VALUES ($1, $2, 1, 'opened', '')";
    let now = place.app.now().0;
    for number in 0..THIRTY {
        let mark = sqlx::query_scalar(MARK).bind(lesson).bind(FIRST_OF_THIRTY + number).bind(now);
        let mark: i64 = mark.fetch_one(&mut *raw).await?;
        sqlx::query(HISTORY).bind(mark).bind(now).execute(&mut *raw).await?;
    }
    sqlx::query(OPEN).bind(lesson).execute(&mut *raw).await?;
    sqlx::query(EVENT).bind(lesson).bind(now).execute(&mut *raw).await?;
    raw::entry(raw, ("register_taken", "lesson"), now, 1, lesson).await
}
