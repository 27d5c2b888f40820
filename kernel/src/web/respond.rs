//! The only table from errors to HTTP statuses, and the one shape of every refusal:
//! `{"success": false, "code", "message", "detail", "errors": {field: [sentence]}}`.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::{Error, Refusal};
use crate::i18n::{L10n, Lang};

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

/// `{"success": true, "message": …}`.
pub fn message(l10n: &L10n, lang: Lang, key: &str) -> Json<Value> {
    Json(json!({"success": true, "message": l10n.text(lang, key)}))
}

pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
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
    let Some(error) = response.extensions_mut().remove::<Arc<Error>>() else { return response };
    if let Error::Internal(what) = error.as_ref() {
        tracing::error!(request_id, what, "internal error");
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::CONTENT_LENGTH);
    if matches!(*error, Error::Unauthenticated(_)) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let retry = match *error {
        Error::TooMany { retry_after_seconds, .. } => Some(retry_after_seconds.max(1)),
        Error::Unavailable(_) => Some(1),
        _ => None,
    };
    if let Some(seconds) = retry {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    *response.body_mut() = Body::from(serde_json::to_vec(&body(l10n, lang, &error)).unwrap_or_default());
    response
}

/// The refusal as a client reads it.
pub fn body(l10n: &L10n, lang: Lang, error: &Error) -> Value {
    let refusal = match error {
        Error::Unauthenticated(r) | Error::Forbidden(r) | Error::Refused(r) | Error::Conflict(r) => r.clone(),
        Error::TooLarge { limit_bytes } => Refusal::new("too_large").arg("kilobytes", limit_bytes / 1024),
        Error::UnsupportedMedia { expected } => Refusal::new("unsupported_media_type").arg("expected", expected),
        Error::TooMany { code, retry_after_seconds } => Refusal::new(code).arg("seconds", retry_after_seconds),
        other => Refusal::new(other.code()),
    };
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
