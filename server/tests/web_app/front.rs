//! `/`, and where links lead.

use std::sync::Arc;

use preau_accounts::demo::{PASSWORD, cast};
use preau_accounts::pages::setup;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine};

use crate::program;

/// Every module but that of the public site.
fn without_site() -> Vec<Arc<dyn Module>> {
    preau::modules::every().into_iter().filter(|module| module.name() != "appointments").collect()
}

#[tokio::test]
async fn the_public_site_is_at_the_front_door() {
    let test = TestApp::builder().modules(preau::modules::every()).demo().start(TestEngine::Sqlite).await;
    for module in test.app().modules() {
        module.fill_demo(test.app()).await.unwrap();
    }
    test.may_leave_jobs();
    for (lang, book) in [("fr", "Prendre rendez-vous"), ("en", "Book an appointment")] {
        let page = test.anonymous().speaking(lang).get("/").send().await.expect(200).text();
        assert!(page.contains(book) && page.contains("/app/book"), "{page}");
    }
}

#[tokio::test]
async fn without_a_site_the_front_door_leads_everybody_to_the_app() {
    let test = TestApp::builder().modules(without_site()).demo().start(TestEngine::Sqlite).await;
    for module in test.app().modules() {
        module.fill_demo(test.app()).await.unwrap();
    }
    test.may_leave_jobs();
    for path in ["/", "/?x=1"] {
        let answer = test.anonymous().get(path).send().await.expect(302);
        assert_eq!(answer.header("location"), Some("/app/"), "{path}");
    }
    for (login, _) in cast::LOGINS {
        let browser = test.anonymous();
        let body = serde_json::json!({"email": login, "password": PASSWORD});
        browser.post("/api/session/").json(body).send().await.expect(200);
        let answer = browser.get("/").send().await.expect(302);
        assert_eq!(answer.header("location"), Some("/app/"), "{login}");
        // Without JavaScript there is a home too.
        browser.get("/account/").header("accept", "text/html").send().await.expect(200);
    }
}

#[tokio::test]
async fn a_new_place_says_how_it_is_set_up() {
    let without = TestApp::builder().modules(without_site()).start(TestEngine::Sqlite).await;
    let page = without.anonymous().speaking("en").get("/").send().await.expect(200).text();
    assert!(page.contains("open the link that the program shows"), "{page}");
    let test = program().await;
    let answer = test.anonymous().get("/").send().await.expect(303);
    assert_eq!(answer.header("location"), Some("/account/"));
    let page = test.anonymous().speaking("en").get("/account/").send().await.expect(200).text();
    assert!(page.contains("open the link that the program shows"), "{page}");
    let link = setup::link(test.app()).await.unwrap().unwrap();
    let path = link.strip_prefix(&test.app().config().base_url()).unwrap();
    test.anonymous().get(path).send().await.expect(200);
}
