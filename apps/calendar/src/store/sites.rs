//! Sites (`sites`).

use chrono_tz::Tz;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Engine, Sql, Tx, search};
use sea_orm::{FromQueryResult, Value};

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Site {
    pub id: i64,
    pub name: String,
    pub address: String,
    /// An IANA name; null: the place's.
    #[schema(required)]
    pub zone: Option<String>,
    pub row_version: i64,
}

/// What can be set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub name: String,
    pub address: String,
    pub zone: Option<String>,
}

const SELECT: &str = "s.id, s.name, s.address, s.zone, s.row_version";
const LIST: List = List {
    select: SELECT,
    from: "sites s",
    alias: "s",
    search: Some("sites"),
    orderings: &[Ordering { name: "name", column: "s.sort_name", kind: Kind::Text }],
    default_ordering: "name",
};

impl Site {
    /// The clock on its walls: its own zone, else the place's.
    pub fn clock(&self, place: Tz) -> Tz {
        self.zone.as_ref().and_then(|zone| zone.parse().ok()).unwrap_or(place)
    }

    pub fn values(&self) -> Values {
        Values { name: self.name.clone(), address: self.address.clone(), zone: self.zone.clone() }
    }
}

pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<Site>> {
    page.run(conn, &LIST, Conditions::default(), |row| Ok(Site::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Site> {
    read(conn, id, None).await
}

pub async fn get_locked(tx: &Tx, id: i64) -> Result<Site> {
    read(&**tx, id, Some(tx.engine())).await
}

async fn read(conn: &dyn Sql, id: i64, lock: Option<Engine>) -> Result<Site> {
    let row = conn.get(&super::by_id(SELECT, "sites s", "s", lock), vec![id.into()]).await?;
    Ok(Site::from_query_result(&row, "")?)
}

pub async fn insert(tx: &Tx, values: &Values, now: Timestamp) -> Result<i64> {
    let mut columns = columns(values, now);
    columns.extend([("row_version", 1_i64.into()), ("created_at", now.into())]);
    let (sql, values) = super::insert_of("sites", &columns);
    tx.number(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE))
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let (sql, values) = super::update_of("sites", id, &columns(values, now));
    tx.exec(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE)).map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM sites WHERE id = $1", vec![id.into()]).await.map(drop)
}

pub async fn has_rooms(tx: &Tx, id: i64) -> Result<bool> {
    Ok(tx.find("SELECT 1 FROM rooms WHERE site_id = $1 LIMIT 1", vec![id.into()]).await?.is_some())
}

pub async fn any(conn: &dyn Sql) -> Result<bool> {
    Ok(conn.find("SELECT 1 FROM sites LIMIT 1", vec![]).await?.is_some())
}

const UNIQUE: &[(&str, &str)] = &[("sites.name_key", "name")];

fn columns(values: &Values, now: Timestamp) -> Vec<(&'static str, Value)> {
    let folded = search::fold(&values.name);
    vec![
        ("name", values.name.clone().into()),
        ("name_key", folded.clone().into()),
        ("address", values.address.clone().into()),
        ("zone", values.zone.clone().into()),
        ("sort_name", folded.into()),
        ("search", search::text([values.name.as_str(), values.address.as_str()]).into()),
        ("updated_at", now.into()),
    ]
}
