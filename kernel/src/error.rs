//! The one error of every action, and the one shape of every refusal.
//!
//! An app returns [`Error`]; `web::respond` holds the only table from these variants to HTTP statuses, and the
//! texts stand in `locales/` under `refusal-<code>` and `field-<code>`. Internals are logged once and never shown.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::db::absence::absence;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The refusal of a write that the database may have kept or not: it was lost at the very moment of the commit.
pub(crate) const OUTCOME_UNKNOWN: &str = "outcome_unknown";

/// A stable code with the values its sentence mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
    /// Members added to the body beside the fixed ones (`clashes`, `alternatives`…).
    pub extra: Map<String, Value>,
}

impl Refusal {
    pub fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new(), extra: Map::new() }
    }

    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub fn extra(mut self, name: &str, value: Value) -> Self {
        self.extra.insert(name.to_owned(), value);
        self
    }
}

impl From<&'static str> for Refusal {
    fn from(code: &'static str) -> Self {
        Self::new(code)
    }
}

/// What is wrong with each field of an input; nested fields are `user.email`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub BTreeMap<String, Vec<Refusal>>);

impl FieldErrors {
    pub fn one(field: &str, problem: impl Into<Refusal>) -> Self {
        let mut errors = Self::default();
        errors.add(field, problem);
        errors
    }

    pub fn add(&mut self, field: &str, problem: impl Into<Refusal>) {
        self.0.entry(field.to_owned()).or_default().push(problem.into());
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing was added.
    pub fn finish(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 401: nobody, or a credential that is not (or no longer) good.
    #[error("unauthenticated: {0:?}")]
    Unauthenticated(Refusal),
    /// 403: somebody whose rights do not reach.
    #[error("forbidden: {0:?}")]
    Forbidden(Refusal),
    /// 404: nothing there, or nothing within the asker's scope.
    #[error("not found")]
    NotFound,
    /// 405: the path is there, the method is not (`Allow` names those that are).
    #[error("method not allowed")]
    MethodNotAllowed,
    /// 400 with `errors` by field.
    #[error("invalid input: {0:?}")]
    Invalid(FieldErrors),
    /// 400 with a code of its own.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// 409: at odds with the present state.
    #[error("conflict: {0:?}")]
    Conflict(Refusal),
    /// 409 unless the caller knows the field (see [`Error::on_duplicate`]): a unique index refused the row. Holds what
    /// the engine says of the index.
    #[error("duplicate: {0}")]
    Duplicate(String),
    /// 413.
    #[error("too large")]
    TooLarge { limit_bytes: usize },
    /// 415.
    #[error("unsupported media type")]
    UnsupportedMedia { expected: &'static str },
    /// 429 with `Retry-After` in seconds.
    #[error("too many: {code}")]
    TooMany { code: &'static str, retry_after_seconds: u64 },
    /// 503: for now (a full queue, a database that is starting, a full disk).
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    /// 500: a defect or a broken machine, never something that a client sent. Empty: it was logged already.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    pub fn invalid(field: &str, problem: impl Into<Refusal>) -> Self {
        Self::Invalid(FieldErrors::one(field, problem))
    }

    pub fn refused(code: impl Into<Refusal>) -> Self {
        Self::Refused(code.into())
    }

    pub fn conflict(code: impl Into<Refusal>) -> Self {
        Self::Conflict(code.into())
    }

    pub fn forbidden() -> Self {
        Self::Forbidden(Refusal::new("forbidden"))
    }

    pub fn unauthenticated() -> Self {
        Self::Unauthenticated(Refusal::new("not_authenticated"))
    }

    pub fn internal(what: impl ToString) -> Self {
        Self::Internal(what.to_string())
    }

    /// Turns a refusal by a unique index into invalid input. `known` pairs `table.column` with the field to name; the
    /// index is called `table_column`. So two people who take an address at the same instant both get an answer.
    #[must_use]
    pub fn on_duplicate(self, known: &[(&str, &str)]) -> Self {
        let Self::Duplicate(what) = &self else { return self };
        match known.iter().find(|(column, _)| what.contains(column) || what.contains(&column.replace('.', "_"))) {
            Some((_, field)) => Self::invalid(field, "in_use"),
            None => self,
        }
    }

    /// Says `other` where nothing was found, and nothing else: a database that is away does not show that nothing is there.
    #[must_use]
    pub fn if_not_found(self, other: impl FnOnce() -> Self) -> Self {
        if matches!(self, Self::NotFound) { other() } else { self }
    }

    /// The stable code that the body carries.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated(r) | Self::Forbidden(r) | Self::Refused(r) | Self::Conflict(r) => r.code,
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Invalid(_) => "invalid",
            Self::Duplicate(_) => "duplicate",
            Self::TooLarge { .. } => "too_large",
            Self::UnsupportedMedia { .. } => "unsupported_media_type",
            Self::TooMany { code, .. } | Self::Unavailable(code) => code,
            Self::Internal(_) => "internal",
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(what)) => Self::Duplicate(what),
            Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_)) => Self::conflict("reference_gone"),
            _ => match absence(&error) {
                Some(absence) => {
                    absence.log(&error);
                    Self::Unavailable(absence.code())
                }
                None => Self::Internal(format!("database: {error}")),
            },
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Internal(format!("database: {error}"))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("json: {error}"))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(format!("io: {error}"))
    }
}
