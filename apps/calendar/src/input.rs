//! Reading what a request or a form says of a row: fields that are absent stay, unless the whole row is meant.

use chrono::NaiveDate;
use chrono_tz::Tz;
use preau_kernel::Refusal;
use preau_kernel::web::Fields;
pub(crate) use preau_kernel::web::version::row_version as version;

use crate::store::{closed_days, rooms, sites};

const NAME: usize = 150;
const TEXT: usize = 2000;
/// More people than any room holds.
const MOST_PEOPLE: i64 = 100_000;

/// Whether a body describes the whole row (POST, PUT) or a part of it (PATCH).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Whole,
    Part,
}

pub(crate) fn site(fields: &mut Fields, mode: Mode, mut values: sites::Values) -> sites::Values {
    required(fields, mode, "name", &mut values.name);
    optional(fields, mode, "address", &mut values.address);
    if is_meant(fields, mode, "zone") {
        values.zone = fields.nullable_text("zone", 64).flatten().filter(|name| !name.trim().is_empty());
        if values.zone.as_ref().is_some_and(|name| name.parse::<Tz>().is_err()) {
            fields.error("zone", "unknown_zone");
        }
    }
    values
}

pub(crate) fn room(fields: &mut Fields, mode: Mode, mut values: rooms::Values) -> rooms::Values {
    let defaults = rooms::Values::default();
    if is_meant(fields, mode, "site") {
        values.site = fields.integer("site").unwrap_or_default();
        if values.site == 0 {
            fields.error_if_clean("site", "required");
        }
    }
    required(fields, mode, "name", &mut values.name);
    if is_meant(fields, mode, "kind") {
        values.kind = fields.text("kind", 30).unwrap_or(defaults.kind);
        if !rooms::KINDS.contains(&values.kind.as_str()) {
            fields.error("kind", Refusal::new("unknown_room_kind").arg("known", rooms::KINDS.join(", ")));
        }
    }
    if is_meant(fields, mode, "capacity") {
        values.capacity = fields.integer("capacity");
        if values.capacity.is_some_and(|people| !(0..=MOST_PEOPLE).contains(&people)) {
            fields.error("capacity", Refusal::new("wrong_capacity").arg("max", MOST_PEOPLE));
        }
    }
    optional(fields, mode, "note", &mut values.note);
    if is_meant(fields, mode, "is_active") {
        values.is_active = fields.boolean("is_active").unwrap_or(defaults.is_active);
    }
    values
}

/// Without `last_day` it is one day.
pub(crate) fn closed_day(
    fields: &mut Fields,
    mode: Mode,
    old: Option<closed_days::Values>,
) -> Option<closed_days::Values> {
    let mut site = old.as_ref().and_then(|old| old.site);
    if is_meant(fields, mode, "site") {
        site = fields.integer("site");
    }
    let mut name = old.as_ref().map(|old| old.name.clone()).unwrap_or_default();
    required(fields, mode, "name", &mut name);
    let first = date(fields, mode, "first_day", old.as_ref().map(|old| old.first));
    if first.is_none() {
        fields.error_if_clean("first_day", "required");
    }
    let last = date(fields, mode, "last_day", old.as_ref().map(|old| old.last)).or(first);
    let (first, last) = (first?, last?);
    if last < first {
        fields.error_if_clean("last_day", "before_first_day");
    }
    Some(closed_days::Values { site, first, last, name })
}

fn date(fields: &mut Fields, mode: Mode, name: &str, old: Option<NaiveDate>) -> Option<NaiveDate> {
    if is_meant(fields, mode, name) { fields.date(name).flatten() } else { old }
}

fn is_meant(fields: &Fields, mode: Mode, name: &str) -> bool {
    mode == Mode::Whole || fields.has(name)
}

fn required(fields: &mut Fields, mode: Mode, name: &str, value: &mut String) {
    if is_meant(fields, mode, name) {
        *value = fields.required_text(name, NAME).trim().to_owned();
    }
}

fn optional(fields: &mut Fields, mode: Mode, name: &str, value: &mut String) {
    if is_meant(fields, mode, name) {
        *value = fields.text(name, TEXT).unwrap_or_default().trim().to_owned();
    }
}
