//! The look-up before registering, and two files that are one.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::rooms::{count, id, open, open_to_all, operator, run, seat};
use super::{publish, register, registered};

both_engines! {
    async fn whoever_is_there_already_is_named_first(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let body = json!({"first_name": "Anne-Zoé", "last_name": "Lefèvre", "birth_date": "2001-02-03"});
        let first = register(&desk, body).await;
        for (body, is_double) in [
            (json!({"first_name": "ANNE ZOE", "last_name": "lefevre"}), true),
            (json!({"first_name": "Lefèvre", "last_name": "Anne-Zoé", "birth_date": "2001-02-03"}), true),
            (json!({"first_name": "Anne-Zoé", "last_name": "Lefèvre", "birth_date": "1999-02-03"}), false),
        ] {
            let answer = desk.post("/api/visitors/").json(&body).send().await;
            if is_double {
                let answer = answer.refused(409, "probable_double").json();
                assert_eq!(answer["doubles"][0]["id"], first["id"]);
            } else {
                answer.expect(201);
            }
        }
        let again = json!({"first_name": "Anne-Zoé", "last_name": "Lefèvre", "accept_double": true});
        register(&desk, again).await;
        let found = desk.get("/api/visitors/lookup/?first_name=anne%20zoe&last_name=LEFEVRE&birth_date=2001-02-03").send().await;
        let found = found.expect(200).json()["results"].clone();
        assert_eq!((&found[0]["likeness"], found.as_array().unwrap().len()), (&json!("likely"), 3));
        let typed = desk.get("/api/visitors/lookup/?search=lef").send().await.json()["results"].clone();
        assert_eq!((typed.as_array().unwrap().len(), &typed[0]["likeness"]), (3, &json!("possible")));
        assert_eq!(desk.get("/api/visitors/lookup/").send().await.json()["results"], json!([]));
        desk.get("/api/visitors/lookup/?search=lef&birth_date=x").send().await.expect(400);
    }

    async fn people_of_the_place_show_themselves_to_who_knows_them(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let names = desk.get("/api/visitors/lookup/?search=client").send().await.json()["results"].clone();
        assert_eq!(names, json!([]), "a name alone finds visitors only");
        let known = desk.get("/api/visitors/lookup/?email=client%40example.com").send().await.json()["results"].clone();
        assert_eq!((known.as_array().unwrap().len(), &known[0]["visitor"]), (1, &json!(null)));
    }

    async fn what_agrees_is_told(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let body = json!({"first_name": "Ada", "last_name": "Lovelace", "birth_date": "1990-12-10", "email": "ada@example.com",
            "phone": "06 39 98 00 01"});
        register(&desk, body).await;
        let asked = async |query: &str| {
            let answer = desk.get(&format!("/api/visitors/lookup/?{query}")).send().await.expect(200).json();
            answer["results"].as_array().unwrap().iter().map(|one| (one["likeness"].clone(), one["reasons"].clone(), one["phone"].clone())).collect::<Vec<_>>()
        };
        let phone = json!("06 39 98 00 01");
        assert_eq!(asked("first_name=ada&last_name=lovelace&birth_date=1990-12-10").await, [(json!("likely"), json!(["name", "birth_date"]), phone.clone())]);
        assert_eq!(asked("email=Ada%40example.com").await, [(json!("likely"), json!(["email"]), phone.clone())]);
        assert_eq!(asked("phone=06%2039%2098%2000%2001").await, [(json!("possible"), json!(["phone"]), phone.clone())]);
        assert_eq!(asked("search=love").await, [(json!("possible"), json!(["name"]), phone.clone())]);
        assert!(asked("phone=0123").await.is_empty());
        let refused = desk.post("/api/visitors/").json(json!({"first_name": "Ada", "last_name": "Lovelace"})).send().await;
        assert_eq!(refused.refused(409, "probable_double").json()["doubles"][0]["reasons"], json!(["name"]));
    }

    async fn two_files_become_one(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        publish(&desk, "1").await;
        let (one, two) = (seat(&desk, "PC 1").await, seat(&desk, "PC 2").await);
        let body = json!({"first_name": "Ada", "last_name": "Lovelace", "phone": "06 39 98 00 01", "notes": "Un",
            "consent": {"given_by": "self"}});
        let old = id(&register(&desk, body).await);
        test.advance(chrono::TimeDelta::minutes(1));
        let body = json!({"first_name": "Ada", "last_name": "Lovelace", "birth_date": "1990-12-10", "notes": "Deux",
            "accept_double": true, "consent": {"given_by": "self"}});
        let kept = id(&register(&desk, body).await);
        let first = run(&test, &desk, old, 30, one).await;
        let second = run(&test, &desk, kept, 30, two).await;
        test.advance(chrono::TimeDelta::minutes(10));
        let merge = format!("/api/visitors/{old}/merge/");
        desk.post(&merge).json(json!({"into": old})).send().await.expect(400);
        desk.post(&merge).json(json!({"into": 99_999})).send().await.expect(400);
        desk.post(&merge).json(json!({"into": kept})).send().await.refused(409, "visitor_busy");
        desk.post(&format!("/api/sessions/{}/terminate/", id(&first))).send().await.expect(200);
        let now = desk.post(&merge).json(json!({"into": kept})).send().await.expect(200).json();
        assert_eq!((&now["id"], &now["phone"], &now["birth_date"]), (&json!(kept), &json!("06 39 98 00 01"), &json!("1990-12-10")));
        assert_eq!((&now["notes"], &now["statistics"]["sessions_count"]), (&json!("Deux\nUn"), &json!(2)));
        assert_eq!(now["statistics"]["used_seconds"], 1200, "ten minutes that are over, ten that run");
        assert_eq!(now["open_session"], second["id"]);
        desk.get(&format!("/api/visitors/{old}/")).send().await.expect(404);
        let sessions = desk.get(&format!("/api/visitors/{kept}/sessions/")).send().await.json();
        assert_eq!(sessions["count"], 2);
        assert_eq!((count(&test, "visitor_consents").await, count(&test, "visitor_consents WHERE withdrawn_at IS NULL").await), (2, 1));
        assert_eq!(count(&test, "audit_entries WHERE action IN ('visitor_merged', 'user_merged')").await, 2);
        // Without another role nothing of the other record is left.
        assert_eq!(count(&test, "users WHERE last_name = 'Lovelace'").await, 1);
    }

    async fn two_desks_that_merge_the_other_way_round_do_not_wait_for_each_other(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        for _ in 0..6 {
            let mut ids = Vec::new();
            for _ in 0..2 {
                let body = json!({"first_name": "Ada", "last_name": "Lovelace", "accept_double": true});
                ids.push(id(&register(&desk, body).await));
            }
            let merge = async |from: i64, into: i64| {
                desk.post(&format!("/api/visitors/{from}/merge/")).json(json!({"into": into})).send().await.status()
            };
            let (a, b) = tokio::join!(merge(ids[0], ids[1]), merge(ids[1], ids[0]));
            assert!(matches!((a, b), (200, 400 | 404) | (400 | 404, 200)), "{a} {b}");
        }
        let _ = registered(&desk, "Zoé", "Fin").await;
    }
}
