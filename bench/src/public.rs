//! The first page of the public site, which is the same for all who are not logged in.

use anyhow::Result;

use crate::reads::{self, By, CACHED, Read};
use crate::stage::Stage;
use crate::table::{Asked, Table};

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let read = Read::new("public page", "/").by(By::Nobody).asking(CACHED, Asked::Shown);
    table.add(reads::measure(stage, read).await?);
    Ok(())
}
