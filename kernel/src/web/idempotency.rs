//! `Idempotency-Key`: a POST that is sent again (a lost answer, a double click) is not carried out again.
//!
//! A key belongs to a user and holds for 24 hours. Its row is written before the handler runs and filled with the
//! answer afterwards; the handler runs on when the client hangs up or the time is up, so that the answer is there
//! when the client asks again. Between the handler's commit and the storing of its answer the machine may fail: a row
//! that stayed unfinished says "outcome unknown" rather than running the request twice.
//!
//! Kept: answers below 500 of at most 256 KiB. Not kept are answers that hold a secret ([`Secret`], `Set-Cookie`) or
//! are too large: sending such a request again says that it was done. After a 401, a 429 or a 5xx nothing was done,
//! and the key is free again; but for the 503 of a commit that was cut off, of which nobody knows.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use futures::FutureExt;
use http_body_util::BodyExt;
use sea_orm::QueryResult;
use sha2::{Digest, Sha256};
use tower::Service;
use tracing::Instrument;

use super::respond::{self, Secret};
use super::{RequestInfo, body};
use crate::actor::Actor;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Timestamp;
use crate::config::Span;
use crate::db::{Sql, Tx};
use crate::error::{Error, OUTCOME_UNKNOWN, Result};
use crate::jobs::Periodic;

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// How long a key holds.
const LIFE: Span = Span::hours(24);
/// Larger answers are not kept.
const MAX_ANSWER: u64 = 256 * 1024;
/// A row that is still running so long after the request's own time is up has lost its process.
const GRACE: TimeDelta = TimeDelta::seconds(60);

/// Before what became of a request is written again after that failed; doubled each time up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(1000);

/// What stands in the column `state`.
const RUNNING: &str = "running";
const DONE: &str = "done";
/// Carried out, but the answer is not kept.
const NOT_KEPT: &str = "not_kept";
/// The handler panicked or never came back.
const UNKNOWN: &str = "unknown";

pub(crate) const PURGE: Periodic =
    Periodic { name: "kernel.idempotency_purge", every: Span::hours(1), run: |app| Box::pin(purge(app)) };

/// The actor of a request whose key must be looked up.
pub(super) fn asked(request: &Request, info: &RequestInfo) -> Option<Arc<Actor>> {
    if request.method() == Method::POST && request.headers().contains_key(HEADER) { info.maybe_actor() } else { None }
}

/// Runs the handler, or answers as it answered before.
pub(super) async fn answer<S>(
    app: App,
    info: RequestInfo,
    actor: Arc<Actor>,
    request: Request,
    inner: S,
) -> Result<Response, Infallible>
where
    S: Service<Request, Response = Response, Error = Infallible> + Send + 'static,
    S::Future: Send,
{
    let answered = async {
        let (claim, request) = Claim::read(&actor, request).await?;
        if let Some(response) = claim.take(&app, &info).await? {
            return Ok(response);
        }
        // Its own task: the client may hang up, the work and its answer must not be lost.
        let work = run(app, info, claim, request, inner).in_current_span();
        tokio::spawn(work).await.map_err(Error::internal)
    };
    Ok(answered.await.unwrap_or_else(|error: Error| error.into_response()))
}

/// One request under one key.
struct Claim {
    user: i64,
    key: String,
    fingerprint: Vec<u8>,
}

impl Claim {
    /// The key is 1 to 255 visible ASCII characters. The body is read whole, to tell this request from another.
    async fn read(actor: &Actor, request: Request) -> Result<(Self, Request)> {
        let mut lines = request.headers().get_all(HEADER).iter();
        let key = lines.next().map(HeaderValue::as_bytes).unwrap_or_default();
        if key.is_empty() || key.len() > 255 || !key.iter().all(u8::is_ascii_graphic) || lines.next().is_some() {
            return Err(Error::refused("wrong_idempotency_key"));
        }
        let key = String::from_utf8_lossy(key).into_owned();

        let (parts, body) = request.into_parts();
        let mut limited = Request::new(body);
        *limited.extensions_mut() = parts.extensions.clone();
        let bytes = body::read(limited, &()).await?;

        let mut hash = Sha256::new();
        for part in [parts.method.as_str(), parts.uri.path().trim_end_matches('/'), parts.uri.query().unwrap_or("")] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(Sha256::digest(&bytes));
        let claim = Self { user: actor.user_id, key, fingerprint: hash.finalize().to_vec() };
        Ok((claim, Request::from_parts(parts, Body::from(bytes))))
    }

