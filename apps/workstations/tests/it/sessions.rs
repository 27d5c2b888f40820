//! The life of a session through the API.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use crate::rooms::{
    act, code, count, enrol, enter_visitor, entries, id, issue, open_to_all, operator, orders, run, seat, send_code,
    session, workstation,
};

fn times(session: &Value) -> (i64, i64, i64, i64) {
    let number = |name: &str| session[name].as_i64().unwrap();
    (number("duration_seconds"), number("elapsed_seconds"), number("remaining_seconds"), number("percent_used"))
}

both_engines! {
    async fn a_clock_that_is_set_back_or_far_ahead_gives_no_time_and_takes_none(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, grace) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Hopper").await);
        let (one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        let (of_one, of_two) = (run(&test, &operator, ada, 60, one).await, run(&test, &operator, grace, 60, two).await);
        test.advance(TimeDelta::minutes(-90));
        // Whoever was logged in by the clock that was ahead logs in again.
        let operator = crate::rooms::operator(&test).await;
        assert_eq!(times(&session(&operator, id(&of_one)).await), (3600, 0, 3600, 0), "not less than nothing");
        act(&operator, id(&of_one), "suspend", json!({})).await.expect(200);
        act(&operator, id(&of_one), "resume", json!({})).await.expect(200);
        test.advance(TimeDelta::minutes(15));
        let ended = act(&operator, id(&of_one), "terminate", json!({})).await.expect(200).json();
        assert_eq!(times(&ended), (3600, 900, 2700, 25));
        // Two days ahead: its hour is over, and no more than it.
        test.advance(TimeDelta::days(2));
        let operator = crate::rooms::operator(&test).await;
        preau_kernel::jobs::run_periodic(test.app(), "workstations.settle").await.unwrap();
        assert_eq!(times(&session(&operator, id(&of_two)).await), (3600, 3600, 0, 100));
        assert_eq!(workstation(&operator, two).await["status"], "available");
    }

    async fn a_session_is_given_started_suspended_resumed_lengthened_and_ended(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let visitor = enter_visitor(&test, "Lovelace").await;
        let seat = seat(&operator, "Poste 1").await;
        let made = issue(&operator, visitor, 60).await;
        assert_eq!((made["status"].clone(), made["visitor"].clone(), made["operator"].clone()), (json!("waiting"), json!(visitor), json!(8)));
        assert_eq!(times(&made), (3600, 0, 3600, 0));
        let spaced = format!(" {} {} ", &code(&made)[..3].to_lowercase(), &code(&made)[3..]);
        let started = send_code(&test.anonymous(), &spaced, seat).await.expect(200).json();
        assert_eq!(started["valid"], true);
        assert_eq!(started["session"]["status"], "active");
        assert_eq!(started["session"]["ends_at"], "2026-11-23T09:00:00.000000Z");
        let id = id(&made);
        test.advance(TimeDelta::milliseconds(900_500));
        let suspended = act(&operator, id, "suspend", json!({})).await.expect(200).json();
        assert_eq!((suspended["status"].clone(), suspended["ends_at"].clone(), times(&suspended)), (json!("suspended"), json!(null), (3600, 900, 2700, 25)));
        test.advance(TimeDelta::minutes(10));
        assert_eq!(times(&session(&operator, id).await), (3600, 900, 2700, 25), "a rest takes no time");
        assert_eq!(workstation(&operator, seat).await["status"], "in_use", "its seat is kept");
        let resumed = act(&operator, id, "resume", json!({})).await.expect(200).json();
        assert_eq!((resumed["status"].clone(), resumed["workstation"].clone()), (json!("active"), json!(seat)));
        let longer = act(&operator, id, "add_time", json!({"minutes": 30})).await.expect(200).json();
        assert_eq!(times(&longer), (5400, 900, 4500, 16));
        test.advance(TimeDelta::milliseconds(99_600));
        let ended = act(&operator, id, "terminate", json!({})).await.expect(200).json();
        assert_eq!((ended["status"].clone(), ended["end_reason"].clone(), times(&ended)), (json!("ended"), json!("terminated"), (5400, 1000, 4400, 18)));
        for what in ["suspend", "resume", "terminate"] {
            act(&operator, id, what, json!({})).await.refused(409, "wrong_state");
        }
        act(&operator, id, "add_time", json!({"minutes": 5})).await.refused(409, "wrong_state");
        let free = workstation(&operator, seat).await;
        assert_eq!((free["status"].clone(), free["statistics"]["used_seconds"].clone()), (json!("available"), json!(1000)));
        assert_eq!(count(&test, &format!("visitors WHERE id = {visitor} AND sessions_count = 1 AND used_micros = 1000100000")).await, 1);
        assert_eq!(entries(&test, "session", id).await, [
            "code_generated", "session_started", "session_suspended", "session_resumed", "session_extended", "session_ended",
        ]);
    }

    async fn what_is_over_is_shown_so_before_anybody_wrote_it(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, bob) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await);
        let seat = seat(&operator, "Poste 1").await;
        let first = run(&test, &operator, ada, 10, seat).await;
        test.advance(TimeDelta::minutes(11));
        let over = session(&operator, id(&first)).await;
        assert_eq!((over["status"].clone(), over["ended_at"].clone(), times(&over)), (json!("expired"), json!("2026-11-23T08:10:00.000000Z"), (600, 600, 0, 100)));
        assert_eq!(workstation(&operator, seat).await["status"], "available");
        act(&operator, id(&first), "add_time", json!({"minutes": 5})).await.refused(409, "wrong_state");
        let second = run(&test, &operator, bob, 10, seat).await;
        assert_eq!(second["status"], "active", "nothing hangs on when the periodic task runs");
        run(&test, &operator, ada, 10, crate::rooms::seat(&operator, "Poste 2").await).await;
        assert_eq!(entries(&test, "session", id(&first)).await.last().unwrap(), "session_expired");
    }

    async fn the_periodic_task_ends_what_is_over_and_frees_kept_seats(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, bob) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await);
        let (one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        let key = enrol(&test, one).await;
        let made = issue(&operator, ada, 10).await;
        let keyed = test.anonymous().with_header("authorization", &key);
        send_code(&keyed, &code(&made), one).await.expect(200);
        let resting = run(&test, &operator, bob, 60, two).await;
        act(&operator, id(&resting), "suspend", json!({})).await.expect(200);
        let unused = issue(&operator, ada, 10).await;
        test.advance(TimeDelta::minutes(17));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.settle").await.unwrap();
        preau_kernel::jobs::run_periodic(test.app(), "workstations.settle").await.unwrap();
        assert_eq!(count(&test, "workstation_sessions WHERE status = 'expired' AND end_reason = 'time_up'").await, 1);
        assert_eq!(count(&test, "session_intervals WHERE ended_at - started_at = 600000000").await, 1, "it ended when its time was up");
        let rest = session(&operator, id(&resting)).await;
        assert_eq!((rest["status"].clone(), rest["workstation"].clone()), (json!("suspended"), json!(null)));
        assert_eq!(workstation(&operator, two).await["status"], "available");
        assert_eq!(orders(&test, one).await, [(1, "session".to_owned()), (2, "closed".to_owned())]);
        assert_eq!(orders(&test, two).await, [], "nobody listens at a seat without a key");
        let again = act(&operator, id(&resting), "resume", json!({})).await.expect(200).json();
        assert_eq!(again["workstation"], two, "the last seat, as it is free");
        test.advance(TimeDelta::hours(25));
        preau_kernel::jobs::run_periodic(test.app(), "workstations.settle").await.unwrap();
        let operator = crate::rooms::operator(&test).await;
        let unused = session(&operator, id(&unused)).await;
        assert_eq!((unused["status"].clone(), unused["end_reason"].clone()), (json!("expired"), json!("code_unused")));
        assert_eq!(entries(&test, "session", id(&resting)).await[2..], ["session_suspended", "seat_freed", "session_resumed", "session_expired"]);
    }

    async fn a_session_moves_without_losing_or_winning_a_second(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, bob) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await);
        let (one, two, three) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await, seat(&operator, "Poste 3").await);
        let running = run(&test, &operator, ada, 60, one).await;
        run(&test, &operator, bob, 60, three).await;
        test.advance(TimeDelta::milliseconds(1_234_567));
        act(&operator, id(&running), "move", json!({"workstation": three})).await.refused(409, "seat_busy");
        act(&operator, id(&running), "move", json!({"workstation": 999})).await.refused(400, "invalid");
        act(&operator, id(&running), "move", json!({})).await.refused(400, "invalid");
        act(&operator, id(&running), "move", json!({"workstation": one})).await.refused(400, "invalid");
        let moved = act(&operator, id(&running), "move", json!({"workstation": two})).await.expect(200).json();
        assert_eq!((moved["workstation"].clone(), moved["ends_at"].clone()), (json!(two), running["ends_at"].clone()));
        assert_eq!(count(&test, "session_intervals a JOIN session_intervals b ON a.session_id = b.session_id AND a.ended_at = b.started_at").await, 1);
        test.advance(TimeDelta::milliseconds(65_433));
        assert_eq!(times(&session(&operator, id(&running)).await).1, 1300);
        assert_eq!(workstation(&operator, one).await["statistics"]["used_seconds"], 1234);
        operator.patch(&format!("/api/workstations/{one}/")).json(json!({"status": "maintenance"})).send().await.expect(200);
        act(&operator, id(&running), "move", json!({"workstation": one})).await.refused(409, "seat_unavailable");
    }

    async fn visitors_are_warned_once_per_threshold(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let ada = enter_visitor(&test, "Lovelace").await;
        let one = seat(&operator, "Poste 1").await;
        let key = enrol(&test, one).await;
        let made = issue(&operator, ada, 30).await;
        send_code(&test.anonymous().with_header("authorization", &key), &code(&made), one).await.expect(200);
        for minutes in [19, 1, 1, 4, 4, 1] {
            test.advance(TimeDelta::minutes(minutes));
            for _ in 0..2 {
                preau_kernel::jobs::run_periodic(test.app(), "workstations.warn").await.unwrap();
            }
        }
        let sql = "SELECT payload FROM seat_orders WHERE kind = 'warning' ORDER BY number";
        let rows = preau_kernel::db::Sql::all(test.db().read(), sql, vec![]).await.unwrap();
        let told: Vec<i64> = rows.iter().map(|row| {
            let payload: String = row.try_get("", "payload").unwrap();
            serde_json::from_str::<Value>(&payload).unwrap()["minutes"].as_i64().unwrap()
        }).collect();
        assert_eq!(told, [10, 5, 1], "each once, and nothing once it is over");
        assert_eq!(count(&test, "audit_entries WHERE action = 'warning_sent'").await, 3);
    }

    async fn the_list_of_sessions_filters_and_finds(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (ada, bob) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await);
        let one = seat(&operator, "Poste 1").await;
        let running = run(&test, &operator, ada, 30, one).await;
        let waiting = issue(&operator, bob, 30).await;
        let over = issue(&operator, bob, 30).await;
        act(&operator, id(&over), "terminate", json!({})).await.expect(200);
        for (query, wanted) in [
            ("", vec![&over, &waiting, &running]),
            ("ordering=created_at", vec![&running, &waiting, &over]),
            ("status=active", vec![&running]),
            ("status=waiting", vec![&waiting]),
            ("status=ended", vec![&over]),
            ("open=true", vec![&running]),
            ("open=false", vec![&over, &waiting]),
            ("visitor=2", vec![&over, &waiting]),
            ("workstation=1", vec![&running]),
            ("room=1", vec![&running]),
            ("operator=8", vec![&over, &waiting, &running]),
            ("search=babb", vec![&over, &waiting]),
            ("from=2026-11-24", vec![]),
        ] {
            let listed = operator.get(&format!("/api/sessions/?{query}")).send().await.expect(200).json();
            let ids: Vec<_> = listed["results"].as_array().unwrap().iter().map(id).collect();
            assert_eq!(ids, wanted.into_iter().map(id).collect::<Vec<_>>(), "{query}");
        }
        let by_code = operator.get(&format!("/api/sessions/?code={}", code(&waiting).to_lowercase())).send().await.expect(200).json();
        assert_eq!(by_code["count"], 1);
        operator.get("/api/sessions/?status=gone").send().await.refused(400, "invalid");
    }

    async fn wrong_input_is_named(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let ada = enter_visitor(&test, "Lovelace").await;
        for (body, field) in [
            (json!({"minutes": 30}), "visitor"),
            (json!({"visitor": 99, "minutes": 30}), "visitor"),
            (json!({"visitor": "x", "minutes": 30}), "visitor"),
            (json!({"visitor": ada}), "minutes"),
            (json!({"visitor": ada, "minutes": 0}), "minutes"),
            (json!({"visitor": ada, "minutes": 1.5}), "minutes"),
            (json!({"visitor": ada, "minutes": i64::MAX}), "minutes"),
            (json!({"visitor": ada, "minutes": 30, "workstation": 99}), "workstation"),
        ] {
            let answer = operator.post("/api/sessions/").json(&body).send().await.refused(400, "invalid").json();
            assert!(answer["errors"][field].is_array(), "{body} {answer}");
        }
        let made = issue(&operator, ada, 30).await;
        act(&operator, id(&made), "add_time", json!({"minutes": -5})).await.refused(400, "invalid");
        act(&operator, id(&made), "add_time", json!({"minutes": 5, "row_version": 9})).await.refused(409, "row_changed");
        act(&operator, 999, "suspend", json!({})).await.refused(404, "not_found");
        act(&operator, id(&made), "suspend", json!({})).await.refused(409, "wrong_state");
        for _ in 0..6 {
            act(&operator, id(&made), "add_time", json!({"minutes": 1440})).await.expect(200);
        }
        act(&operator, id(&made), "add_time", json!({"minutes": 1440})).await.refused(409, "session_too_long");
    }
}
