//! `index.html`, the service worker and the manifest.

use preau_kernel::i18n::Lang;
use preau_kernel::place::{self, Change};
use preau_kernel::web::RequestInfo;
use preau_testkit::TestApp;
use serde_json::{Value, json};

use crate::{folder, program, values};

#[tokio::test]
async fn every_path_of_the_app_is_the_same_page() {
    let test = program().await;
    let browser = test.anonymous();
    let first = browser.get("/app/").send().await.expect(200);
    assert_eq!(first.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    let page = first.text();
    assert!(page.contains("data-base=\"/app\"") && page.contains("data-api=\"\""), "{page}");
    assert!(page.contains("<noscript>") && page.contains("href=\"/admin/login/\""), "{page}");
    for path in
        ["/app/login", "/app/people/students/12/", "/app/reset-password/MQ/a-b_c/", "/app/nothing-like-it", "/app/?a=1"]
    {
        assert_eq!(browser.get(path).send().await.expect(200).text(), page, "{path}");
    }
    let answer = browser.get("/app?next=%2Fx").send().await.expect(302);
    assert_eq!(answer.header("location"), Some("/app/?next=%2Fx"));
}

#[tokio::test]
async fn nothing_on_the_page_is_inline() {
    let test = program().await;
    let page = test.anonymous().get("/app/").send().await.text();
    for bad in ["<style", " style=", "javascript:", " onload=", " onclick=", "{{"] {
        assert!(!page.contains(bad), "the page holds {bad}:\n{page}");
    }
    for script in page.split("<script").skip(1) {
        assert!(script.starts_with(" type=\"module\" src=\"/assets/"), "{script}");
    }
}

#[tokio::test]
async fn a_page_that_is_known_is_not_sent_again() {
    let test = program().await;
    for path in ["/app/", "/app/sw.js", "/app/manifest.webmanifest"] {
        let tag = test.anonymous().get(path).send().await.expect(200).header("etag").unwrap().to_owned();
        let again = test.anonymous().get(path).header("if-none-match", &tag).send().await.expect(304);
        assert!(again.bytes().is_empty() && again.header("etag") == Some(&tag), "{path}");
        test.anonymous().get(path).header("if-none-match", "\"other\"").send().await.expect(200);
    }
}

#[tokio::test]
async fn the_page_speaks_the_languages_of_the_place() {
    let test = program().await;
    let page = |accept: &'static str| {
        let client = test.anonymous().speaking(accept);
        async move { client.get("/app/").send().await.expect(200) }
    };
    for (accept, lang) in [("en-GB, fr;q=0.5", "en"), ("de, fr", "fr"), ("de", "fr")] {
        let answer = page(accept).await;
        let text = answer.text();
        assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{accept}: {text}");
        assert!(text.contains(&format!("/locales/{lang}/core.js")), "{accept}: {text}");
        assert_eq!(answer.header("content-language"), Some(lang));
        assert!(values(&answer, "vary").contains("accept-language"), "{}", values(&answer, "vary"));
    }
    assert_ne!(page("en").await.header("etag"), page("fr").await.header("etag"));
    change_place(&test, json!({"languages": ["fr"]})).await;
    assert!(page("en").await.text().contains("<html lang=\"fr\""));
}

#[tokio::test]
async fn the_name_of_the_place_is_text_wherever_it_stands() {
    let test = program().await;
    let name = "</title><script>alert(1)</script>\" \\ {{api}} & 'x'";
    change_place(&test, json!({"name": name})).await;
    let page = test.anonymous().get("/app/").send().await.text();
    assert!(page.contains("&lt;/title&gt;&lt;script&gt;") && !page.contains("<script>"), "{page}");
    let manifest = test.anonymous().get("/app/manifest.webmanifest").send().await.expect(200);
    assert_eq!(manifest.header("content-type"), Some("application/manifest+json"));
    assert_eq!(manifest.json()["name"], name);
    change_place(&test, json!({"name": "Autre"})).await;
    assert!(test.anonymous().get("/app/").send().await.text().contains("<title>Autre</title>"));
}

#[tokio::test]
async fn the_app_can_be_installed() {
    let test = program().await;
    let manifest = test.anonymous().get("/app/manifest.webmanifest").send().await.expect(200).json();
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!("/app/"), &json!("/app/")));
    let icons = manifest["icons"].as_array().unwrap();
    assert!(
        icons.iter().any(|icon| icon["sizes"] == "512x512") && icons.iter().any(|icon| icon["purpose"] == "maskable")
    );
    for icon in icons {
        let answer = test.anonymous().get(icon["src"].as_str().unwrap()).send().await.expect(200);
        assert_eq!(answer.header("content-type"), icon["type"].as_str(), "{icon}");
    }
    test.anonymous().get("/favicon.ico").send().await.expect(200);
    test.anonymous().get("/app/icons/icon-192.png").send().await.expect(200);
    test.anonymous().get("/app/icons/none.png").send().await.expect(404);
}

#[tokio::test]
async fn the_service_worker_keeps_files_that_are_there() {
    let test = program().await;
    let browser = test.anonymous();
    let folder = folder(&browser.get("/app/").send().await.text());
    let worker = browser.get("/app/sw.js").send().await.expect(200);
    assert_eq!(worker.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(worker.header("cache-control"), Some("no-cache"));
    assert_eq!(worker.header("service-worker-allowed"), Some("/app/"));
    assert!(values(&worker, "content-security-policy").contains("connect-src 'self'"));
    let text = worker.text();
    assert!(text.contains(&format!("const ASSETS = \"{folder}\"")), "{text}");
    let files = text.split("const FILES = \"").nth(1).unwrap().split('"').next().unwrap();
    let files: Vec<&str> = files.split(' ').collect();
    assert!(files.contains(&"main.js") && files.len() > 20, "{files:?}");
    for file in files {
        browser.get(&format!("{folder}/{file}")).send().await.expect(200);
    }
    // Both languages, so that the reader may change theirs without a network.
    for lang in Lang::ALL {
        assert!(text.contains(&format!("locales/{}/core.js", lang.code())));
    }
}

async fn change_place(test: &TestApp, change: Value) {
    let (change, _) = Change::parse(change.as_object().unwrap().clone()).unwrap();
    let tx = test.db().write_tx().await.unwrap();
    place::update(&tx, test.app(), &RequestInfo::internal("test"), change, None).await.unwrap();
    tx.commit().await.unwrap();
}
