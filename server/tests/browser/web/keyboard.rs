//! Whole flows by the keyboard alone.

use crate::chromium::{Browser, Look};
use crate::place::Place;

use super::PASSWORD;

/// Keys as WebDriver names them (W3C WebDriver, section 17.4.2).
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const SPACE: &str = " ";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_logs_in_changes_their_telephone_and_logs_out_by_keyboard() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.open_app("/login").await;
    browser.one("[name=email]").await;
    // The field of the address has the focus.
    browser.driver.press("client@example.com").await.unwrap();
    reach(&browser, "[name=password]").await;
    browser.driver.press(PASSWORD).await.unwrap();
    reach(&browser, "[name=remember]").await;
    browser.driver.press(SPACE).await.unwrap();
    reach(&browser, "main button[type=submit]").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.is_at("/").await;

    reach(&browser, "nav a[href='/app/profile'], a[href='/app/profile']").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.is_at("/profile").await;
    reach(&browser, "[name=phone]").await;
    browser.run("document.activeElement.select()").await;
    browser.driver.press("06 11 22 33 44").await.unwrap();
    reach(&browser, "form:has([name=phone]) button[type=submit]").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.one(".toast").await;
    browser.driver.reload().await.unwrap();
    browser.one("[name=phone]").await;
    assert_eq!(browser.value("phone").await, "06 11 22 33 44");

    reach(&browser, "button.user").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.one(".popup:popover-open").await;
    browser.driver.press(ESCAPE).await.unwrap();
    assert!(browser.all(".popup:popover-open").await.is_empty(), "Escape closes the menu");
    browser.driver.press(ENTER).await.unwrap();
    reach(&browser, "button.popup-entry").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.is_at("/").await;
    browser.shows("Se connecter").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_finds_and_corrects_somebody_by_keyboard() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("responsable@example.com").await;
    browser.open_app("/people").await;
    browser.is_at("/people").await;
    reach(&browser, "main input[type=search]").await;
    browser.driver.press("etudiant@example.com").await.unwrap();
    // Found as one types.
    browser.one("main table a[href*='/people/']").await;
    browser.shows("1 personne").await;
    reach(&browser, "main table a[href*='/people/']").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.one("main [name$=first_name]").await;
    reach(&browser, "main [name$=last_name]").await;
    browser.run("document.activeElement.select()").await;
    browser.driver.press("Durand-Petit").await.unwrap();
    browser.driver.press(ENTER).await.unwrap();
    browser.one(".toast").await;
    browser.driver.reload().await.unwrap();
    browser.shows("Durand-Petit").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

/// Presses Tab until the focus is there; what has it must be seen to have it.
async fn reach(browser: &Browser, css: &str) {
    browser.one(css).await;
    let has_focus = format!("return document.activeElement?.matches({css:?}) ?? false");
    for _ in 0..200 {
        if browser.run(&has_focus).await == true {
            return;
        }
        browser.driver.press(TAB).await.unwrap();
    }
    panic!("{css} is not reached by Tab at {}", browser.here().await);
}
