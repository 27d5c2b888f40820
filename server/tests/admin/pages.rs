//! Every page of every entity: sound HTML, no text without words, nothing for those who have no business here.

use preau_kernel::i18n::Lang;
use preau_testkit::{TestApp, TestEngine, markup_faults};

use super::visitor::{Visitor, pages_of, place};

#[tokio::test]
async fn every_page_is_sound_html_in_both_languages() {
    let test = place(TestEngine::Sqlite).await;
    let visitor = Visitor::logged_in(&test, "admin@example.com").await;
    for path in paths(&test).await {
        for lang in ["fr", "en"] {
            let mark = if path.contains('?') { '&' } else { '?' };
            let page = visitor.get(&format!("{path}{mark}lang={lang}")).await.expect(200).text();
            let faults = markup_faults(&page);
            assert!(faults.is_empty(), "{path} ({lang}):\n{}\n{page}", faults.join("\n"));
            assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{path} speaks {lang}");
            // A key that nobody wrote a text for is shown as it is.
            for word in page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
                let is_key = word.starts_with("admin-") && word.len() > 8;
                let is_known = test.app().l10n().has(Lang::Fr, word);
                assert!(!is_key || is_known || page.contains(&format!("\"{word}")), "{path}: no text for {word}");
            }
        }
    }
}

#[tokio::test]
async fn who_has_no_business_here_is_refused_everywhere() {
    let test = place(TestEngine::Sqlite).await;
    for email in ["professeur@example.com", "etudiant@example.com", "client@example.com", "responsable@example.com"] {
        let visitor = Visitor::logged_in(&test, email).await;
        for path in paths(&test).await {
            let status = visitor.get(&path).await.status();
            assert_eq!(status, 403, "{email} at {path}");
        }
    }
    let stranger = test.anonymous().with_header("accept", "text/html");
    for path in paths(&test).await {
        let answer = stranger.get(&path).send().await.expect(303);
        assert!(answer.header("location").is_some_and(|to| to.starts_with("/admin/login/?next=")), "{path}");
    }
}

async fn paths(test: &TestApp) -> Vec<String> {
    let mut paths = vec!["/admin/".to_owned(), "/admin/tasks/".to_owned()];
    for entity in test.app().entities() {
        let root = format!("/admin/{}/", entity.name);
        if entity.own_row.is_none() {
            paths.push(root);
        }
        paths.extend(pages_of(test, entity).await);
    }
    paths
}
