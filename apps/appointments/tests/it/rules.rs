//! What a coach decides: rules, days off, and what coaches are to the public.

use preau_testkit::{TestEngine, both_engines, redact};
use serde_json::json;

use super::practice::{book, client, coach, id, open, staff, starts};

both_engines! {
    async fn anybody_sees_who_can_be_booked_and_by_which_rules(engine: TestEngine) {
        let test = open(engine).await;
        let coaches = test.anonymous().get("/api/coaches/").send().await.expect(200).json();
        insta::assert_json_snapshot!("coaches", redact(coaches));
        let english = test.anonymous().get("/api/coaches/").header("accept-language", "en").send().await.expect(200).json();
        assert_eq!(english["results"][0]["services"][0]["name"], "Individual session");
    }

    async fn hours_are_changed_by_their_coach_and_by_staff(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        let path = "/api/coaches/6/rules/";
        client.get(path).send().await.refused(403, "forbidden");
        coach.get("/api/coaches/7/rules/").send().await.refused(404, "not_found");
        staff.get("/api/coaches/7/rules/").send().await.refused(404, "not_found");
        let saturday = json!([{"day": 6, "opens": "10:00", "closes": "12:00"}]);
        let changed = coach.patch(path).json(json!({"hours": saturday, "video_url": "https://visio.example/sophie", "horizon_days": 90})).send().await.expect(200).json();
        assert_eq!((changed["pause"].clone(), changed["row_version"].clone()), (json!(10), json!(1)));
        assert_eq!(starts(&client, "2026-11-28").await.len(), 2);
        assert!(starts(&client, "2026-11-24").await.is_empty());
        staff.patch(path).json(json!({"pause": 0, "row_version": 0})).send().await.refused(409, "row_changed");
        staff.patch(path).json(json!({"pause": 0, "row_version": 1})).send().await.expect(200);
        for wrong in [json!({"pause": -1}), json!({"hours": [{"day": 9, "opens": "09:00", "closes": "10:00"}]}), json!({"video_url": "javascript:1"}),
            json!({"horizon_days": 0}), json!({"most_active": 0}), json!({"notice": "x"})] {
            coach.patch(path).json(&wrong).send().await.refused(400, "invalid");
        }
        let link = test.anonymous().get("/api/coaches/").send().await.expect(200).json();
        assert_eq!(link["results"][0]["rules"]["video_url"], "", "the link is for those who have booked");
        let whole = coach.put(path).json(json!({"pause": 15})).send().await.expect(200).json();
        assert_eq!((whole["pause"].clone(), whole["horizon_days"].clone(), whole["hours"].as_array().unwrap().len()), (json!(15), json!(60), 10));
    }

    async fn a_day_off_closes_it_and_names_what_was_booked(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-24", "10:50").await;
        let path = "/api/coaches/6/exceptions/";
        let away = coach.post(path).json(json!({"day": "2026-11-24", "kind": "closed_part", "from_time": "09:00", "to_time": "12:30", "reason": "Dentiste"})).send().await.expect(201).json();
        assert_eq!(away["hit"][0]["id"], mine["id"]);
        assert_eq!(starts(&client, "2026-11-24").await.len(), 4);
        coach.post(path).json(json!({"day": "2026-11-28", "kind": "extra", "from_time": "09:00", "to_time": "10:00"})).send().await.expect(201);
        assert_eq!(starts(&client, "2026-11-28").await, [("09:00".to_owned(), true)]);
        let list = coach.get(path).send().await.expect(200).json();
        assert_eq!(list["count"], 2);
        coach.delete(&format!("{path}{}/", id(&away))).send().await.expect(204);
        assert_eq!(starts(&client, "2026-11-24").await.len(), 8);
        for wrong in [json!({}), json!({"day": "2026-11-24", "kind": "x"}), json!({"day": "2026-11-24", "kind": "extra"}),
            json!({"day": "2026-11-24", "kind": "extra", "from_time": "10:00", "to_time": "09:00"})] {
            coach.post(path).json(&wrong).send().await.refused(400, "invalid");
        }
        client.get(path).send().await.refused(403, "forbidden");
        test.drain_jobs().await;
    }

    async fn the_pages_of_the_site_are_read_by_all(engine: TestEngine) {
        let test = open(engine).await;
        let pages = test.anonymous().get("/api/pages/").send().await.expect(200).json();
        let slugs: Vec<_> = pages["results"].as_array().unwrap().iter().map(|page| page["slug"].as_str().unwrap().to_owned()).collect();
        assert_eq!(slugs, ["home", "about", "methods", "services"]);
        let about = test.anonymous().get("/api/pages/about/").header("accept-language", "en").send().await.expect(200).json();
        assert_eq!(about["title"], "About me");
        test.anonymous().get("/api/pages/none/").send().await.refused(404, "not_found");
    }
}
