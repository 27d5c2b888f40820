//! A transaction that may write, and what it says when it is committed.

use std::ops::Deref;
use std::sync::atomic::Ordering;

use futures::future::BoxFuture;
use parking_lot::Mutex;
use sea_orm::DatabaseTransaction;

use super::absence::{self, Absence};
use super::line::Turn;
use super::{Db, Engine, Sql};
use crate::bus::Event;
use crate::error::{Error, OUTCOME_UNKNOWN, Result};

/// A write transaction. It reads and writes through [`Sql`]; events published on it travel after the commit only.
pub struct Tx {
    pub(super) inner: Begun,
    pub(super) db: Db,
    pub(super) events: Mutex<Vec<Event>>,
}

pub(super) enum Begun {
    /// PostgreSQL: a connection of its own.
    Own(DatabaseTransaction),
    /// SQLite: a turn of the one writer.
    Turn(Turn),
}

impl Begun {
    async fn commit(self) -> Result<()> {
        match self {
            Self::Own(own) => own.commit().await.map_err(uncommitted),
            Self::Turn(turn) => turn.commit().await,
        }
    }
}

impl Deref for Begun {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Own(own) => own,
            Self::Turn(turn) => turn,
        }
    }
}

impl Tx {
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// Publishes after the commit: to this process, and on PostgreSQL to every node.
    /// One that is there already is not sent twice.
    pub fn publish(&self, event: Event) {
        let mut events = self.events.lock();
        if event.id != 0 || !events.contains(&event) {
            events.push(event);
        }
    }

    /// Commits, then delivers the events of the transaction before it returns. A caller that goes away meanwhile
    /// (a client that hangs up) does not stop the delivery.
    pub fn commit(self) -> BoxFuture<'static, Result<()>> {
        Box::pin(self.commit_and_tell())
    }

    async fn commit_and_tell(self) -> Result<()> {
        let events = std::mem::take(&mut *self.events.lock());
        if events.is_empty() {
            self.inner.commit().await?;
            self.db.0.writes.fetch_add(1, Ordering::Release);
            return Ok(());
        }
        if self.db.engine() == Engine::Postgres {
            for event in &events {
                self.inner.exec("SELECT pg_notify('preau', $1)", vec![event.wire().into()]).await?;
            }
        }
        let Self { inner, db, .. } = self;
        tokio::spawn(async move {
            inner.commit().await?;
            db.0.writes.fetch_add(1, Ordering::Release);
            db.0.bus.deliver(&events);
            Ok(())
        })
        .await
        .map_err(Error::internal)?
    }

    /// Runs a part that may be refused: what it wrote is then undone and the transaction goes on (PostgreSQL would
    /// refuse every statement after a failed one).
    pub async fn attempt<T>(&self, part: impl Future<Output = Result<T>>) -> Result<T> {
        self.inner.exec("SAVEPOINT part", vec![]).await?;
        let done = part.await;
        if done.is_err() {
            self.inner.exec("ROLLBACK TO SAVEPOINT part", vec![]).await?;
        }
        self.inner.exec("RELEASE SAVEPOINT part", vec![]).await?;
        done
    }

    pub fn rollback(self) -> BoxFuture<'static, Result<()>> {
        Box::pin(async {
            match self.inner {
                Begun::Own(own) => Ok(own.rollback().await?),
                Begun::Turn(turn) => turn.rollback().await,
            }
        })
    }
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

/// A database that goes away while it commits may have kept what it was given, or not.
pub(super) fn uncommitted(error: sea_orm::DbErr) -> Error {
    match absence::absence(&error) {
        Some(lost @ (Absence::Away | Absence::Failing)) => {
            lost.log(&error);
            Error::Unavailable(OUTCOME_UNKNOWN)
        }
        _ => error.into(),
    }
}
