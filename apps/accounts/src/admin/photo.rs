//! A person's photo in a form.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use preau_kernel::admin::{Attachment, Cx, Field, FieldKind, Prepared};
use preau_kernel::app::App;
use preau_kernel::{Error, Result};

use crate::actions::person::require_rank;
use crate::actions::photo as action;
use crate::store::profiles::{self, ProfileKind};
use crate::store::users;

/// Of the row itself, or of the person of a profile.
struct Photo {
    of: Option<&'static ProfileKind>,
}

pub(super) fn field(sql: &'static str, of: Option<&'static ProfileKind>) -> Field {
    let by = Arc::new(Photo { of });
    Field::new("photo", sql, FieldKind::Attachment { is_image: true, max_bytes: action::LIMIT, by })
}

impl Photo {
    async fn person(&self, cx: &Cx<'_>, id: i64) -> Result<i64> {
        let user = match self.of {
            Some(kind) => profiles::user_of(&**cx.tx, kind, id).await?,
            None => id,
        };
        require_rank(cx.actor, &users::get_locked(cx.tx, user).await?)?;
        Ok(user)
    }
}

#[async_trait]
impl Attachment for Photo {
    async fn prepare(&self, app: &App, bytes: Bytes) -> Result<Prepared> {
        Ok(Box::new(action::prepare(app, bytes).await?))
    }

    async fn put(&self, cx: &Cx<'_>, id: i64, prepared: Prepared) -> Result<()> {
        let prepared = prepared.downcast().map_err(|_| Error::internal("a photo that was not prepared as one"))?;
        let user = self.person(cx, id).await?;
        action::put_in(cx.tx, cx.app, cx.info, user, *prepared).await
    }

    async fn clear(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let user = self.person(cx, id).await?;
        action::remove_in(cx.tx, cx.app, cx.info, user).await
    }
}
