//! `/api/series/`: weekly series.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::actor::Actor;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value, json};

use super::bodies::{CancelBody, SeriesFilters, SeriesInput};
use super::input;
use super::shapes::{self, SeriesDetail, SeriesShown};
use crate::actions::claiming::Accepting;
use crate::actions::planning::{Planner, series as actions};
use crate::api::structure::accepting;
use crate::input::{Mode, TEXT, finished, query_date, version};
use crate::permissions::{Reach, VIEW};
use crate::store::series::{self as rows, Values};

/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/series/", tag = "Series", params(ListQuery, SeriesFilters), responses((status = 200, body = Page<SeriesShown>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<SeriesShown>>> {
    let conn = app.db().read();
    let found = rows::list(conn, Reach::of(&actor, VIEW)?, &page, query_date("on", page.param("on"))?).await?;
    let Page { count, next, previous, results } = found;
    Ok(Json(Page { count, next, previous, results: shapes::all_series(conn, results).await? }))
}

/// Permission: `school.view`; within reach.
#[utoipa::path(get, path = "/api/series/{id}/", tag = "Series", params(("id" = i64, Path)), responses((status = 200, body = SeriesDetail)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<SeriesDetail>> {
    let conn = app.db().read();
    let one = rows::get(conn, Reach::of(&actor, VIEW)?, id).await?;
    Ok(Json(shapes::series(conn, one, Vec::new()).await?))
}

/// Its lessons are made with it; days on which the place is closed are left out (`skipped`).
///
/// Permission: `school.plan`; professors for the modules that they teach.
#[utoipa::path(post, path = "/api/series/", tag = "Series", request_body = SeriesInput, responses((status = 201, body = SeriesDetail)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let accepting = accepting(&mut fields, &actor);
    let values = input::series(&mut fields, Mode::Whole, &actor, None);
    let values = finished(fields, values)?;
    let planner = Planner { app: &app, info: &info, actor: &actor, accepting: &accepting };
    let (id, skipped) = actions::create(&planner, &values).await?;
    let conn = app.db().read();
    let made = shapes::series(conn, rows::get(conn, Reach::Everything, id).await?, skipped).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Changes what is to come; lessons that were moved by hand, cancelled or held stay.
///
/// Permission: `school.plan`; within reach.
#[utoipa::path(put, path = "/api/series/{id}/", tag = "Series", params(("id" = i64, Path)), request_body = SeriesInput, responses((status = 200, body = SeriesDetail)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SeriesDetail>> {
    change(&app, &actor, &info, &headers, id, map, Mode::Whole).await
}

/// As PUT, of what is named.
///
/// Permission: `school.plan`; within reach.
#[utoipa::path(patch, path = "/api/series/{id}/", tag = "Series", params(("id" = i64, Path)), request_body = SeriesInput, responses((status = 200, body = SeriesDetail)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SeriesDetail>> {
    change(&app, &actor, &info, &headers, id, map, Mode::Part).await
}

async fn change(
    app: &App,
    actor: &Actor,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<SeriesDetail>> {
    let mut fields = Fields::new(map);
    let accepting = accepting(&mut fields, actor);
    let planner = Planner { app, info, actor, accepting: &accepting };
    // Read before the transaction: nobody waits for the place.
    crate::actions::planning::zone(app).await?;
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, planner.reach()?, id).await?;
    let before = Values {
        module: old.module,
        title: old.title.clone(),
        rule: old.rule()?,
        room: old.room,
        professors: rows::professors(&*tx, &[id]).await?.iter().map(|one| one.id).collect(),
        groups: rows::groups(&*tx, &[id]).await?.iter().map(|one| one.id).collect(),
    };
    let values = input::series(&mut fields, mode, actor, Some(&before));
    let version = version(&mut fields, headers);
    let values = finished(fields, values)?;
    let skipped = actions::change(&planner, tx, &old, &before, &values, version).await?;
    let conn = app.db().read();
    Ok(Json(shapes::series(conn, rows::get(conn, Reach::Everything, id).await?, skipped).await?))
}

/// Cancels its lessons that are to come.
///
/// Permission: `school.plan`; within reach.
#[utoipa::path(post, path = "/api/series/{id}/cancellation/", tag = "Series", params(("id" = i64, Path)), request_body = CancelBody, responses((status = 200, body = Value)))]
pub(crate) async fn cancel(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let reason = fields.required_text("reason", TEXT).trim().to_owned();
    let version = version(&mut fields, &headers);
    fields.finish()?;
    let accepting = Accepting::default();
    let planner = Planner { app: &app, info: &info, actor: &actor, accepting: &accepting };
    let cancelled = actions::cancel(&planner, id, &reason, version).await?;
    Ok(Json(json!({"success": true, "cancelled": cancelled})))
}
