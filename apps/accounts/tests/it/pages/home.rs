//! The home page: the place, and who is logged in.

use preau_kernel::place::{self as kernel_place, Change};
use preau_kernel::web::RequestInfo;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::browser::{Browser, browser, leads_to};
use crate::place::{self, PASSWORD};

both_engines! {
    async fn a_stranger_finds_the_place_and_the_way_in(engine: TestEngine) {
        let test = place::start(engine).await;
        change_place(&test, json!({
            "name": "Les Tilleuls", "address": "1 rue Basse\n91000 Évry", "phone": "+33 1 69 00 00 00",
            "email": "accueil@tilleuls.example",
            "opening_hours": [{"day": 1, "opens": "09:00", "closes": "12:30"}, {"day": 6, "opens": "10:00", "closes": "24:00"}],
        })).await;
        for path in ["/account/", "/account"] {
            let page = browser(&test).open(path).await.expect(200).text();
            for part in ["<h1>Les Tilleuls</h1>", "1 rue Basse\n91000 Évry", "tel:+33169000000", "09:00–12:30", "10:00–24:00",
                "Se connecter", "Ouvert en ce moment", "mailto:accueil@tilleuls.example", "lang=\"fr\""] {
                assert!(page.contains(part), "{path} lacks {part}:\n{page}");
            }
            // Monday 9:00 on the wall of the place: it is today.
            assert_eq!(page.matches("aria-current=\"date\"").count(), 1);
        }
        test.advance(chrono::TimeDelta::hours(4));
        assert!(browser(&test).open("/account/").await.text().contains("Fermé en ce moment"));
    }

    async fn what_people_call_themselves_is_shown_as_text(engine: TestEngine) {
        let test = place::start(engine).await;
        let evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
        change_place(&test, json!({"name": evil, "address": evil, "phone": "\"><b onclick=x>"})).await;
        let browser = browser(&test);
        rename(&test, "client@example.com", evil).await;
        browser.log_in("client@example.com", PASSWORD).await.expect(303);
        for path in ["/account/", "/admin/login/", "/account/change-password/", "/nothing/"] {
            let page = browser.open(path).await.text();
            assert!(page.contains("&#60;script&#62;"), "{path}:\n{page}");
            for bad in ["<script", "<img src=x", "<b onclick"] {
                assert!(!page.contains(bad), "{path} holds {bad}:\n{page}");
            }
        }
    }

    async fn whoever_is_logged_in_is_named_with_their_roles(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = browser(&test);
        leads_to(&admin.log_in("admin@example.com", PASSWORD).await, "/account/");
        let page = admin.open("/account/").await.expect(200).text();
        assert!(page.contains("Jean admin") && page.contains("Administration") && page.contains("/api/docs/"), "{page}");
        let student = browser(&test);
        student.log_in("etudiant@example.com", PASSWORD).await.expect(303);
        let page = student.open("/account/").await.expect(200).text();
        assert!(page.contains("Étudiant") && !page.contains("/api/docs/"), "{page}");
    }

    async fn the_language_is_chosen_and_remembered(engine: TestEngine) {
        let test = place::start(engine).await;
        let english = Browser(browser(&test).0.speaking("en-GB, fr;q=0.5"));
        let page = english.open("/admin/login/?next=/x/").await.text();
        assert!(page.contains("<html lang=\"en\">") && page.contains("Forgot your password?"), "{page}");
        // The link keeps the rest of the address.
        assert!(page.contains("\"?next=%2Fx%2F&#38;lang=fr\""), "{page}");
        assert!(english.open("/account/?lang=fr").await.text().contains("<html lang=\"fr\">"));
        assert!(english.open("/account/").await.text().contains("<html lang=\"fr\">"), "the choice is remembered");
        assert!(english.open("/account/?lang=xx").await.text().contains("<html lang=\"fr\">"));
        // A language that the place does not offer is not spoken unasked.
        change_place(&test, json!({"languages": ["fr"]})).await;
        let other = Browser(browser(&test).0.speaking("en"));
        let page = other.open("/account/").await.text();
        assert!(page.contains("<html lang=\"fr\">") && !page.contains("hreflang"), "{page}");
        assert_eq!(other.open("/account/").await.header("content-language"), Some("fr"));
    }

    async fn the_language_of_the_account_comes_first(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        let (access, _) = place::pair(&test, "client@example.com").await;
        test.bearer(&access).patch("/api/me/").json(json!({"lang": "en"})).send().await.expect(200);
        browser.log_in("client@example.com", PASSWORD).await.expect(303);
        let page = browser.open("/account/").await.text();
        assert!(page.contains("<html lang=\"en\">") && page.contains("Hello Jean client."), "{page}");
        // The page that refuses a form of theirs speaks it too.
        let refused = browser.send("/logout-here/", &[], &[]).await.expect(403).text();
        assert!(refused.contains("<html lang=\"en\">"), "{refused}");
    }
}

async fn change_place(test: &TestApp, change: Value) {
    let (change, _) = Change::parse(change.as_object().unwrap().clone()).unwrap();
    let tx = test.db().write_tx().await.unwrap();
    kernel_place::update(&tx, test.app(), &RequestInfo::internal("test"), change, None).await.unwrap();
    tx.commit().await.unwrap();
}

async fn rename(test: &TestApp, email: &str, name: &str) {
    use preau_accounts::store::users::{self, Values};
    let person = users::find_by_login(test.db().read(), email).await.unwrap().unwrap();
    let tx = test.db().write_tx().await.unwrap();
    let values = Values { first_name: name.to_owned(), ..Values::of(&person) };
    users::update(&tx, person.id, &values, test.now()).await.unwrap();
    tx.commit().await.unwrap();
}
