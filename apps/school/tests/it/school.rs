//! A small school, and what is asked of it again and again.
#![allow(dead_code, reason = "not every part of the tests uses all of it")]

use std::sync::Arc;

use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_school::School;
use preau_testkit::{Client, TestApp, TestEngine};
use serde_json::Value;

pub(crate) use super::place::logged_in;

/// Ids of the people of the contract.
pub(crate) const ADMIN: i64 = 1;
pub(crate) const MANAGER: i64 = 2;
pub(crate) const PROFESSOR: i64 = 3;
pub(crate) const STUDENT: i64 = 4;
pub(crate) const TUTOR: i64 = 5;

/// Monday 2026-11-23, 9:00 in Paris.
pub(crate) async fn open(engine: TestEngine) -> TestApp {
    open_with(engine, &[]).await
}

pub(crate) async fn open_with(engine: TestEngine, settings: &[(&str, Value)]) -> TestApp {
    super::place::start_among(engine, vec![Arc::new(Calendar), Arc::new(School)], settings).await
}

pub(crate) async fn admin(test: &TestApp) -> Client {
    logged_in(test, "admin@example.com").await
}

pub(crate) async fn manager(test: &TestApp) -> Client {
    logged_in(test, "responsable@example.com").await
}

pub(crate) async fn professor(test: &TestApp) -> Client {
    logged_in(test, "professeur@example.com").await
}

pub(crate) async fn student(test: &TestApp) -> Client {
    logged_in(test, "etudiant@example.com").await
}

pub(crate) async fn tutor(test: &TestApp) -> Client {
    logged_in(test, "tuteur@example.com").await
}

pub(crate) async fn count(test: &TestApp, from: &str) -> i64 {
    test.db().read().number(&format!("SELECT COUNT(*) FROM {from}"), vec![]).await.unwrap()
}

pub(crate) async fn exec(test: &TestApp, sql: &str) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) fn id(body: &Value) -> i64 {
    body["id"].as_i64().unwrap()
}

/// A lesson for [`enter_lesson`]: seconds since 1970.
pub(crate) struct Planned<'a> {
    pub(crate) module: i64,
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) day: &'a str,
    pub(crate) professors: &'a [i64],
    pub(crate) groups: &'a [i64],
}

/// Monday 2026-11-23, 9:00 in Paris.
pub(crate) const NOW: i64 = 1_795_420_800;

/// A year, group 1 (class) with group 2 within it; the student is enrolled in group 2 all year. Written as rows, so that
/// it does not lean on what is tested.
pub(crate) async fn enter_structure(test: &TestApp) {
    for sql in [
        "INSERT INTO school_years (name, name_key, starts_on, ends_on, search, row_version, created_at, updated_at) \
         VALUES ('2026-2027', '2026-2027', '2026-09-01', '2027-07-03', '', 1, 0, 0)",
        "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
         VALUES (1, 'Terminale A', 'terminale a', 'terminale a', '', 1, 0, 0)",
        "INSERT INTO class_groups (year_id, parent_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
         VALUES (1, 1, 'Groupe 1', 'groupe 1', 'groupe 1', '', 1, 0, 0)",
        "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (1, 1, 0), (2, 2, 0), (2, 1, 1)",
    ] {
        exec(test, sql).await;
    }
    enter_enrolment(test, STUDENT, 2, "2026-09-01", None).await;
}

pub(crate) async fn enter_enrolment(test: &TestApp, student: i64, group: i64, first: &str, last: Option<&str>) {
    let last = last.map_or("NULL".to_owned(), |day| format!("'{day}'"));
    let sql = format!(
        "INSERT INTO enrolments (student_id, group_id, first_day, last_day, row_version, created_at, updated_at) \
         VALUES ({student}, {group}, '{first}', {last}, 1, 0, 0)"
    );
    exec(test, &sql).await;
}

