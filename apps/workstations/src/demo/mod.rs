//! A room to look at.

use preau_kernel::{App, Result};

pub(crate) async fn fill(_app: &App) -> Result<()> {
    Ok(())
}
