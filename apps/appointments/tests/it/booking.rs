//! Free times and booking, with every refusal of the seed.

use preau_testkit::{TestEngine, both_engines, redact};
use serde_json::json;

use super::practice::{CLIENT, COACH, book, client, coach, count, exec, id, is_free, logged_in, open, staff, starts};

both_engines! {
    async fn the_eight_starts_of_a_day_are_shown_and_taken_ones_are_not_free(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let eight = ["09:00", "09:55", "10:50", "11:45", "13:30", "14:25", "15:20", "16:15"];
        assert_eq!(starts(&client, "2026-11-24").await, eight.map(|start| (start.to_owned(), true)));
        // Nine o'clock of today has gone by.
        assert_eq!(starts(&client, "2026-11-23").await[..2], [("09:00".into(), false), ("09:55".into(), true)]);
        let today = client.get("/api/slots/").send().await.expect(200).json();
        assert_eq!(today["date"], "2026-11-23");
        for closed in ["2026-11-28", "2026-11-22", "2027-01-25"] {
            assert!(starts(&client, closed).await.is_empty(), "{closed}");
        }
        assert_eq!(starts(&client, "2027-01-22").await.len(), 8, "day 60");
        client.get("/api/slots/?date=24-11-2026").send().await.refused(400, "invalid");
        client.get("/api/slots/?date=2026-11-24&coach=4").send().await.refused(400, "invalid");
        let week = client.get("/api/slots/?date=2026-11-23&days=7").send().await.expect(200).json();
        let lengths: Vec<_> = week["days"].as_array().unwrap().iter().map(|day| day["slots"].as_array().unwrap().len()).collect();
        assert_eq!(lengths, [8, 8, 8, 8, 8, 0, 0]);
        book(&client, "2026-11-24", "09:55").await;
        let now = starts(&client, "2026-11-24").await;
        assert_eq!(now[..3], [("09:00".into(), true), ("09:55".into(), false), ("10:50".into(), true)]);
        test.drain_jobs().await;
    }

    async fn a_client_books_and_finds_it_among_their_own(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let made = book(&client, "2026-11-24", "09:00").await;
        let mut shown = redact(made.clone());
        // A secret of this place: its test is that of the link.
        shown["link"] = json!("[link]");
        insta::assert_json_snapshot!("booked", shown);
        assert_eq!((made["starts_at"].clone(), made["ends_at"].clone()),
            (json!("2026-11-24T08:00:00.000000Z"), json!("2026-11-24T08:45:00.000000Z")));
        assert_eq!((made["coach"].clone(), made["client"].clone(), made["service"].clone()), (json!(COACH), json!(CLIENT), json!(1)));
        let mine = client.get("/api/appointments/mine/?when=upcoming").send().await.expect(200).json();
        assert_eq!((mine["count"].clone(), mine["results"][0]["id"].clone()), (json!(1), made["id"].clone()));
        let past = client.get("/api/appointments/mine/?when=past").send().await.expect(200).json();
        assert_eq!(past["count"], 0);
        client.get("/api/appointments/mine/?when=soon").send().await.refused(400, "invalid");
        // Claims: the coach's with the pause, the client's without.
        assert_eq!(count(&test, "time_claims WHERE ends - starts = 3300 AND subject_id = 6").await, 1);
        assert_eq!(count(&test, "time_claims WHERE ends - starts = 2700 AND subject_id = 7").await, 1);
        test.drain_jobs().await;
    }

    async fn every_refusal_has_its_code_in_both_languages_and_writes_nothing(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let other = logged_in(&test, "etudiant@example.com").await;
        book(&other, "2026-11-24", "09:00").await;
        test.drain_jobs().await;
        for (date, start, status, code) in [
            ("2026-11-28", "09:00", 400, "outside_days"),
            ("2026-11-24", "08:00", 400, "outside_hours"),
            ("2026-11-24", "12:45", 400, "outside_hours"),
            ("2026-11-24", "09:10", 400, "not_on_grid"),
            ("2026-11-23", "09:00", 400, "in_the_past"),
            ("2026-11-20", "09:00", 400, "in_the_past"),
            ("2027-01-25", "09:00", 400, "beyond_horizon"),
            ("2026-11-24", "09:00", 409, "slot_taken"),
        ] {
            let body = json!({"date": date, "start": start});
            let french = client.post("/api/appointments/").json(&body).send().await.refused(status, code).json();
            let english = client.post("/api/appointments/").json(&body).header("accept-language", "en").send().await.refused(status, code).json();
            assert_ne!(french["message"], english["message"], "{code}");
            client.post("/api/holds/").json(&body).send().await.refused(status, code);
            if code == "slot_taken" {
                let near: Vec<_> = french["alternatives"].as_array().unwrap().iter().map(|slot| slot["start"].clone()).collect();
                assert_eq!(near, ["09:55", "10:50", "11:45"]);
            }
        }
        for wrong in [json!({}), json!({"date": "2026-11-24"}), json!({"date": "x", "start": "09:00"}), json!({"date": "2026-11-24", "start": "9:00"}),
            json!({"date": "2026-11-24", "start": "09:55", "coach": 99}), json!({"date": "2026-11-24", "start": "09:55", "service": 99})] {
            client.post("/api/appointments/").json(&wrong).send().await.refused(400, "invalid");
        }
        assert_eq!((count(&test, "appointments").await, count(&test, "time_claims").await, count(&test, "holds").await), (1, 2, 0));
    }

    async fn notice_and_limit_are_kept_and_the_client_is_in_one_place_only(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        coach.patch("/api/coaches/6/rules/").json(json!({"notice": 1440, "most_active": 2})).send().await.expect(200);
        let refused = |date: &'static str, start: &'static str| client.post("/api/appointments/").json(json!({"date": date, "start": start})).send();
        refused("2026-11-23", "16:15").await.refused(400, "notice_too_short");
        book(&client, "2026-11-24", "09:55").await;
        book(&client, "2026-11-24", "10:50").await;
        refused("2026-11-24", "11:45").await.refused(400, "too_many_bookings");
        let slots = client.get("/api/slots/?date=2026-11-25").send().await.expect(200).json();
        assert_eq!((slots["limit_reached"].clone(), is_free(&client, "2026-11-25", "09:00").await), (json!(true), false));
        // A lesson of the client, by another module.
        exec(&test, "INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, created_at) \
            VALUES ('person', 4, 1795593600, 1795597200, 'lesson', 1, TRUE, '', 0)").await;
        let student = logged_in(&test, "etudiant@example.com").await;
        assert!(!is_free(&student, "2026-11-25", "09:00").await);
        student.post("/api/appointments/").json(json!({"date": "2026-11-25", "start": "09:00"})).send().await.refused(409, "person_busy");
        coach.post("/api/appointments/").json(json!({"date": "2026-11-25", "start": "09:00"})).send().await.refused(409, "person_busy");
        test.drain_jobs().await;
    }

    async fn coach_and_staff_book_for_a_client_and_see_the_list(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        let body = json!({"date": "2026-11-24", "start": "09:00", "client": CLIENT, "message": "Bilan"});
        logged_in(&test, "etudiant@example.com").await.post("/api/appointments/").json(&body).send().await.refused(403, "forbidden");
        let made = coach.post("/api/appointments/").json(&body).send().await.expect(201).json();
        assert_eq!((made["client"].clone(), made["client_email"].clone()), (json!(CLIENT), json!("client@example.com")));
        staff.post("/api/appointments/").json(json!({"date": "2026-11-24", "start": "09:55", "client": 999})).send().await.refused(400, "invalid");
        for who in [&coach, &staff] {
            let list = who.get("/api/appointments/?date=2026-11-24&client=7&status=booked").send().await.expect(200).json();
            assert_eq!((list["count"].clone(), list["results"][0]["message"].clone()), (json!(1), json!("Bilan")));
            assert_eq!(who.get("/api/appointments/?from=2026-11-25&to=2026-11-30").send().await.expect(200).json()["count"], 0);
        }
        staff.get("/api/appointments/?status=unknown").send().await.refused(400, "invalid");
        staff.get("/api/appointments/?date=x").send().await.refused(400, "invalid");
        let own = client.get(&format!("/api/appointments/{}/", id(&made))).send().await.expect(200).json();
        assert!(own.get("client_email").is_none());
        test.drain_jobs().await;
    }

    async fn why_a_time_is_not_free_is_told_to_staff(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        book(&client, "2026-11-24", "09:00").await;
        let why = async |date: &str, start: &str| coach.get(&format!("/api/slots/why/?date={date}&start={start}")).send().await.expect(200).json();
        let taken = why("2026-11-24", "09:00").await;
        assert_eq!((taken["code"].clone(), taken["claims"][0]["by"].clone(), taken["opening"]["by"].clone()), (json!("slot_taken"), json!("appointment"), json!("rule")));
        assert_eq!(why("2026-11-24", "09:55").await["free"], true);
        assert_eq!(why("2026-11-28", "09:00").await["opening"]["by"], "outside_hours");
        assert_eq!(why("2027-02-22", "09:00").await["beyond_horizon"], true);
        coach.post("/api/coaches/6/exceptions/").json(json!({"day": "2026-11-25", "reason": "Formation"})).send().await.expect(201);
        let away = why("2026-11-25", "09:00").await;
        assert_eq!((away["code"].clone(), away["opening"]["reason"].clone()), (json!("outside_days"), json!("Formation")));
        test.drain_jobs().await;
    }

    async fn a_request_that_is_sent_again_books_once(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let send = || client.post("/api/appointments/").json(json!({"date": "2026-11-24", "start": "09:00"})).header("idempotency-key", "k-1").send();
        let (first, again) = (send().await.expect(201).json(), send().await.expect(201).json());
        assert_eq!((first["id"].clone(), count(&test, "appointments").await), (again["id"].clone(), 1));
        test.drain_jobs().await;
    }
}