/// Without claims; returns its id.
pub(crate) async fn enter_lesson(test: &TestApp, planned: &Planned<'_>) -> i64 {
    let Planned { module, from, to, day, professors, groups } = planned;
    let (from, to) = (from * 1_000_000, to * 1_000_000);
    let tx = test.db().write_tx().await.unwrap();
    let uid = format!("{}@test", count(test, "lessons").await);
    let sql = format!(
        "INSERT INTO lessons (uid, sequence, module_id, title, starts_at, ends_at, day, status, reason, clash_reason, \
         register_state, register_version, search, row_version, created_at, updated_at) VALUES ('{uid}', 0, {module}, '', \
         {from}, {to}, '{day}', 'planned', '', '', 'not_taken', 1, '', 1, 0, 0) RETURNING id"
    );
    let id = tx.number(&sql, vec![]).await.unwrap();
    for person in *professors {
        let sql =
            format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES ({id}, {person}, {from})");
        tx.exec(&sql, vec![]).await.unwrap();
    }
    for group in *groups {
        let sql = format!(
            "INSERT INTO lesson_groups (lesson_id, group_id, starts_at, day) VALUES ({id}, {group}, {from}, '{day}')"
        );
        tx.exec(&sql, vec![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

/// In today's first hour, by the professor of the contract, for group 1 and who is within it.
pub(crate) async fn enter_todays_lesson(test: &TestApp) -> i64 {
    let planned =
        Planned { module: 1, from: NOW, to: NOW + 3600, day: "2026-11-23", professors: &[PROFESSOR], groups: &[1] };
    enter_lesson(test, &planned).await
}

/// A further student of group 2; returns the person.
pub(crate) async fn enter_student(test: &TestApp, name: &str) -> i64 {
    let sql = format!(
        "INSERT INTO users (first_name, last_name, username, sort_name, search, phone, is_active, is_staff, is_superuser, \
         row_version, created_at, updated_at) SELECT 'Ève', '{name}', NULL, '{name}', '', phone, TRUE, FALSE, FALSE, 1, 0, 0 \
         FROM users WHERE id = {STUDENT} RETURNING id"
    );
    let tx = test.db().write_tx().await.unwrap();
    let person = tx.number(&sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    enter_enrolment(test, person, 2, "2026-09-01", None).await;
    person
}

/// Rooms 1 (30 people), 2 (12) and 3 (40).
pub(crate) async fn enter_rooms(test: &TestApp) {
    exec(
        test,
        "INSERT INTO sites (name, name_key, address, sort_name, search, row_version, created_at, updated_at) \
        VALUES ('Site', 'site', '', 'site', '', 1, 0, 0)",
    )
    .await;
    for (name, capacity) in [("A101", 30), ("A102", 12), ("A103", 40)] {
        let sql = format!(
            "INSERT INTO rooms (site_id, name, name_key, kind, capacity, note, is_active, sort_name, sort_capacity, search, \
             row_version, created_at, updated_at) VALUES (1, '{name}', '{}', 'classroom', {capacity}, '', TRUE, \
             '{}', {capacity}, '', 1, 0, 0)",
            name.to_lowercase(),
            name.to_lowercase(),
        );
        exec(test, &sql).await;
    }
}

/// Makes somebody a professor of modules 1 and 2 who is none; returns the person.
pub(crate) async fn enter_professor(test: &TestApp, name: &str, modules: &[i64]) -> i64 {
    let sql = format!(
        "INSERT INTO users (first_name, last_name, username, sort_name, search, phone, is_active, is_staff, is_superuser, \
         row_version, created_at, updated_at) VALUES ('Ada', '{name}', NULL, '{name}', '', '', TRUE, FALSE, FALSE, 1, 0, 0) RETURNING id"
    );
    let tx = test.db().write_tx().await.unwrap();
    let person = tx.number(&sql, vec![]).await.unwrap();
    let sql = format!(
        "INSERT INTO professors (user_id, specialty, sort_name, search, row_version, created_at, updated_at) \
         VALUES ({person}, '', '{name}', '', 1, 0, 0)"
    );
    tx.exec(&sql, vec![]).await.unwrap();
    for module in modules {
        let sql = format!("INSERT INTO user_modules (user_id, module_id) VALUES ({person}, {module})");
        tx.exec(&sql, vec![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    person
}

/// A role profile for a person entered by [`enter_student`].
pub(crate) async fn enter_student_profile(test: &TestApp, person: i64) {
    let sql = format!(
        "INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, updated_at) \
         VALUES ({person}, 'n{person}', '', '', '', 1, 0, 0)"
    );
    exec(test, &sql).await;
}

/// The tutor of the contract looks after the student of the contract.
pub(crate) async fn enter_tutoring(test: &TestApp) {
    exec(
        test,
        &format!(
            "INSERT INTO tutor_students (tutor_id, student_id) SELECT t.id, s.id FROM tutors t, students s \
         WHERE t.user_id = {TUTOR} AND s.user_id = {STUDENT}"
        ),
    )
    .await;
}

/// A body for `POST /api/lessons/` of module 1 for group 1, by the professor of the contract, in room 1.
pub(crate) fn lesson_body(starts_at: &str, ends_at: &str) -> Value {
    serde_json::json!({"module": 1, "starts_at": starts_at, "ends_at": ends_at, "room": 1, "professors": [PROFESSOR], "groups": [1]})
}

/// Exclusive claims of one subject that overlap.
pub(crate) async fn overlaps(test: &TestApp) -> i64 {
    count(
        test,
        "time_claims a JOIN time_claims b ON a.subject_kind = b.subject_kind AND a.subject_id = b.subject_id \
        AND a.id < b.id AND a.starts < b.ends AND b.starts < a.ends WHERE a.exclusive = TRUE AND b.exclusive = TRUE",
    )
    .await
}
