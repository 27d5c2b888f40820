//! Other times are proposed by mail, and one of them is taken by its button, without a login.

use chrono::TimeDelta;
use preau_kernel::mail::Outgoing;
use preau_testkit::{Client, TestApp, TestEngine, TestResponse, both_engines, markup_faults};
use serde_json::{Value, json};

use super::browser::{Browser, alerts, browser, hidden, leads_to};
use super::practice::{book, client, coach, coach as keeper, count, id, logged_in, open, staff};

async fn propose(who: &Client, one: &Value, body: Value) -> Value {
    who.post(&format!("/api/appointments/{}/proposal/", id(one))).json(body).send().await.expect(200).json()
}

fn last(test: &TestApp) -> Outgoing {
    test.mails().into_iter().rev().find(|mail| mail.to == "client@example.com").expect("a mail")
}

/// The addresses of the buttons of a mail, on this host.
fn links(mail: &Outgoing) -> Vec<String> {
    let lines = mail.text.lines().filter_map(|line| line.find("/booking/").map(|from| line[from..].to_owned()));
    lines.collect()
}

fn csrf(page: &TestResponse) -> Vec<(String, String)> {
    hidden(&page.text()).into_iter().filter(|(name, _)| name == "csrf").take(1).collect()
}

/// Presses the button of a time on a page that is open.
async fn press_on(page: &TestResponse, browser: &Browser, path: &str, date: &str, start: &str) -> TestResponse {
    browser.send(path, &csrf(page), &[("date", date), ("start", start)]).await
}

/// Opens the page and presses the button of a time.
async fn press(browser: &Browser, path: &str, date: &str, start: &str) -> TestResponse {
    press_on(&browser.open(path).await, browser, path, date, start).await
}

