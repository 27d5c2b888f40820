//! Events of a transaction: to this node before `commit` returns, to other nodes soon, after a rollback to nobody.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use preau_kernel::bus::{self, Bus, Event};
use preau_kernel::db::{Db, Engine, Sql};
use preau_testkit::{TestDb, both_engines};
use serde_json::json;
use tokio_util::sync::CancellationToken;

both_engines! {
    async fn a_commit_is_heard_and_a_rollback_is_not(t: TestDb) {
        let (bus, heard) = ears();
        let db = t.another_node_with(bus).await;
        let tx = db.write_tx().await.unwrap();
        tx.publish(Event::new("people", 3));
        assert!(heard.lock().is_empty(), "not before the commit");
        tx.rollback().await.unwrap();
        assert!(heard.lock().is_empty(), "not after a rollback");
        publish(&db, Event::new("people", 4)).await;
        assert_eq!(*heard.lock(), [Event::new("people", 4)], "before commit returns");
    }

    async fn another_node_hears_on_postgresql(t: TestDb) {
        let (bus, heard) = ears();
        let (db, stop) = (t.another_node_with(bus.clone()).await, CancellationToken::new());
        assert_eq!(bus.is_hearing(), t.engine() == Engine::Sqlite, "nobody listens yet");
        let listening = tokio::spawn({
            let (bus, stop) = (bus.clone(), stop.clone());
            async move { bus.listen(db, stop).await }
        });
        if t.engine() == Engine::Sqlite {
            listening.await.unwrap();
            assert!(bus.is_hearing(), "there is no other node to miss");
            return;
        }
        until("the node hears", || bus.is_hearing()).await;
        let event = Event::new("people", 5).with(json!({"who": "Zoé"}));
        publish(t.db(), event.clone()).await;
        until("the event", || heard.lock().contains(&event)).await;

        // What was said while the connection was lost is unknown: handlers are told so before the node hears again.
        let resumed = Event::new(bus::RESUMED, 0);
        assert_eq!(heard.lock().iter().filter(|event| **event == resumed).count(), 1);
        let cut = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
                   WHERE datname = current_database() AND application_name = 'preau-listen'";
        assert!(t.db().read().number(cut, vec![]).await.unwrap() >= 1);
        until("deafness", || !bus.is_hearing()).await;
        until("the node hears again", || bus.is_hearing()).await;
        assert!(heard.lock().iter().filter(|event| **event == resumed).count() >= 2);
        stop.cancel();
        listening.await.unwrap();
        assert!(!bus.is_hearing());
    }
}

fn ears() -> (Bus, Arc<Mutex<Vec<Event>>>) {
    let (ears, heard) = (Bus::default(), Arc::new(Mutex::new(Vec::new())));
    for topic in ["people", bus::RESUMED] {
        let list = heard.clone();
        ears.on(topic, move |event| list.lock().push(event.clone()));
    }
    (ears, heard)
}

async fn publish(db: &Db, event: Event) {
    let tx = db.write_tx().await.unwrap();
    tx.publish(event);
    tx.commit().await.unwrap();
}

async fn until(what: &str, condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting)
        .await
        .unwrap_or_else(|_| panic!("{what}: not within ten seconds"));
}
