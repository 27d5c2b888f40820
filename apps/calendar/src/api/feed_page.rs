//! `/calendar/<secret>.ics`: what calendar programs fetch. The secret is the whole key; a link that ended is 404, as one
//! that never was.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use preau_kernel::place::Place;
use preau_kernel::web::Path;
use preau_kernel::{App, Error, Result};
use sha2::{Digest, Sha256};

use crate::feeds;
use crate::store::feeds::{self as rows, Feed};

/// Programs fetch it often; that they do is noted once an hour.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);
const SECRET: usize = 64;

pub(super) async fn show(State(app): State<App>, headers: HeaderMap, Path(file): Path<String>) -> Result<Response> {
    let secret = file.strip_suffix(".ics").filter(|secret| secret.len() == SECRET).ok_or(Error::NotFound)?;
    let feed = rows::find_by_hash(app.db().read(), &feeds::hash(secret)).await?.ok_or(Error::NotFound)?;
    let lang = owner_language(&app, feed.user_id).await?;
    note(&app, &feed).await?;
    let text = feeds::calendar(&app, feed.user_id, &feed.kind, lang).await?;
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(text.as_bytes())[..16]));
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes());
    let mut answer = if known { StatusCode::NOT_MODIFIED.into_response() } else { text.into_response() };
    let set = answer.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    set.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    set.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Error::internal)?);
    Ok(answer)
}

/// Somebody who could not log in any more has no calendar.
async fn owner_language(app: &App, user: i64) -> Result<preau_kernel::i18n::Lang> {
    let authenticator = app.modules().iter().find_map(|module| module.authenticator()).ok_or(Error::NotFound)?;
    let owner = authenticator.actor(app, user).await?.ok_or(Error::NotFound)?;
    Ok(owner.lang.unwrap_or(Place::load(app).await?.default_language))
}

async fn note(app: &App, feed: &Feed) -> Result<()> {
    let now: Timestamp = app.now();
    if feed.last_read_at.is_some_and(|read| now.since(read) < NOTED_EVERY) {
        return Ok(());
    }
    let tx = app.db().write_tx().await?;
    rows::touch(&tx, feed.id, now).await?;
    tx.commit().await
}
