//! The dates that a repeating rule yields.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};

use super::rule::{End, Every, Rule};

/// Days that are looked at over all rules of a calendar: what it costs is bounded, whatever it says.
#[derive(Debug, Clone, Copy)]
pub struct Budget(pub usize);

/// Dates between two, both counted, of a rule that begins at a wall time. `instant` tells when the clock shows it on a
/// date. False: the budget ended before the rule did.
pub fn dates(
    rule: &Rule,
    start: NaiveDateTime,
    (first, last): (NaiveDate, NaiveDate),
    instant: impl Fn(NaiveDate) -> i64,
    budget: &mut Budget,
) -> (Vec<NaiveDate>, bool) {
    let (begin, time) = (start.date(), start.time());
    let mut found = Vec::new();
    let mut left = if let End::Count(count) = rule.end { count } else { usize::MAX };
    // One that ends by count is counted from its beginning.
    let skipped = if matches!(rule.end, End::Count(_)) { 0 } else { periods_before(rule, begin, first) };
    for number in skipped.. {
        let Some(left_over) = budget.0.checked_sub(days_of(rule)) else {
            budget.0 = 0;
            return (found, false);
        };
        budget.0 = left_over;
        let Some(period) = period(rule, begin, number) else { break };
        if period > last {
            break;
        }
        for date in chosen(rule, begin, period) {
            let is_over = match rule.end {
                End::Wall(until) => date.and_time(time) > until,
                End::Instant(until) => instant(date) > until,
                End::Never | End::Count(_) => left == 0,
            };
            if is_over || date > last {
                return (found, true);
            }
            if date < begin {
                continue;
            }
            left = left.saturating_sub(1);
            if date >= first {
                found.push(date);
            }
        }
    }
    (found, true)
}

/// Whole periods that end before `first`, one less to be sure.
fn periods_before(rule: &Rule, begin: NaiveDate, first: NaiveDate) -> u64 {
    let days = usize::try_from((first - begin).num_days()).unwrap_or(0);
    let periods = days / days_of(rule) / rule.interval as usize;
    periods.saturating_sub(2) as u64
}

/// Of a period, at most.
fn days_of(rule: &Rule) -> usize {
    match rule.every {
        Every::Day => 1,
        Every::Week => 7,
        Every::Month => 31,
        Every::Year => 366,
    }
}

/// The first day of the so-manieth period; `None` beyond the calendar.
fn period(rule: &Rule, begin: NaiveDate, number: u64) -> Option<NaiveDate> {
    let steps = number.checked_mul(u64::from(rule.interval))?;
    match rule.every {
        Every::Day => begin.checked_add_days(Days::new(steps)),
        Every::Week => {
            let into_week = (begin.weekday().days_since(rule.week_starts)).into();
            begin.checked_sub_days(Days::new(into_week))?.checked_add_days(Days::new(steps.checked_mul(7)?))
        }
        Every::Month => begin.with_day(1)?.checked_add_months(Months::new(u32::try_from(steps).ok()?)),
        Every::Year => {
            let year = begin.year().checked_add(i32::try_from(steps).ok()?)?;
            NaiveDate::from_ymd_opt(year, 1, 1)
        }
    }
}

/// The dates of one period, in order.
fn chosen(rule: &Rule, begin: NaiveDate, period: NaiveDate) -> Vec<NaiveDate> {
    let mut dates = match rule.every {
        Every::Day => of_days(rule, [period]),
        Every::Week => {
            let week = (0..7).filter_map(|day| period.checked_add_days(Days::new(day)));
            let plain = rule.days.is_empty();
            of_days(rule, week.filter(|date| !plain || date.weekday() == begin.weekday()))
        }
        Every::Month if rule.months.is_empty() || rule.months.contains(&period.month()) => {
            of_month(rule, begin, period)
        }
        Every::Month => Vec::new(),
        Every::Year => of_year(rule, begin, period),
    };
    dates.sort_unstable();
    dates.dedup();
    if rule.positions.is_empty() {
        return dates;
    }
    let mut picked: Vec<_> = rule.positions.iter().filter_map(|position| nth(&dates, *position)).collect();
    picked.sort_unstable();
    picked.dedup();
    picked
}

fn nth(dates: &[NaiveDate], position: i32) -> Option<NaiveDate> {
    let from_one = usize::try_from(position.unsigned_abs()).ok()?.checked_sub(1)?;
    if position > 0 { dates.get(from_one).copied() } else { dates.iter().rev().nth(from_one).copied() }
}

/// Of these, whatever the rule names; numbers before days of the week mean nothing here.
fn of_days(rule: &Rule, dates: impl IntoIterator<Item = NaiveDate>) -> Vec<NaiveDate> {
    let fits = |date: &NaiveDate| {
        (rule.months.is_empty() || rule.months.contains(&date.month()))
            && (rule.days.is_empty() || rule.days.iter().any(|(_, day)| *day == date.weekday()))
            && (rule.month_days.is_empty() || is_month_day(*date, &rule.month_days))
    };
    dates.into_iter().filter(fits).collect()
}

fn of_month(rule: &Rule, begin: NaiveDate, first: NaiveDate) -> Vec<NaiveDate> {
    let month: Vec<_> = first.iter_days().take_while(|date| date.month() == first.month()).collect();
    if rule.days.is_empty() && rule.month_days.is_empty() {
        return month.into_iter().filter(|date| date.day() == begin.day()).collect();
    }
    within(rule, &month)
}

fn of_year(rule: &Rule, begin: NaiveDate, first: NaiveDate) -> Vec<NaiveDate> {
    let month = |number: u32| first.with_month(number);
    if !rule.months.is_empty() {
        return rule.months.iter().filter_map(|number| month(*number)).flat_map(|m| of_month(rule, begin, m)).collect();
    }
    if !rule.days.is_empty() || !rule.month_days.is_empty() {
        let year: Vec<_> = first.iter_days().take_while(|date| date.year() == first.year()).collect();
        return within(rule, &year);
    }
    NaiveDate::from_ymd_opt(first.year(), begin.month(), begin.day()).into_iter().collect()
}

/// Of the days of a month or year those that are named by their day of the week and of the month.
fn within(rule: &Rule, period: &[NaiveDate]) -> Vec<NaiveDate> {
    let by_day: Vec<NaiveDate> = match &rule.days[..] {
        [] => period.to_vec(),
        days => {
            let of = by_weekday(period);
            days.iter().flat_map(|(ordinal, day)| named(&of[place(*day)], *ordinal)).collect()
        }
    };
    let fits = |date: &NaiveDate| rule.month_days.is_empty() || is_month_day(*date, &rule.month_days);
    by_day.into_iter().filter(fits).collect()
}

/// The Mondays of a period, its Tuesdays and so on: gone through once, however many days a rule names.
fn by_weekday(period: &[NaiveDate]) -> [Vec<NaiveDate>; 7] {
    let mut of: [Vec<NaiveDate>; 7] = Default::default();
    for date in period {
        of[place(date.weekday())].push(*date);
    }
    of
}

fn place(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

fn named(all: &[NaiveDate], ordinal: Option<i32>) -> Vec<NaiveDate> {
    match ordinal {
        Some(ordinal) => nth(all, ordinal).into_iter().collect(),
        None => all.to_vec(),
    }
}

/// Negative ones count from the end of the month.
fn is_month_day(date: NaiveDate, days: &[i32]) -> bool {
    let number = |n: u32| i32::try_from(n).unwrap_or_default();
    let length = number(u32::from(date.num_days_in_month()));
    days.iter().any(|day| *day == number(date.day()) || *day == number(date.day()) - length - 1)
}
