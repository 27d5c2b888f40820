//! All that decides the starts of one coach and service over some days, and what is taken then: one question to the
//! database ([`crate::store::asked`]).

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::domain::claim::{Busy, Source};
use preau_calendar::domain::interval::{self, Interval};
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall;
use preau_calendar::domain::weekly::{ClosedDays, Exception};
use preau_kernel::db::Sql;
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Refusal, Result};

use crate::domain::rules::Rules;
use crate::domain::slots::{Frame, Taken};
use crate::store::asked::{self, For, Found};
use crate::store::coaches::Coach;
use crate::store::holds::Hold;
use crate::store::rules::CoachRules;
use crate::store::services::Service;

pub use crate::store::asked::Whom;

/// Sources of claims.
pub const APPOINTMENT: &str = "appointment";
pub const HOLD: &str = "hold";

pub struct Schedule {
    pub coach: Coach,
    pub service: Service,
    pub coach_rules: CoachRules,
    pub rules: Rules,
    pub zone: Tz,
    pub now: i64,
    exceptions: Vec<Exception>,
    closed_days: Vec<ClosedDays>,
    /// When the coach's calendar elsewhere says busy; known where it was asked for whom.
    elsewhere: Vec<Interval>,
    calendar: Arc<preau_calendar::State>,
}

/// For whom a time is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    pub client: i64,
    /// The appointment that would be moved there.
    pub moving: Option<i64>,
    /// Who looks: the client, or coach and staff for them.
    pub holder: i64,
}

impl Asker {
    /// Somebody for themselves.
    pub const fn of(client: i64) -> Self {
        Self { client, moving: None, holder: client }
    }

    #[must_use]
    pub const fn moving(self, appointment: i64) -> Self {
        Self { moving: Some(appointment), ..self }
    }

    #[must_use]
    pub const fn by(self, holder: i64) -> Self {
        Self { holder, ..self }
    }
}

/// A schedule, and what is taken, as far as it concerns an asker: what they hold themselves, and the appointment that they
/// move, are not in their way.
pub struct Asked {
    pub schedule: Schedule,
    pub taken: Taken,
    /// What takes the coach's time.
    pub busy: Vec<Busy>,
    /// What takes the client's time.
    pub busy_of_client: Vec<Busy>,
    /// What the client holds, and who looks for them.
    pub holds: Vec<Hold>,
}

/// Where the clock of the place hangs. It may ask the database over another connection: who holds a transaction and waits
/// for a second connection of the pool waits for those who wait for the transaction.
pub async fn zone(app: &App) -> Result<Tz> {
    Ok(Place::load(app).await?.zone)
}

/// Which days are looked at, both counted.
pub type DayRange = (NaiveDate, NaiveDate);

impl Schedule {
    /// 400 that names the field when the coach or the service is none. The zone is the place's: read before a transaction
    /// begins, never within ([`zone`]).
    pub async fn load(app: &App, conn: &dyn Sql, zone: Tz, whom: Whom, days: DayRange) -> Result<Self> {
        let found = asked::ask(conn, whom, days, None, app.now()).await?;
        Ok(Self::of(app, zone, whom, found)?.0)
    }

    /// As [`Self::load`], with what is taken on these days.
    pub async fn ask(app: &App, conn: &dyn Sql, zone: Tz, whom: Whom, asker: &Asker, days: DayRange) -> Result<Asked> {
        let Asker { client, moving, holder } = *asker;
        let asked = For { client, moving, holder, range: range(zone, days)? };
        let found = asked::ask(conn, whom, days, Some(asked), app.now()).await?;
        let (schedule, found) = Self::of(app, zone, whom, found)?;
        let own: Vec<Source> = asker
            .moving
            .map(|id| Source::new(APPOINTMENT, id))
            .into_iter()
            .chain(found.holds.iter().map(|hold| Source::new(HOLD, hold.id)))
            .collect();
        let others = |busy: Vec<Busy>| busy.into_iter().filter(|one| !own.contains(&one.source)).collect::<Vec<_>>();
        let times = |busy: &[Busy]| interval::union(busy.iter().map(|one| one.interval));
        let busy = others(found.of_coach);
        let is_own = schedule.coach.id == asker.client;
        let busy_of_client = if is_own { Vec::new() } else { others(found.of_client) };
        let taken = Taken { coach: times(&busy), client: times(&busy_of_client), active: found.active };
        Ok(Asked { schedule, taken, busy, busy_of_client, holds: found.holds })
    }

    /// The rest of what was found holds neither exceptions nor closed days any more.
    fn of(app: &App, zone: Tz, whom: Whom, found: std::result::Result<Found, usize>) -> Result<(Self, Found)> {
        let (coach, service) = match whom {
            Whom::Offered { coach, service } => (coach, service),
            Whom::Known { coach, service } => (Some(coach), Some(service)),
        };
        let mut found = match found {
            Ok(found) => found,
            Err(0) => {
                let unknown = |id| Refusal::new("unknown_coach").arg("id", id);
                return Err(Error::invalid("coach", coach.map_or_else(|| Refusal::new("no_coach"), unknown)));
            }
            Err(_) => return Err(Error::invalid("coach", "required")),
        };
        let Some(service) = found.service.take() else {
            let problem = Refusal::new("unknown_service").arg("id", service.unwrap_or(0));
            return Err(Error::invalid("service", problem));
        };
        let schedule = Self {
            rules: found.rules.of_service(&service),
            exceptions: std::mem::take(&mut found.exceptions),
            closed_days: std::mem::take(&mut found.closed_days),
            elsewhere: std::mem::take(&mut found.elsewhere),
            zone,
            now: app.now().seconds(),
            calendar: app.state::<preau_calendar::State>(),
            coach: found.coach.clone(),
            coach_rules: found.rules.clone(),
            service,
        };
        Ok((schedule, found))
    }

    pub fn frame(&self) -> Frame<'_> {
        let opening = Opening {
            rules: &self.rules.hours,
            exceptions: &self.exceptions,
            closed_days: &self.closed_days,
            holidays: &self.calendar.holidays,
            zone: self.zone,
        };
        Frame { rules: &self.rules, opening, busy: &self.elsewhere, now: self.now }
    }

    /// The same coach and service, whatever becomes of them.
    pub fn whom(&self) -> Whom {
        Whom::Known { coach: self.coach.id, service: self.service.id }
    }
}

/// From the first day to the night after the last, and a pause that reaches beyond.
fn range(zone: Tz, (first, last): DayRange) -> Result<Interval> {
    let day = |date| wall::day(zone, date).or_else(|| wall::day(zone, around(date, 1).1));
    let ends = day(first).zip(day(last)).and_then(|(first, last)| Interval::new(first.from(), last.to() + 86_400));
    ends.ok_or_else(|| Error::internal("days that are none"))
}

/// So many days around a date.
pub fn around(date: NaiveDate, days: u64) -> DayRange {
    let before = date.checked_sub_days(Days::new(days)).unwrap_or(date);
    (before, date.checked_add_days(Days::new(days)).unwrap_or(date))
}
