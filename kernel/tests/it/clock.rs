//! The clock is set forward or back by hours, days or years: nothing rests until it has caught up, and nothing is lost.

use std::time::Duration;

use chrono::TimeDelta;
use preau_kernel::db::{Sql, throttle};
use preau_kernel::jobs;
use preau_kernel::{App, Error, Result};
use serde_json::json;

use crate::support::{both, notes};

const YEAR: TimeDelta = TimeDelta::days(365);

async fn until(what: &str, app: &App, count: usize, text: &str) {
    for _ in 0..200 {
        if notes(app).await.iter().filter(|note| *note == text).count() == count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("never: {what}; {:?}", notes(app).await);
}

async fn enqueue(app: &App, kind: &str, text: &str, delay: TimeDelta) {
    let tx = app.db().write_tx().await.unwrap();
    jobs::enqueue_at(&tx, app, kind, json!({"text": text}), app.now().plus(delay)).await.unwrap();
    tx.commit().await.unwrap();
}

both! {
    async fn periodic_tasks_go_on_after_the_clock_was_set_back(lab) {
        let app = lab.app(&[]).await;
        let workers = jobs::start(&app);
        until("the first run", &app, 1, "hourly").await;
        // A clock that was wrong, on which two hours were run.
        lab.clock.advance(YEAR);
        until("a run in the wrong year", &app, 2, "hourly").await;
        lab.clock.advance(TimeDelta::hours(1));
        until("another one", &app, 3, "hourly").await;
        lab.clock.advance(-YEAR);
        until("a run in the right year", &app, 4, "hourly").await;
        // An hour back: what has run in that hour runs again rather than not for an hour.
        lab.clock.advance(TimeDelta::hours(-1));
        until("a run after an hour back", &app, 5, "hourly").await;
        lab.clock.advance(TimeDelta::hours(1));
        until("the next hour", &app, 6, "hourly").await;
        workers.finish().await;
    }

    async fn a_small_step_back_runs_nothing_twice(lab) {
        let app = lab.app(&[]).await;
        // Two minutes into the hour.
        lab.clock.advance(TimeDelta::minutes(2));
        let workers = jobs::start(&app);
        until("the first run", &app, 1, "hourly").await;
        lab.clock.advance(TimeDelta::minutes(-4));
        tokio::time::sleep(Duration::from_millis(1500)).await;
        lab.clock.advance(TimeDelta::minutes(4));
        tokio::time::sleep(Duration::from_millis(1500)).await;
        workers.finish().await;
        // The hour before was another one, which had not run.
        assert_eq!(notes(&app).await.iter().filter(|note| *note == "hourly").count(), 2);
    }

    async fn jobs_do_not_wait_for_a_clock_that_was_ahead(lab) {
        let app = lab.app(&[]).await;
        lab.clock.advance(YEAR);
        enqueue(&app, "probe.note", "in an hour", TimeDelta::hours(1)).await;
        enqueue(&app, "probe.fail", "put off", TimeDelta::zero()).await;
        assert_eq!(jobs::drain(&app).await.unwrap(), 1, "one has failed and waits");
        lab.clock.advance(-YEAR);
        let workers = jobs::start(&app);
        let waits = "SELECT MAX(run_at) FROM jobs WHERE state = 'queued'";
        let latest = app.now().plus(TimeDelta::minutes(61)).0;
        for _ in 0..200 {
            if app.db().read().number(waits, vec![]).await.unwrap() < latest {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        assert!(app.db().read().number(waits, vec![]).await.unwrap() < latest);
        lab.clock.advance(TimeDelta::minutes(50));
        tokio::time::sleep(Duration::from_millis(1300)).await;
        assert!(!notes(&app).await.contains(&"in an hour".to_owned()), "it keeps its delay");
        lab.clock.advance(TimeDelta::minutes(11));
        until("its hour is over", &app, 1, "in an hour").await;
        workers.finish().await;
    }

    async fn a_lease_that_was_given_ahead_of_the_clock_is_taken_over(lab) {
        let app = lab.app(&[]).await;
        enqueue(&app, "probe.note", "taken over", TimeDelta::zero()).await;
        // As a node leaves it that was killed while the clock was a day ahead.
        let tx = app.db().write_tx().await.unwrap();
        let lease = app.now().plus(TimeDelta::days(1));
        tx.exec("UPDATE jobs SET lease_owner = 'gone/1', lease_until = $1", vec![lease.into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
        assert_eq!(notes(&app).await, ["taken over"]);
    }

    async fn a_jump_forward_runs_each_task_once(lab) {
        let app = lab.app(&[]).await;
        let workers = jobs::start(&app);
        until("the first run", &app, 1, "hourly").await;
        lab.clock.advance(TimeDelta::days(3));
        until("a run after the jump", &app, 2, "hourly").await;
        tokio::time::sleep(Duration::from_millis(1300)).await;
        workers.finish().await;
        assert_eq!(notes(&app).await.iter().filter(|note| *note == "hourly").count(), 2, "hours that never were are not made up for");
    }

    async fn what_was_counted_ahead_of_the_clock_holds_nobody_back(lab) {
        let app = lab.app(&[]).await;
        let window = TimeDelta::minutes(15);
        let hit = async || -> Result<i64> {
            let tx = app.db().write_tx().await?;
            let count = throttle::hit(&tx, "key", app.now(), window).await?;
            tx.commit().await?;
            Ok(count)
        };
        lab.clock.advance(YEAR);
        assert_eq!((hit().await.unwrap(), hit().await.unwrap()), (1, 2));
        lab.clock.advance(-YEAR);
        let [counter] = throttle::read(app.db().read(), [("key", window)], app.now()).await.unwrap();
        assert_eq!(counter.count, 0);
        assert_eq!(hit().await.unwrap(), 1, "a window of its own");
        // A minute back is not a jump: it is counted, and not as later than now.
        lab.clock.advance(TimeDelta::minutes(-1));
        let [counter] = throttle::read(app.db().read(), [("key", window)], app.now()).await.unwrap();
        assert_eq!((counter.count, counter.last), (1, app.now()));
        assert_eq!(hit().await.unwrap(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_without_room_refuses_and_works_again_when_there_is_some() {
    let lab = crate::support::Lab::sqlite();
    let app = lab.app(&[]).await;
    let write = async |text: String| -> Result<()> {
        let tx = app.db().write_tx().await?;
        tx.exec("INSERT INTO notes (text) VALUES ($1)", vec![text.into()]).await?;
        tx.commit().await
    };
    write("before".to_owned()).await.unwrap();
    // The engine's own way to say that there is no room; it belongs to the one connection that writes.
    let tx = app.db().write_tx().await.unwrap();
    let pages = tx.number("PRAGMA page_count", vec![]).await.unwrap();
    tx.number(&format!("PRAGMA max_page_count = {}", pages + 2), vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = write("x".repeat(1_000_000)).await;
    assert!(matches!(refused, Err(Error::Unavailable("storage_full"))), "{refused:?}");
    assert_eq!(notes(&app).await, ["before"], "reading goes on, and nothing of it is there");
    // The engine has undone the transaction by itself: whoever comes next is not held up by that.
    for number in 0..3 {
        write(format!("after {number}")).await.unwrap();
    }
    assert_eq!(notes(&app).await, ["before", "after 0", "after 1", "after 2"]);
}
