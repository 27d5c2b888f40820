//! `/api/code-batches/`: codes for guests, many at once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo, secret};
use preau_kernel::{App, Refusal, Result};

use super::bodies::BatchBody;
use super::shapes::BatchWithCodes;
use crate::actions::people::batches::{MOST_CODES, New, create as make, make_void, note_shown};
use crate::input::{self, NAME};
use crate::store::people::batches::{self as rows, Batch};

/// Newest first, without their codes.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/code-batches/", tag = "Code batch", params(ListQuery), responses((status = 200, body = Page<Batch>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<Batch>>> {
    Ok(Json(rows::list(app.db().read(), &page, app.now()).await?))
}

/// With its codes; that they were shown is recorded. A page to print: `/workstations/batches/{id}/print/`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/code-batches/{id}/", tag = "Code batch", params(("id" = i64, Path)), responses((status = 200, body = BatchWithCodes)))]
pub(crate) async fn get(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Response> {
    let (read, now) = (app.db().read(), app.now());
    let batch = rows::get(read, id, now).await?;
    let codes = rows::codes(read, id).await?;
    note_shown(&app, &info, id, &batch.label).await?;
    Ok(secret(Json(BatchWithCodes::of(batch, codes, now))))
}

/// Ends those that nobody has used.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/code-batches/{id}/void/", tag = "Code batch", params(("id" = i64, Path)), responses((status = 200, body = BatchWithCodes)))]
pub(crate) async fn void(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Response> {
    rows::get(app.db().read(), id, app.now()).await?;
    make_void(&app, &info, id).await?;
    let (read, now) = (app.db().read(), app.now());
    let body = BatchWithCodes::of(rows::get(read, id, now).await?, rows::codes(read, id).await?, now);
    Ok(secret(Json(body)))
}

/// Codes of nobody, good at any seat, which live as long as any.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/code-batches/", tag = "Code batch", request_body = BatchBody, responses((status = 201, body = BatchWithCodes)))]
pub(crate) async fn create(State(app): State<App>, info: RequestInfo, JsonBody(map): JsonBody) -> Result<Response> {
    let mut fields = Fields::new(map);
    let label = fields.text("label", NAME).unwrap_or_default().trim().to_owned();
    let minutes = input::minutes(&mut fields);
    let count = match fields.integer("count") {
        Some(count) if (1..=MOST_CODES).contains(&count) => count,
        Some(_) => {
            fields.error("count", Refusal::new("count_out_of_range").arg("max", MOST_CODES));
            0
        }
        None => {
            fields.error_if_clean("count", "required");
            0
        }
    };
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let id = make(&tx, &app, &info, &New { label, minutes, count }).await?;
    let now = app.now();
    let made = BatchWithCodes::of(rows::get(&*tx, id, now).await?, rows::codes(&*tx, id).await?, now);
    tx.commit().await?;
    Ok((StatusCode::CREATED, secret(Json(made))).into_response())
}
