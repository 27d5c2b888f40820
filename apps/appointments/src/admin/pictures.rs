//! The picture of a page or of a service in its form.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use preau_kernel::admin::{Attachment, Cx, Field, FieldKind, Prepared, TableWriter, Writer};
use preau_kernel::{App, Error, Result};
use serde_json::{Map, Value};

use crate::actions::picture as action;
use crate::domain::slug::is_slug;
use crate::store::images::Owner;

struct Picture(Owner);

/// The smaller one, which a form and a list show.
pub(super) const OF_PAGE: &str = "(SELECT i.small_file FROM site_images i WHERE i.page_id = t.id)";
pub(super) const OF_SERVICE: &str = "(SELECT i.small_file FROM site_images i WHERE i.service_id = t.id)";

pub(super) fn field(owner: Owner) -> Field {
    let sql = if owner == Owner::Page { OF_PAGE } else { OF_SERVICE };
    let by = Arc::new(Picture(owner));
    Field::new("image", sql, FieldKind::Attachment { is_image: true, max_bytes: action::LIMIT, by })
}

#[async_trait]
impl Attachment for Picture {
    async fn prepare(&self, app: &App, bytes: Bytes) -> Result<Prepared> {
        Ok(Box::new(action::prepare(app, bytes).await?))
    }

    async fn put(&self, cx: &Cx<'_>, id: i64, prepared: Prepared) -> Result<()> {
        let prepared = prepared.downcast().map_err(|_| Error::internal("a picture that was not prepared as one"))?;
        action::put_in(cx.tx, cx.app, cx.info, self.0, id, *prepared).await
    }

    async fn clear(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        action::remove_in(cx.tx, cx.app, cx.info, self.0, id).await
    }
}

/// A plain table whose rows have a picture, which goes with its row.
pub(super) struct Pictured {
    pub(super) owner: Owner,
    pub(super) table: TableWriter,
}

/// The address of a page, when the form has one.
fn check_slug(values: &Map<String, Value>) -> Result<()> {
    match values.get("slug").and_then(Value::as_str) {
        Some(slug) if !is_slug(slug) => Err(Error::invalid("slug", "not_a_slug")),
        _ => Ok(()),
    }
}

#[async_trait]
impl Writer for Pictured {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        check_slug(&values)?;
        self.table.create(cx, values).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        check_slug(&values)?;
        self.table.update(cx, id, values, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        action::forget(cx.tx, cx.app, self.owner, id).await?;
        self.table.delete(cx, id).await
    }
}
