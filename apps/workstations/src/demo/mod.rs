//! The computer room of the sample place: a dozen seats, its visitors, the sessions of three weeks, some running now, a
//! queue, reservations, a batch of codes. Always the same; only dates follow the clock.
//!
//! Map: `room` the seats · `visitors` with categories, consents and their texts · `past` what was · `present` what is.

mod past;
mod present;
mod room;
mod visitors;

use chrono_tz::Tz;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use crate::store::people::demo as rows;

/// Fills an empty room in one transaction.
pub(crate) async fn fill(app: &App) -> Result<()> {
    if rows::any_seat(app.db().read()).await? {
        return Ok(());
    }
    let zone = Place::load(app).await?.zone;
    let info = RequestInfo::internal("demo");
    let tx = app.db().write_tx().await?;
    let operator = rows::operator(&*tx).await?;
    let stage = Stage { app, tx: &tx, info: &info, zone, now: app.now(), operator };
    let Some(seats) = room::enter(&stage).await? else { return Ok(()) };
    let people = visitors::enter(&stage).await?;
    past::enter(&stage, &seats, &people).await?;
    present::enter(&stage, &seats, &people).await?;
    tx.commit().await
}

struct Stage<'a> {
    app: &'a App,
    tx: &'a Tx,
    info: &'a RequestInfo,
    zone: Tz,
    now: Timestamp,
    /// Who gave the codes.
    operator: Option<i64>,
}
