//! What is done to appointments, one or many.

use async_trait::async_trait;
use preau_kernel::admin::{Cx, RowAction};
use preau_kernel::{Error, Result};

use crate::actions::{cancel, outcome};
use crate::domain::status::Status;
use crate::store::appointments::{self as rows, Reach};

/// Held, or the client did not come.
pub(super) struct Mark(pub(super) Status);

#[async_trait]
impl RowAction for Mark {
    fn name(&self) -> &'static str {
        match self.0 {
            Status::Held => "held",
            _ => "no_show",
        }
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let old = rows::get_locked(cx.tx, Reach::Everything, id).await?;
        outcome::mark_in(cx.tx, cx.app, cx.info, &old, self.0).await
    }
}

/// Coach and client are told; the time goes to the next in line.
pub(super) struct Cancel;

#[async_trait]
impl RowAction for Cancel {
    fn name(&self) -> &'static str {
        "cancel"
    }

    fn is_dangerous(&self) -> bool {
        true
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let old = rows::get_locked(cx.tx, Reach::Everything, id).await?;
        match old.status()? {
            Status::Booked => cancel::cancel_in(cx.tx, cx.app, cx.info, &old, Some(cx.actor.user_id), "").await,
            Status::Cancelled => Ok(()),
            Status::Held | Status::NoShow => Err(Error::conflict("not_booked")),
        }
    }
}
