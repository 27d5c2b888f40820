//! Structure, timetable, registers and check-in of a large school: what is asked of one person, group, lesson or week is
//! found by an index, and lists walk in the order in which they are shown.

use chrono::{NaiveDate, TimeDelta};
use preau_calendar::domain::interval::Interval;
use preau_kernel::db::page::{Conditions, PageQuery};
use preau_kernel::db::{Engine, Sql};
use preau_school::permissions::{Person, Reach};
use preau_school::store::attendance::{check_ins, lessons as registers, marks, missing, roll, windows};
use preau_school::store::lessons::{self, Whose};
use preau_school::store::structure::{enrolments, groups};
use preau_school::store::{expected, notices, people, series};
use preau_testkit::{Explaining, TestApp, TestEngine, both_engines, scale};

use super::large::fill;
use super::school::{NOW, PROFESSOR, enter_structure, exec, open};

const STUDENT: i64 = 100_005;
const GROUP: i64 = 1003;
const LESSON: i64 = 100_777;
const PROFESSORS: Reach =
    Reach::Of(Person { user: PROFESSOR, gives: true, teaches: true, studies: false, tutors: false });
const STUDENTS: Reach = Reach::Of(Person { user: STUDENT, gives: false, teaches: false, studies: true, tutors: false });

/// Reads of a whole table that grows with the school, by SQLite under these aliases. PostgreSQL reads small tables at
/// once when that is cheaper than asking for many of their rows.
fn faults(plan: &[String]) -> Vec<String> {
    let is_fault = |line: &&String| {
        let line = line.trim();
        let scans = |alias: &str| {
            line == format!("SCAN {alias}") || (line.starts_with(&format!("SCAN {alias} ")) && !line.contains("USING"))
        };
        ["lessons", "lesson_groups", "lesson_professors", "attendance_marks", "check_ins", "timetable_notices"]
            .iter()
            .any(|table| line.contains(&format!("Seq Scan on {table} ")))
            || ["l", "l2", "lg", "lp", "am", "c", "e", "ga", "u", "x", "g", "s", "n"].into_iter().any(scans)
    };
    plan.iter().filter(is_fault).cloned().collect()
}

fn page(query: &str) -> PageQuery {
    PageQuery::new("http://localhost/".into(), query).unwrap()
}

fn day() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

/// Besides what [`fill`] enters: a series per class, a check-in of everybody in a lesson, registers that are missing.
async fn furnish(test: &TestApp) {
    for sql in [
        "INSERT INTO lesson_series (id, module_id, title, weekday, from_time, to_time, every_weeks, first_day, last_day, sort_title, search, row_version, created_at, updated_at) \
         SELECT 5000000 + id, 1 + id % 3, '', 1 + id % 5, '09:00', '10:00', 1, '2026-09-01', '2027-06-30', 't' || id, '', 1, 0, 0 FROM class_groups WHERE id >= 1000",
        "INSERT INTO series_groups (series_id, group_id) SELECT 5000000 + id, id FROM class_groups WHERE id >= 1000",
        "UPDATE lessons SET series_id = 5001000 + (id - 100000) / 200, original_day = day || '-' || id WHERE id >= 100000",
        "UPDATE lessons SET register_state = 'not_taken', status = 'planned' WHERE id >= 100000 AND id % 40 = 7",
        "INSERT INTO check_ins (lesson_id, student_id, device_hash, network_hash, at, score, reasons, decision) \
         SELECT m.lesson_id, m.student_id, 'd' || m.student_id, '', m.starts_at, 100, '[]', 'green' FROM attendance_marks m WHERE m.lesson_id >= 100000 AND m.lesson_id % 10 = 7",
        "INSERT INTO check_in_windows (lesson_id, mode, salt, opened_by, opens_at, closes_at, network_hash, created_at) \
         SELECT id, 'code', '', 3, starts_at, ends_at, '', 0 FROM lessons WHERE id >= 100000",
        "INSERT INTO timetable_changes (id, lesson_id, kind, reason, created_at) SELECT id, id, 'moved', '', 0 FROM lessons WHERE id >= 100000 AND id % 10 = 1",
        "INSERT INTO timetable_notices (change_id, user_id, told_at) SELECT c.id, 100000 + (c.id % 4000), CASE WHEN c.id % 3 = 0 THEN NULL ELSE 1 END FROM timetable_changes c",
        "INSERT INTO lesson_series (module_id, title, weekday, from_time, to_time, every_weeks, first_day, last_day, sort_title, search, row_version, created_at, updated_at) \
         SELECT 1 + l.id % 3, '', 1 + l.id % 5, '09:00', '10:00', 1, l.day, '2027-06-30', 't' || l.id, '', 1, 0, 0 FROM lessons l WHERE l.id >= 100000 AND l.id % 5 = 0",
        "INSERT INTO lesson_professors (lesson_id, user_id, starts_at) SELECT id, id / 200 * 40 + 80000, starts_at FROM lessons WHERE id >= 100200",
        "INSERT INTO series_exceptions (series_id, day, kind, created_at) SELECT series_id, original_day, 'changed', 0 FROM lessons WHERE id >= 100000 AND id % 50 = 3",
        "INSERT INTO modules (id, code, name, sort_name, search, row_version, created_at, updated_at) \
         SELECT id, 'M' || id, 'M' || id, 'm' || id, '', 1, 0, 0 FROM class_groups WHERE id >= 1000",
        // One class is the professor's, of one subject that is nobody else's.
        "UPDATE lessons SET module_id = CASE WHEN id < 100200 THEN 3 ELSE 1000 + id % 100 END WHERE id >= 100000",
        "DELETE FROM user_modules WHERE module_id <> 3",
        "ANALYZE",
    ] {
        exec(test, sql).await;
    }
}

