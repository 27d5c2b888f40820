//! Every screen, in both languages and themes, on a telephone, a tablet and a desk: axe finds nothing, nothing is wider than
//! the window, no key of a text is left. With `PREAU_TEST_PICTURES=<folder>` a picture of each is kept there.

use std::time::{Duration, Instant};

use preau_testkit::scale;

use crate::axe;
use crate::chromium::{Browser, Look};
use crate::place::Place;

/// Of somebody who is not logged in.
const PUBLIC: [&str; 9] = [
    "/",
    "/login",
    "/login?next=%2Fprofile",
    "/register",
    "/forgot-password",
    "/reset-password/MQ/abc-def",
    "/confirm-email/MQ/abc-def",
    "/styleguide",
    "/nowhere",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let student = place.user("etudiant@example.com").await;
    let professor =
        preau_kernel::db::Sql::number(place.test.db().read(), "SELECT MIN(id) FROM professors", vec![]).await;
    let inside = [
        "/".to_owned(),
        "/profile".to_owned(),
        "/security".to_owned(),
        "/people".to_owned(),
        "/people?search=zzzz".to_owned(),
        "/people/new".to_owned(),
        "/people/import".to_owned(),
        format!("/people/users/{student}"),
        format!("/people/professors/{}", professor.unwrap()),
        "/people/users/999999999".to_owned(),
    ];
    let mut faults = Vec::new();
    for look in looks() {
        let browser = Browser::open(place.address, look).await;
        for path in PUBLIC {
            faults.extend(look_at(&browser, look, path).await);
        }
        browser.log_in_to_app("responsable@example.com").await;
        for path in &inside {
            faults.extend(look_at(&browser, look, path).await);
        }
        browser.log_out_of_app().await;
        // A guard says so, to who may not.
        browser.log_in_to_app("etudiant@example.com").await;
        for path in ["/", "/people"] {
            faults.extend(look_at(&browser, look, path).await);
        }
        browser.close().await;
    }
    place.test.drain_jobs().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each width, theme and language at least once; in full, all of them together.
fn looks() -> Vec<Look> {
    let few = [Look::DESK, Look::PHONE.dark(), Look::TABLET.in_english(), Look::PHONE.in_english(), Look::DESK.dark()];
    let rest = [
        Look::DESK.in_english(),
        Look::DESK.dark().in_english(),
        Look::TABLET,
        Look::TABLET.dark(),
        Look::TABLET.dark().in_english(),
        Look::PHONE,
        Look::PHONE.dark().in_english(),
    ];
    few.into_iter().chain(rest).take(usize::try_from(scale(5, 12)).unwrap()).collect()
}

async fn look_at(browser: &Browser, look: Look, path: &str) -> Vec<String> {
    browser.open_app(path).await;
    settled(browser).await;
    let theme = if look.is_dark { ", dark" } else { "" };
    let name = format!("{path} at {} px, {}{theme}", look.width, look.lang);
    let mut faults: Vec<String> = axe::violations(browser).await;
    let over = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let over = browser.run(over).await.as_i64().unwrap();
    if over > 0 {
        faults.push(format!("{over} px too wide"));
    }
    let keys = "return document.body.innerText.match(/\\b(core|auth|account|people|styleguide)\\.[a-z]+[A-Za-z_.]*\\b/g) ?? []";
    let keys = browser.run(keys).await;
    faults.extend(keys.as_array().unwrap().iter().map(|key| format!("the text of {key} is missing")));
    let lang = browser.run("return document.documentElement.lang").await;
    if lang != look.lang {
        faults.push(format!("in {lang}"));
    }
    browser.keep_picture(&name).await;
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// Waits until what the page asks for has come.
async fn settled(browser: &Browser) {
    browser.one("main h1, main .failure").await;
    let start = Instant::now();
    // The style guide shows what waiting looks like.
    let waits = "return [...document.querySelectorAll('main .bone, main [aria-busy=true], main .loading')].filter((one) => !one.closest('.specimen, [data-theme]:not(html)')).length";
    while browser.run(waits).await.as_i64() != Some(0) {
        let here = browser.here().await;
        assert!(start.elapsed() < Duration::from_secs(20), "{here} never gets ready");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    // What comes in by an animation.
    browser
        .run(
            "document.getAnimations().forEach((one) => one.effect.getTiming().iterations === Infinity || one.finish())",
        )
        .await;
}
