//! Reading what requests say of people.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, header};
use preau_kernel::i18n::Lang;
use preau_kernel::web::Fields;
pub(crate) use preau_kernel::web::version::row_version as version;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::actions::log_in::Typed;
use crate::actions::person::Change;
use crate::actions::profile::ProfileChange;
use crate::domain::{names, password_rules};
use crate::store::profiles::ProfileKind;

/// How a body is read: PUT gives what was left out its default, PATCH leaves it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Create,
    Put,
    Patch,
}

/// `email` (or `username`), `password` and `otp`. A missing field is 400; an empty password is just a wrong one.
pub(crate) fn credentials(map: Map<String, Value>) -> Result<Typed> {
    let mut fields = Fields::new(map);
    let email = fields.text("email", 254).filter(|text| !text.trim().is_empty());
    let username = fields.text("username", 254).filter(|text| !text.trim().is_empty());
    let password = password(&mut fields, "password");
    let otp = fields.text("otp", 64);
    if email.is_none() && username.is_none() {
        fields.error_if_clean("email", "required");
    }
    fields.finish()?;
    let login = email.or(username).unwrap_or_default();
    Ok(Typed { login, password: password.unwrap_or_default(), otp })
}

/// A password as typed: any characters, at most a little more than the rules allow, so that the rules can say so.
pub(crate) fn password(fields: &mut Fields, name: &str) -> Option<String> {
    let text = fields.text(name, password_rules::MAX_LENGTH * 4);
    if text.is_none() {
        fields.error_if_clean(name, "required");
    }
    text
}

/// A signed token. However long: what cannot be one is refused as a token, not as a field.
pub(crate) fn token(fields: &mut Fields, name: &str) -> String {
    fields.required_text(name, usize::MAX)
}

/// The person part of a body (`user` inside a profile).
pub(crate) fn person(fields: &mut Fields, mode: Mode, with_flags: bool) -> Change {
    let mut change = Change {
        email: optional(fields, "email", 254, |text| names::normalise_email(text).map_err(|e| e.code())),
        username: optional(fields, "username", 150, |text| names::normalise_username(text).map_err(|e| e.code())),
        first_name: name(fields, "first_name", mode),
        last_name: name(fields, "last_name", mode),
        phone: optional(fields, "phone", 32, |text| names::phone(text).map_err(|e| e.code()))
            .map(Option::unwrap_or_default),
        birth_date: fields.date("birth_date"),
        lang: lang(fields),
        modules: fields.ids("modules", 500),
        ..Change::default()
    };
    if with_flags {
        change.is_active = fields.boolean("is_active");
        change.is_staff = fields.boolean("is_staff");
        change.is_superuser = fields.boolean("is_superuser");
    }
    if mode == Mode::Put {
        change.email.get_or_insert(None);
        change.username.get_or_insert(None);
        change.phone.get_or_insert_default();
        change.birth_date.get_or_insert(None);
        change.lang.get_or_insert(None);
        change.modules.get_or_insert_default();
        if with_flags {
            change.is_active.get_or_insert(true);
        }
    }
    let neither =
        change.email.as_ref().is_none_or(Option::is_none) && change.username.as_ref().is_none_or(Option::is_none);
    if mode != Mode::Patch && neither {
        fields.error_if_clean("email", "email_or_username_required");
    }
    change
}

/// A whole profile body.
pub(crate) fn profile(
    map: Map<String, Value>,
    kind: &'static ProfileKind,
    mode: Mode,
    headers: &HeaderMap,
) -> Result<ProfileChange> {
    let mut fields = Fields::new(map);
    let mut change = ProfileChange::default();
    let user = fields.nested("user", |user| {
        let known = if mode == Mode::Create { user.integer("id") } else { None };
        // Attached to a known person, the rest is a partial change of them.
        let inner = if known.is_some() { Mode::Patch } else { mode };
        (known, person(user, inner, false))
    });
    match user {
        Some((known, person)) => (change.known_person, change.person) = (known, person),
        None if mode != Mode::Patch => fields.error_if_clean("user", "required"),
        None => {}
    }
    change.texts = own_texts(&mut fields, kind, mode);
    if kind.has_students {
        change.students = fields.ids("students", 1000);
        if mode == Mode::Put {
            change.students.get_or_insert_default();
        }
    }
    change.version = version(&mut fields, headers);
    fields.finish()?;
    Ok(change)
}

