//! Password slips: JSON, or a page to print.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::web::{Json, RequestInfo, secret};

use crate::actions::initial_password::Slip;

/// One slip is an object, several are a list.
pub async fn answer(
    _app: &App,
    _info: &RequestInfo,
    _headers: &HeaderMap,
    slips: Vec<Slip>,
    single: bool,
) -> Result<Response> {
    Ok(secret(match (single, slips.first()) {
        (true, Some(slip)) => Json(slip).into_response(),
        _ => Json(&slips).into_response(),
    }))
}
