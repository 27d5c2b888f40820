//! Coach and staff who act for a client: a time that is kept meanwhile, the waiting list, one client by id.

use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::practice::{CLIENT, COACH, STUDENT, book, client, coach, count, exec, id, is_free, logged_in, open, staff};

both_engines! {
    async fn a_keeper_holds_a_time_for_a_client_and_books_it(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, other) = (client(&test).await, coach(&test).await, logged_in(&test, "etudiant@example.com").await);
        let wanted = json!({"date": "2026-11-24", "start": "09:00", "client": CLIENT});
        other.post("/api/holds/").json(&wanted).send().await.refused(403, "forbidden");
        let hold = coach.post("/api/holds/").json(&wanted).send().await.expect(201).json();
        assert_eq!((hold["seconds"].clone(), hold["is_offer"].clone()), (json!(300), json!(false)));
        assert_eq!(count(&test, &format!("holds WHERE client_id = {COACH}")).await, 1, "it is the keeper's");
        assert!(!is_free(&other, "2026-11-24", "09:00").await && !is_free(&client, "2026-11-24", "09:00").await);
        let shown = coach.get("/api/slots/?date=2026-11-24&client=7").send().await.expect(200).json();
        assert_eq!(shown["slots"][0]["available"], true, "not in the keeper's own way");
        client.delete(&format!("/api/holds/{}/", id(&hold))).send().await.refused(404, "not_found");
        // The client is busy then, as with an appointment.
        assert_eq!(count(&test, &format!("time_claims WHERE subject_id = {CLIENT}")).await, 1);
        let body = json!({"date": "2026-11-24", "start": "09:00", "client": CLIENT, "hold": hold["id"]});
        coach.post("/api/appointments/").json(body).send().await.expect(201);
        assert_eq!((count(&test, "holds").await, count(&test, "time_claims").await), (0, 2));
        // One at a time, and given back.
        coach.post("/api/holds/").json(json!({"date": "2026-11-24", "start": "09:55", "client": CLIENT})).send().await.expect(201);
        let next = coach.post("/api/holds/").json(json!({"date": "2026-11-24", "start": "10:50", "client": STUDENT})).send().await.expect(201).json();
        assert_eq!(count(&test, "holds").await, 1);
        coach.delete(&format!("/api/holds/{}/", id(&next))).send().await.expect(204);
        assert_eq!(count(&test, "time_claims").await, 2);
        staff(&test).await.post("/api/holds/").json(json!({"date": "2026-11-24", "start": "09:55", "client": 999})).send().await.refused(400, "invalid");
        test.drain_jobs().await;
    }

    async fn a_time_is_held_for_what_is_moved_there(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, other) = (client(&test).await, coach(&test).await, logged_in(&test, "etudiant@example.com").await);
        coach.patch("/api/coaches/6/rules/").json(json!({"most_active": 1})).send().await.expect(200);
        let mine = book(&client, "2026-11-24", "09:00").await;
        let wanted = json!({"date": "2026-11-25", "start": "09:00", "moving": mine["id"]});
        other.post("/api/holds/").json(&wanted).send().await.refused(404, "not_found");
        for who in [&client, &coach] {
            let hold = who.post("/api/holds/").json(&wanted).send().await.expect(201).json();
            assert!(!is_free(&other, "2026-11-25", "09:00").await);
            who.delete(&format!("/api/holds/{}/", id(&hold))).send().await.expect(204);
        }
        coach.post("/api/holds/").json(&wanted).send().await.expect(201);
        coach.post(&format!("/api/appointments/{}/move/", id(&mine))).json(json!({"date": "2026-11-25", "start": "09:00"})).send().await.expect(200);
        assert_eq!((count(&test, "holds").await, count(&test, "time_claims").await), (0, 2));
        // By less than its length: its own time is half of the new one.
        coach.patch("/api/coaches/6/rules/").json(json!({"hours": [{"day": 3, "opens": "09:30", "closes": "12:00"}]})).send().await.expect(200);
        let near = json!({"date": "2026-11-25", "start": "09:30", "moving": mine["id"]});
        client.post("/api/holds/").json(&near).send().await.expect(201);
        client.post(&format!("/api/appointments/{}/move/", id(&mine))).json(json!({"date": "2026-11-25", "start": "09:30"})).send().await.expect(200);
        assert_eq!((count(&test, "holds").await, count(&test, "time_claims").await), (0, 2));
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        client.post("/api/holds/").json(&near).send().await.refused(409, "not_booked");
        test.drain_jobs().await;
    }

    async fn a_keeper_enters_a_client_in_the_waiting_list_who_is_told(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, other) = (client(&test).await, coach(&test).await, logged_in(&test, "etudiant@example.com").await);
        let body = json!({"first_day": "2026-11-24", "last_day": "2026-11-26", "from_time": "09:00", "to_time": "12:00", "client": CLIENT});
        other.post("/api/waiting-list/").json(&body).send().await.refused(403, "forbidden");
        let wish = coach.post("/api/waiting-list/").json(&body).send().await.expect(201).json();
        assert_eq!((wish["client"].clone(), wish["service_name"].clone()), (json!(CLIENT), json!("Séance individuelle")));
        test.drain_jobs().await;
        let told = test.mail_to("client@example.com");
        assert_eq!(told.subject, "Vous êtes en liste d’attente");
        for words in ["du mardi 24 novembre 2026 au jeudi 26 novembre 2026", "entre 09:00 et 12:00", "Séance individuelle"] {
            assert!(told.text.contains(words), "{words} in {}", told.text);
        }
        assert_eq!(count(&test, &format!("audit_entries WHERE action = 'wish_made' AND on_behalf_of_id = {CLIENT} AND actor_id = {COACH}")).await, 1);
        // Of oneself no mail.
        let before = test.mails().len();
        client.post("/api/waiting-list/").json(json!({"first_day": "2026-11-24", "client": CLIENT})).send().await.expect(201);
        assert_eq!(test.mails().len(), before);
        coach.post("/api/waiting-list/").json(json!({"first_day": "2026-11-24", "client": 999})).send().await.refused(400, "invalid");
        // Several states at once, page by page, for each of the three who look.
        client.delete(&format!("/api/waiting-list/{}/", id(&wish))).send().await.expect(204);
        for day in ["2026-11-24", "2026-11-25", "2026-11-26"] {
            other.post("/api/waiting-list/").json(json!({"first_day": day})).send().await.expect(201);
        }
        exec(&test, "UPDATE waiting_wishes SET status = 'offered' WHERE first_day = '2026-11-25'").await;
        for (who, all) in [(&coach, 4), (&staff(&test).await, 4), (&other, 3), (&client, 1)] {
            let mut path = "/api/waiting-list/?status=waiting,offered&page_size=1".to_owned();
            let mut seen: Vec<i64> = Vec::new();
            for _ in 0..all {
                let page: Value = who.get(&path).send().await.expect(200).json();
                assert_eq!(page["count"], all);
                seen.push(id(&page["results"][0]));
                path = page["next"].as_str().map(|next| next[next.find("/api/").unwrap()..].to_owned()).unwrap_or_default();
            }
            assert!(path.is_empty() && seen.is_sorted(), "{seen:?}");
            assert_eq!(who.get("/api/waiting-list/?status=offered").send().await.expect(200).json()["count"], i64::from(all > 1));
        }
        assert_eq!(coach.get("/api/waiting-list/").send().await.expect(200).json()["count"], 5);
        coach.get("/api/waiting-list/?status=waiting,lost").send().await.refused(400, "invalid");
    }

    async fn one_client_is_read_by_id_within_the_scope_of_the_list(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        book(&client, "2026-11-24", "09:00").await;
        for who in [&coach, &staff] {
            let one = who.get("/api/clients/7/").send().await.expect(200).json();
            let listed = who.get("/api/clients/").send().await.expect(200).json();
            assert_eq!(one, listed["results"][0]);
            who.get("/api/clients/3/").send().await.refused(404, "not_found");
            who.get("/api/clients/999/").send().await.refused(404, "not_found");
        }
        client.get("/api/clients/7/").send().await.refused(403, "forbidden");
        exec(&test, "INSERT INTO coaches (user_id, headline, sort_name, search, row_version, created_at, updated_at) VALUES (5, '', '', '', 1, 0, 0)").await;
        let other = logged_in(&test, "tuteur@example.com").await;
        other.get("/api/clients/7/").send().await.refused(404, "not_found");
        test.drain_jobs().await;
    }

    async fn each_claim_says_whose_time_it_takes(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-24", "09:00").await;
        // A lesson of the client, in the morning of the next day.
        exec(&test, "INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, created_at) \
            VALUES ('person', 7, 1795593600, 1795597200, 'lesson', 1, TRUE, '', 0)").await;
        let why = async |query: &str| coach.get(&format!("/api/slots/why/?{query}")).send().await.expect(200).json();
        let taken = why("date=2026-11-24&start=09:00&client=7").await;
        assert_eq!((taken["claims"].as_array().unwrap().len(), taken["claims"][0]["whose"].clone()), (1, json!("coach")), "told once");
        let busy = why("date=2026-11-25&start=09:00&client=7").await;
        assert_eq!((busy["code"].clone(), busy["claims"][0]["by"].clone(), busy["claims"][0]["whose"].clone()), (json!("person_busy"), json!("lesson"), json!("client")));
        assert_eq!(why("date=2026-11-25&start=09:00").await["free"], true, "to others");
        // What is moved is not in its own way, and its client is known.
        let own = why(&format!("date=2026-11-24&start=09:00&moving={}", id(&mine))).await;
        assert_eq!((own["free"].clone(), own["claims"].clone()), (json!(true), json!([])));
        assert_eq!(why(&format!("date=2026-11-25&start=09:00&moving={}", id(&mine))).await["code"], "person_busy");
        test.drain_jobs().await;
    }
}
