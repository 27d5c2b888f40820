//! Forms are taken from our own pages only, and from whom they were shown to.

use preau_testkit::{TestEngine, both_engines};

use super::browser::{Browser, alerts, browser, encode, hidden, hidden_of_frame, leads_to};
use crate::place::{self, PASSWORD};

const LOGIN: &str = "/admin/login/";

both_engines! {
    async fn a_login_form_needs_the_cookie_it_was_shown_with(engine: TestEngine) {
        let test = place::start(engine).await;
        let typed = [("email", "client@example.com"), ("password", PASSWORD)];
        let victim = browser(&test);
        let attacker = browser(&test);
        let own = hidden(&victim.open(LOGIN).await.text());
        let foreign = hidden(&attacker.open(LOGIN).await.text());
        assert_ne!(own, foreign);
        let forged = vec![("csrf".to_owned(), "AAAA".to_owned())];
        for fields in [&vec![], &foreign, &forged] {
            let answer = victim.send(LOGIN, fields, &typed).await.expect(403);
            alerts(&answer, "La demande ne vient pas d’une page de ce site");
            assert!(victim.0.cookie("preau_session").is_none());
        }
        // The field alone, in a browser without the cookie.
        browser(&test).send(LOGIN, &own, &typed).await.expect(403);
        leads_to(&victim.send(LOGIN, &own, &typed).await, "/account/");
    }

    async fn a_form_from_another_site_is_refused_whatever_it_holds(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        let fields = hidden(&browser.open(LOGIN).await.text());
        let mut pairs: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        pairs.extend([("email", "client@example.com"), ("password", PASSWORD)]);
        let form = encode(&pairs);
        for headers in [&[("origin", "https://evil.example")][..], &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("origin", "null")]] {
            let mut request = browser.0.post(LOGIN).form(&form);
            for (name, value) in headers {
                request = request.header(name, value);
            }
            request.send().await.expect(403);
        }
        // An old browser over plain http says where it comes from, or nothing.
        browser.0.post(LOGIN).header("origin", "http://localhost").form(&form).send().await.expect(303);
    }

    async fn logging_out_needs_the_token_of_this_very_session(engine: TestEngine) {
        let test = place::start(engine).await;
        let (one, two) = (browser(&test), browser(&test));
        one.log_in("client@example.com", PASSWORD).await.expect(303);
        two.log_in("client@example.com", PASSWORD).await.expect(303);
        let token = |page: String| hidden_of_frame(&page);
        let own = token(one.open("/account/").await.text());
        let others = token(two.open("/account/").await.text());
        assert_eq!(own.len(), 1);
        assert_ne!(own, others, "each session has its own");
        let anonymous = vec![("csrf_token".to_owned(), hidden(&browser(&test).open(LOGIN).await.text())[0].1.clone())];
        for fields in [&vec![], &others, &anonymous] {
            let answer = one.send("/logout-here/", fields, &[]).await.expect(403);
            alerts(&answer, "La demande ne vient pas d’une page de ce site");
        }
        let mut form = one.0.post("/logout-here/").form(&encode(&[("csrf_token", &own[0].1)]));
        form = form.header("sec-fetch-site", "cross-site");
        form.send().await.expect(403);
        one.0.get("/api/session/").send().await.expect(200);

        leads_to(&one.send("/logout-here/", &own, &[]).await, "/account/?done=logged-out");
        assert!(one.open("/account/?done=logged-out").await.text().contains("Déconnexion réussie"));
        one.0.get("/api/session/").send().await.expect(401);
        two.0.get("/api/session/").send().await.expect(200);
    }

    async fn the_audit_knows_who_sent_a_form(engine: TestEngine) {
        use preau_kernel::db::Sql;
        let test = place::start(engine).await;
        let browser = browser(&test);
        browser.log_in("client@example.com", PASSWORD).await.expect(303);
        let fields = hidden_of_frame(&browser.open("/account/").await.text());
        browser.send("/logout-here/", &fields, &[]).await.expect(303);
        let row = test.db().read().get("SELECT actor_id, target_id FROM audit_entries WHERE action = 'logout'", vec![]).await.unwrap();
        let ids: (Option<i64>, Option<i64>) = (row.try_get("", "actor_id").unwrap(), row.try_get("", "target_id").unwrap());
        assert!(ids.0.is_some() && ids.0 == ids.1, "{ids:?}");
    }

    async fn nobody_logs_out_whom_nobody_logged_in(engine: TestEngine) {
        let test = place::start(engine).await;
        browser(&test).send("/logout-here/", &[], &[]).await.expect(401);
        // A program gets JSON, and a token is no session.
        let (access, _) = place::pair(&test, "client@example.com").await;
        test.bearer(&access).post("/logout-here/").form("").send().await.refused(401, "not_authenticated");
        test.anonymous().get("/logout-here/").send().await.refused(405, "method_not_allowed");
    }

    async fn a_write_of_the_api_still_wants_the_header(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        browser.log_in("client@example.com", PASSWORD).await.expect(303);
        let token = hidden_of_frame(&browser.open("/account/").await.text())[0].1.clone();
        let api = Browser(browser.0.clone().with_header("accept", "application/json"));
        let form = encode(&[("csrf_token", &token)]);
        api.0.post("/api/me/sessions/end-others/").form(&form).send().await.refused(403, "csrf_failed");
        let ended = api.0.post("/api/me/sessions/end-others/").header("x-csrf-token", &token).send().await;
        ended.expect(200);
        // A script may send a form's token in the header as well.
        let sent = api.0.post("/logout-here/").header("x-csrf-token", &token).form("").send().await;
        leads_to(&sent, "/account/?done=logged-out");
    }
}
