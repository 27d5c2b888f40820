//! `/api/notes/`: notes about clients, for coach and staff; what was shared, for its client.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, Query, RequestInfo};
use preau_kernel::{App, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::bodies::{NoteBody, NoteChange, NoteClient, NoteFilters};
use super::input;
use crate::actions::notes::{self as actions, Change};
use crate::permissions;
use crate::store::notes::{self as rows, New, Note, Reach, Version};

const LONGEST: usize = 20_000;

#[derive(Debug, Deserialize)]
pub(crate) struct Client {
    client: Option<i64>,
}

/// Permission: `appointments.notes`; a coach's own and those about their clients, all for staff.
#[utoipa::path(get, path = "/api/notes/", tag = "Note", params(ListQuery, NoteFilters), responses((status = 200, body = Page<Note>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Note>>> {
    Ok(Json(rows::list(app.db().read(), permissions::notes(&actor)?, &page).await?))
}

/// Permission: `appointments.notes`; about a client of one's own, anybody for staff.
#[utoipa::path(post, path = "/api/notes/", tag = "Note", params(NoteClient), request_body = NoteBody, responses((status = 201, body = Note)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Query(query): Query<Client>,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let client = fields.integer("client").or(query.client);
    if client.is_none() {
        fields.error_if_clean("client", "required");
    }
    let text = fields.required_text("text", LONGEST).trim().to_owned();
    let (shared, appointment) = (fields.boolean("shared").unwrap_or(false), fields.integer("appointment"));
    let new = client.map(|client| New { client, author: actor.user_id, appointment, text, shared });
    let new = input::finished(fields, new)?;
    let made = actions::create(&app, &info, &actor, &new).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Permission: `appointments.notes`; a coach's own and those about their clients, all for staff.
#[utoipa::path(get, path = "/api/notes/{id}/", tag = "Note", params(("id" = i64, Path)), responses((status = 200, body = Note)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<Note>> {
    Ok(Json(rows::get(app.db().read(), permissions::notes(&actor)?, id).await?))
}

/// Permission: `appointments.notes`; a coach's own and those about their clients, all for staff.
#[utoipa::path(patch, path = "/api/notes/{id}/", tag = "Note", params(("id" = i64, Path)), request_body = NoteChange, responses((status = 200, body = Note)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Note>> {
    let mut fields = Fields::new(map);
    let text = fields.has("text").then(|| fields.required_text("text", LONGEST).trim().to_owned());
    let appointment = fields.has("appointment").then(|| fields.integer("appointment"));
    let change = Change { text, shared: fields.boolean("shared"), appointment };
    let version = input::version(&mut fields, &headers);
    fields.finish()?;
    Ok(Json(actions::update(&app, &info, &actor, id, &change, version).await?))
}

/// `If-Match` names the version that was read: 409 when the note has changed since. Permission: `appointments.notes`; a
/// coach's own and those about their clients, all for staff.
#[utoipa::path(delete, path = "/api/notes/{id}/", tag = "Note", params(("id" = i64, Path), ("If-Match" = Option<String>, Header)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    actions::delete(&app, &info, &actor, id, input::if_match(&headers)).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    /// What it said before, newest first.
    versions: Vec<Version>,
}

/// Permission: `appointments.notes`; a coach's own and those about their clients, all for staff.
#[utoipa::path(get, path = "/api/notes/{id}/history/", tag = "Note", params(("id" = i64, Path)), responses((status = 200, body = History)))]
pub(crate) async fn history(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<History>> {
    let conn = app.db().read();
    let note = rows::get(conn, permissions::notes(&actor)?, id).await?;
    Ok(Json(History { versions: rows::versions(conn, note.id).await? }))
}

/// A note as its client reads it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SharedNote {
    id: i64,
    text: String,
    author_name: String,
    #[schema(required)]
    appointment: Option<i64>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// Permission: logged in; what was shared with oneself.
#[utoipa::path(get, path = "/api/notes/mine/", tag = "Note", params(ListQuery), responses((status = 200, body = Page<SharedNote>)))]
pub(crate) async fn mine(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<SharedNote>>> {
    let found = rows::list(app.db().read(), Reach::SharedWith(actor.user_id), &page).await?;
    Ok(Json(found.map(|Note { id, text, author_name, appointment, created_at, updated_at, .. }| SharedNote {
        id,
        text,
        author_name,
        appointment,
        created_at,
        updated_at,
    })))
}
