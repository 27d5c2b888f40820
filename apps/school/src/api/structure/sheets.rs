//! `/api/school/import/` and `/api/school/export/`: the structure and the series as CSV.

use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use preau_kernel::db::page::PageQuery;
use preau_kernel::web::{Access, Api, Json, Me, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result, routes};
use serde_json::Value;

use crate::actions::sheets as actions;
use crate::domain::sheet;
use crate::permissions::STRUCTURE;
use crate::store::sheets::{self as rows, Kind};

const LIMIT: usize = 2 * 1024 * 1024;

pub(super) fn routes() -> Api {
    Api::default()
        .add_with_limit(Access::WholeRight(STRUCTURE), LIMIT, routes!(import))
        .add(Access::WholeRight(STRUCTURE), routes!(export))
}

fn kind(page: &PageQuery) -> Result<Kind> {
    let known = || Kind::ALL.map(Kind::name).join(", ");
    let wrong = || Error::invalid("kind", Refusal::new("unknown_sheet").arg("known", known()));
    page.param("kind").and_then(Kind::parse).ok_or_else(wrong)
}

/// All or nothing: 400 `import_refused` names every wrong row. `?dry_run=true` changes nothing and answers the same counts and
/// row errors. A row whose name or code is there changes that row, and counts as `unchanged` when it says the same; a row of `series` makes
/// one unless one is there of which all of it is true. Columns may have their French names.
///
/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/school/import/", tag = "School", request_body(content = String, content_type = "text/csv"), params(("kind" = String, Query), ("dry_run" = Option<bool>, Query)), responses((status = 200, body = Value)))]
pub(crate) async fn import(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    page: PageQuery,
    request: Request,
) -> Result<Json<Value>> {
    let kind = kind(&page)?;
    let dry_run = page.flag("dry_run")?.unwrap_or(false);
    let bytes = upload(request).await?;
    let report = actions::import(&app, &info, &actor, kind, &bytes, dry_run).await?;
    Ok(Json(report.body(app.l10n(), info.lang())))
}

/// The body itself, or the file of a form.
async fn upload(request: Request) -> Result<Bytes> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    if kind.is_empty() || kind.starts_with("application/json") {
        return Err(Error::UnsupportedMedia { expected: "text/csv" });
    }
    if !kind.starts_with("multipart/form-data") {
        return preau_kernel::web::body::read(request, &()).await;
    }
    let broken = || Error::refused("broken_body");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        if field.file_name().is_some() || field.name() == Some("file") {
            return field.bytes().await.map_err(|error| match error.status().as_u16() {
                413 => Error::TooLarge { limit_bytes: LIMIT },
                _ => broken(),
            });
        }
    }
    Err(Error::invalid("file", "required"))
}

/// What the import reads again.
///
/// Permission: `school.structure`.
#[utoipa::path(get, path = "/api/school/export/", tag = "School", params(("kind" = String, Query)), responses((status = 200, body = String, content_type = "text/csv")))]
pub(crate) async fn export(State(app): State<App>, page: PageQuery) -> Result<Response> {
    let kind = kind(&page)?;
    let found = rows::rows(app.db().read(), kind).await?;
    let bytes = sheet::write(kind.columns(), &found).map_err(Error::internal)?;
    let name =
        HeaderValue::from_str(&format!("attachment; filename=\"{}.csv\"", kind.name())).map_err(Error::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, name),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}
