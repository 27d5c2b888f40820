//! The school of the sample place.

use preau_kernel::{App, Result};

pub(crate) async fn fill(_app: &App) -> Result<()> {
    Ok(())
}
