//! The pages of the public site (`site_pages`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::i18n::Lang;
use sea_orm::{FromQueryResult, QueryResult};

use super::coaches::Coach;
use super::images::Image;
use super::services::pick;

#[derive(Debug, Clone, FromQueryResult)]
pub struct SitePage {
    pub id: i64,
    pub slug: String,
    pub title_fr: String,
    pub title_en: String,
    pub description_fr: String,
    pub description_en: String,
    pub body_fr: String,
    pub body_en: String,
    pub is_published: bool,
    pub updated_at: Timestamp,
}

impl SitePage {
    pub fn title(&self, lang: Lang) -> &str {
        pick(lang, &self.title_fr, &self.title_en)
    }

    pub fn description(&self, lang: Lang) -> &str {
        pick(lang, &self.description_fr, &self.description_en)
    }

    pub fn body(&self, lang: Lang) -> &str {
        pick(lang, &self.body_fr, &self.body_en)
    }
}

/// One page with all that stands around it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub page: SitePage,
    pub image: Option<Image>,
    /// Address and title of each published page, in their order.
    pub nav: Vec<SitePage>,
    /// The coach of a place that has one.
    pub coach: Option<Coach>,
}

const COLUMNS: &str = "p.id, p.slug, p.title_fr, p.title_en, p.description_fr, p.description_en, p.body_fr, p.body_en, \
                       p.is_published, p.updated_at";
/// Without the texts, which only one page of an answer needs.
const OUTLINE: &str = "p.id, p.slug, p.title_fr, p.title_en, p.description_fr, p.description_en, \
                       CASE WHEN p.slug = $1 THEN p.body_fr ELSE '' END AS body_fr, \
                       CASE WHEN p.slug = $1 THEN p.body_en ELSE '' END AS body_en, p.is_published, p.updated_at";
/// The coach of a place that has exactly one.
const COACH: &str = "SELECT MIN(c.user_id) AS coach_id, MIN(u.first_name || ' ' || u.last_name) AS coach_name, \
                     MIN(c.headline) AS coach_headline FROM coaches c JOIN users u ON u.id = c.user_id \
                     WHERE u.is_active = TRUE HAVING COUNT(*) = 1";
/// There are a handful; a site of hundreds is another program.
const MOST: u64 = 100;

pub async fn published(conn: &dyn Sql) -> Result<Vec<SitePage>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM site_pages p WHERE p.is_published = TRUE ORDER BY p.position, p.id LIMIT {MOST}"
    );
    let rows = conn.all(&sql, vec![]).await?;
    rows.iter().map(|row| Ok(SitePage::from_query_result(row, "")?)).collect()
}

pub async fn get(conn: &dyn Sql, slug: &str) -> Result<SitePage> {
    let sql = format!("SELECT {COLUMNS} FROM site_pages p WHERE p.is_published = TRUE AND p.slug = $1");
    Ok(SitePage::from_query_result(&conn.get(&sql, vec![slug.into()]).await?, "")?)
}

/// A published page, or with `drafts` also one that is not; `Err` with the address of the first published page, if any, when
/// there is no such page.
pub async fn show(conn: &dyn Sql, slug: &str, drafts: bool) -> Result<std::result::Result<Shown, Option<String>>> {
    let image = Image::COLUMNS;
    let sql = format!(
        "SELECT {OUTLINE}, p.image_alt_fr, p.image_alt_en, {image}, k.coach_id, k.coach_name, k.coach_headline \
         FROM site_pages p LEFT JOIN site_images i ON i.page_id = p.id AND p.slug = $1 LEFT JOIN ({COACH}) k ON TRUE \
         WHERE p.is_published = TRUE OR ($2 = TRUE AND p.slug = $1) ORDER BY p.position, p.id LIMIT {MOST}"
    );
    let rows = conn.all(&sql, vec![slug.into(), drafts.into()]).await?;
    let mut pages = Vec::with_capacity(rows.len());
    for row in &rows {
        pages.push(SitePage::from_query_result(row, "")?);
    }
    let Some(at) = pages.iter().position(|page| page.slug == slug) else {
        return Ok(Err(pages.into_iter().next().map(|page| page.slug)));
    };
    let page = pages[at].clone();
    pages.retain(|page| page.is_published);
    Ok(Ok(Shown { page, image: Image::of(&rows[at])?, nav: pages, coach: coach(&rows[at])? }))
}

fn coach(row: &QueryResult) -> Result<Option<Coach>> {
    let Some(id) = row.try_get::<Option<i64>>("", "coach_id")? else { return Ok(None) };
    Ok(Some(Coach { id, name: row.try_get("", "coach_name")?, headline: row.try_get("", "coach_headline")? }))
}

/// The texts of a page.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    pub body: (&'a str, &'a str),
    pub description: (&'a str, &'a str),
}

pub async fn set_texts(tx: &Tx, slug: &str, texts: Texts<'_>, now: Timestamp) -> Result<()> {
    let sql = "UPDATE site_pages SET body_fr = $2, body_en = $3, description_fr = $4, description_en = $5, \
               updated_at = $6, row_version = row_version + 1 WHERE slug = $1";
    let Texts { body, description } = texts;
    let values =
        vec![slug.into(), body.0.into(), body.1.into(), description.0.into(), description.1.into(), now.into()];
    tx.exec(sql, values).await.map(drop)
}
