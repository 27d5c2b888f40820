//! Reading what requests say of times.

use chrono::NaiveDate;
use preau_kernel::web::Fields;
use preau_kernel::web::body::parse_date;
pub(super) use preau_kernel::web::version::{if_match, row_version as version};
use preau_kernel::{Error, Result};

use crate::actions::book::Booking;
use crate::exceptions_input::time_of_day;

pub(super) const TEXT: usize = 2000;

/// `date` and `start`; what is wrong is noted.
pub(super) fn start(fields: &mut Fields) -> Option<crate::Start> {
    let date = fields.date("date").flatten();
    if date.is_none() {
        fields.error_if_clean("date", "required");
    }
    let time = time_of_day(fields, "start");
    if time.is_none() {
        fields.error_if_clean("start", "required");
    }
    Some(crate::Start { date: date?, time: time? })
}

pub(super) fn booking(fields: &mut Fields) -> Option<Booking> {
    let start = start(fields);
    let (coach, service) = (fields.integer("coach"), fields.integer("service"));
    let message = fields.text("message", TEXT).unwrap_or_default().trim().to_owned();
    let (hold, client) = (fields.integer("hold"), fields.integer("client"));
    Some(Booking { start: start?, coach, service, message, hold, client })
}

/// What was read once nothing was wrong.
pub(super) fn finished<T>(fields: Fields, read: Option<T>) -> Result<T> {
    fields.finish()?;
    read.ok_or_else(|| Error::internal("nothing was read"))
}

/// A date of the query, 400 when it is none.
pub(super) fn date(name: &str, text: Option<&str>) -> Result<Option<NaiveDate>> {
    let read = |text| parse_date(text).ok_or_else(|| Error::invalid(name, "not_a_date"));
    text.filter(|text| !text.is_empty()).map(read).transpose()
}
