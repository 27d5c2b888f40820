//! Where a lesson would fit instead: three times around the wanted one at which room, professors and groups are free, and
//! how many students would not be.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::Tz;
use preau_calendar::claims;
use preau_calendar::domain::claim::{Source, Subject};
use preau_calendar::domain::interval::{self, Interval};
use preau_calendar::domain::wall::{self, WallTime};
use preau_calendar::domain::weekly::WeeklyRule;
use preau_calendar::store::closed_days;
use preau_kernel::clock::Timestamp;
use preau_kernel::place::{OpeningHours, Place};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::actions::claiming::{Asked, Crowd, LESSON, zone};
use crate::domain::alternatives::{Candidate, best, busy, is_free, starts};
use crate::permissions::Reach;
use crate::store::{lessons, people};

const MOST: usize = 3;
const BACK: u64 = 3;
const AHEAD: u64 = 8;
const MOST_ROOMS: u64 = 60;
/// When lessons are given, unless the wanted one lies outside.
const HOURS: (u16, u16) = (8, 18);

/// Sorted by what they cost; each says it.
pub(crate) async fn find(app: &App, asked: &Asked, except: Option<i64>) -> Result<Vec<Value>> {
    let conn = app.db().read();
    let zone = zone(app).await?;
    let first = asked.day.checked_sub_days(Days::new(BACK)).unwrap_or(asked.day);
    let last = asked.day.checked_add_days(Days::new(AHEAD)).unwrap_or(asked.day);
    let crowd = Crowd::load(conn, &asked.groups, first, last).await?;
    let days = open_days(app, asked, first, last).await?;
    let rules = opening_rules(app).await?;
    let hours: Vec<_> = days.iter().map(|day| (*day, hours(zone, *day, asked, &rules))).collect();
    let rooms = if asked.room.is_some() { people::rooms(conn, MOST_ROOMS).await? } else { Vec::new() };
    let hard: BTreeSet<Subject> = crowd
        .groups(&asked.groups)
        .into_iter()
        .map(Subject::group)
        .chain(asked.professors.iter().map(|id| Subject::person(*id)))
        .collect();
    let students: BTreeSet<i64> = days.iter().flat_map(|day| crowd.students(&asked.groups, *day)).collect();
    let mut subjects: BTreeSet<Subject> = hard.clone();
    subjects.extend(students.iter().map(|id| Subject::person(*id)));
    subjects.extend(rooms.iter().map(|(id, ..)| Subject::room(*id)).chain(asked.room.map(Subject::room)));
    let range =
        Interval::new(wall::instant(zone, WallTime::START.on(first)), wall::instant(zone, WallTime::END.on(last)));
    let Some(range) = range else { return Ok(Vec::new()) };
    let subjects: Vec<Subject> = subjects.into_iter().collect();
    let present = match except {
        // One of a series that is refused stands nowhere: it was never written.
        Some(lesson) => match lessons::get(conn, Reach::Everything, lesson).await {
            Err(Error::NotFound) => None,
            found => found.and_then(|lesson| Ok(Some((lesson.time()?, lesson.room))))?,
        },
        None => None,
    };
    let except = except.map(|lesson| Source::new(LESSON, lesson));
    let mut taken: BTreeMap<Subject, Vec<Interval>> = BTreeMap::new();
    for claim in claims::busy(conn, &subjects, range, app.now()).await? {
        if except.as_ref() != Some(&claim.source) {
            taken.entry(claim.subject).or_default().push(claim.interval);
        }
    }
    let taken = taken.into_iter().map(|(subject, times)| (subject, busy(times))).collect();
    let search = Search { asked, present, crowd: &crowd, hard: &hard, rooms: &rooms, taken, now: app.now().seconds() };
    let candidates = hours.iter().flat_map(|(day, hours)| search.on(*day, hours)).collect();
    let chosen = best(candidates, asked.time, MOST);
    Ok(chosen.iter().map(|one| search.shown(one)).collect())
}

struct Search<'a> {
    asked: &'a Asked,
    /// Where a lesson that is to be moved stands.
    present: Option<(Interval, Option<i64>)>,
    crowd: &'a Crowd,
    hard: &'a BTreeSet<Subject>,
    /// Id, name, how many people fit in.
    rooms: &'a [(i64, String, Option<i64>)],
    taken: BTreeMap<Subject, Vec<Interval>>,
    now: i64,
}

