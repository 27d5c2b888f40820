//! Reading what requests and forms say of visitors and what concerns them.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_accounts::actions::person::Change;
use preau_accounts::domain::names::{self, NameProblem};
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::PageQuery;
use preau_kernel::i18n::Lang;
use preau_kernel::web::Fields;
use preau_kernel::web::body::parse_date;
use preau_kernel::{Error, Refusal, Result};

use crate::actions::people::consent::Given;
use crate::domain::people::age;
use crate::domain::people::consent::GivenBy;
use crate::input::{MOST_MINUTES, Mode, NAME, TEXT};
use crate::store::people::{categories, texts, visitors};

/// Characters of a consent text.
const BODY: usize = 20_000;
const VERSION: usize = 40;
const NOTES: usize = 5000;
/// 1900 to 2199, as of days.
const INSTANTS: std::ops::Range<i64> = -2_208_988_800..7_258_118_400;

/// What a visitor's body says of the person. Absent fields of a whole one are emptied.
pub(crate) fn person(fields: &mut Fields, mode: Mode, today: NaiveDate) -> Change {
    let is_whole = mode == Mode::Whole;
    let mut change = Change {
        first_name: name(fields, mode, "first_name"),
        last_name: name(fields, mode, "last_name"),
        email: optional(fields, "email", 254, names::normalise_email),
        phone: optional(fields, "phone", 32, names::phone).map(Option::unwrap_or_default),
        birth_date: fields.date("birth_date"),
        lang: lang(fields),
        ..Change::default()
    };
    if let Some(Some(birth)) = change.birth_date
        && !age::is_possible(birth, today)
    {
        fields.error("birth_date", "no_birth_date");
    }
    if is_whole {
        change.email.get_or_insert(None);
        change.phone.get_or_insert_default();
        change.birth_date.get_or_insert(None);
        change.lang.get_or_insert(None);
    }
    change
}

fn name(fields: &mut Fields, mode: Mode, field: &str) -> Option<String> {
    if !mode.means(fields, field) {
        return None;
    }
    let text = fields.required_text(field, NAME);
    if text.is_empty() {
        return None;
    }
    names::person_name(&text).map_err(|problem| fields.error(field, problem.code())).ok()
}

/// Null and an empty text both mean none.
fn optional(
    fields: &mut Fields,
    field: &str,
    max: usize,
    parse: fn(&str) -> std::result::Result<String, NameProblem>,
) -> Option<Option<String>> {
    match fields.nullable_text(field, max)? {
        Some(text) if !text.trim().is_empty() => {
            parse(&text).map_err(|problem| fields.error(field, problem.code())).ok().map(Some)
        }
        _ => Some(None),
    }
}

fn lang(fields: &mut Fields) -> Option<Option<String>> {
    match fields.nullable_text("lang", 10)? {
        Some(text) if !text.is_empty() => match text.parse::<Lang>() {
            Ok(lang) => Some(Some(lang.code().to_owned())),
            Err(()) => {
                fields.error("lang", "unknown_language");
                None
            }
        },
        _ => Some(None),
    }
}

pub(crate) fn file(fields: &mut Fields, mode: Mode, old: Option<visitors::Values>) -> visitors::Values {
    let mut values = old.unwrap_or(visitors::Values { category: None, notes: String::new() });
    if mode.means(fields, "category") {
        values.category = fields.integer("category");
    }
    if mode.means(fields, "notes") {
        values.notes = fields.text("notes", NOTES).unwrap_or_default().trim().to_owned();
    }
    values
}

/// `given_by`, `guardian_name`, `text_version`.
pub(super) fn consent(fields: &mut Fields) -> Option<Given> {
    let by = fields.required_text("given_by", 20);
    let given_by = GivenBy::parse(&by);
    if given_by.is_none() && !by.is_empty() {
        fields.error("given_by", "wrong_value");
    }
    let guardian_name = fields.text("guardian_name", NAME).unwrap_or_default().trim().to_owned();
    let text_version = fields.text("text_version", VERSION).filter(|text| !text.trim().is_empty());
    Some(Given { given_by: given_by?, guardian_name, text_version })
}

pub(crate) fn category(fields: &mut Fields, mode: Mode, old: Option<categories::Values>) -> categories::Values {
    let mut values = old.unwrap_or_default();
    required(fields, mode, "name", NAME, &mut values.name);
    for (field, minutes) in
        [("minutes_per_day", &mut values.minutes_per_day), ("minutes_per_session", &mut values.minutes_per_session)]
    {
        if mode.means(fields, field) {
            *minutes = fields.integer(field).unwrap_or(0);
            if !(0..=MOST_MINUTES).contains(minutes) {
                fields.error(field, Refusal::new("minutes_out_of_range").arg("max", MOST_MINUTES));
            }
        }
    }
    if mode.means(fields, "is_default") {
        values.is_default = fields.boolean("is_default").unwrap_or(false);
    }
    values
}

pub(crate) fn consent_text(fields: &mut Fields, mode: Mode, old: Option<texts::Values>) -> texts::Values {
    let mut values = old.unwrap_or_default();
    required(fields, mode, "version", VERSION, &mut values.version);
    required(fields, mode, "body_fr", BODY, &mut values.body_fr);
    required(fields, mode, "body_en", BODY, &mut values.body_en);
    values
}

fn required(fields: &mut Fields, mode: Mode, field: &str, max: usize, value: &mut String) {
    if mode.means(fields, field) {
        *value = fields.required_text(field, max).trim().to_owned();
    }
}

/// A text that may be empty.
pub(super) fn text(fields: &mut Fields, field: &str) -> String {
    fields.text(field, TEXT).unwrap_or_default().trim().to_owned()
}

/// An instant of a body.
pub(super) fn instant(fields: &mut Fields, mode: Mode, field: &str, old: Timestamp) -> Timestamp {
    if !mode.means(fields, field) {
        return old;
    }
    let Some(text) = fields.text(field, 40) else {
        fields.error_if_clean(field, "required");
        return old;
    };
    // Whole seconds: the calendar knows nothing finer.
    match Timestamp::parse(&text).filter(|at| INSTANTS.contains(&at.seconds())) {
        Some(at) => Timestamp::from_seconds(at.seconds()),
        None => {
            fields.error(field, "not_an_instant");
            old
        }
    }
}

/// Which end of a day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

/// An instant of the query, or the beginning or end of a day of the place.
pub(super) fn moment(page: &PageQuery, name: &str, zone: Tz, end: End) -> Result<Option<Timestamp>> {
    let Some(text) = page.param(name) else { return Ok(None) };
    let wrong = || Error::invalid(name, "not_an_instant");
    if let Some(date) = parse_date(text) {
        // A day that the clocks skipped has the next one's hours.
        let next = || date.checked_add_days(Days::new(1)).and_then(|next| wall::day(zone, next));
        let day = wall::day(zone, date).or_else(next).ok_or_else(wrong)?;
        return Ok(Some(Timestamp::from_seconds(if end == End::First { day.from() } else { day.to() })));
    }
    let at = Timestamp::parse(text).filter(|at| INSTANTS.contains(&at.seconds()));
    at.map(Some).ok_or_else(wrong)
}

pub(super) fn query_date(page: &PageQuery, name: &str) -> Result<Option<NaiveDate>> {
    crate::input::query_date(name, page.param(name))
}
