//! Texts of the consent (`consent_texts`): once published, a text never changes.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use sea_orm::{FromQueryResult, Value};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{insert_of, update_of};

#[derive(Debug, Clone, FromQueryResult, Serialize, ToSchema)]
pub struct ConsentText {
    pub id: i64,
    pub version: String,
    pub body_fr: String,
    pub body_en: String,
    /// Null: a draft.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub published_at: Option<Timestamp>,
    /// Whether it is the one to sign now.
    pub is_current: bool,
    pub consents_count: i64,
    pub row_version: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub version: String,
    pub body_fr: String,
    pub body_en: String,
}

impl ConsentText {
    pub fn values(&self) -> Values {
        Values { version: self.version.clone(), body_fr: self.body_fr.clone(), body_en: self.body_en.clone() }
    }
}

/// The version that was published last.
pub const CURRENT: &str = "(SELECT p.version FROM consent_texts p WHERE p.published_at IS NOT NULL ORDER BY p.published_at DESC, p.id DESC LIMIT 1)";

fn select() -> String {
    format!(
        "t.id, t.version, t.body_fr, t.body_en, t.published_at, (t.version = COALESCE({CURRENT}, '')) AS is_current, \
         (SELECT COUNT(*) FROM visitor_consents k WHERE k.text_version = t.version) AS consents_count, t.row_version"
    )
}

/// Filter: `published`.
pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<ConsentText>> {
    let mut conditions = Conditions::default();
    if let Some(published) = page.flag("published")? {
        conditions.add(if published { "t.published_at IS NOT NULL" } else { "t.published_at IS NULL" }, []);
    }
    let select = select();
    let list = List {
        select: &select,
        from: "consent_texts t",
        alias: "t",
        search: None,
        orderings: &[
            Ordering { name: "published_at", column: "COALESCE(t.published_at, 0)", kind: Kind::Number },
            Ordering { name: "version", column: "t.version", kind: Kind::Text },
        ],
        default_ordering: "-published_at",
    };
    page.run(conn, &list, conditions, |row| Ok(ConsentText::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<ConsentText> {
    let row = conn.get(&format!("SELECT {} FROM consent_texts t WHERE t.id = $1", select()), vec![id.into()]).await?;
    Ok(ConsentText::from_query_result(&row, "")?)
}

/// The one to sign now, or 404.
pub async fn get_current(conn: &dyn Sql) -> Result<ConsentText> {
    let sql = format!("SELECT {} FROM consent_texts t WHERE t.version = {CURRENT}", select());
    Ok(ConsentText::from_query_result(&conn.get(&sql, vec![]).await?, "")?)
}

pub async fn get_locked(tx: &Tx, id: i64) -> Result<ConsentText> {
    let lock = tx.engine().for_update();
    tx.get(&format!("SELECT id FROM consent_texts WHERE id = $1{lock}"), vec![id.into()]).await?;
    get(&**tx, id).await
}

/// The one to sign now.
pub async fn current(conn: &dyn Sql) -> Result<Option<String>> {
    let row = conn.find(&format!("SELECT {CURRENT} AS version"), vec![]).await?;
    Ok(row.map(|row| row.try_get("", "version")).transpose()?.flatten())
}

pub async fn is_published(conn: &dyn Sql, version: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM consent_texts WHERE version = $1 AND published_at IS NOT NULL";
    Ok(conn.find(sql, vec![version.into()]).await?.is_some())
}

const UNIQUE: &[(&str, &str)] = &[("consent_texts.version", "version")];

pub async fn insert(tx: &Tx, values: &Values, now: Timestamp) -> Result<i64> {
    let mut columns = columns(values, now);
    columns.extend([("row_version", 1_i64.into()), ("created_at", now.into())]);
    let (sql, values) = insert_of("consent_texts", columns);
    tx.number(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE))
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("consent_texts", id, columns(values, now));
    tx.exec(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE)).map(drop)
}

pub async fn publish(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("consent_texts", id, vec![("published_at", now.into()), ("updated_at", now.into())]);
    tx.exec(&sql, values).await.map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM consent_texts WHERE id = $1", vec![id.into()]).await.map(drop)
}

fn columns(values: &Values, now: Timestamp) -> Vec<(&'static str, Value)> {
    vec![
        ("version", values.version.clone().into()),
        ("body_fr", values.body_fr.clone().into()),
        ("body_en", values.body_en.clone().into()),
        ("updated_at", now.into()),
    ]
}
