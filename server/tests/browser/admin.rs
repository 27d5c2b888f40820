//! The back office as people use it.

use super::axe;
use super::chromium::{self, Browser, Look};
use super::place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_page_passes_axe_in_both_themes() {
    if !chromium::is_there() {
        return;
    }
    let place = place::open().await;
    for look in [Look::DESK, Look::DESK.dark(), Look::PHONE, Look::PHONE.dark()] {
        let browser = Browser::open(place.address, look).await;
        browser.log_in("admin@example.com", "/admin/").await;
        browser.one("nav").await;
        for path in ["/admin/"] {
            browser.go(path).await;
            let found = axe::violations(&browser).await;
            assert!(found.is_empty(), "{path}: {}", found.join("\n"));
        }
        browser.close().await;
    }
}
