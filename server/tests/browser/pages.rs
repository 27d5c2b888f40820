//! Every kind of page, in both themes, on a desk and on a phone: axe finds nothing, and nothing is wider than the window.
//! With `PREAU_TEST_PICTURES=<folder>` a picture of each is kept there, to be looked at.

use preau_kernel::db::Sql;

use super::axe;
use super::chromium::{Browser, Look};
use super::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_page_is_accessible_in_both_themes_and_fits() {
    let Some(place) = Place::open(0).await else { return };
    let paths = paths(&place).await;
    let mut faults = Vec::new();
    for look in [Look::DESK, Look::DESK.dark(), Look::PHONE, Look::PHONE.dark()] {
        let browser = Browser::open(place.address, look).await;
        browser.log_in("admin@example.com", "/admin/").await;
        browser.one("main h1").await;
        for path in &paths {
            browser.go(path).await;
            let name = format!("{path} at {} px{}", look.width, if look.is_dark { ", dark" } else { "" });
            faults.extend(axe::violations(&browser).await.into_iter().map(|found| format!("{name}: {found}")));
            let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            let over = browser.run(script).await.as_i64().unwrap();
            if over > 0 {
                faults.push(format!("{name}: {over} px too wide"));
            }
            browser.keep_picture(&name).await;
        }
        browser.close().await;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The labels of the cells of a list, which a stylesheet brings, beside its headings.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cells_of_a_list_are_called_as_their_columns_where_there_are_no_headings() {
    const CELLS: &str = "const headings = [...document.querySelectorAll('.rows thead th')];
        const name = (at) => headings[at].querySelector('a:first-child') ?? headings[at];
        return [...document.querySelectorAll('.rows tbody tr:first-child > *')].map((cell, at) =>
            cell.matches('td:not(.cell-check)')
                ? [name(at).textContent.replace(/[▲▼0-9]+$/, '').trim(), getComputedStyle(cell, '::before').content] : [])";
    const BOX: &str = "const row = document.querySelector('.rows tbody tr');
        return [row.querySelector('.cell-check input').ariaLabel, row.querySelector('th a').textContent]";
    let Some(place) = Place::open(0).await else { return };
    for look in [Look::PHONE, Look::PHONE.in_english(), Look::DESK] {
        let browser = Browser::open(place.address, look).await;
        browser.log_in("admin@example.com", "/admin/").await;
        browser.one("main h1").await;
        for path in ["/admin/students/", "/admin/students/?columns=created_at,name,user.email", "/admin/logs/"] {
            browser.go(path).await;
            let cells: Vec<Vec<String>> = serde_json::from_value(browser.run(CELLS).await).unwrap();
            assert!(cells.iter().filter(|cell| !cell.is_empty()).count() >= 2, "{path}: {cells:?}");
            for cell in cells.iter().filter(|cell| !cell.is_empty()) {
                let expected = if look.width < 768 { format!("\"{}\"", cell[0]) } else { "none".to_owned() };
                assert_eq!(cell[1], expected, "{path} at {} px: {cells:?}", look.width);
            }
        }
        // The box by which a row is chosen is called as the row is seen to be.
        browser.go("/admin/students/").await;
        let called: [String; 2] = serde_json::from_value(browser.run(BOX).await).unwrap();
        assert!(!called[1].is_empty() && called[0].ends_with(&format!(" {}", called[1])), "{called:?}");
        browser.close().await;
    }
}

async fn paths(place: &Place) -> Vec<String> {
    let student = place.user("etudiant@example.com").await;
    let admin = place.user("admin@example.com").await;
    let log = place.test.db().read().number("SELECT MAX(id) FROM audit_entries", vec![]).await.unwrap();
    let mail = place.test.db().read().number("SELECT MAX(id) FROM mails", vec![]).await.unwrap();
    let mut paths: Vec<String> = [
        "/admin/",
        "/admin/tasks/",
        "/admin/users/",
        "/admin/users/?view=none&search=zzzz",
        "/admin/users/?view=none&is_active=peut-être",
        "/admin/users/add/",
        "/admin/students/",
        "/admin/tutors/add/",
        "/admin/logs/",
        "/admin/mails/",
        "/admin/grants/add/",
    ]
    .map(str::to_owned)
    .into();
    paths.push(format!("/admin/users/{student}/"));
    paths.push(format!("/admin/users/{student}/history/"));
    paths.push(format!("/admin/users/{student}/delete/"));
    paths.push(format!("/admin/account/{admin}/"));
    paths.push(format!("/admin/logs/{log}/"));
    paths.push(format!("/admin/mails/{mail}/"));
    paths.push("/admin/users/999999999/".to_owned());
    paths
}
