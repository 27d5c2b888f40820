//! Password slips: JSON, or a page to print.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::web::{Json, RequestInfo};

use crate::actions::initial_password::Slip;

/// One slip is an object, several are a list.
pub async fn answer(
    _app: &App,
    _info: &RequestInfo,
    _headers: &HeaderMap,
    slips: Vec<Slip>,
    single: bool,
) -> Result<Response> {
    let mut response = match (single, slips.first()) {
        (true, Some(slip)) => Json(slip).into_response(),
        _ => Json(&slips).into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
