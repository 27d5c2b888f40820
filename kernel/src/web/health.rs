//! For balancers and service managers: is the program alive, can it serve?

use std::time::Duration;

use axum::extract::State;
use serde_json::{Value, json};

use super::Json;
use crate::app::App;
use crate::db::{Sql, migrate};
use crate::error::{Error, Result};

const DATABASE_PATIENCE: Duration = Duration::from_secs(2);

/// 200 as long as the program runs.
#[utoipa::path(get, path = "/healthz", tag = "operations", responses((status = 200, description = "Alive")))]
pub(super) async fn healthz() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// 200 when requests can be served; 503 while the program ends, or without a database, or one to be migrated.
#[utoipa::path(get, path = "/readyz", tag = "operations",
    responses((status = 200, description = "Ready"), (status = 503, description = "Not now")))]
pub(super) async fn readyz(State(app): State<App>) -> Result<Json<Value>> {
    if app.stop().is_cancelled() {
        return Err(Error::Unavailable("shutting_down"));
    }
    match tokio::time::timeout(DATABASE_PATIENCE, pending(&app)).await {
        Ok(Ok(0)) => Ok(Json(json!({"status": "ready"}))),
        Ok(Ok(_)) => Err(Error::Unavailable("migrations_pending")),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            Err(Error::Unavailable("database_unavailable"))
        }
        Err(_) => Err(Error::Unavailable("database_unavailable")),
    }
}

/// How many migrations the database has not seen.
async fn pending(app: &App) -> Result<usize> {
    app.db().read().number("SELECT 1", vec![]).await?;
    Ok(migrate::pending(app.db(), &app.migrations()).await?.len())
}