    /// Takes the key for this request; when it is taken already, what is to be answered.
    async fn take(&self, app: &App, info: &RequestInfo) -> Result<Option<Response>> {
        let now = app.now();
        let tx = app.db().write_tx().await?;
        tx.exec(
            "DELETE FROM idempotency WHERE user_id = $1 AND key = $2 AND created_at <= $3",
            vec![self.user.into(), self.key.clone().into(), now.minus(LIFE.delta()).into()],
        )
        .await?;
        let taken = tx
            .exec(
                "INSERT INTO idempotency (user_id, key, fingerprint, state, created_at) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (user_id, key) DO NOTHING",
                vec![
                    self.user.into(),
                    self.key.clone().into(),
                    self.fingerprint.clone().into(),
                    RUNNING.into(),
                    now.into(),
                ],
            )
            .await?;
        if taken == 1 {
            tx.commit().await?;
            return Ok(None);
        }
        let row = tx
            .find(
                "SELECT fingerprint, state, status, content_type, body, created_at FROM idempotency \
                 WHERE user_id = $1 AND key = $2",
                vec![self.user.into(), self.key.clone().into()],
            )
            .await?;
        // Gone since: the earlier request has just ended without having done anything.
        let row = row.ok_or_else(|| Error::conflict("request_in_progress"))?;
        let response = self.earlier(app, &row)?;
        audit::record(&tx, app, info, Entry::new("idempotency_replayed")).await?;
        tx.commit().await?;
        Ok(Some(response))
    }

    /// The answer of the earlier request, or why there is none.
    fn earlier(&self, app: &App, row: &QueryResult) -> Result<Response> {
        if row.try_get::<Vec<u8>>("", "fingerprint")? != self.fingerprint {
            return Err(Error::conflict("idempotency_key_reused"));
        }
        let created: Timestamp = row.try_get("", "created_at")?;
        match row.try_get::<String>("", "state")?.as_str() {
            DONE => replay(row),
            NOT_KEPT => Err(Error::conflict("request_already_done")),
            RUNNING if app.now().since(created) <= app.config().server.request_timeout.delta() + GRACE => {
                Err(Error::conflict("request_in_progress"))
            }
            _ => Err(Error::conflict("request_outcome_unknown")),
        }
    }

    async fn settle(&self, app: &App, outcome: &Outcome) -> Result<()> {
        let tx = app.db().write_tx().await?;
        let key = || vec![self.user.into(), self.key.clone().into(), RUNNING.into()];
        match outcome {
            Outcome::Undone => {
                tx.exec("DELETE FROM idempotency WHERE user_id = $1 AND key = $2 AND state = $3", key()).await?;
            }
            Outcome::Answered { status, content_type, body } => {
                let mut values = key();
                values.extend([DONE.into(), (*status).into(), content_type.clone().into(), body.to_vec().into()]);
                tx.exec(
                    "UPDATE idempotency SET state = $4, status = $5, content_type = $6, body = $7 \
                     WHERE user_id = $1 AND key = $2 AND state = $3",
                    values,
                )
                .await?;
            }
            Outcome::NotKept => self.mark(&tx, NOT_KEPT).await?,
            Outcome::Unknown => self.mark(&tx, UNKNOWN).await?,
        }
        tx.commit().await
    }

