//! What every page has in common: sound HTML, labels, strict headers, kept files.

use std::collections::BTreeSet;

use preau_accounts::pages::setup;
use preau_kernel::web::HTML_CSP;
use preau_testkit::{TestApp, TestEngine, TestResponse, both_engines};

use super::browser::{Browser, browser};
use crate::place::{self, PASSWORD};

const VOID: [&str; 6] = ["meta", "link", "input", "img", "br", "path"];

both_engines! {
    async fn every_page_is_sound(engine: TestEngine) {
        let test = place::start(engine).await;
        let stranger = browser(&test);
        let known = browser(&test);
        known.log_in("admin@example.com", PASSWORD).await.expect(303);
        for browser in [&stranger, &known] {
            for path in ["/account/", "/admin/login/", "/account/forgot-password/", "/account/forgot-password/?done=reset-asked",
                "/account/reset-password/MQ/x/", "/account/confirm-email/MQ/x/", "/nothing/", "/setup/x/"] {
                for lang in ["fr", "en"] {
                    let mark = if path.contains('?') { '&' } else { '?' };
                    check(&browser.open(&format!("{path}{mark}lang={lang}")).await, lang, path);
                }
            }
        }
        check(&known.open("/account/change-password/?lang=fr").await, "fr", "change");
        // The language chosen last is remembered.
        check(&stranger.log_in("x", "").await, "en", "refused form");
    }

    async fn the_first_run_is_sound(engine: TestEngine) {
        let test = TestApp::with(vec![std::sync::Arc::new(preau_accounts::Accounts)], engine).await;
        let path = format!("/setup/{}/", setup::token(test.app()));
        check(&browser(&test).open(&format!("{path}?lang=fr")).await, "fr", "setup");
        check(&browser(&test).open("/account/?lang=en").await, "en", "new place");
    }

    async fn the_stylesheet_is_kept_for_good_under_its_own_name(engine: TestEngine) {
        let test = place::start(engine).await;
        let page = browser(&test).open("/account/").await.text();
        let files: Vec<&str> = page.split('"').filter(|text| text.starts_with("/static/")).collect();
        assert_eq!(files.len(), 2, "{page}");
        for file in files {
            let answer = test.anonymous().get(file).send().await.expect(200);
            assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            let etag = answer.header("etag").unwrap();
            test.anonymous().get(file).header("if-none-match", etag).send().await.expect(304);
            let other = file.replacen(&file[8..16], "00000000", 1);
            test.anonymous().get(&other).send().await.expect(404);
        }
    }

    async fn unknown_paths_are_a_page_for_browsers_only(engine: TestEngine) {
        let test = place::start(engine).await;
        let page = browser(&test).open("/nothing/").await.expect(404);
        assert!(page.text().contains("Page introuvable"));
        browser(&test).open("/api/nothing/").await.refused(404, "not_found");
        test.anonymous().get("/nothing/").send().await.refused(404, "not_found");
        let over = Browser(browser(&test).0).0.post("/account/forgot-password/").form(&"a=".repeat(600_000)).send().await;
        assert!(over.expect(413).text().contains("trop volumineux"));
    }
}

#[track_caller]
fn check(answer: &TestResponse, lang: &str, what: &str) {
    let html = answer.text();
    assert_eq!(answer.header("content-security-policy"), Some(HTML_CSP), "{what}");
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{what}");
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{what}");
    assert!(
        html.starts_with("<!doctype html>") && html.contains(&format!("<html lang=\"{lang}\">")),
        "{what}:\n{html}"
    );
    for once in ["<title>", "<h1>", "<main ", "</html>"] {
        assert_eq!(html.matches(once).count(), 1, "{once} in {what}:\n{html}");
    }
    for never in ["<script", "<style", " style=", " onclick=", "javascript:", "pages-", "page-", "{{", "%}"] {
        assert!(!html.contains(never), "{never} in {what}:\n{html}");
    }
    let ids = tags_are_closed(&html, what);
    for target in values(&html, "for").chain(values(&html, "aria-describedby")).chain(values(&html, "aria-labelledby"))
    {
        for id in target.split(' ') {
            assert!(ids.contains(id), "{what} points to {id}, which is not there");
        }
    }
    let inputs = html.matches("<input ").count() - html.matches("<input type=\"hidden\"").count();
    assert_eq!(inputs, values(&html, "for").count(), "every input of {what} has a label");
}

/// Returns the ids.
fn tags_are_closed<'a>(html: &'a str, what: &str) -> BTreeSet<&'a str> {
    let mut open = Vec::new();
    for tag in html.split('<').skip(1).filter(|tag| !tag.starts_with('!')) {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{what}:\n{html}");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{what} leaves {open:?} open:\n{html}");
    let mut ids = BTreeSet::new();
    for id in values(html, "id") {
        assert!(ids.insert(id), "{what} has the id {id} twice");
    }
    ids
}

fn values<'a>(html: &'a str, attribute: &str) -> impl Iterator<Item = &'a str> {
    let mark = format!(" {attribute}=\"");
    let starts: Vec<usize> = html.match_indices(&mark).map(|(at, _)| at + mark.len()).collect();
    starts.into_iter().filter_map(|start| html[start..].split('"').next())
}
