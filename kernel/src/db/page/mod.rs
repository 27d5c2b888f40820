//! Keyset pages: search, filters, ordering and cursors, in one query whose cost does not grow with the table.
//!
//! A list is declared once as a [`List`]; [`PageQuery`] is what the request asks for. The cursor holds the values of
//! the ordering columns and the id of the row at the edge, so that a page is found through the index, however far.
//!
//! Map: here what is declared and asked · `keys` orderings and cursors · `statement` the SQL text · `count` how many
//! there are beyond what a page counts · `turn` from rows to a page and its neighbours · `sheet` its rows as one text and
//! one list of values, `values` one row of that, `in_json` how they come in one piece · `in_turn` a row read value by value ·
//! `walk` everything that is asked for, batch by batch.

mod count;
mod in_json;
mod in_turn;
mod keys;
mod sheet;
mod statement;
mod turn;
mod values;
mod walk;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sea_orm::{QueryResult, Value};
use serde::Serialize;

pub use self::in_turn::InTurn;
use self::keys::Cursor;
pub use self::sheet::Sheet;
use self::turn::Turn;
pub use self::values::{Scalar, Values};
pub use self::walk::Edge;
use super::{Engine, Sql, search};
use crate::error::{Error, FieldErrors, Result};
use crate::web::RequestInfo;

/// Rows of a page unless asked otherwise, and at most.
pub const DEFAULT_SIZE: u64 = 50;
pub const MAX_SIZE: u64 = 200;
/// `count` is exact up to here, then null.
pub const COUNT_LIMIT: i64 = 10_000;
/// The order of a search that finds more than is counted, when none is asked for: the index yields its matches so.
const BY_ID: &str = "id";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Number,
    Text,
}

/// One ordering that clients may ask for. Its column is NOT NULL and has an index together with the id.
#[derive(Debug, Clone, Copy)]
pub struct Ordering {
    pub name: &'static str,
    /// As the query names it: `s.sort_name`.
    pub column: &'static str,
    pub kind: Kind,
}

/// A list: what stands in the SQL, never from input.
pub struct List<'a> {
    pub select: &'a str,
    /// `students s JOIN users u ON u.id = s.user_id`.
    pub from: &'a str,
    /// The alias of the table that is listed; its `id` is the last ordering column.
    pub alias: &'static str,
    /// The table with a `search` text and index, when the list can be searched.
    pub search: Option<&'static str>,
    pub orderings: &'a [Ordering],
    /// Such as `-at`; the id follows in the same direction.
    pub default_ordering: &'a str,
}

/// A part of a list that an index leads through by itself, where "one's own or those of nobody" as one condition would be
/// gathered and sorted: see [`PageQuery::run_parts`].
pub struct Part<'a> {
    /// As [`List::from`], with the same aliases.
    pub from: &'a str,
    /// No row is in two parts. Fixed text and numbers, never from input.
    pub condition: String,
}

/// Conditions that narrow a list, joined by AND: the scope and the filters.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
    /// One of them asks an index of texts.
    is_search: bool,
}

impl Conditions {
    /// `?` in the text is the next value.
    pub fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        let mut text = String::new();
        let mut values = values.into_iter();
        for piece in sql.split_inclusive('?') {
            let Some(before) = piece.strip_suffix('?') else {
                text.push_str(piece);
                continue;
            };
            text.push_str(before);
            match values.next() {
                // The planner is to know which of the two it is: nearly everybody is active.
                Some(Value::Bool(Some(is_so))) => text.push_str(if is_so { "TRUE" } else { "FALSE" }),
                value => {
                    self.values.extend(value);
                    text.push_str(&format!("${}", self.values.len()));
                }
            }
        }
        self.sql.push(text);
    }

    /// Keeps to rows whose `column` is the id of a row of `table` that this question finds: a list of what refers to
    /// people is searched by their names. A question without a letter keeps everything.
    pub fn search(&mut self, engine: Engine, column: &str, table: &str, question: &str) {
        let needles = search::needles(question);
        if needles.is_empty() {
            return;
        }
        self.is_search = true;
        let (lead, matches) = engine.search_by_index(table, "found", &needles, &mut self.values);
        self.sql.push(format!("{column} IN (SELECT found.id FROM {lead}{table} found WHERE {matches})"));
    }

    /// The condition (`TRUE` when there is none) and its values, for a query that is not a list.
    pub fn into_parts(self) -> (String, Vec<Value>) {
        (self.sql(), self.values)
    }

    fn sql(&self) -> String {
        if self.sql.is_empty() { "TRUE".to_owned() } else { self.sql.join(" AND ") }
    }
}

