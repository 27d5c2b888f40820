//! All that decides the starts of one coach and service over some days, read from the database.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::claims;
use preau_calendar::domain::claim::{Claim, Source, Subject, taken};
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall;
use preau_calendar::domain::weekly::{ClosedDays, Exception};
use preau_calendar::store::closed_days;
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Refusal, Result};
use sea_orm::ConnectionTrait;

use crate::domain::rules::Rules;
use crate::domain::slots::{Frame, Taken};
use crate::store::busy_feeds;
use crate::store::coaches::{self, Coach};
use crate::store::holds;
use crate::store::rules::{self, CoachRules};
use crate::store::services::{self, Service};

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
    /// When the coach's calendar elsewhere says so.
    busy: Vec<Interval>,
    calendar: Arc<preau_calendar::State>,
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
    pub async fn load(
        app: &App,
        conn: &impl ConnectionTrait,
        zone: Tz,
        coach: Option<i64>,
        service: Option<i64>,
        days: DayRange,
    ) -> Result<Self> {
        let coach = match coaches::find(conn, coach).await? {
            Ok(found) => found,
            Err(0) => {
                let unknown = |id| Refusal::new("unknown_coach").arg("id", id);
                return Err(Error::invalid("coach", coach.map_or_else(|| Refusal::new("no_coach"), unknown)));
            }
            Err(_) => return Err(Error::invalid("coach", "required")),
        };
        let Some(found) = services::find_of_coach(conn, coach.id, service).await? else {
            let problem = Refusal::new("unknown_service").arg("id", service.unwrap_or(0));
            return Err(Error::invalid("service", problem));
        };
        Self::of(app, conn, zone, coach, found, days).await
    }

    /// Of a coach and service that are known already.
    pub async fn of(
        app: &App,
        conn: &impl ConnectionTrait,
        zone: Tz,
        coach: Coach,
        service: Service,
        (first, last): DayRange,
    ) -> Result<Self> {
        let coach_rules = rules::of_coach(conn, coach.id).await?;
        Ok(Self {
            rules: coach_rules.of_service(&service),
            exceptions: crate::store::exceptions::within(conn, coach.id, first, last).await?,
            closed_days: closed_days::within(conn, None, first, last).await?,
            busy: busy_feeds::times(conn, coach.id, range(zone, (first, last))?).await?,
            zone,
            now: app.now().seconds(),
            calendar: app.state::<preau_calendar::State>(),
            coach,
            service,
            coach_rules,
        })
    }

    pub fn frame(&self) -> Frame<'_> {
        let opening = Opening {
            rules: &self.rules.hours,
            exceptions: &self.exceptions,
            closed_days: &self.closed_days,
            holidays: &self.calendar.holidays,
            zone: self.zone,
        };
        Frame { rules: &self.rules, opening, busy: &self.busy, now: self.now }
    }

    /// What is taken on these days, as far as it concerns `asker`: what they hold themselves, and the appointment that
    /// they move, are not in their way.
    pub async fn taken(
        &self,
        app: &App,
        conn: &impl ConnectionTrait,
        asker: &Asker,
        days: DayRange,
    ) -> Result<(Taken, Vec<Claim>)> {
        let (coach, client) = (Subject::person(self.coach.id), Subject::person(asker.client));
        let is_own = self.coach.id == asker.client;
        let subjects = if is_own { vec![coach] } else { vec![coach, client] };
        let claims = claims::busy(conn, &subjects, range(self.zone, days)?, app.now()).await?;
        let own = asker.sources(app, conn).await?;
        let others: Vec<Claim> = claims.into_iter().filter(|claim| !own.contains(&claim.source)).collect();
        let of = |subject: Subject| taken(others.iter().filter(|claim| claim.subject == subject));
        let active = match self.rules.most_active {
            Some(_) => {
                crate::store::appointments::count_active(conn, self.coach.id, asker.client, app.now(), asker.moving)
                    .await?
            }
            None => 0,
        };
        let client = if is_own { Vec::new() } else { of(client) };
        Ok((Taken { coach: of(coach), client, active }, others))
    }
}

/// For whom a time is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    pub client: i64,
    /// The appointment that would be moved there.
    pub moving: Option<i64>,
}

impl Asker {
    async fn sources(&self, app: &App, conn: &impl ConnectionTrait) -> Result<Vec<Source>> {
        let holds = holds::of_client(conn, self.client, app.now()).await?;
        let moved = self.moving.map(|id| Source::new(APPOINTMENT, id));
        Ok(holds.iter().map(|hold| Source::new(HOLD, hold.id)).chain(moved).collect())
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
