//! The queue and the periodic tasks.

use std::time::Duration;

use chrono::TimeDelta;
use preau_kernel::db::Sql;
use preau_kernel::jobs;
use preau_kernel::{App, Error};
use serde_json::{Value, json};

use crate::support::{both, notes};

async fn enqueue(app: &App, kind: &str, payload: Value) -> i64 {
    let tx = app.db().write_tx().await.unwrap();
    let id = jobs::enqueue(&tx, app, kind, payload).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Waits for what happens in the background.
async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    for _ in 0..200 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("never: {what}");
}

both! {
    async fn a_job_belongs_to_its_transaction(lab) {
        let app = lab.app(&[]).await;
        let tx = app.db().write_tx().await.unwrap();
        jobs::enqueue(&tx, &app, "probe.note", json!({"text": "never"})).await.unwrap();
        tx.rollback().await.unwrap();
        enqueue(&app, "probe.note", json!({"text": "once"})).await;
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
        assert_eq!(jobs::drain(&app).await.unwrap(), 0);
        assert_eq!(notes(&app).await, ["once"]);
        assert_eq!(jobs::waiting(&app).await.unwrap(), 0);
    }

    async fn a_job_waits_for_its_time(lab) {
        let app = lab.app(&[]).await;
        let tx = app.db().write_tx().await.unwrap();
        let later = app.now().plus(TimeDelta::minutes(5));
        jobs::enqueue_at(&tx, &app, "probe.note", json!({"text": "later"}), later).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jobs::drain(&app).await.unwrap(), 0);
        lab.clock.advance(TimeDelta::minutes(5));
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
    }

    async fn an_undeclared_kind_is_refused(lab) {
        let app = lab.app(&[]).await;
        let tx = app.db().write_tx().await.unwrap();
        let wrong = jobs::enqueue(&tx, &app, "probe.unknown", Value::Null).await;
        assert!(matches!(wrong, Err(Error::Internal(_))));
    }

    async fn a_key_holds_while_its_job_waits(lab) {
        let app = lab.app(&[]).await;
        for expected in [true, false] {
            let tx = app.db().write_tx().await.unwrap();
            let id = jobs::enqueue_unique(&tx, &app, "probe.note", json!({"text": "k"}), "key").await.unwrap();
            assert_eq!(id.is_some(), expected);
            tx.commit().await.unwrap();
        }
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
        let tx = app.db().write_tx().await.unwrap();
        assert!(jobs::enqueue_unique(&tx, &app, "probe.note", json!({"text": "k"}), "key").await.unwrap().is_some());
    }

    async fn a_failing_job_backs_off_then_dies_and_can_be_retried(lab) {
        let app = lab.app(&[]).await;
        let id = enqueue(&app, "probe.fail", json!({"n": 1})).await;
        for attempt in 1..=3 {
            assert_eq!(jobs::drain(&app).await.unwrap(), 1, "attempt {attempt}");
            assert_eq!(jobs::drain(&app).await.unwrap(), 0, "it waits after attempt {attempt}");
            lab.clock.advance(TimeDelta::hours(1));
        }
        assert_eq!(jobs::waiting(&app).await.unwrap(), 0);
        let dead = jobs::dead_letters(&app, 10).await.unwrap();
        assert_eq!((dead[0].id, dead[0].attempts, &dead[0].payload), (id, 3, &json!({"n": 1})));
        assert_eq!(dead[0].last_error, "internal: the machine is broken");

        let tx = app.db().write_tx().await.unwrap();
        jobs::retry(&tx, &app, id).await.unwrap();
        assert!(matches!(jobs::retry(&tx, &app, id).await, Err(Error::NotFound)));
        tx.commit().await.unwrap();
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
        assert!(jobs::dead_letters(&app, 10).await.unwrap().is_empty());
    }

    async fn a_panic_is_a_failure_and_a_refusal_is_final(lab) {
        let app = lab.app(&[]).await;
        enqueue(&app, "probe.panic", Value::Null).await;
        enqueue(&app, "probe.refuse", Value::Null).await;
        assert_eq!(jobs::drain(&app).await.unwrap(), 2);
        let dead = jobs::dead_letters(&app, 10).await.unwrap();
        assert_eq!((dead.len(), dead[0].kind.as_str(), dead[0].attempts), (1, "probe.refuse", 1));
        lab.clock.advance(TimeDelta::hours(1));
        jobs::drain(&app).await.unwrap();
        let dead = jobs::dead_letters(&app, 10).await.unwrap();
        assert_eq!((dead.len(), dead[0].last_error.as_str()), (2, "internal: panic: by design"));
    }

    async fn an_expired_lease_is_taken_over(lab) {
        let app = lab.app(&[]).await;
        let id = enqueue(&app, "probe.note", json!({"text": "taken over"})).await;
        // As a node leaves it that was killed.
        let tx = app.db().write_tx().await.unwrap();
        let lease = app.now().plus(TimeDelta::seconds(60));
        let sql = "UPDATE jobs SET lease_owner = 'gone/1', lease_until = $1, attempts = 1 WHERE id = $2";
        tx.exec(sql, vec![lease.into(), id.into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jobs::drain(&app).await.unwrap(), 0);
        lab.clock.advance(TimeDelta::seconds(60));
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
        assert_eq!(notes(&app).await, ["taken over"]);
    }

    async fn whoever_lost_the_lease_changes_nothing(lab) {
        let app = lab.app(&[]).await;
        let id = enqueue(&app, "probe.slow", json!({"text": "late", "ms": 400})).await;
        let late = tokio::spawn({
            let app = app.clone();
            async move { jobs::drain(&app).await.unwrap() }
        });
        let steal = "UPDATE jobs SET lease_owner = 'thief/1' WHERE id = $1 AND lease_owner IS NOT NULL";
        until("stolen", || async {
            let tx = app.db().write_tx().await.unwrap();
            let stolen = tx.exec(steal, vec![id.into()]).await.unwrap();
            tx.commit().await.unwrap();
            stolen == 1
        }).await;
        late.await.unwrap();
        let kept = "SELECT COUNT(*) FROM jobs WHERE lease_owner = 'thief/1' AND attempts = 1";
        assert_eq!(app.db().read().number(kept, vec![]).await.unwrap(), 1);
    }

    async fn two_nodes_run_each_job_once(lab) {
        let (one, two) = (lab.app(&[]).await, lab.app(&[]).await);
        let tx = one.db().write_tx().await.unwrap();
        for n in 0..40 {
            jobs::enqueue(&tx, &one, "probe.note", json!({"text": format!("{n:02}")})).await.unwrap();
        }
        tx.commit().await.unwrap();
        let (first, second) = (jobs::start(&one), jobs::start(&two));
        until("all are done", || async { jobs::waiting(&one).await.unwrap() == 0 }).await;
        first.finish().await;
        second.finish().await;
        let mut done = notes(&one).await;
        done.retain(|text| text != "hourly");
        done.sort();
        assert_eq!(done, (0..40).map(|n| format!("{n:02}")).collect::<Vec<_>>());
    }

    async fn workers_wake_at_the_commit_and_finish_what_runs(lab) {
        let app = lab.app(&[]).await;
        let workers = jobs::start(&app);
        tokio::time::sleep(Duration::from_millis(100)).await;
        let begun = std::time::Instant::now();
        enqueue(&app, "probe.note", json!({"text": "quick"})).await;
        until("it ran", || async { notes(&app).await.contains(&"quick".to_owned()) }).await;
        assert!(begun.elapsed() < Duration::from_millis(700), "it was polled, not woken");

        enqueue(&app, "probe.slow", json!({"text": "slow", "ms": 600})).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        workers.finish().await;
        assert!(notes(&app).await.contains(&"slow".to_owned()));
        enqueue(&app, "probe.note", json!({"text": "after"})).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(jobs::waiting(&app).await.unwrap(), 1, "nothing is claimed any more");
    }

    async fn what_a_shutdown_cuts_off_goes_back_to_the_queue(lab) {
        let app = lab.app(&[("server.shutdown_timeout", json!("0s"))]).await;
        let workers = jobs::start(&app);
        enqueue(&app, "probe.slow", json!({"text": "cut", "ms": 60_000})).await;
        let claimed = "SELECT COUNT(*) FROM jobs WHERE lease_owner IS NOT NULL";
        until("claimed", || async { app.db().read().number(claimed, vec![]).await.unwrap() == 1 }).await;
        workers.finish().await;
        let free = "SELECT COUNT(*) FROM jobs WHERE lease_owner IS NULL AND attempts = 0 AND state = 'queued'";
        assert_eq!(app.db().read().number(free, vec![]).await.unwrap(), 1);
    }

    async fn a_periodic_task_runs_once_per_slot_across_nodes(lab) {
        let (one, two) = (lab.app(&[]).await, lab.app(&[]).await);
        let before = jobs::periodic_status(&one).await.unwrap();
        let hourly = before.iter().find(|s| s.name == "probe.hourly").unwrap();
        assert_eq!((hourly.last_run, hourly.next_run), (None, one.now()));

        let (first, second) = (jobs::start(&one), jobs::start(&two));
        until("it ran", || async { notes(&one).await == ["hourly"] }).await;
        lab.clock.advance(TimeDelta::hours(1));
        until("it ran again", || async { notes(&one).await.len() == 2 }).await;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        first.finish().await;
        second.finish().await;
        assert_eq!(notes(&one).await, ["hourly", "hourly"]);

        let after = jobs::periodic_status(&two).await.unwrap();
        let hourly = after.iter().find(|s| s.name == "probe.hourly").unwrap();
        assert_eq!(hourly.last_run, Some(one.now()));
        assert!(hourly.last_finished.is_some() && hourly.last_error.is_none());
        assert_eq!(hourly.next_run, one.now().plus(TimeDelta::hours(1)));
        let broken = after.iter().find(|s| s.name == "probe.broken").unwrap();
        assert_eq!(broken.last_error.as_deref(), Some("internal: no disk"));
    }

    async fn a_periodic_task_can_be_run_by_hand(lab) {
        let app = lab.app(&[]).await;
        jobs::run_periodic(&app, "probe.hourly").await.unwrap();
        jobs::run_periodic(&app, "probe.hourly").await.unwrap();
        assert!(jobs::run_periodic(&app, "probe.broken").await.is_err());
        assert!(matches!(jobs::run_periodic(&app, "probe.none").await, Err(Error::NotFound)));
        assert_eq!(notes(&app).await.len(), 2);
        let status = jobs::periodic_status(&app).await.unwrap();
        let hourly = status.iter().find(|s| s.name == "probe.hourly").unwrap();
        assert_eq!((hourly.last_run, hourly.next_run), (Some(app.now()), app.now()), "the slot itself is still due");
    }
}
