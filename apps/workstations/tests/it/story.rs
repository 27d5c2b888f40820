//! What seed 004 wants recorded: every kind has its entry by itself, with its metadata, and whoever did it filled in.

use std::sync::Arc;

use chrono::TimeDelta;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::backup;
use preau_kernel::db::Sql;
use preau_kernel::jobs::run_periodic;
use preau_testkit::{TestApp, TestEngine, both_engines};
use preau_workstations::Workstations;
use serde_json::{Map, Value, json};

use super::place::{PASSWORD, logged_in, pair, start_among};
use super::rooms::{
    ADMIN, OPERATOR, act, admin, code, enter_room, id, issue, operator, run, seal_all, seat, send_code,
};

/// Kind, what its metadata says, who did it (nobody: a visitor at a seat, a stranger, the program itself).
const KINDS: &[(&str, &[&str], Option<i64>)] = &[
    ("user_created", &[], Some(ADMIN)),
    ("user_updated", &["fields"], Some(ADMIN)),
    ("user_deleted", &[], Some(ADMIN)),
    ("login", &[], Some(OPERATOR)),
    ("login_failed", &[], None),
    ("logout", &[], Some(7)),
    ("password_changed", &[], Some(6)),
    ("password_reset", &[], Some(4)),
    ("visitor_created", &["visitor"], Some(OPERATOR)),
    ("visitor_updated", &["visitor", "fields"], Some(OPERATOR)),
    ("visitor_read", &["visitor", "part"], Some(OPERATOR)),
    ("visitor_deleted", &["visitor"], Some(OPERATOR)),
    ("code_generated", &["minutes", "visitor"], Some(OPERATOR)),
    ("code_refused", &["reason", "workstation"], None),
    ("session_started", &["seconds", "visitor", "workstation"], None),
    ("session_suspended", &["used_seconds", "workstation"], Some(OPERATOR)),
    ("session_resumed", &["used_seconds", "workstation"], Some(OPERATOR)),
    ("session_extended", &["minutes", "workstation"], Some(OPERATOR)),
    ("session_ended", &["reason", "used_seconds"], Some(OPERATOR)),
    ("session_expired", &["reason", "used_seconds", "ended_at"], None),
    ("workstation_status_changed", &["cause", "from", "to"], Some(OPERATOR)),
    ("warning_sent", &["minutes", "reason"], None),
    ("backup_made", &["path", "bytes"], None),
];

async fn newest(test: &TestApp, kind: &str) -> Option<(Map<String, Value>, Option<i64>)> {
    let sql = "SELECT metadata, actor_id FROM audit_entries WHERE action = $1 ORDER BY id DESC LIMIT 1";
    let row = test.db().read().find(sql, vec![kind.into()]).await.unwrap()?;
    let metadata: String = row.try_get("", "metadata").unwrap();
    Some((serde_json::from_str(&metadata).unwrap(), row.try_get("", "actor_id").unwrap()))
}

/// People come, change and go, log in and out.
async fn people(test: &TestApp) {
    let staff = admin(test).await;
    let body = json!({"email": "nouvelle@example.com", "first_name": "Anne", "last_name": "Nouvelle"});
    let made = staff.post("/api/users/").json(body).send().await.expect(201).json();
    let path = format!("/api/users/{}/", id(&made));
    staff.patch(&path).json(json!({"phone": "06 39 98 00 01"})).send().await.expect(200);
    staff.delete(&path).send().await.expect(204);
    let wrong = json!({"email": "client@example.com", "password": "pas le bon"});
    test.anonymous().post("/auth/user/login/").json(wrong).send().await.expect(401);
    let (access, refresh) = pair(test, "client@example.com").await;
    test.bearer(&access).post("/auth/logout/").json(json!({"refresh_token": refresh})).send().await.expect(200);
    let coach = logged_in(test, "coach@example.com").await;
    let body = json!({"current_password": PASSWORD, "new_password": "Un autre 4 mots"});
    coach.post("/auth/change-password/").json(body).send().await.expect(200);
    let asked = json!({"email": "etudiant@example.com"});
    test.anonymous().post("/auth/forgot-password/").json(asked).send().await.expect(200);
    test.drain_jobs().await;
    let mail = test.mail_to("etudiant@example.com").text;
    let mut link = mail.split_once("/reset-password/").unwrap().1.split_whitespace().next().unwrap().split('/');
    let body = json!({"uidb64": link.next(), "token": link.next(), "new_password": "Encore 5 mots ici"});
    test.anonymous().post("/auth/reset-password/").json(body).send().await.expect(200);
}

