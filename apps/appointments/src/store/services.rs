//! What is offered (`services`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx, search};
use preau_kernel::i18n::Lang;
use sea_orm::FromQueryResult;

use super::images::Image;
use super::insert_of;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Service {
    pub id: i64,
    /// `None`: every coach's.
    pub coach_id: Option<i64>,
    pub name_fr: String,
    pub name_en: String,
    pub description_fr: String,
    pub description_en: String,
    pub minutes: i64,
    pub pause: Option<i64>,
}

impl Service {
    /// The French name where there is no English one.
    pub fn name(&self, lang: Lang) -> &str {
        pick(lang, &self.name_fr, &self.name_en)
    }

    pub fn description(&self, lang: Lang) -> &str {
        pick(lang, &self.description_fr, &self.description_en)
    }
}

/// The text of a language, or the other one where it is empty.
pub fn pick<'a>(lang: Lang, fr: &'a str, en: &'a str) -> &'a str {
    let (first, other) = if lang == Lang::En { (en, fr) } else { (fr, en) };
    if first.is_empty() { other } else { first }
}

/// Of a page of the site: more are no offer but a catalogue.
const MOST: u64 = 100;
pub(super) const COLUMNS: &str =
    "s.id, s.coach_id, s.name_fr, s.name_en, s.description_fr, s.description_en, s.minutes, s.pause";

/// Those that are offered, a coach's own before those of everybody.
pub async fn active(conn: &dyn Sql) -> Result<Vec<Service>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM services s WHERE s.is_active = TRUE ORDER BY (s.coach_id IS NULL), s.position, s.id"
    );
    let rows = conn.all(&sql, vec![]).await?;
    rows.iter().map(|row| Ok(Service::from_query_result(row, "")?)).collect()
}

/// A new one, of every coach.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    pub name: (&'a str, &'a str),
    pub description: (&'a str, &'a str),
    pub minutes: i64,
    pub position: i64,
}

pub async fn insert(tx: &Tx, new: New<'_>, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "services",
        vec![
            ("name_fr", new.name.0.into()),
            ("name_en", new.name.1.into()),
            ("description_fr", new.description.0.into()),
            ("description_en", new.description.1.into()),
            ("minutes", new.minutes.into()),
            ("position", new.position.into()),
            ("is_active", true.into()),
            ("sort_name", search::fold(new.name.0).into()),
            ("search", search::text([new.name.0, new.name.1]).into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Says what it is, in French and English.
pub async fn describe(tx: &Tx, id: i64, (fr, en): (&str, &str), now: Timestamp) -> Result<()> {
    let sql = "UPDATE services SET description_fr = $2, description_en = $3, updated_at = $4, \
               row_version = row_version + 1 WHERE id = $1";
    tx.exec(sql, vec![id.into(), fr.into(), en.into(), now.into()]).await.map(drop)
}

/// As the site shows one.
#[derive(Debug, Clone)]
pub struct Offered {
    pub service: Service,
    pub image: Option<Image>,
}

/// Those that are offered, with their pictures, in the order in which coaches offer them.
pub async fn offered(conn: &dyn Sql) -> Result<Vec<Offered>> {
    let sql = format!(
        "SELECT s.id, s.coach_id, s.name_fr, s.name_en, s.description_fr, s.description_en, s.minutes, s.pause, \
         s.image_alt_fr, s.image_alt_en, {} FROM services s LEFT JOIN site_images i ON i.service_id = s.id \
         WHERE s.is_active = TRUE ORDER BY (s.coach_id IS NULL), s.position, s.id LIMIT {MOST}",
        Image::COLUMNS
    );
    let rows = conn.all(&sql, vec![]).await?;
    let one = |row| Ok(Offered { service: Service::from_query_result(row, "")?, image: Image::of(row)? });
    rows.iter().map(one).collect()
}

/// One that this coach offers: the one that is named, else the first.
pub async fn find_of_coach(conn: &dyn Sql, coach: i64, id: Option<i64>) -> Result<Option<Service>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM services s WHERE s.is_active = TRUE AND (s.coach_id IS NULL OR s.coach_id = $1) AND ($2 = 0 OR s.id = $2) \
         ORDER BY (s.coach_id IS NULL), s.position, s.id LIMIT 1"
    );
    let row = conn.find(&sql, vec![coach.into(), id.unwrap_or(0).into()]).await?;
    Ok(row.map(|row| Service::from_query_result(&row, "")).transpose()?)
}

/// Whether it is offered still or not: an appointment keeps its service.
pub async fn get(conn: &dyn Sql, id: i64) -> Result<Service> {
    let row = conn.get(&format!("SELECT {COLUMNS} FROM services s WHERE s.id = $1"), vec![id.into()]).await?;
    Ok(Service::from_query_result(&row, "")?)
}
