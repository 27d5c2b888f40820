//! As many check-ins as there can be, beside bare transactions that insert the same rows; with few behind them and many.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use anyhow::{Result, ensure};
use preau_kernel::db::Sql;
use sqlx::sqlite::SqliteConnection;

use super::{Lessons, Many, check_in, person};
use crate::place::Place;
use crate::race::{beside, ratio};
use crate::raw;
use crate::stage::Stage;
use crate::table::{Asked, Row, Table};

/// Students at once.
const CLIENTS: usize = 16;
/// Of each round, and so many bare transactions.
const EACH: i64 = 250;
const LESSONS: i64 = 60;

pub(super) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    eprintln!("check-ins at once");
    let each = if stage.options.quick { 20 } else { EACH };
    let rounds = stage.options.rounds as i64;
    // Half of them are for each way.
    let half = each * (rounds + 1);
    let many = Many { students: 2 * half, lessons: LESSONS };
    let (few, full) = (Arc::new(Lessons::new(None, many).await?), Arc::new(Lessons::new(None, many).await?));
    let before = history(&full, stage.options.rows).await?;
    let mut rates = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..=rounds {
        let students = 1 + round * each..1 + (round + 1) * each;
        let alone = rush(&few, students.clone()).await?;
        let bare = students.start + half..students.end + half;
        let rows =
            raw::rate_of(&few.place, bare, async |raw, number| insert(raw, &few.place, many, number).await).await?;
        let grown = rush(&full, students).await?;
        // The first warms up.
        if round > 0 {
            rates[0].push(alone);
            rates[1].push(rows);
            rates[2].push(grown);
        }
    }
    let [alone, rows, grown] = &rates;
    let behind = format!("{} bare, {CLIENTS} clients, synchronous FULL", beside(alone, rows));
    let row = Row::new("check-in / raw SQLite").ceiling(ratio(alone, rows), Asked::Shown, behind);
    let behind = format!("{} with none and {before} check-ins before", beside(alone, grown));
    table.add(row.growth(ratio(alone, grown), Asked::Shown, behind));
    Ok(())
}

/// Check-ins per second of these students, whoever comes next.
async fn rush(lessons: &Arc<Lessons>, students: std::ops::Range<i64>) -> Result<f64> {
    lessons.read_codes().await?;
    let next = Arc::new(AtomicI64::new(students.start));
    let start = Instant::now();
    let doors: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (lessons, next, end) = (lessons.clone(), next.clone(), students.end);
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= end {
                        return anyhow::Ok(());
                    }
                    let (lesson, token) = (lessons.many.lesson_of(number), lessons.token(number));
                    let address = lessons.place.address;
                    let status = check_in(address, &token, lesson, person(number), &lessons.codes).await?;
                    ensure!(status == 200, "a check-in was answered {status}");
                }
            })
        })
        .collect();
    for door in doors {
        door.await??;
    }
    Ok((students.end - students.start) as f64 / start.elapsed().as_secs_f64())
}

/// Years of check-ins of the same students, each with the same telephone.
async fn history(lessons: &Lessons, rows: i64) -> Result<i64> {
    let Many { students, .. } = lessons.many;
    let (past, now) = ((rows / students).max(1), lessons.place.app.now().0);
    let series = |first: i64, many: i64| {
        format!(
            "(WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {first} + {many} - 1) SELECT n FROM s)"
        )
    };
    let at = format!("{now} - ({past} + 1 - l.n) * 7200000000");
    let lesson = "100000 + l.n";
    let statements = [
        format!(
            "INSERT INTO lessons (id, uid, sequence, module_id, title, starts_at, ends_at, day, status, reason, \
             clash_reason, register_state, register_version, search, row_version, created_at, updated_at) \
             SELECT {lesson}, 'past' || l.n, 0, (SELECT MIN(id) FROM modules), '', {at}, {at} + 3600000000, \
             date(({at}) / 1000000, 'unixepoch'), 'held', '', '', 'closed', 1, '', 1, 0, 0 FROM {} l",
            series(1, past)
        ),
        format!(
            "INSERT INTO check_ins (lesson_id, student_id, device_hash, network_hash, at, score, reasons, decision) \
             SELECT {lesson}, s.n, 'd' || s.n, 'n', {at}, 0, '[]', 'green' FROM {} l CROSS JOIN {} s",
            series(1, past),
            series(person(1), students)
        ),
    ];
    for sql in statements {
        let tx = lessons.place.app.db().write_tx().await?;
        tx.exec(&sql, vec![]).await?;
        tx.commit().await?;
    }
    lessons.place.analyze().await?;
    Ok(past * students)
}

/// What a check-in writes: it is counted, entered, marked, told, and taken back from the count.
async fn insert(raw: &mut SqliteConnection, place: &Place, many: Many, number: i64) -> Result<()> {
    const COUNT: &str = "INSERT INTO throttles (key, count, window_start, last) VALUES ($1, 1, $2, $2)";
    const CHECK_IN: &str = "INSERT INTO check_ins (lesson_id, student_id, device_hash, network_hash, at, score, reasons, decision) \
        VALUES ($1, $2, $3, 'n', $4, 0, '[]', 'green')";
    const MARK: &str = "INSERT INTO attendance_marks (lesson_id, student_id, starts_at, student_status, student_confirmed, status, \
        minutes_late, minutes_left, note, row_version, created_at, updated_at) \
        VALUES ($1, $2, $3, 'present', TRUE, 'present', 0, 0, '', 1, $3, $3) RETURNING id";
    const HISTORY: &str = "INSERT INTO mark_history (mark_id, at, actor_id, voice, new_status, confirmed, minutes_late, minutes_left, note, reason) \
        VALUES ($1, $2, $3, 'student', 'present', TRUE, 0, 0, '', '')";
    let (lesson, student, now) = (many.lesson_of(number), person(number), place.app.now().0);
    let key = format!("check_in:{lesson}:{student}");
    sqlx::query(COUNT).bind(&key).bind(now).execute(&mut *raw).await?;
    let check_in = sqlx::query(CHECK_IN).bind(lesson).bind(student).bind(format!("raw{student:064}")).bind(now);
    check_in.execute(&mut *raw).await?;
    let mark = sqlx::query_scalar(MARK).bind(lesson).bind(student).bind(now);
    let mark: i64 = mark.fetch_one(&mut *raw).await?;
    sqlx::query(HISTORY).bind(mark).bind(now).bind(student).execute(&mut *raw).await?;
    let told = "UPDATE lessons SET register_version = register_version + 1 WHERE id = $1";
    sqlx::query(told).bind(lesson).execute(&mut *raw).await?;
    sqlx::query("DELETE FROM throttles WHERE key = $1").bind(&key).execute(&mut *raw).await?;
    raw::entry(raw, ("checked_in", "lesson"), now, student, lesson).await
}
