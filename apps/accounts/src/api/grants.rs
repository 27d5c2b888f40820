//! `/api/grants/`: rights given beyond those of a role.

use axum::extract::State as AppState;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use preau_kernel::actor::{Role, Scope};
use preau_kernel::app::App;
use preau_kernel::db::page::Page;
use preau_kernel::web::request::Me;
use preau_kernel::web::{Fields, Json, JsonBody, Path, RequestInfo};
use preau_kernel::{Error, Result};
use serde_json::{Map, Value, json};

use super::bodies;
use super::me::whole_list;
use crate::actions::grants::{self as actions, To};
use crate::store::grants as rows;

/// Permission: staff.
#[utoipa::path(get, path = "/api/grants/", tag = "Grant", responses((status = 200, body = Page<rows::Grant>)))]
pub(crate) async fn list(AppState(app): AppState<App>) -> Result<Json<Value>> {
    let grants = rows::list(app.db().read()).await?;
    Ok(whole_list(grants.iter().map(|grant| json!(grant)).collect()))
}

/// To `user_id` or to everybody of `role`; nobody gives more than they hold, nor to themselves. A right that is given
/// already is answered as it stands, or becomes wider.
///
/// Permission: staff.
#[utoipa::path(post, path = "/api/grants/", tag = "Grant", request_body = bodies::NewGrant, responses((status = 201, body = rows::Grant)))]
pub(crate) async fn give(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let (to, permission, scope) = read(map)?;
    let grant = actions::give(&app, &info, &actor, to, &permission, scope).await?;
    Ok((StatusCode::CREATED, Json(grant)).into_response())
}

/// To whom which right is given, how far.
pub(crate) fn read(map: Map<String, Value>) -> Result<(To, String, Scope)> {
    let mut fields = Fields::new(map);
    let user = fields.integer("user_id");
    let role_name = fields.text("role", 50);
    let permission = fields.required_text("permission", 100);
    let scope_name = fields.text("scope", 20);
    let role = role_name.as_deref().and_then(Role::parse);
    if role_name.is_some() && role.is_none() {
        fields.error("role", "unknown_role");
    }
    let scope = scope_name.as_deref().map_or(Some(Scope::All), rows::parse_scope);
    if scope.is_none() {
        fields.error("scope", "unknown_scope");
    }
    if user.is_some() == role_name.is_some() {
        fields.error_if_clean("user_id", "user_or_role");
    }
    fields.finish()?;
    let to = match (user, role) {
        (Some(user), None) => To::User(user),
        (None, Some(role)) => To::Role(role),
        _ => return Err(Error::invalid("user_id", "user_or_role")),
    };
    Ok((to, permission, scope.unwrap_or(Scope::Own)))
}

/// Permission: staff, over people of one's own rank or below.
#[utoipa::path(delete, path = "/api/grants/{id}/", tag = "Grant", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn take(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    actions::take(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
