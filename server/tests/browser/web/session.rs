//! From the first visit to the day on which one must log in again.

use chrono::TimeDelta;
use preau_kernel::db::Sql;

use super::PASSWORD;
use crate::chromium::{Browser, Look};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_lasts_is_renewed_unseen_and_is_asked_for_again() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;

    browser.open_app("/register").await;
    for (field, text) in [("first_name", "Zélie"), ("last_name", "Moreau"), ("email", "zelie@exemple.fr")] {
        browser.fill(field, text).await;
    }
    browser.fill("password", "un préau sous la pluie").await;
    browser.click("main button[type=submit]").await;
    browser.is_at("/").await;
    browser.shows("Zélie").await;
    place.test.drain_jobs().await;

    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    browser.driver.reload().await.unwrap();
    browser.is_at("/profile").await;
    browser.shows("Zélie").await;

    // The access token lives a day: another pair is fetched, and the page shows what it was asked for.
    let before = browser.kept_tokens().await;
    place.test.advance(TimeDelta::hours(25));
    browser.open_app("/security").await;
    browser.is_at("/security").await;
    browser.one("main").await;
    browser.shows("Chrome").await;
    let renewed = browser.kept_tokens().await;
    assert_ne!(before["refresh"], renewed["refresh"], "another pair");
    let logins = "SELECT COUNT(*) FROM auth_sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1";
    let logins = place.test.db().read().number(logins, vec!["zelie@exemple.fr".into()]).await.unwrap();
    assert_eq!(logins, 1, "nobody logged in again");

    // The refresh token lives a week.
    place.test.advance(TimeDelta::days(8));
    browser.open_app("/profile").await;
    browser.is_at("/login?next=%2Fprofile").await;
    browser.enter("zelie@exemple.fr", "un préau sous la pluie").await;
    browser.is_at("/profile").await;
    browser.shows("Zélie").await;
    place.test.drain_jobs().await;
    browser.close().await;
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

    browser.run("sessionStorage.clear()").await;
    browser.open_app("/login").await;
    browser.fill("email", "etudiant@example.com").await;
    browser.fill("password", PASSWORD).await;
    browser.click("[name=remember]").await;
    browser.click("main button[type=submit]").await;
    browser.is_at("/").await;
    // What a closed browser forgets.
    browser.run("sessionStorage.clear()").await;
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_password_ends_the_other_logins() {
    let Some(place) = Place::open(0).await else { return };
    let other = Browser::open(place.address, Look::PHONE).await;
    other.log_in_to_app("etudiant@example.com").await;
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;

    browser.open_app("/security").await;
    browser.is_at("/security").await;
    browser.press_button("Changer le mot de passe").await;
    browser.fill("current_password", PASSWORD).await;
    browser.fill("new_password", "trois tilleuls et un banc").await;
    browser.click("form:has([name=new_password]) button[type=submit]").await;
    browser.one(".toast").await;
    browser.driver.reload().await.unwrap();
    browser.is_at("/security").await;

    other.open_app("/profile").await;
    other.is_at("/login?next=%2Fprofile").await;
    place.test.drain_jobs().await;
    browser.close().await;
    other.close().await;
}
