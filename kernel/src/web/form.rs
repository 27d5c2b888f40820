//! Forms of server-rendered pages: reading one, and knowing that its sender meant to send it.
//!
//! [`FormActor`] is for whoever is logged in by the cookie: the page holds `csrf_token` (from
//! [`super::Visit::csrf_token`]), and the extractor refuses the form without it. [`AnonymousForm`] is for pages that
//! need no login: the page holds `csrf` (from [`super::Visit::form_token`]). Both come last in a handler's arguments.

use std::sync::Arc;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use bytes::Bytes;
use serde_json::{Map, Value};

use super::body::{self, Fields};
use super::{RequestInfo, csrf};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A form as it was sent.
#[derive(Debug, Default)]
pub struct Form {
    texts: Vec<(String, String)>,
    files: Vec<Upload>,
}

/// A file of a multipart form; one that was left empty is not there.
#[derive(Debug)]
pub struct Upload {
    pub field: String,
    /// As the browser calls it: never a path to write to.
    pub name: String,
    pub bytes: Bytes,
}

/// Whether the request says that its body is a form.
pub fn is_form(request: &Request) -> bool {
    matches!(essence(request).as_str(), URLENCODED | MULTIPART)
}

impl Form {
    /// 415 for another type, 413 over the limit.
    pub async fn read(request: Request, app: &App) -> Result<Self> {
        match essence(&request).as_str() {
            URLENCODED => {
                let bytes = body::read(request, app).await?;
                let texts = form_urlencoded::parse(&bytes).into_owned().collect();
                Ok(Self { texts, files: Vec::new() })
            }
            MULTIPART => {
                let limit = body::limit(&request);
                let parts = Multipart::from_request(request, app).await.map_err(|_| Error::refused("broken_body"))?;
                read_parts(parts).await.map_err(|error| match error.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit_bytes: limit },
                    _ => Error::refused("broken_body"),
                })
            }
            _ => Err(Error::UnsupportedMedia { expected: URLENCODED }),
        }
    }

    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.texts.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of that name, as boxes and lists send them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.texts.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub fn checked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field)
    }

    /// For the same checks as a JSON body's; a name that came several times is a list of texts.
    pub fn fields(&self) -> Fields {
        let mut map = Map::new();
        for (name, value) in &self.texts {
            let value = Value::from(value.as_str());
            match map.get_mut(name) {
                None => {
                    map.insert(name.clone(), value);
                }
                Some(Value::Array(values)) => values.push(value),
                Some(first) => *first = Value::Array(vec![first.take(), value]),
            }
        }
        Fields::new(map)
    }
}

async fn read_parts(mut parts: Multipart) -> Result<Form, MultipartError> {
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            None => form.texts.push((field, part.text().await?)),
            Some(name) => {
                let bytes = part.bytes().await?;
                if !(name.is_empty() && bytes.is_empty()) {
                    form.files.push(Upload { field, name, bytes });
                }
            }
        }
    }
    Ok(form)
}

fn essence(request: &Request) -> String {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A form with the person who sent it from one of our pages: 401 without a cookie session, 403 without its CSRF token
/// or while the person must first change their password or set up one-time codes.
pub struct FormActor {
    pub actor: Arc<Actor>,
    pub form: Form,
}

/// As [`FormActor`], for the few forms that lift the gate (a new password, logging out).
pub struct GatedFormActor(pub FormActor);

/// A form of a page that needs no login, sent from the browser it was shown in; 403 otherwise.
pub struct AnonymousForm(pub Form);

impl FromRequest<App> for FormActor {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let GatedFormActor(proven) = GatedFormActor::from_request(request, app).await?;
        match proven.actor.gate {
            Some(gate) => Err(Error::Forbidden(gate.refusal())),
            None => Ok(proven),
        }
    }
}

impl FromRequest<App> for GatedFormActor {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let info = info_of(&request)?;
        let session = request.extensions().get::<csrf::CookieSession>().cloned().ok_or_else(Error::unauthenticated)?;
        if !csrf::is_ours(request.headers(), &info) {
            return Err(csrf::refused());
        }
        let form = Form::read(request, app).await?;
        // A script may have sent the token in the header, which the authenticator has checked.
        let in_header = info.actor().is_ok();
        if !in_header && !form.get(csrf::FIELD).is_some_and(|token| session.holds(app.secrets(), token)) {
            return Err(csrf::refused());
        }
        let actor = session.shown().clone();
        info.prove(actor.clone());
        Ok(Self(FormActor { actor, form }))
    }
}

impl FromRequest<App> for AnonymousForm {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let info = info_of(&request)?;
        let headers = request.headers().clone();
        if !csrf::is_ours(&headers, &info) {
            return Err(csrf::refused());
        }
        let form = Form::read(request, app).await?;
        let field = form.get(csrf::ANONYMOUS_FIELD).unwrap_or_default();
        if csrf::form_holds(app.secrets(), &headers, &info, field) { Ok(Self(form)) } else { Err(csrf::refused()) }
    }
}

fn info_of(request: &Request) -> Result<RequestInfo> {
    request.extensions().get::<RequestInfo>().cloned().ok_or_else(|| Error::internal("no RequestInfo layer"))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use serde_json::json;

    use super::*;

    fn request(kind: &str, body: &str) -> Request {
        Request::post("/").header("content-type", kind).body(Body::from(body.to_owned())).unwrap()
    }

    #[test]
    fn a_form_is_known_by_its_type() {
        for kind in [URLENCODED, "Application/X-WWW-Form-Urlencoded; charset=UTF-8", "multipart/form-data; boundary=x"]
        {
            assert!(is_form(&request(kind, "")), "{kind}");
        }
        for kind in ["application/json", "text/plain", ""] {
            assert!(!is_form(&request(kind, "")), "{kind}");
        }
    }

    #[tokio::test]
    async fn a_multipart_form_has_texts_and_files() {
        let part = |head: &str, body: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let body = [
            part("name=\"csrf_token\"", "abc"),
            part("name=\"photo\"; filename=\"é.png\"", "bytes"),
            part("name=\"none\"; filename=\"\"", ""),
            "--x--\r\n".into(),
        ];
        let request = request("multipart/form-data; boundary=x", &body.concat());
        let form = read_parts(Multipart::from_request(request, &()).await.unwrap()).await.unwrap();
        assert_eq!(form.get("csrf_token"), Some("abc"));
        let photo = form.file("photo").unwrap();
        assert_eq!((photo.name.as_str(), photo.bytes.as_ref()), ("é.png", &b"bytes"[..]));
        assert!(form.file("none").is_none());
    }

    #[test]
    fn values_are_read_as_a_body_is() {
        let pairs = [("name", "Ana"), ("ids", "1"), ("ids", "2"), ("ids", "3"), ("empty", "")];
        let texts = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let form = Form { texts, files: Vec::new() };
        let mut fields = form.fields();
        assert_eq!(fields.required_text("name", 10), "Ana");
        assert_eq!(fields.texts("ids", 5), Some(vec!["1".into(), "2".into(), "3".into()]));
        fields.required_text("empty", 10);
        assert_eq!(json!(fields.into_errors().0.keys().collect::<Vec<_>>()), json!(["empty"]));
        assert!(form.checked("empty") && !form.checked("other"));
        assert_eq!(form.all("ids").count(), 3);
    }
}
