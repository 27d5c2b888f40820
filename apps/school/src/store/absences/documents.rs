//! Documents of absences; their bytes are in the kernel's files.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use crate::store::insert_of;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Document {
    pub id: i64,
    pub absence_id: i64,
    pub file_id: String,
    pub name: String,
    pub content_type: String,
    pub size: i64,
    pub uploaded_by: Option<i64>,
    pub created_at: Timestamp,
}

const SELECT: &str =
    "SELECT id, absence_id, file_id, name, content_type, size, uploaded_by, created_at FROM absence_documents";

pub async fn of_absence(conn: &dyn Sql, absence: i64) -> Result<Vec<Document>> {
    let rows = conn.all(&format!("{SELECT} WHERE absence_id = $1 ORDER BY id"), vec![absence.into()]).await?;
    rows.iter().map(|row| Ok(Document::from_query_result(row, "")?)).collect()
}

/// One of this absence, or 404: the id of another absence's document leads nowhere.
pub async fn get(conn: &dyn Sql, absence: i64, id: i64) -> Result<Document> {
    let row = conn.get(&format!("{SELECT} WHERE id = $1 AND absence_id = $2"), vec![id.into(), absence.into()]).await?;
    Ok(Document::from_query_result(&row, "")?)
}

#[derive(Debug, Clone)]
pub struct New {
    pub absence: i64,
    pub file: String,
    pub name: String,
    pub content_type: &'static str,
    pub size: i64,
    pub by: i64,
}

pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "absence_documents",
        vec![
            ("absence_id", new.absence.into()),
            ("file_id", new.file.clone().into()),
            ("name", new.name.clone().into()),
            ("content_type", new.content_type.into()),
            ("size", new.size.into()),
            ("uploaded_by", new.by.into()),
            ("created_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}
