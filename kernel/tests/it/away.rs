//! A database that goes away and comes back: whoever asks meanwhile hears that it is so for now, and nothing has to be
//! started anew.

use std::time::Duration;

use preau_kernel::Error;
use preau_kernel::db::Sql;

use crate::support::{Lab, note, notes};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_ends_is_missed_and_found_again() {
    let Some(mut lab) = Lab::postgres().await else { return };
    if lab.server_folder().is_none() {
        return;
    }
    let app = lab.app(&[]).await;
    let tx = app.db().write_tx().await.unwrap();
    note(&tx, "before").await;
    tx.commit().await.unwrap();
    let open = app.db().write_tx().await.unwrap();
    note(&open, "never answered").await;

    lab.stop_server();
    let ended = open.commit().await.unwrap_err();
    assert!(
        matches!(ended, Error::Unavailable("outcome_unknown")),
        "nobody knows what a lost commit has done: {ended}"
    );
    for _ in 0..3 {
        let error = app.db().read().number("SELECT 1::BIGINT", vec![]).await.unwrap_err();
        assert!(matches!(error, Error::Unavailable("database_unavailable")), "{error}");
    }

    lab.start_server();
    let mut answered = false;
    for _ in 0..100 {
        answered = app.db().read().number("SELECT 1::BIGINT", vec![]).await.is_ok();
        if answered {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(answered, "it is not found again");
    assert_eq!(notes(&app).await, ["before"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_only_reads_since_another_took_over_is_away_for_writes() {
    let Some(lab) = Lab::postgres().await else { return };
    let app = lab.app(&[]).await;
    let name = lab.url.split('?').next().unwrap().rsplit_once('/').unwrap().1.to_owned();
    let tx = app.db().write_tx().await.unwrap();
    tx.exec(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on"), vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let other = lab.try_app(&[]).await.unwrap();
    let tx = other.db().write_tx().await.unwrap();
    let error = tx.exec("INSERT INTO notes (text) VALUES ('x')", vec![]).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable("database_unavailable")), "{error}");
}
