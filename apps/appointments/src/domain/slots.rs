//! ONE function says which starts there are and which of them can be booked ([`Frame::judge`] and [`Frame::listed`]
//! both go through [`Frame::on_grid`] and [`Frame::allows`]): what is shown as available can be booked, and what is booked was shown.

use chrono::{Days, NaiveDate, Timelike};
use preau_calendar::domain::interval::{self, Interval};
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall::{self, WallTime};

use super::rules::Rules;

/// The grid of a day is bounded, whatever the rules say: five minutes without a pause are 288.
const MAX_STARTS: usize = 300;

/// Why a start cannot be booked. The names are the codes of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refused {
    OutsideDays,
    OutsideHours,
    NotOnGrid,
    InThePast,
    BeyondHorizon,
    NoticeTooShort,
    TooManyBookings,
    SlotTaken,
    PersonBusy,
}

impl Refused {
    pub fn code(self) -> &'static str {
        match self {
            Self::OutsideDays => "outside_days",
            Self::OutsideHours => "outside_hours",
            Self::NotOnGrid => "not_on_grid",
            Self::InThePast => "in_the_past",
            Self::BeyondHorizon => "beyond_horizon",
            Self::NoticeTooShort => "notice_too_short",
            Self::TooManyBookings => "too_many_bookings",
            Self::SlotTaken => "slot_taken",
            Self::PersonBusy => "person_busy",
        }
    }

    /// At odds with what others have, not with the rules: 409 instead of 400.
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::SlotTaken | Self::PersonBusy)
    }
}

/// One start of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub date: NaiveDate,
    /// On the wall; the end may be the midnight that begins the next day.
    pub start: WallTime,
    pub end: WallTime,
    pub time: Interval,
}

/// All that decides which starts there are, whoever asks.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    pub rules: &'a Rules,
    pub opening: Opening<'a>,
    /// When the coach's calendar elsewhere says busy, as `interval::union` yields it: a rule of availability as the hours
    /// are, so that the pause may reach into it.
    pub busy: &'a [Interval],
    /// Seconds since 1970.
    pub now: i64,
}

/// What is taken already, as far as it concerns one asker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Of the coach, pauses included, without what the asker holds themselves: as `interval::union` yields it.
    pub coach: Vec<Interval>,
    pub client: Vec<Interval>,
    /// Coming appointments of the client with this coach.
    pub active: i64,
}

impl Frame<'_> {
    /// The slot of a start, or why it cannot be booked.
    pub fn judge(&self, date: NaiveDate, start: WallTime, taken: &Taken) -> Result<Slot, Refused> {
        self.in_reach(date)?;
        let found = self.on_grid(date).into_iter().find(|slot| slot.start == start);
        let slot = found.ok_or_else(|| self.why_no_start(date, start))?;
        self.allows(&slot, taken).map(|()| slot)
    }

    /// The starts of a date and whether each can be booked; none of a day gone by or beyond the horizon.
    pub fn listed(&self, date: NaiveDate, taken: &Taken) -> Vec<(Slot, Result<(), Refused>)> {
        if self.in_reach(date).is_err() {
            return Vec::new();
        }
        self.on_grid(date).into_iter().map(|slot| (slot, self.allows(&slot, taken))).collect()
    }

    pub fn today(&self) -> NaiveDate {
        wall::date_of(self.opening.zone, self.now)
    }

    /// The last day that can be booked.
    pub fn last_day(&self) -> NaiveDate {
        let days = Days::new(self.rules.horizon_days.unsigned_abs());
        self.today().checked_add_days(days).unwrap_or(NaiveDate::MAX)
    }

    /// What the coach's claim covers: the appointment and the pause after it.
    pub fn with_pause(&self, time: Interval) -> Interval {
        Interval::new(time.from(), time.to() + self.rules.pause * 60).unwrap_or(time)
    }

    fn in_reach(&self, date: NaiveDate) -> Result<(), Refused> {
        match date {
            date if date < self.today() => Err(Refused::InThePast),
            date if date > self.last_day() => Err(Refused::BeyondHorizon),
            _ => Ok(()),
        }
    }

    /// Every start of the date: one grid from the beginning of each rule and each extra hours, so that an hour off does
    /// not move the starts after it; of those, the ones that are open from beginning to end.
    fn on_grid(&self, date: NaiveDate) -> Vec<Slot> {
        let zone = self.opening.zone;
        let open = self.opening.on(date);
        let rules = self.rules.hours.iter().filter_map(|rule| rule.on(zone, date));
        let of_date = self.opening.exceptions.iter().filter(|exception| exception.date == date && exception.opens());
        let extra = of_date.filter_map(|exception| exception.interval(zone));
        let mut slots: Vec<Slot> = rules.chain(extra).flat_map(|hours| self.starts(date, hours)).collect();
        slots.retain(|slot| open.iter().any(|hours| hours.covers(slot.time)));
        // A wall time that the clocks show twice is the first of the two: each start can be named.
        slots.sort_by_key(|slot| (slot.start, slot.time));
        slots.dedup_by_key(|slot| slot.start);
        slots
    }

    fn starts(&self, date: NaiveDate, hours: Interval) -> Vec<Slot> {
        let length = self.rules.minutes.max(1) * 60;
        let step = self.rules.step().num_seconds().max(60);
        let starts =
            (0_i64..).map(|number| hours.from() + number * step).take_while(|start| start + length <= hours.to());
        let slots = starts.take(MAX_STARTS).filter_map(|from| {
            let time = Interval::new(from, from + length)?;
            Some(Slot { date, start: self.shown(from)?, end: self.shown(time.to())?, time })
        });
        slots.collect()
    }

    fn shown(&self, at: i64) -> Option<WallTime> {
        let wall = wall::wall(self.opening.zone, at);
        WallTime::new(u16::try_from(wall.hour()).ok()?, u16::try_from(wall.minute()).ok()?)
    }

    fn allows(&self, slot: &Slot, taken: &Taken) -> Result<(), Refused> {
        if slot.time.from() <= self.now {
            return Err(Refused::InThePast);
        }
        if slot.time.from() < self.now + self.rules.notice * 60 {
            return Err(Refused::NoticeTooShort);
        }
        if meets(&taken.coach, self.with_pause(slot.time)) || meets(self.busy, slot.time) {
            return Err(Refused::SlotTaken);
        }
        if meets(&taken.client, slot.time) {
            return Err(Refused::PersonBusy);
        }
        match self.rules.most_active {
            Some(most) if taken.active >= most => Err(Refused::TooManyBookings),
            _ => Ok(()),
        }
    }

    /// Of a start that is not among those of its date.
    fn why_no_start(&self, date: NaiveDate, start: WallTime) -> Refused {
        let open = self.opening.on(date);
        if open.is_empty() {
            return Refused::OutsideDays;
        }
        let from = wall::instant(self.opening.zone, start.on(date));
        let time = Interval::new(from, from + self.rules.minutes.max(1) * 60);
        if time.is_some_and(|time| interval::union(open).iter().any(|hours| hours.covers(time))) {
            return Refused::NotOnGrid;
        }
        Refused::OutsideHours
    }
}

/// Whether a time meets one of these, which are sorted and do not overlap.
fn meets(busy: &[Interval], time: Interval) -> bool {
    let first = busy.partition_point(|one| one.to() <= time.from());
    busy.get(first).is_some_and(|one| one.overlaps(time))
}
