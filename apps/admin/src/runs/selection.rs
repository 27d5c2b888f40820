//! To which rows something is done: those that were ticked, or all that a list shows.

use chrono_tz::Tz;
use preau_kernel::admin::Entity;
use preau_kernel::app::App;
use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use preau_kernel::web::Form;
use preau_kernel::{Error, Refusal, Result};
use serde::{Deserialize, Serialize};

use super::AT_ONCE;
use crate::rows::count::{self, Count};
use crate::rows::list::{self, Asked};

/// More than a page has.
const MOST_TICKED: usize = 500;
/// Rows that are named before one confirms.
const NAMED: usize = 10;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Selection {
    /// In ascending order.
    Ids(Vec<i64>),
    /// The address of a list.
    Query(String),
}

/// What a selection comes to.
pub(crate) struct Chosen {
    pub(crate) count: Count,
    pub(crate) first: Vec<(i64, String)>,
}

impl Chosen {
    pub(crate) fn is_small(&self) -> bool {
        self.count.number() <= AT_ONCE.cast_signed()
    }
}

impl Selection {
    /// `all` with `query`, or `id` as often as rows were ticked.
    pub(crate) fn read(form: &Form) -> Result<Self> {
        if form.checked("all") {
            let query = form.get("query").unwrap_or_default();
            return Ok(Self::Query(query.trim_start_matches('?').to_owned()));
        }
        let wrong = |_| Error::invalid("id", "not_a_number");
        let mut ids: Vec<i64> = form.all("id").map(|id| id.parse().map_err(wrong)).collect::<Result<_>>()?;
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > MOST_TICKED {
            return Err(Error::invalid("id", Refusal::new("too_many_items").arg("max", MOST_TICKED)));
        }
        Ok(Self::Ids(ids))
    }

    /// The next ids after this one, in their order, within `reach`.
    pub(super) async fn next(
        &self,
        conn: &dyn Sql,
        entity: &Entity,
        zone: Tz,
        reach: Conditions,
        after: i64,
        size: u64,
    ) -> Result<Vec<i64>> {
        match self {
            // Whether they can be reached is told row by row.
            Self::Ids(ids) => {
                let rest = ids.iter().copied().filter(|id| *id > after);
                Ok(rest.take(usize::try_from(size).unwrap_or(usize::MAX)).collect())
            }
            Self::Query(query) => {
                let asked = understood(entity, zone, query)?;
                list::ids_after(conn, entity, &asked, reach, after, size).await
            }
        }
    }

    /// How many rows it comes to within `reach`, and the first of them.
    pub(crate) async fn look(&self, app: &App, entity: &Entity, zone: Tz, reach: Conditions) -> Result<Chosen> {
        let read = app.db().read();
        match self {
            Self::Ids(ids) => {
                let all = titles(read, entity, reach, ids).await?;
                let count = Count::Exact(i64::try_from(all.len()).unwrap_or(i64::MAX));
                Ok(Chosen { count, first: all.into_iter().take(NAMED).collect() })
            }
            Self::Query(query) => {
                let asked = understood(entity, zone, query)?;
                let ids = list::ids_after(read, entity, &asked, reach.clone(), i64::MIN, AT_ONCE + 1).await?;
                let known = (ids.len() as u64 <= AT_ONCE).then(|| i64::try_from(ids.len()).unwrap_or(i64::MAX));
                let count = count::count(app.db(), entity, &asked, reach.clone(), known).await?;
                let first = titles(read, entity, reach, &ids[..ids.len().min(NAMED)]).await?;
                Ok(Chosen { count, first })
            }
        }
    }
}

/// A list whose address is not wholly understood may show more than is meant: nothing is done to it.
fn understood(entity: &Entity, zone: Tz, query: &str) -> Result<Asked> {
    let mut asked = Asked::read(entity, zone, query);
    for (filter, _) in &asked.questions {
        asked.problems.add(filter.name, "wrong_value");
    }
    std::mem::take(&mut asked.problems).finish()?;
    Ok(asked)
}

/// Those of these rows that can be reached, with the texts that name them, by id.
async fn titles(conn: &dyn Sql, entity: &Entity, mut reach: Conditions, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    super::step::only(&mut reach, ids);
    let (filter, values) = reach.into_parts();
    let sql = format!("SELECT t.id AS id, {} AS title FROM {} WHERE {filter} ORDER BY t.id", entity.title, entity.from);
    let rows = conn.all(&sql, values).await?;
    let text = |row: &sea_orm::QueryResult| row.try_get::<Option<String>>("", "title");
    rows.iter().map(|row| Ok((row.try_get("", "id")?, text(row)?.unwrap_or_default()))).collect()
}
