//! When an outside calendar says that somebody is busy.

mod event;
mod zone;

use std::collections::HashSet;

use chrono_tz::Tz;

use self::event::Draft;
use super::super::interval::{Interval, union};
use super::super::wall;
use super::line::{Line, lines};
use super::recur::{self, Budget};

/// Bytes of a feed that are read.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
const MAX_EVENTS: usize = 20_000;
/// Times that one event may yield within a range, and all of them.
const MAX_TIMES: usize = 50_000;
/// Days of repeating rules that are looked at: some tenths of a second.
const MAX_DAYS: usize = 4_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedProblem {
    #[error("the feed is larger than {MAX_BYTES} bytes")]
    TooLarge,
    #[error("this is no calendar")]
    NoCalendar,
    #[error("the feed holds more than can be read")]
    TooMany,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Busy {
    /// Within the range: sorted, none touching another.
    pub times: Vec<Interval>,
    /// Events that could not be read whole: without a time, with a rule that is not understood (its first time counts).
    pub unread: usize,
}

/// Busy times of a calendar within a range. Times without a zone, or in one that nobody knows, are meant in `zone`.
pub fn busy(feed: &[u8], zone: Tz, range: Interval) -> Result<Busy, FeedProblem> {
    busy_but(feed, zone, range, |_| false)
}

/// As [`busy`], without the events whose UID is known: what we have sent there ourselves comes back with it.
pub fn busy_but(feed: &[u8], zone: Tz, range: Interval, is_known: impl Fn(&str) -> bool) -> Result<Busy, FeedProblem> {
    if feed.len() > MAX_BYTES {
        return Err(FeedProblem::TooLarge);
    }
    let text = String::from_utf8_lossy(feed);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(FeedProblem::NoCalendar);
    }
    let (drafts, periods) = read(text, zone)?;
    let moved = moved(&drafts);
    let mut budget = Budget(MAX_DAYS);
    let mut busy = Busy { times: periods.iter().filter_map(|time| time.common(range)).collect(), unread: 0 };
    for draft in drafts.iter().filter(|draft| !is_known(draft.uid.trim())) {
        let is_whole = times(draft, range, &moved, &mut budget, &mut busy.times);
        busy.unread += usize::from(!is_whole);
        if budget.0 == 0 {
            return Err(FeedProblem::TooMany);
        }
        if busy.times.len() > MAX_TIMES {
            busy.times = union(busy.times);
            if busy.times.len() > MAX_TIMES / 2 {
                return Err(FeedProblem::TooMany);
            }
        }
    }
    busy.times = union(busy.times);
    Ok(busy)
}

/// The events of the calendar, and the periods of its VFREEBUSY parts.
fn read(text: &str, zone: Tz) -> Result<(Vec<Draft>, Vec<Interval>), FeedProblem> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut periods = Vec::new();
    let mut inside: Vec<String> = Vec::new();
    for line in lines(text) {
        if line.is("BEGIN") {
            inside.push(line.value.trim().to_ascii_uppercase());
            if inside.len() > 8 || drafts.len() >= MAX_EVENTS {
                return Err(FeedProblem::TooMany);
            }
            if inside.last().is_some_and(|name| name == "VEVENT") {
                drafts.push(Draft::new(zone));
            }
        } else if line.is("END") {
            inside.pop();
        } else {
            match (inside.last().map(String::as_str), drafts.last_mut()) {
                (Some("VEVENT"), Some(draft)) => draft.take(&line),
                (Some("VFREEBUSY"), _) if line.is("FREEBUSY") => periods.extend(free_busy(&line)),
                _ => {}
            }
        }
        if periods.len() > MAX_TIMES {
            return Err(FeedProblem::TooMany);
        }
    }
    Ok((drafts, periods))
}

fn free_busy(line: &Line) -> Vec<Interval> {
    if line.param("FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE")) {
        return Vec::new();
    }
    line.value.split(',').take(MAX_TIMES).filter_map(event::period).collect()
}

/// Occurrences that are said to be otherwise by an event of their own.
fn moved(drafts: &[Draft]) -> HashSet<(&str, i64)> {
    drafts.iter().filter_map(|draft| Some((draft.uid.as_str(), draft.replaces?))).collect()
}

/// Adds the times of one event. False: not all of it was understood.
fn times(
    draft: &Draft,
    range: Interval,
    moved: &HashSet<(&str, i64)>,
    budget: &mut Budget,
    into: &mut Vec<Interval>,
) -> bool {
    if !draft.is_busy() {
        return true;
    }
    let Some(start) = draft.start else { return false };
    let Some(length) = draft.length() else { return false };
    let mut add = |from: i64| {
        let is_out =
            draft.excluded.contains(&from) || (draft.replaces.is_none() && moved.contains(&(draft.uid.as_str(), from)));
        if !is_out {
            let to = length.end(start.zone, from);
            into.extend(Interval::new(from, to).and_then(|time| time.common(range)));
        }
    };
    add(start.instant());
    for more in &draft.added {
        add(*more);
    }
    let Some(rule) = &draft.rule else { return !draft.has_unread_rule };
    let around = (
        wall::wall(start.zone, range.from().saturating_sub(length.seconds())).date(),
        wall::wall(start.zone, range.to()).date(),
    );
    let at = |date: chrono::NaiveDate| wall::instant(start.zone, date.and_time(start.wall.time()));
    let (dates, is_whole) = recur::dates(rule, start.wall, around, at, budget);
    for date in dates.into_iter().take(MAX_TIMES) {
        add(at(date));
    }
    is_whole && !draft.has_unread_rule
}
