//! `/kiosk/`: the page of a seat, served from here for browsers without an agent.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CONTENT_SECURITY_POLICY, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use preau_kernel::web::cached::Cached;
use preau_kernel::{App, Error, Result};
use preau_seat_page::{FILES, File, INDEX, POLICY};

struct Kept {
    name: &'static str,
    cached: Cached,
}

static KEPT: LazyLock<Arc<[Kept]>> = LazyLock::new(|| FILES.iter().chain([&INDEX]).map(keep).collect());

fn keep(file: &'static File) -> Kept {
    Kept { name: file.name, cached: Cached::new(file.media_type, file.bytes) }
}

pub(super) fn routes() -> Router<App> {
    let beside = async || ([(LOCATION, "/kiosk/")], StatusCode::PERMANENT_REDIRECT).into_response();
    Router::new()
        .route("/kiosk", get(beside))
        .route("/kiosk/", get(async |headers: HeaderMap| show(INDEX.name, &headers)))
        .route("/kiosk/{name}", get(async |Path(name): Path<String>, headers: HeaderMap| show(&name, &headers)))
}

fn show(name: &str, headers: &HeaderMap) -> Result<Response> {
    let kept = KEPT.iter().find(|kept| kept.name == name).ok_or(Error::NotFound)?;
    let mut response = kept.cached.answer(headers);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}
