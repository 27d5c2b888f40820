//! Every entry enters the chain once, none behind a seal, whatever runs at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use preau_audit::actions;
use preau_audit::domain::leaf;
use preau_audit::store::seals;
use preau_audit::verify::Code;
use preau_kernel::audit::{Entry, record};
use preau_kernel::i18n::Lang;

use crate::support::{KEY, TestApp, info, on_both_engines};

on_both_engines!(
    a_seal_covers_what_is_new,
    a_long_backlog_is_sealed_in_batches,
    a_rotated_key_still_verifies,
    concurrent_writers_lose_nothing,
    a_verification_is_sound_while_the_place_works,
);

async fn a_seal_covers_what_is_new(t: &TestApp) {
    assert_eq!(actions::seal(&t.app).await.unwrap(), 0);
    let report = t.verify().await;
    assert!(report.is_sound() && report.head.is_none());

    t.write("login", 1, 1).await;
    t.write("user_updated", 1, 2).await;
    let report = t.verify().await;
    assert_eq!((report.sealed, report.unsealed), (0, 2));
    t.seal().await;
    assert_eq!(actions::seal(&t.app).await.unwrap(), 0, "nothing new, no seal");
    t.write("login", 2, 2).await;
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.seals, report.sealed, report.unsealed), (2, 3, 0));
    assert_eq!(report.head.as_ref().map(|(seq, _)| *seq), Some(2));
}

async fn a_long_backlog_is_sealed_in_batches(t: &TestApp) {
    let copies = if t.is_postgres() { "generate_series(1, 12000) AS n" } else { "numbers" };
    let numbers = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 12000) ";
    let insert = format!(
        "INSERT INTO audit_entries (at, class, action, metadata, request_id, personal_hash) \
         SELECT 1000 + n, 'data', 'user_updated', '{{}}', 'r', $1 FROM {copies}"
    );
    let sql = if t.is_postgres() { insert } else { format!("{numbers}{insert}").replacen(numbers, "", 1) };
    let sql = if t.is_postgres() { sql } else { sql.replace("SELECT 1000", &format!("{numbers}SELECT 1000")) };
    t.sql_with(&sql, vec![vec![7u8; 32].into()]).await.unwrap();
    t.seal().await;
    let counts = t.numbers("SELECT count FROM audit_seals ORDER BY seq").await;
    assert_eq!(counts, [5000, 5000, 2000]);
    // They were written past `record`: without personal parts.
    let report = t.verify().await;
    assert_eq!(report.sealed, 12_000);
    assert!(report.problems.iter().all(|problem| problem.code == Code::PersonalDeleted), "{:?}", report.problems);
}

async fn a_rotated_key_still_verifies(t: &TestApp) {
    const NEW: &str = "another key of the tests, longer than thirty-two characters";
    t.write("login", 1, 1).await;
    t.seal().await;
    let new = t.rotated(NEW, &[KEY.into()]).await;
    new.write("login", 2, 2).await;
    new.seal().await;
    assert!(new.verify().await.is_sound());
    let forgetful = t.rotated(NEW, &[]).await;
    let problems = forgetful.verify().await.problems;
    assert_eq!((problems[0].code, problems[0].first), (Code::SealKeyUnknown, 1));
}

