//! Many at once want the same time: exactly one gets it, the others are told that it is taken, and nothing else fails.

use std::sync::Arc;

use preau_calendar::claims::{self, ClaimError};
use preau_calendar::domain::claim::{Source, Subject};
use preau_testkit::{TestApp, TestEngine, both_engines, scale};

use super::taking::{COACH, ROOM, booking, count, is_taken, minutes, of, overlaps, raw, start, take};

both_engines! {
    async fn forty_want_the_same_half_hour_and_one_gets_it(engine: TestEngine) {
        let test = Arc::new(start(engine).await);
        for round in 0..scale(3, 30) {
            let tries = (0..40).map(|i| {
                let test = test.clone();
                // Overlapping, not only equal.
                let shift = if i % 2 == 0 { 0 } else { 10 };
                let from = round * 100 + shift;
                tokio::spawn(async move { take(&test, &booking(i), &[of(ROOM, from, from + 30), of(COACH, from, from + 30)]).await })
            });
            let results = results(tries).await;
            assert_eq!(results.iter().filter(|result| !is_taken(result)).count(), 1);
        }
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!(count(&test, "TRUE").await, 2 * scale(3, 30));
    }

    async fn two_nodes_give_a_time_once(engine: TestEngine) {
        let one = Arc::new(start(engine).await);
        let other = Arc::new(one.another_node().await);
        for round in 0..scale(3, 20) {
            let tries = (0..20).map(|i| {
                let test = if i % 2 == 0 { one.clone() } else { other.clone() };
                // The subjects in either order.
                let mut wanted = vec![of(ROOM, round * 100, round * 100 + 30), of(COACH, round * 100, round * 100 + 30)];
                if i % 4 < 2 {
                    wanted.reverse();
                }
                tokio::spawn(async move { take(&test, &booking(i), &wanted).await })
            });
            let results = results(tries).await;
            assert_eq!(results.iter().filter(|result| !is_taken(result)).count(), 1);
        }
        assert_eq!(overlaps(&one).await, 0);
    }

    async fn those_who_change_places_do_not_wait_for_each_other(engine: TestEngine) {
        let test = Arc::new(start(engine).await);
        for i in 0..8 {
            take(&test, &booking(i), &[of(COACH, i * 60, i * 60 + 60), of(Subject::seat(i), 0, 60)]).await.unwrap();
        }
        let tries = (0..40).map(|n| {
            let test = test.clone();
            // Everybody moves to the time of the next one, or to a free one.
            let (who, to) = (n % 8, if n % 3 == 0 { 8 + n % 5 } else { (n + 1) % 8 });
            tokio::spawn(async move { moved(&test, &booking(who), to).await })
        });
        let results = results(tries).await;
        let won = results.iter().filter(|result| !is_taken(result)).count();
        assert!(won >= 1);
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!(count(&test, "subject_kind = 'person'").await, 8, "nobody has lost a time");
    }

    async fn raw_rows_race_too(engine: TestEngine) {
        let test = Arc::new(start(engine).await);
        let tries = (0..20).map(|i| {
            let test = test.clone();
            tokio::spawn(async move {
                if i % 2 == 0 {
                    !is_taken(&take(&test, &booking(i), &[of(COACH, 0, 30)]).await)
                } else {
                    raw(&test, COACH, minutes(10, 40), true).await.is_ok()
                }
            })
        });
        let won = results(tries).await.into_iter().filter(|won| *won).count();
        assert_eq!(won, 1);
        assert_eq!(count(&test, "TRUE").await, 1);
    }
}

async fn moved(test: &TestApp, source: &Source, to: i64) -> Result<(), ClaimError> {
    let tx = test.db().write_tx().await?;
    let seat = Subject::seat(source.id);
    let wanted = [of(COACH, to * 60, to * 60 + 60), of(seat, to, to + 60)];
    claims::move_source(&tx, test.app(), source, &wanted, None).await?;
    Ok(tx.commit().await?)
}

async fn results<T>(tries: impl Iterator<Item = tokio::task::JoinHandle<T>>) -> Vec<T> {
    let mut results = Vec::new();
    for task in tries.collect::<Vec<_>>() {
        results.push(task.await.unwrap());
    }
    results
}
