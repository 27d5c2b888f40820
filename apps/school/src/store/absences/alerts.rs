//! What was told to whom (`school_alerts`): everything once per period.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use crate::permissions::Reach;
use preau_kernel::db::page::Conditions;

/// Told of a student: `absent` (a day), `absences` and `presence` (a month), `declared`, `withdrawn`,
/// `decision`.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    pub user: i64,
    pub about: i64,
    pub kind: &'a str,
    pub period: &'a str,
}

/// False when they were told before, by whichever node.
pub async fn note(tx: &Tx, telling: Telling<'_>, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO school_alerts (user_id, about_id, kind, period, created_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (user_id, about_id, kind, period) DO NOTHING RETURNING id";
    let Telling { user, about, kind, period } = telling;
    let values = vec![user.into(), about.into(), kind.into(), period.into(), now.into()];
    Ok(tx.find(sql, values).await?.is_some())
}

pub async fn note_mail(tx: &Tx, telling: Telling<'_>, mail: i64) -> Result<()> {
    let sql =
        "UPDATE school_alerts SET mail_id = $5 WHERE user_id = $1 AND about_id = $2 AND kind = $3 AND period = $4";
    let Telling { user, about, kind, period } = telling;
    tx.exec(sql, vec![user.into(), about.into(), kind.into(), period.into(), mail.into()]).await.map(drop)
}

/// Who was told of this.
pub async fn told(conn: &dyn Sql, about: i64, kind: &str, period: &str) -> Result<Vec<i64>> {
    let sql = "SELECT user_id FROM school_alerts WHERE about_id = $1 AND kind = $2 AND period = $3";
    let rows = conn.all(sql, vec![about.into(), kind.into(), period.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// A threshold that a student has passed in a month.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Alert {
    pub student_id: i64,
    pub student_name: String,
    pub kind: String,
    pub created_at: Timestamp,
}

/// The alerts of a month within the reach, by name.
pub async fn of_month(conn: &dyn Sql, reach: Reach, month: &str) -> Result<Vec<Alert>> {
    let mut conditions = Conditions::default();
    conditions.add("t.kind IN ('absences', 'presence') AND t.period = ? AND t.user_id = t.about_id", [month.into()]);
    Reach::narrow(reach.all_students("t.about_id"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let sql = format!(
        "SELECT t.about_id AS student_id, u.first_name || ' ' || u.last_name AS student_name, t.kind, t.created_at \
         FROM school_alerts t JOIN users u ON u.id = t.about_id WHERE {condition} ORDER BY u.sort_name, u.id, t.kind LIMIT 1000"
    );
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(|row| Ok(Alert::from_query_result(row, "")?)).collect()
}
