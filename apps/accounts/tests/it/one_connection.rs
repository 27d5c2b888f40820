//! Whatever sends a mail needs one connection of the pool and never a second one beside it: with a pool of one, whoever
//! asks for another within a transaction waits for themselves. (With more, many at once would wait for each other.) This
//! node does not listen, so that nothing of the place stands in its cache on PostgreSQL.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::{desk, place};

both_engines! {
    async fn mails_are_queued_over_the_connection_of_their_transaction(engine: TestEngine) {
        let test = place::start_with(engine, &[("database.max_connections", json!(1))]).await;
        let staff = desk::superuser(&test).await;
        // A first password, its change, another one.
        let made = desk::create(&test, &staff, "/api/students/", json!({"user": desk::person("Ada", "Byron", "ada@ecole.fr")})).await;
        let ada = desk::first_login(&test, "ada@ecole.fr").await;
        let id = made["user"]["id"].as_i64().unwrap();
        staff.post(&format!("/api/users/{id}/password-mail/")).send().await.expect(204);
        ada.get("/api/me/").send().await.expect(401);
        // A class of them.
        let sheet = "last_name,first_name,email\nCurie,Marie,marie@ecole.fr\nNoether,Emmy,emmy@ecole.fr\n";
        staff.post("/api/students/import/").body("text/csv", sheet).send().await.expect(200);
        // Forgotten ones, by both ways.
        for path in ["/auth/forgot-password/", "/auth/forgot-password-temp/"] {
            test.anonymous().post(path).json(json!({"email": "client@example.com"})).send().await.expect(200);
        }
        // An address to be proven, of a new person and of a known one.
        let new = json!({"email": "nouvelle@ecole.fr", "password": "Trois chevaux lents", "first_name": "Zoé", "last_name": "Neuve"});
        test.anonymous().post("/api/user/register/").json(new).send().await.expect(201);
        let coach = place::logged_in(&test, "coach@example.com").await;
        coach.post("/api/me/email/").json(json!({"email": "autre@ecole.fr", "current_password": place::PASSWORD})).send().await.expect(200);
        test.drain_jobs().await;
        let to: std::collections::BTreeSet<_> = test.mails().into_iter().map(|mail| mail.to).collect();
        for address in ["ada@ecole.fr", "marie@ecole.fr", "emmy@ecole.fr", "client@example.com", "nouvelle@ecole.fr", "autre@ecole.fr"] {
            assert!(to.contains(address), "{address} among {to:?}");
        }
    }
}
