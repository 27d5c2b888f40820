//! Writers that stand in line on SQLite share one commit. On PostgreSQL each has its own, and the same holds.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use preau_kernel::bus::{Bus, Event};
use preau_kernel::db::{Db, Engine, Sql, Tx};
use preau_testkit::{TestDb, both_engines};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use tokio::task::JoinHandle;

const NOTES: &str = "CREATE TABLE notes (id {id}, who BIGINT NOT NULL UNIQUE);\n";

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

async fn note(tx: &Tx, who: i64) {
    tx.exec("INSERT INTO notes (who) VALUES ($1)", vec![who.into()]).await.unwrap();
}

async fn is_kept(db: &Db, who: i64) -> bool {
    db.read().number("SELECT COUNT(*) FROM notes WHERE who = $1", vec![who.into()]).await.unwrap() == 1
}

/// A writer that stands in line for its turn by the time this returns.
async fn in_line<T: Send + 'static>(writer: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    let task = tokio::spawn(writer);
    tokio::time::sleep(Duration::from_millis(30)).await;
    task
}

/// Whether a future is still going on after having had the time to end.
async fn goes_on<F: Future + Unpin>(future: &mut F) -> bool {
    for _ in 0..20 {
        let now = poll_fn(|context| Poll::Ready(std::pin::Pin::new(&mut *future).poll(context).is_pending())).await;
        if !now {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    true
}

/// What a writer does once it has written.
#[derive(Debug, Clone, Copy)]
enum End {
    Commit,
    RollBack,
    Drop,
    /// Its caller goes away after so many microseconds, wherever it stands.
    HangUp(u64),
    /// A statement is refused, and then it commits all the same.
    RefusedThenCommit,
}

fn ends() -> impl Strategy<Value = Vec<End>> {
    let end = prop_oneof![
        4 => Just(End::Commit),
        1 => Just(End::RollBack),
        1 => Just(End::Drop),
        2 => (0u64..4000).prop_map(End::HangUp),
        1 => Just(End::RefusedThenCommit),
    ];
    proptest::collection::vec(end, 1..40)
}

/// `true`: acknowledged.
async fn write(db: Db, who: i64, end: End) -> bool {
    let tx = db.write_tx().await.unwrap();
    note(&tx, who).await;
    tokio::task::yield_now().await;
    match end {
        End::RollBack => tx.rollback().await.unwrap(),
        End::Drop => drop(tx),
        End::Commit | End::HangUp(_) => {
            tx.commit().await.unwrap();
            assert!(is_kept(&db, who).await, "acknowledged, and not seen by a reader");
            return true;
        }
        End::RefusedThenCommit => {
            let again =
                tx.attempt(async { tx.exec("INSERT INTO notes (who) VALUES ($1)", vec![who.into()]).await.map(drop) });
            assert!(again.await.is_err(), "the index refuses a second one");
            tx.commit().await.unwrap();
            return true;
        }
    }
    false
}

async fn play(db: &Db, first: i64, ends: &[End]) {
    let tasks: Vec<_> =
        ends.iter().zip(first..).map(|(&end, who)| (who, end, tokio::spawn(write(db.clone(), who, end)))).collect();
    for (_, end, task) in &tasks {
        if let End::HangUp(after) = *end {
            tokio::time::sleep(Duration::from_micros(after / 4)).await;
            task.abort();
        }
    }
    for (who, end, task) in tasks {
        let told = tokio::time::timeout(PATIENCE, task).await.expect("nobody waits for ever");
        match (told, end) {
            (Ok(told), _) => assert_eq!(told, is_kept(db, who).await, "{who}: {end:?}"),
            // Whoever hung up may have been kept or not.
            (Err(gone), End::HangUp(_)) => assert!(gone.is_cancelled()),
            (Err(error), _) => panic!("{who}: {end:?}: {error}"),
        }
    }
}

both_engines! {
    async fn what_is_acknowledged_is_kept_and_nothing_else_whatever_the_others_do(t: TestDb) {
        t.migrate("test/1", NOTES).await;
        let mut runner = proptest::test_runner::TestRunner::default();
        let mut first = 1;
        for _ in 0..60 {
            let ends = ends().new_tree(&mut runner).unwrap().current();
            tokio::time::timeout(PATIENCE * 2, play(t.db(), first, &ends)).await.expect("the line moves");
            first += ends.len() as i64;
        }
        let tx = t.db().write_tx().await.unwrap();
        note(&tx, 0).await;
        tx.commit().await.unwrap();
    }

    async fn who_is_done_waits_only_for_those_who_stood_in_line(t: TestDb) {
        t.migrate("test/1", NOTES).await;
        let first = t.db().write_tx().await.unwrap();
        note(&first, 1).await;
        let (release, released) = tokio::sync::oneshot::channel::<()>();
        let db = t.db().clone();
        let second = in_line(async move {
            let tx = db.write_tx().await.unwrap();
            note(&tx, 2).await;
            released.await.unwrap();
            tx.commit().await.unwrap();
        })
        .await;
        let mut commit = pin!(first.commit());
        let is_shared = goes_on(&mut commit).await;
        assert_eq!(is_shared, t.engine() == Engine::Sqlite, "on SQLite the two share a commit");
        if is_shared {
            assert!(!is_kept(t.db(), 1).await, "nothing is shown before it is on the disk");
        }
        release.send(()).unwrap();
        if is_shared {
            tokio::time::timeout(PATIENCE, commit).await.expect("the batch ends").unwrap();
        }
        tokio::time::timeout(PATIENCE, second).await.expect("the batch ends").unwrap();
        assert!(is_kept(t.db(), 1).await && is_kept(t.db(), 2).await);
    }

    /// The one who would have ended the batch hangs up: the first is told all the same, and the other's work is undone.
    async fn who_hangs_up_in_a_batch_takes_back_only_their_own(t: TestDb) {
        t.migrate("test/1", NOTES).await;
        let first = t.db().write_tx().await.unwrap();
        note(&first, 1).await;
        let db = t.db().clone();
        let second = in_line(async move {
            let tx = db.write_tx().await.unwrap();
            note(&tx, 2).await;
            std::future::pending::<()>().await;
        })
        .await;
        let third = in_line(write(t.db().clone(), 3, End::Commit)).await;
        let commit = tokio::spawn(first.commit());
        tokio::time::sleep(Duration::from_millis(50)).await;
        second.abort();
        tokio::time::timeout(PATIENCE, commit).await.expect("the batch ends").unwrap().unwrap();
        assert!(tokio::time::timeout(PATIENCE, third).await.expect("the batch ends").unwrap());
        assert!(is_kept(t.db(), 1).await && !is_kept(t.db(), 2).await && is_kept(t.db(), 3).await);
    }

    /// Nobody's answer waits for an import.
    async fn long_work_is_in_no_batch(t: TestDb) {
        t.migrate("test/1", NOTES).await;
        let first = t.db().write_tx().await.unwrap();
        note(&first, 1).await;
        let (release, released) = tokio::sync::oneshot::channel::<()>();
        let db = t.db().clone();
        let long = in_line(async move {
            let tx = db.long_write_tx().await.unwrap();
            note(&tx, 2).await;
            released.await.unwrap();
            tx.rollback().await.unwrap();
        })
        .await;
        tokio::time::timeout(PATIENCE, first.commit()).await.expect("it does not wait for the import").unwrap();
        assert!(is_kept(t.db(), 1).await);
        release.send(()).unwrap();
        long.await.unwrap();
        assert!(!is_kept(t.db(), 2).await);
    }

    async fn events_travel_only_after_the_commit_of_the_batch(t: TestDb) {
        t.migrate("test/1", NOTES).await;
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let bus = Bus::default();
        bus.on("test", move |event| tell.send(event.id).unwrap());
        let node = t.another_node_with(bus).await;
        let first = node.write_tx().await.unwrap();
        note(&first, 1).await;
        first.publish(Event::new("test", 1));
        let (release, released) = tokio::sync::oneshot::channel::<()>();
        let db = node.clone();
        let second = in_line(async move {
            let tx = db.write_tx().await.unwrap();
            note(&tx, 2).await;
            tx.publish(Event::new("test", 2));
            released.await.unwrap();
            tx.rollback().await.unwrap();
        })
        .await;
        let commit = tokio::spawn(first.commit());
        tokio::time::sleep(Duration::from_millis(50)).await;
        if t.engine() == Engine::Sqlite {
            assert!(told.try_recv().is_err(), "what is not on the disk is told to nobody");
        }
        release.send(()).unwrap();
        commit.await.unwrap().unwrap();
        second.await.unwrap();
        assert_eq!(told.recv().await, Some(1));
        assert!(told.try_recv().is_err(), "what was rolled back is told to nobody");
        node.close().await;
    }
}
