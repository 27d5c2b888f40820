//! Tokens in the manner of SimpleJWT and DRF: pairs, verification, API tokens.

use preau_kernel::db::Sql;
use preau_testkit::{TestEngine, both_engines, redact, scale};
use serde_json::json;

use super::doors::{
    ADMIN, CLIENT, PROFESSOR, STUDENT, claims, deactivate, must_change, pair_of, post, recorded, refresh, right, text,
    user_id, wrong,
};
use super::place::{self, PASSWORD};

both_engines! {
    async fn every_account_gets_a_pair(engine: TestEngine) {
        let test = place::start(engine).await;
        for path in ["/token/", "/api/token/"] {
            for email in [ADMIN, STUDENT] {
                for field in ["email", "username"] {
                    let body = post(&test, path, json!({field: email, "password": PASSWORD})).await.expect(200).json();
                    assert_eq!(redact(body), json!({"access": "[token]", "refresh": "[token]"}));
                }
            }
            let refused = post(&test, path, wrong(STUDENT)).await.refused(401, "invalid_credentials").json();
            assert!(refused["detail"].is_string());
        }
    }

    async fn a_token_claims_exactly_this(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, refresh) = place::pair(&test, STUDENT).await;
        for (token, kind, lifetime) in [(&access, "access", 86_400), (&refresh, "refresh", 604_800)] {
            let claims = claims(token);
            let names: Vec<_> = claims.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(names, ["exp", "gen", "iat", "jti", "sid", "token_type", "user_id"]);
            assert_eq!(claims["token_type"], kind);
            assert_eq!(claims["user_id"], user_id(&test, STUDENT).await);
            assert_eq!(claims["iat"], test.now().seconds());
            assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), lifetime);
        }
        assert_ne!(claims(&access)["jti"], claims(&refresh)["jti"]);
    }

    async fn lifetimes_are_those_of_the_configuration(engine: TestEngine) {
        let settings =
            [("auth.access_token_lifetime", json!("30min")), ("auth.refresh_token_lifetime", json!("1d"))];
        let test = place::start_with(engine, &settings).await;
        let login = post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200).json();
        assert_eq!(login["expires_in"], 1800);
        let (access, first) = (text(&login, "access_token"), text(&login, "refresh_token"));
        let span = |token: &str| claims(token)["exp"].as_i64().unwrap() - claims(token)["iat"].as_i64().unwrap();
        assert_eq!((span(&access), span(&first)), (1800, 86_400));
        test.advance(chrono::TimeDelta::seconds(1799));
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        test.advance(chrono::TimeDelta::seconds(1));
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        let (access, second) = pair_of(&refresh(&test, &first).await.expect(200));
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        test.advance(chrono::TimeDelta::days(1));
        refresh(&test, &second).await.refused(401, "token_not_valid");
    }

    async fn a_login_ends_after_ninety_days_however_it_is_used(engine: TestEngine) {
        let test = place::start(engine).await;
        let (mut access, mut token) = place::pair(&test, STUDENT).await;
        for _ in 0..15 {
            test.advance(chrono::TimeDelta::days(6) - chrono::TimeDelta::seconds(1));
            (access, token) = pair_of(&refresh(&test, &token).await.expect(200));
        }
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        test.advance(chrono::TimeDelta::seconds(15));
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        refresh(&test, &token).await.refused(401, "token_not_valid");
    }

    async fn refresh_gives_a_new_pair_by_all_names_of_the_route(engine: TestEngine) {
        let test = place::start(engine).await;
        let (_, mut token) = place::pair(&test, STUDENT).await;
        for path in ["/token/refresh/", "/api/token/refresh/"] {
            let answer = post(&test, path, json!({"refresh": token})).await.expect(200);
            assert_eq!(redact(answer.json()), json!({"access": "[token]", "refresh": "[token]"}));
            let (access, next) = pair_of(&answer);
            assert_ne!(next, token);
            test.bearer(&access).get("/auth/profile/").send().await.expect(200);
            token = next;
        }
        let body = post(&test, "/auth/refresh/", json!({"refresh_token": token})).await.expect(200).json();
        assert_eq!(redact(body), json!({
            "success": true, "access_token": "[token]", "refresh_token": "[token]", "token_type": "Bearer",
            "expires_in": 86_400,
        }));
    }

    async fn what_cannot_be_refreshed_is_refused_with_a_code(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, first) = place::pair(&test, STUDENT).await;
        for broken in [access.as_str(), "x", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.e30.", &"y".repeat(100_000)] {
            for (path, field) in [("/api/token/refresh/", "refresh"), ("/auth/refresh/", "refresh_token")] {
                let answer = post(&test, path, json!({field: broken})).await.refused(401, "token_not_valid");
                assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
            }
        }
        for (path, field) in [("/api/token/refresh/", "refresh"), ("/auth/refresh/", "refresh_token")] {
            for wrong in [json!({}), json!({field: 5}), json!({field: ""}), json!({field: null})] {
                let answer = post(&test, path, wrong).await.refused(400, "invalid").json();
                assert!(answer["errors"][field].is_array(), "{answer}");
            }
        }
        let (access, _) = pair_of(&refresh(&test, &first).await.expect(200));
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        refresh(&test, &first).await.refused(401, "refresh_superseded");
        test.advance(chrono::TimeDelta::seconds(31));
        refresh(&test, &first).await.refused(401, "token_not_valid");
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        assert_eq!(recorded(&test, "session_replayed").await, 1);
    }

    async fn verify_tells_whether_a_token_holds(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, first) = place::pair(&test, STUDENT).await;
        for path in ["/token/verify/", "/api/token/verify/"] {
            for token in [&access, &first] {
                let body = post(&test, path, json!({"token": token})).await.expect(200).json();
                assert_eq!(body, json!({}));
            }
            for broken in ["x".to_owned(), format!("{access}x"), "y".repeat(100_000)] {
                let answer = post(&test, path, json!({"token": broken})).await.refused(401, "token_not_valid").json();
                assert!(answer["detail"].is_string());
            }
            let missing = post(&test, path, json!({})).await.refused(400, "invalid").json();
            assert_eq!(missing["errors"]["token"], json!(["Ce champ est obligatoire."]));
        }
        let (_, second) = pair_of(&refresh(&test, &first).await.expect(200));
        let verify = async |token: &str| post(&test, "/token/verify/", json!({"token": token})).await.status();
        assert_eq!((verify(&first).await, verify(&second).await, verify(&access).await), (401, 200, 200));
        let body = json!({"refresh_token": second});
        test.bearer(&access).post("/auth/logout/").json(body).send().await.expect(200);
        assert_eq!((verify(&second).await, verify(&access).await), (401, 401));
        let (access, _) = place::pair(&test, STUDENT).await;
        let admin = place::logged_in(&test, ADMIN).await;
        deactivate(&test, &admin, STUDENT).await;
        assert_eq!(verify(&access).await, 401, "a disabled account");
    }

    async fn the_api_token_is_the_same_until_it_is_revoked(engine: TestEngine) {
        let test = place::start(engine).await;
        let answer = post(&test, "/api-token-auth/", json!({"username": STUDENT, "password": PASSWORD})).await.expect(200);
        assert_eq!(redact(answer.json()), json!({"token": "[token]"}));
        let token = text(&answer.json(), "token");
        let again = post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json();
        assert_eq!(text(&again, "token"), token);
        assert_eq!(recorded(&test, "api_token_created").await, 1);
        let client = test.token(&token);
        let me = client.get("/api/me/").send().await.expect(200).json();
        assert_eq!(me["email"], STUDENT);
        test.advance(chrono::TimeDelta::days(1000));
        client.get("/api/me/").send().await.expect(200);
        let listed = client.get("/api/me/tokens/").send().await.expect(200).json();
        let id = &listed["results"][0]["id"];
        client.delete(&format!("/api/me/tokens/{id}/")).send().await.expect(204);
        client.get("/api/me/").send().await.refused(401, "token_not_valid");
        let other = text(&post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json(), "token");
        assert_ne!(other, token);
        client.get("/api/me/").send().await.refused(401, "token_not_valid");
    }

    async fn many_who_ask_at_once_get_one_api_token(engine: TestEngine) {
        let test = place::start(engine).await;
        let asked = (0..scale(5, 50)).map(|n| {
            let client = test.anonymous().from_ip(&format!("198.51.100.{n}"));
            tokio::spawn(async move { client.post("/api-token-auth/").json(right(STUDENT)).send().await.expect(200).json() })
        });
        let answers = futures::future::try_join_all(asked).await.unwrap();
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert_eq!(recorded(&test, "api_token_created").await, 1);
    }

    async fn wrong_credentials_at_the_api_token_door_are_400(engine: TestEngine) {
        let test = place::start(engine).await;
        for body in [wrong(STUDENT), wrong("nobody")] {
            post(&test, "/api-token-auth/", body).await.refused(400, "invalid_credentials");
        }
        let count = "SELECT COUNT(*) FROM api_tokens";
        assert_eq!(test.db().read().number(count, vec![]).await.unwrap(), 0);
    }

    async fn named_tokens_are_made_shown_and_revoked(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, PROFESSOR).await;
        let made = client.post("/api/me/tokens/").json(json!({"name": " Script "})).send().await.expect(201).json();
        assert_eq!(made["name"], "Script");
        let keys: Vec<_> = made.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["created_at", "id", "last_used_at", "name", "token"]);
        let list = client.get("/api/me/tokens/").send().await.expect(200).json();
        assert_eq!(list, json!({"count": 1, "next": null, "previous": null, "results": [made]}));
        let other = place::logged_in(&test, CLIENT).await;
        assert_eq!(other.get("/api/me/tokens/").send().await.expect(200).json()["results"], json!([]));
        let path = format!("/api/me/tokens/{}/", made["id"]);
        other.delete(&path).send().await.refused(404, "not_found");
        test.token(&text(&made, "token")).get("/api/me/").send().await.expect(200);
        client.delete(&path).send().await.expect(204);
        client.delete(&path).send().await.refused(404, "not_found");
        test.token(&text(&made, "token")).get("/api/me/").send().await.refused(401, "token_not_valid");
        for wrong in [json!({}), json!({"name": "  "}), json!({"name": 3}), json!({"name": "n".repeat(101)})] {
            let answer = client.post("/api/me/tokens/").json(wrong).send().await.refused(400, "invalid").json();
            assert!(answer["errors"]["name"].is_array());
        }
        for odd in ["/api/me/tokens/0/", "/api/me/tokens/-1/", "/api/me/tokens/99999999999999999999/"] {
            client.delete(odd).send().await.expect(404);
        }
        assert_eq!((recorded(&test, "api_token_created").await, recorded(&test, "api_token_revoked").await), (1, 1));
    }

    async fn there_is_an_end_to_how_many_tokens_one_has(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, CLIENT).await;
        for n in 0..50 {
            client.post("/api/me/tokens/").json(json!({"name": n.to_string()})).send().await.expect(201);
        }
        client.post("/api/me/tokens/").json(json!({"name": "51"})).send().await.refused(409, "too_many_tokens");
    }

    async fn no_token_is_kept_in_the_database_nor_for_an_idempotency_key(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, first) = place::pair(&test, STUDENT).await;
        let client = test.bearer(&access).with_header("idempotency-key", "one");
        let named = client.post("/api/me/tokens/").json(json!({"name": "x"})).send().await.expect(201);
        let named_token = text(&named.json(), "token");
        let client = test.bearer(&access).with_header("idempotency-key", "two");
        let (_, second) = pair_of(&client.post("/api/token/refresh/").json(json!({"refresh": first})).send().await.expect(200));
        let client = test.bearer(&access).with_header("idempotency-key", "three");
        let body = client.post("/auth/refresh/").json(json!({"refresh_token": second})).send().await.expect(200).json();
        let rows = test.db().read().all("SELECT body FROM idempotency WHERE body IS NOT NULL", vec![]).await.unwrap();
        for row in rows {
            let kept = String::from_utf8(row.try_get_by_index::<Vec<u8>>(0).unwrap()).unwrap();
            for secret in [&named_token, &second, &text(&body, "refresh_token")] {
                assert!(!kept.contains(secret.as_str()), "{kept}");
            }
        }
    }

    async fn a_token_of_somebody_who_must_change_the_password_opens_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let token = text(&post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json(), "token");
        must_change(&test, STUDENT).await;
        let again = post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json();
        assert_eq!(text(&again, "token"), token);
        let other = test.another_node().await;
        other.token(&token).get("/api/me/").send().await.refused(403, "password_change_required");
    }
}
