//! What is filtered is exported, opened and compared with what the list shows.

use preau_kernel::db::Sql;

use super::chromium::{Browser, Look};
use super::place::Place;

const DOWNLOAD: &str = "
    const done = arguments[arguments.length - 1];
    const form = document.querySelector('form[action$=\"/export/\"]');
    const body = new URLSearchParams(new FormData(form));
    body.set('format', arguments[0]);
    fetch(form.action, {method: 'POST', body}).then(async r => done([String(r.status), await r.text()]), e => done(['0', String(e)]));
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_holds_what_the_list_shows() {
    let Some(place) = Place::open(600).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in("admin@example.com", "/admin/").await;
    browser.one("main h1").await;
    browser.go("/admin/users/?view=none&search=camille&is_active=true&columns=name&columns=email").await;
    browser.one("table.rows").await;
    let answer = browser.driver.run_async(DOWNLOAD, serde_json::json!(["csv"])).await.unwrap();
    let (status, text): (String, String) = serde_json::from_value(answer).unwrap();
    assert_eq!(status, "200", "{text}");
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let exported: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    assert!(headings.len() >= 2, "{headings:?}");

    // The list itself, page by page.
    let mut shown = Vec::new();
    loop {
        let mut page = Vec::new();
        for row in browser.all("table.rows tbody tr").await {
            let mut cells = Vec::new();
            for cell in browser.driver.find_all(Some(&row), ":is(td, th):not(.cell-check)").await.unwrap() {
                cells.push(browser.driver.text(&cell).await.unwrap());
            }
            page.push(cells);
        }
        shown.extend(page);
        let links = browser.all("a[href*='cursor=']").await;
        let Some(next) = links.last() else { break };
        if !browser.driver.text(next).await.unwrap().contains("uivant") {
            break;
        }
        let left = browser.one("html").await;
        browser.driver.click(next).await.unwrap();
        browser.has_left(&left).await;
    }
    let sql = "SELECT COUNT(*) FROM users WHERE is_active = TRUE AND search LIKE '%camille%'";
    let expected = place.test.db().read().number(sql, vec![]).await.unwrap();
    assert_eq!((exported.len(), shown.len()), (expected as usize, expected as usize));
    for (row, cells) in exported.iter().zip(&shown) {
        for cell in cells.iter().filter(|cell| !cell.is_empty() && *cell != "—") {
            assert!(row.contains(cell), "{cell:?} is not in {row:?}");
        }
    }
    browser.close().await;
}
