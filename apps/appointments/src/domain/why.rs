//! "Why is this time (not) free?", for staff: every reason at once, not only the first.

use chrono::NaiveDate;
use preau_calendar::domain::claim::Busy;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::opening::Why;
use preau_calendar::domain::wall::{self, WallTime};

use super::slots::{Frame, Refused, Taken};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `None`: it can be booked.
    pub refused: Option<Refused>,
    /// What of rules, exceptions, closed days and holidays decides at this instant.
    pub opening: Why,
    /// What takes the coach's time within the appointment and its pause.
    pub claims: Vec<Busy>,
    /// When the coach's calendar elsewhere says busy within the appointment.
    pub busy: Vec<Interval>,
    pub is_past: bool,
    pub is_beyond_horizon: bool,
    pub is_within_notice: bool,
}

pub fn why(frame: &Frame<'_>, date: NaiveDate, start: WallTime, claims: &[Busy], taken: &Taken) -> Answer {
    let from = wall::instant(frame.opening.zone, start.on(date));
    let time = Interval::new(from, from + frame.rules.minutes.max(1) * 60);
    let meets = |claim: &&Busy| time.is_some_and(|time| claim.interval.overlaps(frame.with_pause(time)));
    let is_met = |busy: &&Interval| time.is_some_and(|time| busy.overlaps(time));
    Answer {
        refused: frame.judge(date, start, taken).err(),
        opening: frame.opening.why(from),
        claims: claims.iter().filter(meets).cloned().collect(),
        busy: frame.busy.iter().filter(is_met).copied().collect(),
        is_past: from <= frame.now,
        is_beyond_horizon: date > frame.last_day(),
        is_within_notice: from > frame.now && from < frame.now + frame.rules.notice * 60,
    }
}
