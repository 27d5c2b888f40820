//! The week of a student, and the statistics of a class of forty over a year, in a school of ten thousand students and
//! five million marks beside one of three classes.

use std::sync::Arc;

use anyhow::Result;
use preau_calendar::Calendar;
use preau_kernel::db::{Engine, Sql};
use preau_school::School;

use crate::Options;
use crate::lists::page_time;
use crate::place::Place;
use crate::table::{Table, median};

const FEW: i64 = 3;
const MANY: i64 = 250;
/// Of each class.
const STUDENTS: i64 = 40;
const LESSONS: i64 = 500;
/// Monday 2026-09-07, 6:00 UTC.
const FIRST: i64 = 1_788_760_800;
const PAGES: [(&str, &str); 4] = [
    ("week of a student", "/api/timetable/?week=2026-W48&person=100045"),
    ("statistics of a class, by student", "/api/statistics/?by=student&group=1001&from=2026-09-01&to=2027-07-31"),
    ("statistics of a class, by module", "/api/statistics/?by=module&group=1001&from=2026-09-01&to=2027-07-31"),
    ("statistics of a student, by week", "/api/statistics/?by=week&student=100045&from=2026-09-01&to=2027-07-31"),
];

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    compare(options, None, None, "SQLite", table).await?;
    if let Some(url) = &options.postgres {
        let of = |name: &str| url.replacen("/bench?", &format!("/{name}?"), 1);
        compare(options, Some(&of("bench_school_few")), Some(&of("bench_school")), "PostgreSQL", table).await?;
    }
    Ok(())
}

async fn compare(
    options: &Options,
    few: Option<&str>,
    many: Option<&str>,
    engine: &str,
    table: &mut Table,
) -> Result<()> {
    eprintln!("statistics on {engine}: filling");
    let small = school(few, FEW).await?;
    let large = school(many, MANY).await?;
    let bearer = |token: String| format!("Authorization: Bearer {token}");
    let credentials =
        [bearer(small.access("admin@example.com").await?), bearer(large.access("admin@example.com").await?)];
    for (what, path) in PAGES {
        let (mut ratios, mut few_ms, mut many_ms) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..options.rounds {
            let a = page_time(&small, path, &credentials[0]).await?;
            let b = page_time(&large, path, &credentials[1]).await?;
            ratios.push(b / a);
            few_ms.push(a);
            many_ms.push(b);
        }
        let behind = format!(
            "{:.2} ms at {} to {:.2} ms at {} students",
            median(many_ms),
            MANY * STUDENTS,
            median(few_ms),
            FEW * STUDENTS
        );
        table.row(&format!("{what} ({engine})"), format!("{:.2}", median(ratios)), "≤ 1.5", behind);
    }
    Ok(())
}

async fn school(database: Option<&str>, classes: i64) -> Result<Place> {
    let place = Place::new(database, 1, vec![Arc::new(Calendar), Arc::new(School)]).await?;
    for sql in statements(place.app.db().engine(), classes) {
        let tx = place.app.db().write_tx().await?;
        tx.exec(&sql, vec![]).await?;
        tx.commit().await?;
    }
    place.analyze().await?;
    Ok(place)
}

/// In SQL: five million rows are some minutes.
fn statements(engine: Engine, classes: i64) -> Vec<String> {
    let series = |most: i64| match engine {
        Engine::Sqlite => format!(
            "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {most} - 1) SELECT n FROM s)"
        ),
        Engine::Postgres => format!("(SELECT generate_series(0, {most} - 1) AS n)"),
    };
    let (classes, students, lessons) = (series(classes), series(STUDENTS), series(LESSONS));
    // Two a day, seven days a week.
    let starts = format!("(CAST({FIRST} AS BIGINT) + (l.n / 2) * 86400 + (l.n % 2) * 7200)");
    let day = match engine {
        Engine::Sqlite => format!("date({starts}, 'unixepoch')"),
        Engine::Postgres => format!("to_char(to_timestamp({starts}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    };
    let kept = "row_version, created_at, updated_at";
    vec![
        format!(
            "INSERT INTO modules (code, name, sort_name, search, {kept}) SELECT 'M' || s.n, 'Module ' || s.n, 'module ' || s.n, '', 1, 0, 0 FROM {} s",
            series(5)
        ),
        format!(
            "INSERT INTO school_years (name, name_key, starts_on, ends_on, search, {kept}) VALUES ('2026', '2026', '2026-09-01', '2027-07-31', '', 1, 0, 0)"
        ),
        format!(
            "INSERT INTO users (id, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, search, {kept}) SELECT 100000 + c.n * {STUDENTS} + s.n, 'Camille', 'Martin', '', TRUE, FALSE, FALSE, 'martin', '', 1, 0, 0 FROM {classes} c CROSS JOIN {students} s"
        ),
        format!(
            "INSERT INTO class_groups (id, year_id, name, name_key, sort_name, search, {kept}) SELECT 1000 + c.n, 1, 'C' || c.n, 'c' || c.n, 'c' || c.n, '', 1, 0, 0 FROM {classes} c"
        ),
        format!(
            "INSERT INTO group_ancestors (group_id, ancestor_id, depth) SELECT 1000 + c.n, 1000 + c.n, 0 FROM {classes} c"
        ),
        format!(
            "INSERT INTO enrolments (student_id, group_id, first_day, {kept}) SELECT 100000 + c.n * {STUDENTS} + s.n, 1000 + c.n, '2026-09-01', 1, 0, 0 FROM {classes} c CROSS JOIN {students} s"
        ),
        format!(
            "INSERT INTO lessons (id, uid, sequence, module_id, title, starts_at, ends_at, day, status, reason, clash_reason, register_state, register_version, search, {kept}) \
             SELECT 100000 + c.n * {LESSONS} + l.n, 'u' || (c.n * {LESSONS} + l.n), 0, 1 + l.n % 5, '', {starts} * 1000000, ({starts} + 3600) * 1000000, {day}, 'held', '', '', 'closed', 1, '', 1, 0, 0 \
             FROM {classes} c CROSS JOIN {lessons} l"
        ),
        format!(
            "INSERT INTO lesson_groups (lesson_id, group_id, starts_at, day) SELECT id, 1000 + (id - 100000) / {LESSONS}, starts_at, day FROM lessons"
        ),
        format!(
            "INSERT INTO attendance_marks (lesson_id, student_id, starts_at, student_confirmed, professor_status, status, minutes_late, minutes_left, note, {kept}) \
             SELECT l.id, e.student_id, l.starts_at, FALSE, 'present', CASE WHEN (l.id + e.student_id) % 20 = 0 THEN 'absent' ELSE 'present' END, 0, 0, '', 1, 0, 0 \
             FROM lessons l JOIN lesson_groups lg ON lg.lesson_id = l.id JOIN enrolments e ON e.group_id = lg.group_id"
        ),
    ]
}
