//! A visitor's photo in a form: that of their person.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use preau_accounts::actions::photo as action;
use preau_kernel::admin::{Attachment, Cx, Field, FieldKind, Prepared};
use preau_kernel::{App, Error, Result};

use crate::store::people::visitors;

struct Photo;

pub(super) fn field() -> Field {
    Field::new(
        "photo",
        "u.photo_large",
        FieldKind::Attachment { is_image: true, max_bytes: action::LIMIT, by: Arc::new(Photo) },
    )
}

/// The picture of somebody who logs in is theirs.
async fn person(cx: &Cx<'_>, id: i64) -> Result<i64> {
    let visitor = visitors::get_locked(cx.tx, id).await?;
    if visitor.has_login { Err(Error::invalid("photo", "person_has_login")) } else { Ok(visitor.user_id) }
}

#[async_trait]
impl Attachment for Photo {
    async fn prepare(&self, app: &App, bytes: Bytes) -> Result<Prepared> {
        Ok(Box::new(action::prepare(app, bytes).await?))
    }

    async fn put(&self, cx: &Cx<'_>, id: i64, prepared: Prepared) -> Result<()> {
        let prepared = prepared.downcast().map_err(|_| Error::internal("a photo that was not prepared as one"))?;
        let user = person(cx, id).await?;
        action::put_in(cx.tx, cx.app, cx.info, user, *prepared).await
    }

    async fn clear(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let user = person(cx, id).await?;
        action::remove_in(cx.tx, cx.app, cx.info, user).await
    }
}
