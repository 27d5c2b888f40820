//! Messages to groups (`group_messages`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use super::Binder;
use crate::store::insert_of;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Message {
    pub id: i64,
    pub sender_id: i64,
    pub sender_name: String,
    /// Whom an answer reaches.
    pub sender_email: Option<String>,
    pub subject: String,
    pub body: String,
    pub recipients: i64,
    pub created_at: Timestamp,
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Message> {
    let sql = "SELECT g.id, g.sender_id, u.first_name || ' ' || u.last_name AS sender_name, u.email AS sender_email, g.subject, g.body, g.recipients, g.created_at \
               FROM group_messages g JOIN users u ON u.id = g.sender_id WHERE g.id = $1";
    Ok(Message::from_query_result(&conn.get(sql, vec![id.into()]).await?, "")?)
}

#[derive(Debug, Clone)]
pub struct New {
    pub sender: i64,
    pub subject: String,
    pub body: String,
    pub groups: Vec<i64>,
    pub recipients: i64,
}

pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "group_messages",
        vec![
            ("sender_id", new.sender.into()),
            ("subject", new.subject.clone().into()),
            ("body", new.body.clone().into()),
            ("groups_json", serde_json::to_string(&new.groups)?.into()),
            ("recipients", new.recipients.into()),
            ("created_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Who is enrolled in these groups, or in one within them, on a day; their tutors too when they are meant.
pub async fn recipients(conn: &dyn Sql, groups: &[i64], with_tutors: bool, day: &str) -> Result<Vec<i64>> {
    let (from, values) = reached(groups, with_tutors, day);
    conn.all(&format!("SELECT u.id {from} ORDER BY u.id"), values)
        .await?
        .iter()
        .map(|row| Ok(row.try_get_by_index(0)?))
        .collect()
}

/// How many [`recipients`] there are.
pub async fn count(conn: &dyn Sql, groups: &[i64], with_tutors: bool, day: &str) -> Result<i64> {
    let (from, values) = reached(groups, with_tutors, day);
    conn.number(&format!("SELECT COUNT(*) {from}"), values).await
}

fn reached(groups: &[i64], with_tutors: bool, day: &str) -> (String, Vec<sea_orm::Value>) {
    let mut binder = Binder::default();
    let groups = binder.list(groups);
    let day = binder.bind(day);
    let students = format!(
        "SELECT e.student_id FROM group_ancestors ga JOIN enrolments e ON e.group_id = ga.group_id \
         WHERE ga.ancestor_id IN ({groups}) AND e.first_day <= {day} AND (e.last_day IS NULL OR e.last_day >= {day})"
    );
    let tutors = format!(
        " OR u.id IN (SELECT tu.user_id FROM students st JOIN tutor_students ts ON ts.student_id = st.id \
         JOIN tutors tu ON tu.id = ts.tutor_id WHERE st.user_id IN ({students}))"
    );
    let sql = format!(
        "FROM users u WHERE u.is_active = TRUE AND u.tombstone_at IS NULL AND u.email IS NOT NULL \
         AND (u.id IN ({students}){})",
        if with_tutors { tutors.as_str() } else { "" }
    );
    (sql, binder.values)
}
