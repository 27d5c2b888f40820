//! `/site-images/{hash}/{size}.jpg`: a picture of the site, under an address that names its content.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use preau_kernel::files;
use preau_kernel::web::Path;
use preau_kernel::{App, Error, Result};

use crate::store::images::{self as rows, Image, Size};

const KEEP: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The path of one size.
pub(super) fn path(image: &Image, size: Size) -> String {
    let name = if size == Size::Large { "large" } else { "small" };
    format!("/site-images/{}/{name}.jpg", image.hash)
}

/// Permission: none, public: who knows the hash has the picture, or has been shown it.
pub(super) async fn show(
    State(app): State<App>,
    Path((hash, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let size = match name.as_str() {
        "large.jpg" => Size::Large,
        "small.jpg" => Size::Small,
        _ => return Err(Error::NotFound),
    };
    let file = rows::find_file(app.db().read(), &hash, size).await?.ok_or(Error::NotFound)?;
    let etag = format!("\"{hash}-{}\"", if size == Size::Large { "l" } else { "s" });
    let etag = HeaderValue::try_from(etag).map_err(|_| Error::NotFound)?;
    if headers.get_all(header::IF_NONE_MATCH).iter().any(|held| held == etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag), (header::CACHE_CONTROL, KEEP)]).into_response());
    }
    let stored = files::get(&app, &file).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::ETAG, etag),
        (header::CACHE_CONTROL, KEEP),
    ];
    Ok((headers, stored.bytes).into_response())
}