/// `?search=&ordering=&cursor=&page_size=` and whatever filters a route reads with [`PageQuery::param`].
#[derive(Debug, Clone)]
pub struct PageQuery {
    params: Vec<(String, String)>,
    /// Scheme, host and path, for `next` and `previous`.
    base: String,
    size: u64,
    /// The count is exact up to here; a search that finds more is paged by id.
    counted: i64,
}

/// The body of every list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// Exact up to 10 000 matching rows, else null.
    pub count: Option<i64>,
    pub next: Option<String>,
    pub previous: Option<String>,
    pub results: Vec<T>,
}

impl<T> Page<T> {
    /// The same page of other shapes.
    pub fn map<U>(self, shape: impl Fn(T) -> U) -> Page<U> {
        Page {
            count: self.count,
            next: self.next,
            previous: self.previous,
            results: self.results.into_iter().map(shape).collect(),
        }
    }
}

impl PageQuery {
    pub fn new(base: String, query: &str) -> Result<Self> {
        let params: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        // PostgreSQL has no text with NUL; passing over such a filter would widen the list. A search folds it away.
        if let Some((name, _)) = params.iter().find(|(name, value)| name != "search" && value.contains('\0')) {
            return Err(Error::invalid(name, "control_characters"));
        }
        let mut page = Self { params, base, size: DEFAULT_SIZE, counted: COUNT_LIMIT };
        if let Some(text) = page.param("page_size") {
            let size: u64 = text.parse().map_err(|_| Error::invalid("page_size", "not_a_number"))?;
            if size == 0 {
                return Err(Error::invalid("page_size", "too_small"));
            }
            page.size = size.min(MAX_SIZE);
        }
        Ok(page)
    }

    /// A parameter that is there and not empty.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A whole number, 400 when it is none.
    pub fn number(&self, name: &str) -> Result<Option<i64>> {
        self.param(name).map(|text| text.parse().map_err(|_| Error::invalid(name, "not_a_number"))).transpose()
    }

    /// `true` or `false`, 400 when it is neither.
    pub fn flag(&self, name: &str) -> Result<Option<bool>> {
        self.param(name)
            .map(|text| match text.to_ascii_lowercase().as_str() {
                "true" | "1" => Ok(true),
                "false" | "0" => Ok(false),
                _ => Err(Error::invalid(name, "not_a_boolean")),
            })
            .transpose()
    }

    /// So many rows, whatever `page_size` says: for a route that has a word of its own for it.
    #[must_use]
    pub fn sized(mut self, size: u64) -> Self {
        self.size = size.clamp(1, MAX_SIZE);
        self
    }

    /// Counts no further than this: for a handful of suggestions.
    #[must_use]
    pub fn counting(mut self, most: i64) -> Self {
        self.counted = most;
        self
    }

    /// The same question in another order, from its beginning.
    #[must_use]
    pub fn ordered(mut self, ordering: &str) -> Self {
        self.params.retain(|(name, _)| name != "ordering" && name != "cursor");
        self.params.push(("ordering".to_owned(), ordering.to_owned()));
        self
    }

    /// Runs the list: one query. `read` turns a row into what the page shows.
    pub async fn run<T>(
        &self,
        conn: &dyn Sql,
        list: &List<'_>,
        conditions: Conditions,
        read: impl Fn(&QueryResult) -> Result<T>,
    ) -> Result<Page<T>> {
        self.run_parts(conn, list, &[], conditions, read).await
    }

