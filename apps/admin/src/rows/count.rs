//! How many rows a list holds: exactly where that takes no time, else about.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use preau_kernel::Result;
use preau_kernel::admin::Entity;
use preau_kernel::db::Db;
use preau_kernel::db::page::Conditions;

use super::list::{Asked, COUNTED, declared};
use crate::shell::Shell;
use crate::show;

/// What counting may take before it is given up.
const PATIENCE: Duration = Duration::from_millis(50);
/// How long it is not tried again then, and the estimate stands.
const RESIGNED: Duration = Duration::from_secs(60);
/// A number is kept so many times as long as counting took: at most one part in so many of the time goes into counting.
const KEPT: u32 = 200;
/// Lists whose counts are remembered.
const REMEMBERED: usize = 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    Exact(i64),
    About(i64),
}

impl Count {
    /// `12 431`, `≈ 120 000`
    pub(crate) fn text(self, shell: &Shell) -> String {
        let lang = shell.visit.lang();
        match self {
            Self::Exact(number) => show::number(lang, number),
            Self::About(number) => format!("≈\u{a0}{}", show::number(lang, rounded(number))),
        }
    }

    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Exact(number) | Self::About(number) => number,
        }
    }
}

/// How many rows are asked for within the scope; `counted` is what the page knows by itself.
pub(crate) async fn count(
    db: &Db,
    entity: &Entity,
    asked: &Asked,
    scope: Conditions,
    counted: Option<i64>,
) -> Result<Count> {
    if let Some(exact) = counted {
        return Ok(Count::Exact(exact));
    }
    let (query, conditions) = (asked.query()?, asked.narrowed(scope));
    let list = declared(entity, "t.id", &[]);
    if let Some(exact) = query.count_within(db, &list, &conditions, PATIENCE).await? {
        return Ok(Count::Exact(exact));
    }
    estimate(db, entity, asked, &conditions).await
}

/// As [`count`], for pages that are turned one after the other: what was slow to count lately is not counted again.
pub(crate) async fn count_lately(
    shell: &Shell,
    entity: &Entity,
    asked: &Asked,
    scope: Conditions,
    counted: Option<i64>,
) -> Result<Count> {
    let db = shell.app().db();
    if counted.is_some() {
        return count(db, entity, asked, scope, counted).await;
    }
    let lately = shell.app().state::<Lately>();
    let conditions = asked.narrowed(scope.clone());
    let key = format!("{} {:?} {:?}", entity.name, asked.search, conditions);
    if let Some(found) = lately.get(&key) {
        return Ok(found);
    }
    let start = Instant::now();
    let found = count(db, entity, asked, scope, None).await?;
    let time = match found {
        Count::Exact(_) => start.elapsed() * KEPT,
        Count::About(_) => RESIGNED,
    };
    lately.keep(key, found, time);
    Ok(found)
}

/// What counting brought lately, by what was counted; an estimate too, which costs as much as the page.
#[derive(Default)]
pub(crate) struct Lately(Mutex<HashMap<String, (Instant, Count)>>);

impl Lately {
    fn get(&self, key: &str) -> Option<Count> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|(until, _)| Instant::now() < *until).map(|(_, count)| *count)
    }

    fn keep(&self, key: String, count: Count, time: Duration) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if kept.len() >= REMEMBERED {
            kept.retain(|_, (until, _)| now < *until);
        }
        if kept.len() < REMEMBERED {
            kept.insert(key, (now + time, count));
        }
    }
}

async fn estimate(db: &Db, entity: &Entity, asked: &Asked, conditions: &Conditions) -> Result<Count> {
    let about = asked.query()?.estimate(db, entity.table, &declared(entity, "t.id", &[]), conditions).await?;
    Ok(Count::About(about.max(COUNTED + 1)))
}

/// To two figures, so that it does not pretend.
fn rounded(number: i64) -> i64 {
    let scale = 10_i64.pow(number.max(1).ilog10().saturating_sub(1));
    (number + scale / 2) / scale * scale
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn an_estimate_has_two_figures() {
        assert_eq!([123_456, 10_001, 995_000, 7].map(rounded), [120_000, 10_000, 1_000_000, 7]);
    }
}
