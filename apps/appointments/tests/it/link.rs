//! The permanent page of an appointment, by its link alone.

use chrono::TimeDelta;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use serde_json::json;

use super::browser::{alerts, browser, hidden, leads_to};
use super::practice::{book, client, coach, count, open};

/// The path of the link in the newest mail to the client.
fn link(test: &TestApp) -> String {
    let text = test.mails().into_iter().rev().find(|mail| mail.to == "client@example.com").unwrap().text;
    let from = text.find("/booking/").unwrap();
    text[from..].lines().next().unwrap().to_owned()
}

both_engines! {
    async fn its_link_shows_it_and_only_the_button_cancels(engine: TestEngine) {
        let test = open(engine).await;
        book(&client(&test).await, "2026-11-25", "09:00").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        for _ in 0..2 {
            let page = browser.open(&path).await.expect(200);
            assert!(page.text().contains("mercredi 25 novembre 2026, de 09:00 à 09:45"), "{}", page.text());
            assert_eq!(markup_faults(&page.text()), Vec::<String>::new());
            assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        }
        assert_eq!(count(&test, "appointments WHERE status = 'booked'").await, 1);
        let fields = hidden(&browser.open(&path).await.text());
        browser.send(&path, &[], &[("reason", "x")]).await.expect(403);
        leads_to(&browser.send(&path, &fields, &[("reason", "Empêchement")]).await, &path);
        assert_eq!(count(&test, "appointments WHERE status = 'cancelled' AND cancel_reason = 'Empêchement'").await, 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'appointment_cancelled' AND actor_id = 7").await, 1);
        alerts(&browser.send(&path, &fields, &[]).await.expect(409), "n’est plus à venir");
        let other = path.replace("/booking/1/", "/booking/2/");
        for wrong in [other, path.replace("/booking/1/", "/booking/1/0"), "/booking/1/zz/".into(), "/booking/1/00/".into(), "/booking/x/00/".into()] {
            browser.open(&wrong).await.expect(404);
        }
        test.drain_jobs().await;
    }

    async fn too_late_it_is_only_shown(engine: TestEngine) {
        let test = open(engine).await;
        coach(&test).await.patch("/api/coaches/6/rules/").json(json!({"cancel": 1440, "location": "Bureau 4"})).send().await.expect(200);
        book(&client(&test).await, "2026-11-24", "09:55").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        let fields = hidden(&browser.open(&path).await.text());
        test.advance(TimeDelta::hours(2));
        let page = browser.open(&path).await.expect(200).text();
        assert!(page.contains("Bureau 4") && !page.contains("<button type=\"submit\">Annuler"), "{page}");
        alerts(&browser.send(&path, &fields, &[]).await.expect(409), "trop tard");
    }
}
