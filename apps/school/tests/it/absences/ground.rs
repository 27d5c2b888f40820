//! What is asked again and again: registers taken, multipart forms, mails to somebody.

use preau_kernel::db::Sql;
use preau_kernel::mail::Outgoing;
use preau_testkit::{Client, Request, TestApp};
use serde_json::{Value, json};

use crate::school::{NOW, PROFESSOR, Planned, TUTOR, count, enter_lesson, exec, professor};

/// A lesson of group 1 by the professor of the contract, so many days and hours after Monday, 9:00.
pub(crate) async fn lesson_at(test: &TestApp, days: i64, hours: i64) -> i64 {
    let from = NOW + days * 86_400 + hours * 3600;
    let day = chrono::DateTime::from_timestamp(from, 0).unwrap().format("%Y-%m-%d").to_string();
    let planned = Planned { module: 1, from, to: from + 3600, day: &day, professors: &[PROFESSOR], groups: &[1] };
    enter_lesson(test, &planned).await
}

/// Takes and closes the register through the routes.
pub(crate) async fn take(test: &TestApp, lesson: i64, marks: &[(i64, &str)]) {
    let professor = professor(test).await;
    let marks: Vec<Value> =
        marks.iter().map(|(student, status)| json!({"student": student, "status": status})).collect();
    professor.put(&format!("/api/lessons/{lesson}/register/")).json(json!({"marks": marks})).send().await.expect(200);
    professor.post(&format!("/api/lessons/{lesson}/register/closing/")).json(json!({})).send().await.expect(200);
}

pub(crate) async fn reopen(test: &TestApp, lesson: i64) {
    let path = format!("/api/lessons/{lesson}/register/reopening/");
    professor(test).await.post(&path).json(json!({"reason": "Erreur"})).send().await.expect(200);
}

/// As rows: a mark, whose register is closed with [`close`].
pub(crate) async fn mark(test: &TestApp, lesson: i64, student: i64, status: &str) {
    exec(
        test,
        &format!(
            "INSERT INTO attendance_marks (lesson_id, student_id, starts_at, student_confirmed, professor_status, status, \
             minutes_late, minutes_left, note, row_version, created_at, updated_at) \
             SELECT id, {student}, starts_at, FALSE, '{status}', '{status}', 0, 0, '', 1, 0, 0 FROM lessons WHERE id = {lesson}"
        ),
    )
    .await;
}

pub(crate) async fn close(test: &TestApp, lesson: i64) {
    exec(test, &format!("UPDATE lessons SET register_state = 'closed', status = 'held' WHERE id = {lesson}")).await;
}

/// The tutor of the contract has the student of the contract.
pub(crate) async fn enter_tutor(test: &TestApp) {
    let sql = format!(
        "INSERT INTO tutor_students (tutor_id, student_id) SELECT tu.id, st.id FROM tutors tu JOIN students st ON TRUE \
         WHERE tu.user_id = {TUTOR} AND st.user_id = 4"
    );
    exec(test, &sql).await;
    assert_eq!(count(test, "tutor_students").await, 1);
}

/// Another professor, of module 3 only, who gives nothing yet: the operator of the contract gets the role.
pub(crate) async fn enter_other_professor(test: &TestApp) -> i64 {
    for sql in [
        "INSERT INTO professors (user_id, specialty, sort_name, search, row_version, created_at, updated_at) \
         VALUES (8, '', 'operateur', '', 1, 0, 0)",
        "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3",
        "INSERT INTO user_modules (user_id, module_id) VALUES (8, 3)",
    ] {
        exec(test, sql).await;
    }
    8
}

pub(crate) fn multipart<'a>(request: Request<'a>, files: &[(&str, &[u8])], reason: Option<&str>) -> Request<'a> {
    let mut body = Vec::new();
    if let Some(reason) = reason {
        body.extend(
            format!("--frontiere\r\nContent-Disposition: form-data; name=\"reason\"\r\n\r\n{reason}\r\n").into_bytes(),
        );
    }
    for (name, bytes) in files {
        let head = format!(
            "--frontiere\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/pdf\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend_from_slice(b"--frontiere--\r\n");
    request.body("multipart/form-data; boundary=frontiere", body)
}

/// The only absence that there is.
pub(crate) async fn only(client: &Client) -> Value {
    let list = client.get("/api/absences/").send().await.expect(200).json();
    assert_eq!(list["count"], 1, "{list}");
    list["results"][0].clone()
}

pub(crate) fn to(test: &TestApp, address: &str) -> Vec<Outgoing> {
    test.mails().into_iter().filter(|mail| mail.to == address).collect()
}

pub(crate) async fn text(test: &TestApp, sql: &str) -> String {
    let row = test.db().read().get(sql, vec![]).await.unwrap();
    row.try_get_by_index::<Option<String>>(0).unwrap().unwrap_or_default()
}
