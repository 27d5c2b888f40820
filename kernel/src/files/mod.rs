//! Uploads and exports: in a table, so that every node and every backup has them, or in S3-compatible storage by
//! `files.storage = "s3"`; then the row stays here and the bytes go there.
//!
//! There is no public route: an app serves its files through its own routes, which check rights, with [`respond`].
//! Writing is in two steps, so that no transaction is held during an upload: [`prepare`] (before the transaction,
//! uploads), [`put`] (in it, inserts the row). What was prepared and never put is removed by a periodic task.

mod response;
mod s3;

use bytes::Bytes;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::jobs;

pub use response::{Disposition, respond, unchanged};
pub(crate) use s3::Storage;

pub(crate) const DELETE_JOB: &str = "kernel.delete_file";
/// An object without a row may belong to a transaction that is still to commit; after a day it does not.
const ORPHAN_AFTER: TimeDelta = TimeDelta::days(1);
const MAX_NAME: usize = 200;

/// 128 random bits in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileId(String);

impl FileId {
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        fits.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is to be kept. `content_type` must have been checked by the caller ([`sniff_image`] for pictures).
#[derive(Debug, Clone)]
pub struct NewFile {
    /// The kind of row that it belongs to (`user`, `justification`) and its id.
    pub owner_kind: &'static str,
    pub owner_id: i64,
    pub name: String,
    pub content_type: String,
    pub bytes: Bytes,
}

/// A file whose bytes are safe (uploaded, with S3); [`put`] makes it exist.
#[derive(Debug)]
pub struct Prepared {
    id: FileId,
    file: NewFile,
    sha256: String,
    is_remote: bool,
}

impl Prepared {
    /// For another owner of the same kind, when it was prepared before they were known.
    #[must_use]
    pub fn owned_by(mut self, owner_id: i64) -> Self {
        self.file.owner_id = owner_id;
        self
    }
}

/// A file as it is read back.
#[derive(Debug, Clone)]
pub struct Stored {
    pub id: FileId,
    pub owner_kind: String,
    pub owner_id: i64,
    pub name: String,
    pub content_type: String,
    pub size: i64,
    pub sha256: String,
    pub created_at: Timestamp,
    pub bytes: Bytes,
}

/// Gives the file its id and, with S3, uploads it. Call it before the transaction.
pub async fn prepare(app: &App, mut file: NewFile) -> Result<Prepared> {
    let id = FileId(hex::encode(app.chance().bytes::<16>()));
    let kept = file.name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control());
    file.name = kept.take(MAX_NAME).collect();
    let is_remote = app.storage().put(&id, file.bytes.clone()).await?;
    let sha256 = hex::encode(Sha256::digest(&file.bytes));
    Ok(Prepared { id, file, sha256, is_remote })
}

/// Inserts the row of a prepared file.
pub async fn put(tx: &Tx, app: &App, prepared: Prepared) -> Result<FileId> {
    let Prepared { id, file, sha256, is_remote } = prepared;
    let data = (!is_remote).then(|| file.bytes.to_vec());
    tx.exec(
        "INSERT INTO files (id, owner_kind, owner_id, name, content_type, size, sha256, data, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            id.0.clone().into(),
            file.owner_kind.into(),
            file.owner_id.into(),
            file.name.into(),
            file.content_type.into(),
            i64::try_from(file.bytes.len()).map_err(Error::internal)?.into(),
            sha256.into(),
            data.into(),
            app.now().into(),
        ],
    )
    .await?;
    Ok(id)
}

