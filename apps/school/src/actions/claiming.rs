//! Taking the time of a lesson: of its room, its professors, its groups with all within them, and everybody expected.
//!
//! Order, so that nobody waits crosswise: the rows, then the groups ([`lock_groups`]), then whatever is claimed
//! (`claims::claim_each` locks in one order). Whoever enrols locks the group too: a lesson and an enrolment that are made
//! at the same instant see each other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use preau_calendar::claims::{self, ClaimError, Clash};
use preau_calendar::domain::claim::{Source, Subject, SubjectKind, Wanted};
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_calendar::store::claims as rows;
use preau_kernel::actor::{Actor, Scope};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::place::Place;
use preau_kernel::{App, Result};

use crate::permissions::PLAN;
use crate::store::lessons;
use crate::store::structure::enrolments::{self, Held};

/// The claims' source.
pub(crate) const LESSON: &str = "lesson";
/// Of whatever changes the tree of groups.
const TREE: Subject = Subject::group(0);
/// How far ahead lessons are planned.
const AHEAD: TimeDelta = TimeDelta::days(1200);

/// What becomes of clashes. Staff and managers may accept any, with a reason; professors those of students only: a room, a
/// colleague or a whole group is not theirs to give twice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Accepting {
    pub(crate) reason: Option<String>,
    pub(crate) everything: bool,
}

impl Accepting {
    pub(crate) fn of(actor: &Actor, reason: Option<String>) -> Self {
        Self { reason, everything: actor.scope(PLAN) == Some(Scope::All) }
    }

    pub(crate) fn allows(&self, met: &Met) -> bool {
        self.everything || met.kind == Kind::Student
    }
}

/// What of a lesson is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Room,
    Professor,
    Group,
    Student,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Professor => "professor",
            Self::Group => "group",
            Self::Student => "student",
        }
    }
}

/// A clash: who or what is taken, and when by something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) kind: Kind,
    pub(crate) subject: Subject,
    pub(crate) time: Interval,
    /// `None`: by another lesson of the same call.
    pub(crate) by: Option<Source>,
}

/// A lesson whose time is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// 0: of none yet.
    pub(crate) lesson: i64,
    pub(crate) time: Interval,
    pub(crate) day: NaiveDate,
    pub(crate) room: Option<i64>,
    pub(crate) professors: Vec<i64>,
    pub(crate) groups: Vec<i64>,
}

/// Who stands behind groups: what is within them, and who is enrolled when.
pub(crate) struct Crowd {
    within: BTreeMap<i64, Vec<i64>>,
    enrolled: Vec<Held>,
}

impl Crowd {
    pub(crate) async fn load(conn: &dyn Sql, groups: &[i64], first: NaiveDate, last: NaiveDate) -> Result<Self> {
        let mut within = BTreeMap::new();
        for group in groups {
            within.insert(*group, crate::store::structure::groups::within(conn, *group).await?);
        }
        Ok(Self { within, enrolled: enrolments::of_groups(conn, groups, first, last).await? })
    }

    async fn of(conn: &dyn Sql, asked: &[Asked]) -> Result<Self> {
        let groups: BTreeSet<i64> = asked.iter().flat_map(|one| one.groups.iter().copied()).collect();
        let groups: Vec<i64> = groups.into_iter().collect();
        let days = || asked.iter().map(|one| one.day);
        match (days().min(), days().max()) {
            (Some(first), Some(last)) => Self::load(conn, &groups, first, last).await,
            _ => Ok(Self { within: BTreeMap::new(), enrolled: Vec::new() }),
        }
    }

    pub(crate) fn students(&self, groups: &[i64], day: NaiveDate) -> BTreeSet<i64> {
        let is_there = |held: &&Held| {
            groups.contains(&held.group) && held.first_day <= day && held.last_day.is_none_or(|last| day <= last)
        };
        self.enrolled.iter().filter(is_there).map(|held| held.student).collect()
    }

    pub(crate) fn groups(&self, groups: &[i64]) -> BTreeSet<i64> {
        groups.iter().filter_map(|group| self.within.get(group)).flatten().copied().collect()
    }

    /// Whom and what a lesson takes. A professor who is also enrolled is there once.
    pub(crate) fn subjects(&self, asked: &Asked) -> BTreeMap<Subject, Kind> {
        let mut subjects = BTreeMap::new();
        for student in self.students(&asked.groups, asked.day) {
            subjects.insert(Subject::person(student), Kind::Student);
        }
        for group in self.groups(&asked.groups) {
            subjects.insert(Subject::group(group), Kind::Group);
        }
        for professor in &asked.professors {
            subjects.insert(Subject::person(*professor), Kind::Professor);
        }
        if let Some(room) = asked.room {
            subjects.insert(Subject::room(room), Kind::Room);
        }
        subjects
    }
}

