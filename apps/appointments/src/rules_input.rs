//! Reading what somebody says of a coach's rules, from a request or a form: fields that are absent stay.

use preau_kernel::place::OpeningHours;
use preau_kernel::web::Fields;
use preau_kernel::{Refusal, Result};
use serde_json::{Map, Value};

use crate::domain::rules::{ACTIVE, HORIZON_DAYS, LEAD, PAUSE, checked};
use crate::store::rules::CoachRules;

const TEXT: usize = 500;

/// The rules and whatever `also` reads (a version); 400 names every wrong field.
pub(crate) fn read<T>(
    mut map: Map<String, Value>,
    base: CoachRules,
    also: impl FnOnce(&mut Fields) -> T,
) -> Result<(CoachRules, T)> {
    let hours = map.remove("hours").filter(|value| !value.is_null());
    let mut fields = Fields::new(map);
    let mut rules = base;
    if let Some(value) = hours {
        let read = serde_json::from_value::<Vec<OpeningHours>>(value).ok().and_then(checked);
        match read {
            Some(hours) => rules.hours = hours,
            None => fields.error("hours", "wrong_opening_hours"),
        }
    }
    number(&mut fields, "pause", &PAUSE, &mut rules.pause);
    number(&mut fields, "horizon_days", &HORIZON_DAYS, &mut rules.horizon_days);
    number(&mut fields, "notice", &LEAD, &mut rules.notice);
    number(&mut fields, "cancel", &LEAD, &mut rules.cancel);
    if fields.has("most_active") {
        rules.most_active = fields.integer("most_active");
        if rules.most_active.is_some_and(|most| !ACTIVE.contains(&most)) {
            fields.error("most_active", between(&ACTIVE));
        }
    }
    if let Some(text) = fields.nullable_text("location", TEXT) {
        rules.location = text.unwrap_or_default().trim().to_owned();
    }
    if let Some(text) = fields.nullable_text("video_url", TEXT) {
        rules.video_url = text.unwrap_or_default().trim().to_owned();
        let is_link = rules.video_url.starts_with("https://") || rules.video_url.starts_with("http://");
        if !rules.video_url.is_empty() && !is_link {
            fields.error("video_url", "not_a_link");
        }
    }
    let read = also(&mut fields);
    fields.finish()?;
    Ok((rules, read))
}

fn number(fields: &mut Fields, name: &str, bounds: &std::ops::RangeInclusive<i64>, value: &mut i64) {
    match fields.integer(name) {
        Some(number) if bounds.contains(&number) => *value = number,
        Some(_) => fields.error(name, between(bounds)),
        None => {}
    }
}

fn between(bounds: &std::ops::RangeInclusive<i64>) -> Refusal {
    Refusal::new("not_between").arg("min", bounds.start()).arg("max", bounds.end())
}
