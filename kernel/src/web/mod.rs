//! HTTP: what every route stands on. `respond` holds the only table from errors to statuses, `access` the only way
//! to declare a route (with its permission), `body` the reading of inputs, `request` what is known of a request.

pub mod access;
pub mod body;
pub mod request;
pub mod respond;

pub use access::{Access, Api};
pub use body::{Fields, JsonBody};
pub use request::RequestInfo;
pub use respond::{Json, message};
