//! The few server-rendered pages of accounts.

pub mod slips;

use axum::Router;
use preau_kernel::app::App;

pub fn routes() -> Router<App> {
    Router::new()
}
