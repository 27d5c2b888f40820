//! The doors, as the contract fixes them: what they answer, and that a refusal does not tell why.

use std::collections::BTreeSet;

use axum::http::Method;
use preau_kernel::db::{Engine, Sql};
use preau_testkit::{TestEngine, both_engines, redact};
use serde_json::{Value, json};

use super::doors::{
    ADMIN, CLIENT, DOORS, PROFESSOR, STUDENT, browser, deactivate, must_change, newcomer, post, recorded, right, text,
    user_id, write, wrong,
};
use super::place::{self, PASSWORD, PEOPLE};

const REFUSED: &str = "Identifiant ou mot de passe incorrect.";

both_engines! {
    /// A database that another one has taken over from lets everything be read and nothing be written.
    async fn a_right_password_is_never_called_wrong_while_the_database_is_away(engine: TestEngine) {
        let test = place::start(engine).await;
        if test.db().engine() != Engine::Postgres {
            return;
        }
        let name: String = test.db().read().get("SELECT current_database()::TEXT", vec![]).await.unwrap().try_get_by_index(0).unwrap();
        write(&test, &format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
        // The others first and waited for, its own last: what ends its own connection goes no further, and a connection
        // that it had not come to would still write.
        let end = "WITH others AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE datname = current_database() \
            AND backend_type = 'client backend' AND pid <> pg_backend_pid()), \
            ended AS MATERIALIZED (SELECT COUNT(pg_terminate_backend(pid, 10000)) FROM others) \
            SELECT COUNT(pg_terminate_backend(pg_backend_pid())) FROM ended";
        let ended = test.db().read().number(end, vec![]).await;
        assert!(ended.is_err(), "its own connection ends too");
        for _ in 0..5 {
            let refused = post(&test, "/auth/user/login/", right(STUDENT)).await.expect(503).json();
            assert_eq!(refused["code"], "database_unavailable");
        }
    }

    /// Somebody is read for it all the same, so that it takes as long as a known name.
    async fn a_name_that_names_nobody_opens_no_door_with_anybodys_password(engine: TestEngine) {
        let test = place::start(engine).await;
        for (path, _) in DOORS {
            for name in ["nobody@example.com", "nobody"] {
                let refused = post(&test, path, right(name)).await;
                assert!((400..500).contains(&refused.status()), "{path} {name}: {}", refused.status());
            }
        }
        assert_eq!(test.db().read().number("SELECT COUNT(*) FROM auth_sessions", vec![]).await.unwrap(), 0);
    }

    async fn the_administrators_door_answers_exactly_this(engine: TestEngine) {
        let test = place::start(engine).await;
        let body = post(&test, "/auth/admin/login/", right(ADMIN)).await.expect(200).json();
        assert_eq!(redact(body.clone()), json!({
            "success": true,
            "message": "Connexion administrateur réussie",
            "access_token": "[token]",
            "refresh_token": "[token]",
            "user_type": "superuser",
            "permissions": {
                "is_admin": true, "can_manage_users": true, "can_view_planning": true, "can_create_planning": true,
                "can_manage_absences": true, "can_view_statistics": true, "can_manage_system": true,
            },
            "token_type": "Bearer",
            "expires_in": 86_400,
            "user": {
                "id": "[id]", "email": ADMIN, "first_name": "Jean", "last_name": "admin",
                "is_superuser": true, "is_staff": true,
            },
        }));
        write(&test, "UPDATE users SET is_superuser = FALSE WHERE is_superuser").await;
        let staff = post(&test, "/auth/admin/login/", right(ADMIN)).await.expect(200).json();
        assert_eq!(staff["user_type"], "staff");
        assert_eq!(staff["permissions"], body["permissions"]);
    }

    async fn the_users_door_answers_exactly_this(engine: TestEngine) {
        let test = place::start(engine).await;
        for path in ["/auth/user/login/", "/login/"] {
            let body = post(&test, path, right(PROFESSOR)).await.expect(200).json();
            assert_eq!(redact(body), json!({
                "success": true,
                "message": "Connexion professor réussie",
                "access_token": "[token]",
                "refresh_token": "[token]",
                "user_type": "professor",
                "roles": ["PROFESSOR"],
                "permissions": {
                    "is_professor": true, "can_view_planning": true, "can_create_planning": true,
                    "can_manage_absences": true, "can_view_statistics": true,
                },
                "token_type": "Bearer",
                "expires_in": 86_400,
                "user": {
                    "id": "[id]", "email": PROFESSOR, "first_name": "Jean", "last_name": "professeur",
                    "modules": [1, 2, 3], "roles_details": [{"name": "PROFESSOR"}],
                },
                "must_change_password": false,
            }), "{path}");
        }
    }

    async fn the_document_describes_what_each_door_answers(engine: TestEngine) {
        let test = place::start(engine).await;
        let document = serde_json::to_value(preau_kernel::web::openapi(test.app())).unwrap();
        let named = |schema: &Value| {
            let name = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next()).unwrap();
            document["components"]["schemas"][name].clone()
        };
        let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        for (path, email) in [("/auth/admin/login/", ADMIN), ("/auth/user/login/", PROFESSOR), ("/login/", PROFESSOR)] {
            let answer = post(&test, path, right(email)).await.expect(200).json();
            let described = &document["paths"][path]["post"]["responses"]["200"]["content"]["application/json"];
            let described = named(&described["schema"]);
            assert_eq!(members(&described["properties"]), members(&answer), "{path}");
            let user = named(&described["properties"]["user"]);
            assert_eq!(members(&user["properties"]), members(&answer["user"]), "{path}");
        }
    }

    async fn every_role_comes_in_with_its_permissions(engine: TestEngine) {
        let test = place::start(engine).await;
        let mut shown = serde_json::Map::new();
        for (email, role) in PEOPLE.into_iter().filter(|(_, role)| role.is_some()) {
            let login = post(&test, "/auth/user/login/", right(email)).await.expect(200).json();
            let kind = text(&login, "user_type");
            assert_eq!(login["message"], format!("Connexion {kind} réussie"));
            assert_eq!(login["roles"], json!([role.unwrap().name()]));
            let flags: Vec<_> = login["permissions"].as_object().unwrap().keys().cloned().collect();
            let profile = test.bearer(&text(&login, "access_token")).get("/auth/profile/").send().await.expect(200);
            assert_eq!(profile.json()["permissions"], login["permissions"]);
            shown.insert(kind, json!(flags));
        }
        insta::assert_json_snapshot!("permissions_by_role", shown);
    }

    async fn the_profile_answers_exactly_this(engine: TestEngine) {
        let test = place::start(engine).await;
        for email in [ADMIN, PROFESSOR, CLIENT] {
            let client = place::logged_in(&test, email).await;
            let body = client.get("/auth/profile/").send().await.expect(200).json();
            insta::assert_json_snapshot!(format!("profile_{email}"), redact(body));
        }
        let stranger = test.anonymous().get("/auth/profile/").send().await.refused(401, "not_authenticated");
        assert_eq!(stranger.header("www-authenticate"), Some("Bearer"));
    }

    async fn staff_with_a_role_come_in_by_both_doors(engine: TestEngine) {
        let test = place::start(engine).await;
        let id = user_id(&test, PROFESSOR).await;
        write(&test, &format!("UPDATE users SET is_staff = TRUE WHERE id = {id}")).await;
        let user = post(&test, "/auth/user/login/", right(PROFESSOR)).await.expect(200).json();
        assert_eq!((&user["user_type"], &user["roles"]), (&json!("staff"), &json!(["PROFESSOR"])));
        assert_eq!(user["permissions"]["is_admin"], true);
        assert_eq!(user["permissions"]["is_professor"], true);
        post(&test, "/auth/admin/login/", right(PROFESSOR)).await.expect(200);
    }

    async fn a_refusal_does_not_tell_why(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = place::logged_in(&test, ADMIN).await;
        deactivate(&test, &admin, CLIENT).await;
        for (index, (path, good)) in DOORS.into_iter().enumerate() {
            let other_door = if path == "/auth/admin/login/" { STUDENT } else { ADMIN };
            let takes_all = !(path.starts_with("/auth/") || path == "/login/");
            let mut attempts = vec![wrong(good), wrong("nobody@example.com"), wrong("nobody"), right(CLIENT)];
            attempts.push(json!({"email": good, "password": ""}));
            if !takes_all {
                attempts.push(right(other_door));
            }
            let mut bodies = Vec::new();
            for attempt in attempts {
                // A network for each door, so that none is held back.
                let client = test.anonymous().from_ip(&format!("192.0.2.{}", 10 + index));
                let answer = client.post(path).json(&attempt).send().await;
                let status = if path == "/api-token-auth/" { 400 } else { 401 };
                let answer = answer.refused(status, "invalid_credentials");
                assert_eq!(answer.header("www-authenticate"), (status == 401).then_some("Bearer"));
                assert_eq!(answer.header("set-cookie"), None);
                bodies.push((attempt, answer.bytes().clone()));
            }
            let expected = json!({
                "success": false, "code": "invalid_credentials", "message": REFUSED, "detail": REFUSED,
            });
            assert_eq!(serde_json::from_slice::<Value>(&bodies[0].1).unwrap(), expected);
            for (attempt, body) in &bodies {
                assert_eq!(*body, bodies[0].1, "{path} {attempt}");
            }
        }
        assert_eq!(recorded(&test, "login").await, 1, "the administrator's alone");
    }

    async fn a_wrong_door_costs_no_more_hashes_than_a_wrong_password(engine: TestEngine) {
        // A right password whose hash is to be made anew is hashed again only once it has opened the door.
        let test = place::start(engine).await;
        let id = user_id(&test, ADMIN).await;
        let before = stored_hash(&test, id).await;
        let config = preau_accounts::config::AuthConfig {
            argon2_memory_kib: 64,
            argon2_passes: 1,
            ..preau_accounts::config::AuthConfig::default()
        };
        let dear = preau_accounts::auth::hasher::Hasher::new(&config).hash(PASSWORD, [1; 16]).await.unwrap();
        write(&test, &format!("UPDATE credentials SET password = '{dear}' WHERE user_id = {id}")).await;
        let hasher = &test.app().state::<preau_accounts::State>().hasher;
        let start = hasher.made();
        post(&test, "/auth/user/login/", right(ADMIN)).await.expect(401);
        assert_eq!(hasher.made() - start, 1);
        assert_eq!(stored_hash(&test, id).await, dear);
        post(&test, "/auth/admin/login/", right(ADMIN)).await.expect(200);
        let after = stored_hash(&test, id).await;
        assert!(after != dear && after.split('$').nth(3) == before.split('$').nth(3), "at today's cost: {after}");
    }

    async fn what_is_missing_or_of_a_wrong_type_is_named(engine: TestEngine) {
        let test = place::start(engine).await;
        for (path, _) in DOORS {
            for (body, field, problem) in [
                (json!({}), "email", "Ce champ est obligatoire."),
                (json!({"password": "x"}), "email", "Ce champ est obligatoire."),
                (json!({"email": "", "password": "x"}), "email", "Ce champ est obligatoire."),
                (json!({"email": null, "password": "x"}), "email", "Ce champ est obligatoire."),
                (json!({"email": 7, "password": "x"}), "email", "Un texte est attendu."),
                (json!({"email": ["a"], "password": "x"}), "email", "Un texte est attendu."),
                (json!({"email": "a"}), "password", "Ce champ est obligatoire."),
                (json!({"email": "a", "password": null}), "password", "Ce champ est obligatoire."),
                (json!({"email": "a", "password": 12345678}), "password", "Un texte est attendu."),
                (json!({"email": "a", "password": {"a": 1}}), "password", "Un texte est attendu."),
                (json!({"email": "a", "password": "x", "otp": 123456}), "otp", "Un texte est attendu."),
            ] {
                let answer = post(&test, path, body.clone()).await.refused(400, "invalid").json();
                assert_eq!(answer["errors"][field], json!([problem]), "{path} {body}");
            }
            let answer = post(&test, path, json!([1])).await;
            answer.refused(400, "not_an_object");
            let broken = test.anonymous().post(path).body("application/json", "{\"email\":").send().await;
            broken.refused(400, "broken_json");
            let form = test.anonymous().post(path).form("email=a&password=b").send().await;
            form.refused(415, "unsupported_media_type");
            test.anonymous().get(path.trim_end_matches('/')).send().await.expect(if path == "/api/session/" { 401 } else { 405 });
        }
    }

    async fn without_the_slash_and_with_unknown_fields_it_is_the_same(engine: TestEngine) {
        let test = place::start(engine).await;
        let mut body = right(STUDENT);
        body["remember_me"] = json!(true);
        post(&test, "/auth/user/login", body).await.expect(200);
    }

    async fn an_address_is_read_without_case_and_a_username_with_accents(engine: TestEngine) {
        let test = place::start(engine).await;
        for email in ["Etudiant@Example.COM", "  etudiant@example.com "] {
            post(&test, "/auth/user/login/", right(email)).await.expect(200);
        }
        let admin = place::logged_in(&test, ADMIN).await;
        for (username, others) in [
            ("Zoé.Lefèvre", ["zoé.lefèvre", "ZOÉ.LEFÈVRE", "Zoe\u{301}.Lefe\u{300}vre"]),
            ("ΝΙΚΟΣ", ["νικος", "νικοσ", "Νικος"]),
        ] {
            let body = json!({"first_name": "Zoé", "last_name": "Lefèvre", "username": username});
            let user = admin.post("/api/users/").json(body).send().await.expect(201).json();
            let slip = admin.post(&format!("/api/users/{}/password-slip/", user["id"])).send().await.expect(200).json();
            assert_eq!(slip["login"], username);
            for login in std::iter::once(username).chain(others) {
                for field in ["email", "username"] {
                    let body = json!({field: login, "password": slip["password"]});
                    let answer = post(&test, "/api/token/", body).await;
                    assert_eq!(answer.status(), 200, "{field} {login}");
                }
            }
        }
    }

    async fn the_answer_speaks_the_accounts_language_else_the_askers(engine: TestEngine) {
        let test = place::start(engine).await;
        let english = test.anonymous().speaking("en-GB,en;q=0.9");
        let answer = english.post("/auth/user/login/").json(right(STUDENT)).send().await.expect(200).json();
        assert_eq!(answer["message"], "Logged in as student");
        let refused = english.post("/auth/user/login/").json(wrong(STUDENT)).send().await.expect(401).json();
        assert_eq!(refused["detail"], "Wrong login or password.");
        write(&test, "UPDATE users SET lang = 'fr'").await;
        let answer = english.post("/auth/user/login/").json(right(STUDENT)).send().await.expect(200).json();
        assert_eq!(answer["message"], "Connexion student réussie");
    }

    async fn whoever_must_change_the_password_can_do_nothing_else(engine: TestEngine) {
        let test = place::start(engine).await;
        must_change(&test, ADMIN).await;
        let login = post(&test, "/api/session/", right(ADMIN)).await.expect(200).json();
        assert_eq!(login["must_change_password"], true);
        let token = text(&post(&test, "/api-token-auth/", right(ADMIN)).await.expect(200).json(), "token");
        let client = test.token(&token);
        let mut open = Vec::new();
        for (path, operations) in preau_kernel::web::openapi(test.app()).paths.paths {
            let operations = serde_json::to_value(operations).unwrap();
            for (method, operation) in operations.as_object().unwrap() {
                let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
                if operation["x-permission"] == "public" || operation.get("responses").is_none() {
                    continue;
                }
                let concrete = path.replace("{id}", "1").replace("{role}", "CLIENT").replace("{size}", "large");
                let answer = client.request(method.clone(), &concrete).json(json!({})).send().await;
                match answer.status() {
                    403 => assert_eq!(answer.json()["code"], "password_change_required", "{method} {path}"),
                    _ => open.push(format!("{method} {path}")),
                }
            }
        }
        open.sort();
        // The cookie session's own route shows the CSRF token, without which its password could not be changed.
        assert_eq!(open, [
            "DELETE /api/session/", "GET /api/session/", "GET /auth/profile/", "POST /auth/change-password/",
            "POST /auth/logout/", "POST /logout/",
        ]);
        let profile = client.get("/auth/profile/").send().await.expect(200).json();
        assert_eq!(profile["must_change_password"], true);
        let access = place::logged_in(&test, ADMIN).await;
        access.get("/api/me/").send().await.refused(403, "password_change_required");
        let cookie = browser(&test, ADMIN).await;
        cookie.get("/api/me/").send().await.refused(403, "password_change_required");
    }

    async fn old_routes_can_be_closed(engine: TestEngine) {
        let test = place::start_with(engine, &[("auth.old_routes", json!(false))]).await;
        for path in ["/login/", "/logout/", "/token/refresh/"] {
            post(&test, path, right(STUDENT)).await.refused(404, "not_found");
        }
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
    }

    async fn every_attempt_is_recorded_without_the_password(engine: TestEngine) {
        let test = place::start(engine).await;
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
        post(&test, "/auth/user/login/", json!({"email": STUDENT, "password": "geheim-geheim"})).await.expect(401);
        post(&test, "/auth/user/login/", json!({"email": "nobody", "password": "geheim-geheim"})).await.expect(401);
        assert_eq!((recorded(&test, "login").await, recorded(&test, "login_failed").await), (1, 2));
        let rows = test.db().read().all("SELECT content FROM audit_personal", vec![]).await.unwrap();
        let contents: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert!(contents.iter().any(|content| content.contains("nobody")), "{contents:?}");
        assert!(!contents.iter().any(|content| content.contains("geheim")), "{contents:?}");
    }

    async fn who_has_no_password_cannot_come_in_with_any(engine: TestEngine) {
        let test = place::start(engine).await;
        for (login, encoded) in [("a@example.com", ""), ("b@example.com", "!unusable"), ("c@example.com", "md5$x$y")] {
            newcomer(&test, login, encoded, None).await;
            for password in ["", "!", "!unusable", "x", encoded] {
                let answer = post(&test, "/api/token/", json!({"email": login, "password": password})).await;
                answer.refused(401, "invalid_credentials");
            }
        }
    }
}

async fn stored_hash(test: &preau_testkit::TestApp, user: i64) -> String {
    let sql = "SELECT password FROM credentials WHERE user_id = $1";
    test.db().read().get(sql, vec![user.into()]).await.unwrap().try_get_by_index(0).unwrap()
}
