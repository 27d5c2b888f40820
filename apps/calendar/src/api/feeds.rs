//! `/api/me/calendar-feeds/`: my private links.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo, secret as secret_answer};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::FeedBody;
use crate::actions::feeds as actions;
use crate::feeds;
use crate::store::feeds::{self as rows, Feed};

#[derive(Serialize, ToSchema)]
pub(crate) struct FeedAnswer {
    id: i64,
    kind: String,
    #[schema(value_type = String, format = "date-time")]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, format = "date-time", required)]
    last_read_at: Option<Timestamp>,
    /// Only in the answer that makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Kind {
    kind: &'static str,
    name: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Feeds {
    /// What there are links to.
    kinds: Vec<Kind>,
    results: Vec<FeedAnswer>,
}

/// Permission: logged in, one's own.
#[utoipa::path(get, path = "/api/me/calendar-feeds/", tag = "My account", responses((status = 200, body = Feeds)))]
pub(crate) async fn list(State(app): State<App>, info: RequestInfo, Me(me): Me) -> Result<Json<Feeds>> {
    let text = |kind: &str| app.l10n().text(info.lang(), &format!("feed-{}", kind.replace('_', "-")));
    let kinds = feeds::kinds(&app).into_iter().map(|kind| Kind { kind, name: text(kind) }).collect();
    let results = rows::of_user(app.db().read(), me.user_id).await?.into_iter().map(|feed| shape(feed, None)).collect();
    Ok(Json(Feeds { kinds, results }))
}

/// A link that was given before for the same kind ends.
///
/// Permission: logged in, one's own.
#[utoipa::path(post, path = "/api/me/calendar-feeds/", tag = "My account", request_body = FeedBody, responses((status = 201, body = FeedAnswer)))]
pub(crate) async fn create(
    State(app): State<App>,
    info: RequestInfo,
    Me(me): Me,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let kind = fields.required_text("kind", 50);
    fields.finish()?;
    let (feed, secret) = actions::create(&app, &info, me.user_id, &kind).await?;
    let url = format!("{}/calendar/{secret}.ics", app.config().base_url());
    Ok(secret_answer((StatusCode::CREATED, Json(shape(feed, Some(url))))))
}

/// Permission: logged in, one's own.
#[utoipa::path(delete, path = "/api/me/calendar-feeds/{id}/", tag = "My account", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    info: RequestInfo,
    Me(me): Me,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    actions::delete(&app, &info, me.user_id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn shape(feed: Feed, url: Option<String>) -> FeedAnswer {
    let Feed { id, kind, created_at, last_read_at, .. } = feed;
    FeedAnswer { id, kind, created_at, last_read_at, url }
}
