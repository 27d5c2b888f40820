//! A page as it is turned to: the order it stands in, how many rows there are, and what lies beyond its first and last.

use sea_orm::QueryResult;

use super::keys::{self, Cursor, Key};
use super::statement::Statement;
use super::{BY_ID, Conditions, List, Page, PageQuery, Part};
use crate::db::Sql;
use crate::error::Result;

/// A row of a page, with what [`Statement::page`] adds to it.
pub(super) trait Line: Sync {
    fn count(&self) -> Result<i64>;

    fn edge(&self, keys: &[Key]) -> Result<Vec<serde_json::Value>>;
}

impl Line for QueryResult {
    fn count(&self) -> Result<i64> {
        Ok(self.try_get("", "page_count")?)
    }

    fn edge(&self, keys: &[Key]) -> Result<Vec<serde_json::Value>> {
        keys::edge_of(self, keys)
    }
}

pub(super) struct Turn {
    asked: String,
    pub(super) keys: Vec<Key>,
    cursor: Option<Cursor>,
    /// What is searched for; empty: nothing.
    needles: Vec<String>,
    /// A search whose order is nobody's wish.
    is_free: bool,
}

impl Turn {
    pub(super) fn of(asks: &PageQuery, list: &List<'_>, parts: &[Part<'_>]) -> Result<Self> {
        let needles = if parts.is_empty() { asks.needles(list) } else { Vec::new() };
        let is_free = asks.param("ordering").is_none() && !needles.is_empty();
        let mut asked = asks.param("ordering").unwrap_or(list.default_ordering).to_owned();
        if is_free && asks.param("cursor").and_then(keys::order_of).is_some_and(|order| order == BY_ID) {
            asked = BY_ID.to_owned();
        }
        let keys = keys::parse(list, &asked)?;
        let cursor = asks.param("cursor").map(|text| Cursor::decode(text, &asked, &keys)).transpose()?;
        Ok(Self { asked, keys, cursor, needles, is_free })
    }

    pub(super) fn query<'a>(&'a self, asks: &PageQuery, list: &'a List<'_>, parts: &'a [Part<'_>]) -> Statement<'a> {
        Statement {
            list,
            parts,
            keys: &self.keys,
            cursor: self.cursor.as_ref(),
            needles: &self.needles,
            size: asks.size + 1,
            counted: asks.counted,
            many_by_id: self.is_free && self.cursor.is_none(),
            in_one_piece: false,
        }
    }

    /// `rows`: what the query found.
    pub(super) async fn page<R: Line, T>(
        &self,
        asks: &PageQuery,
        conn: &dyn Sql,
        query: &Statement<'_>,
        conditions: &Conditions,
        mut rows: Vec<R>,
        read: impl Fn(R) -> Result<T>,
    ) -> Result<Page<T>> {
        let more = rows.len() as u64 > asks.size;
        rows.truncate(asks.size as usize);
        if self.is_backwards() {
            rows.reverse();
        }
        let ends = rows.first().zip(rows.last()).map(|(first, last)| -> Ends<'_> { (first, last) });
        let count = match ends {
            Some((first, _)) => first.count()?,
            // Beyond the last row there is none to carry the count.
            None if self.cursor.is_some() => {
                let (sql, values) = query.count(conn.engine(), conditions);
                conn.number(&sql, values).await?
            }
            None => 0,
        };
        let (next, previous) = self.links(asks, query.many_by_id, count, more, ends)?;
        Ok(Page {
            count: (count <= asks.counted).then_some(count),
            next,
            previous,
            results: rows.into_iter().map(read).collect::<Result<_>>()?,
        })
    }

    fn is_backwards(&self) -> bool {
        self.cursor.as_ref().is_some_and(|cursor| cursor.b)
    }

    /// To the next page and the previous one.
    fn links(
        &self,
        asks: &PageQuery,
        many_by_id: bool,
        count: i64,
        more: bool,
        ends: Option<Ends<'_>>,
    ) -> Result<(Option<String>, Option<String>)> {
        let (asked, keys) = match many_by_id && count > asks.counted {
            true => (BY_ID.to_owned(), keys::only_id(&self.keys)),
            false => (self.asked.clone(), self.keys.clone()),
        };
        let edge = |row: Option<&dyn Line>, b: bool| -> Result<Option<String>> {
            row.map(|row| Ok(asks.link(&Cursor { o: asked.clone(), b, k: row.edge(&keys)? }))).transpose()
        };
        let backwards = self.is_backwards();
        let (has_next, has_previous) = if backwards { (true, more) } else { (more, self.cursor.is_some()) };
        let mut next = if has_next { edge(ends.map(|(_, last)| last), false)? } else { None };
        let mut previous = if has_previous { edge(ends.map(|(first, _)| first), true)? } else { None };
        // The rows beyond the edge are gone, those before it are not: whoever came here can turn back.
        if let (None, true, Some(cursor)) = (ends, count > 0, &self.cursor) {
            let back = Some(asks.link(&cursor.turned(&self.keys)));
            if backwards { next = back } else { previous = back }
        }
        Ok((next, previous))
    }
}

/// The first row and the last.
type Ends<'a> = (&'a dyn Line, &'a dyn Line);
