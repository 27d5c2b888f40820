//! One-time codes: turning them on and off, at every door, taken once.

use preau_kernel::actor::Role;
use preau_kernel::config::{Config, Layers, Section};
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::doors::{ADMIN, CLIENT, DOORS, PROFESSOR, STUDENT, code, post, recorded, right, text, turn_on_otp, user_id};
use super::place::{self, PASSWORD};

both_engines! {
    async fn codes_are_turned_on_with_a_first_one(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let before = client.get("/api/me/otp/").send().await.expect(200).json();
        assert_eq!(before, json!({"enabled": false, "enabled_at": null, "recovery_codes_left": 0}));
        let none = client.post("/api/me/otp/confirmation/").json(json!({"code": "123456"})).send().await;
        none.refused(409, "otp_not_set_up");
        let proof = json!({"current_password": PASSWORD});
        let setup = client.post("/api/me/otp/").json(&proof).send().await.expect(200).json();
        assert!(text(&setup, "uri").starts_with("otpauth://totp/") && text(&setup, "qr").starts_with("<svg"));
        let secret = text(&setup, "secret");
        let wrong = client.post("/api/me/otp/confirmation/").json(json!({"code": "000000"})).send().await;
        assert_eq!(wrong.refused(400, "invalid").json()["errors"]["code"].as_array().unwrap().len(), 1);
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
        let body = json!({"code": code(&secret, test.now())});
        let answer = client.post("/api/me/otp/confirmation/").json(&body).send().await.expect(200).json();
        assert_eq!(answer["recovery_codes"].as_array().unwrap().len(), 10);
        let after = client.get("/api/me/otp/").send().await.expect(200).json();
        assert_eq!((&after["enabled"], &after["recovery_codes_left"]), (&json!(true), &json!(10)));
        client.post("/api/me/otp/").json(&proof).send().await.refused(409, "otp_already_on");
        client.post("/api/me/otp/confirmation/").json(&body).send().await.refused(409, "otp_already_on");
        assert_eq!(recorded(&test, "otp_enabled").await, 1);
        // The code that turned them on is spent.
        let mut login = right(STUDENT);
        login["otp"] = body["code"].clone();
        post(&test, "/auth/user/login/", login).await.refused(401, "otp_invalid");
    }

    async fn a_stolen_login_turns_no_codes_on(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        for (body, problem) in [(json!({}), "obligatoire"), (json!({"current_password": "faux"}), "incorrect")] {
            let refused = client.post("/api/me/otp/").json(body).send().await.refused(400, "invalid").json();
            assert!(refused["errors"]["current_password"][0].as_str().unwrap().contains(problem), "{refused}");
        }
        assert_eq!(recorded(&test, "login_failed").await, 1);
        let none = client.post("/api/me/otp/confirmation/").json(json!({"code": "123456"})).send().await;
        none.refused(409, "otp_not_set_up");
    }

    async fn every_door_asks_for_the_code(engine: TestEngine) {
        let test = place::start(engine).await;
        let student = turn_on_otp(&test, &place::logged_in(&test, STUDENT).await).await;
        let admin = turn_on_otp(&test, &place::logged_in(&test, ADMIN).await).await;
        for (path, email) in DOORS {
            let otp = if email == ADMIN { &admin } else { &student };
            let refused = if path == "/api-token-auth/" { 400 } else { 401 };
            test.advance(chrono::TimeDelta::seconds(30));
            let client = test.anonymous();
            let attempt = async |otp: Option<&str>| {
                let body = json!({"email": email, "password": PASSWORD, "otp": otp});
                client.post(path).json(body).send().await
            };
            let answer = attempt(None).await.refused(refused, "otp_required").json();
            assert_eq!(answer["message"], "Un code à usage unique est demandé.");
            attempt(Some(" ")).await.refused(refused, "otp_required");
            attempt(Some("000000")).await.refused(refused, "otp_invalid");
            let now = code(&otp.secret, test.now());
            // The code alone, with a wrong password, tells and spends nothing.
            let body = json!({"email": email, "password": "wrong", "otp": now});
            client.post(path).json(body).send().await.refused(refused, "invalid_credentials");
            attempt(Some(&format!(" {} {}", &now[..3], &now[3..]))).await.expect(200);
            attempt(Some(&now)).await.refused(refused, "otp_invalid");
        }
    }

    async fn a_code_is_taken_once_however_many_send_it(engine: TestEngine) {
        let test = place::start(engine).await;
        let otp = turn_on_otp(&test, &place::logged_in(&test, STUDENT).await).await;
        test.advance(chrono::TimeDelta::seconds(30));
        for secret in [code(&otp.secret, test.now()), otp.recovery_codes[0].clone()] {
            let all = (0..4).map(|n| {
                let client = test.anonymous().from_ip(&format!("198.51.100.{n}"));
                let body = json!({"email": STUDENT, "password": PASSWORD, "otp": secret});
                tokio::spawn(async move { client.post("/api/token/").json(body).send().await.status() })
            });
            let mut statuses = futures::future::try_join_all(all).await.unwrap();
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 401, 401, 401], "{secret}");
        }
    }

    async fn recovery_codes_work_once_each_however_they_are_typed(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let otp = turn_on_otp(&test, &client).await;
        for (n, code) in otp.recovery_codes.iter().enumerate() {
            let typed = if n % 2 == 0 { code.to_uppercase() } else { code.replace('-', "") };
            let body = json!({"email": STUDENT, "password": PASSWORD, "otp": typed});
            let stranger = test.anonymous().from_ip(&format!("198.51.100.{n}"));
            stranger.post("/auth/user/login/").json(&body).send().await.expect(200);
            stranger.post("/auth/user/login/").json(&body).send().await.refused(401, "otp_invalid");
        }
        let left = client.get("/api/me/otp/").send().await.expect(200).json();
        assert_eq!(left["recovery_codes_left"], 0);
        assert_eq!(recorded(&test, "recovery_code_used").await, 10);
    }

    async fn recovery_codes_are_made_anew_and_codes_turned_off_with_password_and_code(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let otp = turn_on_otp(&test, &client).await;
        for (method, path) in [("POST", "/api/me/otp/recovery-codes/"), ("DELETE", "/api/me/otp/")] {
            let ask = async |body: serde_json::Value| {
                client.request(method.parse().unwrap(), path).json(body).send().await
            };
            for (body, field) in [
                (json!({"otp": "000000"}), "current_password"),
                (json!({"current_password": PASSWORD}), "otp"),
                (json!({"current_password": "wrong", "otp": otp.recovery_codes[0]}), "current_password"),
                (json!({"current_password": PASSWORD, "otp": "000000"}), "otp"),
            ] {
                let answer = ask(body).await.refused(400, "invalid").json();
                let named: Vec<_> = answer["errors"].as_object().unwrap().keys().collect();
                assert_eq!(named, [field]);
            }
        }
        test.advance(chrono::TimeDelta::seconds(30));
        let body = json!({"current_password": PASSWORD, "otp": code(&otp.secret, test.now())});
        let made = client.post("/api/me/otp/recovery-codes/").json(&body).send().await.expect(200).json();
        let spent = client.delete("/api/me/otp/").json(&body).send().await.refused(400, "invalid").json();
        assert!(spent["errors"]["otp"].is_array());
        let old = json!({"current_password": PASSWORD, "otp": otp.recovery_codes[1]});
        client.delete("/api/me/otp/").json(old).send().await.refused(400, "invalid");
        let new = json!({"current_password": PASSWORD, "otp": made["recovery_codes"][1]});
        client.delete("/api/me/otp/").json(new).send().await.expect(204);
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
        assert_eq!(recorded(&test, "otp_disabled").await, 1);
    }

    async fn staff_turn_off_the_codes_of_who_lost_them(engine: TestEngine) {
        let test = place::start(engine).await;
        turn_on_otp(&test, &place::logged_in(&test, STUDENT).await).await;
        turn_on_otp(&test, &place::logged_in(&test, ADMIN).await).await;
        let manager = place::logged_in(&test, "responsable@example.com").await;
        let student = user_id(&test, STUDENT).await;
        manager.delete(&format!("/api/users/{student}/otp/")).send().await.expect(204);
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
        let admin = user_id(&test, ADMIN).await;
        manager.delete(&format!("/api/users/{admin}/otp/")).send().await.refused(403, "above_your_rank");
    }

    async fn who_must_use_codes_sets_them_up_first(engine: TestEngine) {
        let test = place::start_with(engine, &[("auth.otp_required_for", json!(["staff", Role::Professor.name()]))]).await;
        place::logged_in(&test, CLIENT).await.get("/api/me/").send().await.expect(200);
        for email in [ADMIN, PROFESSOR] {
            let client = place::logged_in(&test, email).await;
            let refused = client.get("/api/me/").send().await.refused(403, "otp_setup_required").json();
            assert_eq!(refused["message"], "Configurez d’abord la connexion en deux étapes.");
            client.get("/auth/profile/").send().await.expect(200);
            client.get("/api/me/otp/").send().await.expect(200);
            let otp = turn_on_otp(&test, &client).await;
            client.get("/api/me/").send().await.expect(200);
            let body = json!({"current_password": PASSWORD, "otp": otp.recovery_codes[0]});
            client.delete("/api/me/otp/").json(body).send().await.expect(204);
            client.get("/api/me/").send().await.refused(403, "otp_setup_required");
        }
    }

    async fn an_unknown_name_among_those_who_must_use_codes_is_an_error_at_the_start(engine: TestEngine) {
        drop(engine);
        for (name, fits) in [("PROFESSOR", true), ("staff", true), ("superuser", true), ("professor", false), ("*", false)] {
            let auth = Section::of::<preau_accounts::config::AuthConfig>("auth");
            let mut layers = Layers::new(Config::kernel_sections().into_iter().chain([auth]).collect());
            layers.set("auth.otp_required_for", json!([name]), "test").unwrap();
            let state = preau_accounts::State::new(&Config::from_layers(layers).unwrap());
            assert_eq!(state.is_ok(), fits, "{name}");
            if let Err(error) = state {
                assert_eq!(error.key, "auth.otp_required_for");
            }
        }
    }

    async fn wrong_codes_are_held_back_like_wrong_passwords(engine: TestEngine) {
        let test = place::start(engine).await;
        turn_on_otp(&test, &place::logged_in(&test, STUDENT).await).await;
        let stranger = test.anonymous().from_ip("198.51.100.1");
        let body = json!({"email": STUDENT, "password": PASSWORD, "otp": "000000"});
        for _ in 0..5 {
            stranger.post("/api/token/").json(&body).send().await.refused(401, "otp_invalid");
        }
        stranger.post("/api/token/").json(&body).send().await.refused(429, "too_many_attempts");
        assert_eq!(recorded(&test, "login_failed").await, 5);
    }
}