/// A visitor, a code, a session in all its states, another whose time is up, a seat in maintenance.
async fn rooms(test: &TestApp) {
    let desk = operator(test).await;
    let body = |name: &str| json!({"first_name": "Ada", "last_name": name});
    let visitor = id(&desk.post("/api/visitors/").json(body("Lovelace")).send().await.expect(201).json());
    let path = format!("/api/visitors/{visitor}/");
    desk.patch(&path).json(json!({"notes": "Comtesse"})).send().await.expect(200);
    desk.get(&path).send().await.expect(200);
    let place = seat(&desk, "Poste 1").await;
    send_code(&test.anonymous(), "ZZZZZZ", place).await.refused(400, "code_refused");
    let made = issue(&desk, visitor, 30).await;
    send_code(&test.anonymous(), &code(&made), place).await.expect(200);
    for (what, body) in
        [("suspend", json!({})), ("resume", json!({})), ("add_time", json!({"minutes": 15})), ("terminate", json!({}))]
    {
        act(&desk, id(&made), what, body).await.expect(200);
    }
    run(test, &desk, visitor, 30, place).await;
    test.advance(TimeDelta::minutes(25));
    run_periodic(test.app(), "workstations.warn").await.unwrap();
    test.advance(TimeDelta::minutes(10));
    run_periodic(test.app(), "workstations.settle").await.unwrap();
    desk.patch(&format!("/api/workstations/{place}/")).json(json!({"status": "maintenance"})).send().await.expect(200);
    let other = id(&desk.post("/api/visitors/").json(body("Byron")).send().await.expect(201).json());
    desk.delete(&format!("/api/visitors/{other}/")).send().await.expect(204);
}

both_engines! {
    async fn every_kind_of_the_seed_is_recorded_by_itself(engine: TestEngine) {
        let modules: Vec<Arc<dyn preau_kernel::module::Module>> = vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Workstations)];
        let test = start_among(engine, modules, &[("workstations.open_validation", true.into())]).await;
        enter_room(&test).await;
        test.may_leave_jobs();
        people(&test).await;
        rooms(&test).await;
        let folder = tempfile::tempdir().unwrap();
        backup::make(test.app(), &folder.path().join("copy")).await.unwrap();
        let mut missing = Vec::new();
        for (kind, keys, who) in KINDS {
            match newest(&test, kind).await {
                None => missing.push(format!("{kind}: no entry")),
                Some((metadata, actor)) => {
                    let lacks: Vec<_> = keys.iter().filter(|key| metadata.get(**key).is_none_or(Value::is_null)).collect();
                    if actor != *who || !lacks.is_empty() {
                        missing.push(format!("{kind}: by {actor:?}, {metadata:?} lacks {lacks:?}"));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
        // In words, in both languages: no code of the program is left in them.
        let staff = admin(&test).await;
        for lang in ["fr", "en"] {
            let told = staff.clone().speaking(lang).get("/api/logs/?page_size=200").send().await.expect(200).json();
            for entry in told["results"].as_array().unwrap() {
                let summary = entry["summary"].as_str().unwrap();
                assert!(!summary.contains(['{', '_']) && summary.len() > 5, "{lang}: {entry}");
                assert!(!summary.contains("terminated") && !summary.contains("time_up"), "{lang}: {entry}");
            }
        }
        // Cleaning is recorded too, and removes what is older than its class is kept.
        seal_all(&test).await;
        test.advance(TimeDelta::days(181));
        run_periodic(test.app(), "audit.retention").await.unwrap();
        let (metadata, actor) = newest(&test, "logs_cleaned").await.unwrap();
        assert_eq!((metadata["class"].clone(), metadata["count"].as_i64() > Some(10), actor), (json!("operation"), true, None));
        assert!(newest(&test, "session_started").await.is_none() && newest(&test, "user_created").await.is_some());
    }
}
