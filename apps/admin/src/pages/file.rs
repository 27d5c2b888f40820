//! `/admin/{entity}/{id}/file/{field}/`: the file or picture of a row, for whoever may see the row.

use axum::http::HeaderMap;
use axum::response::Response;
use preau_kernel::admin::{Entity, FieldKind, Shows, Verb};
use preau_kernel::files::{self, Disposition, FileId};
use preau_kernel::web::Path;
use preau_kernel::{Error, Result};

use crate::forms;
use crate::shell::Shell;

/// What a browser may be told that a file is; anything else is bytes.
const KNOWN: [&str; 6] = ["image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf", "text/plain"];

pub(crate) async fn show(
    shell: Shell,
    Path((name, id, field)): Path<(String, i64, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    if !is_file(entity, &field) {
        return Err(Error::NotFound);
    }
    let row = forms::row(&shell, entity, id, Verb::View).await?;
    let file = FileId::parse(row.text(&field)).ok_or(Error::NotFound)?;
    let mut stored = files::get(shell.app(), &file).await?;
    if let Some(unchanged) = files::unchanged(&headers, &stored) {
        return Ok(unchanged);
    }
    let essence = stored.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !KNOWN.contains(&essence.as_str()) {
        stored.content_type = "application/octet-stream".to_owned();
    }
    let disposition = if essence.starts_with("image/") { Disposition::Inline } else { Disposition::Attachment };
    Ok(files::respond(stored, disposition))
}

fn is_file(entity: &Entity, name: &str) -> bool {
    let of_field = entity.field(name).is_some_and(|field| matches!(field.kind, FieldKind::Attachment { .. }));
    of_field || entity.columns.iter().any(|column| column.name == name && matches!(column.shows, Shows::Image))
}
