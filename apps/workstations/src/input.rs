//! Reading what a request or a form says: fields that are absent stay, unless the whole row is meant.

use std::net::IpAddr;

use chrono::NaiveDate;
use preau_kernel::web::Fields;
use preau_kernel::web::body::parse_date;
pub(crate) use preau_kernel::web::version::row_version as version;
use preau_kernel::{Error, Refusal, Result};

use crate::domain::status::ADMIN_STATES;
use crate::store::seats::Values;

pub(crate) const NAME: usize = 150;
pub(crate) const TEXT: usize = 2000;
/// Of a plan: the picture of a room is a thousand units wide.
const PLAN: std::ops::RangeInclusive<i64> = 0..=10_000;
/// What can be given at once.
pub(crate) const MOST_MINUTES: i64 = 24 * 60;

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

/// A date of the query, 400 when it is none.
pub(crate) fn query_date(name: &str, text: Option<&str>) -> Result<Option<NaiveDate>> {
    let read = |text| parse_date(text).ok_or_else(|| Error::invalid(name, "not_a_date"));
    text.filter(|text| !text.is_empty()).map(read).transpose()
}

/// A number of minutes that must be there.
pub(crate) fn minutes(fields: &mut Fields) -> i64 {
    match fields.integer("minutes") {
        Some(minutes) if (1..=MOST_MINUTES).contains(&minutes) => minutes,
        Some(_) => {
            fields.error("minutes", Refusal::new("minutes_out_of_range").arg("max", MOST_MINUTES));
            0
        }
        None => {
            fields.error_if_clean("minutes", "required");
            0
        }
    }
}

/// Whose a code is: `visitor`, or with `guest: true` nobody in particular. Where visitors are named, that nobody is meant
/// must be said, so that no name is left out by mistake.
pub(crate) fn whose(fields: &mut Fields, is_named: bool) -> Option<i64> {
    let (visitor, is_guest) = (fields.integer("visitor"), fields.boolean("guest").unwrap_or(false));
    match visitor {
        None if is_named && !is_guest => fields.error_if_clean("visitor", "required"),
        Some(_) if !is_named => fields.error("visitor", "nobody_is_named"),
        Some(_) if is_guest => fields.error("guest", "guest_or_visitor"),
        _ => {}
    }
    visitor
}

/// A workstation. `room` 0: none was named.
pub(crate) fn seat(fields: &mut Fields, mode: Mode, old: Option<Values>) -> Values {
    let is_new = old.is_none();
    let mut values = old.unwrap_or(Values {
        name: String::new(),
        room: 0,
        location: String::new(),
        ip_address: String::new(),
        mac_address: String::new(),
        admin_state: "available".to_owned(),
        position_x: None,
        position_y: None,
        notes: String::new(),
    });
    if mode.means(fields, "name") {
        values.name = fields.required_text("name", NAME).trim().to_owned();
    }
    // A room cannot be taken away: one that is left out stays.
    if let Some(room) = fields.integer("room") {
        values.room = room;
    }
    for (name, most, value) in [("location", NAME, &mut values.location), ("notes", TEXT, &mut values.notes)] {
        if mode.means(fields, name) {
            *value = fields.text(name, most).unwrap_or_default().trim().to_owned();
        }
    }
    if mode.means(fields, "ip_address") {
        values.ip_address = read(fields, "ip_address", "not_an_ip_address", ip_address);
    }
    if mode.means(fields, "mac_address") {
        values.mac_address = read(fields, "mac_address", "not_a_mac_address", mac_address);
    }
    for (name, value) in [("position_x", &mut values.position_x), ("position_y", &mut values.position_y)] {
        if mode.means(fields, name) {
            *value = fields.integer(name);
            if value.is_some_and(|value| !PLAN.contains(&value)) {
                fields.error(name, Refusal::new("outside_plan").arg("max", PLAN.end()));
            }
        }
    }
    state(fields, mode, is_new, &mut values.admin_state);
    values
}

/// `status` is what an operator sets; `admin_state` is the same by its own name.
fn state(fields: &mut Fields, mode: Mode, is_new: bool, value: &mut String) {
    let name = if fields.has("admin_state") { "admin_state" } else { "status" };
    if !fields.has(name) {
        if mode == Mode::Whole || is_new {
            "available".clone_into(value);
        }
        return;
    }
    let Some(text) = fields.text(name, 30) else { return };
    if ADMIN_STATES.contains(&text.as_str()) {
        *value = text;
    } else {
        fields.error(name, Refusal::new("no_state_to_set").arg("known", ADMIN_STATES.join(", ")));
    }
}

/// A text in its one spelling; empty when it is empty.
fn read(fields: &mut Fields, name: &str, problem: &'static str, read: fn(&str) -> Option<String>) -> String {
    let text = fields.text(name, 60).unwrap_or_default();
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    read(text).unwrap_or_else(|| {
        fields.error(name, problem);
        String::new()
    })
}

fn ip_address(text: &str) -> Option<String> {
    text.parse::<IpAddr>().ok().map(|ip| ip.to_string())
}

/// `AA:BB:CC:DD:EE:FF`, from that, from `aa-bb-…` or from twelve digits.
fn mac_address(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-' | '.')).collect();
    let is_right = digits.len() == 12 && digits.chars().all(|c| c.is_ascii_hexdigit());
    let is_grouped = text.len() == 12 || text.len() == 17 || text.len() == 14;
    (is_right && is_grouped).then(|| {
        let upper = digits.to_ascii_uppercase();
        let pairs: Vec<&str> = (0..6).filter_map(|i| upper.get(2 * i..2 * i + 2)).collect();
        pairs.join(":")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mac_address_has_one_spelling() {
        for text in ["aa:bb:cc:dd:ee:0f", "AA-BB-CC-DD-EE-0F", "aabbccddee0f", "aabb.ccdd.ee0f"] {
            assert_eq!(mac_address(text).as_deref(), Some("AA:BB:CC:DD:EE:0F"), "{text}");
        }
        for wrong in ["aa:bb:cc:dd:ee", "gg:bb:cc:dd:ee:0f", "a:abbccddee0f", "aa:bb:cc:dd:ee:0f:00"] {
            assert_eq!(mac_address(wrong), None, "{wrong}");
        }
    }
}
