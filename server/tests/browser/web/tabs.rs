//! Two tabs of one login.

use std::time::Duration;

use chrono::TimeDelta;
use preau_kernel::db::Sql;
use preau_testkit::scale;
use serde_json::{Value, json};

use super::PASSWORD;
use crate::chromium::{Browser, Look};
use crate::place::Place;

/// How often both ask at one moment.
const TURNS: u64 = 100;
/// For the rarer ways, unless in full.
const FEW: u64 = 10;
const EMAIL: &str = "etudiant@example.com";

/// A browser without Web Locks: tabs take turns by a lease in localStorage.
const NO_LOCKS: &str = "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })";
/// Nothing keeps the tabs apart: the server sees both of them.
const NO_TURNS: &str = "LockManager.prototype.request = (_name, work) => work()";

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
    let Some((place, tabs)) = Tabs::open(false, "").await else { return };
    stay_logged_in(place, tabs, scale(FEW, TURNS)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_refresh_at_one_moment_stay_connected() {
    let Some((place, tabs)) = Tabs::open(true, "").await else { return };
    stay_logged_in(place, tabs, TURNS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_of_a_browser_without_locks_stay_logged_in() {
    let Some((place, tabs)) = Tabs::open(true, NO_LOCKS).await else { return };
    stay_logged_in(place, tabs, scale(FEW, TURNS)).await;
}

/// Both tabs ask at one moment, again and again: each time another pair, and for the tabs together only one.
async fn stay_logged_in(place: Place, tabs: Tabs, turns: u64) {
    let before = generation(&place).await;
    for turn in 0..turns {
        place.test.advance(TimeDelta::seconds(90));
        for outcome in tabs.ask(turn).await {
            assert_eq!(outcome, "etudiant@example.com in", "turn {turn}");
        }
    }
    assert_eq!(generation(&place).await, before + i64::try_from(turns).unwrap(), "one refresh for all tabs");
    place.test.drain_jobs().await;
    tabs.browser.close().await;
}

/// The server decides the race; who came second takes the pair of who came first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_race_for_a_refresh_stay_logged_in() {
    for remember in [false, true] {
        let Some((place, tabs)) = Tabs::open(remember, NO_TURNS).await else { return };
        for turn in 0..scale(FEW, TURNS) {
            place.test.advance(TimeDelta::seconds(90));
            for outcome in tabs.ask(turn).await {
                assert_eq!(outcome, "etudiant@example.com in", "turn {turn}");
            }
        }
        place.test.drain_jobs().await;
        tabs.browser.close().await;
    }
}

/// Every fifth turn finds no server, then one that has just started.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_refresh_while_the_server_starts_anew_stay_logged_in() {
    let Some((mut place, tabs)) = Tabs::open(true, "").await else { return };
    for turn in 0..scale(FEW, TURNS) {
        place.test.advance(TimeDelta::seconds(90));
        let is_away = turn % 5 == 4;
        if is_away {
            place.test.drain_jobs().await;
            place.stop().await;
        }
        tabs.tell(turn).await;
        if is_away {
            tokio::time::sleep(Duration::from_millis(20 * turn % 700)).await;
            place.start_anew().await;
        }
        for outcome in tabs.outcomes(turn).await {
            // Nothing came in time: that is said, and the login is what it was.
            let fine = outcome == "etudiant@example.com in" || (is_away && outcome == "offline in");
            assert!(fine, "turn {turn}: {outcome}");
        }
    }
    place.test.drain_jobs().await;
    tabs.browser.close().await;
}

/// Two tabs of the app, and a third that tells both to ask at the same moment.
struct Tabs {
    browser: Browser,
    both: [String; 2],
    third: String,
}

impl Tabs {
    /// `change`: what is other in this browser.
    async fn open(remember: bool, change: &str) -> Option<(Place, Self)> {
        let place = Place::with(|builder| builder.set("auth.access_token_lifetime", "1m")).await?;
        let browser = Browser::open(place.address, Look::DESK).await;
        browser.before_every_page(change).await;
        browser.open_app("/login").await;
        browser.fill("email", EMAIL).await;
        browser.fill("password", PASSWORD).await;
        if remember {
            browser.click("[name=remember]").await;
        }
        browser.click("main button[type=submit]").await;
        browser.is_at("/").await;
        let first = browser.driver.window().await.unwrap();
        let second = browser.driver.new_tab().await.unwrap();
        browser.driver.switch_to(&second).await.unwrap();
        // Each tab has to be told, before its first page.
        browser.before_every_page(change).await;
        // Without asking for anything: the first tab hands the login on.
        browser.open_app("/profile").await;
        browser.is_at("/profile").await;
        for tab in [&first, &second] {
            browser.driver.switch_to(tab).await.unwrap();
            assert_eq!(browser.driver.run_async(LISTEN, json!([])).await.unwrap(), json!(true));
        }
        let third = browser.driver.new_tab().await.unwrap();
        browser.driver.switch_to(&third).await.unwrap();
        browser.go("/healthz").await;
        Some((place, Self { browser, both: [first, second], third }))
    }

    async fn ask(&self, turn: u64) -> Vec<String> {
        self.tell(turn).await;
        self.outcomes(turn).await
    }

    async fn tell(&self, turn: u64) {
        self.browser.driver.switch_to(&self.third).await.unwrap();
        self.browser.run(&format!("new BroadcastChannel('test').postMessage({turn})")).await;
    }

    /// What each of both got, and whether it is logged in.
    async fn outcomes(&self, turn: u64) -> Vec<String> {
        let script = "
            const done = arguments[arguments.length - 1];
            const look = () => (arguments[0] in window.outcomes ? done(window.outcomes[arguments[0]]) : setTimeout(look, 5));
            look();
        ";
        let mut outcomes = Vec::new();
        for tab in &self.both {
            self.browser.driver.switch_to(tab).await.unwrap();
            let found: Value = self.browser.driver.run_async(script, json!([turn])).await.unwrap();
            outcomes.push(found.as_str().unwrap_or_default().to_owned());
        }
        outcomes
    }
}

/// How often the tokens of the login were replaced.
async fn generation(place: &Place) -> i64 {
    let sql = "SELECT MAX(s.generation) FROM auth_sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1";
    place.test.db().read().number(sql, vec![EMAIL.into()]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_logs_out_in_one_tab_is_out_in_all() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;
    let [first, second] = browser.second_tab("/profile").await;

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
