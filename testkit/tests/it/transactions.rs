//! Write transactions under load.

use std::time::Duration;

use preau_kernel::db::{Engine, Sql};
use preau_testkit::{TestDb, both_engines};

const COUNTER: &str = "CREATE TABLE counters (id {id}, n BIGINT NOT NULL);\nINSERT INTO counters (n) VALUES (0);\n";

both_engines! {
    /// A deferred transaction that reads and then writes fails on SQLite under load; ours never does.
    async fn fifty_transactions_that_read_then_write_all_succeed(t: TestDb) {
        t.migrate("test/1", COUNTER).await;
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let db = t.db().clone();
                tokio::spawn(async move {
                    let tx = db.write_tx().await?;
                    let lock = if db.engine() == Engine::Postgres { " FOR UPDATE" } else { "" };
                    let n = tx.number(&format!("SELECT n FROM counters WHERE id = 1{lock}"), vec![]).await?;
                    tokio::task::yield_now().await;
                    tx.exec("UPDATE counters SET n = $1 WHERE id = 1", vec![(n + 1).into()]).await?;
                    tx.commit().await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(t.db().read().number("SELECT n FROM counters", vec![]).await.unwrap(), 50);
    }

    /// Two programs on one file: what one writer connection cannot order, `BEGIN IMMEDIATE` and the timeout do.
    async fn two_nodes_that_read_then_write_all_succeed(t: TestDb) {
        t.migrate("test/1", COUNTER).await;
        let nodes = [t.another_node().await, t.another_node().await];
        let tasks: Vec<_> = (0..50)
            .map(|i| {
                let db = nodes[i % 2].clone();
                tokio::spawn(async move {
                    let tx = db.write_tx().await?;
                    tx.number("SELECT n FROM counters WHERE id = 1", vec![]).await?;
                    tx.exec("UPDATE counters SET n = n + 1 WHERE id = 1", vec![]).await?;
                    tx.commit().await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(t.db().read().number("SELECT n FROM counters", vec![]).await.unwrap(), 50);
        for node in nodes {
            node.close().await;
        }
    }

    /// A client that hangs up drops its handler wherever it stands; the one writer must come back clean.
    async fn a_transaction_dropped_anywhere_leaves_no_trace_and_no_lock(t: TestDb) {
        t.migrate("test/1", COUNTER).await;
        for i in 0..120u64 {
            let db = t.db().clone();
            let task = tokio::spawn(async move {
                let Ok(tx) = db.write_tx().await else { return };
                let _ = tx.exec("UPDATE counters SET n = n + 1000 WHERE id = 1", vec![]).await;
                let _ = tx.number("SELECT n FROM counters WHERE id = 1", vec![]).await;
                std::future::pending::<()>().await;
            });
            tokio::time::sleep(Duration::from_micros(i * 20)).await;
            task.abort();
        }
        let work = async {
            let tx = t.db().write_tx().await.unwrap();
            tx.exec("UPDATE counters SET n = n + 1 WHERE id = 1", vec![]).await.unwrap();
            tx.commit().await.unwrap();
        };
        tokio::time::timeout(Duration::from_secs(10), work).await.expect("the writer is free again");
        assert_eq!(t.db().read().number("SELECT n FROM counters", vec![]).await.unwrap(), 1);
    }

    async fn what_is_not_committed_is_not_kept(t: TestDb) {
        t.migrate("test/1", COUNTER).await;
        let tx = t.db().write_tx().await.unwrap();
        tx.exec("UPDATE counters SET n = 9", vec![]).await.unwrap();
        drop(tx);
        let tx = t.db().write_tx().await.unwrap();
        assert_eq!(tx.number("SELECT n FROM counters", vec![]).await.unwrap(), 0);
        tx.rollback().await.unwrap();
    }

    /// Reads see the last commit while a writer is at work, and cannot write on SQLite.
    async fn reading_does_not_wait_for_the_writer(t: TestDb) {
        t.migrate("test/1", COUNTER).await;
        let tx = t.db().write_tx().await.unwrap();
        tx.exec("UPDATE counters SET n = 9", vec![]).await.unwrap();
        assert_eq!(t.db().read().number("SELECT n FROM counters", vec![]).await.unwrap(), 0);
        tx.commit().await.unwrap();
        assert_eq!(t.db().read().number("SELECT n FROM counters", vec![]).await.unwrap(), 9);
        if t.engine() == Engine::Sqlite {
            assert!(t.db().read().exec("UPDATE counters SET n = 1", vec![]).await.is_err());
        }
    }
}