/// The file with its bytes; 404 when it is gone.
pub async fn get(app: &App, id: &FileId) -> Result<Stored> {
    let sql =
        "SELECT owner_kind, owner_id, name, content_type, size, sha256, data, created_at FROM files WHERE id = $1";
    let row = app.db().read().get(sql, vec![id.0.clone().into()]).await?;
    let data: Option<Vec<u8>> = row.try_get("", "data")?;
    let sha256: String = row.try_get("", "sha256")?;
    let bytes = match data {
        Some(data) => Bytes::from(data),
        None => app.storage().get(id).await?,
    };
    if hex::encode(Sha256::digest(&bytes)) != sha256 {
        return Err(Error::internal(format!("file {} is not what was stored: its checksum differs", id.0)));
    }
    Ok(Stored {
        id: id.clone(),
        owner_kind: row.try_get("", "owner_kind")?,
        owner_id: row.try_get("", "owner_id")?,
        name: row.try_get("", "name")?,
        content_type: row.try_get("", "content_type")?,
        size: row.try_get("", "size")?,
        sha256,
        created_at: row.try_get("", "created_at")?,
        bytes,
    })
}

/// Removes the file; with S3 its bytes go by a job after the commit. One that is gone already is no error.
pub async fn delete(tx: &Tx, app: &App, id: &FileId) -> Result<()> {
    remove(tx, app, "id = $1", vec![id.0.clone().into()]).await
}

/// Gives the file to another owner of the same kind, as when two records of one person become one.
pub async fn give(tx: &Tx, id: &FileId, owner_id: i64) -> Result<()> {
    let values = vec![owner_id.into(), id.0.clone().into()];
    tx.exec("UPDATE files SET owner_id = $1 WHERE id = $2", values).await.map(drop)
}

/// Removes every file of one owner, as when a person is erased.
pub async fn delete_owned(tx: &Tx, app: &App, owner_kind: &str, owner_id: i64) -> Result<()> {
    remove(tx, app, "owner_kind = $1 AND owner_id = $2", vec![owner_kind.into(), owner_id.into()]).await
}

async fn remove(tx: &Tx, app: &App, condition: &str, values: Vec<sea_orm::Value>) -> Result<()> {
    let remote = "CAST(CASE WHEN data IS NULL THEN 1 ELSE 0 END AS BIGINT) AS remote";
    let rows = tx.all(&format!("DELETE FROM files WHERE {condition} RETURNING id, {remote}"), values).await?;
    for row in rows {
        if row.try_get::<i64>("", "remote")? == 1 {
            let id: String = row.try_get("", "id")?;
            jobs::enqueue(tx, app, DELETE_JOB, json!({ "id": id })).await?;
        }
    }
    Ok(())
}

/// The job that follows [`delete`].
pub(crate) async fn delete_remote(app: App, payload: Value) -> Result<()> {
    let id = payload["id"].as_str().and_then(FileId::parse).ok_or_else(|| Error::internal("no file id"))?;
    app.storage().delete(&id).await
}

/// The periodic task that removes objects which no row refers to.
pub(crate) async fn clean_orphans(app: App) -> Result<()> {
    let old = app.storage().older_than(app.now().minus(ORPHAN_AFTER)).await?;
    for batch in old.chunks(500) {
        let parameters: Vec<_> = (1..=batch.len()).map(|i| format!("${i}")).collect();
        let sql = format!("SELECT id FROM files WHERE id IN ({})", parameters.join(", "));
        let rows = app.db().read().all(&sql, batch.iter().map(|id| id.0.clone().into()).collect()).await?;
        let kept: Vec<String> = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
        for orphan in batch.iter().filter(|id| !kept.contains(&id.0)) {
            app.storage().delete(orphan).await?;
            tracing::info!(id = orphan.0, "an object that no file refers to was removed");
        }
    }
    Ok(())
}

/// The type of a PNG, JPEG or WebP picture by its first bytes; `None` for anything else, whatever its name says.
pub fn sniff_image(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if bytes.len() > 12 && bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP" {
        Some("image/webp")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(sniff_image(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(sniff_image(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(sniff_image(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        assert_eq!(sniff_image(b"RIFF"), None);
    }

    #[test]
    fn an_id_is_thirty_two_hex_digits() {
        assert!(FileId::parse("0123456789abcdef0123456789abcdef").is_some());
        for wrong in ["", "../../etc/passwd", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdeg"] {
            assert_eq!(FileId::parse(wrong), None, "{wrong}");
        }
    }
}