fn own_texts(fields: &mut Fields, kind: &ProfileKind, mode: Mode) -> BTreeMap<&'static str, String> {
    let mut texts = BTreeMap::new();
    for (column, max) in kind.texts {
        match fields.nullable_text(column, *max) {
            Some(text) => drop(texts.insert(*column, text.unwrap_or_default().trim().to_owned())),
            None if mode == Mode::Put => drop(texts.insert(*column, String::new())),
            None => {}
        }
    }
    texts
}

pub(crate) fn required_email(fields: &mut Fields, name: &str) -> String {
    let text = fields.required_text(name, 254);
    if text.is_empty() {
        return text;
    }
    match names::normalise_email(&text) {
        Ok(email) => email,
        Err(problem) => {
            fields.error(name, problem.code());
            String::new()
        }
    }
}

pub(crate) fn required_name(fields: &mut Fields, field: &str) -> String {
    name(fields, field, Mode::Create).unwrap_or_default()
}

fn name(fields: &mut Fields, field: &str, mode: Mode) -> Option<String> {
    let text = match mode {
        Mode::Patch if !fields.has(field) => return None,
        _ => fields.required_text(field, 150),
    };
    if text.is_empty() {
        return None;
    }
    match names::person_name(&text) {
        Ok(name) => Some(name),
        Err(problem) => {
            fields.error(field, problem.code());
            None
        }
    }
}

/// A text that may be emptied: null and `""` both mean none.
fn optional(
    fields: &mut Fields,
    name: &str,
    max: usize,
    parse: impl Fn(&str) -> std::result::Result<String, &'static str>,
) -> Option<Option<String>> {
    match fields.nullable_text(name, max)? {
        None => Some(None),
        Some(text) if text.trim().is_empty() => Some(None),
        Some(text) => match parse(&text) {
            Ok(value) => Some(Some(value)),
            Err(code) => {
                fields.error(name, Refusal::new(code));
                None
            }
        },
    }
}

fn lang(fields: &mut Fields) -> Option<Option<String>> {
    match fields.nullable_text("lang", 10)? {
        None => Some(None),
        Some(text) if text.is_empty() => Some(None),
        Some(text) => match text.parse::<Lang>() {
            Ok(lang) => Some(Some(lang.code().to_owned())),
            Err(()) => {
                fields.error("lang", "unknown_language");
                None
            }
        },
    }
}

/// The one file of a multipart body (field `photo` or `file`, else the first), or the raw body of that type.
pub async fn upload(request: axum::extract::Request, limit: usize, expected: &'static str) -> Result<bytes::Bytes> {
    use axum::extract::{FromRequest, Multipart};
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
        if kind.is_empty() || kind.starts_with("application/json") {
            return Err(Error::UnsupportedMedia { expected });
        }
        return preau_kernel::web::body::read(request, &()).await;
    }
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Error::refused("broken_body"))?;
    loop {
        let field = form.next_field().await.map_err(|e| multipart_error(&e, limit))?;
        let Some(field) = field else { return Err(Error::invalid("file", "required")) };
        if field.file_name().is_some() || matches!(field.name(), Some("photo" | "file")) {
            return field.bytes().await.map_err(|e| multipart_error(&e, limit));
        }
    }
}

fn multipart_error(error: &axum::extract::multipart::MultipartError, limit: usize) -> Error {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge { limit_bytes: limit }
    } else {
        Error::refused("broken_body")
    }
}

// What follows describes bodies in the OpenAPI document.

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
pub(crate) struct Login {
    /// An address or a username.
    #[schema(max_length = 254)]
    pub email: String,
    #[schema(max_length = 512)]
    pub password: String,
    /// A one-time code or a recovery code, where one is demanded.
    #[schema(max_length = 64)]
    pub otp: Option<String>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
pub(crate) struct PersonInput {
    #[schema(max_length = 254)]
    pub email: Option<String>,
    #[schema(max_length = 150)]
    pub username: Option<String>,
    #[schema(max_length = 150)]
    pub first_name: String,
    #[schema(max_length = 150)]
    pub last_name: String,
    #[schema(max_length = 32)]
    pub phone: Option<String>,
    #[schema(format = "date")]
    pub birth_date: Option<String>,
    #[schema(max_length = 10)]
    pub lang: Option<String>,
    pub modules: Option<Vec<i64>>,
    /// At `/api/users/` only, as the next two.
    pub is_active: Option<bool>,
    /// Changed by superusers.
    pub is_staff: Option<bool>,
    pub is_superuser: Option<bool>,
    /// As it was read; 409 when the row has changed since.
    pub row_version: Option<i64>,
}
