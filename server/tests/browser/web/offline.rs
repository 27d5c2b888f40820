//! Installed: without a server the app opens all the same, and says so.

use serde_json::json;

use crate::chromium::{Browser, Look};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_app_opens_without_a_server_and_goes_on_when_it_is_back() {
    let Some(mut place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.log_in_to_app("etudiant@example.com").await;
    let ready = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.ready.then((found) => done(found.active.scriptURL))";
    let worker = browser.driver.run_async(ready, json!([])).await.unwrap();
    assert_eq!(worker, json!(format!("http://{}/app/sw.js", place.address)));

    place.stop().await;
    browser.open_app("/security").await;
    browser.one(".offline-line").await;
    // Nobody asks any more by then.
    browser.one(".failure").await;
    browser.shows("Pas de connexion").await;
    let kept = "const done = arguments[arguments.length - 1];
        (async () => {
            const names = await caches.keys();
            const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)));
            done(all.flat().filter((url) => new URL(url).pathname.startsWith('/api/')));
        })()";
    let kept = browser.driver.run_async(kept, json!([])).await.unwrap();
    assert_eq!(kept, json!([]), "no answer of the API is kept");

    place.start_anew().await;
    // By itself.
    browser.is_at("/security").await;
    browser.shows("Chrome").await;
    place.test.drain_jobs().await;
    browser.close().await;
}
