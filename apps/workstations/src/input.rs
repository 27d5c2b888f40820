//! Reading what a request or a form says: fields that are absent stay, unless the whole row is meant.

use axum::http::{HeaderMap, header};
use chrono::NaiveDate;
use preau_calendar::domain::wall::WallTime;
use preau_kernel::web::Fields;
use preau_kernel::web::body::parse_date;
use preau_kernel::{Error, Result};

pub(crate) const NAME: usize = 150;
pub(crate) const TEXT: usize = 2000;

/// Whether a body describes the whole row (POST, PUT) or a part of it (PATCH).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Whole,
    Part,
}

impl Mode {
    pub(crate) fn means(self, fields: &Fields, name: &str) -> bool {
        self == Self::Whole || fields.has(name)
    }
}

/// `row_version` of the body, or `If-Match`; a tag that is none of ours matches no row.
pub(crate) fn version(fields: &mut Fields, headers: &HeaderMap) -> Option<i64> {
    const NO_VERSION: i64 = 0;
    let tag = || Some(headers.get(header::IF_MATCH)?.to_str().unwrap_or_default().trim()).filter(|tag| *tag != "*");
    fields.integer("row_version").or_else(|| tag().map(|tag| tag.trim_matches('"').parse().unwrap_or(NO_VERSION)))
}

/// What was read once nothing was wrong.
pub(crate) fn finished<T>(fields: Fields, read: Option<T>) -> Result<T> {
    fields.finish()?;
    read.ok_or_else(|| Error::internal("nothing was read"))
}

pub(crate) fn required_text(fields: &mut Fields, mode: Mode, name: &str, value: &mut String) {
    if mode.means(fields, name) {
        *value = fields.required_text(name, NAME).trim().to_owned();
    }
}

/// A date that must be there.
pub(crate) fn required_date(fields: &mut Fields, mode: Mode, name: &str, old: Option<NaiveDate>) -> Option<NaiveDate> {
    let date = if mode.means(fields, name) { fields.date(name).flatten() } else { old };
    if date.is_none() {
        fields.error_if_clean(name, "required");
    }
    date
}

pub(crate) fn optional_date(fields: &mut Fields, mode: Mode, name: &str, old: Option<NaiveDate>) -> Option<NaiveDate> {
    if mode.means(fields, name) { fields.date(name).flatten() } else { old }
}

/// `09:00`; what is none is noted.
pub(crate) fn time_of_day(fields: &mut Fields, mode: Mode, name: &str, old: Option<WallTime>) -> Option<WallTime> {
    if !mode.means(fields, name) {
        return old;
    }
    match fields.text(name, 5) {
        Some(text) => {
            let time = WallTime::parse(&text);
            if time.is_none() {
                fields.error(name, "no_time_of_day");
            }
            time
        }
        None => {
            fields.error_if_clean(name, "required");
            None
        }
    }
}

/// A date of the query, 400 when it is none.
pub(crate) fn query_date(name: &str, text: Option<&str>) -> Result<Option<NaiveDate>> {
    let read = |text| parse_date(text).ok_or_else(|| Error::invalid(name, "not_a_date"));
    text.filter(|text| !text.is_empty()).map(read).transpose()
}