    /// As [`Self::run`], of a list in parts, which is still one query and does not search.
    pub async fn run_parts<T>(
        &self,
        conn: &dyn Sql,
        list: &List<'_>,
        parts: &[Part<'_>],
        conditions: Conditions,
        read: impl Fn(&QueryResult) -> Result<T>,
    ) -> Result<Page<T>> {
        let turn = Turn::of(self, list, parts)?;
        let query = turn.query(self, list, parts);
        let (sql, values) = query.page(conn.engine(), &conditions);
        let rows = conn.all(&sql, values).await?;
        turn.page(self, conn, &query, &conditions, rows, |row| read(&row)).await
    }

    /// As [`Self::run`], of a list whose columns are texts, whole numbers, and yes or no: `read` finds them in the order of
    /// [`List::select`]. They are read at once where that can be, else they come in one piece: the driver of SQLite hands
    /// every row from one thread to another, and copies every value of it.
    pub async fn run_values<T>(
        &self,
        conn: &dyn Sql,
        list: &List<'_>,
        conditions: Conditions,
        read: impl Fn(Values<'_>) -> Result<T>,
    ) -> Result<Page<T>> {
        let (Page { count, next, previous, results }, sheet) = self.run_sheet(conn, list, conditions).await?;
        let results = results.into_iter().map(|place| read(sheet.row(place))).collect::<Result<_>>()?;
        Ok(Page { count, next, previous, results })
    }

    /// As [`Self::run_values`], for who shows the values as they came: the rows are named by their place in the sheet.
    pub async fn run_sheet(
        &self,
        conn: &dyn Sql,
        list: &List<'_>,
        conditions: Conditions,
    ) -> Result<(Page<usize>, Sheet)> {
        let turn = Turn::of(self, list, &[])?;
        let query = turn.query(self, list, &[]);
        let sheet = Sheet::ask(conn, &query, &conditions).await?;
        let page = turn.page(self, conn, &query, &conditions, sheet.rows().collect(), |row| Ok(row.place)).await?;
        Ok((page, sheet))
    }

    /// What is searched for; empty: nothing.
    fn needles(&self, list: &List<'_>) -> Vec<String> {
        match (list.search, self.param("search")) {
            (Some(_), Some(question)) => search::needles(question),
            _ => Vec::new(),
        }
    }

    fn link(&self, cursor: &Cursor) -> String {
        let kept = self.params.iter().filter(|(key, _)| key != "cursor");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair("cursor", &cursor.encode())
            .finish();
        format!("{}?{query}", self.base)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageQuery {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let base = parts.extensions.get::<RequestInfo>().map(RequestInfo::base_url).unwrap_or_default();
        let path = parts.uri.path();
        let slash = if path.ends_with('/') { "" } else { "/" };
        Self::new(format!("{base}{path}{slash}"), parts.uri.query().unwrap_or_default())
    }
}

/// Reads `from` and `to` of a list: instants, or dates taken as UTC midnight (`to` counts its whole day).
pub fn instant_range(page: &PageQuery, column: &str, conditions: &mut Conditions) -> Result<()> {
    let mut errors = FieldErrors::default();
    for (name, sign, end_of_day) in [("from", ">=", false), ("to", "<=", true)] {
        let Some(text) = page.param(name) else { continue };
        let day = || {
            let date = text.parse::<chrono::NaiveDate>().ok()?;
            let midnight = crate::clock::Timestamp(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_micros());
            Some(if end_of_day { crate::clock::Timestamp(midnight.0 + 86_400_000_000 - 1) } else { midnight })
        };
        match crate::clock::Timestamp::parse(text).or_else(day) {
            Some(at) => conditions.add(&format!("{column} {sign} ?"), [at.into()]),
            None => errors.add(name, "not_an_instant"),
        }
    }
    errors.finish()
}
