//! Legal hold: a file that must be kept is, whatever the clocks of retention say.

use chrono::NaiveDate;
use preau_kernel::audit;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::{about, today};
use crate::domain::people::hold;
use crate::store::people::visitors::{self, Visitor};

/// `until` `None` lifts it.
pub async fn set(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    visitor: i64,
    until: Option<NaiveDate>,
    reason: &str,
) -> Result<()> {
    let file = visitors::get_locked(tx, visitor).await?;
    if let Some(until) = until
        && until < today(app, tx).await?
    {
        return Err(Error::invalid("until", "in_the_past"));
    }
    let reason = if until.is_some() { reason.trim() } else { "" };
    if file.held_until() == until && file.legal_hold_reason == reason {
        return Ok(());
    }
    visitors::set_hold(tx, visitor, until, reason, app.now()).await?;
    let entry = about("visitor_held", &file)
        .meta("until", until.map(|date| date.to_string()))
        .personal("reason", reason.to_owned());
    audit::record(tx, app, info, entry).await.map(drop)
}

/// 409 `legal_hold` while the file must be kept.
pub(super) async fn require_none(tx: &Tx, app: &App, file: &Visitor) -> Result<()> {
    if hold::holds(file.held_until(), today(app, tx).await?) { Err(Error::conflict("legal_hold")) } else { Ok(()) }
}
