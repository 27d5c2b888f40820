//! One action on all rows that match, far more than a page shows.

use preau_kernel::db::Sql;
use preau_testkit::scale;

use super::chromium::{Browser, Look};
use super::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_reaches_all_that_match_and_tells_how_far_it_is() {
    let many = scale(2_000, 12_000);
    let Some(place) = Place::open(many).await else { return };
    let active = "SELECT COUNT(*) FROM users WHERE is_active = TRUE AND search LIKE '%muller%'";
    let read = place.test.db().read();
    let before = read.number(active, vec![]).await.unwrap();
    let still = "SELECT COUNT(*) FROM users WHERE is_active = TRUE AND search LIKE '%martin%'";
    let all = read.number(still, vec![]).await.unwrap();
    assert!(all > 200, "so many that a job does it");
    let browser = Browser::open(place.address, Look::DESK.without_scripts()).await;
    browser.log_in("admin@example.com", "/admin/").await;
    browser.one("main h1").await;
    browser.go("/admin/users/?view=none&search=martin&is_active=true").await;
    browser.click("[name=all]").await;
    browser.click("select[name=action] option[value=deactivate]").await;
    browser.follow(".bulk button").await;

    // First without doing it.
    browser.one("[name=dry]").await;
    browser.click("[name=dry]").await;
    browser.follow("main form button[type=submit]").await;
    browser.one("progress, .progress").await;
    place.test.drain_jobs().await;
    let run = browser.here().await;
    assert!(run.starts_with("/admin/runs/"), "{run}");
    assert_eq!(read.number(still, vec![]).await.unwrap(), all, "the dry run changed nothing");

    browser.go("/admin/users/?view=none&search=martin&is_active=true").await;
    browser.click("[name=all]").await;
    browser.click("select[name=action] option[value=deactivate]").await;
    browser.follow(".bulk button").await;
    browser.follow("main form button[type=submit]").await;
    browser.one("progress, .progress").await;
    place.test.drain_jobs().await;
    assert_eq!(read.number(still, vec![]).await.unwrap(), 0, "all that matched");
    assert_eq!(read.number(active, vec![]).await.unwrap(), before, "and nobody else");
    browser.close().await;
}
