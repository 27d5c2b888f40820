//! The sessions of three weeks: the rooms fill up in the afternoon, and are empty on Sundays.

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::clock::Timestamp;
use preau_kernel::{Error, Result};

use super::Stage;
use crate::domain::code;
use crate::domain::life::{Life, Reason, Terms};
use crate::store::sessions::{self, NewSession};

const DAYS: u64 = 21;
/// On the wall; sessions of an hour end within it.
const HOURS: std::ops::Range<u16> = 9..18;
/// What is still open may have begun so long ago.
const PRESENT: TimeDelta = TimeDelta::minutes(65);

pub(super) async fn enter(stage: &Stage<'_>, seats: &[i64], people: &[i64]) -> Result<()> {
    let today = wall::date_of(stage.zone, stage.now.seconds());
    for back in (0..=DAYS).rev() {
        let Some(date) = today.checked_sub_days(Days::new(back)).filter(|date| date.weekday() != Weekday::Sun) else {
            continue;
        };
        for hour in HOURS {
            enter_hour(stage, seats, people, date, hour).await?;
        }
    }
    Ok(())
}

async fn enter_hour(stage: &Stage<'_>, seats: &[i64], people: &[i64], date: NaiveDate, hour: u16) -> Result<()> {
    let begin = WallTime::new(hour, 0).map_or(0, |time| wall::instant(stage.zone, time.on(date)));
    let begin = Timestamp::from_seconds(begin);
    if begin.plus(TimeDelta::hours(1)) > stage.now.minus(PRESENT) {
        return Ok(());
    }
    let (day, hour) = (date.ordinal() as usize, usize::from(hour));
    let crowd = [2, 3, 4, 2, 3, 6, 8, 7, 4][hour - 9] + (day * 7 + hour * 3) % 4;
    for i in 0..crowd.min(seats.len()) {
        // A step that has no factor with a dozen meets every seat once.
        let seat = seats[(i * 5 + hour + day) % seats.len()];
        let visitor = people[(day * 17 + hour * 5 + i * 3) % people.len()];
        let is_guest = (day + hour + i).is_multiple_of(6);
        let from = begin.plus(TimeDelta::minutes((i * 3 % 8) as i64));
        let used = 15 + ((day * 11 + hour * 7 + i * 13) % 36) as i64;
        one(stage, seat, (!is_guest).then_some(visitor), from, used).await?;
    }
    Ok(())
}

/// Every third used all of its time; the others went before.
async fn one(stage: &Stage<'_>, seat: i64, visitor: Option<i64>, from: Timestamp, used: i64) -> Result<()> {
    let uses_all = used % 3 == 0;
    let minutes = if uses_all { used } else { (used / 30 + 1) * 30 };
    let issued = from.minus(TimeDelta::minutes(2));
    let mut life = Life::new(minutes * 60, None, issued.plus(TimeDelta::hours(24)));
    let id = issue(stage, visitor, &life, issued).await?;
    let terms = Terms { closes_at: None, warnings: &[] };
    life.start(seat, from, terms)?;
    let waiting = sessions::get(&**stage.tx, id).await?;
    sessions::save(stage.tx, &waiting, &life, None, from).await?;
    let running = sessions::get(&**stage.tx, id).await?;
    let until = from.plus(TimeDelta::minutes(used));
    let mut over = running.life.clone();
    let closed = if uses_all {
        match over.settle(until) {
            Some(crate::domain::life::Settled::Over(_, closed)) => closed,
            _ => None,
        }
    } else {
        let reason = if used % 3 == 1 { Reason::ByVisitor } else { Reason::Terminated };
        over.terminate(reason, until)?
    };
    sessions::save(stage.tx, &running, &over, closed, until).await
}

/// A session that waits for its code, made at `at`.
pub(super) async fn issue(stage: &Stage<'_>, visitor: Option<i64>, life: &Life, at: Timestamp) -> Result<i64> {
    for _ in 0..20 {
        let drawn = code::draw(stage.app.chance());
        let new = NewSession {
            visitor,
            visitor_name: None,
            operator: stage.operator,
            batch: None,
            reservation: None,
            code: &drawn,
            life,
        };
        if let Some(id) = sessions::insert(stage.tx, &new, at).await? {
            return Ok(id);
        }
    }
    Err(Error::internal("no free access code was found"))
}
