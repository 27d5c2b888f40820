//! What stands before every declared handler: who may call it, how large its body may be, and whether this very
//! request was already answered (`idempotency`).

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::future::{BoxFuture, Either};
use tower::{Layer, Service};

use super::access::Access;
use super::body::BodyLimit;
use super::{RequestInfo, idempotency};
use crate::app::App;
use crate::error::{Error, Result};

#[derive(Clone)]
pub(super) struct GuardLayer {
    app: App,
    access: Access,
    /// Bytes of a body.
    limit: usize,
}

impl GuardLayer {
    pub(super) fn new(app: App, access: Access, limit: usize) -> Self {
        Self { app, access, limit }
    }

    /// The checks that need no waiting. A body that says it is too large is refused before it is read.
    fn check(&self, request: &mut Request) -> Result<RequestInfo> {
        let info = request.extensions().get::<RequestInfo>().ok_or_else(|| Error::internal("no RequestInfo layer"))?;
        let info = info.clone();
        self.access.check(&info)?;
        limit_body(request, self.limit)?;
        Ok(info)
    }
}

/// Limits what the handler may read; a body that says it is larger is refused unread.
pub(super) fn limit_body(request: &mut Request, limit: usize) -> Result<()> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(Error::TooLarge { limit_bytes: limit });
    }
    set_limit(request, limit);
    Ok(())
}

/// When there is a body at all.
pub(super) fn set_limit(request: &mut Request, limit: usize) {
    if !HttpBody::is_end_stream(request.body()) {
        DefaultBodyLimit::max(limit).apply(request);
        request.extensions_mut().insert(BodyLimit(limit));
    }
}

impl<S> Layer<S> for GuardLayer {
    type Service = Guard<S>;

    fn layer(&self, inner: S) -> Guard<S> {
        Guard { layer: self.clone(), inner }
    }
}

#[derive(Clone)]
pub(super) struct Guard<S> {
    layer: GuardLayer,
    inner: S,
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Either<S::Future, BoxFuture<'static, Result<Response, Infallible>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let info = match self.layer.check(&mut request) {
            Ok(info) => info,
            Err(error) => return Either::Right(Box::pin(async move { Ok(error.into_response()) })),
        };
        match idempotency::asked(&request, &info) {
            None => Either::Left(self.inner.call(request)),
            Some(actor) => {
                let app = self.layer.app.clone();
                Either::Right(Box::pin(idempotency::answer(app, info, actor, request, self.inner.clone())))
            }
        }
    }
}
