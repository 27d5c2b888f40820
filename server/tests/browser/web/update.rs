//! A release after the one that somebody has open: it waits until it is wanted, and takes nothing away.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, ETAG, IF_NONE_MATCH};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tower::ServiceExt;

use crate::chromium::{Browser, Look};
use crate::place::Place;

/// The hash of the files of the other release.
const NEXT: &str = "feedfacecafebeef";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_version_waits_until_it_is_wanted() {
    let Some(mut place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;
    is_installed(&browser).await;
    let old = hash(&browser).await;
    let [first, second] = browser.second_tab("/profile").await;

    browser.driver.switch_to(&first).await.unwrap();
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    browser.type_over("phone", "06 11 22 33 44").await;
    place.stop().await;
    let now = old.clone();
    place.start_anew_as(|router| next_release(router, now)).await;
    ask_for_updates(&browser).await;
    browser.shows("Une nouvelle version est prête").await;
    assert_eq!(browser.value("phone").await, "06 11 22 33 44", "nobody who types is interrupted");
    assert_eq!(hash(&browser).await, old);

    // Its files are gone from the server: a page that was not opened yet comes from what the browser has kept.
    browser.driver.switch_to(&second).await.unwrap();
    opens_another_page(&browser, &old, "/security").await;

    browser.driver.switch_to(&first).await.unwrap();
    browser.click("form:has([name=phone]) button[type=submit]").await;
    browser.one(".toast-good").await;
    browser.press_button("Recharger").await;
    is_version(&browser, NEXT).await;
    browser.is_at("/profile").await;
    browser.one("[name=phone]").await;
    assert_eq!(browser.value("phone").await, "06 11 22 33 44", "still logged in, and it was saved");
    opens_another_page(&browser, NEXT, "/security").await;

    // The other tab goes on with what it runs, until its reader wants the new one too.
    browser.driver.switch_to(&second).await.unwrap();
    opens_another_page(&browser, &old, "/absences").await;
    browser.press_button("Recharger").await;
    is_version(&browser, NEXT).await;
    browser.is_at("/absences").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

/// Without a worker that kept them, a page whose files are gone brings the new ones by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_whose_files_are_gone_loads_the_new_ones() {
    let Some(mut place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.before_every_page("delete Navigator.prototype.serviceWorker").await;
    browser.log_in_to_app("etudiant@example.com").await;
    let old = hash(&browser).await;
    place.stop().await;
    place.start_anew_as(|router| next_release(router, old)).await;
    browser.click("a[href='/app/security']").await;
    is_version(&browser, NEXT).await;
    browser.is_at("/security").await;
    browser.shows("Chrome").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

/// Waits until the worker has kept everything and looks after this page.
async fn is_installed(browser: &Browser) {
    let script = "const done = arguments[arguments.length - 1];
        const look = () => (navigator.serviceWorker.controller ? done(true) : setTimeout(look, 20));
        look()";
    assert_eq!(browser.driver.run_async(script, json!([])).await.unwrap(), json!(true));
}

/// What a browser does by itself when a page is opened, and once a day.
async fn ask_for_updates(browser: &Browser) {
    let script = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.ready.then((found) => found.update()).then(() => done(true), (error) => done(String(error)))";
    assert_eq!(browser.driver.run_async(script, json!([])).await.unwrap(), json!(true));
}

async fn opens_another_page(browser: &Browser, version: &str, path: &str) {
    browser.run("window.isTheSamePage = true").await;
    browser.click(&format!("a[href='/app{path}']")).await;
    browser.is_at(path).await;
    assert_eq!(browser.run("return window.isTheSamePage").await, true, "nothing was loaded anew");
    assert_eq!(hash(browser).await, version);
}

/// The hash of the files that the page runs.
async fn hash(browser: &Browser) -> String {
    let found = browser.run("return document.documentElement.dataset.assets?.split('/').at(-1) ?? ''").await;
    found.as_str().unwrap().to_owned()
}

/// Waits until the page runs the files of this hash.
async fn is_version(browser: &Browser, version: &str) {
    for _ in 0..600 {
        // A page that is just being left has none.
        let found = browser.driver.run("return document.documentElement.dataset.assets", json!([])).await;
        if found.is_ok_and(|found| found.as_str().is_some_and(|found| found.ends_with(version))) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{version} does not come: {} runs at {}", hash(browser).await, browser.here().await);
}

/// As if our files had changed: they lie under another hash, and there is nothing under the former one.
fn next_release(router: Router, old: String) -> Router {
    Router::new().fallback(move |request: Request| answer(router, old, request))
}

async fn answer(router: Router, old: String, mut request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with(&format!("/assets/{old}/")) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if let Some(file) = path.strip_prefix(&format!("/assets/{NEXT}/")) {
        *request.uri_mut() = Uri::try_from(format!("/assets/{old}/{file}")).unwrap();
    }
    let tells_the_hash = path == "/app" || path.starts_with("/app/");
    if tells_the_hash {
        request.headers_mut().remove(ACCEPT_ENCODING);
        request.headers_mut().remove(IF_NONE_MATCH);
    }
    let response = router.oneshot(request).await.unwrap();
    if tells_the_hash { renamed(response, &old).await } else { response }
}

async fn renamed(response: Response, old: &str) -> Response {
    let (mut head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    head.headers.remove(CONTENT_LENGTH);
    head.headers.remove(ETAG);
    let body = match std::str::from_utf8(&bytes) {
        Ok(text) => Body::from(text.replace(old, NEXT)),
        Err(_) => Body::from(bytes),
    };
    Response::from_parts(head, body)
}
