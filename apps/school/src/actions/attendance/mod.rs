//! What changes attendance: one write, one function, one transaction.

pub(crate) mod person;

use preau_kernel::audit::Action;

pub(crate) const AUDIT: &[Action] = &[];

/// Who follows a lesson live on this node.
#[derive(Debug, Default)]
pub struct Live;

/// Called once when the program starts: bus handlers.
pub(crate) async fn start(_app: &preau_kernel::App) -> preau_kernel::Result<()> {
    Ok(())
}
