//! What is asked of a large school is asked of an index: a group of forty costs what it costs in a small one.

use async_trait::async_trait;
use chrono::NaiveDate;
use parking_lot::Mutex;
use preau_kernel::db::Engine;
use preau_kernel::db::page::{Conditions, PageQuery};
use preau_school::permissions::{Person, Reach};
use preau_school::store::absences::asked::{Asked, By};
use preau_school::store::absences::{alerts, figures, lessons, marks, office, rows};
use preau_testkit::{TestApp, TestEngine, both_engines, scale};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::school::{PROFESSOR, enter_structure, exec, open};

/// Runs no query: asks for its plan and keeps that.
struct Explaining<'a> {
    conn: &'a DatabaseConnection,
    plan: Mutex<Vec<String>>,
}

#[async_trait]
impl ConnectionTrait for Explaining<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.conn.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.conn.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.conn.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.query_all_raw(statement).await.map(|_| None)
    }

    async fn query_all_raw(&self, mut statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let is_sqlite = self.get_database_backend() == DbBackend::Sqlite;
        statement.sql = format!("{} {}", if is_sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" }, statement.sql);
        let column = if is_sqlite { "detail" } else { "QUERY PLAN" };
        let rows = self.conn.query_all_raw(statement).await?;
        *self.plan.lock() = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
        Ok(Vec::new())
    }
}

/// So many classes of forty, each with two hundred lessons; in sixty of them a mark for everybody in every lesson.
async fn fill(test: &TestApp, classes: i64) {
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

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Reads of a whole table that grows with the school. PostgreSQL reads one of a few thousand rows at once when that is
/// cheaper than asking for many of them; of the largest it does not.
fn faults(plan: &[String]) -> Vec<String> {
    let is_fault = |line: &&String| {
        let line = line.trim();
        line.contains("Seq Scan on attendance_marks ")
            || ["SCAN m", "SCAN a", "SCAN l", "SCAN lg", "SCAN e"]
                .iter()
                .any(|scan| line == *scan || (line.starts_with(&format!("{scan} ")) && !line.contains("USING")))
    };
    plan.iter().filter(is_fault).cloned().collect()
}

both_engines! {
    async fn a_group_of_forty_is_found_by_indexes(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        fill(&test, scale(100, 400)).await;
        let explaining = Explaining { conn: test.db().read(), plan: Mutex::default() };
        let year = Asked::new(date("2026-09-01"), date("2027-07-03"));
        let professor = Reach::Of(Person { user: PROFESSOR, gives: true, teaches: true, studies: false, tutors: false });
        for (by, reach, asked) in [
            (By::Student, Reach::Everything, Asked { group: Some(1003), ..year.clone() }),
            (By::Module, Reach::Everything, Asked { group: Some(1003), ..year.clone() }),
            (By::Week, Reach::Everything, Asked { group: Some(1003), ..year.clone() }),
            (By::Lesson, Reach::Everything, Asked { student: Some(100_005), ..year.clone() }),
            (By::Module, Reach::Everything, Asked { student: Some(100_005), ..year.clone() }),
            (By::Student, professor, Asked { group: Some(1000), ..year.clone() }),
            (By::Student, Reach::Everything, Asked { group: Some(1003), ..Asked::new(date("2026-11-01"), date("2026-11-30")) }),
        ] {
            figures::rows(&explaining, reach, by, &asked).await.unwrap();
            let plan = explaining.plan.lock().clone();
            assert!(!plan.is_empty());
            assert_eq!(faults(&plan), [""; 0], "{by:?} {asked:?}\n{}", plan.join("\n"));
        }
        let began = std::time::Instant::now();
        let rows = figures::rows(test.db().read(), Reach::Everything, By::Student, &Asked { group: Some(1003), ..year.clone() }).await.unwrap();
        println!("a group of {} over a year: {:?}", rows.len(), began.elapsed());
        assert_eq!((rows.len(), rows[0].figures.planned), (40, 200));
    }

    async fn lists_and_what_the_office_asks_walk_an_index(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        fill(&test, scale(100, 400)).await;
        let explaining = Explaining { conn: test.db().read(), plan: Mutex::default() };
        let check = |what: &str| {
            let plan = explaining.plan.lock().clone();
            assert!(!plan.is_empty());
            assert_eq!(faults(&plan), [""; 0], "{what}\n{}", plan.join("\n"));
        };
        for query in ["", "ordering=created_at"] {
            let page = PageQuery::new("http://localhost/".into(), query).unwrap();
            rows::list(&explaining, Reach::Everything, Conditions::default(), &page).await.unwrap();
            let plan = explaining.plan.lock().clone();
            assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER BY")), "{query}\n{}", plan.join("\n"));
        }
        let page = PageQuery::new("http://localhost/".into(), "").unwrap();
        let year = Asked { group: Some(1003), ..Asked::new(date("2026-09-01"), date("2027-07-03")) };
        lessons::list(&explaining, Reach::Everything, &year, &page).await.unwrap();
        let (from, to) = (test.now(), test.now().plus(chrono::TimeDelta::days(1)));
        rows::covering(&explaining, 100_005, from, to).await.unwrap();
        check("covering");
        let _ = rows::open_found(&explaining, 100_005, "2026-11-23").await.unwrap();
        check("open_found");
        marks::missed(&explaining, 100_005, from, to).await.unwrap();
        check("missed");
        let _ = marks::absent_days(&explaining, 100_005, from, to).await;
        check("absent_days");
        marks::of_absence(&explaining, 7).await.unwrap();
        check("of_absence");
        office::running(&explaining, from).await.unwrap();
        check("running");
        office::missing(&explaining, from).await.unwrap();
        check("missing");
        alerts::of_month(&explaining, Reach::Everything, "2026-11").await.unwrap();
    }
}
