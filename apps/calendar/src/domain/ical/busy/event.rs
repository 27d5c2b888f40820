//! One event of an outside calendar, as far as it says when somebody is busy.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::super::super::interval::Interval;
use super::super::super::wall;
use super::super::line::Line;
use super::super::rule::Rule;
use super::zone;

/// Exceptions and additions of one event that are read.
const MAX_DATES: usize = 5000;
/// An event lasts at most so long: ten years.
const MAX_SECONDS: i64 = 3653 * 86_400;
/// Dates of outside calendars lie between these years.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A wall time in a zone, or a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) wall: NaiveDateTime,
    pub(super) zone: Tz,
    is_day: bool,
}

impl Moment {
    pub(super) fn instant(self) -> i64 {
        wall::instant(self.zone, self.wall)
    }
}

/// How long each time of the event lasts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Length {
    Seconds(i64),
    /// From midnight to midnight, however long those days are.
    Days(u64),
}

impl Length {
    pub(super) fn end(self, zone: Tz, from: i64) -> i64 {
        match self {
            Self::Seconds(seconds) => from.saturating_add(seconds),
            Self::Days(days) => {
                let wall = wall::wall(zone, from).checked_add_days(Days::new(days));
                wall.map_or(from, |wall| wall::instant(zone, wall))
            }
        }
    }

    /// At most.
    pub(super) fn seconds(self) -> i64 {
        match self {
            Self::Seconds(seconds) => seconds,
            Self::Days(days) => i64::try_from(days).unwrap_or_default() * 90_000,
        }
    }
}

#[derive(Debug)]
pub(super) struct Draft {
    zone: Tz,
    pub(super) uid: String,
    pub(super) start: Option<Moment>,
    end: Option<Moment>,
    duration: Option<Length>,
    pub(super) rule: Option<Rule>,
    pub(super) has_unread_rule: bool,
    /// Instants.
    pub(super) excluded: Vec<i64>,
    pub(super) added: Vec<i64>,
    /// The occurrence of a repeating event that this one stands for.
    pub(super) replaces: Option<i64>,
    is_cancelled: bool,
    is_free: bool,
}

impl Draft {
    pub(super) fn new(zone: Tz) -> Self {
        Self {
            zone,
            uid: String::new(),
            start: None,
            end: None,
            duration: None,
            rule: None,
            has_unread_rule: false,
            excluded: Vec::new(),
            added: Vec::new(),
            replaces: None,
            is_cancelled: false,
            is_free: false,
        }
    }

    pub(super) fn take(&mut self, line: &Line) {
        let says = |word: &str| line.value.trim().eq_ignore_ascii_case(word);
        match line.name.as_str() {
            "UID" => self.uid.clone_from(&line.value),
            "DTSTART" => self.start = self.moments(line).next(),
            "DTEND" => self.end = self.moments(line).next(),
            "DURATION" => self.duration = duration(&line.value),
            "RRULE" => {
                let rule = Rule::parse(&line.value);
                // Several rules of one event are not understood either.
                self.has_unread_rule |= rule.is_none() || self.rule.is_some();
                self.rule = self.rule.take().or(rule);
            }
            "EXRULE" => self.has_unread_rule = true,
            "EXDATE" => {
                let left = MAX_DATES.saturating_sub(self.excluded.len());
                let more: Vec<_> = self.moments(line).take(left).map(Moment::instant).collect();
                self.excluded.extend(more);
            }
            "RDATE" => {
                let left = MAX_DATES.saturating_sub(self.added.len());
                let more: Vec<_> = self.moments(line).take(left).map(Moment::instant).collect();
                self.added.extend(more);
            }
            "RECURRENCE-ID" => {
                // This one and all that follow: not understood.
                self.has_unread_rule |= line.param("RANGE").is_some();
                self.replaces = self.moments(line).next().map(Moment::instant);
            }
            "STATUS" => self.is_cancelled = says("CANCELLED"),
            "TRANSP" => self.is_free |= says("TRANSPARENT"),
            "X-MICROSOFT-CDO-BUSYSTATUS" => self.is_free |= says("FREE"),
            _ => {}
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        !self.is_cancelled && !self.is_free
    }

    /// Without an end: a day for a day, nothing for a time (RFC 5545 section 3.6.1).
    pub(super) fn length(&self) -> Option<Length> {
        let start = self.start?;
        let length = match (self.end, self.duration) {
            (Some(end), _) if start.is_day => {
                Length::Days(u64::try_from((end.wall.date() - start.wall.date()).num_days()).ok()?.max(1))
            }
            (Some(end), _) => Length::Seconds(end.instant() - start.instant()),
            (None, Some(duration)) => duration,
            (None, None) if start.is_day => Length::Days(1),
            (None, None) => Length::Seconds(0),
        };
        (0..=MAX_SECONDS).contains(&length.seconds()).then_some(length)
    }

    fn moments<'a>(&self, line: &'a Line) -> impl Iterator<Item = Moment> + use<'a> {
        let zone = line.param("TZID").and_then(zone::named).unwrap_or(self.zone);
        line.value.split(',').filter_map(move |text| moment(text, zone))
    }
}

/// `20261123`, `20261123T090000`, `20261123T080000Z`, and the beginning of a period.
fn moment(text: &str, zone: Tz) -> Option<Moment> {
    let text = text.split('/').next()?.trim();
    let (text, zone) = text.strip_suffix(['Z', 'z']).map_or((text, zone), |text| (text, Tz::UTC));
    let fits = |date: NaiveDate| YEARS.contains(&chrono::Datelike::year(&date));
    if text.len() == 8 {
        let date = NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|date| fits(*date))?;
        return Some(Moment { wall: date.and_time(NaiveTime::MIN), zone, is_day: true });
    }
    let wall = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok().filter(|wall| fits(wall.date()))?;
    Some(Moment { wall, zone, is_day: false })
}

/// `20261123T080000Z/20261123T090000Z` or `20261123T080000Z/PT1H`.
pub(super) fn period(text: &str) -> Option<Interval> {
    let (from, to) = text.split_once('/')?;
    let from = moment(from, Tz::UTC)?.instant();
    let to = match moment(to, Tz::UTC) {
        Some(to) => to.instant(),
        None => duration(to)?.end(Tz::UTC, from),
    };
    Interval::new(from, to).filter(|time| time.seconds() <= MAX_SECONDS)
}

/// `P1D`, `PT1H30M`, `P2W` (RFC 5545 section 3.3.6). Days and weeks follow the clock on the wall.
fn duration(text: &str) -> Option<Length> {
    let rest = text.trim().trim_start_matches('+').strip_prefix(['P', 'p'])?;
    let (mut days, mut seconds, mut number) = (0_i64, 0_i64, None);
    for c in rest.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0_i64).checked_mul(10)?.checked_add(i64::from(digit))?);
            continue;
        }
        if c.eq_ignore_ascii_case(&'T') {
            continue;
        }
        let count = number.take().filter(|count| *count <= MAX_SECONDS)?;
        match c.to_ascii_uppercase() {
            'W' => days += count * 7,
            'D' => days += count,
            'H' => seconds += count * 3600,
            'M' => seconds += count * 60,
            'S' => seconds += count,
            _ => return None,
        }
    }
    match (days, seconds) {
        (0, seconds) => Some(Length::Seconds(seconds)),
        (days, 0) => Some(Length::Days(u64::try_from(days).ok()?)),
        (days, seconds) => TimeDelta::days(days.min(10_000)).num_seconds().checked_add(seconds).map(Length::Seconds),
    }
}
