//! Logins once they are open: ending them, the list of one's own, and the cookie session with its CSRF token.

use preau_testkit::{TestEngine, both_engines, redact};
use serde_json::json;

use super::doors::{
    ADMIN, CLIENT, PROFESSOR, STUDENT, browser, pair_of, post, recorded, refresh, right, text, user_id,
};
use super::place;

both_engines! {
    async fn logging_out_ends_both_tokens_at_once(engine: TestEngine) {
        let test = place::start(engine).await;
        for path in ["/auth/logout/", "/logout/"] {
            let (access, token) = place::pair(&test, STUDENT).await;
            let client = test.bearer(&access);
            client.get("/auth/profile/").send().await.expect(200);
            let body = client.post(path).json(json!({"refresh_token": token})).send().await.expect(200).json();
            assert_eq!(body, json!({"success": true, "message": "Déconnexion réussie"}));
            client.get("/auth/profile/").send().await.refused(401, "token_not_valid");
            refresh(&test, &token).await.refused(401, "token_not_valid");
            client.post(path).json(json!({"refresh_token": token})).send().await.refused(401, "token_not_valid");
        }
        assert_eq!(recorded(&test, "logout").await, 2);
        assert_eq!(recorded(&test, "session_replayed").await, 0);
    }

    async fn logging_out_needs_ones_own_living_refresh_token(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, first) = place::pair(&test, STUDENT).await;
        let (other_access, foreign) = place::pair(&test, CLIENT).await;
        let (_, dead) = place::pair(&test, STUDENT).await;
        let client = test.bearer(&access);
        client.post("/auth/logout/").json(json!({"refresh_token": dead})).send().await.expect(200);
        let (_, second) = pair_of(&refresh(&test, &first).await.expect(200));
        for token in [foreign.as_str(), dead.as_str(), first.as_str(), access.as_str(), "rubbish", &"x".repeat(100_000)] {
            let answer = client.post("/auth/logout/").json(json!({"refresh_token": token})).send().await;
            let answer = answer.refused(400, "refresh_token_not_valid").json();
            assert_eq!(answer["message"], "Ce jeton de rafraîchissement n’est pas valable.");
        }
        for wrong in [json!({}), json!({"refresh_token": null}), json!({"refresh_token": 1})] {
            let answer = client.post("/auth/logout/").json(wrong).send().await.refused(400, "invalid").json();
            assert!(answer["errors"]["refresh_token"].is_array());
        }
        post(&test, "/auth/logout/", json!({"refresh_token": second})).await.refused(401, "not_authenticated");
        test.bearer(&other_access).get("/auth/profile/").send().await.expect(200);
        client.get("/auth/profile/").send().await.expect(200);
        client.post("/auth/logout/").json(json!({"refresh_token": second})).send().await.expect(200);
    }

    async fn ones_own_logins_are_listed_and_ended(engine: TestEngine) {
        let test = place::start(engine).await;
        let (phone, _) = {
            let client = test.anonymous().with_header("user-agent", "Mozilla/5.0 (Android 14) Firefox/140.0");
            pair_of(&client.post("/api/token/").json(right(STUDENT)).send().await.expect(200))
        };
        test.advance(chrono::TimeDelta::seconds(10));
        let here = browser(&test, STUDENT).await;
        let (foreign, _) = place::pair(&test, CLIENT).await;
        let list = here.get("/api/me/sessions/").send().await.expect(200).json();
        assert_eq!(redact(list.clone()), json!({"count": 2, "next": null, "previous": null, "results": [
            {"id": "[id]", "kind": "cookie", "device": "", "ip_address": "192.0.2.1", "created_at": "[instant]",
             "last_seen_at": "[instant]", "expires_at": "[instant]", "current": true},
            {"id": "[id]", "kind": "jwt", "device": "Firefox · Android", "ip_address": "192.0.2.1",
             "created_at": "[instant]", "last_seen_at": "[instant]", "expires_at": "[instant]", "current": false},
        ]}));
        let others = test.bearer(&foreign).get("/api/me/sessions/").send().await.expect(200).json();
        let path = |list: &serde_json::Value, n: usize| format!("/api/me/sessions/{}/", list["results"][n]["id"]);
        here.delete(&path(&others, 0)).send().await.refused(404, "not_found");
        here.delete("/api/me/sessions/x/").send().await.expect(404);
        here.delete(&path(&list, 1)).send().await.expect(204);
        here.delete(&path(&list, 1)).send().await.refused(404, "not_found");
        test.bearer(&phone).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        here.get("/auth/profile/").send().await.expect(200);
        test.bearer(&foreign).get("/auth/profile/").send().await.expect(200);
    }

    async fn all_other_logins_end_at_a_word(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let (second, _) = place::pair(&test, STUDENT).await;
        let cookie = browser(&test, STUDENT).await;
        let (foreign, _) = place::pair(&test, CLIENT).await;
        let here = test.bearer(&access);
        let body = here.post("/api/me/sessions/end-others/").send().await.expect(200).json();
        assert_eq!(body, json!({"success": true, "message": "2 connexions fermées.", "ended": 2}));
        test.bearer(&second).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        cookie.get("/auth/profile/").send().await.refused(401, "not_authenticated");
        test.bearer(&foreign).get("/auth/profile/").send().await.expect(200);
        here.get("/auth/profile/").send().await.expect(200);
        refresh(&test, &token).await.expect(200);
        let body = here.post("/api/me/sessions/end-others/").send().await.expect(200).json();
        assert_eq!((&body["ended"], &body["message"]), (&json!(0), &json!("Aucune connexion n’était ouverte.")));
    }

    async fn staff_end_every_login_of_somebody(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let admin = place::logged_in(&test, ADMIN).await;
        let id = user_id(&test, STUDENT).await;
        let body = admin.post(&format!("/api/users/{id}/sessions/end/")).send().await.expect(200).json();
        assert_eq!(body["message"], "1 connexion fermée.");
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        refresh(&test, &token).await.refused(401, "token_not_valid");
    }

    async fn a_cookie_session_opens_shows_and_ends(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = test.anonymous();
        let answer = client.post("/api/session/").json(right(PROFESSOR)).send().await.expect(200);
        let body = redact(answer.json());
        assert_eq!((&body["message"], &body["csrf_token"]), (&json!("Connexion réussie"), &json!("[token]")));
        assert_eq!((&body["must_change_password"], &body["user"]["email"]), (&json!(false), &json!(PROFESSOR)));
        let cookies: Vec<_> = answer.headers().get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
        let session = cookies.iter().find(|cookie| cookie.starts_with("preau_session=")).unwrap();
        assert!(session.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{session}");
        client.get("/auth/profile/").send().await.expect(200);
        let shown = client.get("/api/session/").send().await.expect(200).json();
        assert_eq!(shown["csrf_token"], answer.json()["csrf_token"]);
        let copy = test.cookie("preau_session", &client.cookie("preau_session").unwrap());
        copy.get("/auth/profile/").send().await.expect(200);
        client.delete("/api/session/").send().await.expect(200);
        assert_eq!(client.cookie("preau_session"), None, "the browser forgets it");
        copy.get("/auth/profile/").send().await.refused(401, "not_authenticated");
        let access = place::logged_in(&test, STUDENT).await;
        access.get("/api/session/").send().await.refused(404, "not_found");
    }

    async fn over_https_the_cookie_is_for_this_host_alone(engine: TestEngine) {
        let settings = [("server.trusted_proxies", json!(["192.0.2.1/32"]))];
        let test = place::start_with(engine, &settings).await;
        let client = test.anonymous().with_header("x-forwarded-proto", "https");
        client.post("/api/session/").json(right(STUDENT)).send().await.expect(200);
        let value = client.cookie("__Host-preau_session").unwrap();
        assert_eq!(client.cookie("preau_session"), None);
        client.get("/auth/profile/").send().await.expect(200);
        // The same value under the name without the browser's guarantee counts for nothing over https.
        let copy = test.cookie("preau_session", &value).with_header("x-forwarded-proto", "https");
        copy.get("/auth/profile/").send().await.refused(401, "not_authenticated");
    }

    async fn a_write_by_cookie_needs_the_token_of_its_own_session(engine: TestEngine) {
        let test = place::start(engine).await;
        let mine = browser(&test, STUDENT).await;
        let same_person = browser(&test, STUDENT).await;
        let other_person = browser(&test, CLIENT).await;
        let csrf = async |client: &preau_testkit::Client| {
            text(&client.get("/api/session/").send().await.expect(200).json(), "csrf_token")
        };
        let own = csrf(&mine).await;
        let bare = test.cookie("preau_session", &mine.cookie("preau_session").unwrap());
        let name = json!({"name": "x"});
        bare.get("/api/me/").send().await.expect(200);
        bare.post("/api/me/tokens/").json(&name).send().await.refused(403, "csrf_failed");
        for stolen in [csrf(&same_person).await, csrf(&other_person).await, String::from("x"), format!("{own}A")] {
            let write = bare.post("/api/me/tokens/").json(&name).header("x-csrf-token", &stolen);
            write.send().await.refused(403, "csrf_failed");
        }
        for origin in ["https://localhost", "http://evil.example", "http://localhost.evil.example", "null"] {
            let write = bare.post("/api/me/tokens/").json(&name).header("x-csrf-token", &own).header("origin", origin);
            write.send().await.refused(403, "csrf_failed");
        }
        let from_here = bare.post("/api/me/tokens/").json(&name).header("origin", "http://localhost");
        from_here.header("x-csrf-token", &own).send().await.expect(201);
        for method in ["PUT", "PATCH", "DELETE"] {
            let write = bare.request(method.parse().unwrap(), "/api/me/").json(json!({"phone": "1234"}));
            let status = write.send().await.status();
            assert!(matches!(status, 403 | 405), "{method} {status}");
        }
        // A credential in the header needs none, whatever the cookie says.
        let access = place::pair(&test, STUDENT).await.0;
        let both = bare.with_header("authorization", &format!("Bearer {access}"));
        both.post("/api/me/tokens/").json(&name).send().await.expect(201);
    }

    async fn a_cookie_session_ends_when_nobody_uses_it(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = browser(&test, STUDENT).await;
        for _ in 0..3 {
            test.advance(chrono::TimeDelta::days(13));
            client.get("/auth/profile/").send().await.expect(200);
            test.app().state::<preau_accounts::State>().flush_uses(test.app()).await.unwrap();
        }
        test.advance(chrono::TimeDelta::days(14));
        client.get("/auth/profile/").send().await.refused(401, "not_authenticated");
        // Not even over the use of another node.
        test.another_node().await;
        let copy = browser(&test, STUDENT).await;
        for _ in 0..7 {
            test.advance(chrono::TimeDelta::days(13));
            if copy.get("/auth/profile/").send().await.status() == 401 {
                return;
            }
        }
        panic!("a login outlived its ninety days");
    }
}
