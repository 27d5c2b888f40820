//! What a browser fetches before somebody sees the app for the first time, and that it lets them install it.

use serde_json::{Value, json};

use crate::chromium::{Browser, Look};
use crate::place::Place;

/// Bytes of scripts and styles, compressed.
const MOST: u64 = 80_000;

/// What came over the wire until the page stood still; what the service worker keeps for later does not count.
const LOADED: &str = "
    return performance.getEntriesByType('resource')
        .filter((one) => /\\.(js|css)$/.test(new URL(one.name).pathname))
        .map((one) => [new URL(one.name).pathname, one.encodedBodySize, one.decodedBodySize])
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_page_is_light_in_a_browser() {
    let Some(place) = Place::open(0).await else { return };
    for look in [Look::PHONE, Look::DESK.in_english()] {
        for path in ["/", "/login"] {
            let browser = Browser::open(place.address, look).await;
            browser.open_app(path).await;
            browser.one("main h1").await;
            let loaded = browser.run(LOADED).await;
            let loaded: Vec<(String, u64, u64)> = serde_json::from_value(loaded).unwrap();
            let sum: u64 = loaded.iter().map(|(_, bytes, _)| bytes).sum();
            println!("{path} in {}: {sum} bytes in {} files", look.lang, loaded.len());
            assert!(loaded.len() > 3 && sum > 20_000, "{path}: not all of it was seen: {loaded:#?}");
            assert!(sum <= MOST, "{path} in {} takes {sum} bytes: {loaded:#?}", look.lang);
            for (name, sent, whole) in loaded {
                assert!(sent < whole || whole < 300, "{name} is not compressed");
            }
            browser.close().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_would_install_it() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.open_app("/").await;
    browser.one("main h1").await;
    let manifest = browser.driver.tools("Page.getAppManifest", json!({})).await.unwrap();
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    let data: Value = serde_json::from_str(manifest["data"].as_str().unwrap()).unwrap();
    assert_eq!(data["start_url"], "/app/");
    let found = browser.driver.tools("Page.getInstallabilityErrors", json!({})).await.unwrap();
    assert_eq!(found["installabilityErrors"], json!([]), "{found}");
    browser.close().await;
}
