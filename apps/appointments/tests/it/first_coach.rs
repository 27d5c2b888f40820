//! A fresh place has its coach at once: made from the terminal or by the first-run page, with the seed's defaults.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_accounts::actions::superuser::{NewSuperuser, create};
use preau_accounts::pages::setup;
use preau_appointments::Appointments;
use preau_calendar::Calendar;
use preau_kernel::web::RequestInfo;
use preau_testkit::{Client, TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::browser::{browser, leads_to};
use super::practice::{book, count, starts};

const PASSWORD: &str = "trois chevaux lents";

async fn fresh(engine: TestEngine) -> TestApp {
    let builder = TestApp::builder().modules(vec![Arc::new(Accounts), Arc::new(Calendar), Arc::new(Appointments)]);
    builder.set("auth.argon2_memory_kib", 32).set("auth.argon2_passes", 1).start(engine).await
}

async fn logged_in(test: &TestApp, email: &str) -> Client {
    let body = json!({"email": email, "password": PASSWORD});
    let pair = test.anonymous().post("/api/token/").json(body).send().await.expect(200).json();
    test.bearer(pair["access"].as_str().unwrap())
}

/// Somebody registers and books the coach of the place, without naming them.
async fn can_be_booked(test: &TestApp) -> Value {
    let coaches = test.anonymous().get("/api/coaches/").send().await.expect(200).json();
    assert_eq!(coaches["count"], 1, "{coaches}");
    let one = &coaches["results"][0];
    assert_eq!((one["services"][0]["minutes"].clone(), one["rules"]["pause"].clone()), (json!(45), json!(10)));
    assert_eq!(
        (one["rules"]["horizon_days"].clone(), one["rules"]["hours"].as_array().unwrap().len()),
        (json!(60), 10)
    );
    let new = json!({"email": "zoe@example.com", "password": PASSWORD, "first_name": "Zoé", "last_name": "Cliente"});
    test.anonymous().post("/api/user/register/").json(new).send().await.expect(201);
    let client = logged_in(test, "zoe@example.com").await;
    let eight = ["09:00", "09:55", "10:50", "11:45", "13:30", "14:25", "15:20", "16:15"];
    assert_eq!(starts(&client, "2026-11-24").await, eight.map(|start| (start.to_owned(), true)));
    let made = book(&client, "2026-11-24", "09:00").await;
    test.drain_jobs().await;
    made
}

both_engines! {
    async fn from_the_terminal(engine: TestEngine) {
        let test = fresh(engine).await;
        let new = NewSuperuser { email: Some("sophie@example.com".into()), password: PASSWORD.into(), coach: true, first_name: "Sophie".into(), ..NewSuperuser::default() };
        create(test.app(), &RequestInfo::internal("test"), new).await.unwrap();
        let made = can_be_booked(&test).await;
        let coach = logged_in(&test, "sophie@example.com").await;
        let list = coach.get("/api/appointments/").send().await.expect(200).json();
        assert_eq!(list["results"][0]["id"], made["id"]);
        assert!(test.mails().iter().any(|mail| mail.to == "sophie@example.com" && mail.subject.contains("Nouveau rendez-vous")));
    }

    async fn by_the_first_run_page(engine: TestEngine) {
        let test = fresh(engine).await;
        let path = format!("/setup/{}/", setup::token(test.app()));
        let typed = [("first_name", "Sophie"), ("last_name", "Coach"), ("email", "sophie@example.com"), ("password", PASSWORD), ("password_again", PASSWORD), ("is_coach", "on")];
        leads_to(&browser(&test).fill(&path, &typed).await, "/account/");
        can_be_booked(&test).await;
    }

    async fn without_the_mark_there_is_nobody_to_book(engine: TestEngine) {
        let test = fresh(engine).await;
        let new = NewSuperuser { email: Some("chef@example.com".into()), password: PASSWORD.into(), ..NewSuperuser::default() };
        create(test.app(), &RequestInfo::internal("test"), new).await.unwrap();
        let chief = logged_in(&test, "chef@example.com").await;
        assert_eq!(test.anonymous().get("/api/coaches/").send().await.expect(200).json()["count"], 0);
        let refused = chief.get("/api/slots/").send().await.refused(400, "invalid").json();
        assert!(refused["errors"]["coach"].is_array(), "{refused}");
        assert_eq!(count(&test, "coaches").await, 0);
    }
}
