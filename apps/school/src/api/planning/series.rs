//! `/api/series/`: weekly series.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::actor::Actor;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value};

use super::bodies::{EndBody, SeriesCheck, SeriesFilters, SeriesInput};
use super::input;
use super::lessons::reason;
use super::shapes::{self, SeriesDetail, SeriesEnded, SeriesPreview, SeriesShown};
use crate::actions::claiming::Accepting;
use crate::actions::planning::{Planner, ending, preview, series as actions};
use crate::api::structure::accepting;
use crate::input::{Mode, TEXT, finished, query_date, version};
use crate::permissions::{PLAN, Reach, VIEW};
use crate::refusals;
use crate::store::series as rows;

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

/// What such a series would be, or with `series` what a change of that one would make of what is to come: the days with
/// those that are left out, what it would meet, and where the first of these would fit instead. Nothing is written.
///
/// Permission: `school.plan`; professors for the modules that they teach, a series that is to be changed within reach.
#[utoipa::path(post, path = "/api/series/check/", tag = "Series", request_body = SeriesCheck, responses((status = 200, body = SeriesPreview), (status = 404, description = "`series` is not there, or not within reach")))]
pub(crate) async fn check(
    State(app): State<App>,
    Me(actor): Me,
    JsonBody(map): JsonBody,
) -> Result<Json<SeriesPreview>> {
    let reach = Reach::of(&actor, PLAN)?.as_professor();
    let conn = app.db().read();
    let mut fields = Fields::new(map);
    let old = match fields.integer("series") {
        Some(id) => Some(rows::get(conn, reach, id).await?),
        None => None,
    };
    let before = match &old {
        Some(old) => Some(rows::values(conn, old).await?),
        None => None,
    };
    let mode = if old.is_some() { Mode::Part } else { Mode::Whole };
    let values = input::series(&mut fields, mode, &actor, before.as_ref());
    let values = finished(fields, values)?;
    let preview = preview::preview(&app, &actor, reach, old.as_ref(), &values).await?;
    let clashes = refusals::shown(conn, &preview.met).await?;
    Ok(Json(shapes::preview(preview, clashes)))
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
    let accepts = fields.boolean("accept_clash").unwrap_or(false);
    let reason = reason(&mut fields, accepts);
    let accepting = Accepting::of(actor, reason.clone().filter(|_| accepts));
    let planner = Planner { app, info, actor, accepting: &accepting };
    // Read before the transaction: nobody waits for the place.
    crate::actions::planning::zone(app).await?;
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, planner.reach()?, id).await?;
    let before = rows::values(&*tx, &old).await?;
    let values = input::series(&mut fields, mode, actor, Some(&before));
    let version = version(&mut fields, headers);
    let values = finished(fields, values)?;
    let skipped =
        actions::change(&planner, tx, &old, (&before, &values), reason.as_deref().unwrap_or_default(), version).await?;
    let conn = app.db().read();
    Ok(Json(shapes::series(conn, rows::get(conn, Reach::Everything, id).await?, skipped).await?))
}

/// Ends it: its lessons after `until` (a day that counts; without it, all that are to come) are cancelled, and those
/// concerned are told why.
///
/// Permission: `school.plan`; within reach.
#[utoipa::path(post, path = "/api/series/{id}/cancellation/", tag = "Series", params(("id" = i64, Path)), request_body = EndBody, responses((status = 200, body = SeriesEnded)))]
pub(crate) async fn cancel(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SeriesEnded>> {
    end(&app, &actor, &info, &headers, id, map).await
}

/// As its cancellation, with the same body: a series with lessons behind it is not forgotten.
///
/// Permission: `school.plan`; within reach.
#[utoipa::path(delete, path = "/api/series/{id}/", tag = "Series", params(("id" = i64, Path)), request_body = EndBody, responses((status = 200, body = SeriesEnded)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SeriesEnded>> {
    end(&app, &actor, &info, &headers, id, map).await
}

async fn end(
    app: &App,
    actor: &Actor,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
) -> Result<Json<SeriesEnded>> {
    let mut fields = Fields::new(map);
    let reason = fields.required_text("reason", TEXT).trim().to_owned();
    let until = fields.date("until").flatten();
    let version = version(&mut fields, headers);
    fields.finish()?;
    let accepting = Accepting::default();
    let planner = Planner { app, info, actor, accepting: &accepting };
    let cancelled = ending::end(&planner, id, until, &reason, version).await?;
    let conn = app.db().read();
    let series = shapes::series(conn, rows::get(conn, Reach::Everything, id).await?, Vec::new()).await?;
    Ok(Json(SeriesEnded { success: true, cancelled, series }))
}
