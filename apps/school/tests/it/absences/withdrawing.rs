//! Taking back what was declared; searching; how many there are of each status.

use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::ground::{enter_other_professor, enter_tutor, lesson_at, multipart, take, text, to};
use crate::school::{
    STUDENT, count, enter_structure, enter_student, exec, id, logged_in, manager, open, professor, student, tutor,
};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

both_engines! {
    async fn whoever_declared_an_absence_takes_it_back_and_those_told_are_told(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let (student, tutor, manager) = (student(&test).await, tutor(&test).await, manager(&test).await);
        let body = json!({"from": "2026-11-25", "to": "2026-11-25", "reason": "Rendez-vous"});
        let made = student.post("/api/absences/").json(&body).send().await.expect(201).json();
        assert_eq!((made["can_withdraw"].clone(), made["withdrawn_at"].clone()), (json!(true), json!(null)));
        test.drain_jobs().await;
        let path = format!("/api/absences/{}", id(&made));
        // In reach of all these, and not theirs to take back.
        for who in [&tutor, &manager] {
            assert_eq!(who.get(&format!("{path}/")).send().await.expect(200).json()["can_withdraw"], false);
            who.post(&format!("{path}/withdrawal/")).json(json!({})).send().await.refused(403, "forbidden");
        }
        multipart(student.post(&format!("{path}/justification/")), &[("a.pdf", PDF)], None).send().await.expect(200);
        student.post(&format!("{path}/withdrawal/")).json(json!({"row_version": 1})).send().await.refused(409, "row_changed");
        let gone = student.post(&format!("{path}/withdrawal/")).json(json!({})).send().await.expect(200).json();
        assert_eq!((gone["status"].clone(), gone["can_withdraw"].clone(), gone["can_justify"].clone()), (json!("withdrawn"), json!(false), json!(false)));
        assert_eq!((gone["reason"].clone(), gone["documents"].clone()), (json!("Rendez-vous"), json!(1)), "nothing that was brought is lost");
        test.drain_jobs().await;
        let mails: Vec<_> = to(&test, "tuteur@example.com").into_iter().map(|mail| mail.subject).collect();
        assert_eq!(mails, ["Absence déclarée pour Jean etudiant", "Absence de Jean etudiant annulée"]);
        for (end, body) in [("withdrawal", json!({})), ("decision", json!({"accept": true}))] {
            let who = if end == "decision" { &manager } else { &student };
            who.post(&format!("{path}/{end}/")).json(&body).send().await.refused(409, "absence_withdrawn");
        }
        multipart(student.post(&format!("{path}/justification/")), &[("b.pdf", PDF)], None).send().await.refused(409, "absence_withdrawn");
        // The time is free again, and the register of that day finds what it finds.
        student.post("/api/absences/").json(&body).send().await.expect(201);
        assert_eq!(count(&test, "audit_entries WHERE action = 'absence_withdrawn'").await, 1);
        test.drain_jobs().await;
    }

    async fn nobody_is_told_of_what_was_taken_back_before(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let student = student(&test).await;
        let made = student.post("/api/absences/").json(json!({"from": "2026-11-25", "to": "2026-11-25"})).send().await.expect(201).json();
        student.post(&format!("/api/absences/{}/withdrawal/", id(&made))).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        assert!(to(&test, "tuteur@example.com").is_empty());
    }

    async fn what_is_decided_or_in_a_register_stands(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        let (student, manager) = (student(&test).await, manager(&test).await);
        let declare = async |day: &str| {
            let body = json!({"from": day, "to": day});
            format!("/api/absences/{}", id(&student.post("/api/absences/").json(&body).send().await.expect(201).json()))
        };
        let (today, later, taken_back) = (declare("2026-11-23").await, declare("2026-11-25").await, declare("2026-11-26").await);
        manager.post(&format!("{later}/decision/")).json(json!({"accept": true})).send().await.expect(200);
        student.post(&format!("{later}/withdrawal/")).json(json!({})).send().await.refused(409, "absence_decided");
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        student.post(&format!("{today}/withdrawal/")).json(json!({})).send().await.refused(409, "absence_in_registers");
        student.post(&format!("{taken_back}/withdrawal/")).json(json!({})).send().await.expect(200);
        // What a register found was declared by nobody.
        let late = lesson_at(&test, 3, 0).await;
        test.advance(chrono::TimeDelta::days(3));
        take(&test, late, &[(STUDENT, "absent")]).await;
        let found = text(&test, "SELECT CAST(MAX(id) AS TEXT) FROM absences WHERE origin = 'found'").await;
        assert_ne!(format!("/api/absences/{found}"), taken_back, "a withdrawn one excuses nothing");
        let student = logged_in(&test, "etudiant@example.com").await;
        student.post(&format!("/api/absences/{found}/withdrawal/")).json(json!({})).send().await.refused(403, "forbidden");
        test.drain_jobs().await;
    }

    async fn the_register_and_the_director_do_not_hear_of_it_any_more(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        let (student, manager, professor) = (student(&test).await, manager(&test).await, professor(&test).await);
        let made = student.post("/api/absences/").json(json!({"from": "2026-11-23", "to": "2026-11-23"})).send().await.expect(201).json();
        let seen = async || {
            let now = manager.get("/api/school/now/").send().await.expect(200).json();
            let register = professor.get(&format!("/api/lessons/{lesson}/register/")).send().await.expect(200).json();
            (now["absent"].as_array().unwrap().len(), register.to_string().contains("\"announced\":true"))
        };
        assert_eq!(seen().await, (1, true));
        student.post(&format!("/api/absences/{}/withdrawal/", id(&made))).json(json!({})).send().await.expect(200);
        assert_eq!(seen().await, (0, false));
        test.drain_jobs().await;
    }

    async fn a_list_is_searched_by_name_and_counts_each_status_within_reach(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let (zola, other) = (enter_student(&test, "Zola").await, enter_student(&test, "Autre").await);
        exec(&test, &format!("UPDATE users SET search = '  eve  zola' WHERE id = {zola}")).await;
        // Somebody whom the professor of the contract does not teach.
        enter_other_professor(&test).await;
        exec(&test, &format!("DELETE FROM enrolments WHERE student_id = {other}")).await;
        lesson_at(&test, 0, 0).await;
        let (manager, student) = (manager(&test).await, student(&test).await);
        let declare = async |who: i64, day: &str| {
            let body = json!({"student": who, "from": day, "to": day});
            id(&manager.post("/api/absences/").json(&body).send().await.expect(201).json())
        };
        let first = declare(zola, "2026-11-25").await;
        let (accepted, withdrawn) = (declare(zola, "2026-11-26").await, declare(zola, "2026-11-27").await);
        declare(STUDENT, "2026-11-25").await;
        exec(&test, &format!("INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, updated_at) VALUES ({other}, 'x', '', '', '', 1, 0, 0)")).await;
        declare(other, "2026-11-25").await;
        manager.post(&format!("/api/absences/{accepted}/decision/")).json(json!({"accept": true})).send().await.expect(200);
        manager.post(&format!("/api/absences/{withdrawn}/withdrawal/")).json(json!({})).send().await.expect(200);
        let counts = |declared: i64, accepted: i64, withdrawn: i64| json!({"declared": declared, "justified": 0, "accepted": accepted, "refused": 0, "withdrawn": withdrawn});
        let list = async |who: &preau_testkit::Client, query: &str| -> (Value, Value) {
            let list = who.get(&format!("/api/absences/{query}")).send().await.expect(200).json();
            (list["count"].clone(), list["counts"].clone())
        };
        assert_eq!(list(&manager, "").await, (json!(4), counts(3, 1, 1)));
        assert_eq!(list(&manager, "?status=accepted").await, (json!(1), counts(3, 1, 1)), "whatever status is shown");
        assert_eq!(list(&manager, "?status=withdrawn").await, (json!(1), counts(3, 1, 1)));
        assert_eq!(list(&manager, "?search=Zola").await, (json!(2), counts(1, 1, 1)));
        assert_eq!(list(&manager, "?search=zol%20eve&status=declared").await, (json!(1), counts(1, 1, 1)));
        assert_eq!(list(&manager, "?search=personne").await, (json!(0), counts(0, 0, 0)));
        assert_eq!(list(&manager, "?from=2026-11-26").await, (json!(1), counts(0, 1, 1)));
        // A professor's students, a family's own, and no more of them.
        assert_eq!(list(&professor(&test).await, "").await, (json!(3), counts(2, 1, 1)));
        for who in [&student, &tutor(&test).await] {
            assert_eq!(list(who, "").await, (json!(1), counts(1, 0, 0)));
            assert_eq!(list(who, "?search=zola").await, (json!(0), counts(0, 0, 0)));
            who.post(&format!("/api/absences/{first}/withdrawal/")).json(json!({})).send().await.refused(404, "not_found");
        }
        assert_eq!(list(&logged_in(&test, "operateur@example.com").await, "").await, (json!(0), counts(0, 0, 0)));
        test.drain_jobs().await;
    }
}
