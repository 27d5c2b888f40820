//! Keyset pages: search, filters, ordering and cursors, in one query whose cost does not grow with the table.
//!
//! A list is declared once as a [`List`]; [`PageQuery`] is what the request asks for. The cursor holds the values of
//! the ordering columns and the id of the row at the edge, so that a page is found through the index, however far.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};

use super::{Sql, engine_of, search};
use crate::error::{Error, FieldErrors, Refusal, Result};
use crate::web::RequestInfo;

/// Rows of a page unless asked otherwise, and at most.
pub const DEFAULT_SIZE: u64 = 50;
pub const MAX_SIZE: u64 = 200;
/// `count` is exact up to here, then null.
pub const COUNT_LIMIT: i64 = 10_000;

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
    pub orderings: &'static [Ordering],
    /// Such as `-at`; the id follows in the same direction.
    pub default_ordering: &'static str,
}

/// Conditions that narrow a list, joined by AND: the scope and the filters.
#[derive(Default)]
pub struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// `?` in the text is the next value.
    pub fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        let mut text = String::new();
        let mut values = values.into_iter();
        for piece in sql.split_inclusive('?') {
            match piece.strip_suffix('?') {
                Some(before) => {
                    self.values.extend(values.next());
                    text.push_str(&format!("{before}${}", self.values.len()));
                }
                None => text.push_str(piece),
            }
        }
        self.sql.push(text);
    }
}

/// `?search=&ordering=&cursor=&page_size=` and whatever filters a route reads with [`PageQuery::param`].
#[derive(Debug, Clone)]
pub struct PageQuery {
    params: Vec<(String, String)>,
    /// Scheme, host and path, for `next` and `previous`.
    base: String,
    size: u64,
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

#[derive(Serialize, Deserialize)]
struct Cursor {
    /// The ordering it belongs to.
    o: String,
    /// True: the rows before the edge.
    b: bool,
    /// The edge: one value per ordering column, then the id.
    k: Vec<serde_json::Value>,
}

impl PageQuery {
    pub fn new(base: String, query: &str) -> Result<Self> {
        let params: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        // PostgreSQL has no text with NUL; passing over such a filter would widen the list. A search folds it away.
        if let Some((name, _)) = params.iter().find(|(name, value)| name != "search" && value.contains('\0')) {
            return Err(Error::invalid(name, "control_characters"));
        }
        let mut page = Self { params, base, size: DEFAULT_SIZE };
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

    /// Runs the list: one query. `read` turns a row into what the page shows.
    pub async fn run<T>(
        &self,
        conn: &impl ConnectionTrait,
        list: &List<'_>,
        mut conditions: Conditions,
        read: impl Fn(&QueryResult) -> Result<T>,
    ) -> Result<Page<T>> {
        if let (Some(table), Some(question)) = (list.search, self.param("search")) {
            let needles = search::needles(question);
            if !needles.is_empty() {
                let first = conditions.values.len() + 1;
                let (sql, values) = engine_of(conn).search_condition(table, list.alias, &needles, first);
                conditions.sql.push(sql);
                conditions.values.extend(values.into_iter().map(Value::from));
            }
        }
        let asked = self.ordering(list);
        let keys = parse_ordering(list, &asked)?;
        let cursor = self.param("cursor").map(|text| decode(text, &asked, &keys)).transpose()?;

        let filter = if conditions.sql.is_empty() { "TRUE".to_owned() } else { conditions.sql.join(" AND ") };
        let backwards = cursor.as_ref().is_some_and(|c| c.b);
        let mut wheres = filter.clone();
        let mut values = conditions.values;
        if let Some(cursor) = &cursor {
            let edge = keyset(&keys, list.alias, backwards, &cursor.k, &mut values);
            wheres = format!("{wheres} AND {edge}");
        }
        let order: Vec<_> = keys
            .iter()
            .map(|key| (key.column(list.alias), key.descending != backwards))
            .map(|(column, down)| format!("{column} {}", if down { "DESC" } else { "ASC" }))
            .collect();
        let edges: Vec<_> =
            keys.iter().enumerate().map(|(i, k)| format!("{} AS page_key_{i}", k.column(list.alias))).collect();
        let counted = format!(
            "(SELECT COUNT(*) FROM (SELECT 1 FROM {} WHERE {filter} LIMIT {}) counted)",
            list.from,
            COUNT_LIMIT + 1
        );
        let sql = format!(
            "SELECT {}, {}, {counted} AS page_count FROM {} WHERE {wheres} ORDER BY {} LIMIT {}",
            list.select,
            edges.join(", "),
            list.from,
            order.join(", "),
            self.size + 1,
        );
        let mut rows = conn.all(&sql, values.clone()).await?;
        let more = rows.len() as u64 > self.size;
        rows.truncate(self.size as usize);
        if backwards {
            rows.reverse();
        }
        let count: i64 = match rows.first() {
            Some(row) => row.try_get("", "page_count")?,
            // Beyond the last row there is none to carry the count.
            None if cursor.is_some() => {
                let used = highest_parameter(&counted);
                conn.number(&format!("SELECT {counted}"), values[..used].to_vec()).await?
            }
            None => 0,
        };
        let edge = |row: Option<&QueryResult>, b: bool| -> Result<Option<String>> {
            row.map(|row| Ok(self.link(&Cursor { o: asked.clone(), b, k: edge_of(row, &keys)? }))).transpose()
        };
        let (has_next, has_previous) = if backwards { (true, more) } else { (more, cursor.is_some()) };
        Ok(Page {
            count: (count <= COUNT_LIMIT).then_some(count),
            next: if has_next { edge(rows.last(), false)? } else { None },
            previous: if has_previous { edge(rows.first(), true)? } else { None },
            results: rows.iter().map(read).collect::<Result<_>>()?,
        })
    }

    /// What orders the page. A search without an ordering of its own goes by id: that is the order in which the
    /// index yields its matches, so that the page stops early.
    fn ordering(&self, list: &List<'_>) -> String {
        match self.param("ordering") {
            Some(text) => text.to_owned(),
            None if list.search.is_some() && self.param("search").is_some() => "id".to_owned(),
            None => list.default_ordering.to_owned(),
        }
    }

    fn link(&self, cursor: &Cursor) -> String {
        let json = serde_json::to_vec(cursor).unwrap_or_default();
        let kept = self.params.iter().filter(|(key, _)| key != "cursor");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair("cursor", &URL_SAFE_NO_PAD.encode(json))
            .finish();
        format!("{}?{query}", self.base)
    }
}

#[derive(Clone, Copy)]
struct Key {
    /// `None`: the id.
    ordering: Option<Ordering>,
    descending: bool,
}

impl Key {
    fn column(&self, alias: &str) -> String {
        self.ordering.map_or_else(|| format!("{alias}.id"), |o| o.column.to_owned())
    }

