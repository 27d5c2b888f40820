//! Password slips: JSON for programs, a page to print for browsers.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::browser::HTML;
use crate::place;

both_engines! {
    async fn a_browser_gets_cards_to_print(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, "admin@example.com").await;
        let admin = test.bearer(&access);
        let request = admin.post("/api/users/password-slips/").header("accept", HTML).json(json!({"users": [3, 4]}));
        let answer = request.send().await.expect(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.header("content-type").unwrap().starts_with("text/html"));
        let page = answer.text();
        assert_eq!(page.matches("<article").count(), 2);
        for part in ["Jean professeur", "etudiant@example.com", "http://127.0.0.1:8000/app", "2 fiches."] {
            assert!(page.contains(part), "{part}:\n{page}");
        }
        let single = admin.post("/api/users/3/password-slip/").header("accept", HTML).send().await.expect(200);
        assert_eq!(single.text().matches("<article").count(), 1);
    }

    async fn a_program_gets_json(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, "admin@example.com").await;
        for accept in ["application/json", "*/*"] {
            let request = test.bearer(&access).post("/api/users/3/password-slip/").header("accept", accept).send().await;
            let answer = request.expect(200);
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.json()["login"], "professeur@example.com");
        }
        let (student, _) = place::pair(&test, "etudiant@example.com").await;
        let refused = test.bearer(&student).post("/api/users/3/password-slip/").header("accept", HTML).send().await;
        refused.refused(403, "forbidden");
    }
}