pub(crate) async fn zone(app: &App) -> Result<Tz> {
    Ok(Place::load(app).await?.zone)
}

pub(crate) async fn today(app: &App) -> Result<NaiveDate> {
    Ok(wall::date_of(zone(app).await?, app.now().seconds()))
}

/// Whoever plans for these groups, or enrols in them, waits.
pub(crate) async fn lock_groups(tx: &Tx, groups: &[i64]) -> Result<()> {
    let mut subjects = BTreeSet::new();
    for group in groups {
        // Above: an enrolment is met by lessons of what the group is within; below: a lesson is met by enrolments there.
        let above = crate::store::structure::groups::above(&**tx, *group).await?;
        let within = crate::store::structure::groups::within(&**tx, *group).await?;
        subjects.extend(above.into_iter().chain(within).map(Subject::group));
    }
    rows::lock(tx, subjects).await
}

pub(crate) async fn lock_tree(tx: &Tx) -> Result<()> {
    rows::lock(tx, [TREE]).await
}

/// Takes the time of these lessons, or says what is in the way. `Ok(Ok(true))`: something was, and was accepted.
pub(crate) async fn claim(
    tx: &Tx,
    app: &App,
    asked: &[Asked],
    accepting: &Accepting,
) -> Result<std::result::Result<bool, Vec<Met>>> {
    let crowd = Crowd::of(&**tx, asked).await?;
    let mut each: Vec<(Source, Wanted)> = Vec::new();
    let mut kinds: BTreeMap<(Subject, Interval), Kind> = BTreeMap::new();
    for one in asked {
        for (subject, kind) in crowd.subjects(one) {
            each.push((Source::new(LESSON, one.lesson), Wanted::new(subject, one.time)));
            kinds.insert((subject, one.time), kind);
        }
    }
    take(tx, app, each, &kinds, accepting).await
}

async fn take(
    tx: &Tx,
    app: &App,
    mut each: Vec<(Source, Wanted)>,
    kinds: &BTreeMap<(Subject, Interval), Kind>,
    accepting: &Accepting,
) -> Result<std::result::Result<bool, Vec<Met>>> {
    let clashes = match claims::claim_each(tx, app, &each, None).await {
        Ok(()) => return Ok(Ok(false)),
        Err(ClaimError::Other(error)) => return Err(error),
        Err(ClaimError::Taken(clashes)) => clashes,
    };
    let met = met(&clashes, kinds);
    let Some(reason) = accepting.reason.as_deref().filter(|_| met.iter().all(|met| accepting.allows(met))) else {
        return Ok(Err(met));
    };
    let clashing: BTreeSet<(Subject, Interval)> =
        clashes.iter().map(|clash| (clash.wanted.subject, clash.wanted.interval)).collect();
    for (_, wanted) in &mut each {
        if clashing.contains(&(wanted.subject, wanted.interval)) {
            wanted.accepted = Some(reason.to_owned());
        }
    }
    match claims::claim_each(tx, app, &each, None).await {
        Ok(()) => Ok(Ok(true)),
        Err(ClaimError::Other(error)) => Err(error),
        Err(ClaimError::Taken(clashes)) => Ok(Err(self::met(&clashes, kinds))),
    }
}

fn met(clashes: &[Clash], kinds: &BTreeMap<(Subject, Interval), Kind>) -> Vec<Met> {
    let mut found = Vec::new();
    for Clash { wanted, met } in clashes {
        let kind = kinds.get(&(wanted.subject, wanted.interval)).copied().unwrap_or(match wanted.subject.kind {
            SubjectKind::Room | SubjectKind::Seat => Kind::Room,
            SubjectKind::Group => Kind::Group,
            SubjectKind::Person => Kind::Student,
        });
        if met.is_empty() {
            found.push(Met { kind, subject: wanted.subject, time: wanted.interval, by: None });
        }
        for claim in met {
            found.push(Met { kind, subject: wanted.subject, time: claim.interval, by: Some(claim.source.clone()) });
        }
    }
    found.sort_by_key(|met| (met.kind, met.time, met.subject));
    found
}

/// What these lessons would meet, the claims of `except` aside. Nothing is written.
pub(crate) async fn would_meet(conn: &dyn Sql, app: &App, asked: &Asked, except: Option<i64>) -> Result<Vec<Met>> {
    let crowd = Crowd::load(conn, &asked.groups, asked.day, asked.day).await?;
    let subjects = crowd.subjects(asked);
    let wanted: Vec<_> = subjects.keys().map(|subject| Wanted::new(*subject, asked.time)).collect();
    let except = except.map(|lesson| Source::new(LESSON, lesson));
    let clashes = claims::clashes(conn, &wanted, except.as_ref(), app.now()).await?;
    let kinds = subjects.into_iter().map(|(subject, kind)| ((subject, asked.time), kind)).collect();
    Ok(met(&clashes, &kinds))
}

