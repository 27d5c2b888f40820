//! First passwords: whom an account belongs to when staff give it a role, and the slips that are handed over.

use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::desk::{self, create, mailed_password, manager, person, superuser, token, wrong_fields};
use super::place;

const STRANGER: &str = "Le-mot-du-premier-venu-7";

/// Somebody registers with an address that may not be theirs; returns their id and access token.
async fn register(test: &TestApp, email: &str) -> (i64, String) {
    let mut body = person("Premier", "Venu", email);
    body["password"] = json!(STRANGER);
    let made = test.anonymous().post("/api/user/register/").json(body).send().await.expect(201).json();
    test.drain_jobs().await;
    let pair = token(test, email, STRANGER).await.expect(200).json();
    (made["id"].as_i64().unwrap(), pair["access"].as_str().unwrap().to_owned())
}

/// The stranger is out, the reader of the address is in.
async fn belongs_to_the_address(test: &TestApp, access: &str, old: &str, email: &str) {
    test.drain_jobs().await;
    test.bearer(access).get("/auth/profile/").send().await.expect(401);
    token(test, old, STRANGER).await.expect(401);
    token(test, email, STRANGER).await.expect(401);
    desk::first_login(test, email).await;
    token(test, email, "Une-autre-phrase-42").await.expect(200);
}

