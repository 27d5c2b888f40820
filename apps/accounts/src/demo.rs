//! The people of the sample place.

use preau_kernel::Result;
use preau_kernel::app::App;

pub async fn fill(_app: &App) -> Result<()> {
    Ok(())
}
