//! The sample place: who is in it, and that the printed log-ins work.

use preau_accounts::demo::{PASSWORD, cast, fill};
use preau_kernel::db::Sql;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;
use std::sync::Arc;

use preau_accounts::Accounts;

both_engines! {
    async fn everybody_is_there_and_the_eight_log_in(engine: TestEngine) {
        let builder = TestApp::builder().modules(vec![Arc::new(Accounts)]).demo();
        let test = builder.set("auth.argon2_memory_kib", 32).set("auth.argon2_passes", 1).start(engine).await;
        fill(test.app()).await.unwrap();
        let count = async |table: &str| {
            test.db().read().number(&format!("SELECT COUNT(*) FROM {table}"), vec![]).await.unwrap()
        };
        for (table, expected) in [
            ("professors", 12),
            ("students", 120),
            ("tutors", 40),
            ("school_managers", 2),
            ("coaches", 1),
            ("modules", 8),
            ("operators", 2),
            ("users WHERE email IS NULL", 13),
            ("users WHERE is_superuser = TRUE", 1),
            ("credentials WHERE must_change = TRUE", 0),
            ("modules WHERE id BETWEEN 1 AND 8", 8),
        ] {
            assert_eq!(count(table).await, expected, "{table}");
        }
        for (email, role) in cast::LOGINS {
            let body = json!({"email": email, "password": PASSWORD});
            let pair = test.anonymous().post("/api/token/").json(&body).send().await.expect(200).json();
            let profile = test.bearer(pair["access"].as_str().unwrap()).get("/auth/profile/").send().await;
            let profile = profile.expect(200).json();
            assert_eq!(profile["user_type"], role.map_or("superuser", |role| role.user_type()), "{email}");
            assert_eq!(profile["must_change_password"], false);
        }
        // Somebody without an address, by the username.
        let row = test.db().read().get("SELECT username FROM users WHERE email IS NULL LIMIT 1", vec![]).await.unwrap();
        let username: String = row.try_get_by_index(0).unwrap();
        let body = json!({"email": username, "password": PASSWORD});
        test.anonymous().post("/api/token/").json(&body).send().await.expect(200);

        // The plots of the dashboard show something.
        let days = preau_accounts::actions::figures::days(test.app()).await.unwrap();
        let logins = &days[0].1;
        assert!(logins.iter().all(|(_, count)| *count > 0), "{logins:?}");
        assert!(days[1].1.iter().filter(|(_, count)| *count > 0).count() > 5, "{:?}", days[1]);

        // A second start of the same demonstration adds nobody.
        let before = count("users").await;
        fill(test.app()).await.unwrap();
        assert_eq!(count("users").await, before);
    }
}
