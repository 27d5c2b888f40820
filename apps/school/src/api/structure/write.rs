//! The way of a write, the same for every kind of row.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::actor::Actor;
use preau_kernel::web::{Fields, Json, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::actions::claiming::Accepting;
use crate::actions::structure::{self as actions, Rules, Writing};
use crate::input::{self, Mode, finished};
use crate::store::structure as rows;

/// `accept_clash` and `reason`.
pub(in crate::api) fn accepting(fields: &mut Fields, actor: &Actor) -> Accepting {
    let accepts = fields.boolean("accept_clash").unwrap_or(false);
    let reason = fields.text("reason", input::TEXT).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if accepts && reason.is_none() {
        fields.error_if_clean("reason", "required");
    }
    Accepting::of(actor, reason.filter(|_| accepts))
}

pub(super) async fn create<K>(app: &App, actor: &Actor, info: &RequestInfo, map: Map<String, Value>) -> Result<Response>
where
    K: Rules,
    K::Row: Serialize,
{
    let mut fields = Fields::new(map);
    let accepting = accepting(&mut fields, actor);
    let values = K::read(&mut fields, Mode::Whole, None);
    let values = finished(fields, values)?;
    let tx = app.db().write_tx().await?;
    let id = actions::create::<K>(&Writing { tx: &tx, app, info, accepting: &accepting }, &values).await?;
    let made = rows::get::<K>(&*tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

pub(super) async fn put<K>(
    app: &App,
    actor: &Actor,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
) -> Result<Json<K::Row>>
where
    K: Rules,
    K::Row: Serialize,
{
    change::<K>(app, actor, info, headers, id, map, Mode::Whole).await
}

pub(super) async fn patch<K>(
    app: &App,
    actor: &Actor,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
) -> Result<Json<K::Row>>
where
    K: Rules,
    K::Row: Serialize,
{
    change::<K>(app, actor, info, headers, id, map, Mode::Part).await
}

async fn change<K>(
    app: &App,
    actor: &Actor,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<K::Row>>
where
    K: Rules,
    K::Row: Serialize,
{
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked::<K>(&tx, id).await?;
    let mut fields = Fields::new(map);
    let accepting = accepting(&mut fields, actor);
    let values = K::read(&mut fields, mode, Some(&K::values(&old)?));
    let version = input::version(&mut fields, headers);
    let values = finished(fields, values)?;
    let writing = Writing { tx: &tx, app, info, accepting: &accepting };
    actions::update::<K>(&writing, &old, &values, version).await?;
    let now = rows::get::<K>(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}

pub(super) async fn delete<K: Rules>(app: &App, actor: &Actor, info: &RequestInfo, id: i64) -> Result<StatusCode> {
    let tx = app.db().write_tx().await?;
    let accepting = Accepting::of(actor, None);
    actions::delete::<K>(&Writing { tx: &tx, app, info, accepting: &accepting }, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
