//! What the changes of the back office go through: the module's own actions, in one transaction that the admin
//! commits.

use std::any::Any;

use async_trait::async_trait;
use bytes::Bytes;
use serde_json::{Map, Value};

use crate::actor::Actor;
use crate::app::App;
use crate::db::Tx;
use crate::error::Result;
use crate::i18n::Lang;
use crate::web::RequestInfo;

/// Who changes what, in which transaction.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    pub app: &'a App,
    pub tx: &'a Tx,
    pub info: &'a RequestInfo,
    pub actor: &'a Actor,
}

/// How rows of an entity are written. Values come typed as the entity's fields say (text, number, boolean, list of
/// ids, null for nothing) and hold no other field; each problem is named by its field. Every change writes its audit
/// entry, with `changes: {field: [old, new]}` in its personal part, from which the history is read.
#[async_trait]
pub trait Writer: Send + Sync {
    /// Inserts a row and returns its id.
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64>;

    /// Changes the fields that are there; 409 `row_changed` when `version` is not the row's any more.
    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()>;

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()>;
}

/// Something done to chosen rows, one or a hundred thousand. Its right is `admin.<entity>.<name>`.
#[async_trait]
pub trait RowAction: Send + Sync {
    fn name(&self) -> &'static str;

    /// Whether it takes something away, so that its button warns.
    fn is_dangerous(&self) -> bool {
        false
    }

    /// Does it to one row. A refusal undoes this row alone and is reported; doing it twice is harmless.
    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()>;
}

/// What an upload was made into, before the transaction.
pub type Prepared = Box<dyn Any + Send>;

/// Something done to all that an entity holds, without choosing rows: old entries of a log are cleaned. Its right is
/// `admin.<entity>.<name>`, its texts are those of an action.
#[async_trait]
pub trait Chore: Send + Sync {
    fn name(&self) -> &'static str;

    /// What it would do now, a line each, shown before it is confirmed.
    async fn outlook(&self, app: &App, lang: Lang) -> Result<Vec<String>>;

    /// Does it in transactions of its own, with its audit entry; doing it twice is harmless.
    async fn run(&self, app: &App, info: &RequestInfo) -> Result<()>;
}

/// Keeps an uploaded file for a row.
#[async_trait]
pub trait Attachment: Send + Sync {
    /// Checks and converts the bytes; no transaction is held meanwhile. A problem is `Error::Invalid`.
    async fn prepare(&self, app: &App, bytes: Bytes) -> Result<Prepared>;

    async fn put(&self, cx: &Cx<'_>, id: i64, prepared: Prepared) -> Result<()>;

    async fn clear(&self, cx: &Cx<'_>, id: i64) -> Result<()>;
}
