//! To be written.

use axum::response::Response;
use preau_kernel::{Error, Result};

use crate::shell::Shell;

pub(crate) async fn show(_shell: Shell) -> Result<Response> {
    Err(Error::NotFound)
}
