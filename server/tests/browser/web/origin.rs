//! The web app from another origin than the API.

use chrono::TimeDelta;

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
    let loaded = browser.run("return performance.getEntriesByType('resource').map((one) => one.name)").await;
    let from_api = |path: &str| loaded.as_array().unwrap().iter().any(|one| *one == format!("{url}{path}"));
    assert!(from_api("/api/me/sessions/"), "{loaded}");
    api.test.drain_jobs().await;
    host.test.drain_jobs().await;
    browser.close().await;
}
