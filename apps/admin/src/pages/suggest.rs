//! What an autocomplete shows.

use axum::Json;
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::admin::Verb;
use preau_kernel::web::Path;
use serde_json::json;

use crate::rows;
use crate::shell::Shell;

/// `{"results": [{"id": 1, "text": "…"}]}`
pub(crate) async fn suggest(shell: Shell, Path(name): Path<String>) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let question = shell.visit.query("q").unwrap_or_default();
    let found = rows::suggest(&shell, entity, &question).await?;
    let results: Vec<_> = found.into_iter().map(|(id, text)| json!({"id": id, "text": text})).collect();
    Ok(Json(json!({ "results": results })).into_response())
}