both_engines! {
    async fn an_unproven_account_loses_its_password_when_staff_give_it_a_role(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let (id, access) = register(&test, "prof@ecole.fr").await;
        manager.post("/api/professors/").json(json!({"user": {"id": id}})).send().await.expect(201);
        belongs_to_the_address(&test, &access, "prof@ecole.fr", "prof@ecole.fr").await;
        let (id, access) = register(&test, "coach@ecole.fr").await;
        let roles = format!("/api/users/{id}/roles/");
        manager.post(&roles).json(json!({"role": "COACH"})).send().await.expect(201);
        belongs_to_the_address(&test, &access, "coach@ecole.fr", "coach@ecole.fr").await;
        // The password that its owner has chosen since then stays.
        manager.post(&roles).json(json!({"role": "OPERATOR"})).send().await.expect(201);
        token(&test, "coach@ecole.fr", "Une-autre-phrase-42").await.expect(200);
    }

    async fn correcting_the_address_on_the_way_does_not_spare_the_stranger(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let (id, access) = register(&test, "faux@ecole.fr").await;
        let body = json!({"user": {"id": id, "email": "vrai@ecole.fr"}});
        manager.post("/api/professors/").json(body).send().await.expect(201);
        belongs_to_the_address(&test, &access, "faux@ecole.fr", "vrai@ecole.fr").await;
        let (id, access) = register(&test, "faux2@ecole.fr").await;
        manager.patch(&format!("/api/users/{id}/")).json(json!({"email": "vrai2@ecole.fr"})).send().await.expect(200);
        manager.post(&format!("/api/users/{id}/roles/")).json(json!({"role": "COACH"})).send().await.expect(201);
        belongs_to_the_address(&test, &access, "faux2@ecole.fr", "vrai2@ecole.fr").await;
    }

    async fn a_role_that_comes_by_a_merge_counts_as_given(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let (id, access) = register(&test, "prof@ecole.fr").await;
        manager.post("/api/users/3/merge/").json(json!({"into": id})).send().await.expect(200);
        belongs_to_the_address(&test, &access, "prof@ecole.fr", "prof@ecole.fr").await;
    }

    async fn staff_status_and_single_rights_count_as_roles(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let (id, access) = register(&test, "a@ecole.fr").await;
        admin.patch(&format!("/api/users/{id}/")).json(json!({"is_staff": true})).send().await.expect(200);
        belongs_to_the_address(&test, &access, "a@ecole.fr", "a@ecole.fr").await;
        let (id, access) = register(&test, "b@ecole.fr").await;
        let right = json!({"user_id": id, "permission": "people.manage"});
        admin.post("/api/grants/").json(right).send().await.expect(201);
        belongs_to_the_address(&test, &access, "b@ecole.fr", "b@ecole.fr").await;
    }

    async fn the_strangers_one_time_codes_go_with_the_password(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let (id, access) = register(&test, "prof@ecole.fr").await;
        desk::exec(&test, &format!("UPDATE credentials SET otp_secret = 'x', otp_confirmed_at = 1 WHERE user_id = {id}")).await;
        manager.post("/api/professors/").json(json!({"user": {"id": id}})).send().await.expect(201);
        belongs_to_the_address(&test, &access, "prof@ecole.fr", "prof@ecole.fr").await;
    }

    async fn a_proven_account_keeps_its_password(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let (id, access) = register(&test, "client@ecole.fr").await;
        desk::exec(&test, &format!("UPDATE users SET email_verified_at = 1 WHERE id = {id}")).await;
        manager.post("/api/tutors/").json(json!({"user": {"id": id}})).send().await.expect(201);
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        token(&test, "client@ecole.fr", STRANGER).await.expect(200);
    }

    async fn a_slip_replaces_the_password_and_ends_every_login(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let student = place::logged_in(&test, "etudiant@example.com").await;
        let slip = manager.post("/api/users/4/password-slip/").send().await.expect(200);
        assert_eq!(slip.header("cache-control"), Some("no-store"));
        let slip = slip.json();
        assert_eq!((&slip["user_id"], &slip["login"]), (&json!(4), &json!("etudiant@example.com")));
        assert_eq!((&slip["first_name"], &slip["last_name"]), (&json!("Jean"), &json!("etudiant")));
        student.get("/auth/profile/").send().await.expect(401);
        token(&test, "etudiant@example.com", place::PASSWORD).await.expect(401);
        let password = slip["password"].as_str().unwrap();
        let pair = token(&test, "etudiant@example.com", password).await.expect(200).json();
        let client = test.bearer(pair["access"].as_str().unwrap());
        client.get("/api/modules/").send().await.refused(403, "password_change_required");
        assert!(test.mails().is_empty(), "what is printed is not mailed");
        assert_eq!(desk::newest_entries(&test, 3).await, ["password_slip_printed", "login_failed", "login"]);
    }

    async fn a_new_password_by_mail_replaces_the_old_one_and_ends_every_login(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let student = place::logged_in(&test, "etudiant@example.com").await;
        manager.post("/api/users/4/password-mail/").send().await.expect(204);
        test.drain_jobs().await;
        student.get("/auth/profile/").send().await.expect(401);
        token(&test, "etudiant@example.com", place::PASSWORD).await.expect(401);
        let password = mailed_password(&test, "etudiant@example.com");
        let pair = token(&test, "etudiant@example.com", &password).await.expect(200).json();
        let client = test.bearer(pair["access"].as_str().unwrap());
        client.get("/api/modules/").send().await.refused(403, "password_change_required");
        assert_eq!(desk::newest_entries(&test, 3).await, ["password_sent", "login_failed", "login"]);

        // Neither to nobody, nor over one's rank.
        manager.post("/api/users/999/password-mail/").send().await.expect(404);
        manager.post("/api/users/1/password-mail/").send().await.expect(403);
        desk::exec(&test, "UPDATE users SET email = NULL, username = 'sans-adresse' WHERE id = 4").await;
        manager.post("/api/users/4/password-mail/").send().await.refused(409, "no_address");
    }

    async fn slips_for_a_class_come_in_the_order_asked_for(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let slips = manager.post("/api/users/password-slips/").json(json!({"users": [5, 3, 4]})).send().await;
        let slips = slips.expect(200).json();
        let ids: Vec<_> = slips.as_array().unwrap().iter().map(|slip| slip["user_id"].clone()).collect();
        assert_eq!(ids, [json!(5), json!(3), json!(4)]);
        for (slip, email) in [(0, "tuteur@example.com"), (2, "etudiant@example.com")] {
            token(&test, email, slips[slip]["password"].as_str().unwrap()).await.expect(200);
        }
    }

    async fn slips_are_all_or_none(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let path = "/api/users/password-slips/";
        for (users, field) in [
            (json!([4, 999]), "users"), (json!([]), "users"), (Value::Null, "users"), (json!("4"), "users"),
            (json!((1..=201).collect::<Vec<i64>>()), "users"),
        ] {
            assert_eq!(wrong_fields(manager.post(path).json(json!({"users": users})).send().await), [field]);
        }
        manager.post(path).json(json!({"users": [4, 1]})).send().await.refused(403, "above_your_rank");
        token(&test, "etudiant@example.com", place::PASSWORD).await.expect(200);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM one_time_secrets").await, 0);
    }

    async fn slips_printed_at_two_desks_wait_for_each_other(engine: TestEngine) {
        let test = place::start(engine).await;
        let (manager, admin) = (manager(&test).await, superuser(&test).await);
        for _ in 0..10 {
            let ahead = manager.post("/api/users/password-slips/").json(json!({"users": [3, 4, 5, 6]})).send();
            let back = admin.post("/api/users/password-slips/").json(json!({"users": [6, 5, 4, 3]})).send();
            let (a, b) = tokio::join!(ahead, back);
            for answer in [a, b] {
                answer.expect(200);
            }
        }
    }

    async fn a_mailed_password_is_good_once_and_never_for_another(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        create(&test, &manager, "/api/users/", person("A", "B", "a@ecole.fr")).await;
        create(&test, &manager, "/api/users/", person("C", "D", "c@ecole.fr")).await;
        let password = mailed_password(&test, "a@ecole.fr");
        token(&test, "c@ecole.fr", &password).await.expect(401);
        token(&test, "a@ecole.fr", &password).await.expect(200);
        let body = test.db().read();
        let kept = preau_kernel::db::Sql::number(body, "SELECT COUNT(*) FROM mails WHERE text <> '' OR html <> ''", vec![]);
        assert_eq!(kept.await.unwrap(), 0, "a delivered password is not kept");
    }
}
