//! Private links: made, read, replaced, revoked.

use std::sync::Arc;

use async_trait::async_trait;
use preau_calendar::State;
use preau_calendar::domain::ical::event::{Event, When};
use preau_calendar::domain::interval::Interval;
use preau_calendar::feeds::FeedSource;
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;
use preau_kernel::{App, Result};
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::place::logged_in;
use super::taking::{NINE, start};

/// A module that knows one thing about everybody.
struct Tea;

#[async_trait]
impl FeedSource for Tea {
    fn kind(&self) -> &'static str {
        "all"
    }

    async fn events(&self, _app: &App, user: i64, lang: Lang, range: Interval) -> Result<Vec<Event>> {
        let time = Interval::new(NINE, NINE + 1800).filter(|time| range.covers(*time)).unwrap();
        let summary = if lang == Lang::Fr { "Thé, à neuf heures" } else { "Tea at nine" };
        Ok(vec![Event::new(format!("tea-{user}@example.com"), NINE, When::Time(time), summary)])
    }
}

/// The path of the link in an answer.
fn path(answer: &Value) -> String {
    let url = answer["url"].as_str().unwrap();
    url[url.find("/calendar/").unwrap()..].to_owned()
}

async fn read(test: &TestApp, path: &str) -> String {
    let answer = test.anonymous().get(path).send().await.expect(200);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("private, no-cache"));
    answer.text()
}

both_engines! {
    async fn a_link_shows_its_owners_events_until_it_is_revoked(engine: TestEngine) {
        let test = start(engine).await;
        test.app().state::<State>().offer(Arc::new(Tea));
        let client = logged_in(&test, "client@example.com").await;
        let answer = client.post("/api/me/calendar-feeds/").json(json!({"kind": "all"})).send().await.expect(201).json();
        let link = path(&answer);
        let text = read(&test, &link).await;
        assert!(text.contains("SUMMARY:Thé\\, à neuf heures\r\n") && text.contains("UID:tea-7@example.com\r\n"), "{text}");
        let listed = client.get("/api/me/calendar-feeds/").send().await.expect(200).json();
        assert_eq!(listed["results"][0]["id"], answer["id"]);
        assert!(listed["results"][0]["last_read_at"].is_string() && listed["results"][0]["url"].is_null());
        assert_eq!(listed["kinds"][0], json!({"kind": "all", "name": "Tout mon calendrier"}));
        // Unchanged: nothing is sent again.
        let tag = test.anonymous().get(&link).send().await.expect(200).header("etag").unwrap().to_owned();
        test.anonymous().get(&link).header("If-None-Match", &tag).send().await.expect(304);
        // A new link ends the old one.
        let again = client.post("/api/me/calendar-feeds/").json(json!({"kind": "all"})).send().await.expect(201).json();
        test.anonymous().get(&link).send().await.refused(404, "not_found");
        let id = again["id"].as_i64().unwrap();
        let stranger = logged_in(&test, "etudiant@example.com").await;
        stranger.delete(&format!("/api/me/calendar-feeds/{id}/")).send().await.refused(404, "not_found");
        client.delete(&format!("/api/me/calendar-feeds/{id}/")).send().await.expect(204);
        test.anonymous().get(&path(&again)).send().await.refused(404, "not_found");
        client.post("/api/me/calendar-feeds/").json(json!({"kind": "secrets"})).send().await.refused(400, "invalid");
        test.anonymous().get("/api/me/calendar-feeds/").send().await.refused(401, "not_authenticated");
    }

    async fn nothing_kept_opens_it_and_a_person_who_is_gone_has_none(engine: TestEngine) {
        let test = start(engine).await;
        let client = logged_in(&test, "client@example.com").await;
        let answer = client.post("/api/me/calendar-feeds/").json(json!({"kind": "all"})).send().await.expect(201).json();
        let row = test.db().read().get("SELECT secret_hash FROM calendar_feeds", vec![]).await.unwrap();
        let hash: String = row.try_get_by_index(0).unwrap();
        assert!(!path(&answer).contains(&hash));
        for wrong in [format!("/calendar/{hash}.ics"), "/calendar/x.ics".into(), "/calendar/.ics".into(), format!("/calendar/{}", "a".repeat(64))] {
            test.anonymous().get(&wrong).send().await.refused(404, "not_found");
        }
        let tx = test.db().write_tx().await.unwrap();
        tx.exec("UPDATE users SET is_active = FALSE WHERE id = 7", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        test.anonymous().get(&path(&answer)).send().await.refused(404, "not_found");
    }
}
