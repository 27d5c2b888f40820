//! Reading what a request or a form says: fields that are absent stay, unless the whole row is meant.

use chrono::NaiveDate;
use chrono_tz::Tz;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, PageQuery};
use preau_kernel::web::Fields;
use preau_kernel::web::body::parse_date;
pub(crate) use preau_kernel::web::version::row_version as version;
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

/// `from` and `to` of a list: days of the place, which count, or instants.
pub(crate) fn day_range(page: &PageQuery, zone: Tz, column: &str, conditions: &mut Conditions) -> Result<()> {
    for (name, is_from) in [("from", true), ("to", false)] {
        let Some(text) = page.param(name) else { continue };
        let of_day = || {
            let day = wall::day(zone, parse_date(text)?)?;
            Some(Timestamp::from_seconds(if is_from { day.from() } else { day.to() }))
        };
        let (sign, at) = match (of_day(), Timestamp::parse(text)) {
            (Some(at), _) => (if is_from { ">=" } else { "<" }, at),
            (None, Some(at)) => (if is_from { ">=" } else { "<=" }, at),
            (None, None) => return Err(Error::invalid(name, "not_a_date")),
        };
        conditions.add(&format!("{column} {sign} ?"), [at.into()]);
    }
    Ok(())
}
