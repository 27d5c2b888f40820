//! The web app from another origin than the API.

use chrono::TimeDelta;
use preau_kernel::db::Sql;

use super::account::{draw_a_photo, photo_is_shown};
use crate::chromium::{Browser, Look};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_works_from_another_origin() {
    let Some(api) = Place::with(|builder| builder.set("auth.access_token_lifetime", "1m")).await else { return };
    let url = format!("http://{}", api.address);
    let Some(host) = Place::with(|builder| builder.set("web.api_url", url.as_str())).await else { return };

    let browser = Browser::open(host.address, Look::DESK).await;
    browser.log_in_to_app("responsable@example.com").await;
    browser.open_app("/people").await;
    browser.is_at("/people").await;
    browser.shows("Karim").await;
    // Refusals can be read, and the pair is renewed, across origins.
    api.test.advance(TimeDelta::seconds(90));
    browser.open_app("/security").await;
    browser.is_at("/security").await;
    browser.shows("Chrome").await;
    creates_somebody(&api, &browser).await;
    draw_a_photo(&browser).await;
    photo_is_shown(&browser).await;

    let loaded = browser.run("return performance.getEntriesByType('resource').map((one) => one.name)").await;
    let asked = |origin: &str| {
        let prefix = format!("{origin}/api/");
        loaded.as_array().unwrap().iter().filter(|one| one.as_str().unwrap().starts_with(&prefix)).count()
    };
    assert!(asked(&url) > 0, "{loaded}");
    assert_eq!(asked(&format!("http://{}", host.address)), 0, "{loaded}");
    api.test.drain_jobs().await;
    host.test.drain_jobs().await;
    browser.close().await;
}

/// With all that a creation sends along, and with errors at their fields.
async fn creates_somebody(api: &Place, browser: &Browser) {
    browser.open_app("/people/new").await;
    browser.fill("user.first_name", "Ambre").await;
    browser.fill("user.last_name", "Lacroix").await;
    browser.fill("user.email", "etudiant@example.com").await;
    browser.click("main form button[type=submit]").await;
    browser.one("[name='user.email'][aria-invalid=true]").await;
    browser.fill("user.email", "ambre@exemple.fr").await;
    browser.click("main form button[type=submit]").await;
    browser.one("main h1").await;
    browser.shows("ambre@exemple.fr").await;
    let sql = "SELECT COUNT(*) FROM users WHERE email = $1";
    let found = api.test.db().read().number(sql, vec!["ambre@exemple.fr".into()]).await.unwrap();
    assert_eq!(found, 1);
}
