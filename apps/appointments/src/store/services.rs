//! What is offered (`services`).

use preau_kernel::Result;
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;
use sea_orm::{ConnectionTrait, FromQueryResult};

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

pub(super) const COLUMNS: &str =
    "s.id, s.coach_id, s.name_fr, s.name_en, s.description_fr, s.description_en, s.minutes, s.pause";

/// Those that are offered, a coach's own before those of everybody.
pub async fn active(conn: &impl ConnectionTrait) -> Result<Vec<Service>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM services s WHERE s.is_active = TRUE ORDER BY (s.coach_id IS NULL), s.position, s.id"
    );
    let rows = conn.all(&sql, vec![]).await?;
    rows.iter().map(|row| Ok(Service::from_query_result(row, "")?)).collect()
}

/// One that this coach offers: the one that is named, else the first.
pub async fn find_of_coach(conn: &impl ConnectionTrait, coach: i64, id: Option<i64>) -> Result<Option<Service>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM services s WHERE s.is_active = TRUE AND (s.coach_id IS NULL OR s.coach_id = $1) AND ($2 = 0 OR s.id = $2) \
         ORDER BY (s.coach_id IS NULL), s.position, s.id LIMIT 1"
    );
    let row = conn.find(&sql, vec![coach.into(), id.unwrap_or(0).into()]).await?;
    Ok(row.map(|row| Service::from_query_result(&row, "")).transpose()?)
}

/// Whether it is offered still or not: an appointment keeps its service.
pub async fn get(conn: &impl ConnectionTrait, id: i64) -> Result<Service> {
    let row = conn.get(&format!("SELECT {COLUMNS} FROM services s WHERE s.id = $1"), vec![id.into()]).await?;
    Ok(Service::from_query_result(&row, "")?)
}
