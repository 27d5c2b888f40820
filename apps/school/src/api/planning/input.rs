//! Reading what requests say of lessons and series.

use axum::http::HeaderMap;
use preau_calendar::domain::interval::Interval;
use preau_kernel::Refusal;
use preau_kernel::actor::{Actor, Role};
use preau_kernel::clock::Timestamp;
use preau_kernel::web::Fields;

use crate::actions::planning::Values;
use crate::actions::planning::lessons::Patch;
use crate::domain::rule::{self, Rule};
use crate::input::{self, Mode, NAME, required_date, time_of_day};
use crate::store::series;

/// Professors and groups of one lesson.
const MOST: usize = 30;

/// A whole minute between the years that dates have.
fn instant(fields: &mut Fields, name: &str) -> Option<Timestamp> {
    let text = fields.text(name, 40)?;
    let at = Timestamp::parse(&text);
    match at {
        Some(at) if !(1900..2200).contains(&chrono::Datelike::year(&at.utc())) => fields.error(name, "not_an_instant"),
        Some(at) if at.0.rem_euclid(60_000_000) != 0 => fields.error(name, "not_a_whole_minute"),
        Some(at) => return Some(at),
        None => fields.error(name, "not_an_instant"),
    }
    None
}

fn people(fields: &mut Fields, name: &str) -> Option<Vec<i64>> {
    fields.ids(name, MOST)
}

fn own(actor: &Actor) -> Vec<i64> {
    if actor.has_role(Role::Professor) && !actor.is_admin() { vec![actor.user_id] } else { Vec::new() }
}

fn room(fields: &mut Fields) -> Option<Option<i64>> {
    fields.has("room").then(|| fields.integer("room"))
}

pub(super) fn lesson(fields: &mut Fields, actor: &Actor) -> Option<Values> {
    let module = fields.integer("module");
    let title = fields.text("title", NAME).unwrap_or_default().trim().to_owned();
    let (from, to) = (instant(fields, "starts_at"), instant(fields, "ends_at"));
    let room = room(fields).flatten();
    let professors = people(fields, "professors").unwrap_or_else(|| own(actor));
    let groups = people(fields, "groups").unwrap_or_default();
    for (name, is_there) in [
        ("module", module.is_some()),
        ("starts_at", from.is_some()),
        ("ends_at", to.is_some()),
        ("groups", !groups.is_empty()),
    ] {
        if !is_there {
            fields.error_if_clean(name, "required");
        }
    }
    let time = Interval::new(from?.seconds(), to?.seconds());
    if time.is_none() {
        fields.error_if_clean("ends_at", "before_its_start");
    }
    Some(Values { module: module?, title, time: time?, room, professors, groups })
}

pub(super) fn patch(fields: &mut Fields, headers: &HeaderMap) -> Patch {
    let title = fields.has("title").then(|| fields.text("title", NAME).unwrap_or_default().trim().to_owned());
    let module = fields.integer("module");
    let (starts_at, ends_at) = (instant(fields, "starts_at"), instant(fields, "ends_at"));
    let room = room(fields);
    let professors = people(fields, "professors");
    let groups = people(fields, "groups");
    if groups.as_ref().is_some_and(Vec::is_empty) {
        fields.error_if_clean("groups", "required");
    }
    let version = input::version(fields, headers);
    Patch { module, title, starts_at, ends_at, room, professors, groups, reason: None, version }
}

pub(crate) fn series(
    fields: &mut Fields,
    mode: Mode,
    actor: &Actor,
    old: Option<&series::Values>,
) -> Option<series::Values> {
    let old_rule = old.map(|old| old.rule);
    let module = if mode.means(fields, "module") { fields.integer("module") } else { old.map(|old| old.module) };
    let mut title = old.map(|old| old.title.clone()).unwrap_or_default();
    if mode.means(fields, "title") {
        title = fields.text("title", NAME).unwrap_or_default().trim().to_owned();
    }
    let weekday = match mode.means(fields, "weekday") {
        true => fields.integer("weekday").and_then(rule::weekday),
        false => old_rule.map(|rule| rule.weekday),
    };
    let from = time_of_day(fields, mode, "from_time", old_rule.map(|rule| rule.from));
    let to = time_of_day(fields, mode, "to_time", old_rule.map(|rule| rule.to));
    let every = match mode.means(fields, "every_weeks") {
        true => fields.integer("every_weeks").unwrap_or(1),
        false => old_rule.map_or(1, |rule| i64::from(rule.every_weeks)),
    };
    let every = u32::try_from(every).ok().filter(|weeks| (1..=12).contains(weeks));
    let first = required_date(fields, mode, "first_day", old_rule.map(|rule| rule.first));
    let last = required_date(fields, mode, "last_day", old_rule.map(|rule| rule.last));
    let room = if mode.means(fields, "room") { fields.integer("room") } else { old.and_then(|old| old.room) };
    let professors = match mode.means(fields, "professors") {
        true => people(fields, "professors").unwrap_or_else(|| own(actor)),
        false => old.map(|old| old.professors.clone()).unwrap_or_default(),
    };
    let groups = match mode.means(fields, "groups") {
        true => people(fields, "groups").unwrap_or_default(),
        false => old.map(|old| old.groups.clone()).unwrap_or_default(),
    };
    let between = |max: i64| Refusal::new("not_between").arg("min", 1).arg("max", max);
    if weekday.is_none() {
        fields.error_if_clean("weekday", between(7));
    }
    if every.is_none() {
        fields.error_if_clean("every_weeks", between(12));
    }
    for (name, is_there) in [("module", module.is_some()), ("groups", !groups.is_empty())] {
        if !is_there {
            fields.error_if_clean(name, "required");
        }
    }
    let rule = Rule { weekday: weekday?, from: from?, to: to?, every_weeks: every?, first: first?, last: last? };
    if rule.to <= rule.from {
        fields.error_if_clean("to_time", "before_its_start");
    }
    if rule.last < rule.first {
        fields.error_if_clean("last_day", "before_its_start");
    }
    Some(series::Values { module: module?, title, rule, room, professors, groups })
}
