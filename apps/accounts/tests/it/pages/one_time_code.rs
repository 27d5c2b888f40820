//! Setting up two-step login in a browser, for who must have it and uses nothing else.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use preau_kernel::app::App;
use preau_kernel::module::Module;
use preau_kernel::web::{Api, Visit, page};
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use serde_json::json;

use super::browser::{Browser, alerts, browser, hidden, leads_to};
use crate::doors::{ADMIN, code, recorded};
use crate::place::{self, PASSWORD};

const PATH: &str = "/account/one-time-code/?next=%2Fapp%2F";

/// Has a page like those of the back office.
struct Desk;

impl Module for Desk {
    fn name(&self) -> &'static str {
        "desk"
    }

    fn api(&self, app: &App) -> Api {
        let show = async |visit: Visit| visit.actor().map(|_| "in");
        Api::default().pages(page::routes(app, Router::new().route("/desk/", get(show))))
    }
}

async fn gated(engine: TestEngine) -> (TestApp, Browser) {
    let settings = [("auth.otp_required_for", json!(["staff"]))];
    let test = place::start_among(engine, vec![Arc::new(Desk)], &settings).await;
    let browser = browser(&test);
    leads_to(&browser.log_in(ADMIN, PASSWORD).await, "/account/");
    (test, browser)
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split_once(before).unwrap().1.split_once(after).unwrap().0
}

both_engines! {
    async fn who_must_use_codes_is_led_there_and_comes_back_with_codes(engine: TestEngine) {
        let (test, browser) = gated(engine).await;
        let home = browser.open("/account/").await.text();
        assert!(home.contains("href=\"/account/one-time-code/\""), "{home}");
        let form = browser.open(PATH).await.expect(200).text();
        assert!(form.contains("Votre rôle la demande") && form.contains("current-password"), "{form}");
        alerts(&browser.fill(PATH, &[("current_password", "faux")]).await.expect(400), "Mot de passe incorrect.");
        alerts(&browser.fill(PATH, &[]).await.expect(400), "Ce champ est obligatoire.");
        browser.send(PATH, &[], &[("current_password", PASSWORD)]).await.expect(403);

        let scan = browser.fill(PATH, &[("current_password", PASSWORD)]).await.expect(200);
        assert_eq!(scan.header("cache-control"), Some("no-store"));
        let page = scan.text();
        assert!(page.contains("<svg") && page.contains("role=\"img\"") && !page.contains("style="), "{page}");
        let secret = between(&page, "<code>", "</code>").to_owned();
        let wrong = browser.send(PATH, &hidden(&page), &[("code", "000000")]).await.expect(400);
        alerts(&wrong, "Ce code à usage unique n’est pas valable.");
        let again = wrong.text();
        assert_eq!(between(&again, "<code>", "</code>"), secret, "nothing has to be scanned again");
        let right = code(&secret, test.now());
        let done = browser.send(PATH, &hidden(&again), &[("code", &right)]).await.expect(200).text();
        for shown in [&form, &page, &again, &done] {
            assert_eq!(markup_faults(shown), Vec::<String>::new(), "{shown}");
        }
        assert_eq!(done.matches("<li><code>").count(), 10, "{done}");
        assert!(done.contains("href=\"/app/\""), "{done}");
        browser.0.get("/api/me/").send().await.expect(200);
        assert_eq!(recorded(&test, "otp_enabled").await, 1);
        assert!(browser.open(PATH).await.expect(200).text().contains("déjà active"));
        alerts(&browser.send(PATH, &hidden(&again), &[("code", &right)]).await.expect(409), "déjà active");
    }

    async fn a_secret_is_shown_again_only_to_who_knows_it(engine: TestEngine) {
        let (_test, browser) = gated(engine).await;
        let page = browser.fill(PATH, &[("current_password", PASSWORD)]).await.expect(200).text();
        let mut fields = hidden(&page);
        for (name, value) in &mut fields {
            if name == "secret" {
                *value = "AAAA".to_owned();
            }
        }
        let guessed = browser.send(PATH, &fields, &[("code", "000000")]).await.expect(400).text();
        assert!(!guessed.contains("class=\"qr\"") && guessed.contains("current_password"), "{guessed}");
    }

    async fn the_gate_leads_to_the_page(engine: TestEngine) {
        let (_test, browser) = gated(engine).await;
        leads_to(&browser.open("/desk/?a=1").await, "/account/one-time-code/?next=%2Fdesk%2F%3Fa%3D1");
        browser.0.get("/api/me/").header("accept", "application/json").send().await.refused(403, "otp_setup_required");
    }
}
