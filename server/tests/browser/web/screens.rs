//! Every screen, in both languages and themes, on a telephone, a tablet and a desk (in full, each with each): axe finds nothing, nothing is wider than
//! the window, no key of a text is left, nothing is said in the console and no rule of the page's policy is broken. With
//! `PREAU_TEST_PICTURES=<folder>` a picture of each is kept there.

use std::time::{Duration, Instant};

use preau_testkit::scale;

use super::visits::{self, Visits};
use crate::axe;
use crate::chromium::{Browser, Look};
use crate::place::Place;

const WIDTHS: [u32; 3] = [Look::PHONE.width, Look::TABLET.width, Look::DESK.width];

/// Keeps what goes wrong while a page is opened. (A size that changes while it is measured is no fault.)
const LISTEN: &str = "
    window.faults = [];
    const note = (text) => /ResizeObserver loop/.test(text) || window.faults.push(text);
    addEventListener('securitypolicyviolation', (event) =>
        note(`refused by the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    addEventListener('unhandledrejection', ({ reason }) => note(`nobody hears of it: ${reason}`));
    addEventListener('error', ({ message, target }) =>
        note(message ? `an error: ${message}` : `not loaded: ${target.src ?? target.href}`), true);
    for (const kind of ['error', 'warn']) {
        const said = console[kind];
        console[kind] = (...parts) => { note(`said in the console: ${parts.join(' ')}`); said.apply(console, parts); };
    }
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_visitors_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::visitors()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_people_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::people(&place).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_clients_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::clients(&place).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_coaches_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::coaches(&place).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_a_class_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::class(&place).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_a_school_office_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::office(&place).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_a_computer_room_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::room(&place).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_visitors_of_a_room_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &visits::room_visitors(&place).await).await;
}

/// Who looks at what: each screen in one look, in turns; in full, in every look.
async fn visit(place: &Place, visits: &Visits) {
    let mut faults = Vec::new();
    let looks = looks();
    for (turn, look) in looks.iter().copied().enumerate() {
        let browser = Browser::open(place.address, look).await;
        browser.before_every_page(LISTEN).await;
        for (login, paths) in visits {
            if let Some(login) = login {
                browser.log_in_to_app(login).await;
            }
            for (number, path) in paths.iter().enumerate() {
                if is_full() || number % looks.len() == turn {
                    faults.extend(look_at(&browser, look, path).await);
                }
            }
            browser.log_out_of_app().await;
        }
        browser.close().await;
    }
    place.test.drain_jobs().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn is_full() -> bool {
    scale(0, 1) == 1
}

/// A desk and a telephone, each theme and language; in full, all of them together.
fn looks() -> Vec<Look> {
    let few = [Look::DESK, Look::PHONE.dark().in_english()];
    let rest = [
        Look::TABLET.in_english(),
        Look::PHONE.dark(),
        Look::PHONE.in_english(),
        Look::DESK.dark(),
        Look::DESK.in_english(),
        Look::DESK.dark().in_english(),
        Look::TABLET,
        Look::TABLET.dark(),
        Look::TABLET.dark().in_english(),
        Look::PHONE,
    ];
    few.into_iter().chain(rest).take(usize::try_from(scale(2, 12)).unwrap()).collect()
}

async fn look_at(browser: &Browser, look: Look, path: &str) -> Vec<String> {
    browser.open_app(path).await;
    settled(browser).await;
    let theme = if look.is_dark { ", dark" } else { "" };
    let name = format!("{path} at {} px, {}{theme}", look.width, look.lang);
    let said = browser.run("return window.faults").await;
    let mut faults: Vec<String> = serde_json::from_value(said).unwrap();
    faults.extend(axe::violations(browser).await);
    faults.extend(too_wide(browser, look).await);
    let keys = "return document.body.innerText.match(/\\b(core|auth|account|people|appointments|booking|mine|agenda|clients|availability|figures|school|timetable|planning|checkin|register|absences|rates|structure|seats|room|visitors|codes|queue|seatstats|reservations|styleguide)\\.[a-z]+[A-Za-z_.]*\\b/g) ?? []";
    let keys = browser.run(keys).await;
    faults.extend(keys.as_array().unwrap().iter().map(|key| format!("the text of {key} is missing")));
    let lang = browser.run("return document.documentElement.lang").await;
    if lang != look.lang {
        faults.push(format!("in {lang}"));
    }
    browser.keep_picture(&name).await;
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// The window of a reader may change while the page is open: a desk becomes a tablet; in full, every look has every width.
async fn too_wide(browser: &Browser, look: Look) -> Vec<String> {
    let over = "const done = arguments[arguments.length - 1];
        const { documentElement: page } = document;
        requestAnimationFrame(() => requestAnimationFrame(() => done(page.scrollWidth - page.clientWidth)))";
    let mut faults = Vec::new();
    let is_asked = |width: &u32| {
        *width != look.width && (is_full() || look.width == Look::DESK.width && *width == Look::TABLET.width)
    };
    for width in WIDTHS.into_iter().filter(is_asked).chain([look.width]) {
        browser.resize(width).await;
        let over = browser.driver.run_async(over, serde_json::json!([])).await.unwrap().as_i64().unwrap();
        if over > 0 {
            faults.push(format!("{over} px too wide for {width}"));
        }
    }
    faults
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
