//! From the first visit to the day on which one must log in again.

use chrono::TimeDelta;
use preau_kernel::db::Sql;

use super::PASSWORD;
use crate::chromium::{Browser, Look};
use crate::place::Place;

const EMAIL: &str = "zelie@exemple.fr";
const SECRET: &str = "un préau sous la pluie";

/// On a server that was never used, as its first visitor.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_lasts_is_renewed_unseen_and_is_asked_for_again() {
    let Some(place) = Place::fresh().await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    register(&browser).await;
    place.test.drain_jobs().await;
    log_out(&browser).await;

    browser.open_app("/login").await;
    browser.enter(EMAIL, SECRET).await;
    browser.is_at("/").await;
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    browser.driver.reload().await.unwrap();
    browser.is_at("/profile").await;
    browser.shows("Zélie").await;

    // The access token lives a day: another pair is fetched under the page that is open.
    let (before, logins) = (browser.kept_tokens().await, logins(&place).await);
    place.test.advance(TimeDelta::hours(25));
    browser.run("window.isTheSamePage = true").await;
    browser.click("a[href='/app/security']").await;
    browser.is_at("/security").await;
    browser.shows("Chrome").await;
    assert_eq!(browser.run("return window.isTheSamePage").await, true, "nothing was loaded anew");
    let renewed = browser.kept_tokens().await;
    assert_ne!(before["refresh"], renewed["refresh"], "another pair");
    // And under one that begins.
    place.test.advance(TimeDelta::hours(25));
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    browser.shows("Zélie").await;
    assert_ne!(browser.kept_tokens().await["refresh"], renewed["refresh"], "another pair");
    assert_eq!(self::logins(&place).await, logins, "nobody logged in again");

    // The refresh token lives a week.
    place.test.advance(TimeDelta::days(8));
    browser.open_app("/security?from=here").await;
    browser.is_at("/login?next=%2Fsecurity%3Ffrom%3Dhere").await;
    browser.enter(EMAIL, SECRET).await;
    browser.is_at("/security?from=here").await;
    browser.shows("Chrome").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

async fn register(browser: &Browser) {
    browser.open_app("/register").await;
    for (field, text) in [("first_name", "Zélie"), ("last_name", "Moreau"), ("email", EMAIL), ("password", SECRET)] {
        browser.fill(field, text).await;
    }
    browser.click("main button[type=submit]").await;
    browser.is_at("/").await;
    browser.shows("Zélie").await;
}

async fn log_out(browser: &Browser) {
    browser.click("button.user").await;
    browser.press_button("Se déconnecter").await;
    browser.is_at("/").await;
    browser.one("main a[href^='/app/login']").await;
    assert_eq!(browser.kept_tokens().await, serde_json::Value::Null);
}

async fn logins(place: &Place) -> i64 {
    let sql = "SELECT COUNT(*) FROM auth_sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1";
    place.test.db().read().number(sql, vec![EMAIL.into()]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_starts_anew_knows_the_login_still() {
    let Some(mut place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;

    place.stop().await;
    browser.click("a[href='/app/security']").await;
    browser.one(".offline-line").await;
    place.start_anew().await;
    browser.open_app("/security").await;
    browser.is_at("/security").await;
    browser.shows("Chrome").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_asked_for_it_stays_connected_when_the_browser_is_closed() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;
    assert_eq!(browser.run("return localStorage.getItem('preau.tokens')").await, serde_json::Value::Null);
    let browser = browser.close_and_open_again(Look::DESK).await;
    browser.open_app("/profile").await;
    browser.is_at("/login?next=%2Fprofile").await;

    browser.fill("email", "etudiant@example.com").await;
    browser.fill("password", PASSWORD).await;
    browser.click("[name=remember]").await;
    browser.click("main button[type=submit]").await;
    browser.is_at("/profile").await;
    let browser = browser.close_and_open_again(Look::DESK).await;
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    browser.shows("etudiant@example.com").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

/// The others: those of other browsers. The tabs of the one in which it was changed go on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_password_ends_the_other_logins() {
    let Some(place) = Place::open(0).await else { return };
    let other = Browser::open(place.address, Look::DESK).await;
    other.log_in_to_app("etudiant@example.com").await;
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;
    let [first, second] = browser.second_tab("/profile").await;
    browser.driver.switch_to(&first).await.unwrap();

    browser.open_app("/security").await;
    browser.is_at("/security").await;
    browser.press_button("Changer le mot de passe").await;
    browser.fill("current_password", PASSWORD).await;
    browser.fill("new_password", "trois tilleuls et un banc").await;
    browser.click("form:has([name=new_password]) button[type=submit]").await;
    browser.one(".toast").await;
    browser.driver.reload().await.unwrap();
    browser.is_at("/security").await;
    browser.driver.switch_to(&second).await.unwrap();
    browser.click("a[href='/app/security']").await;
    browser.is_at("/security").await;
    browser.shows("Chrome").await;

    // At the next thing that is asked for, without a reload.
    other.click("a[href='/app/security']").await;
    other.is_at("/login?next=%2Fsecurity").await;
    assert_eq!(other.kept_tokens().await, serde_json::Value::Null);
    other.enter("etudiant@example.com", PASSWORD).await;
    other.shows("Identifiant ou mot de passe incorrect").await;
    place.test.drain_jobs().await;
    browser.close().await;
    other.close().await;
}