impl Search<'_> {
    fn on(&self, day: NaiveDate, hours: &[Interval]) -> Vec<Candidate> {
        let students = self.crowd.students(&self.asked.groups, day);
        let (wanted, is_open) = (self.asked.time, |time: Interval| hours.iter().any(|open| open.covers(time)));
        let mut times = starts(hours, wanted.seconds());
        if day == self.asked.day && !times.contains(&wanted) && is_open(wanted) {
            times.push(wanted);
        }
        times.into_iter().filter_map(|time| self.at(day, time, &students)).collect()
    }

    fn is_free(&self, subject: Subject, time: Interval) -> bool {
        self.taken.get(&subject).is_none_or(|busy| is_free(busy, time))
    }

    fn at(&self, day: NaiveDate, time: Interval, students: &BTreeSet<i64>) -> Option<Candidate> {
        if time.from() <= self.now || !self.hard.iter().all(|subject| self.is_free(*subject, time)) {
            return None;
        }
        let fits = |capacity: Option<i64>| capacity.is_none_or(|most| most >= students.len() as i64);
        let room = match self.asked.room {
            None => None,
            Some(room) if self.is_free(Subject::room(room), time) => Some(room),
            Some(_) => {
                let mut free =
                    self.rooms.iter().filter(|(id, _, most)| fits(*most) && self.is_free(Subject::room(*id), time));
                Some(free.next()?.0)
            }
        };
        let is_busy = |student: &&i64| !self.is_free(Subject::person(**student), time);
        let students_busy =
            students.iter().filter(|id| !self.hard.contains(&Subject::person(**id))).filter(is_busy).count();
        let candidate = Candidate {
            time,
            room,
            other_room: room != self.asked.room,
            other_day: day != self.asked.day,
            students_busy: i64::try_from(students_busy).unwrap_or(i64::MAX),
        };
        // The very thing that was refused is no alternative.
        let is_the_same = time == self.asked.time && !candidate.other_room;
        let is_where_it_is = self.present == Some((time, room));
        (!is_the_same && !is_where_it_is).then_some(candidate)
    }

    fn shown(&self, one: &Candidate) -> Value {
        let name = one.room.and_then(|room| self.rooms.iter().find(|(id, ..)| *id == room)).map(|(_, name, _)| name);
        json!({
            "starts_at": Timestamp::from_seconds(one.time.from()),
            "ends_at": Timestamp::from_seconds(one.time.to()),
            "room": one.room.map(|id| json!({"id": id, "name": name})),
            "minutes": (one.time.from() - self.asked.time.from()) / 60,
            "other_day": one.other_day,
            "other_room": one.other_room,
            "students_busy": one.students_busy,
        })
    }
}

/// Working days, and the day of the week that was wanted; none on which the place is closed.
async fn open_days(app: &App, asked: &Asked, first: NaiveDate, last: NaiveDate) -> Result<Vec<NaiveDate>> {
    let conn = app.db().read();
    let site = match asked.room {
        Some(room) => people::room(conn, room).await?.map(|(site, _)| site),
        None => None,
    };
    let closed = closed_days::within(conn, site, first, last).await?;
    let holidays = &app.state::<preau_calendar::State>().holidays;
    let works = |day: &NaiveDate| {
        let is_free = matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && day.weekday() != asked.day.weekday();
        !is_free && !closed.iter().any(|days| days.has(*day)) && holidays.closing(*day).is_none()
    };
    Ok(first.iter_days().take_while(|day| *day <= last).filter(works).collect())
}

/// When the place is open, by the day of the week; empty: it has not said so.
async fn opening_rules(app: &App) -> Result<Vec<WeeklyRule>> {
    let rule = |hours: OpeningHours| {
        let weekday = Weekday::try_from(hours.day.checked_sub(1)?).ok()?;
        WeeklyRule::new(weekday, WallTime::parse(&hours.opens)?, WallTime::parse(&hours.closes)?)
    };
    Ok(Place::load(app).await?.opening_hours.clone().into_iter().filter_map(rule).collect())
}

/// When lessons can be given on a day: while the place is open, in its usual hours where it says nothing.
fn hours(zone: Tz, day: NaiveDate, asked: &Asked, rules: &[WeeklyRule]) -> Vec<Interval> {
    if rules.is_empty() {
        return usual(zone, day, asked).into_iter().collect();
    }
    interval::union(rules.iter().filter_map(|rule| rule.on(zone, day)))
}

fn usual(zone: Tz, day: NaiveDate, asked: &Asked) -> Option<Interval> {
    let wanted = wall::wall(zone, asked.time.from());
    let minutes = |wall: chrono::NaiveDateTime| u16::try_from((wall - WallTime::START.on(wall.date())).num_minutes());
    let from = (HOURS.0 * 60).min(minutes(wanted).unwrap_or(u16::MAX));
    let to = (HOURS.1 * 60).max(minutes(wall::wall(zone, asked.time.to())).unwrap_or(0));
    wall::span(zone, day, WallTime::new(from / 60, from % 60)?, WallTime::new(to / 60, to % 60)?)
}
