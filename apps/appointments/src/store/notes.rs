//! Notes about clients (`client_notes`) and what they said before (`client_note_versions`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use sea_orm::FromQueryResult;

use super::{insert_of, update_of};

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Note {
    pub id: i64,
    /// The id of the person.
    pub client: i64,
    pub client_name: String,
    pub text: String,
    /// Whether the client reads it too.
    pub shared: bool,
    /// The id of the person who wrote it.
    pub author: i64,
    pub author_name: String,
    /// Who wrote the text as it is now.
    pub editor: i64,
    pub editor_name: String,
    #[schema(required)]
    pub appointment: Option<i64>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    pub row_version: i64,
}

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Version {
    pub text: String,
    pub shared: bool,
    pub author: i64,
    pub author_name: String,
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
}

/// Whose notes somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Everything,
    /// A coach: one's own, and those about one's own clients. Somebody is a coach's client who has had an appointment
    /// with them, or with no other coach.
    OfCoach(i64),
    /// What was shared with this client.
    SharedWith(i64),
}

/// The `?` is the coach; `{client}` the client's id.
const IS_CLIENT: &str = "(EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = {client} AND k.coach_id = ?) \
    OR NOT EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = {client}))";

impl Reach {
    fn narrow(self, conditions: &mut Conditions) {
        match self {
            Self::Everything => {}
            Self::OfCoach(coach) => {
                let sql = format!("(n.author_id = ? OR {})", IS_CLIENT.replace("{client}", "n.client_id"));
                conditions.add(&sql, [coach.into(), coach.into()]);
            }
            Self::SharedWith(client) => conditions.add("n.client_id = ? AND n.shared = TRUE", [client.into()]),
        }
    }
}

const SELECT: &str = "n.id, n.client_id AS client, c.first_name || ' ' || c.last_name AS client_name, n.text, n.shared, \
    n.author_id AS author, u.first_name || ' ' || u.last_name AS author_name, n.editor_id AS editor, e.first_name || ' ' || e.last_name AS editor_name, \
    n.appointment_id AS appointment, \
    n.created_at, n.updated_at, n.row_version";
const FROM: &str = "client_notes n JOIN users c ON c.id = n.client_id JOIN users u ON u.id = n.author_id \
    JOIN users e ON e.id = n.editor_id";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "n",
    search: Some("client_notes"),
    orderings: &[Ordering { name: "created_at", column: "n.created_at", kind: Kind::Number }],
    default_ordering: "-created_at",
};

