//! Many at once, with hashes of the real cost: memory stays bounded, the others are served, refusals are padded.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use preau_accounts::State;
use preau_accounts::auth::hasher::Hasher;
use preau_accounts::config::AuthConfig;
use preau_accounts::domain::hashing::{self, Prf, Scheme};
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::doors::{ADMIN, CLIENT, STUDENT, deactivate, newcomer, post, recorded, right, user_id, wrong};
use super::place::{self, PASSWORD};

/// What everything but the hashes may take while two hundred people log in (MiB).
const SLACK: u64 = 96;

fn real_cost(memory_mib: u32) -> Vec<(&'static str, Value)> {
    vec![
        ("auth.argon2_memory_kib", json!(19_456)),
        ("auth.argon2_passes", json!(2)),
        ("auth.hash_memory_mib", json!(memory_mib)),
    ]
}

both_engines! {
    async fn two_hundred_log_in_at_once_within_the_stated_memory(engine: TestEngine) {
        const MEMORY: u32 = 40;
        let test = place::start_with(engine, &real_cost(MEMORY)).await;
        let hasher = test.app().state::<State>().hasher.clone();
        let encoded = hasher.hash(PASSWORD, [5; 16]).await.unwrap();
        for n in 0..200 {
            newcomer(&test, &format!("eleve{n}"), &encoded, None).await;
        }
        let busy = place::logged_in(&test, STUDENT).await;
        let before = resident_mib("VmRSS");
        std::fs::write("/proc/self/clear_refs", "5").unwrap();

        let over = Arc::new(AtomicBool::new(false));
        let watching = tokio::spawn({
            let (over, hasher) = (over.clone(), hasher.clone());
            async move {
                let mut peak = 0;
                while !over.load(Ordering::SeqCst) {
                    peak = peak.max(hasher.memory_in_use_mib());
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                peak
            }
        });
        let served = tokio::spawn({
            let over = over.clone();
            async move {
                let (mut count, mut slowest) = (0, Duration::ZERO);
                while !over.load(Ordering::SeqCst) {
                    let start = Instant::now();
                    busy.get("/auth/profile/").send().await.expect(200);
                    busy.get("/api/me/sessions/").send().await.expect(200);
                    slowest = slowest.max(start.elapsed());
                    count += 1;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                (count, slowest)
            }
        });
        let made = hasher.made();
        let all = (0..200).map(|n| {
            let client = test.anonymous();
            tokio::spawn(async move { client.post("/api/token/").json(right(&format!("eleve{n}"))).send().await.expect(200) })
        });
        futures::future::try_join_all(all).await.unwrap();
        over.store(true, Ordering::SeqCst);

        assert_eq!(hasher.made() - made, 200);
        let peak = watching.await.unwrap();
        assert!((19..=MEMORY).contains(&peak), "{peak} MiB of hashes at once");
        let grown = resident_mib("VmHWM").saturating_sub(before);
        assert!(grown <= u64::from(MEMORY) + SLACK, "{grown} MiB more than before");
        let (count, slowest) = served.await.unwrap();
        assert!(count >= 20 && slowest < Duration::from_secs(20), "{count} requests, the slowest took {slowest:?}");
    }

    async fn a_client_that_hangs_up_does_not_free_memory_that_is_in_use(engine: TestEngine) {
        let mut settings = real_cost(20);
        settings[1].1 = json!(20);
        let test = place::start_with(engine, &settings).await;
        let hasher = test.app().state::<State>().hasher.clone();
        for _ in 0..2 {
            let client = test.anonymous();
            let attempt = tokio::spawn(async move { client.post("/api/token/").json(wrong("nobody")).send().await });
            while hasher.memory_in_use_mib() == 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let made = hasher.made();
            attempt.abort();
            assert!(attempt.await.is_err_and(|error| error.is_cancelled()));
            assert_eq!(hasher.memory_in_use_mib(), 19, "the hash goes on without its client");
            // Whoever comes next waits for it.
            let next = tokio::spawn({
                let hasher = hasher.clone();
                async move { hasher.verify("x", &hashing::sample(Scheme::own(hasher.cost()))).await.unwrap() }
            });
            tokio::time::sleep(Duration::from_millis(20)).await;
            assert!(hasher.memory_in_use_mib() <= 20 && hasher.made() <= made + 1);
            assert!(!next.await.unwrap());
            assert_eq!(hasher.memory_in_use_mib(), 0);
        }
    }

    async fn a_full_queue_says_so_and_counts_nobodys_attempt(engine: TestEngine) {
        let mut settings = real_cost(20);
        settings.push(("auth.hash_queue", json!(5)));
        let test = place::start_with(engine, &settings).await;
        let all = (0..40).map(|n| {
            let client = test.anonymous();
            tokio::spawn(async move { client.post("/api/token/").json(wrong(&format!("nobody{n}"))).send().await })
        });
        let answers = futures::future::try_join_all(all).await.unwrap();
        let (refused, full): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status() == 401);
        assert_eq!(recorded(&test, "login_failed").await, refused.len() as i64);
        assert!(full.len() >= 10 && refused.len() >= 5, "{} full, {} checked", full.len(), refused.len());
        for answer in full {
            let answer = answer.refused(503, "hash_queue_full");
            assert_eq!(answer.header("retry-after"), Some("1"));
        }
        post(&test, "/api/token/", right(STUDENT)).await.expect(200);
    }

    async fn a_hash_larger_than_the_bound_runs_alone(engine: TestEngine) {
        drop(engine);
        let hasher = Hasher::new(&AuthConfig { hash_memory_mib: 20, ..AuthConfig::default() });
        let large = Scheme::own(hashing::Argon2Cost { memory_kib: 65_536, passes: 1, lanes: 1 });
        let all = (0..4).map(|n| {
            let hasher = hasher.clone();
            let encoded = if n % 2 == 0 { hashing::sample(large) } else { hashing::sample(Scheme::own(hasher.cost())) };
            tokio::spawn(async move { hasher.verify("x", &encoded).await.unwrap() })
        });
        assert_eq!(futures::future::try_join_all(all).await.unwrap(), [false; 4]);
        assert_eq!(hasher.memory_in_use_mib(), 0);
    }

    async fn refusals_take_as_long_as_the_slowest_imported_hash(engine: TestEngine) {
        let test = place::start(engine).await;
        let state = test.app().state::<State>();
        let slow = hashing::sample(Scheme::Pbkdf2 { prf: Prf::Sha256, iterations: 1_000_000 });
        newcomer(&test, "venu.de.django", &slow, Some(slow.clone())).await;
        let admin = place::logged_in(&test, ADMIN).await;
        deactivate(&test, &admin, CLIENT).await;
        state.padding.forget();
        let mut once = Duration::MAX;
        for _ in 0..3 {
            let start = Instant::now();
            state.hasher.verify("x", &slow).await.unwrap();
            once = once.min(start.elapsed());
        }
        // The first refusal also measures the scheme.
        post(&test, "/api/token/", wrong("nobody0")).await.expect(401);
        for (door, body) in [
            ("/api/token/", wrong("nobody1")),
            ("/api/token/", wrong(STUDENT)),
            ("/api/token/", right(CLIENT)),
            ("/auth/admin/login/", right(STUDENT)),
            ("/api/token/", wrong("venu.de.django")),
        ] {
            let start = Instant::now();
            post(&test, door, body.clone()).await.refused(401, "invalid_credentials");
            let taken = start.elapsed();
            assert!(taken * 10 >= once * 8, "{door} {body} took {taken:?}, the scheme {once:?}");
        }
        // Whoever is right does not wait.
        let start = Instant::now();
        post(&test, "/api/token/", right(STUDENT)).await.expect(200);
        assert!(start.elapsed() < once.max(Duration::from_millis(300)));
    }

    async fn an_imported_password_works_and_is_made_anew(engine: TestEngine) {
        let test = place::start(engine).await;
        // Argon2 as Django writes it, at another cost.
        let state = test.app().state::<State>();
        let dear = Hasher::new(&AuthConfig { argon2_memory_kib: 64, argon2_passes: 3, ..AuthConfig::default() });
        let encoded = dear.hash(PASSWORD, [9; 16]).await.unwrap();
        let sample = hashing::sample(Scheme::own(dear.cost()));
        newcomer(&test, "venu.d.ailleurs", &format!("argon2{encoded}"), Some(sample)).await;
        let all = (0..4).map(|_| {
            let client = test.anonymous();
            tokio::spawn(async move { client.post("/api/token/").json(right("venu.d.ailleurs")).send().await.expect(200) })
        });
        futures::future::try_join_all(all).await.unwrap();
        let stored = stored(&test, "venu.d.ailleurs").await;
        assert!(!hashing::needs_upgrade(&stored, state.hasher.cost()), "{stored}");
        post(&test, "/api/token/", right("venu.d.ailleurs")).await.expect(200);
    }
}

async fn stored(test: &TestApp, login: &str) -> String {
    let id = user_id(test, login).await;
    preau_accounts::store::credentials::get(test.db().read(), id).await.unwrap().password
}

fn resident_mib(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}
