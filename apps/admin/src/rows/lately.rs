//! What was asked of the database lately, beside the rows of a page: it need not be asked for each page again.
//!
//! An answer stands for a while that follows from what it cost, and only until this process writes anything; so it is
//! never old to who has just written, and under load at most one part in [`KEPT`] of the time goes into asking.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Db;

use super::count::Count;
use crate::views::View;

/// An answer is kept so many times as long as it took.
const KEPT: u32 = 200;
/// Answers of one kind that are remembered.
const REMEMBERED: usize = 1000;

#[derive(Default)]
pub(crate) struct Lately {
    pub(crate) counts: Memo<Count>,
    /// First and last day of lists that can be drilled down.
    pub(crate) spans: Memo<Option<(Timestamp, Timestamp)>>,
    pub(crate) views: Memo<std::sync::Arc<[View]>>,
}

/// Answers of one kind, by what was asked.
pub(crate) struct Memo<T>(Mutex<HashMap<String, Kept<T>>>);

struct Kept<T> {
    answer: T,
    until: Instant,
    /// [`Db::writes`] when it was asked; `None`: it stands whatever is written, for it is no more than about right.
    writes: Option<u64>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Memo<T> {
    /// The answer that is remembered, or that of `ask`.
    pub(crate) async fn of(&self, db: &Db, key: String, ask: impl Future<Output = Result<T>>) -> Result<T> {
        self.with(db, key, ask, |_| None).await
    }

    /// As [`Self::of`]; an answer for which `stands` names a time is kept for that time, whatever is written.
    pub(crate) async fn with(
        &self,
        db: &Db,
        key: String,
        ask: impl Future<Output = Result<T>>,
        stands: impl Fn(&T) -> Option<Duration>,
    ) -> Result<T> {
        let (writes, start) = (db.writes(), Instant::now());
        if let Some(answer) = self.get(&key, writes, start) {
            return Ok(answer);
        }
        let answer = ask.await?;
        let stands = stands(&answer);
        let until = start + stands.unwrap_or_else(|| start.elapsed() * KEPT);
        self.keep(key, Kept { answer: answer.clone(), until, writes: stands.is_none().then_some(writes) });
        Ok(answer)
    }

    fn get(&self, key: &str, writes: u64, now: Instant) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(key).filter(|kept| now < kept.until && kept.writes.is_none_or(|then| then == writes))?;
        Some(found.answer.clone())
    }

    fn keep(&self, key: String, answer: Kept<T>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= REMEMBERED {
            let now = Instant::now();
            kept.retain(|_, kept| now < kept.until);
        }
        if kept.len() < REMEMBERED {
            kept.insert(key, answer);
        }
    }
}
