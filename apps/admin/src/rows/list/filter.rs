//! One filter: its parameters, and the condition that a value of it becomes. Days are those of the place's wall.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use preau_kernel::Refusal;
use preau_kernel::admin::{Filter, FilterKind};
use preau_kernel::clock::Timestamp;
use sea_orm::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Is,
    From,
    To,
}

/// What a value of a filter means.
pub(super) enum Meaning {
    Condition(String, Vec<Value>),
    /// Not an id: the beginning of a name, for which rows are suggested.
    Question,
}

/// The parameters of a filter: itself, or the two ends of its range.
pub(crate) fn params_of(filter: &Filter) -> Vec<(String, Bound)> {
    match filter.kind {
        FilterKind::Days | FilterKind::Dates | FilterKind::Numbers => {
            vec![(format!("{}_from", filter.name), Bound::From), (format!("{}_to", filter.name), Bound::To)]
        }
        _ => vec![(filter.name.to_owned(), Bound::Is)],
    }
}

pub(super) fn meaning(filter: &Filter, bound: Bound, text: &str, zone: Tz) -> Result<Meaning, Refusal> {
    let sql = filter.sql;
    let is = |value: Value| Meaning::Condition(format!("{sql} = ?"), vec![value]);
    let whole = |value: Value| Meaning::Condition(sql.to_owned(), vec![value; sql.matches('?').count()]);
    Ok(match filter.kind {
        FilterKind::Choices(choices) => is(choice(choices, text)?),
        FilterKind::Listed(_) => is(text.into()),
        FilterKind::ChoicesWithin(choices) => whole(choice(choices, text)?),
        FilterKind::Each(choices) => {
            let found = choices.iter().find(|(choice, _)| *choice == text).ok_or(Refusal::new("wrong_value"))?;
            Meaning::Condition(found.1.to_owned(), Vec::new())
        }
        FilterKind::Flag => is(flag(text)?.into()),
        FilterKind::Relation(_) | FilterKind::Within(_) => match text.parse::<i64>() {
            Err(_) => Meaning::Question,
            Ok(id) if matches!(filter.kind, FilterKind::Relation(_)) => is(id.into()),
            Ok(id) => whole(id.into()),
        },
        FilterKind::Numbers => {
            let number: i64 = text.parse().map_err(|_| Refusal::new("not_a_number"))?;
            range(sql, bound, number.into())
        }
        FilterKind::Dates => range(sql, bound, day(text)?.to_string().into()),
        FilterKind::Days => {
            let day = day(text)?;
            match bound {
                // The last day counts.
                Bound::To => {
                    let end = start_of_day(zone, day + Days::new(1));
                    Meaning::Condition(format!("{sql} < ?"), vec![end.into()])
                }
                _ => range(sql, bound, start_of_day(zone, day).into()),
            }
        }
    })
}

/// A day of four-figure years.
pub(super) fn day(text: &str) -> Result<NaiveDate, Refusal> {
    let wrong = || Refusal::new("not_a_date");
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date: NaiveDate = Some(text).filter(|_| is_plain).ok_or_else(wrong)?.parse().map_err(|_| wrong())?;
    Ok(date)
}

/// The first instant of a day on the wall: midnight, or what follows where there is none.
pub(super) fn start_of_day(zone: Tz, day: NaiveDate) -> Timestamp {
    let midnight = day.and_time(NaiveTime::MIN);
    let quarters = (0..=26 * 4).map(|n| midnight + TimeDelta::minutes(15 * n));
    let first = quarters.into_iter().find_map(|wall| zone.from_local_datetime(&wall).earliest());
    let utc = first.map_or_else(|| midnight.and_utc(), |at| at.to_utc());
    Timestamp(utc.timestamp_micros())
}

fn range(sql: &str, bound: Bound, value: Value) -> Meaning {
    let sign = match bound {
        Bound::Is => "=",
        Bound::From => ">=",
        Bound::To => "<=",
    };
    Meaning::Condition(format!("{sql} {sign} ?"), vec![value])
}

fn choice(choices: &[&'static str], text: &str) -> Result<Value, Refusal> {
    choices.iter().find(|choice| **choice == text).map(|choice| (*choice).into()).ok_or(Refusal::new("wrong_value"))
}

fn flag(text: &str) -> Result<bool, Refusal> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Refusal::new("not_a_boolean")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(zone: Tz, text: &str) -> i64 {
        let day = day(text).unwrap();
        start_of_day(zone, day + Days::new(1)).since(start_of_day(zone, day)).num_hours()
    }

    #[test]
    fn a_day_has_the_hours_that_the_wall_gives_it() {
        let paris = chrono_tz::Europe::Paris;
        assert_eq!(hours(paris, "2026-03-29"), 23);
        assert_eq!(hours(paris, "2026-10-25"), 25);
        assert_eq!(hours(paris, "2026-11-23"), 24);
        assert_eq!(start_of_day(paris, day("2026-11-23").unwrap()).to_string(), "2026-11-22T23:00:00.000000Z");
    }

    #[test]
    fn a_day_without_midnight_begins_later() {
        // Midnight did not exist in Havana on the last change of its spring, nor that whole day on Samoa.
        assert_eq!(hours(chrono_tz::America::Havana, "2026-03-08"), 23);
        assert_eq!(hours(chrono_tz::Pacific::Apia, "2011-12-30"), 0);
    }

    #[test]
    fn only_plain_days_are_days() {
        for wrong in ["", "2026-11-31", "2026-1-1", "+12026-01-01", "23/11/2026", "2026-11-23T"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
