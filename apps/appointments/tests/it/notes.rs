//! Notes about clients: for coach and staff, never for the client unless shared.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::practice::{CLIENT, STUDENT, book, client, coach, exec, id, logged_in, open, staff};

both_engines! {
    async fn coach_and_staff_write_and_read_and_the_client_does_not(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        let mine = book(&client, "2026-11-24", "09:00").await;
        let body = json!({"text": "Objectif : reprendre confiance", "appointment": mine["id"]});
        let note = coach.post("/api/notes/?client=7").json(&body).send().await.expect(201).json();
        assert_eq!((note["client"].clone(), note["author"].clone(), note["shared"].clone(), note["appointment"].clone()), (json!(CLIENT), json!(6), json!(false), mine["id"].clone()));
        let second = staff.post("/api/notes/").json(json!({"client": CLIENT, "text": "A payé", "shared": true})).send().await.expect(201).json();
        for who in [&coach, &staff] {
            let notes = who.get("/api/notes/?client=7").send().await.expect(200).json();
            assert_eq!(notes["count"], 2);
            assert_eq!(who.get("/api/notes/?client=7&search=confiance").send().await.expect(200).json()["count"], 1);
        }
        for path in ["/api/notes/?client=7".to_owned(), format!("/api/notes/{}/", id(&note)), "/api/clients/".to_owned()] {
            client.get(&path).send().await.refused(403, "forbidden");
        }
        let shared = client.get("/api/notes/mine/").send().await.expect(200).json();
        assert_eq!((shared["count"].clone(), shared["results"][0]["id"].clone()), (json!(1), second["id"].clone()));
        for wrong in [json!({}), json!({"text": "x", "client": 999}), json!({"text": " ", "client": 7}), json!({"text": "x", "client": 7, "appointment": 99})] {
            coach.post("/api/notes/").json(&wrong).send().await.refused(400, "invalid");
        }
        test.drain_jobs().await;
    }

    async fn a_change_keeps_what_was_said(engine: TestEngine) {
        let test = open(engine).await;
        let (coach, staff) = (coach(&test).await, staff(&test).await);
        let note = coach.post("/api/notes/?client=7").json(json!({"text": "Première version"})).send().await.expect(201).json();
        let path = format!("/api/notes/{}/", id(&note));
        let changed = staff.patch(&path).json(json!({"text": "Seconde version", "row_version": 1})).send().await.expect(200).json();
        assert_eq!((changed["text"].clone(), changed["row_version"].clone()), (json!("Seconde version"), json!(2)));
        coach.patch(&path).json(json!({"text": "x", "row_version": 1})).send().await.refused(409, "row_changed");
        coach.patch(&path).json(json!({"shared": true})).send().await.expect(200);
        let history = coach.get(&format!("{path}history/")).send().await.expect(200).json();
        let said: Vec<_> = history["versions"].as_array().unwrap().iter().map(|v| (v["text"].clone(), v["author"].clone())).collect();
        assert_eq!(said, [(json!("Seconde version"), json!(1)), (json!("Première version"), json!(6))]);
        coach.delete(&path).send().await.expect(204);
        coach.get(&path).send().await.refused(404, "not_found");
    }

    async fn who_wrote_last_is_named_and_a_note_may_be_about_another_session(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        let (mine, strange) = (book(&client, "2026-11-24", "09:00").await, book(&logged_in(&test, "etudiant@example.com").await, "2026-11-24", "09:55").await);
        let note = coach.post("/api/notes/?client=7").json(json!({"text": "Bilan"})).send().await.expect(201).json();
        assert_eq!(note["editor_name"], note["author_name"]);
        let path = format!("/api/notes/{}/", id(&note));
        let changed = staff.patch(&path).json(json!({"text": "Bilan complet"})).send().await.expect(200).json();
        assert_eq!((changed["editor"].clone(), changed["editor_name"] == changed["author_name"]), (json!(1), false));
        staff.patch(&path).json(json!({"appointment": strange["id"]})).send().await.refused(400, "invalid");
        let about = coach.patch(&path).json(json!({"appointment": mine["id"], "row_version": 2})).send().await.expect(200).json();
        assert_eq!((about["appointment"].clone(), about["editor"].clone(), about["row_version"].clone()), (mine["id"].clone(), json!(1), json!(3)));
        assert_eq!(coach.get(&format!("{path}history/")).send().await.expect(200).json()["versions"].as_array().unwrap().len(), 1, "what it says is as it was");
        let none = coach.patch(&path).json(json!({"appointment": null})).send().await.expect(200).json();
        assert_eq!(none["appointment"], json!(null));
        // Nobody deletes a text that they have not read.
        coach.delete(&path).header("if-match", "\"3\"").send().await.refused(409, "row_changed");
        coach.delete(&path).header("if-match", "\"4\"").send().await.expect(204);
        test.drain_jobs().await;
    }

    async fn a_coach_does_not_read_about_the_clients_of_another(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        book(&client, "2026-11-24", "09:00").await;
        coach.post("/api/notes/?client=7").json(json!({"text": "Secret"})).send().await.expect(201);
        // The tutor becomes a second coach.
        exec(&test, "INSERT INTO coaches (user_id, headline, sort_name, search, row_version, created_at, updated_at) VALUES (5, '', '', '', 1, 0, 0)").await;
        let other = logged_in(&test, "tuteur@example.com").await;
        assert_eq!(other.get("/api/notes/").send().await.expect(200).json()["count"], 0);
        other.post("/api/notes/?client=7").json(json!({"text": "x"})).send().await.refused(400, "invalid");
        let known = other.get("/api/clients/").send().await.expect(200).json();
        assert_eq!(known["count"], 0);
        assert_eq!(coach.get("/api/clients/?search=client").send().await.expect(200).json()["results"][0]["notes"], 1);
        // Nobody's client yet: any coach's.
        other.post("/api/notes/").json(json!({"client": STUDENT, "text": "Premier contact"})).send().await.expect(201);
        client.post("/api/appointments/").json(json!({"date": "2026-11-24", "start": "09:55"})).send().await.refused(400, "invalid");
        assert_eq!(other.get("/api/appointments/").send().await.expect(200).json()["count"], 0);
        test.drain_jobs().await;
    }
}
