//! A large school.

use preau_kernel::db::Engine;
use preau_testkit::TestApp;
use sea_orm::ConnectionTrait;

use super::school::{PROFESSOR, exec};

/// So many classes of forty, each with two hundred lessons; in sixty of them a mark for everybody in every lesson.
pub(crate) async fn fill(test: &TestApp, classes: i64) {
    let series = |most: i64| match test.db().engine() {
        Engine::Sqlite => format!(
            "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {most} - 1) SELECT n FROM s)"
        ),
        Engine::Postgres => format!("(SELECT generate_series(0, {most} - 1) AS n)"),
    };
    let day = "SUBSTR('2026-09-2026-10-2026-11-2027-01-', 1 + 8 * (l.n / 50), 8) || SUBSTR('01020304050607080910111213141516171819202122232425', 1 + 2 * (l.n % 25), 2)";
    let at = "CAST(1788256800 AS BIGINT) * 1000000 + (CAST(l.n AS BIGINT) / 2) * 86400000000 + (l.n % 2) * 3600000000";
    for sql in [
        format!("INSERT INTO users (id, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, search, row_version, created_at, updated_at) \
                 SELECT 100000 + g.n * 40 + s.n, 'E', 'E' || (g.n * 40 + s.n), '', TRUE, FALSE, FALSE, 'e' || (g.n * 40 + s.n), '', 1, 0, 0 FROM {} g JOIN {} s ON TRUE", series(classes), series(40)),
        format!("INSERT INTO class_groups (id, year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
                 SELECT 1000 + g.n, 1, 'C' || g.n, 'c' || g.n, 'c' || g.n, '', 1, 0, 0 FROM {} g", series(classes)),
        format!("INSERT INTO group_ancestors (group_id, ancestor_id, depth) SELECT 1000 + g.n, 1000 + g.n, 0 FROM {} g", series(classes)),
        format!("INSERT INTO enrolments (student_id, group_id, first_day, row_version, created_at, updated_at) \
                 SELECT 100000 + g.n * 40 + s.n, 1000 + g.n, '2026-09-01', 1, 0, 0 FROM {} g JOIN {} s ON TRUE", series(classes), series(40)),
        format!("INSERT INTO lessons (id, uid, sequence, module_id, title, starts_at, ends_at, day, status, reason, clash_reason, register_state, register_version, search, row_version, created_at, updated_at) \
                 SELECT 100000 + g.n * 200 + l.n, 'u' || (g.n * 200 + l.n), 0, 1 + l.n % 3, '', {at}, {at} + 3600000000, {day}, 'held', '', '', 'closed', 1, '', 1, 0, 0 FROM {} g JOIN {} l ON TRUE", series(classes), series(200)),
        "INSERT INTO lesson_groups (lesson_id, group_id, starts_at, day) SELECT id, 1000 + (id - 100000) / 200, starts_at, day FROM lessons WHERE id >= 100000".to_owned(),
        format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) SELECT id, {PROFESSOR}, starts_at FROM lessons WHERE id >= 100000 AND id < 100200"),
        "INSERT INTO attendance_marks (lesson_id, student_id, starts_at, student_confirmed, professor_status, status, minutes_late, minutes_left, note, row_version, created_at, updated_at) \
         SELECT l.id, e.student_id, l.starts_at, FALSE, 'present', CASE WHEN (l.id + e.student_id) % 20 = 0 THEN 'absent' ELSE 'present' END, 0, 0, '', 1, 0, 0 \
         FROM lessons l JOIN lesson_groups lg ON lg.lesson_id = l.id JOIN enrolments e ON e.group_id = lg.group_id WHERE l.id >= 100000 AND lg.group_id < 1060".to_owned(),
        "INSERT INTO absences (student_id, from_at, to_at, origin, status, reason, decision_reason, row_version, created_at, updated_at) \
         SELECT e.student_id, l.starts_at, l.starts_at + 1, 'found', 'declared', '', '', 1, l.starts_at, 0 \
         FROM enrolments e JOIN lesson_groups lg ON lg.group_id = e.group_id JOIN lessons l ON l.id = lg.lesson_id \
         WHERE e.student_id >= 100000 AND (l.id + e.student_id) % 20 = 0".to_owned(),
    ] {
        exec(test, &sql).await;
    }
    match test.db().engine() {
        Engine::Sqlite => exec(test, "ANALYZE").await,
        Engine::Postgres => drop(test.db().read().execute_unprepared("VACUUM ANALYZE").await.unwrap()),
    }
}