both_engines! {
    async fn a_large_school_is_asked_by_indexes(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        fill(&test, scale(100, 250)).await;
        furnish(&test).await;
        let explaining = Explaining::new(&test);
        let conn = &explaining;
        let check = |what: &str| {
            let plan = explaining.take();
            assert_eq!(faults(&plan), [""; 0], "{what}\n{}", plan.join("\n"));
        };
        let week = Interval::new(NOW, NOW + 7 * 86_400).unwrap();
        let now = test.now();

        for (whose, reach) in [
            (Whose::Person(STUDENT), Reach::Everything), (Whose::Person(PROFESSOR), Reach::Everything), (Whose::Group(GROUP), Reach::Everything),
            (Whose::Room(1), Reach::Everything), (Whose::Anybody, Reach::Everything), (Whose::Anybody, PROFESSORS), (Whose::Anybody, STUDENTS),
        ] {
            lessons::of_week(conn, reach, whose, week).await.unwrap();
            check(&format!("week of {whose:?}"));
        }
        for reach in [Reach::Everything, PROFESSORS, STUDENTS] {
            let _ = lessons::get(conn, reach, LESSON).await;
            check("a lesson");
            let _ = series::get(conn, reach, 5001003).await;
            check("a series");
            let _ = enrolments::get(conn, reach, 9).await;
            check("an enrolment");
            let _ = groups::get(conn, reach, GROUP).await;
            check("a group");
            let _ = people::is_within(conn, reach, STUDENT + 1).await;
            if reach != Reach::Everything {
                check("a person");
            }
        }
        lessons::coming_of_person(conn, STUDENT, now).await.unwrap();
        check("what is to come for somebody");
        lessons::coming_of_group(conn, GROUP, now).await.unwrap();
        check("what is to come for a group");
        lessons::coming_of_series(conn, 5001003, now).await.unwrap();
        lessons::untouched_of_series(conn, 5001003, now).await.unwrap();
        lessons::days_of_series(conn, 5001003).await.unwrap();
        check("lessons of a series");
        lessons::expected_people(conn, LESSON).await.unwrap();
        expected::at_lesson(conn, LESSON).await.unwrap();
        expected::is_at_lesson(conn, LESSON, STUDENT).await.unwrap();
        lessons::of_lesson(conn, LESSON).await.unwrap();
        check("who is expected");
        enrolments::of_groups(conn, &[GROUP], day(), day()).await.unwrap();
        enrolments::closed_days(conn, GROUP, day(), None).await.unwrap();
        enrolments::students_from(conn, GROUP, day()).await.unwrap();
        groups::members(conn, GROUP, day(), &page("")).await.unwrap();
        check("who is in a group");
        roll::of_lesson(conn, LESSON).await.unwrap();
        let _ = registers::get(conn, PROFESSORS, LESSON).await;
        registers::events(conn, LESSON).await.unwrap();
        marks::find(conn, LESSON, STUDENT).await.unwrap();
        marks::history(conn, 77).await.unwrap();
        check("a register");
        check_ins::find(conn, LESSON, STUDENT).await.unwrap();
        check_ins::is_device_taken(conn, LESSON, "d100005").await.unwrap();
        let _ = check_ins::before(conn, (LESSON, STUDENT), "d100005", "", now.minus(TimeDelta::days(30))).await;
        windows::open_at(conn, LESSON, now).await.unwrap();
        windows::held(conn, LESSON).await.unwrap();
        windows::open_for(conn, STUDENT, now).await.unwrap();
        check("a check-in");
        notices::waiting(conn, STUDENT).await.unwrap();
        check("what somebody is to be told");
    }

    async fn lists_of_a_large_school_walk_in_their_order(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        fill(&test, scale(100, 250)).await;
        furnish(&test).await;
        let explaining = Explaining::new(&test);
        let conn = &explaining;
        let check = |what: &str| {
            let plan = explaining.take();
            // PostgreSQL sorts a few dozen rows that an index has found.
            if test.db().engine() == Engine::Postgres && what.contains('=') && !what.contains("ordering") {
                return;
            }
            let sorts = |line: &&String| line.contains("TEMP B-TREE FOR ORDER BY") || line.trim_start_matches([' ', '-', '>']).starts_with("Sort  (");
            assert_eq!(plan.iter().filter(sorts).collect::<Vec<_>>(), [""; 0], "{what}\n{}", plan.join("\n"));
        };
        for query in ["", "ordering=-starts_at", "module=2", "register=not_taken", "status=planned", "room=1", "series=5001003"] {
            lessons::list(conn, Reach::Everything, Conditions::default(), &page(query)).await.unwrap();
            check(&format!("lessons {query}"));
        }
        for query in ["", "ordering=title", "module=2"] {
            series::list(conn, Reach::Everything, &page(query), None).await.unwrap();
            check(&format!("series {query}"));
        }
        for query in ["", &format!("group={GROUP}"), &format!("student={STUDENT}")] {
            enrolments::list(conn, Reach::Everything, &page(query), enrolments::Asked::default()).await.unwrap();
            check(&format!("enrolments {query}"));
        }
        // PostgreSQL reads a few hundred groups at once and sorts them.
        for query in ["", "year=1"].into_iter().filter(|_| test.db().engine() == Engine::Sqlite) {
            groups::list(conn, Reach::Everything, None, &page(query)).await.unwrap();
            check(&format!("groups {query}"));
        }
        missing::list(conn, Reach::Everything, test.now(), Conditions::default(), &page("")).await.unwrap();
        drop(explaining.take());
    }

    /// A professor of one class among many: whoever they teach is gathered once, and is whom each row would have told.
    async fn a_professors_students_are_gathered_and_not_asked_one_by_one(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        fill(&test, scale(250, 250)).await;
        let only_gives = Reach::Of(Person { user: PROFESSOR, gives: true, teaches: false, studies: false, tutors: false });
        let conn = test.db().read();
        let all = async |within: Option<(String, Vec<sea_orm::Value>)>| {
            let mut conditions = Conditions::default();
            Reach::narrow(within, &mut conditions);
            let (condition, values) = conditions.into_parts();
            let began = std::time::Instant::now();
            let sql = format!("SELECT u.id FROM users u WHERE {condition} ORDER BY u.id");
            let rows = conn.all(&sql, values).await.unwrap();
            (rows.iter().map(|row| row.try_get_by_index::<i64>(0).unwrap()).collect::<Vec<_>>(), began.elapsed())
        };
        for reach in [only_gives, PROFESSORS] {
            let (gathered, quick) = all(reach.all_students("u.id")).await;
            let (asked, slow) = all(reach.students("u.id")).await;
            println!("{} of 10 000 students: gathered {quick:?}, asked one by one {slow:?}", gathered.len());
            assert_eq!(gathered, asked);
            assert!(gathered.len() >= 40 && (reach == PROFESSORS || test.db().engine() == Engine::Postgres || quick < slow));
        }
    }
}
