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
    /// What takes the coach's time within the appointment and its pause; what takes only the client's within it.
    pub claims: Vec<(Whose, Busy)>,
    /// When the coach's calendar elsewhere says busy within the appointment.
    pub busy: Vec<Interval>,
    pub is_past: bool,
    pub is_beyond_horizon: bool,
    pub is_within_notice: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Coach,
    Client,
}

impl Whose {
    pub fn name(self) -> &'static str {
        match self {
            Self::Coach => "coach",
            Self::Client => "client",
        }
    }
}

/// What takes the time of both.
#[derive(Debug, Clone, Copy)]
pub struct Claims<'a> {
    pub coach: &'a [Busy],
    pub client: &'a [Busy],
}

pub fn why(frame: &Frame<'_>, date: NaiveDate, start: WallTime, claims: Claims<'_>, taken: &Taken) -> Answer {
    let from = wall::instant(frame.opening.zone, start.on(date));
    let time = Interval::new(from, from + frame.rules.minutes.max(1) * 60);
    let of_coach =
        claims.coach.iter().filter(|claim| time.is_some_and(|time| claim.interval.overlaps(frame.with_pause(time))));
    let of_coach: Vec<_> = of_coach.map(|claim| (Whose::Coach, claim.clone())).collect();
    // An appointment of the two is told once.
    let is_told = |claim: &Busy| of_coach.iter().any(|(_, told)| told.source == claim.source);
    let of_client = claims.client.iter().filter(|claim| time.is_some_and(|time| claim.interval.overlaps(time)));
    let of_client: Vec<_> =
        of_client.filter(|claim| !is_told(claim)).map(|claim| (Whose::Client, claim.clone())).collect();
    let is_met = |busy: &&Interval| time.is_some_and(|time| busy.overlaps(time));
    Answer {
        refused: frame.judge(date, start, taken).err(),
        opening: frame.opening.why(from),
        claims: of_coach.into_iter().chain(of_client).collect(),
        busy: frame.busy.iter().filter(is_met).copied().collect(),
        is_past: from <= frame.now,
        is_beyond_horizon: date > frame.last_day(),
        is_within_notice: from > frame.now && from < frame.now + frame.rules.notice * 60,
    }
}
