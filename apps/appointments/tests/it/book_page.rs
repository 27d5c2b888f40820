//! `/book/`: booking without the web app and without scripts.

use std::sync::Arc;

use preau_appointments::Appointments;
use preau_calendar::Calendar;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use serde_json::json;

use super::browser::{Browser, alerts, browser, hidden};
use super::place::{PASSWORD, start_among};
use super::practice::{book, count, exec, open, staff};

async fn logged_in(test: &TestApp) -> Browser {
    let browser = browser(test);
    browser.log_in("client@example.com", PASSWORD).await.expect(303);
    browser
}

/// Chooses a time on the page of a day.
async fn choose(browser: &Browser, path: &str, at: &str) -> preau_testkit::TestResponse {
    let page = browser.open(path).await.expect(200).text();
    browser.send("/book/", &hidden(&page), &[("at", at), ("message", "Bonjour <b>")]).await
}

async fn the_site_leads_to(engine: TestEngine, web: bool, link: &str) {
    let modules = vec![Arc::new(Calendar) as _, Arc::new(Appointments) as _];
    let test = start_among(engine, modules, &[("web.enabled", json!(web))]).await;
    let page = browser(&test).open("/site/services/").await.expect(200).text();
    let href = format!("href=\"{}{link}\"", test.app().config().base_url());
    assert!(page.contains(&href), "{href}: {page}");
    // As do the cards of what is offered.
    assert!(page.contains(&format!("{link}?service=1\"")), "{page}");
}

both_engines! {
    async fn whoever_is_not_logged_in_is_asked_to_and_comes_back(engine: TestEngine) {
        let test = open(engine).await;
        let answer = browser(&test).open("/book/?service=1").await.expect(303);
        let to = answer.header("location").unwrap();
        assert!(to.starts_with("/admin/login/?next=") && to.contains("book"), "{to}");
        let token = [("csrf_token".to_owned(), "faux".to_owned())];
        let other = logged_in(&test).await;
        other.send("/book/", &token, &[("at", "2026-11-24 09:00")]).await.expect(403);
        assert_eq!(count(&test, "appointments").await, 0);
        test.drain_jobs().await;
    }

    async fn a_client_books_by_links_and_one_button(engine: TestEngine) {
        let test = open(engine).await;
        let browser = logged_in(&test).await;
        let page = browser.open("/book/").await.expect(200);
        assert!(page.header("cache-control").unwrap().contains("no-store"));
        let html = page.text();
        assert_eq!(markup_faults(&html), [""; 0]);
        assert!(html.contains("<h1>Prendre rendez-vous</h1>") && !html.contains("<script"), "{html}");
        assert!(html.contains("?coach=6&#38;service=1&#38;date=2026-11-24#times") || html.contains("?coach=6&amp;service=1&amp;date=2026-11-24#times"), "{html}");
        let day = browser.open("/book/?date=2026-11-24").await.expect(200).text();
        assert!(day.contains("value=\"2026-11-24 09:00\"") && day.contains("mardi 24 novembre 2026"), "{day}");
        let answer = choose(&browser, "/book/?coach=6&service=1&date=2026-11-24", "2026-11-24 09:55").await.expect(303);
        let to = answer.header("location").unwrap().to_owned();
        assert!(to.starts_with("/booking/") && to.ends_with("?done=booked"), "{to}");
        let ticket = browser.open(&to).await.expect(200).text();
        assert!(ticket.contains("Votre rendez-vous est pris."), "{ticket}");
        let made = "appointments WHERE client_id = 7 AND coach_id = 6 AND status = 'booked' AND message = 'Bonjour <b>'";
        assert_eq!(count(&test, made).await, 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'appointment_booked' AND actor_id = 7").await, 1);
        test.drain_jobs().await;
        assert!(test.mails().iter().any(|mail| mail.to == "client@example.com"));
        // The time is on the page no more.
        let day = browser.open("/book/?date=2026-11-24").await.expect(200).text();
        assert!(!day.contains("value=\"2026-11-24 09:55\""), "{day}");
    }

    async fn what_is_refused_is_said_with_the_nearest_times_and_nothing_typed_is_lost(engine: TestEngine) {
        let test = open(engine).await;
        let browser = logged_in(&test).await;
        let page = browser.open("/book/?date=2026-11-24").await.expect(200).text();
        book(&staff(&test).await, "2026-11-24", "09:55").await;
        let gone = browser.send("/book/", &hidden(&page), &[("at", "2026-11-24 09:55"), ("message", "Bonjour <b>")]).await.expect(409);
        alerts(&gone, "Ce créneau vient d’être pris");
        let html = gone.text();
        assert_eq!(markup_faults(&html), [""; 0]);
        assert!(html.contains("Les horaires libres les plus proches") && html.contains("value=\"2026-11-24 10:50\""), "{html}");
        assert!(html.contains("Bonjour &#60;b&#62;") || html.contains("Bonjour &lt;b&gt;"), "{html}");
        for (at, sentence) in [
            ("", "Choisissez d’abord un horaire."),
            ("rien", "Choisissez d’abord un horaire."),
            ("2026-11-28 09:00", ""),
            ("2026-11-24 09:03", "Aucun rendez-vous ne commence à cette heure"),
            ("2026-11-20 09:00", ""),
            ("2028-11-20 09:00", ""),
        ] {
            let answer = browser.send("/book/", &hidden(&page), &[("at", at)]).await;
            assert_eq!(answer.status(), 400, "{at}: {}", answer.text());
            alerts(&answer, sentence);
        }
        // Rubbish in the address line shows what there is.
        for query in ["coach=x&service=-1", "coach=99&service=99&date=rien", "from=9999-12-31", "date=0001-01-01"] {
            browser.open(&format!("/book/?{query}")).await.expect(200);
        }
        assert_eq!(count(&test, "appointments").await, 1);
        test.drain_jobs().await;
    }

    async fn one_chooses_among_services_in_ones_language(engine: TestEngine) {
        let test = open(engine).await;
        exec(&test, "INSERT INTO services (name_fr, name_en, description_fr, description_en, minutes, position, is_active, sort_name, search, \
            row_version, created_at, updated_at) VALUES ('Bilan', 'Review', '', '', 60, 1, TRUE, 'b', '', 1, 0, 0)").await;
        let browser = logged_in(&test).await;
        let page = Browser(browser.0.clone().speaking("en")).open("/book/?service=2&date=2026-11-24").await.expect(200).text();
        assert_eq!(markup_faults(&page), [""; 0]);
        assert!(page.contains("<h1>Book an appointment</h1>") && page.contains("Review (60 minutes)"), "{page}");
        assert!(page.contains("value=\"2\" selected") && page.contains("value=\"2026-11-24 10:10\""), "{page}");
        choose(&browser, "/book/?service=2&date=2026-11-24", "2026-11-24 10:10").await.expect(303);
        assert_eq!(count(&test, "appointments WHERE service_id = 2").await, 1);
        test.drain_jobs().await;
    }

    async fn without_a_coach_it_says_so(engine: TestEngine) {
        let test = open(engine).await;
        exec(&test, "DELETE FROM coaches").await;
        let page = logged_in(&test).await.open("/book/").await.expect(200).text();
        assert!(page.contains("On ne peut pas encore prendre rendez-vous ici."), "{page}");
    }

    async fn without_the_web_app_the_site_leads_there(engine: TestEngine) {
        the_site_leads_to(engine, false, "/book/").await;
    }

    async fn with_the_web_app_the_site_leads_to_that(engine: TestEngine) {
        the_site_leads_to(engine, true, "/app/book").await;
    }
}
