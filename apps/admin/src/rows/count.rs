//! How many rows a list holds: exactly where that takes no time, else about.

use std::time::Duration;

use preau_kernel::Result;
use preau_kernel::admin::Entity;
use preau_kernel::db::Db;
use preau_kernel::db::page::Conditions;

use super::list::{Asked, COUNTED, declared};
use crate::shell::Shell;
use crate::show;
use crate::state::State;

/// What counting may take before it is given up.
const PATIENCE: Duration = Duration::from_millis(50);
/// How long it is not tried again then, and the estimate stands.
const RESIGNED: Duration = Duration::from_secs(60);

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

/// As [`count`], for pages that are turned one after the other: what was counted lately is not counted again.
pub(crate) async fn count_lately(
    shell: &Shell,
    entity: &Entity,
    asked: &Asked,
    scope: Conditions,
    counted: Option<i64>,
) -> Result<Count> {
    let db = shell.app().db();
    if let Some(exact) = counted {
        return Ok(Count::Exact(exact));
    }
    let key = format!("{} {:?} {:?}", entity.name, asked.search, asked.narrowed(scope.clone()));
    let resigned = |count: &Count| matches!(count, Count::About(_)).then_some(RESIGNED);
    shell.app().state::<State>().lately.counts.with(db, key, count(db, entity, asked, scope, None), resigned).await
}

async fn estimate(db: &Db, entity: &Entity, asked: &Asked, conditions: &Conditions) -> Result<Count> {
    let about = asked.query()?.estimate(db, entity.table, &declared(entity, "t.id", &[]), conditions).await?;
    // A search has found more than that by itself.
    let least = if asked.search.is_empty() { 1 } else { COUNTED + 1 };
    Ok(Count::About(about.max(least)))
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
