//! Minutes per day and per session, opening hours, and a place that asks nobody's name.

use chrono::TimeDelta;
use preau_testkit::{Client, TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use crate::rooms::{
    act, admin, code, count, enter_visitor, exec, id, issue, open_to_all, open_with, operator, run, seat, send_code,
    session,
};

async fn wants(operator: &Client, visitor: i64, minutes: i64) -> (u16, Value) {
    let answer = operator.post("/api/sessions/").json(json!({"visitor": visitor, "minutes": minutes})).send().await;
    (answer.status(), answer.json())
}

/// Open Mondays from 9:00 to 9:20 in Paris; it is 9:00.
async fn with_hours(engine: TestEngine) -> TestApp {
    let test = open_to_all(engine).await;
    let hours = json!([{"day": 1, "opens": "09:00", "closes": "09:20"}]);
    admin(&test).await.patch("/api/place/").json(json!({"opening_hours": hours})).send().await.expect(200);
    test
}

both_engines! {
    async fn a_category_limits_the_day_and_the_session(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, bob) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await);
        let one = seat(&operator, "Poste 1").await;
        exec(&test, "INSERT INTO visitor_categories (name, name_key, minutes_per_day, minutes_per_session, is_default, sort_name, \
                     search, row_version, created_at, updated_at) VALUES ('Enfant', 'enfant', 60, 45, FALSE, 'enfant', '', 1, 0, 0)").await;
        exec(&test, &format!("UPDATE visitors SET category_id = 1 WHERE id = {ada}")).await;
        let (status, body) = wants(&operator, ada, 46).await;
        assert_eq!((status, body["code"].clone(), body["minutes_at_most"].clone()), (409, json!("session_too_long"), json!(45)));
        let running = run(&test, &operator, ada, 40, one).await;
        let (status, body) = wants(&operator, ada, 21).await;
        assert_eq!((status, body["code"].clone(), body["minutes_left"].clone()), (409, json!("daily_limit"), json!(20)));
        act(&operator, id(&running), "add_time", json!({"minutes": 6})).await.refused(409, "session_too_long");
        test.advance(TimeDelta::minutes(10));
        act(&operator, id(&running), "terminate", json!({})).await.expect(200);
        let (status, body) = wants(&operator, ada, 45).await;
        assert_eq!(status, 201, "what was given back can be given again: {body}");
        let (status, body) = wants(&operator, ada, 6).await;
        assert_eq!((status, body["minutes_left"].clone()), (409, json!(5)));
        act(&operator, id(&running), "add_time", json!({"minutes": 1})).await.refused(409, "wrong_state");
        assert_eq!(wants(&operator, bob, 600).await.0, 201, "others have no limit");
        test.advance(TimeDelta::hours(16));
        assert_eq!(wants(&operator, ada, 15).await.0, 201, "the code that waits is still promised, and the day is a new one");
        assert_eq!(wants(&operator, ada, 1).await.0, 409);
    }

    async fn sessions_end_when_the_place_closes(engine: TestEngine) {
        let test = with_hours(engine).await;
        let operator = operator(&test).await;
        let ada = enter_visitor(&test, "Lovelace").await;
        let one = seat(&operator, "Poste 1").await;
        let running = run(&test, &operator, ada, 60, one).await;
        assert_eq!((running["closes_at"].clone(), running["ends_at"].clone()), (json!("2026-11-23T08:20:00.000000Z"), json!("2026-11-23T08:20:00.000000Z")));
        test.advance(TimeDelta::minutes(15));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.warn").await.unwrap();
        assert_eq!(count(&test, "audit_entries WHERE action = 'warning_sent' AND metadata LIKE '%closing%'").await, 1);
        let next = issue(&operator, enter_visitor(&test, "Babbage").await, 30).await;
        test.advance(TimeDelta::minutes(6));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.settle").await.unwrap();
        let ended = session(&operator, id(&running)).await;
        assert_eq!((ended["status"].clone(), ended["end_reason"].clone(), ended["elapsed_seconds"].clone(), ended["remaining_seconds"].clone()),
                   (json!("ended"), json!("closing"), json!(1200), json!(2400)));
        send_code(&test.anonymous(), &code(&next), one).await.refused(400, "place_closed");
    }

    async fn nobody_is_asked_who_they_are(engine: TestEngine) {
        let test = open_with(engine, &[("workstations.identity", "none".into()), ("workstations.open_validation", true.into())]).await;
        let operator = operator(&test).await;
        let ada = enter_visitor(&test, "Lovelace").await;
        let (one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        assert_eq!(wants(&operator, ada, 30).await.0, 400, "a name is not even taken");
        for seat in [one, two] {
            let made = operator.post("/api/sessions/").json(json!({"minutes": 30})).send().await.expect(201).json();
            assert_eq!((made["visitor"].clone(), made["visitor_name"].clone()), (json!(null), json!(null)));
            send_code(&test.anonymous(), &code(&made), seat).await.expect(200);
        }
    }

    async fn a_code_is_nobodys_in_particular_when_that_is_said(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, one) = (enter_visitor(&test, "Lovelace").await, seat(&operator, "Poste 1").await);
        let give = async |path: &str, body: Value| operator.post(path).json(body).send().await;
        let unsaid = give("/api/sessions/", json!({"minutes": 30})).await.refused(400, "invalid").json();
        assert!(unsaid["errors"]["visitor"].is_array(), "{unsaid}");
        let both = give("/api/sessions/", json!({"minutes": 30, "visitor": ada, "guest": true})).await.refused(400, "invalid").json();
        assert!(both["errors"]["guest"].is_array(), "{both}");
        let wrong = give("/api/sessions/", json!({"minutes": 30, "guest": "oui"})).await.refused(400, "invalid").json();
        assert!(wrong["errors"]["guest"].is_array(), "{wrong}");
        let made = give("/api/sessions/", json!({"minutes": 30, "guest": true})).await.expect(201).json();
        assert_eq!((made["visitor"].clone(), made["operator"].clone()), (json!(null), json!(8)));
        send_code(&test.anonymous(), &code(&made), one).await.expect(200);
        assert_eq!(count(&test, "audit_entries WHERE action = 'code_generated' AND metadata LIKE '%guest%true%'").await, 1);
        let nameless = give("/api/queue/", json!({"minutes": 30})).await.expect(201).json();
        let path = format!("/api/queue/{}/seat/", id(&nameless));
        let unsaid = give(&path, json!({})).await.refused(400, "invalid").json();
        assert!(unsaid["errors"]["visitor"].is_array(), "{unsaid}");
        let seated = give(&path, json!({"guest": true})).await.expect(200).json();
        assert_eq!((seated["session"]["visitor"].clone(), seated["ticket"]["status"].clone()), (json!(null), json!("seated")));
        let named = give("/api/queue/", json!({"minutes": 30, "visitor": ada})).await.expect(201).json();
        let path = format!("/api/queue/{}/seat/", id(&named));
        let both = give(&path, json!({"guest": true})).await.refused(400, "invalid").json();
        assert!(both["errors"]["guest"].is_array(), "{both}");
        give(&path, json!({})).await.expect(200);
    }

    async fn a_seat_reserved_by_another_is_not_given(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, bob) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await);
        let one = seat(&operator, "Poste 1").await;
        exec(&test, &format!(
            "INSERT INTO seat_reservations (workstation_id, visitor_id, label, starts_at, ends_at, status, search, row_version, \
             created_at, updated_at) VALUES ({one}, {ada}, '', {0}, {0} + 600000000, 'booked', '', 1, 0, 0)", test.now().0,
        )).await;
        let (own, other) = (issue(&operator, ada, 5).await, issue(&operator, bob, 5).await);
        send_code(&test.anonymous(), &code(&other), one).await.refused(400, "seat_reserved");
        send_code(&test.anonymous(), &code(&own), one).await.expect(200);
    }

    async fn silent_seats_are_offline(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let one = seat(&operator, "Poste 1").await;
        crate::rooms::enrol(&test, one).await;
        test.advance(TimeDelta::seconds(59));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.mark_silent").await.unwrap();
        assert_eq!(crate::rooms::workstation(&operator, one).await["status"], "available");
        test.advance(TimeDelta::seconds(1));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.mark_silent").await.unwrap();
        assert_eq!(crate::rooms::workstation(&operator, one).await["status"], "offline");
    }
}
