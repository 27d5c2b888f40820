//! A hundred thousand old entries are cleaned in steps, and whoever writes meanwhile waits for one step at most.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use preau_kernel::db::Sql;

use crate::support::{TestApp, on_both_engines};

on_both_engines!(old_entries_go_in_steps_while_people_write);

/// What one write may wait, in a debug build on a machine that does other things.
const LONGEST: Duration = Duration::from_secs(2);

fn entries() -> i64 {
    if std::env::var("PREAU_TEST_SCALE").is_ok_and(|wanted| wanted == "full") { 100_000 } else { 25_000 }
}

async fn old_entries_go_in_steps_while_people_write(t: &TestApp) {
    let count = entries();
    enter(t, count).await;
    t.seal().await;
    t.clock.advance(TimeDelta::days(400));
    let done = AtomicBool::new(false);
    let cleaning = async {
        let begun = Instant::now();
        let cleaned = t.retain().await;
        done.store(true, Ordering::SeqCst);
        (cleaned, begun.elapsed())
    };
    let writing = async {
        let (mut writes, mut longest) = (0, Duration::ZERO);
        while !done.load(Ordering::SeqCst) {
            let begun = Instant::now();
            t.write("login", 1, 2).await;
            longest = longest.max(begun.elapsed());
            writes += 1;
        }
        (writes, longest)
    };
    let ((cleaned, took), (writes, longest)) = tokio::join!(cleaning, writing);
    println!("{cleaned} entries cleaned in {took:?}; {writes} writes meanwhile, the slowest in {longest:?}");
    assert_eq!(cleaned, count);
    let steps = t.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'logs_cleaned'").await;
    assert!(steps >= count / 5_000, "{steps} steps");
    assert!(i64::from(writes) >= steps / 3, "{writes} writes beside {steps} steps");
    assert!(longest < LONGEST, "{longest:?}");
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.removed, count);
    assert_eq!(
        t.number("SELECT COUNT(*) FROM audit_personal").await,
        i64::from(writes) + steps,
        "with the proofs' own"
    );
}

/// With their personal parts, over a month.
async fn enter(t: &TestApp, count: i64) {
    let numbers = if t.is_postgres() {
        format!("generate_series(1, {count}) AS numbers (n)")
    } else {
        format!(
            "(WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) \
             SELECT n FROM numbers) AS numbers"
        )
    };
    let month = 30 * 24 * 3600 * 1_000_000_i64 / count;
    let entries = format!(
        "INSERT INTO audit_entries (at, class, action, metadata, request_id, personal_hash) \
         SELECT {} + CAST(n AS BIGINT) * {month}, 'operation', 'session_started', '{{}}', 'r', $1 FROM {numbers}",
        t.clock.now().0
    );
    t.sql_with(&entries, vec![vec![7u8; 32].into()]).await.unwrap();
    let personal = "INSERT INTO audit_personal (entry_id, salt, content) SELECT id, $1, '{}' FROM audit_entries";
    t.sql_with(personal, vec![vec![7u8; 16].into()]).await.unwrap();
    assert_eq!(t.app.db().read().number("SELECT COUNT(*) FROM audit_personal", vec![]).await.unwrap(), count);
}
