//! Somebody at work in the back office: finding one person among many, changing them, undoing it.

use preau_testkit::scale;

use super::chromium::{Browser, Look};
use super::place::Place;

/// Keys as WebDriver names them (W3C WebDriver, section 17.4.2).
const CONTROL: &str = "\u{e009}";
const ENTER: &str = "\u{e007}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_found_among_many_and_changed_with_scripts() {
    work(Look::DESK).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_found_among_many_and_changed_without_scripts() {
    work(Look::DESK.without_scripts()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_found_among_many_and_changed_on_a_phone() {
    work(Look::PHONE).await;
}

async fn work(look: Look) {
    let many = scale(5_000, 100_000);
    let Some(place) = Place::open(many).await else { return };
    // As long as the numbers get, so that no other begins with it.
    let name = format!("martin{}", many - 679);
    let browser = Browser::open(place.address, look).await;
    browser.log_in("admin@example.com", "/admin/users/").await;

    browser.fill("search", &name).await;
    browser.follow("form[role=search] button[type=submit]").await;
    browser.shows(&name).await;
    assert_eq!(browser.all("table.rows tbody tr").await.len(), 1, "one of many");
    browser.follow("table.rows tbody a").await;
    browser.one("[name=first_name]").await;

    // What is wrong is said at the field, and nothing that was typed is lost.
    browser.fill("first_name", "Éloïse").await;
    browser.fill("email", "pas une adresse").await;
    browser.follow("button[name=do][value=save]").await;
    browser.one(".field-wrong [name=email][aria-invalid=true]").await;
    assert_eq!(browser.value("first_name").await, "Éloïse");
    assert_eq!(browser.value("email").await, "pas une adresse");

    browser.fill("email", "eloise@ecole.example").await;
    browser.follow("button[name=do][value=continue]").await;
    browser.one("[role=status]").await;
    assert_eq!(browser.value("email").await, "eloise@ecole.example");

    // Undone from the history.
    let here = browser.here().await;
    let row = here.split('?').next().unwrap().to_owned();
    browser.go(&format!("{row}history/")).await;
    browser.shows("Éloïse").await;
    browser.follow("form:has(input[value=first_name]) button").await;
    browser.one("[role=status], [role=alert]").await;
    browser.go(&row).await;
    assert_eq!(browser.value("first_name").await, "Camille");
    assert_eq!(browser.value("email").await, "eloise@ecole.example", "only one field was undone");

    // What goes with a person is shown before they go.
    browser.go(&format!("{row}delete/")).await;
    browser.shows(&name).await;
    browser.follow("main form button.danger").await;
    browser.one("table.rows, .empty").await;
    browser.go(&row).await;
    browser.shows("Page introuvable").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forbidden_page_is_refused_in_words() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.go("/admin/users/").await;
    assert!(browser.here().await.starts_with("/admin/login/?next="), "a stranger is asked who they are");
    browser.log_in("professeur@example.com", "/admin/users/").await;
    browser.one("main h1").await;
    assert!(browser.all("table").await.is_empty());
    assert!(browser.all(".sheet [role=alert]").await.len() == 1, "{}", browser.text("main").await);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_keyboard_leads_everywhere() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in("admin@example.com", "/admin/users/").await;
    browser.type_into("body", "/").await;
    let focused = browser.driver.focused().await.unwrap();
    assert_eq!(browser.driver.property(&focused, "name").await.unwrap(), "search");
    browser.go("/admin/").await;
    browser.type_into("body", "?").await;
    browser.one("dialog[open]").await;
    browser.go("/admin/").await;
    browser.type_into("body", &format!("{CONTROL}k")).await;
    browser.type_into("dialog[open] input", "journal").await;
    browser.one("dialog[open] [role=option]").await;
    browser.type_into("dialog[open] input", ENTER).await;
    browser.one("table.rows").await;
    assert!(browser.here().await.starts_with("/admin/logs/"), "{}", browser.here().await);
    browser.close().await;
}
