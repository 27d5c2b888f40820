//! `/api/visitors/{id}/photo/`: the picture of a visitor.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_accounts::actions::photo as photos;
use preau_accounts::api::upload;
use preau_kernel::db::page::PageQuery;
use preau_kernel::files::{self, Disposition, FileId};
use preau_kernel::web::{Json, Path, RequestInfo};
use preau_kernel::{App, Error, Result};

use super::bodies::Picture;
use super::shapes::VisitorFile;
use super::visitors::file;
use crate::actions::people::reading;
use crate::store::people::visitors as rows;

/// `?size=small` for the 96-pixel square of a list; the whole picture is recorded as read.
///
/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/visitors/{id}/photo/", tag = "Visitor", params(("id" = i64, Path), ("size" = Option<String>, Query)), responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), (status = 304, description = "Unchanged")))]
pub(crate) async fn show(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    page: PageQuery,
) -> Result<Response> {
    let visitor = rows::get(app.db().read(), id).await?;
    let is_small = page.param("size") == Some("small");
    let picture = if is_small { &visitor.photo_small } else { &visitor.photo_large };
    let picture = picture.as_deref().and_then(FileId::parse).ok_or(Error::NotFound)?;
    let stored = files::get(&app, &picture).await?;
    if !is_small {
        reading::note(&app, &info, &visitor, "photo").await?;
    }
    Ok(files::unchanged(&headers, &stored).unwrap_or_else(|| files::respond(stored, Disposition::Inline)))
}

/// Multipart, one JPEG, PNG or WebP of at most 10 MB; drawn anew, so that nothing but its pixels is kept.
///
/// Permission: `visitors.manage`.
#[utoipa::path(put, path = "/api/visitors/{id}/photo/", tag = "Visitor", params(("id" = i64, Path)), request_body(content = Picture, content_type = "multipart/form-data"), responses((status = 200, body = VisitorFile)))]
pub(crate) async fn set(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
    request: Request,
) -> Result<Json<VisitorFile>> {
    let old = changeable(&app, id).await?;
    let picture = upload(request, photos::LIMIT, "multipart/form-data").await?;
    let prepared = photos::prepare(&app, picture).await?;
    let tx = app.db().write_tx().await?;
    photos::put_in(&tx, &app, &info, old.user_id, prepared).await?;
    rows::touch(&tx, id, app.now()).await?;
    tx.commit().await?;
    Ok(Json(file(&app, rows::get(app.db().read(), id).await?).await?))
}

/// Permission: `visitors.manage`.
#[utoipa::path(delete, path = "/api/visitors/{id}/photo/", tag = "Visitor", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn remove(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    let old = changeable(&app, id).await?;
    let tx = app.db().write_tx().await?;
    photos::remove_in(&tx, &app, &info, old.user_id).await?;
    rows::touch(&tx, id, app.now()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The picture of somebody who logs in is theirs.
async fn changeable(app: &App, id: i64) -> Result<rows::Visitor> {
    let visitor = rows::get(app.db().read(), id).await?;
    if visitor.has_login { Err(Error::conflict("person_has_login")) } else { Ok(visitor) }
}
