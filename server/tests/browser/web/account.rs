//! What is one's own: photo, language, theme, logins elsewhere, tokens of programs.

use preau_kernel::db::Sql;
use serde_json::json;

use crate::chromium::{Browser, Look, Network};
use crate::place::Place;

/// A picture, chosen as a file is: drawn by the browser, so that it is one, and of noise, so that it is not small.
const DRAW: &str = "
    const done = arguments[arguments.length - 1];
    const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 400 });
    const pen = canvas.getContext('2d');
    const picture = pen.createImageData(600, 400);
    picture.data.forEach((_, at) => (picture.data[at] = at % 4 === 3 ? 255 : Math.random() * 256));
    pen.putImageData(picture, 0, 0);
    canvas.toBlob((blob) => {
        const bag = new DataTransfer();
        bag.items.add(new File([blob], 'moi.png', { type: 'image/png' }));
        const input = document.querySelector('dialog[open] input[type=file]');
        input.files = bag.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
        done(true);
    }, 'image/png');
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_is_chosen_seen_sent_and_taken_away() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.log_in_to_app("client@example.com").await;
    draw_a_photo(&browser).await;
    photo_is_shown(&browser).await;
    browser.driver.reload().await.unwrap();
    photo_is_shown(&browser).await;
    browser.press_button("Retirer").await;
    confirm(&browser).await;
    browser.shows("Photo retirée").await;
    assert!(browser.all(".portrait .avatar img").await.is_empty());
    place.test.drain_jobs().await;
    browser.close().await;
}

/// Bytes a second; a photo of half a million takes a while.
const SLOW: i64 = 200_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_that_takes_its_time_shows_how_far_it_is_and_can_be_seen_to_arrive() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.log_in_to_app("client@example.com").await;
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    browser.network(Network::SlowUp(SLOW)).await;
    let watch = "window.parts = new Set();
        const look = () => {
            const bar = document.querySelector('dialog[open] progress');
            if (bar?.hasAttribute('value')) window.parts.add(bar.value);
            requestAnimationFrame(look);
        };
        look()";
    browser.run(watch).await;
    choose_a_photo(&browser).await;
    browser.one("dialog[open] progress").await;
    browser.shows("Photo enregistrée").await;
    let parts: Vec<f64> = serde_json::from_value(browser.run("return [...window.parts]").await).unwrap();
    assert!(parts.len() > 2 && parts.is_sorted() && parts.iter().all(|part| *part <= 100.0), "{parts:?}");
    assert!(parts.iter().any(|part| *part > 0.0 && *part < 100.0), "{parts:?}");
    place.test.drain_jobs().await;
    browser.close().await;
}

/// Adds a photo on one's profile, and sees what was chosen before it is sent.
pub(crate) async fn draw_a_photo(browser: &Browser) {
    browser.open_app("/profile").await;
    browser.is_at("/profile").await;
    choose_a_photo(browser).await;
    browser.shows("Photo enregistrée").await;
}

async fn choose_a_photo(browser: &Browser) {
    browser.press_button("Ajouter une photo").await;
    browser.one("dialog[open] input[type=file]").await;
    assert_eq!(browser.driver.run_async(DRAW, json!([])).await.unwrap(), json!(true));
    browser.one("dialog[open] img.upload-preview").await;
    browser.press_button("Enregistrer la photo").await;
}

pub(crate) async fn photo_is_shown(browser: &Browser) {
    browser.one(".portrait .avatar img").await;
    let script = "const done = arguments[arguments.length - 1];
        const picture = document.querySelector('.portrait .avatar img');
        picture.decode().then(() => done(picture.naturalWidth), () => done(0))";
    let width = browser.driver.run_async(script, json!([])).await.unwrap();
    assert!(width.as_i64().unwrap() > 50, "a picture of {width} pixels");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn language_and_theme_change_at_once_in_every_tab_and_stay() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("client@example.com").await;
    let [first, second] = browser.second_tab("/profile").await;
    browser.driver.switch_to(&first).await.unwrap();
    browser.open_app("/security").await;
    browser.shows("Mes appareils").await;
    browser.run("window.isTheSamePage = true").await;
    let light = background(&browser).await;

    browser.click("button.user").await;
    browser.click(".popup:popover-open label.segment:has([value=en])").await;
    browser.shows("My devices").await;
    browser.click(".popup:popover-open label.segment:has([value=dark])").await;
    browser.one("html[lang=en][data-theme=dark]").await;
    assert_ne!(background(&browser).await, light);
    assert_eq!(browser.run("return window.isTheSamePage").await, true, "nothing was loaded anew");

    browser.driver.switch_to(&second).await.unwrap();
    browser.one("html[lang=en][data-theme=dark]").await;
    browser.driver.reload().await.unwrap();
    browser.one("html[lang=en][data-theme=dark]").await;
    // Mails follow.
    let lang = "SELECT COUNT(*) FROM users WHERE email = 'client@example.com' AND lang = 'en'";
    assert_eq!(place.number(lang).await, 1);
    place.test.drain_jobs().await;
    browser.close().await;
}

async fn background(browser: &Browser) -> serde_json::Value {
    browser.run("return getComputedStyle(document.body).backgroundColor").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_elsewhere_is_seen_and_ended() {
    let Some(place) = Place::open(0).await else { return };
    let lost = Browser::open(place.address, Look::DESK).await;
    lost.log_in_to_app("client@example.com").await;
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.log_in_to_app("client@example.com").await;
    browser.open_app("/security").await;
    browser.one("#devices li .row-tools button").await;
    let before = browser.all("#devices li").await.len();
    browser.click("#devices li .row-tools button").await;
    confirm(&browser).await;
    browser.shows("Connexion fermée").await;
    assert_eq!(browser.all("#devices li").await.len(), before - 1);

    lost.click("a[href='/app/security']").await;
    lost.is_at("/login?next=%2Fsecurity").await;
    place.test.drain_jobs().await;
    lost.close().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_for_a_program_is_made_works_and_is_revoked() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.log_in_to_app("client@example.com").await;
    browser.open_app("/security").await;
    browser.press_button("Nouveau jeton").await;
    browser.fill("name", "Agenda").await;
    browser.click("form:has([name=name]) button[type=submit]").await;
    browser.one("#tokens .token-text").await;
    let token =
        "SELECT COUNT(*) FROM api_tokens t JOIN users u ON u.id = t.user_id WHERE u.email = $1 AND revoked_at IS NULL";
    let alive = async || place.test.db().read().number(token, vec!["client@example.com".into()]).await.unwrap();
    assert_eq!(alive().await, 1);
    let text = browser.text("#tokens .token-text code").await;
    let program = place.test.anonymous().with_header("authorization", &format!("Token {text}"));
    assert_eq!(program.get("/api/me/").send().await.expect(200).json()["email"], "client@example.com");

    browser.press_button("Révoquer").await;
    confirm(&browser).await;
    browser.shows("Jeton révoqué").await;
    assert_eq!(alive().await, 0);
    program.get("/api/me/").send().await.expect(401);
    place.test.drain_jobs().await;
    browser.close().await;
}

/// The last button of the question is the one that does it.
async fn confirm(browser: &Browser) {
    browser.one("dialog[open] button").await;
    browser.run("[...document.querySelectorAll('dialog[open] button')].at(-1).click()").await;
}