/// As [`would_meet`], of several at once, whatever lessons of `own` hold.
pub(crate) async fn all_would_meet(
    conn: &dyn Sql,
    app: &App,
    asked: &[Asked],
    own: &BTreeSet<i64>,
) -> Result<Vec<Met>> {
    let crowd = Crowd::of(conn, asked).await?;
    let mut kinds = BTreeMap::new();
    for one in asked {
        kinds.extend(crowd.subjects(one).into_iter().map(|(subject, kind)| ((subject, one.time), kind)));
    }
    let wanted: Vec<_> = kinds.keys().map(|(subject, time)| Wanted::new(*subject, *time)).collect();
    let mut clashes = claims::clashes(conn, &wanted, None, app.now()).await?;
    for clash in &mut clashes {
        clash.met.retain(|claim| claim.source.kind != LESSON || !own.contains(&claim.source.id));
    }
    clashes.retain(|clash| !clash.met.is_empty());
    Ok(met(&clashes, &kinds))
}

/// Gives up the time of these lessons.
pub(crate) async fn release(tx: &Tx, lessons: &[i64]) -> Result<()> {
    for lesson in lessons {
        claims::release_source(tx, &Source::new(LESSON, *lesson)).await?;
    }
    Ok(())
}

/// Brings a student's claims for lessons that are to come in line with their enrolments.
pub(crate) async fn renew_student(tx: &Tx, app: &App, student: i64, accepting: &Accepting) -> Result<()> {
    let wanted = lessons::coming_of_person(&**tx, student, app.now()).await?;
    renew(tx, app, Subject::person(student), Kind::Student, wanted, accepting).await
}

/// As [`renew_student`], of a group that moved within the tree.
pub(crate) async fn renew_group(tx: &Tx, app: &App, group: i64, accepting: &Accepting) -> Result<()> {
    let wanted = lessons::coming_of_group(&**tx, group, app.now()).await?;
    renew(tx, app, Subject::group(group), Kind::Group, wanted, accepting).await
}

async fn renew(
    tx: &Tx,
    app: &App,
    subject: Subject,
    kind: Kind,
    wanted: Vec<(i64, Interval)>,
    accepting: &Accepting,
) -> Result<()> {
    rows::lock(tx, [subject]).await?;
    let now = app.now();
    let Some(range) = Interval::new(now.seconds(), now.plus(AHEAD).seconds()) else { return Ok(()) };
    let held = claims::busy(&**tx, &[subject], range, now).await?;
    let held: Vec<_> =
        held.into_iter().filter(|claim| claim.source.kind == LESSON && claim.interval.from() > now.seconds()).collect();
    let wants: BTreeSet<(i64, Interval)> = wanted.into_iter().collect();
    let has: BTreeSet<(i64, Interval)> = held.iter().map(|claim| (claim.source.id, claim.interval)).collect();
    let gone: Vec<i64> =
        held.iter().filter(|claim| !wants.contains(&(claim.source.id, claim.interval))).map(|claim| claim.id).collect();
    rows::delete(tx, &gone).await?;
    let mut kinds = BTreeMap::new();
    let mut each = Vec::new();
    for (lesson, time) in wants.difference(&has) {
        kinds.insert((subject, *time), kind);
        each.push((Source::new(LESSON, *lesson), Wanted::new(subject, *time)));
    }
    // Two lessons of one time, both accepted once: the later claim of the same call gives way, for the reason given now.
    for number in own_clashes(&each) {
        let time = each[number].1.interval;
        let Some(reason) = &accepting.reason else {
            let met = Met { kind, subject, time, by: None };
            return Err(crate::refusals::clash_in(&**tx, accepting, &[met]).await?);
        };
        each[number].1.accepted = Some(reason.clone());
    }
    match take(tx, app, each, &kinds, accepting).await? {
        Ok(_) => Ok(()),
        Err(met) => Err(crate::refusals::clash_in(&**tx, accepting, &met).await?),
    }
}

/// Those that share time with an earlier one of the same list.
fn own_clashes(each: &[(Source, Wanted)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..each.len()).collect();
    order.sort_by_key(|number| each[*number].1.interval);
    let mut end = i64::MIN;
    let mut found = Vec::new();
    for number in order {
        let time = each[number].1.interval;
        if time.from() < end {
            found.push(number);
        } else {
            end = time.to();
        }
    }
    found
}

/// Whether a clash of this lesson was accepted.
pub(crate) async fn is_accepted(conn: &dyn Sql, lesson: i64) -> Result<bool> {
    let claims = rows::of_source(conn, &Source::new(LESSON, lesson)).await?;
    Ok(claims.iter().any(|claim| !claim.is_exclusive))
}
