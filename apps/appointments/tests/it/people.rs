//! What becomes of appointments when a person is exported, erased or merged.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::practice::{book, client, coach, count, is_free, open, staff};

both_engines! {
    async fn an_erased_client_leaves_numbers_only(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        let body = json!({"date": "2026-11-25", "start": "09:00", "message": "Confidentiel"});
        client.post("/api/appointments/").json(&body).send().await.expect(201);
        test.drain_jobs().await;
        assert_eq!(count(&test, "mails WHERE text LIKE '%Confidentiel%' OR text LIKE '%Jean client%'").await, 1);
        coach.post("/api/notes/?client=7").json(json!({"text": "Note", "shared": true})).send().await.expect(201);
        let export = client.get("/api/me/export/").send().await.expect(200).text();
        assert!(export.contains("Confidentiel") && export.contains("Note"), "{export}");
        staff.post("/api/users/7/erasure/").json(json!({})).send().await.expect(204);
        assert_eq!(count(&test, "appointments WHERE status = 'cancelled' AND message = ''").await, 1);
        test.drain_jobs().await;
        assert_eq!(count(&test, "mails WHERE text LIKE '%Confidentiel%' OR text LIKE '%Jean client%'").await, 0);
        assert_eq!((count(&test, "client_notes").await, count(&test, "time_claims").await), (0, 0));
        assert_eq!(count(&test, "users WHERE id = 7 AND tombstone_at IS NOT NULL").await, 1);
        assert!(is_free(&staff, "2026-11-25", "09:00").await);
        test.drain_jobs().await;
    }

    async fn two_records_of_a_client_become_one(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        book(&client, "2026-11-25", "09:00").await;
        coach.post("/api/notes/?client=7").json(json!({"text": "Note"})).send().await.expect(201);
        test.drain_jobs().await;
        staff.post("/api/users/7/merge/").json(json!({"into": 4})).send().await.expect(200);
        assert_eq!(count(&test, "appointments WHERE client_id = 4").await, 1);
        assert_eq!(count(&test, "client_notes WHERE client_id = 4").await, 1);
        assert_eq!(count(&test, "time_claims WHERE subject_id = 4").await, 1);
        test.drain_jobs().await;
    }
}
