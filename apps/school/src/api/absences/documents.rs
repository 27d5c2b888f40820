//! Documents of an absence: brought in a form, read by whoever is entitled to.

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use preau_kernel::audit::{self, Entry};
use preau_kernel::files::{self, Disposition, FileId};
use preau_kernel::web::{Fields, Json, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde_json::Map;

use super::UPLOADS;
use super::bodies::JustificationBody;
use super::shapes::{AbsenceView, View};
use crate::actions::absences::justify::{self as justifying, Brought};
use crate::input::TEXT;
use crate::permissions::{ABSENCES, Reach};
use crate::store::absences::{documents as rows, rows as absences};

/// Multipart: one file or several (PDF, JPEG, PNG, WebP, each of at most 10 MB, known by its content), a reason, or both.
///
/// Permission: `school.absences`, within its reach; until the deadline for students and tutors.
#[utoipa::path(post, path = "/api/absences/{id}/justification/", tag = "School", params(("id" = i64, Path)), request_body(content = JustificationBody, content_type = "multipart/form-data"), responses((status = 200, body = AbsenceView)))]
pub(crate) async fn justify(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    request: Request,
) -> Result<Json<AbsenceView>> {
    absences::get(app.db().read(), Reach::of(&actor, ABSENCES)?, id).await?;
    let (mut fields, files) = form(request).await?;
    let reason = fields.text("reason", TEXT).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if files.is_empty() && reason.is_none() {
        fields.error_if_clean("file", "required");
    }
    fields.finish()?;
    let now = justifying::justify(&app, &info, &actor, id, Brought { files, reason }).await?;
    Ok(Json(View { actor: &actor, now: app.now() }.absence(now)))
}

/// The texts of a multipart form, and its files by whatever field they came.
async fn form(request: Request) -> Result<(Fields, Vec<(String, Bytes)>)> {
    let expected = "multipart/form-data";
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Error::UnsupportedMedia { expected })?;
    let (mut texts, mut files) = (Map::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            None => {
                let text = part.text().await.map_err(|error| broken(&error))?;
                texts.insert(field, text.into());
            }
            Some(name) => {
                let bytes = part.bytes().await.map_err(|error| broken(&error))?;
                if !(name.is_empty() && bytes.is_empty()) {
                    files.push((name, bytes));
                }
            }
        }
    }
    Ok((Fields::new(texts), files))
}

fn broken(error: &MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit_bytes: UPLOADS },
        _ => Error::refused("broken_body"),
    }
}

/// A PDF is saved, never shown; a picture is one that was drawn here. Whoever opens one and is neither the student nor
/// their tutor stands in the trail.
///
/// Permission: `school.absences`, within its reach.
#[utoipa::path(get, path = "/api/absences/{id}/documents/{document}/", tag = "School", params(("id" = i64, Path), ("document" = i64, Path)), responses((status = 200, content((Vec<u8> = "application/pdf"), (Vec<u8> = "image/jpeg")))))]
pub(crate) async fn get(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path((id, document)): Path<(i64, i64)>,
) -> Result<Response> {
    let conn = app.db().read();
    let absence = absences::get(conn, Reach::of(&actor, ABSENCES)?, id).await?;
    let document = rows::get(conn, absence.id, document).await?;
    let file = FileId::parse(&document.file_id).ok_or(Error::NotFound)?;
    let stored = files::get(&app, &file).await?;
    if crate::actions::absences::decides(&actor).is_ok() {
        let tx = app.db().write_tx().await?;
        let entry = Entry::new("absence_document_read").target("absence", id, "").on_behalf_of(absence.student_id);
        audit::record(&tx, &app, &info, entry.meta("document", document.id)).await?;
        tx.commit().await?;
    }
    let is_picture = document.content_type.starts_with("image/");
    Ok(files::respond(stored, if is_picture { Disposition::Inline } else { Disposition::Attachment }))
}
