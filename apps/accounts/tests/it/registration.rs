//! Self-registration, and addresses that are proven by mail.

use preau_testkit::{TestApp, TestEngine, both_engines, redact};
use serde_json::{Value, json};

use super::doors::{ADMIN, STUDENT, post, recorded, text, user_id};
use super::place::{self, PASSWORD};

const NEW: &str = "nouvelle@example.com";
const STRONG: &str = "Tableau-noir-73";

both_engines! {
    async fn whoever_registers_is_a_client_with_an_unproven_address(engine: TestEngine) {
        let test = place::start(engine).await;
        let answer = register(&test, "Nouvelle@Example.com").await.expect(201).json();
        assert_eq!(redact(answer.clone()), json!({
            "id": "[id]", "email": NEW, "first_name": "Zoé", "last_name": "Lefèvre",
        }));
        let login = post(&test, "/auth/user/login/", json!({"email": NEW, "password": STRONG})).await.expect(200).json();
        assert_eq!((&login["user_type"], &login["roles"]), (&json!("client"), &json!(["CLIENT"])));
        assert_eq!(shown(&test, NEW).await["email_verified"], false);
        assert_eq!(recorded(&test, "user_created").await, 1);
        test.drain_jobs().await;
        let mail = test.mail_to(NEW);
        assert_eq!(mail.subject, "Confirmez votre adresse");
        let (uid, token) = link(&test, NEW);
        let body = json!({"uidb64": uid, "token": token});
        let done = post(&test, "/auth/confirm-email/", body.clone()).await.expect(200).json();
        assert_eq!(done, json!({"success": true, "message": "Adresse confirmée"}));
        assert_eq!(shown(&test, NEW).await["email_verified"], true);
        post(&test, "/auth/confirm-email/", body).await.refused(400, "confirm_link_not_valid");
        assert_eq!(recorded(&test, "email_proven").await, 1);
    }

    async fn what_is_wrong_with_a_registration_is_said_at_its_field(engine: TestEngine) {
        let test = place::start(engine).await;
        for (field, value, sentence) in [
            ("email", json!(STUDENT), "Cette valeur est déjà utilisée."),
            ("email", json!("ETUDIANT@example.com"), "Cette valeur est déjà utilisée."),
            ("email", json!("nobody"), "Ceci n’est pas une adresse de courriel."),
            ("email", json!(null), "Ce champ est obligatoire."),
            ("email", json!(5), "Un texte est attendu."),
            ("password", json!("short"), "8 caractères au moins."),
            ("password", json!("azertyuiop"), "Ce mot de passe est trop courant."),
            ("password", json!("zoelefevre"), "Ce mot de passe ressemble trop à votre nom ou à votre adresse."),
            ("password", json!(null), "Ce champ est obligatoire."),
            ("first_name", json!(""), "Ce champ ne peut pas être vide."),
            ("last_name", json!(7), "Un texte est attendu."),
        ] {
            let mut body = filled(NEW);
            body[field] = value;
            let answer = post(&test, "/api/user/register/", body.clone()).await.refused(400, "invalid").json();
            assert_eq!(answer["errors"], json!({field: [sentence]}), "{body}");
        }
        let missing = post(&test, "/api/user/register/", json!({})).await.refused(400, "invalid").json();
        let named: Vec<_> = missing["errors"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(named, ["email", "first_name", "last_name", "password"]);
        assert_eq!(recorded(&test, "user_created").await, 0);
    }

    async fn nobody_registers_more_than_a_client(engine: TestEngine) {
        let test = place::start(engine).await;
        let mut body = filled(NEW);
        for (field, value) in [("is_staff", json!(true)), ("is_superuser", json!(true)), ("roles", json!(["PROFESSOR"]))] {
            body[field] = value;
        }
        post(&test, "/api/user/register/", body).await.expect(201);
        let user = shown(&test, NEW).await;
        assert_eq!(user["roles_details"], json!([{"name": "CLIENT"}]));
        assert_eq!((&user["is_staff"], &user["is_superuser"]), (&json!(false), &json!(false)));
        test.drain_jobs().await;
    }

    async fn two_who_register_one_address_at_once_are_not_both_taken(engine: TestEngine) {
        let test = place::start(engine).await;
        let all = (0..4).map(|_| {
            let client = test.anonymous();
            tokio::spawn(async move { client.post("/api/user/register/").json(filled(NEW)).send().await })
        });
        let answers = futures::future::try_join_all(all).await.unwrap();
        let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 400, 400, 400]);
        for refused in answers.iter().filter(|answer| answer.status() == 400) {
            assert_eq!(refused.json()["errors"], json!({"email": ["Cette valeur est déjà utilisée."]}));
        }
        test.drain_jobs().await;
    }

    async fn registration_can_be_closed(engine: TestEngine) {
        let test = place::start_with(engine, &[("auth.registration", json!(false))]).await;
        let answer = register(&test, NEW).await.refused(403, "registration_closed").json();
        assert_eq!(answer["message"], "Les inscriptions ne sont pas ouvertes.");
    }

    async fn the_password_of_an_unproven_address_dies_when_staff_give_it_a_role(engine: TestEngine) {
        let test = place::start(engine).await;
        register(&test, NEW).await.expect(201);
        let login = post(&test, "/api/token/", json!({"email": NEW, "password": STRONG})).await.expect(200).json();
        let admin = place::logged_in(&test, ADMIN).await;
        let id = user_id(&test, NEW).await;
        let path = format!("/api/users/{id}/roles/");
        admin.post(&path).json(json!({"role": "PROFESSOR"})).send().await;
        test.bearer(&text(&login, "access")).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        post(&test, "/api/token/", json!({"email": NEW, "password": STRONG})).await.refused(401, "invalid_credentials");
        test.drain_jobs().await;
        assert!(test.mail_to(NEW).text.contains("Mot de passe : "));
    }

    async fn a_change_of_password_leaves_the_proof_of_ones_address(engine: TestEngine) {
        let test = place::start(engine).await;
        register(&test, NEW).await.expect(201);
        test.drain_jobs().await;
        let (uid, token) = link(&test, NEW);
        let login = post(&test, "/api/token/", json!({"email": NEW, "password": STRONG})).await.expect(200).json();
        let client = test.bearer(&text(&login, "access"));
        let change = json!({"current_password": STRONG, "new_password": "Craie-blanche-19"});
        client.post("/auth/change-password/").json(change).send().await.expect(200);
        post(&test, "/auth/confirm-email/", json!({"uidb64": uid, "token": token})).await.expect(200);
        test.drain_jobs().await;
    }

    async fn a_new_address_counts_once_it_is_proven(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let ask = async |email: &str, password: &str| {
            client.post("/api/me/email/").json(json!({"email": email, "current_password": password})).send().await
        };
        ask(NEW, "wrong").await.refused(400, "invalid");
        ask(ADMIN, PASSWORD).await.refused(400, "invalid");
        ask(NEW, PASSWORD).await.expect(200);
        test.drain_jobs().await;
        let (uid, token) = link(&test, NEW);
        assert_eq!(client.get("/api/me/").send().await.json()["email"], STUDENT);
        for (uid, token) in [("MQ", token.as_str()), (&uid, "x"), ("", &token)] {
            let status = post(&test, "/auth/confirm-email/", json!({"uidb64": uid, "token": token})).await.status();
            assert_eq!(status, 400);
        }
        post(&test, "/auth/confirm-email/", json!({"uidb64": uid, "token": token})).await.expect(200);
        assert_eq!(client.get("/api/me/").send().await.json()["email"], NEW);
        test.drain_jobs().await;
        assert_eq!(test.mail_to(STUDENT).subject, "Votre adresse a été changée");
        let old = post(&test, "/api/token/", json!({"email": STUDENT, "password": PASSWORD})).await;
        old.refused(401, "invalid_credentials");
        post(&test, "/api/token/", json!({"email": NEW, "password": PASSWORD})).await.expect(200);
    }

    async fn a_new_address_that_was_only_asked_for_dies_with_the_password(engine: TestEngine) {
        // Whoever asked may have been a thief, and would own the account by the mail alone.
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let body = json!({"email": NEW, "current_password": PASSWORD});
        client.post("/api/me/email/").json(body).send().await.expect(200);
        let change = json!({"current_password": PASSWORD, "new_password": STRONG});
        client.post("/auth/change-password/").json(change).send().await.expect(200);
        test.drain_jobs().await;
        let (uid, token) = link(&test, NEW);
        let late = post(&test, "/auth/confirm-email/", json!({"uidb64": uid, "token": token})).await;
        late.refused(400, "confirm_link_not_valid");
    }

    async fn the_mail_to_an_unproven_address_can_be_asked_for_again(engine: TestEngine) {
        let test = place::start(engine).await;
        register(&test, NEW).await.expect(201);
        test.drain_jobs().await;
        test.advance(chrono::TimeDelta::days(4));
        let (uid, token) = link(&test, NEW);
        let late = post(&test, "/auth/confirm-email/", json!({"uidb64": uid, "token": token})).await;
        late.refused(400, "confirm_link_not_valid");
        let login = post(&test, "/api/token/", json!({"email": NEW, "password": STRONG})).await.expect(200).json();
        let client = test.bearer(&text(&login, "access"));
        let body = json!({"email": NEW, "current_password": STRONG});
        client.post("/api/me/email/").json(&body).send().await.expect(200);
        test.drain_jobs().await;
        let (uid, token) = link(&test, NEW);
        post(&test, "/auth/confirm-email/", json!({"uidb64": uid, "token": token})).await.expect(200);
        client.post("/api/me/email/").json(&body).send().await.refused(400, "invalid");
    }
}

fn filled(email: &str) -> Value {
    json!({"email": email, "password": STRONG, "first_name": "Zoé", "last_name": "Lefèvre"})
}

async fn register(test: &TestApp, email: &str) -> preau_testkit::TestResponse {
    post(test, "/api/user/register/", filled(email)).await
}

/// The person as the administrator sees them.
async fn shown(test: &TestApp, email: &str) -> Value {
    let id = user_id(test, email).await;
    place::logged_in(test, ADMIN).await.get(&format!("/api/users/{id}/")).send().await.expect(200).json()
}

/// The two parts of the link in the newest mail.
fn link(test: &TestApp, address: &str) -> (String, String) {
    let text = test.mail_to(address).text;
    let (_, rest) = text.split_once("/confirm-email/").unwrap_or_else(|| panic!("no link in:\n{text}"));
    let mut parts = rest.split_whitespace().next().unwrap().split('/');
    (parts.next().unwrap().to_owned(), parts.next().unwrap().to_owned())
}
