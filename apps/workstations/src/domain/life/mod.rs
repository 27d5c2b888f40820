//! The life of a session: what may happen to it, and how much of it is used.
//!
//! Time used is the sum of intervals, in microseconds, floored to seconds at the end: elapsed + remaining = duration,
//! always. An interval never reaches beyond `ends_at`, whenever somebody notices, so that what is over ended when its
//! time was up. A clock that is turned back neither takes time nor gives any.

#[cfg(test)]
mod tests;

use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use serde::Serialize;

use super::warning;

const SECOND: i64 = 1_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The code was given and not used yet.
    Waiting,
    Active,
    Suspended,
    Ended,
    Expired,
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[schema(as = EndReason)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    TimeUp,
    /// The place closed.
    Closing,
    /// Nobody used the code in time.
    CodeUnused,
    /// It rested for too long.
    NotResumed,
    /// An operator ended it.
    Terminated,
    /// The visitor did.
    ByVisitor,
    /// Its workstation was deleted, or its visitor erased.
    Withdrawn,
}

/// The interval that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    pub seat: i64,
    pub since: Timestamp,
}

/// An interval that an operation closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    pub seat: i64,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// The session is not in a state in which this can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongState;

/// What the place adds to a session that begins to run.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    pub closes_at: Option<Timestamp>,
    /// Minutes before the end at which the visitor is warned.
    pub warnings: &'a [i64],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    pub status: Status,
    pub duration_seconds: i64,
    /// Of closed intervals.
    pub used_micros: i64,
    pub running: Option<Running>,
    /// Where it runs or is kept; of one that waits: the only seat at which it can start.
    pub seat: Option<i64>,
    /// Of one that waits or rests: after this it is over.
    pub code_expires_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<Reason>,
    pub suspended_at: Option<Timestamp>,
    pub seat_kept_until: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    /// While it runs.
    pub ends_at: Option<Timestamp>,
    pub warned_minutes: Option<i64>,
}

/// What time alone has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    Over(Reason, Option<Closed>),
    SeatFreed(i64),
}

impl Life {
    pub fn new(duration_seconds: i64, seat: Option<i64>, code_expires_at: Timestamp) -> Self {
        Self {
            status: Status::Waiting,
            duration_seconds,
            used_micros: 0,
            running: None,
            seat,
            code_expires_at,
            started_at: None,
            ended_at: None,
            end_reason: None,
            suspended_at: None,
            seat_kept_until: None,
            closes_at: None,
            ends_at: None,
            warned_minutes: None,
        }
    }

    /// Microseconds used at `now`.
    pub fn used(&self, now: Timestamp) -> i64 {
        let running = self.running.map_or(0, |running| self.clamped(running, now).0 - running.since.0);
        self.used_micros + running
    }

    pub fn elapsed_seconds(&self, now: Timestamp) -> i64 {
        self.used(now) / SECOND
    }

    pub fn remaining_seconds(&self, now: Timestamp) -> i64 {
        self.duration_seconds - self.elapsed_seconds(now)
    }

    pub fn percent_used(&self, now: Timestamp) -> i64 {
        self.elapsed_seconds(now) * 100 / self.duration_seconds.max(1)
    }

    /// As it is at `now`, whether or not somebody noticed.
    pub fn status_at(&self, now: Timestamp) -> Status {
        match self.overdue(now) {
            Some(reason) => reason.status(),
            None => self.status,
        }
    }

    /// The seat that it takes at `now`.
    pub fn seat_at(&self, now: Timestamp) -> Option<i64> {
        let gone = self.status == Status::Suspended && self.seat_kept_until.is_none_or(|until| now >= until);
        if gone { None } else { self.seat }
    }

    pub fn is_open_at(&self, now: Timestamp) -> bool {
        matches!(self.status_at(now), Status::Active | Status::Suspended)
    }

    /// Does what time alone has done; `None`: nothing.
    pub fn settle(&mut self, now: Timestamp) -> Option<Settled> {
        if let Some(reason) = self.overdue(now) {
            let at = match self.status {
                Status::Active => self.ends_at,
                _ => Some(self.code_expires_at),
            };
            let closed = self.end(reason, at.unwrap_or(now));
            return Some(Settled::Over(reason, closed));
        }
        let seat = self.seat.filter(|_| self.status == Status::Suspended && self.seat_at(now).is_none())?;
        self.seat = None;
        self.seat_kept_until = None;
        Some(Settled::SeatFreed(seat))
    }

    pub fn start(&mut self, seat: i64, now: Timestamp, terms: Terms<'_>) -> Result<(), WrongState> {
        self.require(now, &[Status::Waiting])?;
        self.started_at = Some(now);
        self.run(seat, now, terms);
        Ok(())
    }

    /// It keeps its seat for a while, and can be resumed as long as its code would have lived, or the seat is kept.
    pub fn suspend(&mut self, now: Timestamp, keep: TimeDelta) -> Result<Option<Closed>, WrongState> {
        self.require(now, &[Status::Active])?;
        let closed = self.close(now);
        let kept_until = now.plus(keep);
        self.status = Status::Suspended;
        self.suspended_at = Some(now);
        self.seat_kept_until = Some(kept_until);
        self.code_expires_at = self.code_expires_at.max(kept_until);
        self.ends_at = None;
        self.closes_at = None;
        Ok(closed)
    }

