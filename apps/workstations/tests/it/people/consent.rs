//! Consent: its text, who gives it, what becomes of it.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::rooms::{count, id, open, operator};
use super::{publish, register, registered};

both_engines! {
    async fn a_text_is_published_once_and_for_all(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let visitor = registered(&desk, "Ada", "Lovelace").await;
        let consent = format!("/api/visitors/{visitor}/consent/");
        desk.post(&consent).json(json!({"given_by": "self"})).send().await.refused(409, "no_consent_text");
        let draft = desk.post("/api/consent-texts/").json(json!({"version": "1", "body_fr": "A", "body_en": "B"})).send().await;
        let path = format!("/api/consent-texts/{}/", id(&draft.expect(201).json()));
        desk.patch(&path).json(json!({"body_fr": "AA"})).send().await.expect(200);
        desk.post(&consent).json(json!({"given_by": "self", "text_version": "1"})).send().await.expect(400);
        let published = desk.post(&format!("{path}publication/")).send().await.expect(200).json();
        assert_eq!(published["is_current"], true);
        desk.patch(&path).json(json!({"body_fr": "AAA"})).send().await.refused(409, "text_is_published");
        desk.delete(&path).send().await.refused(409, "text_is_published");
        let file = desk.post(&consent).json(json!({"given_by": "self"})).send().await.expect(201).json();
        assert_eq!((&file["consent"]["text_version"], &file["consent"]["is_current"]), (&json!("1"), &json!(true)));
        test.advance(chrono::TimeDelta::seconds(1));
        publish(&desk, "2").await;
        let file = desk.get(&format!("/api/visitors/{visitor}/")).send().await.json();
        assert_eq!(file["consent"]["is_current"], false);
        assert_eq!(desk.get("/api/visitors/?consent=given").send().await.json()["count"], 1);
        desk.delete(&consent).send().await.expect(200);
        desk.delete(&consent).send().await.refused(409, "no_consent");
        assert_eq!(desk.get("/api/visitors/?consent=missing").send().await.json()["count"], 1);
        let all = desk.get(&consent).send().await.json();
        assert!(all["results"][0]["withdrawn_at"].is_string(), "what was given stays as proof");
    }

    async fn who_consented_to_which_text_is_known(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        publish(&desk, "1").await;
        let (ada, bob) = (registered(&desk, "Ada", "Lovelace").await, registered(&desk, "Charles", "Babbage").await);
        for visitor in [ada, bob] {
            test.advance(chrono::TimeDelta::seconds(1));
            desk.post(&format!("/api/visitors/{visitor}/consent/")).json(json!({"given_by": "self"})).send().await.expect(201);
        }
        test.advance(chrono::TimeDelta::seconds(1));
        publish(&desk, "2").await;
        desk.post(&format!("/api/visitors/{ada}/consent/")).json(json!({"given_by": "self"})).send().await.expect(201);
        let names = async |path: &str| {
            let listed = desk.get(path).send().await.expect(200).json();
            let one = |one: &serde_json::Value| (one["visitor_name"].as_str().unwrap().to_owned(), one["withdrawn_at"].is_null());
            listed["results"].as_array().unwrap().iter().map(one).collect::<Vec<_>>()
        };
        let texts = desk.get("/api/consent-texts/").send().await.expect(200).json();
        assert_eq!(texts["results"].as_array().unwrap().iter().map(|text| text["consents_count"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 2]);
        let (second, first) = (id(&texts["results"][0]), id(&texts["results"][1]));
        let (ada, bob) = ("Ada Lovelace".to_owned(), "Charles Babbage".to_owned());
        assert_eq!(names(&format!("/api/consent-texts/{first}/consents/")).await, [(bob.clone(), true), (ada.clone(), false)]);
        assert_eq!(names(&format!("/api/consent-texts/{first}/consents/?holds=true")).await, [(bob, true)]);
        assert_eq!(names(&format!("/api/consent-texts/{second}/consents/")).await, [(ada, true)]);
        desk.get(&format!("/api/consent-texts/{first}/consents/?holds=x")).send().await.expect(400);
        desk.get("/api/consent-texts/999/consents/").send().await.refused(404, "not_found");
    }

    async fn a_child_has_a_guardian_and_a_birth_date_that_turns_up_counts(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        publish(&desk, "1").await;
        let child = register(&desk, json!({"first_name": "Léo", "last_name": "Petit", "birth_date": "2011-11-24"})).await;
        let consent = format!("/api/visitors/{}/consent/", id(&child));
        desk.post(&consent).json(json!({"given_by": "self"})).send().await.expect(400);
        let given = desk.post(&consent).json(json!({"given_by": "guardian", "guardian_name": "Mme Petit"})).send().await;
        assert_eq!(given.expect(201).json()["consent"]["guardian_name"], "Mme Petit");
        // Somebody whose age nobody knew turns out to be a child: what they gave does not hold.
        let other = register(&desk, json!({"first_name": "Zoé", "last_name": "Grand", "consent": {"given_by": "self"}})).await;
        let path = format!("/api/visitors/{}/", id(&other));
        let now = desk.patch(&path).json(json!({"birth_date": "2014-05-06"})).send().await.expect(200).json();
        assert_eq!((&now["consent"], &now["age"]), (&json!(null), &json!(12)));
        assert_eq!(count(&test, "audit_entries WHERE action = 'consent_withdrawn'").await, 1);
        // A day later Léo is 15 and may consent alone; one consent holds at a time.
        test.advance(chrono::TimeDelta::days(1));
        let desk = operator(&test).await;
        desk.post(&consent).json(json!({"given_by": "self"})).send().await.expect(201);
        assert_eq!(count(&test, "visitor_consents WHERE withdrawn_at IS NULL").await, 1);
    }
}
