//! What a log-in says when it does not work, and that nothing typed is lost.

use preau_kernel::db::Sql;

use super::PASSWORD;
use crate::chromium::{Browser, Look, Network};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_said_and_the_address_stays() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.open_app("/login?next=%2Fprofile").await;
    browser.enter("etudiant@example.com", "pas le bon").await;
    browser.shows("Identifiant ou mot de passe incorrect").await;
    assert_eq!(browser.value("email").await, "etudiant@example.com");
    assert_eq!(browser.value("password").await, "pas le bon");

    // Right at the second attempt, and where one wanted to go.
    browser.fill("password", PASSWORD).await;
    browser.click("main button[type=submit]").await;
    browser.is_at("/profile").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_guesses_must_wait_and_is_told_how_long() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.open_app("/login").await;
    for _ in 0..5 {
        browser.enter("client@example.com", "au hasard").await;
        browser.shows("Identifiant ou mot de passe incorrect").await;
        browser.fill("password", "").await;
    }
    browser.enter("client@example.com", "encore").await;
    browser.shows("Trop de tentatives").await;
    browser.shows("Pour protéger ce compte, il faut attendre").await;
    assert_eq!(browser.value("email").await, "client@example.com");
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_network_it_is_said_and_the_form_is_sent_later() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.open_app("/login").await;
    browser.one("[name=email]").await;
    browser.network(Network::Absent).await;
    browser.enter("tuteur@example.com", PASSWORD).await;
    browser.shows("Le serveur ne répond pas").await;
    browser.one(".offline-line").await;
    assert_eq!(browser.value("email").await, "tuteur@example.com");
    browser.network(Network::Usual).await;
    browser.click("main button[type=submit]").await;
    browser.is_at("/").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_slow_network_it_is_seen_that_something_happens_and_it_is_done_once() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.open_app("/login").await;
    browser.one("[name=email]").await;
    let before = logins(&place).await;
    browser.network(Network::Late(1500)).await;
    // Counted in frames of the page and not in seconds, which a machine with other work stretches.
    let impatient = "addEventListener('submit', () => requestAnimationFrame(() => requestAnimationFrame(() => { \
        window.busyAtOnce = document.querySelector('main button[type=submit]:is([aria-busy=true], :disabled)') !== null; \
        document.querySelector('main form').requestSubmit(); \
        })), {capture: true, once: true})";
    browser.run(impatient).await;
    browser.enter("tuteur@example.com", PASSWORD).await;
    browser.is_at("/").await;
    assert_eq!(browser.run("return window.busyAtOnce").await, true, "it is seen at once");
    browser.network(Network::Usual).await;
    assert_eq!(logins(&place).await, before + 1);
    place.test.drain_jobs().await;
    browser.close().await;
}

async fn logins(place: &Place) -> i64 {
    let sql = "SELECT COUNT(*) FROM auth_sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1";
    place.test.db().read().number(sql, vec!["tuteur@example.com".into()]).await.unwrap()
}