async fn concurrent_writers_lose_nothing(t: &TestApp) {
    let done = Arc::new(AtomicBool::new(false));
    let mut writers = Vec::new();
    for writer in 0..4i64 {
        let app = t.app.clone();
        writers.push(tokio::spawn(async move {
            for n in 0..40i64 {
                let tx = app.db().write_tx().await.unwrap();
                let entry = Entry::new("login").by(writer + 1, "Personne");
                record(&tx, &app, &info(Lang::Fr), entry).await.unwrap();
                if n % 5 == writer {
                    tokio::time::sleep(Duration::from_millis(3)).await;
                }
                if n % 7 == writer { tx.rollback().await.unwrap() } else { tx.commit().await.unwrap() }
            }
        }));
    }
    // Two sealers, as on two nodes.
    let mut sealers = Vec::new();
    for _ in 0..2 {
        let (app, done) = (t.app.clone(), done.clone());
        sealers.push(tokio::spawn(async move {
            while !done.load(Ordering::SeqCst) {
                actions::seal(&app).await.unwrap();
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    done.store(true, Ordering::SeqCst);
    for sealer in sealers {
        sealer.await.unwrap();
    }
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.sealed, t.number("SELECT COUNT(*) FROM audit_entries").await);
    assert!(report.seals > 1, "{report:?}");
}

async fn a_verification_is_sound_while_the_place_works(t: &TestApp) {
    for n in 0..300 {
        t.write("session_started", n % 7 + 1, 2).await;
    }
    t.seal().await;
    t.clock.advance(chrono::TimeDelta::days(400));
    let done = Arc::new(AtomicBool::new(false));
    let (app, stop) = (t.app.clone(), done.clone());
    let works = tokio::spawn(async move {
        for round in 1..=7i64 {
            for n in 0..20i64 {
                let tx = app.db().write_tx().await.unwrap();
                record(&tx, &app, &info(Lang::Fr), Entry::new("login").by(n % 7 + 1, "Personne")).await.unwrap();
                tx.commit().await.unwrap();
            }
            actions::seal(&app).await.unwrap();
            let tx = app.db().write_tx().await.unwrap();
            actions::erase(&app, &tx, round).await.unwrap();
            tx.commit().await.unwrap();
            if round == 4 {
                actions::retain(&app, &info(Lang::Fr)).await.unwrap();
            }
        }
        stop.store(true, Ordering::SeqCst);
    });
    let mut runs = 0;
    while !done.load(Ordering::SeqCst) {
        let report = t.verify().await;
        assert!(report.is_sound(), "{report:?}");
        runs += 1;
    }
    works.await.unwrap();
    assert!(runs > 2);
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.removed, 300);
}

/// Alone, the late transaction has the highest number of all: `pg_snapshot_xmax` would not tell of it. In company, it
/// holds the lower id and commits last.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_that_commits_late_is_sealed_late() {
    let Some(t) = TestApp::postgres().await else { return };
    for alone in [true, false] {
        t.write("login", 2, 2).await;
        let tx = t.app.db().write_tx().await.unwrap();
        let late = record(&tx, &t.app, &info(Lang::Fr), Entry::new("login").by(1, "Personne")).await.unwrap();
        for n in 0..5 {
            if !alone {
                assert!(late < t.write("login", 3, n).await);
            }
            actions::seal(&t.app).await.unwrap();
            let covered = seals::head(t.app.db().read()).await.unwrap().last_id;
            assert!(covered < late, "sealed up to {covered} while {late} was still to come");
        }
        tx.commit().await.unwrap();
        t.seal().await;
        let report = t.verify().await;
        assert!(report.is_sound(), "{report:?}");
        let sealed: Vec<i64> = seals::list(t.app.db().read(), 0, 1000)
            .await
            .unwrap()
            .into_iter()
            .flat_map(|(_, seal)| leaf::unpack(&seal.unwrap().leaves).unwrap())
            .map(|leaf| leaf.id)
            .collect();
        assert_eq!(sealed, t.numbers("SELECT id FROM audit_entries ORDER BY id").await);
        assert!(sealed.contains(&late));
    }
}

/// A transaction that gives up leaves a hole, and one that is still running when the server's numbers come from a dump
/// of another server does not stop the sealer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn holes_and_foreign_numbers_stop_no_sealer() {
    let Some(t) = TestApp::postgres().await else { return };
    let tx = t.app.db().write_tx().await.unwrap();
    record(&tx, &t.app, &info(Lang::Fr), Entry::new("login")).await.unwrap();
    tx.rollback().await.unwrap();
    t.write("login", 1, 1).await;
    t.sql("INSERT INTO audit_horizon (id, entry_id, xid) VALUES (1, 900, 9000000000)").await.unwrap();
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.sealed, 1);
}
