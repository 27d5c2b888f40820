//! Reading what requests say of days and instants.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::PageQuery;
use preau_kernel::place::Place;
use preau_kernel::web::Fields;
use preau_kernel::web::body::parse_date;
use preau_kernel::{App, Error, Refusal, Result};

use crate::input::query_date;
use crate::permissions::Reach;
use crate::store::absences::asked::Asked;
use crate::store::absences::scope;

/// Of statistics.
const MOST_DAYS: i64 = 400;
/// Unless it is asked for.
const DAYS: u64 = 30;
/// 1900 to 2199, as of days.
const INSTANTS: std::ops::Range<i64> = -2_208_988_800..7_258_118_400;

/// Which end of a day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

/// An instant, or the beginning or end of a day of the place.
pub(super) fn instant(zone: Tz, text: &str, end: End) -> Option<Timestamp> {
    if let Some(date) = parse_date(text) {
        let day = wall::day(zone, date)?;
        return Some(Timestamp::from_seconds(if end == End::First { day.from() } else { day.to() }));
    }
    Timestamp::parse(text).filter(|at| INSTANTS.contains(&at.seconds()))
}

/// A field that must be there; what is wrong is noted.
pub(super) fn instant_field(fields: &mut Fields, zone: Tz, name: &str, end: End) -> Option<Timestamp> {
    let Some(text) = fields.text(name, 40) else {
        fields.error_if_clean(name, "required");
        return None;
    };
    let read = instant(zone, &text, end);
    if read.is_none() {
        fields.error(name, "not_an_instant");
    }
    read
}

/// A bound of a list, 400 when it is none.
pub(super) fn bound(page: &PageQuery, zone: Tz, name: &str, end: End) -> Result<Option<Timestamp>> {
    let read = |text| instant(zone, text, end).ok_or_else(|| Error::invalid(name, "not_an_instant"));
    page.param(name).map(read).transpose()
}

/// The period and what it is narrowed to; 404 for what lies outside the asker's reach.
pub(super) async fn asked(app: &App, page: &PageQuery, reach: Reach) -> Result<Asked> {
    let zone = Place::load(app).await?.zone;
    let today = wall::date_of(zone, app.now().seconds());
    let to = query_date("to", page.param("to"))?.unwrap_or(today);
    let before = to.checked_sub_days(Days::new(DAYS)).unwrap_or(to);
    let from = query_date("from", page.param("from"))?.unwrap_or(before);
    check_period(from, to)?;
    let mut asked = Asked::new(from, to);
    (asked.module, asked.group) = (page.number("module")?, page.number("group")?);
    (asked.student, asked.professor) = (page.number("student")?, page.number("professor")?);
    let weekday = |number: i64| u32::try_from(number).ok().filter(|number| (1..=7).contains(number));
    let out = || Error::invalid("weekday", Refusal::new("not_between").arg("min", 1).arg("max", 7));
    asked.weekday = page.number("weekday")?.map(|number| weekday(number).ok_or_else(out)).transpose()?;
    let conn = app.db().read();
    if let Some(module) = asked.module {
        scope::module(conn, reach, module).await?;
    }
    if let Some(group) = asked.group {
        scope::group(conn, reach, group).await?;
    }
    if let Some(student) = asked.student {
        scope::student(conn, reach, student).await?;
    }
    if let Some(professor) = asked.professor {
        scope::professor(conn, reach, professor).await?;
    }
    Ok(asked)
}

fn check_period(from: NaiveDate, to: NaiveDate) -> Result<()> {
    if to < from {
        return Err(Error::invalid("to", "before_from"));
    }
    if (to - from).num_days() > MOST_DAYS {
        return Err(Error::invalid("to", Refusal::new("period_too_long").arg("days", MOST_DAYS)));
    }
    Ok(())
}
