//! How an operator's socket begins: by a header, by the cookie of one of our own pages, or by a token in its first message.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use axum::http::{HeaderMap, HeaderValue, Request, header};
use preau_kernel::actor::Actor;
use preau_kernel::web::{Access, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde_json::Value;
use tokio::time::timeout;

use crate::permissions::MANAGE;

pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// What the request itself proves: a header, or a cookie that one of our own pages sent.
pub(super) fn credentials(headers: &HeaderMap, info: &RequestInfo) -> Option<HeaderMap> {
    let only = |name: header::HeaderName| {
        let mut only = HeaderMap::new();
        for value in headers.get_all(&name) {
            only.append(&name, value.clone());
        }
        only
    };
    if headers.contains_key(header::AUTHORIZATION) {
        return Some(only(header::AUTHORIZATION));
    }
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let is_ours = origin.is_some_and(|origin| origin.eq_ignore_ascii_case(&info.base_url()));
    (is_ours && info.maybe_actor().is_some()).then(|| only(header::COOKIE))
}

/// `{"token": "<access token>"}` as the headers it stands for; `None`: the client went away.
pub(super) async fn first_message(socket: &mut WebSocket) -> Option<Result<HeaderMap>> {
    let unknown = || Some(Err(Error::unauthenticated()));
    let Ok(message) = timeout(PATIENCE, socket.recv()).await else { return unknown() };
    let Message::Text(text) = message?.ok()? else { return unknown() };
    let said: Value = serde_json::from_str(&text).unwrap_or_default();
    let value = said["token"].as_str().and_then(|token| HeaderValue::from_str(&format!("Bearer {token}")).ok());
    match value {
        Some(value) => Some(Ok(HeaderMap::from_iter([(header::AUTHORIZATION, value)]))),
        None => unknown(),
    }
}

/// Who follows, as they are now; an error when they may not.
pub(super) async fn who(app: &App, info: &RequestInfo, headers: &HeaderMap) -> Result<Arc<Actor>> {
    let authenticator = app.modules().iter().find_map(|module| module.authenticator());
    let authenticator = authenticator.ok_or_else(Error::unauthenticated)?;
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.headers = headers.clone();
    let actor = authenticator.authenticate(app, &mut parts, info).await?.ok_or_else(Error::unauthenticated)?;
    let asked = RequestInfo::internal(info.id());
    asked.set_actor(Ok(Some(actor.clone())));
    Access::WholeRight(MANAGE).check(&asked)?;
    Ok(actor)
}
