//! Moving an appointment by its link: days and times by links, one button, the rules of its client.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines, markup_faults};
use serde_json::json;

use super::browser::{Browser, alerts, browser, hidden, leads_to};
use super::link::link;
use super::practice::{book, client, coach, count, exec, is_free, logged_in, open};
use super::races::overlaps;

const AT: &str = "at";

both_engines! {
    async fn it_is_moved_to_a_time_that_was_shown(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        book(&client, "2026-11-24", "09:00").await;
        book(&other, "2026-11-25", "09:55").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        let moving = format!("{path}move/");
        let first = browser.open(&moving).await.expect(200).text();
        assert_eq!(markup_faults(&first), Vec::<String>::new());
        // It opens on the first free day; its own time is none to choose, and another one's neither.
        assert!(first.contains("value=\"2026-11-23 09:55\"") && first.contains("href=\"?date=2026-11-24#times\""), "{first}");
        assert!(!first.contains("href=\"?date=2026-11-28#times\"") && first.contains("Semaines suivantes"), "{first}");
        let day = browser.open(&format!("{moving}?date=2026-11-24")).await.expect(200).text();
        assert!(!day.contains("value=\"2026-11-24 09:00\"") && day.contains("value=\"2026-11-24 10:50\""), "{day}");
        let day = browser.open(&format!("{moving}?date=2026-11-25")).await.expect(200).text();
        assert!(day.contains("value=\"2026-11-25 09:00\"") && !day.contains("value=\"2026-11-25 09:55\""), "{day}");
        // Every time that is shown can be taken: the last day that can be booked, too.
        let last = browser.open(&format!("{moving}?from=2027-01-20")).await.expect(200).text();
        assert!(last.contains("href=\"?date=2027-01-22#times\"") && !last.contains("?date=2027-01-25") && last.contains("Semaines précédentes"), "{last}");
        assert_eq!(count(&test, "appointments WHERE row_version > 1").await, 0);
        let fields = hidden(&day);
        browser.send(&moving, &[], &[(AT, "2026-11-25 09:00")]).await.expect(403);
        leads_to(&browser.send(&moving, &fields, &[(AT, "2026-11-25 09:00")]).await, &format!("{path}?done=moved"));
        let page = browser.open(&format!("{path}?done=moved")).await.expect(200).text();
        assert!(page.contains("a été déplacé") && page.contains("mercredi 25 novembre 2026, de 09:00 à 09:45"), "{page}");
        assert!(is_free(&other, "2026-11-24", "09:00").await);
        assert_eq!(count(&test, "audit_entries WHERE action = 'appointment_moved' AND actor_id = 7").await, 1);
        test.drain_jobs().await;
        assert!(test.mails().iter().any(|mail| mail.to == "client@example.com" && mail.subject.starts_with("Rendez-vous déplacé")));
        assert_eq!(link(&test), path, "its address is the same for ever");
    }

    async fn what_was_shown_before_is_not_overwritten(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        book(&client, "2026-11-24", "09:00").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        let moving = format!("{path}move/");
        let fields = hidden(&browser.open(&moving).await.text());
        client.post("/api/appointments/1/move/").json(json!({"date": "2026-11-24", "start": "10:50"})).send().await.expect(200);
        alerts(&browser.send(&moving, &fields, &[(AT, "2026-11-25 09:00")]).await.expect(409), "modifié");
        assert_eq!(count(&test, "appointments WHERE sequence = 1").await, 1);
        test.drain_jobs().await;
    }

    async fn a_time_that_has_just_gone_offers_the_nearest(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        book(&client, "2026-11-24", "09:00").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        let moving = format!("{path}move/");
        let fields = hidden(&browser.open(&format!("{moving}?date=2026-11-25")).await.text());
        book(&other, "2026-11-25", "09:00").await;
        let answer = browser.send(&moving, &fields, &[(AT, "2026-11-25 09:00")]).await.expect(409);
        alerts(&answer, "vient d’être pris");
        let page = answer.text();
        assert!(page.contains("Les horaires libres les plus proches") && page.contains("value=\"2026-11-25 09:55\""), "{page}");
        assert_eq!(page.matches("type=\"radio\"").count(), 3, "{page}");
        assert_eq!(markup_faults(&page), Vec::<String>::new());
        leads_to(&browser.send(&moving, &hidden(&page), &[(AT, "2026-11-25 09:55")]).await, &format!("{path}?done=moved"));
        test.drain_jobs().await;
    }

    async fn what_is_no_time_is_refused_in_words(engine: TestEngine) {
        let test = open(engine).await;
        book(&client(&test).await, "2026-11-24", "09:00").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        let moving = format!("{path}move/");
        let fields = hidden(&browser.open(&moving).await.text());
        for (at, words) in [
            ("", "Choisissez d’abord un horaire"),
            ("<script>", "Choisissez d’abord un horaire"),
            ("2026-11-28 09:00", "ne reçoit pas ce jour-là"),
            ("2026-11-25 09:10", "Aucun rendez-vous ne commence à cette heure"),
            ("2026-11-25 12:00", "en dehors des horaires"),
            ("2026-11-20 09:00", "déjà passée"),
            ("2027-02-01 09:00", "60 prochains jours"),
        ] {
            alerts(&browser.send(&moving, &fields, &[(AT, at)]).await.expect(400), words);
        }
        for query in ["?date=x", "?date=9999-12-31", "?from=0001-01-01", "?date=2026-02-30&from=%3Cscript%3E", "?date=262142-12-31"] {
            let page = browser.open(&format!("{moving}{query}")).await.expect(200).text();
            assert!(!page.contains("<script"), "{query}");
        }
        assert_eq!(count(&test, "appointments WHERE row_version > 1").await, 0);
    }

    async fn it_is_bound_as_its_client_is(engine: TestEngine) {
        let test = open(engine).await;
        coach(&test).await.patch("/api/coaches/6/rules/").json(json!({"cancel": 1440})).send().await.expect(200);
        book(&client(&test).await, "2026-11-24", "09:55").await;
        test.drain_jobs().await;
        let (path, browser) = (link(&test), browser(&test));
        let moving = format!("{path}move/");
        let page = browser.open(&moving).await.expect(200).text();
        assert!(page.contains("jusqu’à un jour avant son début"), "{page}");
        test.advance(TimeDelta::hours(2));
        leads_to(&browser.open(&moving).await, &path);
        alerts(&browser.send(&moving, &hidden(&page), &[(AT, "2026-11-25 09:00")]).await.expect(409), "trop tard");
        exec(&test, "UPDATE appointments SET status = 'cancelled'").await;
        leads_to(&browser.open(&moving).await, &path);
        alerts(&browser.send(&moving, &hidden(&page), &[(AT, "2026-11-25 09:00")]).await.expect(409), "n’est plus à venir");
    }

    async fn of_two_that_move_to_one_time_one_gets_it(engine: TestEngine) {
        let test = open(engine).await;
        let mut links = Vec::new();
        for (email, start) in [("client@example.com", "09:00"), ("etudiant@example.com", "10:50")] {
            let made = book(&logged_in(&test, email).await, "2026-11-24", start).await;
            links.push(made["link"].as_str().unwrap().split_once("/booking").map(|(_, rest)| format!("/booking{rest}")).unwrap());
        }
        test.drain_jobs().await;
        let mut forms = Vec::new();
        for path in &links {
            let browser = browser(&test);
            let moving = format!("{path}move/");
            let fields = hidden(&browser.open(&moving).await.text());
            forms.push((browser, moving, fields));
        }
        let send = async |(browser, moving, fields): &(Browser, String, Vec<(String, String)>)| {
            browser.send(moving, fields, &[(AT, "2026-11-25 09:00")]).await.status()
        };
        let (one, two) = tokio::join!(send(&forms[0]), send(&forms[1]));
        let mut both = [one, two];
        both.sort_unstable();
        assert_eq!(both, [303, 409]);
        assert_eq!(overlaps(&test).await, 0);
        test.drain_jobs().await;
    }

    async fn of_two_moves_of_one_appointment_the_second_is_told(engine: TestEngine) {
        let test = open(engine).await;
        book(&client(&test).await, "2026-11-24", "09:00").await;
        test.drain_jobs().await;
        let browser = browser(&test);
        let moving = format!("{}move/", link(&test));
        let fields = hidden(&browser.open(&moving).await.text());
        let send = async |at: &str| browser.send(&moving, &fields, &[(AT, at)]).await.status();
        let (one, two) = tokio::join!(send("2026-11-25 09:00"), send("2026-11-25 09:55"));
        let mut both = [one, two];
        both.sort_unstable();
        assert_eq!(both, [303, 409]);
        assert_eq!((count(&test, "appointments WHERE sequence = 1").await, count(&test, "time_claims").await), (1, 2));
        test.drain_jobs().await;
    }
}
