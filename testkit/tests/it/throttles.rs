//! Counters that all nodes share.

use chrono::TimeDelta;
use preau_kernel::db::throttle;
use preau_testkit::{TestApp, both_engines};

const WINDOW: TimeDelta = TimeDelta::minutes(15);

both_engines! {
    async fn a_hundred_hits_at_once_count_a_hundred(test: TestApp) {
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let app = test.app().clone();
                tokio::spawn(async move {
                    let tx = app.db().write_tx().await?;
                    let count = throttle::hit(&tx, "login:ana", app.now(), WINDOW).await?;
                    tx.commit().await?;
                    Ok::<_, preau_kernel::Error>(count)
                })
            })
            .collect();
        let mut counts = Vec::new();
        for task in tasks {
            counts.push(task.await.unwrap().unwrap());
        }
        counts.sort_unstable();
        assert_eq!(counts, (1..=100).collect::<Vec<i64>>(), "every hit got a number of its own");
        let counter = read(&test, "login:ana").await;
        assert_eq!(counter.count, 100);
    }

    async fn a_window_that_is_over_starts_anew(test: TestApp) {
        assert_eq!(hit(&test).await, 1);
        test.advance(WINDOW - TimeDelta::microseconds(1));
        assert_eq!(hit(&test).await, 2);
        test.advance(TimeDelta::microseconds(1));
        assert_eq!(read(&test, "k").await.count, 0);
        assert_eq!(hit(&test).await, 1);
    }

    async fn what_is_held_is_not_counted_and_waits_for_who_counts(test: TestApp) {
        let held = async |test: &TestApp| {
            let tx = test.db().write_tx().await.unwrap();
            let count = throttle::held(&tx, "k", test.now(), WINDOW).await.unwrap();
            tx.commit().await.unwrap();
            count
        };
        assert_eq!(held(&test).await, 0, "of nobody");
        let counting = test.db().write_tx().await.unwrap();
        for _ in 0..3 {
            throttle::hit(&counting, "k", test.now(), WINDOW).await.unwrap();
        }
        let (app, now) = (test.app().clone(), test.now());
        let holding = tokio::spawn(async move {
            let tx = app.db().write_tx().await.unwrap();
            let count = throttle::held(&tx, "k", now, WINDOW).await.unwrap();
            tx.rollback().await.unwrap();
            count
        });
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        counting.commit().await.unwrap();
        assert_eq!(holding.await.unwrap(), 3, "it waited");
        assert_eq!((held(&test).await, hit(&test).await), (3, 4));
        test.advance(WINDOW);
        assert_eq!((held(&test).await, hit(&test).await), (0, 1));
        // A clock that is set back holds nobody back: not who counts, reads or asks last.
        test.advance(TimeDelta::hours(-2));
        assert_eq!((held(&test).await, hit(&test).await), (0, 1));
    }

    async fn clearing_and_purging_forget(test: TestApp) {
        hit(&test).await;
        let tx = test.db().write_tx().await.unwrap();
        assert_eq!(throttle::purge(&tx, test.now()).await.unwrap(), 0);
        throttle::clear(&tx, "k").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(hit(&test).await, 1);
        test.advance(TimeDelta::hours(1));
        let tx = test.db().write_tx().await.unwrap();
        assert_eq!(throttle::purge(&tx, test.now()).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }
}

async fn hit(test: &TestApp) -> i64 {
    let tx = test.db().write_tx().await.unwrap();
    let count = throttle::hit(&tx, "k", test.now(), WINDOW).await.unwrap();
    tx.commit().await.unwrap();
    count
}

async fn read(test: &TestApp, key: &str) -> throttle::Counter {
    throttle::read(test.db().read(), [(key, WINDOW)], test.now()).await.unwrap()[0]
}
