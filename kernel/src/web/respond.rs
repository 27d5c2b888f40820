//! The only table from errors to HTTP statuses, and the one shape of every refusal:
//! `{"success": false, "code", "message", "detail", "errors": {field: [sentence]}}`.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::{Error, OUTCOME_UNKNOWN, Refusal};
use crate::i18n::{L10n, Lang};

/// Codes that the kernel itself refuses with; each has its `refusal-…` text. A test holds the list to the sources.
pub const REFUSAL_CODES: &[&str] = &[
    "bad_request",
    "broken_body",
    "broken_json",
    "csrf_failed",
    "database_unavailable",
    "forbidden",
    "host_not_allowed",
    "idempotency_key_reused",
    "internal",
    "invalid",
    "method_not_allowed",
    "migrations_pending",
    "not_an_object",
    "not_authenticated",
    "not_found",
    "otp_setup_required",
    "outcome_unknown",
    "password_change_required",
    "reference_gone",
    "request_already_done",
    "request_in_progress",
    "request_outcome_unknown",
    "row_changed",
    "shutting_down",
    "storage_failing",
    "storage_full",
    "storage_read_only",
    "timeout",
    "too_large",
    "unavailable",
    "unsupported_media_type",
    "wrong_idempotency_key",
];

/// Codes of single fields; each has its `field-…` text.
pub const FIELD_CODES: &[&str] = &[
    "blank",
    "control_characters",
    "not_a_boolean",
    "not_a_date",
    "not_a_list_of_numbers",
    "not_a_list_of_texts",
    "not_a_number",
    "not_a_text",
    "not_an_instant",
    "not_an_object",
    "required",
    "too_long",
    "too_many_items",
    "too_small",
    "unknown_ordering",
    "wrong_cursor",
    "wrong_value",
];

/// Seconds after which it is worth asking again where somebody has to do something first.
const LOOKED_AFTER: u64 = 30;

/// A JSON answer.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
            Err(error) => Error::from(error).into_response(),
        }
    }
}

/// Put into a response's extensions by a handler whose answer holds a secret (a token, a password): such an answer is
/// never kept for `Idempotency-Key`.
#[derive(Debug, Clone, Copy)]
pub struct Secret;

/// An answer that holds a secret: kept by nobody, neither for `Idempotency-Key` nor by a cache on the way.
pub fn secret(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.extensions_mut().insert(Secret);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `{"success": true, "message": …}`.
pub fn message(l10n: &L10n, lang: Lang, key: &str) -> Json<Value> {
    Json(json!({"success": true, "message": l10n.text(lang, key)}))
}

pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Error::Invalid(_) | Error::Refused(_) => StatusCode::BAD_REQUEST,
        Error::Conflict(_) | Error::Duplicate(_) => StatusCode::CONFLICT,
        Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::UnsupportedMedia { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The language is not known here: the body is written by [`render`], the outer layer.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = status(&self).into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Gives a refusal its body and headers; other answers pass.
pub fn render(l10n: &L10n, lang: Lang, request_id: &str, mut response: Response) -> Response {
    let Some(error) = response.extensions_mut().remove::<Arc<Error>>().or_else(|| foreign(&response)) else {
        return response;
    };
    *response.status_mut() = status(&error);
    note(&error, request_id);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    describe(&error, headers);
    *response.body_mut() = Body::from(serde_json::to_vec(&body(l10n, lang, &error)).unwrap_or_default());
    response
}

/// Logs a defect, once.
pub(super) fn note(error: &Error, request_id: &str) {
    if let Error::Internal(what) = error
        && !what.is_empty()
    {
        tracing::error!(request_id, what, "internal error");
    }
}

/// The headers of a refusal, whatever its body.
pub(super) fn describe(error: &Error, headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::CONTENT_LENGTH);
    if matches!(error, Error::Unauthenticated(_)) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let retry = match error {
        Error::TooMany { retry_after_seconds, .. } => Some((*retry_after_seconds).max(1)),
        // Only somebody who looks after the machine ends these.
        Error::Unavailable("storage_full" | "storage_read_only" | "storage_failing") => Some(LOOKED_AFTER),
        // Nobody may send it again without having looked.
        Error::Unavailable(OUTCOME_UNKNOWN) => None,
        Error::Unavailable(_) => Some(1),
        _ => None,
    };
    if let Some(seconds) = retry {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// A refusal that axum wrote itself (an unknown path, an extractor's rejection): plain text or nothing at all.
pub(super) fn foreign(response: &Response) -> Option<Arc<Error>> {
    let is_text = match response.headers().get(header::CONTENT_TYPE) {
        Some(kind) => kind.as_bytes().starts_with(b"text/plain"),
        None => true,
    };
    let error = match response.status() {
        status if !is_text || status.as_u16() < 400 => return None,
        StatusCode::UNAUTHORIZED => Error::unauthenticated(),
        StatusCode::FORBIDDEN => Error::forbidden(),
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit_bytes: 0 },
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMedia { expected: "application/json" },
        StatusCode::SERVICE_UNAVAILABLE => Error::Unavailable("unavailable"),
        status if status.is_client_error() => Error::refused("bad_request"),
        status => Error::internal(status),
    };
    Some(Arc::new(error))
}

fn refusal_of(error: &Error) -> Refusal {
    match error {
        Error::Unauthenticated(r) | Error::Forbidden(r) | Error::Refused(r) | Error::Conflict(r) => r.clone(),
        Error::TooLarge { limit_bytes } => Refusal::new("too_large").arg("kilobytes", limit_bytes / 1024),
        Error::UnsupportedMedia { expected } => Refusal::new("unsupported_media_type").arg("expected", expected),
        Error::TooMany { code, retry_after_seconds } => Refusal::new(code).arg("seconds", retry_after_seconds),
        other => Refusal::new(other.code()),
    }
}

/// The sentence of a refusal, for a page.
pub fn sentence(l10n: &L10n, lang: Lang, error: &Error) -> String {
    l10n.refusal(lang, "refusal", &refusal_of(error))
}

/// The refusal as a client reads it.
pub fn body(l10n: &L10n, lang: Lang, error: &Error) -> Value {
    let refusal = refusal_of(error);
    let sentence = l10n.refusal(lang, "refusal", &refusal);
    let mut body = Map::new();
    body.insert("success".into(), false.into());
    body.insert("code".into(), refusal.code.into());
    body.insert("message".into(), sentence.clone().into());
    body.insert("detail".into(), sentence.into());
    if let Error::Invalid(errors) = error {
        let errors: Map<String, Value> = errors
            .0
            .iter()
            .map(|(field, problems)| (field.clone(), problems.iter().map(|p| l10n.refusal(lang, "field", p)).collect()))
            .collect();
        body.insert("errors".into(), errors.into());
    }
    body.extend(refusal.extra);
    body.into()
}
