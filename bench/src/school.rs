//! A school with some classes of forty over a year of two lessons a day, every register closed, and one class of thirty
//! whose registers are still to be taken.

use std::sync::Arc;

use anyhow::Result;
use preau_calendar::Calendar;
use preau_kernel::db::{Engine, Sql};
use preau_school::School as SchoolModule;

use crate::Options;
use crate::place::Place;

const FEW: i64 = 3;
const MANY: i64 = 250;
/// Of each class.
const STUDENTS: i64 = 40;
const LESSONS: i64 = 500;
/// Monday 2026-09-07, 6:00 UTC.
const FIRST: i64 = 1_788_760_800;
/// The class whose registers are taken while it is measured.
pub(crate) const THIRTY: i64 = 30;
pub(crate) const FIRST_OF_THIRTY: i64 = 90_000;
pub(crate) const GROUP_OF_THIRTY: i64 = 999;
pub(crate) const OPEN_LESSONS: i64 = 4_000;
pub(crate) const FIRST_OPEN: i64 = 10_000_000;

pub(crate) struct School {
    pub(crate) place: Place,
    pub(crate) marks: i64,
    /// Of the superuser, as a line of a head.
    pub(crate) token: String,
}

impl School {
    /// One of few classes and one of many; on PostgreSQL in databases of their own, which `bench/run` has made.
    pub(crate) async fn both(options: &Options, postgres: Option<&str>) -> Result<[Self; 2]> {
        let of = |name: &str| postgres.map(|url| url.replacen("/bench?", &format!("/{name}?"), 1));
        let (few, many) = if options.quick { (2, 3) } else { (FEW, MANY) };
        Ok([
            Self::new(of("bench_school_few").as_deref(), few).await?,
            Self::new(of("bench_school").as_deref(), many).await?,
        ])
    }

    async fn new(database: Option<&str>, classes: i64) -> Result<Self> {
        let marks = classes * STUDENTS * LESSONS;
        eprintln!("filling a school of {marks} marks");
        let place = Place::new(database, 1, vec![Arc::new(Calendar), Arc::new(SchoolModule)]).await?;
        for sql in statements(place.app.db().engine(), classes, place.app.now().seconds()) {
            let tx = place.app.db().write_tx().await?;
            tx.exec(&sql, vec![]).await?;
            tx.commit().await?;
        }
        place.analyze().await?;
        let token = format!("Authorization: Bearer {}", place.access("admin@example.com").await?);
        Ok(Self { place, marks, token })
    }
}

/// In SQL: five million rows are some minutes.
fn statements(engine: Engine, classes: i64, now: i64) -> Vec<String> {
    let series = |most: i64| match engine {
        Engine::Sqlite => format!(
            "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {most} - 1) SELECT n FROM s)"
        ),
        Engine::Postgres => format!("(SELECT generate_series(0, {most} - 1) AS n)"),
    };
    let (classes, students, lessons) = (series(classes), series(STUDENTS), series(LESSONS));
    // Two a day, seven days a week.
    let starts = format!("(CAST({FIRST} AS BIGINT) + (l.n / 2) * 86400 + (l.n % 2) * 7200)");
    let day_of = |seconds: &str| match engine {
        Engine::Sqlite => format!("date({seconds}, 'unixepoch')"),
        Engine::Postgres => format!("to_char(to_timestamp({seconds}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    };
    let day = day_of(&starts);
    let kept = "row_version, created_at, updated_at";
    let mut statements = vec![
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
    ];
    // One an hour, the last an hour ago.
    let starts = format!("(CAST({now} AS BIGINT) / 3600 * 3600 - 3600 * ({OPEN_LESSONS} - l.n))");
    let open = (series(OPEN_LESSONS), day_of(&starts), starts);
    statements.extend(of_thirty(&series(THIRTY), (&open.0, &open.1, &open.2)));
    statements
}

/// Their lessons, of which each begins at `starts` of `day`.
fn of_thirty(students: &str, (lessons, day, starts): (&str, &str, &str)) -> [String; 6] {
    let kept = "row_version, created_at, updated_at";
    [
        format!(
            "INSERT INTO users (id, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, search, {kept}) \
             SELECT {FIRST_OF_THIRTY} + s.n, 'Camille', 'Petit', '', TRUE, FALSE, FALSE, 'petit', '', 1, 0, 0 FROM {students} s"
        ),
        format!(
            "INSERT INTO class_groups (id, year_id, name, name_key, sort_name, search, {kept}) \
             VALUES ({GROUP_OF_THIRTY}, 1, 'Trente', 'trente', 'trente', '', 1, 0, 0)"
        ),
        format!(
            "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES ({GROUP_OF_THIRTY}, {GROUP_OF_THIRTY}, 0)"
        ),
        format!(
            "INSERT INTO enrolments (student_id, group_id, first_day, {kept}) \
             SELECT {FIRST_OF_THIRTY} + s.n, {GROUP_OF_THIRTY}, '2020-01-01', 1, 0, 0 FROM {students} s"
        ),
        format!(
            "INSERT INTO lessons (id, uid, sequence, module_id, title, starts_at, ends_at, day, status, reason, clash_reason, register_state, register_version, search, {kept}) \
             SELECT {FIRST_OPEN} + l.n, 'open' || l.n, 0, 1, '', {starts} * 1000000, ({starts} + 3000) * 1000000, {day}, 'planned', '', '', 'not_taken', 1, '', 1, 0, 0 FROM {lessons} l"
        ),
        format!(
            "INSERT INTO lesson_groups (lesson_id, group_id, starts_at, day) \
             SELECT id, {GROUP_OF_THIRTY}, starts_at, day FROM lessons WHERE id >= {FIRST_OPEN}"
        ),
    ]
}