    pub fn resume(&mut self, seat: i64, now: Timestamp, terms: Terms<'_>) -> Result<(), WrongState> {
        self.require(now, &[Status::Suspended])?;
        self.run(seat, now, terms);
        Ok(())
    }

    pub fn add_time(&mut self, seconds: i64, now: Timestamp, warnings: &[i64]) -> Result<(), WrongState> {
        self.require(now, &[Status::Waiting, Status::Active, Status::Suspended])?;
        self.duration_seconds += seconds;
        if let Some(running) = self.running {
            self.set_end(running.since, now, warnings);
        }
        Ok(())
    }

    /// To another seat: one that runs goes on there at the same instant; one that rests keeps that seat; one that waits
    /// can start there only.
    pub fn move_to(&mut self, seat: i64, now: Timestamp, terms: Terms<'_>) -> Result<Option<Closed>, WrongState> {
        self.require(now, &[Status::Waiting, Status::Active, Status::Suspended])?;
        let mut closed = None;
        match self.status {
            Status::Active => {
                closed = self.close(now);
                // Where the other ended: never before it began, so that nothing is counted twice or lost.
                let at = closed.map_or(now, |closed| closed.to);
                let warned = self.warned_minutes;
                self.run(seat, at, terms);
                self.warned_minutes = warned;
            }
            Status::Suspended if self.seat_at(now).is_none() => return Err(WrongState),
            _ => self.seat = Some(seat),
        }
        Ok(closed)
    }

    pub fn terminate(&mut self, reason: Reason, now: Timestamp) -> Result<Option<Closed>, WrongState> {
        self.require(now, &[Status::Waiting, Status::Active, Status::Suspended])?;
        Ok(self.end(reason, now))
    }

    /// Why it is over at `now` although that was not written yet.
    fn overdue(&self, now: Timestamp) -> Option<Reason> {
        match self.status {
            Status::Active if self.ends_at.is_some_and(|at| now >= at) => {
                let time_is_up = self.used(now) >= self.duration_seconds * SECOND;
                Some(if time_is_up { Reason::TimeUp } else { Reason::Closing })
            }
            Status::Waiting if now >= self.code_expires_at => Some(Reason::CodeUnused),
            Status::Suspended if now >= self.code_expires_at => Some(Reason::NotResumed),
            _ => None,
        }
    }

    fn require(&self, now: Timestamp, allowed: &[Status]) -> Result<(), WrongState> {
        if allowed.contains(&self.status_at(now)) { Ok(()) } else { Err(WrongState) }
    }

    fn run(&mut self, seat: i64, now: Timestamp, terms: Terms<'_>) {
        self.status = Status::Active;
        self.seat = Some(seat);
        self.running = Some(Running { seat, since: now });
        self.suspended_at = None;
        self.seat_kept_until = None;
        self.closes_at = terms.closes_at;
        self.set_end(now, now, terms.warnings);
    }

    fn set_end(&mut self, since: Timestamp, now: Timestamp, warnings: &[i64]) {
        let time_up = Timestamp(since.0 + self.duration_seconds * SECOND - self.used_micros);
        let ends_at = self.closes_at.map_or(time_up, |closes| closes.min(time_up));
        self.ends_at = Some(ends_at);
        self.warned_minutes = warning::reached(warnings, ends_at, now);
    }

    fn end(&mut self, reason: Reason, at: Timestamp) -> Option<Closed> {
        let closed = self.close(at);
        self.status = reason.status();
        self.end_reason = Some(reason);
        // One that was started never ends before that, even under a clock that was turned back.
        self.ended_at = Some(closed.map_or(at, |closed| closed.to));
        self.ends_at = None;
        self.suspended_at = None;
        self.seat_kept_until = None;
        closed
    }

    fn close(&mut self, now: Timestamp) -> Option<Closed> {
        let running = self.running.take()?;
        let to = self.clamped(running, now);
        self.used_micros += to.0 - running.since.0;
        Some(Closed { seat: running.seat, from: running.since, to })
    }

    /// `now`, within what the interval that runs can hold.
    fn clamped(&self, running: Running, now: Timestamp) -> Timestamp {
        let last = self.ends_at.unwrap_or(now).max(running.since);
        now.max(running.since).min(last)
    }
}

impl Status {
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Active, Self::Suspended, Self::Ended, Self::Expired];

    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
            Self::Expired => "expired",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl Reason {
    pub const ALL: [Self; 7] = [
        Self::TimeUp,
        Self::Closing,
        Self::CodeUnused,
        Self::NotResumed,
        Self::Terminated,
        Self::ByVisitor,
        Self::Withdrawn,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::TimeUp => "time_up",
            Self::Closing => "closing",
            Self::CodeUnused => "code_unused",
            Self::NotResumed => "not_resumed",
            Self::Terminated => "terminated",
            Self::ByVisitor => "by_visitor",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// What a session is that ends so.
    pub fn status(self) -> Status {
        match self {
            Self::TimeUp | Self::CodeUnused | Self::NotResumed => Status::Expired,
            Self::Closing | Self::Terminated | Self::ByVisitor | Self::Withdrawn => Status::Ended,
        }
    }
}
