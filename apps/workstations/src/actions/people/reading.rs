//! Who read a visitor's file is recorded.

use preau_kernel::audit;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use super::about;
use crate::store::people::visitors::Visitor;

/// `part`: what of it was read (`file`, `photo`, `sessions`, `consents`).
pub async fn note(app: &App, info: &RequestInfo, visitor: &Visitor, part: &'static str) -> Result<()> {
    let tx = app.db().write_tx().await?;
    audit::record(&tx, app, info, about("visitor_read", visitor).meta("part", part)).await?;
    tx.commit().await
}
