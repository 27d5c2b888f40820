//! Rooms (`rooms`).

use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Engine, Sql, Tx, search};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};

use crate::domain::interval::Interval;

/// What a room is for. Their texts are `admin-rooms-kind-<kind>`.
pub const KINDS: &[&str] = &["classroom", "computers", "meeting", "office", "workshop", "hall", "other"];

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Room {
    pub id: i64,
    /// The id of its site.
    pub site: i64,
    pub site_name: String,
    /// Unique within its site.
    pub name: String,
    /// classroom, computers, meeting, office, workshop, hall or other.
    pub kind: String,
    /// People; null: unknown.
    #[schema(required)]
    pub capacity: Option<i64>,
    pub note: String,
    pub is_active: bool,
    pub row_version: i64,
}

/// What can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub site: i64,
    pub name: String,
    pub kind: String,
    pub capacity: Option<i64>,
    pub note: String,
    pub is_active: bool,
}

const SELECT: &str = "r.id, r.site_id AS site, s.name AS site_name, r.name, r.kind, r.capacity, r.note, r.is_active, \
                      r.row_version";
const FROM: &str = "rooms r JOIN sites s ON s.id = r.site_id";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "r",
    search: Some("rooms"),
    orderings: &[
        Ordering { name: "name", column: "r.sort_name", kind: Kind::Text },
        Ordering { name: "capacity", column: "r.sort_capacity", kind: Kind::Number },
    ],
    default_ordering: "name",
};

impl Default for Values {
    fn default() -> Self {
        let kind = "classroom".to_owned();
        Self { site: 0, name: String::new(), kind, capacity: None, note: String::new(), is_active: true }
    }
}

impl Room {
    pub fn values(&self) -> Values {
        Values {
            site: self.site,
            name: self.name.clone(),
            kind: self.kind.clone(),
            capacity: self.capacity,
            note: self.note.clone(),
            is_active: self.is_active,
        }
    }
}

/// Rooms that nothing takes between two instants (`claims::met` says why it is asked so).
const FREE: &str = "NOT EXISTS (SELECT 1 FROM time_claims c WHERE c.subject_kind = 'room' AND c.subject_id = r.id \
                    AND c.exclusive = TRUE AND c.starts < ? AND c.ends > ? AND (c.expires_at IS NULL OR c.expires_at > ?) \
                    AND c.starts >= COALESCE((SELECT p.starts FROM time_claims p WHERE p.subject_kind = 'room' \
                    AND p.subject_id = r.id AND p.exclusive = TRUE AND p.starts <= ? ORDER BY p.starts DESC LIMIT 1), ?)) \
                    AND NOT EXISTS (SELECT 1 FROM time_claims c WHERE c.subject_kind = 'room' AND c.subject_id = r.id \
                    AND c.exclusive = FALSE AND c.ends > ? AND c.starts < ?)";

/// Filters: `site`, `kind`, `is_active`, `min_capacity`, and `free_from` with `free_to`.
pub async fn list(conn: &dyn Sql, page: &PageQuery, now: Timestamp) -> Result<Page<Room>> {
    let mut conditions = Conditions::default();
    if let Some(site) = page.number("site")? {
        conditions.add("r.site_id = ?", [site.into()]);
    }
    if let Some(kind) = page.param("kind") {
        conditions.add("r.kind = ?", [kind.into()]);
    }
    if let Some(is_active) = page.flag("is_active")? {
        conditions.add("r.is_active = ?", [is_active.into()]);
    }
    if let Some(people) = page.number("min_capacity")? {
        conditions.add("r.sort_capacity >= ?", [people.into()]);
    }
    if let Some(time) = free_time(page)? {
        let (from, to): (Value, Value) = (time.from().into(), time.to().into());
        let values = [to.clone(), from.clone(), now.into(), from.clone(), from.clone(), from, to];
        conditions.add(FREE, values);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Room::from_query_result(row, "")?)).await
}

fn free_time(page: &PageQuery) -> Result<Option<Interval>> {
    let instant = |name: &str| {
        let text = page.param(name);
        let read = |text| Timestamp::parse(text).ok_or_else(|| Error::invalid(name, "not_an_instant"));
        text.map(read).transpose()
    };
    match (instant("free_from")?, instant("free_to")?) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::invalid("free_to", "required")),
        (None, Some(_)) => Err(Error::invalid("free_from", "required")),
        (Some(from), Some(to)) => {
            let time = Interval::new(from.seconds(), to.seconds());
            time.map(Some).ok_or_else(|| Error::invalid("free_to", "not_after_free_from"))
        }
    }
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Room> {
    read(conn, id, None).await
}

pub async fn get_locked(tx: &Tx, id: i64) -> Result<Room> {
    read(&**tx, id, Some(tx.engine())).await
}

async fn read(conn: &dyn Sql, id: i64, lock: Option<Engine>) -> Result<Room> {
    let row = conn.get(&super::by_id(SELECT, FROM, "r", lock), vec![id.into()]).await?;
    Ok(Room::from_query_result(&row, "")?)
}

pub async fn insert(tx: &Tx, values: &Values, now: Timestamp) -> Result<i64> {
    let mut columns = columns(values, now);
    columns.extend([("row_version", 1_i64.into()), ("created_at", now.into())]);
    let (sql, values) = super::insert_of("rooms", &columns);
    tx.number(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE))
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let (sql, values) = super::update_of("rooms", id, &columns(values, now));
    tx.exec(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE)).map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM rooms WHERE id = $1", vec![id.into()]).await.map(drop)
}

const UNIQUE: &[(&str, &str)] = &[("rooms.name_key", "name")];

fn columns(values: &Values, now: Timestamp) -> Vec<(&'static str, Value)> {
    let folded = search::fold(&values.name);
    vec![
        ("site_id", values.site.into()),
        ("name", values.name.clone().into()),
        ("name_key", folded.clone().into()),
        ("kind", values.kind.clone().into()),
        ("capacity", values.capacity.into()),
        ("sort_capacity", values.capacity.unwrap_or(0).into()),
        ("note", values.note.clone().into()),
        ("is_active", values.is_active.into()),
        ("sort_name", folded.into()),
        ("search", search::text([values.name.as_str(), values.note.as_str()]).into()),
        ("updated_at", now.into()),
    ]
}
