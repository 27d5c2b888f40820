//! The first run: one link, one superuser.

use std::sync::Arc;

use preau_accounts::pages::setup;
use preau_accounts::{Accounts, store::users};
use preau_testkit::{TestApp, TestEngine, both_engines};

use super::browser::{alerts, browser, hidden, leads_to};
use crate::place;

const PASSWORD: &str = "trois chevaux lents";

both_engines! {
    async fn the_link_makes_the_first_superuser_and_logs_them_in(engine: TestEngine) {
        let test = fresh(engine).await;
        let link = setup::link(test.app()).await.unwrap().unwrap();
        assert!(link.ends_with(&path(&test)), "{link}");
        let browser = browser(&test);
        assert!(browser.open("/account/").await.text().contains("Ce lieu vient d’être installé."));
        let page = browser.open(&path(&test)).await.expect(200);
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        leads_to(&browser.fill(&path(&test), &typed("moi@example.com", PASSWORD, true)).await, "/account/");
        let home = browser.open("/account/").await.text();
        for part in ["Zoé d’Arc", "Administration", "Coach", "/api/docs/"] {
            assert!(home.contains(part), "{part}:\n{home}");
        }
        let person = users::find_by_login(test.db().read(), "moi@example.com").await.unwrap().unwrap();
        assert!(person.is_superuser && person.is_staff && person.email_verified_at.is_some());
        assert_eq!(setup::link(test.app()).await.unwrap(), None);
        let used = browser.open(&path(&test)).await.expect(404).text();
        assert!(used.contains("Page introuvable") && used.contains("<html lang=\"fr\">"), "{used}");
    }

    async fn a_link_that_was_not_given_is_nothing(engine: TestEngine) {
        let test = fresh(engine).await;
        let browser = browser(&test);
        let good = setup::token(test.app());
        let other = if good.starts_with('A') { "B" } else { "A" };
        for token in ["x", "", "AAAA", &good[1..], &format!("{other}{}", &good[1..]), &format!("{good}AAAA")] {
            browser.open(&format!("/setup/{token}/")).await.expect(404);
        }
        let fields = hidden(&browser.open(&path(&test)).await.text());
        browser.send("/setup/AAAA/", &fields, &typed("moi@example.com", PASSWORD, false)).await.expect(404);
        browser.send(&path(&test), &[], &typed("moi@example.com", PASSWORD, false)).await.expect(403);
        test.anonymous().get("/setup/AAAA/").send().await.refused(404, "not_found");
        assert!(setup::link(test.app()).await.unwrap().is_some());
    }

    async fn a_place_with_a_superuser_has_no_first_run(engine: TestEngine) {
        let test = place::start(engine).await;
        browser(&test).open(&path(&test)).await.expect(404);
        assert_eq!(setup::link(test.app()).await.unwrap(), None);
        // Not even while that one is inactive.
        let person = users::find_by_login(test.db().read(), "admin@example.com").await.unwrap().unwrap();
        let tx = test.db().write_tx().await.unwrap();
        let values = users::Values { is_active: false, ..users::Values::of(&person) };
        users::update(&tx, person.id, &values, test.now()).await.unwrap();
        tx.commit().await.unwrap();
        browser(&test).open(&path(&test)).await.expect(404);
    }

    async fn wrong_fields_are_named_and_the_right_ones_kept(engine: TestEngine) {
        let test = fresh(engine).await;
        let browser = browser(&test);
        let answer = browser.fill(&path(&test), &typed("moi@example", "court", true)).await.expect(400);
        alerts(&answer, "Ceci n’est pas une adresse de courriel.");
        let page = answer.text();
        for part in ["value=\"Zoé\"", "value=\"moi@example\"", " checked"] {
            assert!(page.contains(part), "{part}:\n{page}");
        }
        let personal = browser.fill(&path(&test), &typed("moi@example.com", "moi@example.com", false)).await.expect(400);
        alerts(&personal, "ressemble trop");
        assert!(setup::link(test.app()).await.unwrap().is_some());
    }

    async fn of_two_at_once_one_is_created(engine: TestEngine) {
        let test = fresh(engine).await;
        let path = path(&test);
        let (one, two) = (browser(&test), browser(&test));
        let (fields_one, fields_two) = (typed("un@example.com", PASSWORD, false), typed("deux@example.com", PASSWORD, false));
        let fields_of = |page: String| hidden(&page);
        let (first, second) = (fields_of(one.open(&path).await.text()), fields_of(two.open(&path).await.text()));
        let (a, b) = futures::join!(one.send(&path, &first, &fields_one), two.send(&path, &second, &fields_two));
        let mut statuses = [a.status(), b.status()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404]);
        assert_eq!(users::count_superusers(test.db().read()).await.unwrap(), 1);
    }
}

async fn fresh(engine: TestEngine) -> TestApp {
    TestApp::builder()
        .modules(vec![Arc::new(Accounts)])
        .set("auth.argon2_memory_kib", 32)
        .set("auth.argon2_passes", 1)
        .start(engine)
        .await
}

fn path(test: &TestApp) -> String {
    format!("/setup/{}/", setup::token(test.app()))
}

fn typed<'a>(email: &'a str, password: &'a str, is_coach: bool) -> Vec<(&'a str, &'a str)> {
    let mut typed = vec![
        ("first_name", "Zoé"),
        ("last_name", "d’Arc"),
        ("email", email),
        ("password", password),
        ("password_again", password),
    ];
    typed.extend(is_coach.then_some(("is_coach", "on")));
    typed
}
