//! What is done to one visitor's file: consent, merging, legal hold, its sessions.

use axum::extract::State;
use axum::http::StatusCode;
use preau_accounts::actions::export::export_all;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde_json::Value;

use super::bodies::{ConsentBody, HoldBody, MergeBody, WithdrawBody};
use super::input as read;
use super::shapes::VisitorFile;
use super::visitors::file;
use crate::actions::people::{consent as consenting, hold as holding, merge as merging, reading};
use crate::api::shapes::SessionView;
use crate::input::{Mode, finished};
use crate::store::people::consents::{self as rows, Consent};
use crate::store::people::visitors;
use crate::store::people::visits;

/// Those before the one that holds too, newest first.
///
/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/visitors/{id}/consent/", tag = "Visitor", params(("id" = i64, Path)), responses((status = 200, body = Page<Consent>)))]
pub(crate) async fn consents(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<Json<Page<Consent>>> {
    let visitor = visitors::get(app.db().read(), id).await?;
    reading::note(&app, &info, &visitor, "consents").await?;
    let results = rows::of_visitor(app.db().read(), id).await?;
    Ok(Json(Page { count: Some(results.len() as i64), next: None, previous: None, results }))
}

/// Takes the place of one that held. 400 `guardian_required` for somebody under 15; 409 `no_consent_text` while no text
/// is published.
///
/// Permission: `visitors.manage`.
#[utoipa::path(post, path = "/api/visitors/{id}/consent/", tag = "Visitor", params(("id" = i64, Path)), request_body = ConsentBody, responses((status = 201, body = VisitorFile)))]
pub(crate) async fn consent(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<VisitorFile>)> {
    visitors::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    let given = read::consent(&mut fields);
    let given = finished(fields, given)?;
    let tx = app.db().write_tx().await?;
    consenting::give(&tx, &app, &info, id, &given).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(file(&app, visitors::get(app.db().read(), id).await?).await?)))
}

/// 409 `no_consent` when none holds.
///
/// Permission: `visitors.manage`.
#[utoipa::path(delete, path = "/api/visitors/{id}/consent/", tag = "Visitor", params(("id" = i64, Path)), request_body = WithdrawBody, responses((status = 200, body = VisitorFile)))]
pub(crate) async fn withdraw(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<VisitorFile>> {
    visitors::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    let reason = read::text(&mut fields, "reason");
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    consenting::withdraw(&tx, &app, &info, id, &reason).await?;
    tx.commit().await?;
    Ok(Json(file(&app, visitors::get(app.db().read(), id).await?).await?))
}

/// This file’s sessions, consents and notes go over to `into`, and it is gone; with `other` the other way round. 409
/// `visitor_busy`, `person_has_login`.
///
/// Permission: `visitors.manage`.
#[utoipa::path(post, path = "/api/visitors/{id}/merge/", tag = "Visitor", params(("id" = i64, Path)), request_body = MergeBody, responses((status = 200, body = VisitorFile)))]
pub(crate) async fn merge(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<VisitorFile>> {
    visitors::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    let (into, other) = (fields.integer("into"), fields.integer("other"));
    let (from, into) = match (into, other) {
        (Some(into), None) => (id, into),
        (None, Some(other)) => (other, id),
        _ => {
            fields.error_if_clean("into", "required");
            (0, 0)
        }
    };
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    merging::merge(&tx, &app, &info, &actor, from, into).await?;
    tx.commit().await?;
    Ok(Json(file(&app, visitors::get(app.db().read(), into).await?).await?))
}

/// Everything that the place holds about the person, as a file for them; recorded. 409 `person_has_login` for somebody who
/// logs in: they ask for it themselves.
///
/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/visitors/{id}/export/", tag = "Visitor", params(("id" = i64, Path)), responses((status = 200, body = Object)))]
pub(crate) async fn export(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Json<Value>> {
    let visitor = visitors::get(app.db().read(), id).await?;
    if visitor.has_login {
        return Err(Error::conflict("person_has_login"));
    }
    Ok(Json(export_all(&app, &info, visitor.user_id).await?))
}

/// `{"until": "2027-06-30", "reason": "…"}`; `{"until": null}` lifts it.
///
/// Permission: `visitors.manage`.
#[utoipa::path(post, path = "/api/visitors/{id}/hold/", tag = "Visitor", params(("id" = i64, Path)), request_body = HoldBody, responses((status = 200, body = VisitorFile)))]
pub(crate) async fn hold(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<VisitorFile>> {
    visitors::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    if !Mode::Part.means(&fields, "until") {
        fields.error("until", "required");
    }
    let until = fields.date("until").flatten();
    let reason = read::text(&mut fields, "reason");
    if until.is_some() && reason.is_empty() {
        fields.error_if_clean("reason", "required");
    }
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    holding::set(&tx, &app, &info, id, until, &reason).await?;
    tx.commit().await?;
    Ok(Json(file(&app, visitors::get(app.db().read(), id).await?).await?))
}

/// Newest first, as `/api/sessions/?visitor=` shows them.
///
/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/visitors/{id}/sessions/", tag = "Visitor", params(("id" = i64, Path), ListQuery), responses((status = 200, body = Page<SessionView>)))]
pub(crate) async fn sessions(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
    page: PageQuery,
) -> Result<Json<Page<SessionView>>> {
    let visitor = visitors::get(app.db().read(), id).await?;
    reading::note(&app, &info, &visitor, "sessions").await?;
    let now = app.now();
    let found = visits::list(app.db().read(), &page, id).await?;
    Ok(Json(found.map(|session| SessionView::of(session, now))))
}
