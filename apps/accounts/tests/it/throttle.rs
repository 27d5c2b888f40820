//! Attempts are held back by account and network, never for good, and never for a device that is known.

use chrono::TimeDelta;
use preau_testkit::{Client, TestApp, TestEngine, TestResponse, both_engines, scale};
use serde_json::json;

use super::doors::{ADMIN, STUDENT, newcomer, post, recorded, right, wrong};
use super::place;

const STRANGER: &str = "198.51.100.66";

both_engines! {
    async fn after_five_wrong_ones_delays_grow(engine: TestEngine) {
        let test = place::start(engine).await;
        let attacker = test.anonymous().from_ip(STRANGER);
        for _ in 0..5 {
            guess(&attacker, STUDENT).await.refused(401, "invalid_credentials");
        }
        for seconds in [5, 10, 20, 40, 80, 160, 320] {
            let held = guess(&attacker, STUDENT).await.refused(429, "too_many_attempts");
            assert_eq!(held.header("retry-after"), Some(seconds.to_string().as_str()));
            assert_eq!(held.json()["message"], format!("Trop de tentatives. Réessayez dans {seconds} s."));
            test.advance(TimeDelta::seconds(seconds - 1));
            assert_eq!(guess(&attacker, STUDENT).await.refused(429, "too_many_attempts").header("retry-after"), Some("1"));
            test.advance(TimeDelta::seconds(1));
            guess(&attacker, STUDENT).await.refused(401, "invalid_credentials");
        }
        // The right password waits like any other; what was refused unchecked is not recorded as a wrong one.
        attacker.post("/auth/user/login/").json(right(STUDENT)).send().await.refused(429, "too_many_attempts");
        assert_eq!(recorded(&test, "login_failed").await, 12);
    }

    async fn every_door_counts_together(engine: TestEngine) {
        let test = place::start(engine).await;
        let attacker = test.anonymous().from_ip(STRANGER);
        for door in ["/auth/user/login/", "/auth/admin/login/", "/api/token/", "/api/session/", "/api-token-auth/"] {
            let status = attacker.post(door).json(wrong(STUDENT)).send().await.status();
            assert!(matches!(status, 400 | 401));
        }
        for door in ["/auth/user/login/", "/auth/admin/login/", "/api/token/", "/api/session/", "/api-token-auth/", "/login/"] {
            let answer = attacker.post(door).json(wrong("Etudiant@example.com ")).send().await;
            answer.refused(429, "too_many_attempts");
        }
    }

    async fn unknown_accounts_are_held_back_with_the_same_words(engine: TestEngine) {
        let test = place::start(engine).await;
        let mut seen = Vec::new();
        for login in [STUDENT, "nobody@example.com", "personne"] {
            let attacker = test.anonymous().from_ip(STRANGER);
            let mut bodies = Vec::new();
            for _ in 0..8 {
                let answer = guess(&attacker, login).await;
                bodies.push((answer.status(), answer.header("retry-after").map(str::to_owned), answer.text()));
            }
            seen.push(bodies);
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
    }

    async fn another_network_is_free_to_come_in(engine: TestEngine) {
        let test = place::start(engine).await;
        hammer(&test, STUDENT, 8).await;
        for ip in ["192.0.2.1", "198.51.100.67", "2001:db8::1"] {
            test.anonymous().from_ip(ip).post("/auth/user/login/").json(right(STUDENT)).send().await.expect(200);
        }
        // A subscriber of IPv6 is one network, however many addresses it has.
        for n in 0..5 {
            guess(&test.anonymous().from_ip(&format!("2001:db8:0:1::{n}")), STUDENT).await.expect(401);
        }
        guess(&test.anonymous().from_ip("2001:db8:0:1:ffff::9"), STUDENT).await.refused(429, "too_many_attempts");
        test.anonymous().from_ip(STRANGER).post("/login/").json(right(ADMIN)).send().await.expect(401);
        test.anonymous().from_ip(STRANGER).post("/auth/admin/login/").json(right(ADMIN)).send().await.expect(200);
    }

    async fn a_device_that_is_known_is_not_held_back_by_strangers_beside_it(engine: TestEngine) {
        let test = place::start(engine).await;
        let browser = test.anonymous().from_ip(STRANGER);
        let answer = browser.post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        let device = answer.header("x-device-token").unwrap().to_owned();
        assert_eq!(browser.cookie("preau_device").as_deref(), Some(device.as_str()));
        hammer(&test, STUDENT, 8).await;
        let app = test.anonymous().from_ip(STRANGER);
        app.post("/api/token/").json(right(STUDENT)).send().await.refused(429, "too_many_attempts");
        browser.post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        let app = app.with_header("x-device-token", &device);
        app.post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        // It is counted by itself, and knows this account only.
        for _ in 0..5 {
            guess(&app, STUDENT).await.expect(401);
        }
        guess(&app, STUDENT).await.refused(429, "too_many_attempts");
        hammer(&test, ADMIN, 8).await;
        guess(&app, ADMIN).await.refused(429, "too_many_attempts");
        for forged in ["x", "a.b", &format!("{device}A"), &device.replace('.', "")] {
            let forger = test.anonymous().from_ip(STRANGER).with_header("x-device-token", forged);
            guess(&forger, STUDENT).await.refused(429, "too_many_attempts");
        }
    }

    async fn a_hundred_at_once_do_not_slip_through(engine: TestEngine) {
        let test = place::start(engine).await;
        let hashes = test.app().state::<preau_accounts::State>();
        for (round, login) in [STUDENT, "nobody@example.com", ADMIN].into_iter().enumerate() {
            let made = hashes.hasher.made();
            let all = (0..100).map(|_| {
                let attacker = test.anonymous().from_ip(&format!("198.51.100.{round}"));
                tokio::spawn(async move { guess(&attacker, login).await.status() })
            });
            let statuses = futures::future::try_join_all(all).await.unwrap();
            let checked = statuses.iter().filter(|status| **status == 401).count();
            assert!((1..=5).contains(&checked), "{checked} of {} were checked", statuses.len());
            assert_eq!(hashes.hasher.made() - made, checked as u64);
            assert!(statuses.iter().all(|status| matches!(status, 401 | 429)), "{statuses:?}");
        }
    }

    async fn once_the_free_ones_are_gone_one_at_a_time_is_checked(engine: TestEngine) {
        let test = place::start(engine).await;
        hammer(&test, STUDENT, 5).await;
        for seconds in [5, 10, 20, 40, 80] {
            test.advance(TimeDelta::seconds(seconds));
            let before = recorded(&test, "login_failed").await;
            let all = (0..scale(20, 100)).map(|_| {
                let attacker = test.anonymous().from_ip(STRANGER);
                tokio::spawn(async move { guess(&attacker, STUDENT).await.status() })
            });
            futures::future::try_join_all(all).await.unwrap();
            assert_eq!(recorded(&test, "login_failed").await - before, 1);
        }
    }

    async fn a_class_logs_in_from_one_address_within_a_minute(engine: TestEngine) {
        let test = place::start(engine).await;
        let encoded = test.app().state::<preau_accounts::State>().hasher.hash(place::PASSWORD, [3; 16]).await.unwrap();
        for n in 0..60 {
            newcomer(&test, &format!("eleve{n}"), &encoded, None).await;
        }
        let all = (0..60).map(|n| {
            let client = test.anonymous().from_ip(STRANGER);
            tokio::spawn(async move {
                // Everybody mistypes twice, and comes in.
                for _ in 0..2 {
                    guess(&client, &format!("eleve{n}")).await.expect(401);
                }
                client.post("/api/token/").json(right(&format!("eleve{n}"))).send().await.expect(200);
            })
        });
        futures::future::try_join_all(all).await.unwrap();
    }

    async fn the_window_ends(engine: TestEngine) {
        let test = place::start(engine).await;
        hammer(&test, STUDENT, 9).await;
        test.advance(TimeDelta::minutes(15));
        let attacker = test.anonymous().from_ip(STRANGER);
        for _ in 0..5 {
            guess(&attacker, STUDENT).await.refused(401, "invalid_credentials");
        }
        let held = guess(&attacker, STUDENT).await.refused(429, "too_many_attempts");
        assert_eq!(held.header("retry-after"), Some("5"));
    }

    async fn a_right_password_forgets_the_wrong_ones(engine: TestEngine) {
        let test = place::start(engine).await;
        for _ in 0..4 {
            for _ in 0..4 {
                // The cookie of a known device is left out: the network itself is forgiven.
                guess(&test.anonymous().from_ip(STRANGER), STUDENT).await.expect(401);
            }
            let fresh = test.anonymous().from_ip(STRANGER);
            fresh.post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        }
    }

    async fn whoever_hammers_from_everywhere_never_locks_the_owner_out(engine: TestEngine) {
        let test = place::start(engine).await;
        let known = test.anonymous();
        known.post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        // More networks than the account's budget over all of them.
        for n in 0..30 {
            let attacker = test.anonymous().from_ip(&format!("203.0.113.{n}"));
            for _ in 0..5 {
                guess(&attacker, STUDENT).await;
            }
        }
        assert_eq!(recorded(&test, "login_failed").await, 20 * 5 + 10, "then each network has one");
        // From a network of their own the owner comes in at once, on a new device too.
        let fresh = test.anonymous().from_ip("2001:db8:77::1");
        fresh.post("/auth/user/login/").json(right(STUDENT)).send().await.expect(200);
        known.post("/auth/user/login/").json(right(STUDENT)).send().await.expect(200);
        // Even beside the attacker nobody waits for ever.
        test.advance(TimeDelta::minutes(15));
        let beside = test.anonymous().from_ip("203.0.113.1");
        beside.post("/auth/user/login/").json(right(STUDENT)).send().await.expect(200);
    }

    async fn a_network_that_tries_everybody_is_slowed_but_for_known_devices(engine: TestEngine) {
        let test = place::start(engine).await;
        let known = test.anonymous().from_ip(STRANGER);
        known.post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        let sprayed = (0..600).map(|n| {
            let attacker = test.anonymous().from_ip(STRANGER);
            async move { guess(&attacker, &format!("nobody{n}")).await.expect(401) }
        });
        for attempt in sprayed {
            attempt.await;
        }
        let held = guess(&test.anonymous().from_ip(STRANGER), "nobody600").await.refused(429, "too_many_attempts");
        assert_eq!(held.header("retry-after"), Some("600"));
        known.post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        test.advance(TimeDelta::minutes(10));
        test.anonymous().from_ip(STRANGER).post("/api/token/").json(right(STUDENT)).send().await.expect(200);
    }

    async fn resets_and_registrations_have_a_budget_per_network(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = test.anonymous().from_ip(STRANGER);
        for n in 0..60 {
            let body = json!({"email": format!("nobody{n}@example.com")});
            client.post("/auth/forgot-password/").json(body).send().await.expect(200);
        }
        let body = json!({"email": STUDENT});
        let held = client.post("/auth/forgot-password-temp/").json(&body).send().await.refused(429, "too_many_attempts");
        assert!(held.header("retry-after").is_some());
        post(&test, "/auth/forgot-password/", body).await.expect(200);
        test.drain_jobs().await;
    }
}

async fn guess(client: &Client, login: &str) -> TestResponse {
    client.post("/api/token/").json(wrong(login)).send().await
}

/// Wrong ones from the stranger's network, as fast as they are answered.
async fn hammer(test: &TestApp, login: &str, times: usize) {
    let attacker = test.anonymous().from_ip(STRANGER);
    for _ in 0..times {
        guess(&attacker, login).await;
    }
}
