//! Reads that may be late go to a standby while it follows, and to the primary when it does not.

use std::time::Duration;

use preau_kernel::App;
use preau_kernel::db::Sql;
use serde_json::json;
use tokio::task::JoinHandle;

use crate::support::{Lab, note, notes};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn late_reads_go_to_a_standby_that_follows_and_only_to_that() {
    let Some(lab) = Lab::postgres().await else { return };
    let first = lab.app(&[]).await;
    let Some(mut standby) = lab.standby() else { return };
    let app = lab.app(&[("database.replica_url", json!(standby.url())), ("database.replica_lag", json!("1s"))]).await;
    assert!(!is_late(&app).await, "nothing is known of it yet");
    let following = follow(&app);
    until("it follows", &app, true).await;
    assert!(is_late(&app).await, "a late read goes to the standby");
    assert_eq!(app.db().read().number("SELECT CAST(pg_is_in_recovery() AS INT)::BIGINT", vec![]).await.unwrap(), 0);

    // It stops applying what is written: the primary takes over before anything older than a second is read.
    let tx = first.db().write_tx().await.unwrap();
    note(&tx, "there").await;
    tx.commit().await.unwrap();
    until_late(&app, 1).await;
    admin(&standby.url(), "SELECT pg_wal_replay_pause()").await;
    let tx = first.db().write_tx().await.unwrap();
    note(&tx, "not there").await;
    tx.commit().await.unwrap();
    until("it is behind", &app, false).await;
    assert_eq!(notes(&app).await.len(), 2);
    assert_eq!(late_notes(&app).await, 2, "late reads have what the primary has");

    admin(&standby.url(), "SELECT pg_wal_replay_resume()").await;
    until("it has come up", &app, true).await;
    assert_eq!(late_notes(&app).await, 2);

    // It goes away.
    standby.stop();
    until("it is away", &app, false).await;
    assert_eq!(late_notes(&app).await, 2);
    following.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_that_never_was_is_no_obstacle() {
    let Some(lab) = Lab::postgres().await else { return };
    let nowhere = "postgres://preau@127.0.0.1:1/preau?sslmode=disable";
    let app = lab.app(&[("database.replica_url", json!(nowhere))]).await;
    let following = follow(&app);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!app.db().uses_replica() && !is_late(&app).await);
    following.abort();
}

#[tokio::test]
async fn a_place_on_sqlite_has_no_replica() {
    let lab = Lab::sqlite();
    let refused = lab.try_app(&[("database.replica_url", json!("postgres://preau@127.0.0.1/preau"))]).await;
    assert!(refused.err().unwrap().to_string().contains("database.replica_url"));
    let app = lab.app(&[]).await;
    app.db().follow_replica(app.stop().clone()).await;
    assert_eq!(late_notes(&app).await, 0);
}

fn follow(app: &App) -> JoinHandle<()> {
    let (db, stop) = (app.db().clone(), app.stop().clone());
    tokio::spawn(async move { db.follow_replica(stop).await })
}

async fn is_late(app: &App) -> bool {
    let sql = "SELECT CAST(pg_is_in_recovery() AS INT)::BIGINT";
    app.db().read_late().number(sql, vec![]).await.unwrap() == 1
}

async fn late_notes(app: &App) -> i64 {
    app.db().read_late().number("SELECT COUNT(*) FROM notes", vec![]).await.unwrap()
}

async fn admin(url: &str, sql: &'static str) {
    let mut conn = <sqlx::PgConnection as sqlx::Connection>::connect(url).await.unwrap();
    sqlx::query(sql).execute(&mut conn).await.unwrap();
}

async fn until(what: &str, app: &App, is_used: bool) {
    for _ in 0..200 {
        if app.db().uses_replica() == is_used {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("in vain: {what}");
}

async fn until_late(app: &App, notes: i64) {
    for _ in 0..200 {
        if late_notes(app).await == notes {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the standby never had {notes}");
}
