//! Two people change the same row: neither overwrites the other unawares.

use super::chromium::{Browser, Look};
use super::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_editors_see_both_versions() {
    let Some(place) = Place::open(0).await else { return };
    let row = format!("/admin/users/{}/", place.user("etudiant@example.com").await);
    let (first, second) =
        tokio::join!(Browser::open(place.address, Look::DESK), Browser::open(place.address, Look::DESK));
    for browser in [&first, &second] {
        browser.log_in("admin@example.com", &row).await;
        browser.one("[name=phone]").await;
    }
    first.fill("phone", "0600000001").await;
    first.follow("button[name=do][value=continue]").await;
    first.one("[role=status]").await;

    second.fill("phone", "0600000002").await;
    second.follow("button[name=do][value=continue]").await;
    second.one(".side-by-side").await;
    let both = second.text(".side-by-side").await;
    assert!(both.contains("0600000001") && both.contains("0600000002"), "{both}");
    assert_eq!(second.value("phone").await, "0600000002", "what was typed is there");
    first.go(&row).await;
    assert_eq!(first.value("phone").await, "0600000001", "nothing was written");

    second.follow("button[name=do][value=continue]").await;
    second.one("[role=status]").await;
    first.go(&row).await;
    assert_eq!(first.value("phone").await, "0600000002", "knowingly");
    first.close().await;
    second.close().await;
}
