//! Pictures of the site (`site_images`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::files::FileId;
use preau_kernel::i18n::Lang;
use sea_orm::QueryResult;

use super::insert_of;
use super::services::pick;

/// Whose picture it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Page,
    Service,
}

impl Owner {
    /// The table, and how the audit trail calls a row of it.
    pub fn table(self) -> &'static str {
        match self {
            Self::Page => "site_pages",
            Self::Service => "services",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Page => "page_id",
            Self::Service => "service_id",
        }
    }
}

/// A picture as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub hash: String,
    pub width: i64,
    pub height: i64,
    pub small_width: i64,
    pub alt_fr: String,
    pub alt_en: String,
}

impl Image {
    /// Of `site_images i`; the texts are the owner's own.
    pub(super) const COLUMNS: &str = "i.hash AS image_hash, i.width AS image_width, i.height AS image_height, \
                                      i.small_width AS image_small_width";

    /// From a row with those columns and `image_alt_fr`, `image_alt_en`.
    pub(super) fn of(row: &QueryResult) -> Result<Option<Self>> {
        let Some(hash) = row.try_get::<Option<String>>("", "image_hash")? else { return Ok(None) };
        Ok(Some(Self {
            hash,
            width: row.try_get("", "image_width")?,
            height: row.try_get("", "image_height")?,
            small_width: row.try_get("", "image_small_width")?,
            alt_fr: row.try_get("", "image_alt_fr")?,
            alt_en: row.try_get("", "image_alt_en")?,
        }))
    }

    pub fn alt(&self, lang: Lang) -> &str {
        pick(lang, &self.alt_fr, &self.alt_en)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Large,
    Small,
}

/// The file of a picture, for whoever knows its hash.
pub async fn find_file(conn: &dyn Sql, hash: &str, size: Size) -> Result<Option<FileId>> {
    let column = if size == Size::Large { "large_file" } else { "small_file" };
    let sql = format!("SELECT {column} AS file FROM site_images WHERE hash = $1 ORDER BY id LIMIT 1");
    let Some(row) = conn.find(&sql, vec![hash.into()]).await? else { return Ok(None) };
    Ok(FileId::parse(&row.try_get::<String>("", "file")?))
}

/// A new one.
#[derive(Debug)]
pub struct New {
    pub hash: String,
    pub large: FileId,
    pub small: FileId,
    pub width: i64,
    pub height: i64,
    pub small_width: i64,
}

pub async fn insert(tx: &Tx, owner: Owner, id: i64, new: &New, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "site_images",
        vec![
            (owner.column(), id.into()),
            ("hash", new.hash.clone().into()),
            ("large_file", new.large.as_str().into()),
            ("small_file", new.small.as_str().into()),
            ("width", new.width.into()),
            ("height", new.height.into()),
            ("small_width", new.small_width.into()),
            ("created_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Takes the picture away and answers its files.
pub async fn delete(tx: &Tx, owner: Owner, id: i64) -> Result<Vec<FileId>> {
    let sql = format!("DELETE FROM site_images WHERE {} = $1 RETURNING large_file, small_file", owner.column());
    let mut files = Vec::new();
    for row in tx.all(&sql, vec![id.into()]).await? {
        for column in ["large_file", "small_file"] {
            files.extend(FileId::parse(&row.try_get::<String>("", column)?));
        }
    }
    Ok(files)
}

/// The name of the owner, whose version rises; 404 when there is none.
pub async fn touch_owner(tx: &Tx, owner: Owner, id: i64, now: Timestamp) -> Result<String> {
    let (table, name) = match owner {
        Owner::Page => ("site_pages", "title_fr"),
        Owner::Service => ("services", "name_fr"),
    };
    let sql = format!(
        "UPDATE {table} SET row_version = row_version + 1, updated_at = $2 WHERE id = $1 RETURNING {name} AS name"
    );
    Ok(tx.get(&sql, vec![id.into(), now.into()]).await?.try_get("", "name")?)
}
