//! Seats that are no longer heard. They come back by themselves, with their next word.

use preau_kernel::{App, Result};

use super::room_changed;
use crate::State;
use crate::store::live::channel;

pub(crate) async fn mark(app: &App) -> Result<()> {
    let now = app.now();
    let before = now.minus(app.state::<State>().config.offline_after.delta());
    let tx = app.db().write_tx().await?;
    for (workstation, room) in channel::silent(&tx, before, now).await? {
        room_changed(&tx, room, workstation);
    }
    tx.commit().await
}