    async fn mark(&self, tx: &Tx, state: &'static str) -> Result<()> {
        tx.exec(
            "UPDATE idempotency SET state = $4 WHERE user_id = $1 AND key = $2 AND state = $3",
            vec![self.user.into(), self.key.clone().into(), RUNNING.into(), state.into()],
        )
        .await
        .map(drop)
    }
}

enum Outcome {
    /// Nothing happened; the key is free again.
    Undone,
    Answered {
        status: i64,
        content_type: Option<String>,
        body: Bytes,
    },
    NotKept,
    Unknown,
}

async fn run<S>(app: App, info: RequestInfo, claim: Claim, request: Request, mut inner: S) -> Response
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    // The request's own time is up before; this ends handlers that hang.
    let patience = app.config().server.request_timeout.duration() * 2;
    let handled = AssertUnwindSafe(async move { inner.call(request).await }).catch_unwind();
    let (outcome, response) = match tokio::time::timeout(patience, handled).await {
        Ok(Ok(Ok(response))) => {
            let is_open = response.extensions().get::<Arc<Error>>().is_some_and(|e| e.code() == OUTCOME_UNKNOWN);
            let (outcome, response) = keep(respond::render(app.l10n(), info.lang(), info.id(), response)).await;
            (if is_open { Outcome::Unknown } else { outcome }, response)
        }
        // The panic hook has logged it.
        Ok(Err(_)) => (Outcome::Unknown, Error::Internal(String::new()).into_response()),
        Err(_) => (Outcome::Unknown, Error::Unavailable("timeout").into_response()),
        Ok(Ok(Err(never))) => match never {},
    };
    if let Err(error) = claim.settle(&app, &outcome).await {
        tracing::warn!(request_id = info.id(), %error, "the answer of an idempotent request could not be kept yet");
        tokio::spawn(settle_later(app, info, claim, outcome).in_current_span());
    }
    response
}

/// A database that was away, or had no room, while the request ended: whoever asks again meanwhile is told to wait, and
/// must not be told so once it is back.
async fn settle_later(app: App, info: RequestInfo, claim: Claim, outcome: Outcome) {
    let mut pause = FIRST_PAUSE;
    while pause < LONGEST_PAUSE {
        tokio::select! {
            () = app.stop().cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        if claim.settle(&app, &outcome).await.is_ok() {
            return;
        }
        pause *= 2;
    }
    tracing::error!(request_id = info.id(), "the answer of an idempotent request could not be kept");
}

/// Decides what is remembered of an answer; its body comes out as it went in.
async fn keep(response: Response) -> (Outcome, Response) {
    let status = response.status();
    if status.is_server_error() || matches!(status, StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS) {
        return (Outcome::Undone, response);
    }
    let is_secret = response.extensions().get::<Secret>().is_some() || response.headers().contains_key(SET_COOKIE);
    let size = axum::body::HttpBody::size_hint(response.body()).exact();
    if is_secret || size.is_none_or(|size| size > MAX_ANSWER) {
        return (Outcome::NotKept, response);
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = body.collect().await.map(|body| body.to_bytes()) else {
        return (Outcome::NotKept, Error::internal("the answer's body broke off").into_response());
    };
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned);
    let outcome = Outcome::Answered { status: status.as_u16().into(), content_type, body: bytes.clone() };
    (outcome, Response::from_parts(parts, Body::from(bytes)))
}

fn replay(row: &QueryResult) -> Result<Response> {
    let status: i64 = row.try_get("", "status")?;
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = Response::new(Body::from(row.try_get::<Vec<u8>>("", "body")?));
    *response.status_mut() = status.ok_or_else(|| Error::internal("idempotency: status"))?;
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    if let Some(kind) = row.try_get::<Option<String>>("", "content_type")? {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::try_from(kind).map_err(Error::internal)?);
    }
    Ok(response)
}

async fn purge(app: App) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let before = app.now().minus(LIFE.delta());
    tx.exec("DELETE FROM idempotency WHERE created_at <= $1", vec![before.into()]).await?;
    tx.commit().await
}
