//! Group commit on SQLite: writers that stand in line share one transaction of the engine, and so one wait for the disk.
//!
//! The one writer stands idle while a commit waits for the disk. So who is done while others stand in line leaves the
//! transaction open to them, each in a savepoint of its own, and one who queues behind them (see [`Line::close_behind`])
//! commits for all. Nobody is told that their work is kept before it is; who fails or goes away takes back only their
//! own savepoint. A batch ends with those who stood in line when its first member was done: nobody waits for who came
//! later. Without others in line nothing is different from a transaction alone.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::tx::uncommitted;
use crate::error::{Error, Result};

/// How long somebody stands in line before they are told to come again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whoever writes has a turn of it; in it lies what earlier turns left open.
#[derive(Clone, Default)]
pub(super) struct Line(Arc<Inner>);

#[derive(Default)]
struct Inner {
    turn: Arc<Mutex<Option<Batch>>>,
    waiting: AtomicUsize,
}

/// One transaction of the engine with the finished work of several.
struct Batch {
    shared: DatabaseTransaction,
    /// Of each that is done: where to tell that it is on the disk, or why not.
    done: Vec<Told>,
    savepoints: u64,
    /// The savepoint of one who failed or went away, until its work is undone.
    undo: Option<u64>,
}

type Told = oneshot::Sender<Result<(), DbErr>>;

impl Batch {
    fn of(shared: DatabaseTransaction) -> Self {
        Self { shared, done: Vec::new(), savepoints: 0, undo: None }
    }

    /// A savepoint for one more, after what the last one left undone. Asked again (its caller went away) it does no harm:
    /// a savepoint that nobody uses ends with the transaction.
    async fn admit(&mut self) -> Result<u64, DbErr> {
        self.settle().await?;
        self.savepoints += 1;
        self.shared.execute_unprepared(&format!("SAVEPOINT member_{}", self.savepoints)).await?;
        Ok(self.savepoints)
    }

    async fn settle(&mut self) -> Result<(), DbErr> {
        if let Some(savepoint) = self.undo {
            self.shared.execute_unprepared(&format!("ROLLBACK TO member_{savepoint}")).await?;
            self.undo = None;
        }
        Ok(())
    }

    async fn finish(mut self) {
        if let Err(error) = self.settle().await {
            return self.lost(&error);
        }
        let outcome = self.shared.commit().await;
        tell(self.done, &outcome);
    }

    /// The engine gave the transaction up (a full disk does that), with the work of all in it.
    fn lost(self, error: &DbErr) {
        tell(self.done, &Err(error.clone()));
    }
}

fn tell(done: Vec<Told>, outcome: &Result<(), DbErr>) {
    for member in done {
        // Who hung up is not told.
        let _ = member.send(outcome.clone());
    }
}

impl Line {
    /// Waits for a turn and begins in it, with `begin` where no batch is open.
    pub(super) async fn enter<F>(&self, begin: F) -> Result<Turn>
    where
        F: AsyncFnOnce() -> Result<DatabaseTransaction>,
    {
        let mut place = self.stand().await?;
        let mut admitted = None;
        if let Some(batch) = place.as_mut() {
            // It stays in its place until the savepoint stands: who goes away here leaves it to the others.
            admitted = Some(batch.admit().await);
        }
        let (batch, state) = match (place.take(), admitted) {
            (Some(batch), Some(Ok(savepoint))) => (batch, State::Member(savepoint)),
            (Some(batch), Some(Err(error))) => {
                batch.lost(&error);
                (Batch::of(begin().await?), State::First)
            }
            _ => (Batch::of(begin().await?), State::First),
        };
        Ok(Turn { line: self.clone(), place, batch: Some(batch), state })
    }

    /// The same for work that takes long: nobody's work waits for it to be kept.
    pub(super) async fn enter_alone<F>(&self, begin: F) -> Result<Turn>
    where
        F: AsyncFnOnce() -> Result<DatabaseTransaction>,
    {
        let mut place = self.stand().await?;
        if let Some(batch) = place.take() {
            // Apart: the others are told, whether or not this caller goes away meanwhile.
            place = tokio::spawn(async move {
                batch.finish().await;
                place
            })
            .await
            .map_err(Error::internal)?;
        }
        let batch = Batch::of(begin().await?);
        Ok(Turn { line: self.clone(), place, batch: Some(batch), state: State::First })
    }

    async fn stand(&self) -> Result<OwnedMutexGuard<Option<Batch>>> {
        let waiting = Waiting::of(&self.0.waiting);
        let turn = tokio::time::timeout(PATIENCE, self.0.turn.clone().lock_owned()).await;
        drop(waiting);
        turn.map_err(|_| Error::Unavailable("unavailable"))
    }

    /// Commits the batch that lies open once everybody had a turn who stands in line now.
    fn close_behind(&self) {
        let turn = self.0.turn.clone();
        tokio::spawn(async move {
            let mut place = turn.lock_owned().await;
            if let Some(batch) = place.take() {
                batch.finish().await;
            }
        });
    }

    fn is_empty(&self) -> bool {
        self.0.waiting.load(Ordering::Acquire) == 0
    }
}

/// Counts one who stands in line, until dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn of(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The right to write, and the transaction to do it in. Dropped, what was written in it is undone.
pub(super) struct Turn {
    line: Line,
    place: OwnedMutexGuard<Option<Batch>>,
    /// Here while the turn lasts.
    batch: Option<Batch>,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    /// Nobody's work but its own is in the transaction.
    First,
    /// Its work is what came after its savepoint.
    Member(u64),
    /// Its work is done and stays.
    Released,
}

impl Turn {
    /// Returns when the work is on the disk: at once, or with those who stand in line.
    pub(super) async fn commit(mut self) -> Result<()> {
        let is_first = matches!(self.state, State::First);
        if let State::Member(savepoint) = self.state {
            self.state = State::Released;
            let released = self.execute_unprepared(&format!("RELEASE member_{savepoint}")).await;
            if let (Err(error), Some(batch)) = (&released, self.batch.take_if(|_| released.is_err())) {
                batch.lost(error);
            }
            released?;
        }
        let Some(mut batch) = self.batch.take() else { return Ok(()) };
        if is_first && self.line.is_empty() {
            return batch.shared.commit().await.map_err(uncommitted);
        }
        let (tell, told) = oneshot::channel();
        batch.done.push(tell);
        *self.place = Some(batch);
        if is_first {
            self.line.close_behind();
        }
        drop(self);
        told.await.map_err(Error::internal)?.map_err(uncommitted)
    }

    pub(super) async fn rollback(mut self) -> Result<()> {
        if let (State::First, Some(batch)) = (self.state, self.batch.take_if(|batch| batch.done.is_empty())) {
            batch.shared.rollback().await?;
        }
        Ok(())
    }
}

impl Deref for Turn {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.batch.as_ref().expect("a turn has its batch until it ends").shared
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut batch) = self.batch.take() else { return };
        match self.state {
            // The driver undoes what a dropped transaction wrote.
            State::First => return,
            State::Member(savepoint) => batch.undo = Some(savepoint),
            State::Released => {}
        }
        *self.place = Some(batch);
    }
}
