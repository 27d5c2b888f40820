//! What happened to an appointment, for coach and staff.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::practice::{book, client, coach, exec, id, logged_in, open, staff};

fn told(answer: &Value) -> Vec<(String, Value)> {
    let events = answer["events"].as_array().unwrap().iter();
    events.map(|one| (one["what"].as_str().unwrap().to_owned(), one["by_name"].clone())).collect()
}

both_engines! {
    async fn all_that_happened_is_told_newest_first_with_who_did_it(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        let mine = book(&client, "2026-11-24", "09:00").await;
        let path = |what: &str| format!("/api/appointments/{}/{what}/", id(&mine));
        test.advance(TimeDelta::seconds(1));
        coach.post(&path("proposal")).json(json!({})).send().await.expect(200);
        test.advance(TimeDelta::seconds(1));
        coach.post(&path("move")).json(json!({"date": "2026-11-23", "start": "09:55"})).send().await.expect(200);
        test.advance(TimeDelta::minutes(60));
        coach.post(&path("outcome")).json(json!({"status": "no_show"})).send().await.expect(200);
        staff.post(&path("outcome")).json(json!({"status": "held"})).send().await.expect(200);
        let history = coach.get(&path("history")).send().await.expect(200).json();
        let events = history["events"].as_array().unwrap();
        let what: Vec<_> = events.iter().map(|one| one["what"].clone()).collect();
        assert_eq!(what, ["marked", "marked", "moved", "proposed", "booked"]);
        assert_eq!((events[0]["status"].clone(), events[1]["status"].clone()), (json!("held"), json!("no_show")));
        assert_eq!((events[2]["from"].clone(), events[2]["to"].clone()), (json!("2026-11-24T08:00:00.000000Z"), json!("2026-11-23T08:55:00.000000Z")));
        assert_eq!((events[3]["count"].clone(), events[4]["by"].clone(), events[2]["by"].clone()), (json!(3), json!(7), json!(6)));
        assert!(events.iter().all(|one| one["by_name"].is_string() && one["at"].is_string()), "{history}");
        assert_eq!(staff.get(&path("history")).send().await.expect(200).json(), history);
        client.get(&path("history")).send().await.refused(403, "forbidden");
        coach.get("/api/appointments/999/history/").send().await.refused(404, "not_found");
        exec(&test, "INSERT INTO coaches (user_id, headline, sort_name, search, row_version, created_at, updated_at) VALUES (5, '', '', '', 1, 0, 0)").await;
        logged_in(&test, "tuteur@example.com").await.get(&path("history")).send().await.refused(404, "not_found");
        test.drain_jobs().await;
    }

    async fn what_the_trail_no_longer_holds_the_row_still_knows(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-24", "09:00").await;
        test.advance(TimeDelta::seconds(1));
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({"reason": "Malade"})).send().await.expect(200);
        let path = format!("/api/appointments/{}/history/", id(&mine));
        let before = told(&coach.get(&path).send().await.expect(200).json());
        assert_eq!(before.iter().map(|(what, _)| what.as_str()).collect::<Vec<_>>(), ["cancelled", "booked"]);
        exec(&test, "DELETE FROM audit_entries WHERE target_kind = 'appointment'").await;
        assert_eq!(told(&coach.get(&path).send().await.expect(200).json()), before);
        test.drain_jobs().await;
    }
}
