//! `POST /api/<role>s/import/`: people from a CSV, all or nothing, with a dry run.

use axum::extract::{Request, State as AppState};
use preau_kernel::Result;
use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::db::page::PageQuery;
use preau_kernel::web::request::Me;
use preau_kernel::web::{Json, RequestInfo};
use serde_json::Value;

use super::{CSV_LIMIT, bodies, input};
use crate::actions::import_people;
use crate::store::profiles::{self, ProfileKind};

/// `?dry_run=true` changes nothing and answers the same counts and row errors.
///
/// Permission: `people.manage`.
#[utoipa::path(post, path = "/api/professors/import/", tag = "Professor", request_body(content = String, content_type = "text/csv"), params(("dry_run" = Option<bool>, Query)), responses((status = 200, body = bodies::ImportReport)))]
pub(crate) async fn professors(
    app: AppState<App>,
    me: Me,
    info: RequestInfo,
    page: PageQuery,
    request: Request,
) -> Result<Json<Value>> {
    import(app, &me.0, &info, page, request, &profiles::PROFESSOR).await
}

/// As the import of professors.
///
/// Permission: `people.manage`.
#[utoipa::path(post, path = "/api/students/import/", tag = "Student", request_body(content = String, content_type = "text/csv"), params(("dry_run" = Option<bool>, Query)), responses((status = 200, body = bodies::ImportReport)))]
pub(crate) async fn students(
    app: AppState<App>,
    me: Me,
    info: RequestInfo,
    page: PageQuery,
    request: Request,
) -> Result<Json<Value>> {
    import(app, &me.0, &info, page, request, &profiles::STUDENT).await
}

/// As the import of professors.
///
/// Permission: `people.manage`.
#[utoipa::path(post, path = "/api/tutors/import/", tag = "Tutor", request_body(content = String, content_type = "text/csv"), params(("dry_run" = Option<bool>, Query)), responses((status = 200, body = bodies::ImportReport)))]
pub(crate) async fn tutors(
    app: AppState<App>,
    me: Me,
    info: RequestInfo,
    page: PageQuery,
    request: Request,
) -> Result<Json<Value>> {
    import(app, &me.0, &info, page, request, &profiles::TUTOR).await
}

/// As the import of professors.
///
/// Permission: `people.manage`.
#[utoipa::path(post, path = "/api/managers/import/", tag = "Manager", request_body(content = String, content_type = "text/csv"), params(("dry_run" = Option<bool>, Query)), responses((status = 200, body = bodies::ImportReport)))]
pub(crate) async fn managers(
    app: AppState<App>,
    me: Me,
    info: RequestInfo,
    page: PageQuery,
    request: Request,
) -> Result<Json<Value>> {
    import(app, &me.0, &info, page, request, &profiles::MANAGER).await
}

async fn import(
    AppState(app): AppState<App>,
    actor: &Actor,
    info: &RequestInfo,
    page: PageQuery,
    request: Request,
    kind: &'static ProfileKind,
) -> Result<Json<Value>> {
    let dry_run = page.flag("dry_run")?.unwrap_or(false);
    let bytes = input::upload(request, CSV_LIMIT, "text/csv").await?;
    let report = import_people::import(&app, info, actor, kind, &bytes, dry_run).await?;
    Ok(Json(report.body(app.l10n(), info.lang())))
}
