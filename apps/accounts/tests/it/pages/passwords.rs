//! Forgotten, reset and changed passwords, and proofs of an address.

use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;

use super::browser::{alerts, browser, hidden, leads_to};
use crate::place::{self, PASSWORD};

const NEW: &str = "trois chevaux lents";

both_engines! {
    async fn a_link_by_mail_gives_a_new_password_once(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        let asked = browser.fill("/account/forgot-password/", &[("email", "client@example.com")]).await;
        leads_to(&asked, "/account/forgot-password/?done=reset-asked");
        test.drain_jobs().await;
        let path = link(&test, "client@example.com", "/reset-password/");

        // Showing it, as mail programs do beforehand, uses nothing up.
        for _ in 0..2 {
            let page = browser.open(&path).await.expect(200);
            assert_eq!(page.header("referrer-policy"), Some("no-referrer"), "the token stays here");
            assert_eq!(page.header("cache-control"), Some("no-store"));
            assert!(!page.text().contains("https://") && !page.text().contains("http://"), "nothing leads away");
        }
        let typed = [("new_password", NEW), ("new_password_again", NEW)];
        let fields = hidden(&browser.open(&path).await.text());
        leads_to(&browser.send(&path, &fields, &typed).await, "/admin/login/?done=password-reset");
        assert!(browser.open("/admin/login/?done=password-reset").await.text().contains("Mot de passe réinitialisé"));
        test.drain_jobs().await;

        let again = browser.send(&path, &fields, &typed).await.expect(400);
        alerts(&again, "Ce lien n’est pas valable, a expiré ou a déjà servi.");
        alerts(&browser.open(&path).await.expect(400), "Ce lien n’est pas valable");
        leads_to(&browser.log_in("client@example.com", NEW).await, "/account/");
    }

    async fn what_is_wrong_with_a_new_password_is_said_and_the_link_still_holds(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        browser.fill("/account/forgot-password/", &[("email", "client@example.com")]).await.expect(303);
        test.drain_jobs().await;
        let path = link(&test, "client@example.com", "/reset-password/");
        let differ = browser.fill(&path, &[("new_password", NEW), ("new_password_again", "autre chose")]).await.expect(400);
        alerts(&differ, "Les deux mots de passe ne sont pas les mêmes.");
        assert!(differ.text().contains("id=\"new_password_again-error\""));
        let short = browser.fill(&path, &[("new_password", "court"), ("new_password_again", "court")]).await.expect(400);
        alerts(&short, "8 caractères au moins.");
        assert!(!short.text().contains("court\""), "what was typed is not sent back");
        alerts(&browser.fill(&path, &[]).await.expect(400), "Ce champ est obligatoire.");
        browser.open(&path).await.expect(200);
        for wrong in ["/account/reset-password/MQ/nothing/", "/account/reset-password/!/x/", "/account/reset-password/%00/x/"] {
            let status = browser.open(wrong).await.status();
            assert!(status == 400 || status == 404, "{wrong}: {status}");
        }
    }

    async fn the_answer_is_the_same_for_every_address(engine: TestEngine) {
        let test = place::start(engine).await;
        for address in ["client@example.com", "nobody@example.com", "not an address"] {
            let browser = browser(&test);
            let answer = browser.fill("/account/forgot-password/", &[("email", address)]).await;
            leads_to(&answer, "/account/forgot-password/?done=reset-asked");
            let page = browser.open("/account/forgot-password/?done=reset-asked").await.expect(200).text();
            assert!(page.contains("Si un compte correspond") && !page.contains(address), "{page}");
        }
        alerts(&browser(&test).fill("/account/forgot-password/", &[("email", "")]).await.expect(400), "href=\"#email\"");
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 1);
    }

    async fn an_address_is_proven_by_the_button_not_by_the_link(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, "tuteur@example.com").await;
        let change = json!({"email": "neuf@example.com", "current_password": PASSWORD});
        test.bearer(&access).post("/api/me/email/").json(change).send().await.expect(200);
        test.drain_jobs().await;
        let path = link(&test, "neuf@example.com", "/confirm-email/");
        let browser = browser(&test);
        for _ in 0..2 {
            let page = browser.open(&path).await.expect(200);
            assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        }
        let me = test.bearer(&access).get("/api/me/").send().await.json();
        assert_eq!(me["email"], "tuteur@example.com");
        leads_to(&browser.fill(&path, &[]).await, "/account/?done=email-confirmed");
        test.drain_jobs().await;
        let me = test.bearer(&access).get("/api/me/").send().await.json();
        assert_eq!(me["email"], "neuf@example.com");
        alerts(&browser.open(&path).await.expect(400), "Ce lien n’est pas valable");
    }

    async fn a_first_password_is_changed_before_anything_else(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, "admin@example.com").await;
        let slips = test.bearer(&access).post("/api/users/password-slips/").json(json!({"users": [7]})).send().await.expect(200).json();
        let (login, first) = (slips[0]["login"].as_str().unwrap(), slips[0]["password"].as_str().unwrap());
        let browser = browser(&test);
        let answer = browser.fill("/admin/login/?next=/app/", &[("email", login), ("password", first)]).await;
        leads_to(&answer, "/account/change-password/?next=%2Fapp%2F");
        assert!(browser.open("/account/").await.text().contains("Changez d’abord votre mot de passe."));

        let path = "/account/change-password/?next=%2Fapp%2F";
        let typed = |current, new, again| [("current_password", current), ("new_password", new), ("new_password_again", again)];
        let page = browser.open(path).await.expect(200).text();
        assert!(page.contains("ne sert qu’une fois") && page.contains("autocomplete=\"new-password\""), "{page}");
        let wrong = browser.fill(path, &typed("faux", NEW, NEW)).await.expect(400);
        alerts(&wrong, "Mot de passe incorrect.");
        let same = browser.fill(path, &typed(first, first, first)).await.expect(400);
        alerts(&same, "le même que l’ancien");
        browser.send(path, &[], &typed(first, NEW, NEW)).await.expect(403);
        leads_to(&browser.fill(path, &typed(first, NEW, NEW)).await, "/app/");
        test.drain_jobs().await;
        // This very session goes on, without the gate.
        browser.0.get("/api/me/").send().await.expect(200);
        leads_to(&browser.fill("/account/change-password/", &typed(NEW, "deux vaches rapides", "deux vaches rapides")).await, "/account/?done=password-changed");
        test.drain_jobs().await;
    }

    async fn who_is_not_logged_in_is_led_to_the_login_and_back(engine: TestEngine) {
        let test = place::start(engine).await;
        let answer = browser(&test).open("/account/change-password/?next=%2Fapp%2F").await;
        leads_to(&answer, "/admin/login/?next=%2Faccount%2Fchange-password%2F%3Fnext%3D%252Fapp%252F");
        test.anonymous().get("/account/change-password/").send().await.refused(401, "not_authenticated");
    }
}

/// The path of the link in the newest mail to an address, as the page without JavaScript has it.
fn link(test: &TestApp, address: &str, part: &str) -> String {
    let text = test.mail_to(address).text;
    let line = text.lines().find(|line| line.contains(part)).unwrap();
    line.trim()
        .split_once("://")
        .unwrap()
        .1
        .split_once('/')
        .map(|(_, path)| path.replacen("app/", "/account/", 1))
        .unwrap()
}
