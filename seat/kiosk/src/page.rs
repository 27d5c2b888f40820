//! The lock screen on loopback. Other pages of a browser on this machine must not speak for the visitor: a request names
//! this host, comes from no other page, and carries a header that no form can send.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use preau_seat_page::{File, INDEX, POLICY, file};
use preau_seat_protocol::SeatKey;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::agent::{Agent, Told};
use crate::web::{Entered, Web};

const MAX_BODY: usize = 4 * 1024;

#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) agent: Arc<Agent>,
    pub(crate) web: Arc<Web>,
    pub(crate) key: Arc<SeatKey>,
    /// `127.0.0.1:8765`
    pub(crate) host: Arc<str>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

#[derive(Deserialize)]
struct Id {
    id: u64,
}

pub(crate) fn routes(page: Page) -> Router {
    let asked = Router::new()
        .route("/view", get(view))
        .route("/code", post(code))
        .route("/end", post(end))
        .route("/say", post(say))
        .route("/read", post(read))
        .layer(from_fn_with_state(page.clone(), only_our_page));
    Router::new()
        .route("/", get(async || show(&INDEX)))
        .route("/{name}", get(async |Path(name): Path<String>| file(&name).map(show).ok_or(StatusCode::NOT_FOUND)))
        .merge(asked)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn_with_state(page.clone(), only_our_host))
        .with_state(page)
}

fn show(file: &File) -> Response {
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, file.bytes).into_response()
}

/// A name of the web that somebody makes to lead here is not ours.
async fn only_our_host(State(page): State<Page>, request: Request, next: Next) -> Response {
    if request.headers().get(header::HOST).and_then(|host| host.to_str().ok()) == Some(&*page.host) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

async fn only_our_page(State(page): State<Page>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN);
    let ours = format!("http://{}", page.host);
    let is_foreign = origin.is_some_and(|origin| origin.as_bytes() != ours.as_bytes());
    if is_foreign || request.headers().get("x-kiosk") != Some(&HeaderValue::from_static("1")) {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

async fn view(State(page): State<Page>) -> Json<Told> {
    Json(page.agent.told())
}

async fn code(State(page): State<Page>, headers: HeaderMap, Json(Code { code }): Json<Code>) -> Json<Value> {
    let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|found| found.to_str().ok()).unwrap_or("fr");
    Json(match page.web.enter(&page.key, &code, languages).await {
        Ok(Entered::Opened(_)) => json!({"ok": true}),
        Ok(Entered::Refused(message)) if message.is_empty() => json!({"ok": false, "key": "code_refused"}),
        Ok(Entered::Refused(message)) => json!({"ok": false, "key": "code_refused", "message": message}),
        Err(failure) => {
            tracing::warn!(%failure, "a code could not be asked about");
            json!({"ok": false, "key": "code_unreachable"})
        }
    })
}

async fn end(State(page): State<Page>) -> Json<Value> {
    page.agent.with(|seat, now| (seat.end(now), ()));
    Json(json!({"ok": true}))
}

async fn say(State(page): State<Page>, Json(Text { text }): Json<Text>) -> Json<Value> {
    let is_taken = page.agent.with(|seat, now| {
        let effects = seat.say(&text, now);
        let is_taken = effects.is_some();
        (effects.unwrap_or_default(), is_taken)
    });
    Json(json!({"ok": is_taken}))
}

async fn read(State(page): State<Page>, Json(Id { id }): Json<Id>) -> Json<Value> {
    page.agent.with(|seat, now| (seat.put_away(id, now), ()));
    Json(json!({"ok": true}))
}
