//! Two tabs of one login.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::PASSWORD;
use crate::chromium::{Browser, Look};
use crate::place::Place;

/// How often both ask at one moment.
const TURNS: i64 = 100;

/// Loads the app's own modules: the ones that the page has loaded, and no second copy.
const LISTEN: &str = "
    const done = arguments[arguments.length - 1];
    const assets = document.documentElement.dataset.assets;
    Promise.all([import(assets + '/api.js'), import(assets + '/session.js')]).then(([{ get }, session]) => {
        window.outcomes = {};
        new BroadcastChannel('test').onmessage = ({ data: turn }) => {
            get('/api/me/').then(
                (me) => (window.outcomes[turn] = me.email + ' ' + session.status.value),
                (error) => (window.outcomes[turn] = String(error.code) + ' ' + session.status.value),
            );
        };
        done(true);
    }, (error) => done(String(error)));
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_refresh_at_one_moment_stay_logged_in() {
    both_stay_logged_in(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_refresh_at_one_moment_stay_connected() {
    both_stay_logged_in(true).await;
}

async fn both_stay_logged_in(remember: bool) {
    let place = Place::with(|builder| builder.set("auth.access_token_lifetime", "1m")).await;
    let Some(place) = place else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.open_app("/login").await;
    browser.fill("email", "etudiant@example.com").await;
    browser.fill("password", PASSWORD).await;
    if remember {
        browser.click("[name=remember]").await;
    }
    browser.click("main button[type=submit]").await;
    browser.is_at("/").await;
    let first = browser.driver.window().await.unwrap();
    let second = browser.driver.new_tab().await.unwrap();
    browser.driver.switch_to(&second).await.unwrap();
    // Without asking for anything: the first tab hands the login on.
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    for tab in [&first, &second] {
        browser.driver.switch_to(tab).await.unwrap();
        assert_eq!(browser.driver.run_async(LISTEN, json!([])).await.unwrap(), json!(true));
    }
    // A third, which tells both to ask at the same moment.
    let third = browser.driver.new_tab().await.unwrap();
    browser.driver.switch_to(&third).await.unwrap();
    browser.go("/healthz").await;

    for turn in 0..TURNS {
        place.test.advance(TimeDelta::seconds(90));
        browser.run(&format!("new BroadcastChannel('test').postMessage({turn})")).await;
        for tab in [&first, &second] {
            browser.driver.switch_to(tab).await.unwrap();
            let outcome = outcome(&browser, turn).await;
            assert_eq!(outcome, "etudiant@example.com in", "turn {turn}");
        }
        browser.driver.switch_to(&third).await.unwrap();
    }
    place.test.drain_jobs().await;
    browser.close().await;
}

async fn outcome(browser: &Browser, turn: i64) -> String {
    let script = "
        const done = arguments[arguments.length - 1];
        const look = () => (arguments[0] in window.outcomes ? done(window.outcomes[arguments[0]]) : setTimeout(look, 5));
        look();
    ";
    let found: Value = browser.driver.run_async(script, json!([turn])).await.unwrap();
    found.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_logs_out_in_one_tab_is_out_in_all() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;
    let first = browser.driver.window().await.unwrap();
    let second = browser.driver.new_tab().await.unwrap();
    browser.driver.switch_to(&second).await.unwrap();
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;

    browser.driver.switch_to(&first).await.unwrap();
    browser.click(".user button, button.user").await;
    browser.press_button("Se déconnecter").await;
    browser.is_at("/").await;
    browser.driver.switch_to(&second).await.unwrap();
    browser.is_at("/login?next=%2Fprofile").await;
    assert_eq!(browser.kept_tokens().await, Value::Null);
    place.test.drain_jobs().await;
    browser.close().await;
}
