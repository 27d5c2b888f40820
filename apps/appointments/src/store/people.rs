//! The people whom appointments concern.

use preau_kernel::Result;
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;
use sea_orm::FromQueryResult;

/// As a mail needs one.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Person {
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub phone: String,
    pub lang: Option<String>,
    pub is_active: bool,
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    pub fn lang(&self, of_place: Lang) -> Lang {
        self.lang.as_deref().and_then(|lang| lang.parse().ok()).unwrap_or(of_place)
    }
}

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Person>> {
    let sql = "SELECT id, first_name, last_name, email, phone, lang, is_active FROM users \
               WHERE id = $1 AND tombstone_at IS NULL";
    let row = conn.find(sql, vec![id.into()]).await?;
    Ok(row.map(|row| Person::from_query_result(&row, "")).transpose()?)
}

/// People with the role of a client, in the order in which they came.
pub async fn with_client_profile(conn: &dyn Sql, most: u64) -> Result<Vec<i64>> {
    let rows = conn.all(&format!("SELECT user_id FROM clients ORDER BY id LIMIT {most}"), vec![]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "user_id")?)).collect()
}
