//! What a claim refuses and what it leaves, and that the database refuses the rest.

use chrono::TimeDelta;
use preau_calendar::claims::{self, ClaimError};
use preau_calendar::domain::claim::{Source, Subject};
use preau_kernel::Error;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines};

use super::taking::{COACH, ROOM, booking, count, exec, hold, is_taken, minutes, of, overlaps, raw, start, take};

async fn times(test: &TestApp, subject: Subject) -> Vec<(i64, i64)> {
    let busy = claims::busy(test.db().read(), &[subject], minutes(-10_000, 10_000), test.now()).await.unwrap();
    let begin = super::taking::NINE;
    busy.iter().map(|claim| ((claim.interval.from() - begin) / 60, (claim.interval.to() - begin) / 60)).collect()
}

both_engines! {
    async fn a_taken_time_is_refused_and_what_touches_it_is_free(engine: TestEngine) {
        let test = start(engine).await;
        take(&test, &booking(1), &[of(COACH, 0, 55), of(ROOM, 0, 45)]).await.unwrap();
        for (from, to) in [(0, 55), (10, 20), (-10, 1), (54, 100), (-10, 100)] {
            let refused = take(&test, &booking(2), &[of(COACH, from, to)]).await;
            let Err(ClaimError::Taken(clashes)) = refused else { panic!("{from}–{to} was given") };
            assert_eq!(clashes.len(), 1);
            assert_eq!(clashes[0].wanted.subject, COACH);
            assert_eq!(clashes[0].met[0].source, booking(1));
        }
        take(&test, &booking(3), &[of(COACH, 55, 100), of(COACH, -45, 0), of(Subject::person(7), 0, 55)]).await.unwrap();
        // The room is free from minute 45 on, its coach is not.
        take(&test, &booking(4), &[of(ROOM, 45, 90)]).await.unwrap();
        assert_eq!(times(&test, COACH).await, [(-45, 0), (0, 55), (55, 100)]);
        assert_eq!(overlaps(&test).await, 0);
    }

    async fn all_or_none(engine: TestEngine) {
        let test = start(engine).await;
        take(&test, &booking(1), &[of(ROOM, 0, 60)]).await.unwrap();
        assert!(is_taken(&take(&test, &booking(2), &[of(COACH, 0, 60), of(ROOM, 30, 90)]).await));
        assert!(is_taken(&take(&test, &booking(3), &[of(COACH, 0, 60), of(COACH, 59, 90)]).await), "among themselves");
        assert_eq!(count(&test, "TRUE").await, 1);
        // The caller's transaction goes on after a refusal.
        let tx = test.db().write_tx().await.unwrap();
        let refused = claims::claim(&tx, test.app(), &booking(4), of(ROOM, 0, 60), None).await;
        assert!(is_taken(&refused));
        claims::claim(&tx, test.app(), &booking(4), of(ROOM, 60, 120), None).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(times(&test, ROOM).await, [(0, 60), (60, 120)]);
    }

    async fn a_refusal_names_no_stranger(engine: TestEngine) {
        let test = start(engine).await;
        take(&test, &booking(77), &[of(COACH, 0, 60)]).await.unwrap();
        let refused = take(&test, &booking(2), &[of(COACH, 30, 90)]).await.unwrap_err();
        let Error::Conflict(refusal) = Error::from(refused) else { panic!("409") };
        assert_eq!(refusal.code, "clash");
        let shown = serde_json::to_string(&refusal.extra).unwrap();
        assert_eq!(shown, "{\"clashes\":[{\"from\":\"2026-11-23T08:30:00.000000Z\",\"id\":6,\"kind\":\"person\",\
                           \"to\":\"2026-11-23T09:30:00.000000Z\"}]}");
    }

    async fn the_database_refuses_what_code_would_write(engine: TestEngine) {
        let test = start(engine).await;
        raw(&test, COACH, minutes(0, 60), true).await.unwrap();
        raw(&test, COACH, minutes(60, 120), true).await.unwrap();
        raw(&test, ROOM, minutes(30, 90), true).await.unwrap();
        for (from, to) in [(0, 60), (30, 90), (-10, 200), (59, 60), (119, 500)] {
            let refused = raw(&test, COACH, minutes(from, to), true).await.unwrap_err();
            assert!(refused.to_string().contains("time_claims_overlap"), "{refused}");
        }
        for change in [
            "starts = starts - 1 WHERE subject_kind = 'person' AND starts % 7200 <> 0",
            "ends = ends + 1 WHERE subject_kind = 'person'",
            "subject_kind = 'person', subject_id = 6 WHERE subject_kind = 'room'",
            "starts = starts + 60, ends = ends + 3660 WHERE subject_kind = 'person'",
        ] {
            let refused = exec(&test, &format!("UPDATE time_claims SET {change}")).await.unwrap_err();
            assert!(refused.to_string().contains("time_claims_overlap"), "{change}: {refused}");
        }
        raw(&test, COACH, minutes(30, 90), false).await.unwrap();
        let refused = exec(&test, "UPDATE time_claims SET exclusive = TRUE WHERE exclusive = FALSE").await.unwrap_err();
        assert!(refused.to_string().contains("time_claims_overlap"), "{refused}");
        for (columns, values) in [
            ("ends", "starts"), ("subject_kind", "'ghost'"), ("starts", "999999999999999"), ("exclusive", "FALSE"),
        ] {
            assert!(exec(&test, &format!("UPDATE time_claims SET {columns} = {values} WHERE exclusive = TRUE")).await.is_err(), "{columns}");
        }
        // A claim may change without getting into the way of itself.
        exec(&test, "UPDATE time_claims SET starts = starts + 1 WHERE exclusive = TRUE").await.unwrap();
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!(count(&test, "exclusive = TRUE").await, 3);
    }

    async fn a_clash_may_be_accepted_for_a_reason_and_still_keeps_the_time(engine: TestEngine) {
        let test = start(engine).await;
        take(&test, &booking(1), &[of(COACH, 0, 60)]).await.unwrap();
        take(&test, &Source::new("lesson", 1), &[of(COACH, 30, 90).accepted("deux salles voisines")]).await.unwrap();
        assert_eq!(times(&test, COACH).await, [(0, 60), (30, 90)]);
        assert!(is_taken(&take(&test, &booking(2), &[of(COACH, 60, 100)]).await));
        assert!(take(&test, &booking(3), &[of(COACH, 0, 60).accepted("")]).await.is_err(), "a reason is a text");
        let clashes = claims::clashes(test.db().read(), &[of(COACH, 70, 80)], None, test.now()).await.unwrap();
        assert_eq!(clashes[0].met[0].reason, "deux salles voisines");
        let except = Source::new("lesson", 1);
        let clashes = claims::clashes(test.db().read(), &[of(COACH, 70, 80)], Some(&except), test.now()).await.unwrap();
        assert!(clashes.is_empty());
    }

    async fn a_move_frees_the_old_time_and_a_refused_one_keeps_it(engine: TestEngine) {
        let test = start(engine).await;
        take(&test, &booking(1), &[of(COACH, 0, 60), of(ROOM, 0, 60)]).await.unwrap();
        take(&test, &booking(2), &[of(COACH, 60, 120)]).await.unwrap();
        let tx = test.db().write_tx().await.unwrap();
        // Half an hour later, over its own old time.
        let refused = claims::move_source(&tx, test.app(), &booking(1), &[of(COACH, 30, 90), of(ROOM, 30, 90)], None).await;
        assert!(is_taken(&refused));
        tx.commit().await.unwrap();
        assert_eq!(times(&test, COACH).await, [(0, 60), (60, 120)]);
        let tx = test.db().write_tx().await.unwrap();
        claims::move_source(&tx, test.app(), &booking(1), &[of(COACH, -30, 30), of(ROOM, -30, 30)], None).await.unwrap();
        assert_eq!(claims::release_source(&tx, &booking(2)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!((times(&test, COACH).await, times(&test, ROOM).await), (vec![(-30, 30)], vec![(-30, 30)]));
    }

    async fn a_hold_ends_by_itself(engine: TestEngine) {
        let test = start(engine).await;
        let until = test.now().plus(TimeDelta::minutes(5));
        hold(&test, &Source::new("hold", 1), &[of(COACH, 0, 60)], Some(until)).await.unwrap();
        assert!(is_taken(&take(&test, &booking(1), &[of(COACH, 30, 90)]).await));
        test.advance(TimeDelta::minutes(5));
        assert_eq!(times(&test, COACH).await, [], "it holds nothing any more");
        take(&test, &booking(1), &[of(COACH, 30, 90)]).await.unwrap();
        assert_eq!(count(&test, "source_kind = 'hold'").await, 0, "gone with the booking");
        let until = test.now().plus(TimeDelta::minutes(5));
        hold(&test, &Source::new("hold", 2), &[of(COACH, 200, 260)], Some(until)).await.unwrap();
        hold(&test, &Source::new("hold", 3), &[of(COACH, 300, 360)], Some(until.plus(TimeDelta::minutes(5)))).await.unwrap();
        test.advance(TimeDelta::minutes(6));
        claims::remove_expired(test.app()).await.unwrap();
        assert_eq!(count(&test, "source_kind = 'hold'").await, 1);
        assert_eq!(times(&test, COACH).await, [(30, 90), (300, 360)]);
    }

    async fn two_records_of_one_person_become_one(engine: TestEngine) {
        let test = start(engine).await;
        let (one, other) = (Subject::person(4), Subject::person(7));
        take(&test, &booking(1), &[of(one, 0, 60), of(one, 120, 180)]).await.unwrap();
        take(&test, &booking(2), &[of(other, 30, 90), of(other, 200, 260)]).await.unwrap();
        let tx = test.db().write_tx().await.unwrap();
        preau_calendar::Calendar.merge_person(&tx, 7, 4).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(times(&test, one).await, [(0, 60), (30, 90), (120, 180), (200, 260)]);
        assert_eq!(count(&test, "exclusive = FALSE").await, 1);
        assert_eq!(overlaps(&test).await, 0);
        let tx = test.db().write_tx().await.unwrap();
        assert!(preau_calendar::Calendar.remembers_person(&tx, 4).await.unwrap());
        preau_calendar::Calendar.erase_person(test.app(), &tx, 4).await.unwrap();
        assert!(!preau_calendar::Calendar.remembers_person(&tx, 4).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(times(&test, one).await, []);
    }
}
