//! What people are told, and the calendar that comes with it.

use chrono::TimeDelta;
use icalendar::{Calendar, CalendarComponent, Component};
use preau_appointments::actions::remind::remind;
use preau_kernel::mail::Outgoing;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;

use super::practice::{book, client, coach, exec, id, open, staff};

/// METHOD, UID, SEQUENCE, STATUS of the calendar of a mail, read by another hand.
fn event(mail: &Outgoing) -> (String, String, String, String) {
    let part = mail.calendar.as_ref().expect("a calendar");
    let calendar: Calendar = part.text.parse().unwrap();
    let method = calendar.property_value("METHOD").unwrap().to_owned();
    assert_eq!(method, part.method);
    let CalendarComponent::Event(event) = &calendar.components[0] else { panic!("an event") };
    let value = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
    assert!(event.get_start().is_some() && event.get_end().is_some());
    (method, value("UID"), value("SEQUENCE"), value("STATUS"))
}

fn last(test: &TestApp, address: &str) -> Outgoing {
    test.mails().into_iter().rev().find(|mail| mail.to == address).expect("a mail")
}

both_engines! {
    async fn booking_moving_and_cancelling_are_told_to_both(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        exec(&test, "UPDATE users SET phone = '06 12 34 56 78' WHERE id = 7").await;
        exec(&test, "UPDATE users SET lang = 'en' WHERE id = 6").await;
        coach(&test).await.patch("/api/coaches/6/rules/").json(json!({"location": "Bureau 4", "cancel": 1440})).send().await.expect(200);
        let body = json!({"date": "2026-11-25", "start": "09:00", "message": "Première visite"});
        let mine = client.post("/api/appointments/").json(&body).send().await.expect(201).json();
        test.drain_jobs().await;
        let (to_client, to_coach) = (last(&test, "client@example.com"), last(&test, "coach@example.com"));
        assert_eq!(to_client.subject, "Rendez-vous confirmé : mercredi 25 novembre 2026, de 09:00 à 09:45");
        assert_eq!(to_coach.subject, "New appointment: Wednesday 25 November 2026, 09:00 to 09:45");
        for words in ["Bureau 4", "jusqu’à un jour avant", "Europe/Paris"] {
            assert!(to_client.text.contains(words), "{words} in {}", to_client.text);
        }
        for words in ["06 12 34 56 78", "Première visite"] {
            assert!(to_coach.text.contains(words) && to_coach.html.contains(words), "{words} in {}", to_coach.text);
        }
        let uid = mine["uid"].as_str().unwrap().to_owned();
        for mail in [&to_client, &to_coach] {
            assert_eq!(event(mail), ("REQUEST".into(), uid.clone(), "0".into(), "CONFIRMED".into()));
        }
        client.post(&format!("/api/appointments/{}/move/", id(&mine))).json(json!({"date": "2026-11-26", "start": "09:00"})).send().await.expect(200);
        test.drain_jobs().await;
        assert_eq!(event(&last(&test, "client@example.com")), ("REQUEST".into(), uid.clone(), "1".into(), "CONFIRMED".into()));
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({"reason": "Malade"})).send().await.expect(200);
        test.drain_jobs().await;
        let gone = last(&test, "coach@example.com");
        assert_eq!(event(&gone), ("CANCEL".into(), uid, "2".into(), "CANCELLED".into()));
        assert!(gone.text.contains("Malade"));
        assert_eq!(test.mails().iter().filter(|mail| mail.calendar.is_some()).count(), 6);
    }

    async fn it_is_at_the_place_where_the_coach_says_nothing_else(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        staff.patch("/api/place/").json(json!({"name": "Préau", "address": "12 rue des Lilas\n75020 Paris"})).send().await.expect(200);
        let mut where_to = Vec::new();
        for rules in [json!({}), json!({"location": "Bureau 4"}), json!({"location": "", "video_url": "https://visio.example/s"})] {
            coach.patch("/api/coaches/6/rules/").json(&rules).send().await.expect(200);
            let start = ["09:00", "09:55", "10:50"][where_to.len()];
            let mine = book(&client, "2026-11-25", start).await;
            test.drain_jobs().await;
            let mail = last(&test, "client@example.com");
            let said = mail.text.lines().find(|line| line.starts_with("Lieu")).unwrap().to_owned();
            let part = mail.calendar.as_ref().unwrap().text.replace("\r\n ", "");
            let location = part.lines().find(|line| line.starts_with("LOCATION")).unwrap().to_owned();
            let page = mine["link"].as_str().unwrap();
            let file = test.anonymous().get(&format!("{}event.ics", &page[page.find("/booking/").unwrap()..])).send().await.expect(200).text();
            assert!(file.replace("\r\n ", "").contains(&location), "{file}");
            where_to.push(json!([said, location]));
        }
        insta::assert_json_snapshot!("where_to", where_to);
    }

    async fn what_has_changed_meanwhile_is_told_once(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let mine = book(&client, "2026-11-25", "09:00").await;
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        let told: Vec<_> = test.mails().into_iter().filter(|mail| mail.to == "client@example.com").collect();
        assert_eq!(told.len(), 1, "the confirmation of what was cancelled at once is not sent");
    }

    async fn the_day_before_its_client_is_reminded_once(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        book(&client, "2026-11-25", "09:00").await;
        // Less than a day ahead: its confirmation is still at hand.
        book(&client, "2026-11-23", "16:15").await;
        test.drain_jobs().await;
        let before = test.mails().len();
        test.advance(TimeDelta::hours(1));
        remind(test.app()).await.unwrap();
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), before);
        test.advance(TimeDelta::hours(24));
        remind(test.app()).await.unwrap();
        remind(test.app()).await.unwrap();
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), before + 1);
        let reminder = last(&test, "client@example.com");
        assert!(reminder.subject.starts_with("Rappel de votre rendez-vous"), "{}", reminder.subject);
    }

    async fn a_private_link_shows_the_appointments(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let mine = book(&client, "2026-11-25", "09:00").await;
        let link = client.post("/api/me/calendar-feeds/").json(json!({"kind": "appointments"})).send().await.expect(201).json();
        let url = link["url"].as_str().unwrap();
        let path = &url[url.find("/calendar/").unwrap()..];
        let text = test.anonymous().get(path).send().await.expect(200).text();
        assert!(text.contains(mine["uid"].as_str().unwrap()), "{text}");
        test.drain_jobs().await;
    }
}
