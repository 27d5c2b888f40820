//! What is taken away is gone at the very next request, on every node, whatever the cache of principals holds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use preau_kernel::db::Sql;
use preau_testkit::{Client, Engine, TestApp, TestEngine, both_engines, scale};
use serde_json::json;

use super::doors::{
    ADMIN, CLIENT, PROFESSOR, STUDENT, browser, deactivate, pair_of, post, refresh, right, text, user_id,
};
use super::place::{self, PASSWORD};

/// A node as it serves: it hears the others, so that its cache counts.
async fn serving(engine: TestEngine) -> TestApp {
    let test = place::start(engine).await;
    test.listen().await;
    test
}

both_engines! {
    async fn a_person_who_is_deactivated_is_out_at_once(engine: TestEngine) {
        let test = serving(engine).await;
        let admin = place::logged_in(&test, ADMIN).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let api = text(&post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json(), "token");
        let clients = [test.bearer(&access), test.token(&api), browser(&test, STUDENT).await];
        for client in &clients {
            client.get("/auth/profile/").send().await.expect(200);
        }
        deactivate(&test, &admin, STUDENT).await;
        for client in &clients {
            client.get("/auth/profile/").send().await.expect(401);
        }
        refresh(&test, &token).await.refused(401, "token_not_valid");
        // Nothing of it comes back with the account.
        let id = user_id(&test, STUDENT).await;
        admin.patch(&format!("/api/users/{id}/")).json(json!({"is_active": true})).send().await.expect(200);
        for client in &clients {
            client.get("/auth/profile/").send().await.expect(401);
        }
        refresh(&test, &token).await.refused(401, "token_not_valid");
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
    }

    async fn roles_and_rights_change_with_the_next_request(engine: TestEngine) {
        let test = serving(engine).await;
        let admin = place::logged_in(&test, ADMIN).await;
        let client = place::logged_in(&test, PROFESSOR).await;
        let id = user_id(&test, PROFESSOR).await;
        let may = async || client.get("/api/users/").send().await.status() == 200;
        assert!(!may().await);
        let user = json!({"user_id": id, "permission": "people.manage", "scope": "all"});
        let role = json!({"role": "PROFESSOR", "permission": "people.manage", "scope": "all"});
        for grant in [user, role] {
            let given = admin.post("/api/grants/").json(&grant).send().await.expect(201).json();
            assert!(may().await, "{grant}");
            admin.delete(&format!("/api/grants/{}/", given["id"])).send().await.expect(204);
            assert!(!may().await, "{grant}");
        }
        let roles = format!("/api/users/{id}/roles/");
        admin.post(&roles).json(json!({"role": "SCHOOL_MANAGER"})).send().await.expect(201);
        assert!(may().await);
        let profile = client.get("/auth/profile/").send().await.expect(200).json();
        assert_eq!(profile["roles"], json!(["SCHOOL_MANAGER", "PROFESSOR"]));
        admin.delete(&format!("{roles}SCHOOL_MANAGER/")).send().await.expect(204);
        assert!(!may().await);
        for staff in [true, false] {
            admin.patch(&format!("/api/users/{id}/")).json(json!({"is_staff": staff})).send().await.expect(200);
            assert_eq!(may().await, staff);
        }
        admin.patch(&format!("/api/users/{id}/")).json(json!({"last_name": "Nouveau"})).send().await.expect(200);
        let profile = client.get("/auth/profile/").send().await.expect(200).json();
        assert_eq!(profile["user"]["last_name"], "Nouveau");
    }

    async fn no_request_that_begins_after_the_answer_succeeds(engine: TestEngine) {
        let test = serving(engine).await;
        let admin = place::logged_in(&test, ADMIN).await;
        let id = user_id(&test, STUDENT).await;
        for _ in 0..scale(8, 100) {
            admin.patch(&format!("/api/users/{id}/")).json(json!({"is_active": true})).send().await.expect(200);
            let (access, token) = place::pair(&test, STUDENT).await;
            let (out, late) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
            let hammering: Vec<_> = (0..6).map(|n| {
                let (client, token) = (test.bearer(&access), token.clone());
                let (out, late) = (out.clone(), late.clone());
                tokio::spawn(async move {
                    for _ in 0..10_000 {
                        let after = out.load(Ordering::SeqCst);
                        let status = if n == 0 {
                            client.post("/api/token/refresh/").json(json!({"refresh": token})).send().await.status()
                        } else {
                            client.get("/auth/profile/").send().await.status()
                        };
                        if after {
                            late.fetch_add(usize::from(status == 200), Ordering::SeqCst);
                            return;
                        }
                        // A cached answer waits for nothing; what takes away must have its turn.
                        tokio::task::yield_now().await;
                    }
                })
            }).collect();
            tokio::time::sleep(Duration::from_millis(20)).await;
            deactivate(&test, &admin, STUDENT).await;
            out.store(true, Ordering::SeqCst);
            futures::future::try_join_all(hammering).await.unwrap();
            assert_eq!(late.load(Ordering::SeqCst), 0);
        }
    }

    async fn logins_and_changes_of_one_person_never_wait_for_each_other_for_ever(engine: TestEngine) {
        let test = serving(engine).await;
        let admin = place::logged_in(&test, ADMIN).await;
        let id = user_id(&test, STUDENT).await;
        let clients: Vec<Client> = (0..4).map(|n| test.anonymous().from_ip(&format!("198.51.100.{n}"))).collect();
        for _ in 0..scale(8, 60) {
            let logins = clients.iter().cloned().map(|client| tokio::spawn(async move {
                let opened = client.post("/api/token/").json(right(STUDENT)).send().await;
                assert!(matches!(opened.status(), 200 | 401 | 429), "{}", opened.text());
                opened
            }));
            let changes = [json!({"is_active": false}), json!({"phone": "0102030405"})].map(|change| {
                let (admin, path) = (admin.clone(), format!("/api/users/{id}/"));
                tokio::spawn(async move { admin.patch(&path).json(change).send().await.expect(200) })
            });
            let opened = futures::future::try_join_all(logins).await.unwrap();
            futures::future::try_join_all(changes).await.unwrap();
            admin.patch(&format!("/api/users/{id}/")).json(json!({"is_active": true})).send().await.expect(200);
            for answer in opened.iter().filter(|answer| answer.status() == 200) {
                let (access, _) = pair_of(answer);
                test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
            }
            test.advance(chrono::TimeDelta::minutes(15));
        }
    }

    async fn what_one_node_takes_away_the_others_refuse_within_a_second(engine: TestEngine) {
        if engine.engine() == Engine::Sqlite {
            return; // A single node.
        }
        let one = serving(engine).await;
        let two = one.another_node().await;
        two.listen().await;
        let admin = place::logged_in(&one, ADMIN).await;
        for email in [STUDENT, CLIENT, PROFESSOR] {
            let client = two.bearer(&place::pair(&one, email).await.0);
            client.get("/auth/profile/").send().await.expect(200);
            deactivate(&one, &admin, email).await;
            until_refused(&client, Duration::from_secs(1)).await;
        }
        let (access, token) = place::pair(&two, ADMIN).await;
        let there = one.bearer(&access);
        there.get("/auth/profile/").send().await.expect(200);
        let body = json!({"refresh_token": token});
        two.bearer(&access).post("/auth/logout/").json(body).send().await.expect(200);
        until_refused(&there, Duration::from_secs(1)).await;
    }

    async fn a_node_that_does_not_hear_believes_the_database_alone(engine: TestEngine) {
        if engine.engine() == Engine::Sqlite {
            return;
        }
        let one = place::start(engine).await;
        let two = one.another_node().await;
        two.listen().await;
        let admin = place::logged_in(&one, ADMIN).await;
        for email in [STUDENT, CLIENT] {
            two.until_hearing(true).await;
            let client = two.bearer(&place::pair(&one, email).await.0);
            let idle = two.bearer(&place::pair(&one, email).await.0);
            for cached in [&client, &idle] {
                cached.get("/auth/profile/").send().await.expect(200);
            }
            let cut = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
                       WHERE datname = current_database() AND application_name = 'preau-listen'";
            assert!(one.db().read().number(cut, vec![]).await.unwrap() >= 1);
            deactivate(&one, &admin, email).await;
            until_refused(&client, Duration::from_secs(1)).await;
            // And what was cached before it went deaf is forgotten when it hears again.
            two.until_hearing(false).await;
            two.until_hearing(true).await;
            idle.get("/auth/profile/").send().await.refused(401, "token_not_valid");
        }
    }

    async fn a_password_changed_on_one_node_ends_the_logins_of_all(engine: TestEngine) {
        let one = serving(engine).await;
        if one.db().engine() == Engine::Sqlite {
            return;
        }
        let two = one.another_node().await;
        two.listen().await;
        let mine = place::logged_in(&one, STUDENT).await;
        let (other, token) = place::pair(&two, STUDENT).await;
        let other = two.bearer(&other);
        other.get("/auth/profile/").send().await.expect(200);
        let body = json!({"current_password": PASSWORD, "new_password": "Tableau-noir-73"});
        mine.post("/auth/change-password/").json(body).send().await.expect(200);
        refresh(&two, &token).await.refused(401, "token_not_valid");
        until_refused(&other, Duration::from_secs(1)).await;
        one.drain_jobs().await;
    }
}

async fn until_refused(client: &Client, patience: Duration) {
    let start = Instant::now();
    while client.get("/auth/profile/").send().await.status() == 200 {
        assert!(start.elapsed() < patience, "still let in after {:?}", start.elapsed());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
