//! The pages of the public site (`site_pages`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{ConnectionTrait, FromQueryResult};

#[derive(Debug, Clone, FromQueryResult)]
pub struct SitePage {
    pub slug: String,
    pub title_fr: String,
    pub title_en: String,
    pub body_fr: String,
    pub body_en: String,
}

const SELECT: &str = "SELECT slug, title_fr, title_en, body_fr, body_en FROM site_pages WHERE is_published = TRUE";
/// There are a handful; a site of hundreds is another program.
const MOST: u64 = 100;

pub async fn published(conn: &impl ConnectionTrait) -> Result<Vec<SitePage>> {
    let rows = conn.all(&format!("{SELECT} ORDER BY position, id LIMIT {MOST}"), vec![]).await?;
    rows.iter().map(|row| Ok(SitePage::from_query_result(row, "")?)).collect()
}

pub async fn get(conn: &impl ConnectionTrait, slug: &str) -> Result<SitePage> {
    Ok(SitePage::from_query_result(&conn.get(&format!("{SELECT} AND slug = $1"), vec![slug.into()]).await?, "")?)
}

pub async fn set_body(tx: &Tx, slug: &str, fr: &str, en: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE site_pages SET body_fr = $2, body_en = $3, updated_at = $4, row_version = row_version + 1 \
               WHERE slug = $1";
    tx.exec(sql, vec![slug.into(), fr.into(), en.into(), now.into()]).await.map(drop)
}
