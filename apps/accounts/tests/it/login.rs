//! The doors of seed 001, as the contract fixes them.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::place::{self, PASSWORD};

both_engines! {
    async fn an_administrator_comes_in_by_both_names_of_the_door(engine: TestEngine) {
        let test = place::start(engine).await;
        let credentials = json!({"email": "admin@example.com", "password": PASSWORD});
        let answer = test.anonymous().post("/auth/admin/login/").json(&credentials).send().await.expect(200);
        let body = answer.json();
        assert_eq!(body["message"], "Connexion administrateur réussie");
        assert_eq!(body["user_type"], "superuser");
        assert_eq!(body["expires_in"], 86_400);
        assert_eq!(body["permissions"].as_object().unwrap().len(), 7);
        assert_eq!(body["user"]["is_superuser"], true);
        let access = body["access_token"].as_str().unwrap();
        let profile = test.bearer(access).get("/auth/profile/").send().await.expect(200).json();
        assert_eq!(profile["user_type"], "superuser");
        test.anonymous().get("/auth/profile/").send().await.refused(401, "not_authenticated");
    }

    async fn a_professor_is_told_what_seed_001_shows(engine: TestEngine) {
        let test = place::start(engine).await;
        let credentials = json!({"email": "Professeur@Example.com", "password": PASSWORD});
        let answer = test.anonymous().post("/auth/user/login/").json(&credentials).send().await.expect(200);
        let body = answer.json();
        assert_eq!(body["message"], "Connexion professor réussie");
        assert_eq!(body["roles"], json!(["PROFESSOR"]));
        assert_eq!(body["user"]["modules"], json!([1, 2, 3]));
        assert_eq!(body["user"]["roles_details"], json!([{"name": "PROFESSOR"}]));
        assert_eq!(body["must_change_password"], false);
    }
}
