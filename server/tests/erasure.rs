//! What is left of a person after an erasure, when the whole program is there.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

#[path = "../../apps/accounts/tests/it/desk.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod desk;
#[path = "../../apps/accounts/tests/it/memory.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod memory;
#[path = "../../apps/accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;

both_engines! {
    async fn an_erased_person_is_nowhere_in_the_database(engine: TestEngine) {
        let mut others = preau::modules::every();
        others.retain(|module| module.name() != "accounts");
        others.push(std::sync::Arc::new(memory::Memory));
        let test = place::start_among(engine, others, &[]).await;
        let manager = desk::manager(&test).await;
        let mut user = desk::person("Zorglub", "Zorglubson", "zorglub@ecole.fr");
        user["username"] = json!("zorglub");
        let made = desk::create(&test, &manager, "/api/students/", json!({"user": user, "level": "zorglub"})).await;
        let id = made["user"]["id"].as_i64().unwrap();
        desk::first_login(&test, "zorglub@ecole.fr").await;
        desk::token(&test, "zorglub@ecole.fr", "faux").await.expect(401);
        let rename = json!({"first_name": "Zorglubine"});
        manager.patch(&format!("/api/users/{id}/")).json(rename).send().await.expect(200);
        test.anonymous().post("/auth/forgot-password/").json(json!({"email": "zorglub@ecole.fr"})).send().await.expect(200);
        test.drain_jobs().await;
        memory::remember(&test, id, "zorglub had 20/20").await;
        let run = "INSERT INTO admin_runs (entity, action, selection, is_dry, actor_id, state, total, done, refused, cursor, \
                   report, request_id, created_at, finished_at) VALUES ('users', 'activate', 'search=zorglub', FALSE, 1, \
                   'done', 1, 0, 1, 1, '[\"Zorglub\"]', 'test', 1, 1)";
        desk::exec(&test, run).await;
        let view = format!("INSERT INTO admin_views (entity, user_id, name, query, is_default, created_by, created_at) \
                            VALUES ('users', {id}, 'zorglub', '', FALSE, {id}, 1)");
        desk::exec(&test, &view).await;
        assert!(memory::everywhere(&test, "zorglub").await.len() > 5, "the search finds");
        manager.post(&format!("/api/users/{id}/erasure/")).send().await.expect(204);
        test.drain_jobs().await;
        assert_eq!(memory::everywhere(&test, "zorglub").await, Vec::<String>::new());
        assert_eq!(desk::number(&test, &format!("SELECT COUNT(*) FROM users WHERE id = {id}")).await, 1, "a tombstone");
        assert_eq!(desk::newest_entries(&test, 10).await.iter().filter(|action| *action == "user_erased").count(), 1);
    }
}
