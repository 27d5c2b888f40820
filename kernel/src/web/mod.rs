//! HTTP: what every route stands on.
//!
//! A request passes `stack` (id, client address, host, CORS, who asks, time limit, headers, log), the router, `guard`
//! (right, size, `Idempotency-Key`) and its handler. `respond` holds the only table from errors to statuses, `access`
//! the only way to declare a route (with its permission), `body` and `params` the reading of inputs, `request` what is
//! known of a request. `page` is the frame of server-rendered pages, `form` and `csrf` their forms. `serve` is the listener, `docs` the OpenAPI document, `health` and `metrics` are for operators.

pub mod access;
pub mod body;
pub mod cached;
mod client;
pub mod cookies;
mod cors;
pub mod csrf;
pub mod docs;
pub mod encoding;
mod form;
mod gauges;
mod guard;
pub mod headers;
mod health;
mod hosts;
pub(crate) mod idempotency;
pub mod metrics;
pub mod page;
pub mod params;
pub mod request;
pub mod respond;
pub mod routes;
pub mod serve;
pub mod stack;
mod trace;
pub mod version;

pub use access::{Access, Api};
pub use body::{Fields, JsonBody};
pub use cached::Cached;
pub use docs::ListQuery;
pub use encoding::Encoding;
pub use form::{AnonymousForm, Form, FormActor, GatedFormActor, Upload, is_form};
pub use headers::HTML_CSP;
pub use page::Visit;
pub use params::{Path, Query};
pub use request::{Me, RequestInfo};
pub use respond::{Json, Secret, message, secret};
pub use serve::serve;
pub use stack::{openapi, router};
