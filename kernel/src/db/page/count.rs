//! How many rows a list holds when a page's own count has stopped: exactly if that takes no time, else about.

use std::time::Duration;

use sea_orm::Value;

use super::{Conditions, List, PageQuery};
use crate::db::{Db, Sql};
use crate::error::Result;

/// Rows that are looked at for an estimate.
const SAMPLE: i64 = 1000;

impl PageQuery {
    /// The exact number, `None` when it cannot be had in this time.
    pub async fn count_within(
        &self,
        db: &Db,
        list: &List<'_>,
        conditions: &Conditions,
        time: Duration,
    ) -> Result<Option<i64>> {
        let mut values = conditions.values.clone();
        let mut filter = conditions.sql();
        let mut lead = String::new();
        if let (Some(table), needles @ [_, ..]) = (list.search, &*self.needles(list)) {
            let (before, matches) = db.engine().search_by_index(table, list.alias, needles, &mut values);
            lead = before;
            filter = format!("{filter} AND {matches}");
        }
        let sql = format!("SELECT COUNT(*) FROM {lead}{} WHERE {filter}", list.from);
        db.number_within(&sql, values, time).await
    }

    /// About how many rows of `table` the list holds: what the planner believes, or the share among some rows.
    pub async fn estimate(&self, db: &Db, table: &str, list: &List<'_>, conditions: &Conditions) -> Result<i64> {
        let needles = self.needles(list);
        let (filter, mut values) = (conditions.sql(), conditions.values.clone());
        if needles.is_empty() {
            let sql = format!("SELECT 1 FROM {} WHERE {filter}", list.from);
            if let Some(rows) = db.planned_rows(&sql, values.clone()).await? {
                return Ok(rows);
            }
        }
        let matches = match &*needles {
            [] => String::new(),
            needles => format!(" AND {}", db.engine().search_in_text(list.alias, needles, &mut values)),
        };
        sampled(db, table, list, &format!("{filter}{matches}"), values).await
    }
}

/// The share of ids, taken evenly between the first and the last, of which there is a row that fits.
async fn sampled(db: &Db, table: &str, list: &List<'_>, filter: &str, values: Vec<Value>) -> Result<i64> {
    let List { from, alias, .. } = list;
    let sql = format!(
        "WITH RECURSIVE \
         ends AS (SELECT (SELECT MIN(id) FROM {table}) AS low, (SELECT MAX(id) FROM {table}) AS high), \
         steps(n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM steps WHERE n < {SAMPLE}), \
         picked AS (SELECT low + (high - low) / {SAMPLE} * n AS id FROM ends CROSS JOIN steps) \
         SELECT CAST((SELECT COUNT(*) FROM picked CROSS JOIN {from} WHERE {alias}.id = picked.id AND {filter}) \
         * ((high - low) / {SAMPLE} + 1) AS BIGINT) FROM ends"
    );
    db.read().number(&sql, values).await
}
