//! The look-up before somebody is registered: files that may be theirs, and people of the place whom the asker describes
//! exactly.

use chrono::NaiveDate;
use preau_kernel::Result;
use preau_kernel::db::{Sql, search};
use sea_orm::FromQueryResult;

use crate::domain::people::double::{Known, is_probable};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Found {
    /// `None`: a person of the place who is no visitor yet.
    pub visitor: Option<i64>,
    pub user_id: i64,
    pub first_name: String,
    pub last_name: String,
    birth_date: Option<String>,
    pub email: Option<String>,
    pub phone: String,
    pub photo_small: Option<String>,
    pub last_visit_at: Option<preau_kernel::clock::Timestamp>,
}

/// Files that share the last name's beginning are compared; more are not needed to see a double.
const MOST: u64 = 200;

impl Found {
    pub fn birth(&self) -> Option<NaiveDate> {
        self.birth_date.as_deref().and_then(|text| text.parse().ok())
    }

    pub fn known(&self) -> Known<'_> {
        Known {
            first_name: &self.first_name,
            last_name: &self.last_name,
            birth: self.birth(),
            email: self.email.as_deref(),
            phone: Some(&self.phone),
        }
    }
}

const SELECT: &str = "SELECT v.id AS visitor, u.id AS user_id, u.first_name, u.last_name, u.birth_date, u.email, u.phone, \
                      u.photo_small, v.last_visit_at FROM users u";

/// Files that are probably of this person, but for `but`.
pub async fn probable(conn: &dyn Sql, known: Known<'_>, but: Option<i64>) -> Result<Vec<Found>> {
    let last = search::fold(known.last_name);
    let first = search::fold(known.first_name);
    // Sorted by the family name first; somebody may have entered them the other way round.
    let sql = format!(
        "{SELECT} JOIN visitors v ON v.user_id = u.id WHERE u.tombstone_at IS NULL AND v.id <> $1 AND \
         ((v.sort_name >= $2 AND v.sort_name < $3) OR (v.sort_name >= $4 AND v.sort_name < $5) OR u.email = $6) \
         ORDER BY v.id LIMIT {MOST}"
    );
    let ends = |key: &str| format!("{key}\u{10ffff}");
    let email = known.email.map(str::to_lowercase);
    let values = vec![
        but.unwrap_or(0).into(),
        first_word(&last).into(),
        ends(first_word(&last)).into(),
        first_word(&first).into(),
        ends(first_word(&first)).into(),
        email.into(),
    ];
    let found = read(&conn.all(&sql, values).await?)?;
    Ok(found.into_iter().filter(|one| is_probable(known, one.known())).collect())
}

/// People of the place who are no visitors: shown only to whoever knows their address, or their whole name and birth date.
pub async fn people(conn: &dyn Sql, known: Known<'_>) -> Result<Vec<Found>> {
    let sql = format!(
        "{SELECT} LEFT JOIN visitors v ON v.user_id = u.id WHERE v.id IS NULL AND u.tombstone_at IS NULL AND \
         (u.email = $1 OR (u.birth_date = $2 AND u.sort_name = $3)) ORDER BY u.id LIMIT 10"
    );
    let name = search::fold(&format!("{} {}", known.last_name, known.first_name));
    let values =
        vec![known.email.map(str::to_lowercase).into(), known.birth.map(|date| date.to_string()).into(), name.into()];
    read(&conn.all(&sql, values).await?)
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or_default()
}

fn read(rows: &[sea_orm::QueryResult]) -> Result<Vec<Found>> {
    rows.iter().map(|row| Ok(Found::from_query_result(row, "")?)).collect()
}
