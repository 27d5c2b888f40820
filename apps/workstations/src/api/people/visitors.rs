//! `/api/visitors/`: the files of visitors. Reading one is recorded.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::place::Place;
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde_json::{Map, Value};

use super::bodies::{NewVisitor, VisitorBody, VisitorFilters};
use super::input as read;
use super::shapes::{DayView, VisitorFile, VisitorView};
use crate::actions::people::register::{Registration, register};
use crate::actions::people::{change, forget, reading, today_now};
use crate::input::{self, Mode};
use crate::state::State as Rooms;
use crate::store::people::{texts, visitors as rows};
use crate::store::visitors as limits;

/// By family name; ordered by `last_name`, `created_at`, `last_visit_at`, `sessions_count` or `used_seconds`; searched by
/// name, address and telephone.
///
/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/visitors/", tag = "Visitor", params(ListQuery, VisitorFilters), responses((status = 200, body = Page<VisitorFile>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<VisitorFile>>> {
    let found = rows::list(app.db().read(), &page, today_now(&app).await?).await?;
    let results = files(&app, found.results).await?;
    Ok(Json(Page { count: found.count, next: found.next, previous: found.previous, results }))
}

/// Look first (`/api/visitors/lookup/`): 409 `probable_double` names in `doubles` who it may be, unless `accept_double`.
///
/// Permission: `visitors.manage`.
#[utoipa::path(post, path = "/api/visitors/", tag = "Visitor", request_body = NewVisitor, responses((status = 201, body = VisitorFile)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<VisitorFile>)> {
    let mut fields = Fields::new(map);
    let person = read::person(&mut fields, Mode::Whole, today_now(&app).await?);
    let values = read::file(&mut fields, Mode::Whole, None);
    let consent = fields.nested("consent", read::consent).flatten();
    let user = fields.integer("user");
    let accept_double = fields.boolean("accept_double").unwrap_or(false);
    fields.finish()?;
    let has_consent = consent.is_some();
    let new = Registration { person, values, consent, user, accept_double };
    let tx = app.db().write_tx().await?;
    let id = register(&tx, &app, &info, &actor, &new).await.map_err(|error| of_consent(error, has_consent))?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(file(&app, rows::get(app.db().read(), id).await?).await?)))
}

/// Fields of a consent stand inside it.
fn of_consent(error: Error, has_consent: bool) -> Error {
    match error {
        Error::Invalid(errors) if has_consent => {
            let inner = |field: &str| matches!(field, "given_by" | "guardian_name" | "text_version");
            let named = errors
                .0
                .into_iter()
                .map(|(field, problems)| (if inner(&field) { format!("consent.{field}") } else { field }, problems));
            Error::Invalid(preau_kernel::FieldErrors(named.collect()))
        }
        other => other,
    }
}

/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/visitors/{id}/", tag = "Visitor", params(("id" = i64, Path)), responses((status = 200, body = VisitorFile)))]
pub(crate) async fn get(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Json<VisitorFile>> {
    let visitor = rows::get(app.db().read(), id).await?;
    reading::note(&app, &info, &visitor, "file").await?;
    Ok(Json(file(&app, visitor).await?))
}

/// Permission: `visitors.manage`.
#[utoipa::path(put, path = "/api/visitors/{id}/", tag = "Visitor", params(("id" = i64, Path)), request_body = VisitorBody, responses((status = 200, body = VisitorFile)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<VisitorFile>> {
    changed(&app, &actor, &info, &headers, id, map, Mode::Whole).await
}

/// 409 `person_has_login` for the names and dates of somebody who logs in.
///
/// Permission: `visitors.manage`.
#[utoipa::path(patch, path = "/api/visitors/{id}/", tag = "Visitor", params(("id" = i64, Path)), request_body = VisitorBody, responses((status = 200, body = VisitorFile)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<VisitorFile>> {
    changed(&app, &actor, &info, &headers, id, map, Mode::Part).await
}

async fn changed(
    app: &App,
    actor: &Actor,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<VisitorFile>> {
    let today = today_now(app).await?;
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, id).await?;
    let mut fields = Fields::new(map);
    let person = read::person(&mut fields, mode, today);
    let values = read::file(&mut fields, mode, Some(old.values()));
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    change::change(&tx, app, info, actor, &old, (&person, &values), version).await?;
    tx.commit().await?;
    Ok(Json(file(app, rows::get(app.db().read(), id).await?).await?))
}

/// Sessions stay, for the numbers, and are nobody's any more. 409 `legal_hold`.
///
/// Permission: `visitors.manage`.
#[utoipa::path(delete, path = "/api/visitors/{id}/", tag = "Visitor", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    let tx = app.db().write_tx().await?;
    forget::delete(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One file, with what is left of the day.
pub(super) async fn file(app: &App, visitor: rows::Visitor) -> Result<VisitorFile> {
    let file = files(app, vec![visitor]).await?.pop();
    file.ok_or_else(|| Error::internal("a file that got lost"))
}

/// Several in three queries, however many.
async fn files(app: &App, visitors: Vec<rows::Visitor>) -> Result<Vec<VisitorFile>> {
    let (read, now) = (app.db().read(), app.now());
    let zone = Place::load(app).await?.zone;
    let today = wall::date_of(zone, now.seconds());
    let day = wall::day(zone, today)
        .map_or((now, now), |day| (Timestamp::from_seconds(day.from()), Timestamp::from_seconds(day.to())));
    let ids: Vec<i64> = visitors.iter().map(|visitor| visitor.id).collect();
    let text = texts::current(read).await?;
    let own = limits::list(read, &ids).await?;
    let taken = limits::taken_by(read, &ids, day, now, 0).await?;
    let config = &app.state::<Rooms>().config;
    let file = |visitor: rows::Visitor| {
        let micros = taken.get(&visitor.id).copied().unwrap_or(0);
        let limits = own.get(&visitor.id).map_or(config.limits(), |own| own.limits(config));
        VisitorFile { day: DayView::of(limits, micros), visitor: VisitorView::of(visitor, text.as_deref(), today, now) }
    };
    Ok(visitors.into_iter().map(file).collect())
}
