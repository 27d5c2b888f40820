//! Changing one's password, and the rules that a new one must keep.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::doors::{
    ADMIN, CLIENT, STUDENT, browser, code, must_change, post, recorded, refresh, right, text, turn_on_otp,
};
use super::place::{self, PASSWORD};

const NEW: &str = "Tableau-noir-73";

both_engines! {
    async fn a_new_password_ends_every_other_login(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let (other_access, other_token) = place::pair(&test, STUDENT).await;
        let cookie = browser(&test, STUDENT).await;
        let (foreign, _) = place::pair(&test, CLIENT).await;
        let default = text(&post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json(), "token");
        let here = test.bearer(&access);
        // Known to the cache before the change.
        test.token(&default).get("/auth/profile/").send().await.expect(200);
        test.bearer(&other_access).get("/auth/profile/").send().await.expect(200);
        cookie.get("/auth/profile/").send().await.expect(200);

        let body = json!({"current_password": PASSWORD, "new_password": NEW});
        let answer = here.post("/auth/change-password/").json(body).send().await.expect(200).json();
        assert_eq!(answer, json!({
            "success": true, "message": "Mot de passe modifié avec succès", "api_tokens_kept": 0,
        }));
        here.get("/auth/profile/").send().await.expect(200);
        refresh(&test, &token).await.expect(200);
        test.bearer(&other_access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        refresh(&test, &other_token).await.refused(401, "token_not_valid");
        cookie.get("/auth/profile/").send().await.refused(401, "not_authenticated");
        test.token(&default).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        test.bearer(&foreign).get("/auth/profile/").send().await.expect(200);

        post(&test, "/auth/user/login/", right(STUDENT)).await.refused(401, "invalid_credentials");
        post(&test, "/auth/user/login/", json!({"email": STUDENT, "password": NEW})).await.expect(200);
        assert_eq!(recorded(&test, "password_changed").await, 1);
        test.drain_jobs().await;
        assert_eq!(test.mail_to(STUDENT).subject, "Votre mot de passe a été changé");
    }

    async fn named_tokens_stay_and_the_answer_says_so(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let mut tokens = Vec::new();
        for (name, password, new, sentence) in [
            ("one", PASSWORD, NEW, "Mot de passe modifié avec succès. 1 jeton d’API nommé reste valable."),
            ("two", NEW, "Craie-blanche-19", "Mot de passe modifié avec succès. 2 jetons d’API nommés restent valables."),
        ] {
            let made = client.post("/api/me/tokens/").json(json!({"name": name})).send().await.expect(201).json();
            tokens.push(text(&made, "token"));
            let body = json!({"current_password": password, "new_password": new});
            let answer = client.post("/auth/change-password/").json(body).send().await.expect(200).json();
            assert_eq!((&answer["message"], &answer["api_tokens_kept"]), (&json!(sentence), &json!(tokens.len())));
        }
        for token in &tokens {
            test.token(token).get("/auth/profile/").send().await.expect(200);
        }
        test.drain_jobs().await;
    }

    async fn what_is_wrong_with_a_change_is_said_at_its_field(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        for (current, new, field, sentence) in [
            ("not the password", NEW, "current_password", "Mot de passe incorrect."),
            ("", NEW, "current_password", "Mot de passe incorrect."),
            (PASSWORD, "Court-7", "new_password", "8 caractères au moins."),
            (PASSWORD, &"x".repeat(129), "new_password", "128 caractères au plus."),
            (PASSWORD, "password", "new_password", "Ce mot de passe est trop courant."),
            (PASSWORD, "azertyuiop", "new_password", "Ce mot de passe est trop courant."),
            (PASSWORD, "12345678", "new_password", "Ce mot de passe est trop courant."),
            (PASSWORD, "jean.etudiant", "new_password", "Ce mot de passe ressemble trop à votre nom ou à votre adresse."),
            (PASSWORD, "Etudiant2026", "new_password", "Ce mot de passe ressemble trop à votre nom ou à votre adresse."),
        ] {
            let body = json!({"current_password": current, "new_password": new});
            let answer = client.post("/auth/change-password/").json(body).send().await.refused(400, "invalid").json();
            assert_eq!(answer["errors"], json!({field: [sentence]}), "{new}");
        }
        for (body, field) in [
            (json!({"new_password": NEW}), "current_password"),
            (json!({"current_password": PASSWORD}), "new_password"),
            (json!({"current_password": 1, "new_password": NEW}), "current_password"),
            (json!({"current_password": PASSWORD, "new_password": ["x"]}), "new_password"),
        ] {
            let answer = client.post("/auth/change-password/").json(body).send().await.refused(400, "invalid").json();
            assert_eq!(answer["errors"][field].as_array().unwrap().len(), 1, "{answer}");
        }
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
        let english = client.speaking("en");
        let body = json!({"current_password": PASSWORD, "new_password": "short"});
        let answer = english.post("/auth/change-password/").json(body).send().await.refused(400, "invalid").json();
        assert_eq!(answer["errors"]["new_password"], json!(["At least 8 characters."]));
        assert_eq!(answer["message"], "Some fields need correcting.");
        post(&test, "/auth/change-password/", json!({})).await.refused(401, "not_authenticated");
    }

    async fn the_same_password_is_no_new_one(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let change = async |current: &str, new: &str| {
            let body = json!({"current_password": current, "new_password": new});
            client.post("/auth/change-password/").json(body).send().await
        };
        change(PASSWORD, NEW).await.expect(200);
        let answer = change(NEW, NEW).await.refused(400, "invalid").json();
        assert_eq!(answer["errors"]["new_password"], json!(["Le nouveau mot de passe est le même que l’ancien."]));
        test.drain_jobs().await;
    }

    async fn guessing_the_current_password_is_held_back_and_recorded(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let other = place::logged_in(&test, STUDENT).await;
        let guess = json!({"current_password": "guess", "new_password": NEW});
        for _ in 0..5 {
            client.post("/auth/change-password/").json(&guess).send().await.refused(400, "invalid");
        }
        let held = client.post("/auth/change-password/").json(&guess).send().await.refused(429, "too_many_attempts");
        assert_eq!(held.header("retry-after"), Some("5"));
        assert_eq!(recorded(&test, "login_failed").await, 5);
        // Neither another login nor the door itself suffers.
        let body = json!({"current_password": PASSWORD, "new_password": NEW});
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
        other.post("/auth/change-password/").json(body).send().await.expect(200);
        test.drain_jobs().await;
    }

    async fn a_right_password_forgets_the_wrong_ones_before(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let ask = async |password: &str| {
            let body = json!({"current_password": password, "new_password": "short"});
            client.post("/auth/change-password/").json(body).send().await
        };
        for _ in 0..4 {
            for _ in 0..4 {
                ask("guess").await.refused(400, "invalid");
            }
            let answer = ask(PASSWORD).await.refused(400, "invalid").json();
            assert_eq!(answer["errors"]["new_password"], json!(["8 caractères au moins."]));
        }
    }

    async fn with_one_time_codes_a_change_needs_none_and_counts_as_no_attempt(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let otp = turn_on_otp(&test, &client).await;
        let mut current = PASSWORD.to_owned();
        for n in 0..7 {
            let new = format!("Tableau-noir-{n}{n}");
            let body = json!({"current_password": current, "new_password": new});
            client.post("/auth/change-password/").json(body).send().await.expect(200);
            current = new;
        }
        // One that is given must be right.
        let body = json!({"current_password": current, "new_password": NEW, "otp": "000000"});
        let answer = client.post("/auth/change-password/").json(body).send().await.refused(400, "invalid").json();
        assert_eq!(answer["errors"], json!({"otp": ["Ce code à usage unique n’est pas valable."]}));
        test.advance(chrono::TimeDelta::seconds(60));
        let body = json!({"current_password": current, "new_password": NEW, "otp": code(&otp.secret, test.now())});
        client.post("/auth/change-password/").json(body).send().await.expect(200);
        test.drain_jobs().await;
    }

    async fn a_demanded_change_opens_everything_again(engine: TestEngine) {
        let test = place::start(engine).await;
        must_change(&test, ADMIN).await;
        let login = post(&test, "/auth/admin/login/", right(ADMIN)).await.expect(200).json();
        let client = test.bearer(&text(&login, "access_token"));
        client.get("/api/users/").send().await.refused(403, "password_change_required");
        let body = json!({"current_password": PASSWORD, "new_password": NEW});
        client.post("/auth/change-password/").json(body).send().await.expect(200);
        client.get("/api/users/").send().await.expect(200);
        let profile = client.get("/auth/profile/").send().await.expect(200).json();
        assert_eq!(profile["must_change_password"], false);
        test.drain_jobs().await;
    }

    async fn a_cookie_session_changes_its_password_too(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = browser(&test, STUDENT).await;
        let (access, _) = place::pair(&test, STUDENT).await;
        let body = json!({"current_password": PASSWORD, "new_password": NEW});
        client.post("/auth/change-password/").json(body).send().await.expect(200);
        client.get("/auth/profile/").send().await.expect(200);
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        test.drain_jobs().await;
    }

    async fn an_old_password_in_flight_opens_nothing_after_a_change(engine: TestEngine) {
        let test = place::start(engine).await;
        for round in 0..preau_testkit::scale(4, 40) {
            let current = if round == 0 { PASSWORD.to_owned() } else { format!("Tableau-noir-{round}") };
            let body = json!({"email": STUDENT, "password": current});
            let login = post(&test, "/api/token/", body.clone()).await.expect(200).json();
            let client = test.bearer(&text(&login, "access"));
            let doors = ["/api/token/", "/api/session/", "/api-token-auth/"].map(|door| {
                let (stranger, body) = (test.anonymous().from_ip(&format!("198.51.100.{round}")), body.clone());
                tokio::spawn(async move {
                    let answer = stranger.post(door).json(body).send().await;
                    (stranger, answer)
                })
            });
            let change = json!({"current_password": current, "new_password": format!("Tableau-noir-{}", round + 1)});
            client.post("/auth/change-password/").json(change).send().await.expect(200);
            for door in doors {
                let (stranger, answer) = door.await.unwrap();
                if answer.status() != 200 {
                    assert!(matches!(answer.status(), 400 | 401), "{}", answer.text());
                    continue;
                }
                let body = answer.json();
                let opened = match (body["access"].as_str(), body["token"].as_str()) {
                    (Some(access), _) => test.bearer(access),
                    (_, Some(token)) => test.token(token),
                    _ => stranger,
                };
                let status = opened.get("/auth/profile/").send().await.status();
                assert_eq!(status, 401, "what the old password opened has ended: {body}");
            }
        }
        test.drain_jobs().await;
    }
}
