//! The bar of years, months and days.

use chrono::{Datelike, Days, Months, NaiveDate};
use preau_kernel::admin::Entity;
use preau_kernel::clock::Timestamp;

use super::Link;
use crate::rows::list::{Asked, Drill};
use crate::shell::Shell;
use crate::show;

/// Years that are shown, the last ones.
const YEARS: i32 = 40;

pub(crate) struct DrillBar {
    /// The way back, widest first.
    pub(crate) back: Vec<Link>,
    pub(crate) parts: Vec<Link>,
}

impl DrillBar {
    /// `None` when there is nothing to choose from.
    pub(super) fn of(shell: &Shell, entity: &Entity, asked: &Asked, span: (Timestamp, Timestamp)) -> Option<Self> {
        entity.drill?;
        let zone = shell.visit.place().zone;
        let day = |at: Timestamp| at.utc().with_timezone(&zone).date_naive();
        let (first, last) = (day(span.0), day(span.1));
        let link = |drill: Drill, text: String| Link {
            text,
            href: asked.with("drill", Some(&drill.text())),
            is_here: asked.drill == Some(drill),
        };
        let all = Link { text: shell.text("admin-list-all-dates"), href: asked.with("drill", None), is_here: false };
        let year = |year: i32| link(Drill::Year(year), year.to_string());
        let month = |year: i32, month: u32| link(Drill::Month(year, month), month_name(shell, year, month));
        let (back, parts) = match asked.drill {
            None if first.year() == last.year() => (Vec::new(), months(first.year(), first, last, month)),
            None => {
                let from = first.year().max(last.year().saturating_sub(YEARS - 1));
                (Vec::new(), (from..=last.year()).map(year).collect())
            }
            Some(Drill::Year(at)) => (vec![all, year(at)], months(at, first, last, month)),
            Some(Drill::Month(at, in_year)) => {
                let days = days(at, in_year, first, last).map(|day| link(Drill::Day(day), day.day().to_string()));
                (vec![all, year(at), month(at, in_year)], days.collect())
            }
            Some(Drill::Day(day)) => {
                let text = show::date(shell.visit.lang(), &day.to_string());
                let back = vec![all, year(day.year()), month(day.year(), day.month()), link(Drill::Day(day), text)];
                (back, Vec::new())
            }
        };
        Some(Self { back, parts }).filter(|bar| bar.parts.len() > 1 || !bar.back.is_empty())
    }
}

/// The months of a year in which there may be something.
fn months(year: i32, first: NaiveDate, last: NaiveDate, link: impl Fn(i32, u32) -> Link) -> Vec<Link> {
    let reaches = |month: u32| {
        let begin = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
        begin <= last && begin + Months::new(1) > first
    };
    (1..=12).filter(|month| reaches(*month)).map(|month| link(year, month)).collect()
}

fn days(year: i32, month: u32, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let (begin, next) = Drill::Month(year, month).days();
    let days = std::iter::successors(Some(begin), |day| day.checked_add_days(Days::new(1)));
    days.take_while(move |day| *day < next).filter(move |day| first <= *day && *day <= last)
}

/// `novembre 2026`
fn month_name(shell: &Shell, year: i32, month: u32) -> String {
    shell.with("admin-list-month", &[("month", &month.to_string()), ("year", &year.to_string())])
}
