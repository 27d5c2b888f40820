//! Everything that a list is asked for, batch by batch.

use sea_orm::QueryResult;

use super::keys::{self, Cursor};
use super::statement::Statement;
use super::{Conditions, List, PageQuery};
use crate::db::Sql;
use crate::error::Result;

/// The last row of a batch, from which the next one goes on.
#[derive(Debug, Clone)]
pub struct Edge(Vec<serde_json::Value>);

impl PageQuery {
    /// The next rows in the order that is asked for, without their number; the edge is `None` when there are no more.
    pub async fn walk<T>(
        &self,
        conn: &dyn Sql,
        list: &List<'_>,
        conditions: &Conditions,
        after: Option<&Edge>,
        size: u64,
        read: impl Fn(&QueryResult) -> Result<T>,
    ) -> Result<(Vec<T>, Option<Edge>)> {
        let asked = self.param("ordering").unwrap_or(list.default_ordering);
        let keys = keys::parse(list, asked)?;
        let needles = self.needles(list);
        let cursor = after.map(|edge| Cursor { o: asked.to_owned(), b: false, k: edge.0.clone() });
        let query = Statement {
            list,
            parts: &[],
            keys: &keys,
            cursor: cursor.as_ref(),
            needles: &needles,
            size,
            counted: 0,
            many_by_id: false,
            in_one_piece: false,
        };
        let (sql, values) = query.walk(conn.engine(), conditions);
        let rows = conn.all(&sql, values).await?;
        let edge = match rows.last() {
            Some(last) if rows.len() as u64 >= size => Some(Edge(keys::edge_of(last, &keys)?)),
            _ => None,
        };
        Ok((rows.iter().map(read).collect::<Result<_>>()?, edge))
    }
}
