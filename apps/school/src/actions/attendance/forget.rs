//! Devices and networks of check-ins are kept no longer than they help to judge new ones.

use preau_kernel::{App, Result};

use crate::State;
use crate::store::attendance::check_ins;

const BATCH: u64 = 1000;

pub(crate) async fn forget(app: &App) -> Result<()> {
    let before = app.now().minus(app.state::<State>().config.forget_devices_after.delta());
    loop {
        let tx = app.db().write_tx().await?;
        let forgotten = check_ins::forget_devices(&tx, before, BATCH).await?;
        tx.commit().await?;
        if forgotten < BATCH {
            return Ok(());
        }
    }
}
