//! The permanent page of an appointment, by its link alone.

use chrono::TimeDelta;
use icalendar::{Calendar, CalendarComponent, Component};
use preau_kernel::db::Sql;
use preau_testkit::{TestApp, TestEngine, TestResponse, both_engines, markup_faults};
use serde_json::{Value, json};

use super::browser::{alerts, browser, hidden, leads_to};
use super::practice::{book, client, coach, count, open};

/// The path of the link in the newest mail to the client.
pub(crate) fn link(test: &TestApp) -> String {
    let text = test.mails().into_iter().rev().find(|mail| mail.to == "client@example.com").unwrap().text;
    let from = text.find("/booking/").unwrap();
    text[from..].lines().next().unwrap().to_owned()
}

/// Neither kept, nor found, nor told.
#[track_caller]
fn kept_to_oneself(answer: &TestResponse) {
    let header = |name: &str| answer.header(name).map(str::to_owned);
    assert_eq!(header("referrer-policy").as_deref(), Some("no-referrer"));
    assert_eq!(header("x-robots-tag").as_deref(), Some("noindex, nofollow"));
    assert_eq!(header("cache-control").as_deref(), Some("no-store"));
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
            kept_to_oneself(&page);
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
            kept_to_oneself(&browser.open(&wrong).await.expect(404));
            kept_to_oneself(&browser.open(&format!("{wrong}move/")).await.expect(404));
            kept_to_oneself(&browser.open(&format!("{wrong}event.ics")).await.expect(404));
            browser.send(&wrong, &fields, &[]).await.expect(404);
            browser.send(&format!("{wrong}move/"), &fields, &[("at", "2026-11-26 09:00")]).await.expect(404);
        }
        test.drain_jobs().await;
    }

    async fn the_tag_of_one_opens_no_other(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let (first, second) = (book(&client, "2026-11-25", "09:00").await, book(&client, "2026-11-26", "09:00").await);
        let path = |one: &Value| one["link"].as_str().unwrap().split_once("/booking").map(|(_, path)| format!("/booking{path}")).unwrap();
        let (one, two) = (path(&first), path(&second));
        let browser = browser(&test);
        browser.open(&one).await.expect(200);
        browser.open(&two).await.expect(200);
        let tag = one.trim_end_matches('/').rsplit('/').next().unwrap();
        browser.open(&format!("/booking/{}/{tag}/", second["id"])).await.expect(404);
        test.drain_jobs().await;
        assert_eq!(two, link(&test), "the mail leads where the API does");
        // Coach and staff are given it too; nobody else sees the appointment at all.
        let listed = coach(&test).await.get("/api/appointments/").send().await.expect(200).json();
        assert_eq!(listed["results"][0]["link"], first["link"]);
    }

    async fn it_is_a_file_for_calendars(engine: TestEngine) {
        let test = open(engine).await;
        coach(&test).await.patch("/api/coaches/6/rules/").json(json!({"location": "Bureau 4; 2e étage"})).send().await.expect(200);
        let made = book(&client(&test).await, "2026-11-25", "09:00").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        let read = |text: String| -> Calendar { text.parse().unwrap() };
        let file = browser.open(&format!("{path}event.ics")).await.expect(200);
        kept_to_oneself(&file);
        assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8; method=PUBLISH"));
        assert!(file.header("content-disposition").unwrap().starts_with("attachment; filename=\"rendez-vous.ics\""));
        let calendar = read(file.text());
        assert_eq!(calendar.property_value("METHOD"), Some("PUBLISH"));
        let CalendarComponent::Event(event) = &calendar.components[0] else { panic!("an event") };
        let value = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
        assert_eq!((value("UID"), value("SEQUENCE")), (made["uid"].as_str().unwrap().to_owned(), "0".to_owned()));
        assert!(value("LOCATION").contains("Bureau 4") && value("URL").ends_with(&path) && value("ORGANIZER").contains("coach@example.com"));
        let fields = hidden(&browser.open(&path).await.text());
        browser.send(&path, &fields, &[]).await.expect(303);
        let calendar = read(browser.open(&format!("{path}event.ics")).await.expect(200).text());
        let CalendarComponent::Event(event) = &calendar.components[0] else { panic!("an event") };
        assert_eq!((event.property_value("SEQUENCE"), event.property_value("STATUS")), (Some("1"), Some("CANCELLED")));
        test.drain_jobs().await;
    }

    async fn whatever_a_mail_leads_to_changes_nothing_when_it_is_opened(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let made = book(&client, "2026-11-25", "09:00").await;
        test.drain_jobs().await;
        client.post(&format!("/api/appointments/{}/move/", made["id"])).json(json!({"date": "2026-11-26", "start": "09:00"})).send().await.expect(200);
        test.drain_jobs().await;
        let state = async || {
            let sql = "SELECT starts_at, row_version, sequence, status FROM appointments";
            let row = test.db().read().get(sql, vec![]).await.unwrap();
            let of = |name: &str| row.try_get::<i64>("", name).unwrap();
            let status: String = row.try_get("", "status").unwrap();
            (of("starts_at"), of("row_version"), of("sequence"), status, count(&test, "audit_entries").await, count(&test, "time_claims").await)
        };
        let before = state().await;
        let base = test.app().config().base_url();
        let mut opened = 0;
        for mail in test.mails() {
            let words = [&mail.text, &mail.html].map(|text| text.split(['"', ' ', '\n', '<', '>']).map(str::to_owned).collect::<Vec<_>>()).concat();
            for address in words.iter().filter(|word| word.starts_with(&base)) {
                let path = &address[base.len()..];
                // The scanner follows what it finds there, too, and takes the body away.
                for path in [path.to_owned(), format!("{path}move/"), format!("{path}move/?date=2026-11-27"), format!("{path}event.ics"), format!("{path}?done=moved")] {
                    let answer = browser(&test).open(&path).await;
                    assert!(answer.status() < 500, "{path}");
                    opened += 1;
                }
            }
        }
        assert!(opened >= 20, "{opened}");
        assert_eq!(state().await, before);
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
        assert!(page.contains("Bureau 4") && page.contains("trop tard") && !page.contains("Annuler ce rendez-vous"), "{page}");
        alerts(&browser.send(&path, &fields, &[]).await.expect(409), "trop tard");
    }
}
