//! No write of appointments asks for a second connection while it holds one: with a pool of one it would wait for itself.
//! This node does not listen, so that nothing of the place stands in its cache on PostgreSQL.

use std::sync::Arc;

use preau_appointments::Appointments;
use preau_appointments::actions::{busy_feed, hold, remind, wishes};
use preau_calendar::outside::Web;
use preau_calendar::{Calendar, State};
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::browser::{browser, hidden};
use super::busy_feed::Names;
use super::place::start_among;
use super::practice::{book, client, coach, count, id, logged_in, staff};

both_engines! {
    async fn everything_is_written_over_one_connection(engine: TestEngine) {
        let test = start_among(engine, vec![Arc::new(Calendar), Arc::new(Appointments)], &[("database.max_connections", json!(1))]).await;
        test.app().state::<State>().read_by(Web::default().resolved_by(Arc::new(Names(&["10.0.0.7"]))));
        let (client, coach) = (client(&test).await, coach(&test).await);
        let student = logged_in(&test, "etudiant@example.com").await;
        coach.put("/api/coaches/6/rules/").json(json!({"pause": 10, "location": "Bureau 4"})).send().await.expect(200);
        let kept = student.post("/api/holds/").json(json!({"date": "2026-11-24", "start": "09:00"})).send().await.expect(201).json();
        student.delete(&format!("/api/holds/{}/", id(&kept))).send().await.expect(204);
        let mine = book(&client, "2026-11-24", "09:00").await;
        client.post(&format!("/api/appointments/{}/move/", id(&mine))).json(json!({"date": "2026-11-25", "start": "09:00"})).send().await.expect(200);
        student.post("/api/waiting-list/").json(json!({"first_day": "2026-11-25"})).send().await.expect(201);
        coach.post("/api/notes/?client=7").json(json!({"text": "Note"})).send().await.expect(201);
        coach.post("/api/coaches/6/exceptions/").json(json!({"day": "2026-11-25", "propose": true})).send().await.expect(201);
        coach.put("/api/coaches/6/busy-feed/").json(json!({"url": "https://calendar.example/x"})).send().await.expect(200);
        test.drain_jobs().await;
        coach.post(&format!("/api/appointments/{}/proposal/", id(&mine))).json(json!({"times": [{"date": "2026-11-26", "start": "09:00"}]})).send().await.expect(200);
        test.drain_jobs().await;
        let mail = test.mails().into_iter().rev().find(|mail| mail.to == "client@example.com").unwrap().text;
        let path = mail.lines().find_map(|line| line.find("/booking/").map(|from| line[from..].to_owned())).unwrap();
        let browser = browser(&test);
        let fields = hidden(&browser.open(&path).await.expect(200).text());
        browser.send(&path, &fields, &[]).await.expect(303);
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        for periodic in [remind::remind(test.app()).await, hold::remove_expired(test.app()).await, wishes::end_past(test.app()).await, busy_feed::read_due(test.app()).await] {
            periodic.unwrap();
        }
        staff(&test).await.post("/api/users/7/erasure/").json(json!({})).send().await.expect(204);
        test.drain_jobs().await;
        assert_eq!(count(&test, "appointments WHERE status = 'cancelled'").await, 1);
    }
}
