//! The login form, beside the old JSON route on the same path.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;
use totp_rs::{Builder, Secret};

use super::browser::{alerts, browser, encode, hidden, leads_to};
use crate::place::{self, PASSWORD};

both_engines! {
    async fn the_form_opens_a_cookie_session(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        let answer = browser.fill("/admin/login/?next=/api/docs/%3Fa=1%26b=2", &[("email", " ADMIN@example.com "), ("password", PASSWORD)]).await;
        leads_to(&answer, "/api/docs/?a=1&b=2");
        let session = answer.headers().get_all("set-cookie").iter().map(|v| v.to_str().unwrap()).find(|v| v.starts_with("preau_session=")).unwrap().to_owned();
        assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Path=/"), "{session}");
        assert!(browser.0.cookie("preau_device").is_some());
        browser.0.get("/api/session/").send().await.expect(200);
    }

    async fn a_wrong_password_is_said_on_the_page(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        let answer = browser.log_in("client@example.com", "faux").await.expect(401);
        alerts(&answer, "Identifiant ou mot de passe incorrect.");
        let page = answer.text();
        assert!(page.contains("value=\"client@example.com\"") && !page.contains("faux"), "{page}");
        assert!(page.contains("<title>Erreur · "), "{page}");
        assert_eq!(answer.header("www-authenticate"), None);
        let unknown = browser.log_in("nobody@example.com", "faux").await.expect(401);
        alerts(&unknown, "Identifiant ou mot de passe incorrect.");
        assert!(browser.0.cookie("preau_session").is_none());
    }

    async fn an_empty_form_is_refused_at_its_fields(engine: TestEngine) {
        let test = place::start(engine).await;
        let answer = browser(&test).log_in("  ", "").await.expect(400);
        alerts(&answer, "href=\"#email\"");
        let page = answer.text();
        for part in ["id=\"email-error\"", "id=\"password-error\"", "aria-describedby=\"password-error\"", "href=\"#password\""] {
            assert!(page.contains(part), "{part}:\n{page}");
        }
        assert_eq!(page.matches("aria-invalid=\"true\"").count(), 2);
        assert_eq!(page.matches(" autofocus").count(), 1);
    }

    async fn a_throttled_login_says_how_long_to_wait(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        for _ in 0..5 {
            browser.log_in("client@example.com", "faux").await.expect(401);
        }
        let answer = browser.log_in("client@example.com", PASSWORD).await.expect(429);
        alerts(&answer, "Réessayez dans 5 s.");
        assert_eq!(answer.header("retry-after"), Some("5"));
        test.advance(TimeDelta::seconds(6));
        leads_to(&browser.log_in("client@example.com", PASSWORD).await, "/account/");
    }

    async fn a_one_time_code_is_asked_for_on_the_same_page(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, "coach@example.com").await;
        let client = test.bearer(&access);
        let secret = client.post("/api/me/otp/").json(json!({"current_password": PASSWORD})).send().await.expect(200).json()["secret"].as_str().unwrap().to_owned();
        let code = |at: i64| Builder::new().with_secret(Secret::try_from_base32(&secret).unwrap()).build().unwrap().generate(at as u64);
        client.post("/api/me/otp/confirmation/").json(json!({"code": code(test.now().seconds()).to_string()})).send().await.expect(200);
        test.advance(TimeDelta::seconds(60));

        let browser = browser(&test);
        let first = browser.fill("/admin/login/?next=/app/", &[("email", "coach@example.com"), ("password", PASSWORD)]).await.expect(401);
        let page = first.text();
        for part in ["name=\"otp\"", "autocomplete=\"one-time-code\"", "value=\"coach@example.com\"", "Il reste une étape", "value=\"/app/\""] {
            assert!(page.contains(part), "{part}:\n{page}");
        }
        assert!(!page.contains(PASSWORD) && !page.contains("role=\"alert\""), "{page}");
        let typed = |otp| [("email", "coach@example.com"), ("password", PASSWORD), ("otp", otp)];
        let wrong = browser.send("/admin/login/", &hidden(&page), &typed("000000")).await.expect(401);
        alerts(&wrong, "Ce code à usage unique n’est pas valable.");
        assert!(wrong.text().contains("name=\"otp\""), "the code can be typed again");
        let right = code(test.now().seconds()).to_string();
        leads_to(&browser.send("/admin/login/", &hidden(&wrong.text()), &typed(&right)).await, "/app/");
    }

    async fn a_login_leads_nowhere_else(engine: TestEngine) {
        let test = place::start(engine).await;
        for next in ["//evil.example", "https://evil.example/", "https:evil.example", "/\\evil.example", "\\\\evil.example",
            "/\t/evil.example", "/\r\nLocation:x", "javascript:alert(1)", "%2F%2Fevil.example", "///evil.example", "evil"] {
            let browser = browser(&test);
            let page = browser.open(&format!("/admin/login/?{}", encode(&[("next", next)]))).await.expect(200).text();
            assert!(!page.contains("name=\"next\""), "{next:?} is offered:\n{page}");
            let mut fields = hidden(&page);
            fields.push(("next".into(), next.into()));
            let answer = browser.send("/admin/login/", &fields, &[("email", "client@example.com"), ("password", PASSWORD)]).await;
            leads_to(&answer, "/account/");
        }
    }

    async fn json_is_the_old_login_of_administrators(engine: TestEngine) {
        let test = place::start(engine).await;
        let credentials = json!({"email": "admin@example.com", "password": PASSWORD});
        for path in ["/admin/login/", "/admin/login"] {
            let body = test.anonymous().post(path).json(&credentials).send().await.expect(200).json();
            assert_eq!(body["message"], "Connexion administrateur réussie");
            assert_eq!(body["user_type"], "superuser");
        }
        let wrong = json!({"email": "client@example.com", "password": PASSWORD});
        test.anonymous().post("/admin/login/").json(&wrong).send().await.refused(401, "invalid_credentials");
        test.anonymous().post("/admin/login/").body("text/csv", "a").send().await.refused(415, "unsupported_media_type");
        let document = test.anonymous().get("/api/openapi.json").send().await.expect(200).json();
        let operation = &document["paths"]["/admin/login/"]["post"];
        assert_eq!(operation["x-permission"], "public");
        assert!(operation["requestBody"]["content"]["application/json"].is_object(), "{operation}");
    }

    async fn without_the_old_routes_only_the_form_is_left(engine: TestEngine) {
        let test = place::start_with(engine, &[("auth.old_routes", json!(false))]).await;
        let credentials = json!({"email": "admin@example.com", "password": PASSWORD});
        test.anonymous().post("/admin/login/").json(&credentials).send().await.refused(404, "not_found");
        leads_to(&browser(&test).log_in("admin@example.com", PASSWORD).await, "/account/");
    }

    async fn a_new_login_ends_the_one_it_replaces(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = browser(&test);
        browser.log_in("client@example.com", PASSWORD).await.expect(303);
        let old = browser.0.cookie("preau_session").unwrap();
        let page = browser.open("/admin/login/").await.text();
        assert!(page.contains("Vous êtes Jean client"), "{page}");
        browser.log_in("tuteur@example.com", PASSWORD).await.expect(303);
        assert!(browser.open("/account/").await.text().contains("Jean tuteur"));
        test.cookie("preau_session", &old).get("/api/session/").send().await.expect(401);
    }
}