/// Filters: `client`, `author`, `appointment` (ids), `shared`.
pub async fn list(conn: &dyn Sql, reach: Reach, page: &PageQuery) -> Result<Page<Note>> {
    let mut conditions = Conditions::default();
    reach.narrow(&mut conditions);
    let filters =
        [("client", "n.client_id = ?"), ("author", "n.author_id = ?"), ("appointment", "n.appointment_id = ?")];
    for (name, condition) in filters {
        if let Some(id) = page.number(name)? {
            conditions.add(condition, [id.into()]);
        }
    }
    if let Some(shared) = page.flag("shared")? {
        conditions.add("n.shared = ?", [shared.into()]);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Note::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Note> {
    one(conn, reach, id, "").await
}

pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Note> {
    one(&**tx, reach, id, &tx.engine().for_update_of("n")).await
}

async fn one(conn: &dyn Sql, reach: Reach, id: i64, lock: &str) -> Result<Note> {
    let mut conditions = Conditions::default();
    conditions.add("n.id = ?", [id.into()]);
    reach.narrow(&mut conditions);
    let (condition, values) = conditions.into_parts();
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}"), values).await?;
    Ok(Note::from_query_result(&row, "")?)
}

/// Whether a coach may write about this client.
pub async fn is_client_of(conn: &dyn Sql, coach: i64, client: i64) -> Result<bool> {
    let mut conditions = Conditions::default();
    let sql = IS_CLIENT.replace("{client}", "u.id");
    conditions.add("u.id = ?", [client.into()]);
    conditions.add(&sql, [coach.into()]);
    let (condition, values) = conditions.into_parts();
    Ok(conn.find(&format!("SELECT 1 AS found FROM users u WHERE {condition}"), values).await?.is_some())
}

/// What it said before, newest first.
pub async fn versions(conn: &dyn Sql, note: i64) -> Result<Vec<Version>> {
    let sql = "SELECT v.text, v.shared, v.author_id AS author, u.first_name || ' ' || u.last_name AS author_name, \
               v.written_at FROM client_note_versions v JOIN users u ON u.id = v.author_id \
               WHERE v.note_id = $1 ORDER BY v.id DESC LIMIT 200";
    let rows = conn.all(sql, vec![note.into()]).await?;
    rows.iter().map(|row| Ok(Version::from_query_result(row, "")?)).collect()
}

/// A new one.
#[derive(Debug, Clone)]
pub struct New {
    pub client: i64,
    pub author: i64,
    pub appointment: Option<i64>,
    pub text: String,
    pub shared: bool,
}

pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "client_notes",
        vec![
            ("client_id", new.client.into()),
            ("author_id", new.author.into()),
            ("editor_id", new.author.into()),
            ("appointment_id", new.appointment.into()),
            ("text", new.text.clone().into()),
            ("shared", new.shared.into()),
            ("search", search::text([new.text.as_str()]).into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Another session that it is about: what it says stays.
pub async fn set_appointment(tx: &Tx, id: i64, appointment: Option<i64>, now: Timestamp) -> Result<()> {
    let (sql, values) =
        update_of("client_notes", id, vec![("appointment_id", appointment.into()), ("updated_at", now.into())]);
    tx.exec(&sql, values).await.map(drop)
}

/// Keeps what it said, and who had written that.
pub async fn update(tx: &Tx, old: &Note, text: &str, shared: bool, by: i64, now: Timestamp) -> Result<()> {
    let (sql, values) = insert_of(
        "client_note_versions",
        vec![
            ("note_id", old.id.into()),
            ("text", old.text.clone().into()),
            ("shared", old.shared.into()),
            ("author_id", old.editor.into()),
            ("written_at", old.updated_at.into()),
        ],
    );
    tx.number(&sql, values).await?;
    let (sql, values) = update_of(
        "client_notes",
        old.id,
        vec![
            ("text", text.into()),
            ("shared", shared.into()),
            ("search", search::text([text]).into()),
            ("editor_id", by.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.exec(&sql, values).await.map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM client_notes WHERE id = $1", vec![id.into()]).await.map(drop)
}

pub async fn delete_of_client(tx: &Tx, client: i64) -> Result<()> {
    tx.exec("DELETE FROM client_notes WHERE client_id = $1", vec![client.into()]).await.map(drop)
}

/// Whether somebody is written about, or has written.
pub async fn has_any(conn: &dyn Sql, user: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM client_notes WHERE client_id = $1 OR author_id = $1 OR editor_id = $1) \
               OR EXISTS (SELECT 1 FROM client_note_versions WHERE author_id = $1)";
    Ok(conn.find(sql, vec![user.into()]).await?.is_some())
}

pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let columns = [
        ("client_notes", "client_id"),
        ("client_notes", "author_id"),
        ("client_notes", "editor_id"),
        ("client_note_versions", "author_id"),
    ];
    for (table, column) in columns {
        let sql = format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1");
        tx.exec(&sql, vec![from.into(), into.into()]).await?;
    }
    Ok(())
}

/// Everything that was shared with a client: for their own export.
pub async fn shared_with(conn: &dyn Sql, client: i64) -> Result<Vec<Note>> {
    let sql =
        format!("SELECT {SELECT} FROM {FROM} WHERE n.client_id = $1 AND n.shared = TRUE ORDER BY n.created_at, n.id");
    let rows = conn.all(&sql, vec![client.into()]).await?;
    rows.iter().map(|row| Ok(Note::from_query_result(row, "")?)).collect()
}
