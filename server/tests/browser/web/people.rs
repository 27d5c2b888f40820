//! Those who manage people, on a desk and on a telephone: somebody new, and a table of many.

use serde_json::json;

use crate::chromium::{Browser, Look};
use crate::place::Place;

const MANAGER: &str = "responsable@example.com";

/// Chooses this text as a file of a table.
const CHOOSE: &str = "
    const [text] = arguments;
    const bag = new DataTransfer();
    bag.items.add(new File([text], 'rentrée.csv', { type: 'text/csv' }));
    const input = document.querySelector('main input[type=file]');
    input.files = bag.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
";

const WRONG: &str =
    "Nom;Prénom;Adresse électronique\nLefèvre;Zoé;zoe.lefevre@example.org\nMarchand;;paul@example.org\n";
const RIGHT: &str =
    "Nom;Prénom;Adresse électronique\nLefèvre;Zoé;zoe.lefevre@example.org\nMarchand;Paul;paul@example.org\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_new_is_created_found_and_logs_in() {
    for look in [Look::DESK, Look::PHONE] {
        let Some(place) = Place::open(0).await else { return };
        let browser = Browser::open(place.address, look).await;
        browser.log_in_to_app(MANAGER).await;
        browser.open_app("/people/new").await;
        browser.one("[name='user.last_name']").await;
        // What is missing is said at its field, and what was typed stays.
        browser.fill("user.last_name", "Quenneville").await;
        browser.fill("user.email", "ambre@exemple.fr").await;
        browser.click("main form button[type=submit]").await;
        browser.one("[name='user.first_name'][aria-invalid=true]").await;
        assert_eq!(browser.value("user.last_name").await, "Quenneville");
        browser.fill("user.first_name", "Ambre").await;
        browser.click("main form button[type=submit]").await;
        browser.one(".toast").await;
        browser.shows("Ambre Quenneville").await;
        place.test.drain_jobs().await;
        assert!(place.test.mail_to("ambre@exemple.fr").text.contains("Mot de passe : "));

        browser.open_app("/people?search=quenneville").await;
        browser.shows("1 personne").await;
        is_laid_out(&browser, look).await;
        browser.click("main table a[href*='/people/']").await;
        browser.one("[name$=first_name]").await;
        assert_eq!(browser.run("return document.querySelector('[name$=first_name]').value").await, "Ambre");
        place.test.drain_jobs().await;
        browser.close().await;
    }
}

/// A table on a desk, cards on a telephone.
async fn is_laid_out(browser: &Browser, look: Look) {
    browser.one("main table tbody tr").await;
    let layout = browser.run("return getComputedStyle(document.querySelector('main table tbody tr')).display").await;
    let is_row = layout == "table-row";
    assert_eq!(is_row, look.width > 1000, "{layout} at {} px", look.width);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_is_tried_corrected_and_imported_as_a_whole() {
    for look in [Look::DESK, Look::PHONE] {
        let Some(place) = Place::open(0).await else { return };
        let count = async || place.number("SELECT COUNT(*) FROM students").await;
        let before = count().await;
        let browser = Browser::open(place.address, look).await;
        browser.log_in_to_app(MANAGER).await;
        browser.open_app("/people/import").await;
        choose(&browser, WRONG).await;
        browser.shows("1 erreur à corriger").await;
        browser.shows("Ligne 3").await;
        assert_eq!(count().await, before, "nothing is written by a trial");
        assert!(!browser.text("main").await.contains("Importer 1"), "and nothing of a wrong table is imported");

        browser.press_button("Choisir un autre tableau").await;
        choose(&browser, RIGHT).await;
        browser.shows("2 personnes recevront leur mot de passe").await;
        assert_eq!(count().await, before, "nothing is written by a trial");
        browser.press_button("Importer 2 étudiants").await;
        browser.shows("2 étudiants importés").await;
        assert_eq!(count().await, before + 2);
        place.test.drain_jobs().await;
        assert!(place.test.mail_to("zoe.lefevre@example.org").text.contains("Mot de passe : "));
        browser.close().await;
    }
}

async fn choose(browser: &Browser, table: &str) {
    browser.one("main input[type=file]:not(:disabled)").await;
    browser.driver.run(CHOOSE, json!([table])).await.unwrap();
}

/// What somebody may not open says so, and leads nowhere that they may not go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_manage_people_is_told_so_and_offered_what_is_theirs() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("etudiant@example.com").await;
    browser.one("nav a[href='/app/check-in']").await;
    let entries = "return [...document.querySelectorAll('nav a')].map((one) => one.pathname)";
    let entries = browser.run(entries).await;
    let has = |path: &str| entries.as_array().unwrap().iter().any(|one| *one == path);
    assert!(has("/app/timetable") && has("/app/check-in"), "{entries}");
    for path in ["/app/people", "/app/rooms", "/app/clients", "/app/registers", "/app/school/structure"] {
        assert!(!has(path), "{path}: {entries}");
        browser.go(path).await;
        browser.shows("Cette page ne vous est pas ouverte").await;
        assert_eq!(browser.here().await, path);
    }
    let loaded = browser.run("return performance.getEntriesByType('resource').map((one) => one.name)").await;
    assert!(!loaded.to_string().contains("/api/structure"), "nothing of it was asked for: {loaded}");
    place.test.drain_jobs().await;
    browser.close().await;
}
