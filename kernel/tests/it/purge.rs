//! The hourly cleaning.

use chrono::TimeDelta;
use preau_kernel::db::{Sql, throttle};
use preau_kernel::jobs;
use serde_json::json;

use crate::support::{Lab, both, note};

both! {
    async fn old_counters_runs_and_dead_letters_go(lab) {
        let app = lab.app(&[]).await;
        let count = async |sql: &str| app.db().read().number(sql, vec![]).await.unwrap();
        let tx = app.db().write_tx().await.unwrap();
        throttle::hit(&tx, "login/zoe", app.now(), TimeDelta::minutes(15)).await.unwrap();
        jobs::enqueue(&tx, &app, "probe.refuse", json!(null)).await.unwrap();
        // Of a module that is gone.
        let orphan = "INSERT INTO jobs (kind, payload, state, run_at, attempts, max_attempts, created_at) \
                      VALUES ('gone.job', 'null', 'queued', $1, 0, 3, $1)";
        tx.exec(orphan, vec![app.now().into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
        jobs::run_periodic(&app, "probe.hourly").await.unwrap();

        lab.clock.advance(TimeDelta::days(2) + TimeDelta::seconds(1));
        jobs::run_periodic(&app, "probe.hourly").await.unwrap();
        jobs::run_periodic(&app, "kernel.purge").await.unwrap();
        assert_eq!(count("SELECT COUNT(*) FROM throttles").await, 0);
        assert_eq!(count("SELECT COUNT(*) FROM periodic_runs WHERE name = 'probe.hourly'").await, 1);
        assert_eq!(jobs::dead_letters(&app, 9).await.unwrap().len(), 1);

        lab.clock.advance(TimeDelta::days(6));
        jobs::run_periodic(&app, "kernel.purge").await.unwrap();
        let dead = jobs::dead_letters(&app, 9).await.unwrap();
        assert_eq!((dead.len(), dead[0].kind.as_str()), (2, "gone.job"));
        lab.clock.advance(TimeDelta::days(91));
        jobs::run_periodic(&app, "kernel.purge").await.unwrap();
        assert!(jobs::dead_letters(&app, 9).await.unwrap().is_empty());
        assert_eq!(count("SELECT COUNT(*) FROM periodic_runs WHERE name = 'probe.hourly'").await, 1, "the last stays");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statistics_of_small_tables_are_not_kept() {
    let lab = Lab::sqlite();
    let app = lab.app(&[]).await;
    let of_notes = "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'notes'";
    for (rows, is_kept) in [(3, false), (2000, true)] {
        let tx = app.db().write_tx().await.unwrap();
        for number in 0..rows {
            note(&tx, &format!("{number}")).await;
        }
        tx.exec("CREATE INDEX IF NOT EXISTS notes_by_text ON notes (text)", vec![]).await.unwrap();
        tx.exec("ANALYZE", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(app.db().read().number(of_notes, vec![]).await.unwrap() > 0, "the engine took them");
        jobs::run_periodic(&app, "kernel.purge").await.unwrap();
        assert_eq!(app.db().read().number(of_notes, vec![]).await.unwrap() > 0, is_kept, "of {rows} rows");
    }
}
