//! Reading what a request or a form says of a day off or of extra hours.

use chrono::NaiveDate;
use preau_calendar::domain::wall::WallTime;
use preau_calendar::domain::weekly::{Exception, ExceptionKind};
use preau_kernel::Refusal;
use preau_kernel::web::Fields;

const REASON: usize = 2000;
const TIME: usize = 5;
const MOST_DAYS: usize = 92;

/// What is wrong is noted.
pub(crate) fn read(fields: &mut Fields) -> Option<Exception> {
    let day: Option<NaiveDate> = fields.date("day").flatten();
    if day.is_none() {
        fields.error_if_clean("day", "required");
    }
    let kind = fields.text("kind", 20).unwrap_or_else(|| "closed".to_owned());
    let reason = fields.text("reason", REASON).unwrap_or_default().trim().to_owned();
    let kind = match kind.as_str() {
        "closed" => Some(ExceptionKind::Closed),
        "closed_part" => times(fields).map(|(from, to)| ExceptionKind::ClosedPart(from, to)),
        "extra" => times(fields).map(|(from, to)| ExceptionKind::Extra(from, to)),
        _ => {
            fields.error("kind", Refusal::new("unknown_exception_kind").arg("known", "closed, closed_part, extra"));
            None
        }
    };
    Some(Exception { date: day?, kind: kind?, reason })
}

/// The days of a period that begins with `first`, both counted; what is wrong is noted.
pub(crate) fn period(fields: &mut Fields, first: NaiveDate) -> Vec<NaiveDate> {
    let last = fields.date("last_day").flatten().unwrap_or(first);
    if last < first {
        fields.error_if_clean("last_day", "day_is_over");
    }
    let dates: Vec<_> = first.iter_days().take_while(|date| *date <= last).take(MOST_DAYS + 1).collect();
    if dates.len() > MOST_DAYS {
        fields.error_if_clean("last_day", Refusal::new("too_many_days").arg("max", MOST_DAYS));
    }
    dates
}

fn times(
    fields: &mut Fields,
) -> Option<(preau_calendar::domain::wall::WallTime, preau_calendar::domain::wall::WallTime)> {
    let (from, to) = (time_of_day(fields, "from_time"), time_of_day(fields, "to_time"));
    for (name, time) in [("from_time", from), ("to_time", to)] {
        if time.is_none() {
            fields.error_if_clean(name, "required");
        }
    }
    let (from, to) = (from?, to?);
    if from >= to {
        fields.error("to_time", "before_from_time");
        return None;
    }
    Some((from, to))
}

/// `09:00`
pub(crate) fn time_of_day(fields: &mut Fields, name: &str) -> Option<WallTime> {
    let text = fields.text(name, TIME)?;
    let time = WallTime::parse(&text);
    if time.is_none() {
        fields.error(name, "wrong_time");
    }
    time
}
