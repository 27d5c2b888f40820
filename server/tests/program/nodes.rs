//! Two nodes on one PostgreSQL: what ends on one has ended on the other, also while the connection by which it would
//! hear of it is cut.

use std::time::{Duration, Instant};

use preau_testkit::{Engine, TestDb, run_on};
use serde_json::json;

use super::process::{Home, PASSWORD};
use super::web::Web;

/// From the answer of the one node to the refusal of the other.
const AT_ONCE: Duration = Duration::from_secs(1);

#[test]
fn what_ends_on_one_node_is_refused_by_the_other_at_once() {
    on_two_nodes(|_, first, second| {
        let admin = first.clone().logged_in("chef@ecole.example");
        for n in 0..3 {
            let (id, person) = new_person(&admin, n);
            warm(second, &person);
            admin.patch(&format!("/api/users/{id}/"), &json!({"is_active": false})).expect(200);
            refused_at_once(second, &person.access);

            let (_, person) = new_person(&admin, n + 100);
            warm(second, &person);
            let bearer = first.clone().with_token(&person.access);
            bearer.post("/auth/logout/", &json!({"refresh_token": person.refresh})).expect(200);
            refused_at_once(second, &person.access);
        }
    });
}

#[test]
fn a_cut_listen_connection_changes_nothing() {
    on_two_nodes(|home, first, second| {
        let admin = first.clone().logged_in("chef@ecole.example");
        for n in 0..3 {
            let (id, person) = new_person(&admin, n);
            warm(second, &person);
            assert!(cut_listeners(home) >= 1, "there was a connection to cut");
            admin.patch(&format!("/api/users/{id}/"), &json!({"is_active": false})).expect(200);
            refused_at_once(second, &person.access);
            // Back again before the next round.
            std::thread::sleep(Duration::from_millis(1500));
        }
    });
}

/// Two programs on one database, and what to do with them.
fn on_two_nodes(test: impl FnOnce(&Home, &Web, &Web) + Send + 'static) {
    run_on(Engine::Postgres, "nodes", async |database: TestDb| {
        let home = Home::new().on_database(database.db().url()).with_cheap_hashes();
        let blocking = tokio::task::spawn_blocking(move || {
            home.create_superuser("chef@ecole.example");
            let (first, second) = (home.serve(), home.serve());
            // Both hear themselves by now, so that what follows is answered from memory.
            std::thread::sleep(Duration::from_secs(1));
            test(&home, &first.web(), &second.web());
            first.stop();
            second.stop();
        });
        blocking.await.unwrap();
    });
}

struct Tokens {
    access: String,
    refresh: String,
}

/// Somebody who registered themself and logged in.
fn new_person(admin: &Web, n: usize) -> (i64, Tokens) {
    let email = format!("personne{n}@ecole.example");
    let body = json!({"email": email, "password": PASSWORD, "first_name": "Une", "last_name": "Autre"});
    let id = admin.post("/api/user/register/", &body).expect(201).json()["id"].as_i64().unwrap();
    let pair = admin.post("/api/token/", &json!({"email": email, "password": PASSWORD})).expect(200).json();
    let text = |key: &str| pair[key].as_str().unwrap().to_owned();
    (id, Tokens { access: text("access"), refresh: text("refresh") })
}

fn profile(web: &Web, access: &str) -> u16 {
    web.clone().with_token(access).get("/auth/profile/").status
}

/// The node knows the person by heart.
fn warm(web: &Web, person: &Tokens) {
    for _ in 0..3 {
        assert_eq!(profile(web, &person.access), 200);
    }
}

#[track_caller]
fn refused_at_once(web: &Web, access: &str) {
    let began = Instant::now();
    while profile(web, access) != 401 {
        assert!(began.elapsed() < AT_ONCE, "still let in after {:?}", began.elapsed());
    }
    // And it stays so.
    for _ in 0..5 {
        assert_eq!(profile(web, access), 401);
    }
}

/// Ends the connections by which nodes of this database hear of one another; returns how many there were.
fn cut_listeners(home: &Home) -> i64 {
    let sql = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
               WHERE application_name = 'preau-listen' AND datname = current_database()";
    let url = home.database().to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        use sqlx::Connection;
        let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
        let cut: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        cut
    })
}
