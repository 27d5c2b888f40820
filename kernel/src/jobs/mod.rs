//! The durable queue: jobs are rows, enqueued in the transaction of the business they follow from.

use futures::future::BoxFuture;
use serde_json::Value;

use crate::app::App;
use crate::config::Span;
use crate::error::Result;

/// A kind of job that a module declares. Running one twice must be harmless.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// `accounts.forgot_password`.
    pub name: &'static str,
    /// After so many failures it is a dead letter.
    pub max_attempts: i64,
    pub run: fn(App, Value) -> BoxFuture<'static, Result<()>>,
}

/// Work done at a rhythm, once across all nodes.
#[derive(Clone, Copy)]
pub struct Periodic {
    pub name: &'static str,
    pub every: Span,
    pub run: fn(App) -> BoxFuture<'static, Result<()>>,
}