both_engines! {
    async fn what_waits_for_an_answer_is_seen_with_the_appointment(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-25", "09:00").await;
        assert_eq!((mine["proposal"].clone(), mine["sequence"].clone()), (json!(null), json!(0)));
        let times = json!([{"date": "2026-11-26", "start": "13:30"}, {"date": "2026-11-24", "start": "09:00"}]);
        let made = propose(&coach, &mine, json!({"times": times, "message": "Je suis en formation."})).await;
        for (who, path) in [(&client, format!("/api/appointments/{}/", id(&mine))), (&client, "/api/appointments/mine/".to_owned()), (&coach, "/api/appointments/".to_owned())] {
            let shown = who.get(&path).send().await.expect(200).json();
            let one = if shown["results"].is_array() { &shown["results"][0] } else { &shown };
            let proposal = one["proposal"].clone();
            assert_eq!(proposal["times"], json!([{"date": "2026-11-24", "start": "09:00", "end": "09:45"}, {"date": "2026-11-26", "start": "13:30", "end": "14:15"}]));
            assert_eq!((proposal["sent_at"].clone(), proposal["message"].clone()), (json!("2026-11-23T08:00:00.000000Z"), json!("Je suis en formation.")));
            assert_eq!(proposal["link"], json!(format!("{}proposal/", one["link"].as_str().unwrap())));
            assert_eq!(made["appointment"]["proposal"], proposal);
        }
        // A time that has gone by is no longer one of them; moved, nothing waits any more.
        test.advance(TimeDelta::hours(30));
        let coach = keeper(&test).await;
        let path = format!("/api/appointments/{}/", id(&mine));
        assert_eq!(coach.get(&path).send().await.expect(200).json()["proposal"]["times"].as_array().unwrap().len(), 1);
        let moved = coach.post(&format!("{path}move/")).json(json!({"date": "2026-11-27", "start": "09:00"})).send().await.expect(200).json();
        assert_eq!((moved["proposal"].clone(), moved["sequence"].clone()), (json!(null), json!(1)));
        test.drain_jobs().await;
    }

    async fn the_mail_shows_the_times_and_a_button_moves(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        coach.patch("/api/coaches/6/rules/").json(json!({"cancel": 7 * 1440})).send().await.expect(200);
        let mine = book(&client, "2026-11-25", "09:00").await;
        test.drain_jobs().await;
        let times = json!([{"date": "2026-11-27", "start": "09:55"}, {"date": "2026-11-26", "start": "13:30"}]);
        let made = propose(&coach, &mine, json!({"times": times, "message": "Je suis en formation."})).await;
        assert_eq!(made["times"], json!([{"date": "2026-11-26", "start": "13:30", "end": "14:15"}, {"date": "2026-11-27", "start": "09:55", "end": "10:40"}]));
        assert_eq!((made["appointment"]["id"].clone(), made["appointment"]["start"].clone()), (mine["id"].clone(), json!("09:00")));
        test.drain_jobs().await;
        let mail = last(&test);
        assert!(mail.calendar.is_none() && mail.subject.contains("Autres horaires"), "{}", mail.subject);
        for words in ["formation", "jeudi 26 novembre 2026, de 13:30 à 14:15", "vendredi 27 novembre 2026"] {
            assert!(mail.text.contains(words) && mail.html.contains(words), "{words} in {}", mail.text);
        }
        let paths = links(&mail);
        assert_eq!(paths.len(), 2);
        assert!(paths[0].ends_with("/proposal/?date=2026-11-26&start=13:30"), "{paths:?}");
        let browser = browser(&test);
        for _ in 0..2 {
            let page = browser.open(&paths[0]).await.expect(200);
            assert_eq!(markup_faults(&page.text()), Vec::<String>::new());
            assert_eq!(page.text().matches("Choisir").count(), 2, "{}", page.text());
            assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        }
        assert_eq!(count(&test, "appointments WHERE sequence = 0").await, 1, "looking changes nothing");
        browser.send(&paths[0], &[], &[("date", "2026-11-26"), ("start", "13:30")]).await.expect(403);
        // Too late for a client of their own accord: not proposed.
        alerts(&press(&browser, &paths[0], "2026-11-26", "14:25").await.expect(409), "trop tard");
        let open = browser.open(&paths[1]).await;
        let booking = paths[0].split("proposal/").next().unwrap().to_owned();
        leads_to(&press(&browser, &paths[0], "2026-11-26", "13:30").await, &booking);
        let now = client.get(&format!("/api/appointments/{}/", id(&mine))).send().await.expect(200).json();
        assert_eq!((now["date"].clone(), now["start"].clone()), (json!("2026-11-26"), json!("13:30")));
        assert_eq!(count(&test, "audit_entries WHERE action = 'appointment_moved' AND actor_id = 7").await, 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'times_proposed' AND actor_id = 6").await, 1);
        // The move has ended it.
        assert!(browser.open(&paths[1]).await.expect(200).text().contains("Aucun horaire ne vous est proposé"));
        alerts(&press_on(&open, &browser, &paths[1], "2026-11-27", "09:55").await.expect(409), "plus valable");
        test.drain_jobs().await;
        assert!(last(&test).subject.contains("déplacé"));
    }

    async fn the_server_picks_the_nearest_and_a_newer_proposal_ends_the_one_before(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-23", "09:55").await;
        let made = propose(&coach, &mine, json!({})).await;
        let starts: Vec<_> = made["times"].as_array().unwrap().iter().map(|time| (time["date"].clone(), time["start"].clone())).collect();
        assert_eq!(starts, [(json!("2026-11-23"), json!("10:50")), (json!("2026-11-23"), json!("11:45")), (json!("2026-11-23"), json!("13:30"))]);
        test.drain_jobs().await;
        let old = links(&last(&test));
        assert_eq!(old.len(), 3);
        propose(&staff(&test).await, &mine, json!({"times": [{"date": "2026-11-24", "start": "09:00"}]})).await;
        test.drain_jobs().await;
        assert_eq!(count(&test, "appointment_proposals").await, 1);
        let browser = browser(&test);
        let open = browser.open(&old[0]).await.expect(200);
        assert!(open.text().contains("mardi 24 novembre 2026") && !open.text().contains("de 10:50"), "{}", open.text());
        assert_eq!(test.mails().iter().filter(|mail| mail.subject.contains("Autres horaires")).count(), 2);
        // Cancelled, it is over.
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        alerts(&press_on(&open, &browser, &old[0], "2026-11-24", "09:00").await.expect(409), "n’est plus à venir");
        coach.post(&format!("/api/appointments/{}/proposal/", id(&mine))).json(json!({})).send().await.refused(409, "not_booked");
        test.drain_jobs().await;
    }

    async fn what_is_gone_is_said_and_others_are_shown(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-25", "09:00").await;
        propose(&coach, &mine, json!({"times": [{"date": "2026-11-26", "start": "09:00"}, {"date": "2026-11-26", "start": "16:15"}]})).await;
        test.drain_jobs().await;
        let (path, browser) = (links(&last(&test))[0].clone(), browser(&test));
        book(&logged_in(&test, "etudiant@example.com").await, "2026-11-26", "09:00").await;
        let page = browser.open(&path).await.expect(200).text();
        assert!(page.contains("n’est plus libre") && page.contains("Les horaires libres les plus proches"), "{page}");
        assert_eq!(page.matches("Choisir").count(), 4, "{page}");
        assert_eq!(markup_faults(&page), Vec::<String>::new());
        let refused = press(&browser, &path, "2026-11-26", "09:00").await.expect(409);
        alerts(&refused, "vient d’être pris");
        assert!(refused.text().contains("Choisir"));
        leads_to(&press(&browser, &path, "2026-11-25", "09:55").await, path.split("proposal/").next().unwrap());
        test.drain_jobs().await;
    }

    async fn what_is_wrong_is_named(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-25", "09:00").await;
        let path = format!("/api/appointments/{}/proposal/", id(&mine));
        client.post(&path).json(json!({})).send().await.refused(403, "forbidden");
        let time = |date: &str, start: &str| json!({"times": [{"date": date, "start": start}]});
        for wrong in [json!({"times": []}), json!({"times": "x"}), json!({"times": [1]}), json!({"times": [{}]}), time("x", "09:00"), time("2026-11-25", "9"),
            time("2026-11-25", "09:00"), json!({"times": vec![json!({"date": "2026-11-26", "start": "09:00"}); 6]}), json!({"message": 1})] {
            coach.post(&path).json(&wrong).send().await.refused(400, "invalid");
        }
        coach.post(&path).json(time("2026-11-28", "09:00")).send().await.refused(400, "outside_days");
        coach.post(&path).json(time("2027-12-31", "09:00")).send().await.refused(400, "beyond_horizon");
        book(&logged_in(&test, "etudiant@example.com").await, "2026-11-26", "09:00").await;
        coach.post(&path).json(time("2026-11-26", "09:00")).send().await.refused(409, "slot_taken");
        test.advance(TimeDelta::days(2));
        let coach = keeper(&test).await;
        coach.post(&path).json(json!({})).send().await.refused(409, "not_booked");
        assert_eq!(count(&test, "appointment_proposals").await, 0);
        for wrong in ["/booking/1/00/proposal/", "/booking/9/00/proposal/"] {
            browser(&test).open(wrong).await.expect(404);
        }
        test.drain_jobs().await;
    }

    async fn an_erased_client_takes_the_words_along(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-25", "09:00").await;
        propose(&coach, &mine, json!({"message": "Confidentiel"})).await;
        test.drain_jobs().await;
        assert_eq!(count(&test, "mails WHERE text LIKE '%Confidentiel%'").await, 1);
        staff(&test).await.post("/api/users/7/erasure/").json(json!({})).send().await.expect(204);
        test.drain_jobs().await;
        assert_eq!((count(&test, "appointment_proposals").await, count(&test, "mails WHERE text LIKE '%Confidentiel%'").await), (0, 0));
    }
}