    fn kind(&self) -> Kind {
        self.ordering.map_or(Kind::Number, |o| o.kind)
    }
}

fn parse_ordering(list: &List<'_>, asked: &str) -> Result<Vec<Key>> {
    let mut keys: Vec<Key> = Vec::new();
    for part in asked.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
        if name == "id" {
            keys.push(Key { ordering: None, descending });
            break; // Nothing after a unique column matters.
        }
        let ordering = list.orderings.iter().find(|o| o.name == name);
        let ordering = ordering.ok_or_else(|| {
            let known: Vec<_> = list.orderings.iter().map(|o| o.name).chain(["id"]).collect();
            Error::invalid("ordering", Refusal::new("unknown_ordering").arg("known", known.join(", ")))
        })?;
        if !keys.iter().any(|k| k.ordering.is_some_and(|o| o.name == name)) {
            keys.push(Key { ordering: Some(*ordering), descending });
        }
    }
    if keys.last().is_none_or(|k| k.ordering.is_some()) {
        let descending = keys.last().is_some_and(|k| k.descending);
        keys.push(Key { ordering: None, descending });
    }
    Ok(keys)
}

/// `(a > $1 OR (a = $1 AND (b < $2 OR …)))`; when all columns go one way, the row comparison that an index serves.
fn keyset(keys: &[Key], alias: &str, backwards: bool, edge: &[serde_json::Value], values: &mut Vec<Value>) -> String {
    let first = values.len() + 1;
    for (key, value) in keys.iter().zip(edge) {
        values.push(match key.kind() {
            Kind::Number => value.as_i64().unwrap_or_default().into(),
            Kind::Text => value.as_str().unwrap_or_default().to_owned().into(),
        });
    }
    let one_way = keys.iter().all(|k| k.descending == keys[0].descending);
    if one_way {
        let columns: Vec<_> = keys.iter().map(|k| k.column(alias)).collect();
        let bound: Vec<_> = (0..keys.len()).map(|i| format!("${}", first + i)).collect();
        let sign = if keys[0].descending != backwards { "<" } else { ">" };
        return format!("({}) {sign} ({})", columns.join(", "), bound.join(", "));
    }
    let mut sql = String::new();
    for (i, key) in keys.iter().enumerate().rev() {
        let (column, bound) = (key.column(alias), first + i);
        let sign = if key.descending != backwards { "<" } else { ">" };
        sql = if sql.is_empty() {
            format!("{column} {sign} ${bound}")
        } else {
            format!("{column} {sign} ${bound} OR ({column} = ${bound} AND ({sql}))")
        };
    }
    format!("({sql})")
}

fn edge_of(row: &QueryResult, keys: &[Key]) -> Result<Vec<serde_json::Value>> {
    keys.iter()
        .enumerate()
        .map(|(i, key)| {
            let column = format!("page_key_{i}");
            Ok(match key.kind() {
                Kind::Number => row.try_get::<i64>("", &column)?.into(),
                Kind::Text => row.try_get::<String>("", &column)?.into(),
            })
        })
        .collect()
}

fn decode(text: &str, asked: &str, keys: &[Key]) -> Result<Cursor> {
    let wrong = || Error::invalid("cursor", "wrong_cursor");
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    let cursor: Cursor = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    let fits = cursor.o == asked
        && cursor.k.len() == keys.len()
        && cursor.k.iter().zip(keys).all(|(value, key)| match key.kind() {
            Kind::Number => value.is_i64(),
            Kind::Text => value.as_str().is_some_and(|text| !text.contains('\0')),
        });
    if fits { Ok(cursor) } else { Err(wrong()) }
}

fn highest_parameter(sql: &str) -> usize {
    sql.split('$')
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .max()
        .unwrap_or(0)
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
