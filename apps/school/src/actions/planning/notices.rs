//! Who is told of a change: those whom it concerns, of what lies within the next two weeks, gathered into one mail.

use chrono::TimeDelta;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;

use super::Planner;
use crate::jobs;
use crate::store::lessons::Lesson;
use crate::store::notices as rows;

/// What lies further ahead is seen in the timetable in time.
const HORIZON: TimeDelta = TimeDelta::days(14);

pub(crate) struct What<'a> {
    pub(crate) lesson: &'a Lesson,
    /// added, moved, changed, cancelled or substituted.
    pub(crate) kind: &'a str,
    pub(crate) before: Option<(Timestamp, Timestamp)>,
    pub(crate) people: Vec<i64>,
    pub(crate) reason: &'a str,
}

pub(crate) async fn tell(tx: &Tx, planner: &Planner<'_>, all: &[What<'_>]) -> Result<()> {
    let (app, now) = (planner.app, planner.app.now());
    let mut last = None;
    for What { lesson, kind, before, people, reason } in all {
        let is_near = |at: Timestamp| at > now && at <= now.plus(HORIZON);
        if !is_near(lesson.starts_at) && !before.is_some_and(|(from, _)| is_near(from)) {
            continue;
        }
        let people: Vec<i64> = people.iter().copied().filter(|person| *person != planner.actor.user_id).collect();
        if people.is_empty() {
            continue;
        }
        let change = rows::insert(tx, lesson.id, kind, *before, reason, now).await?;
        rows::address(tx, change, &people).await?;
        last = Some(change);
    }
    match last {
        Some(change) => jobs::digest(tx, app, change).await,
        None => Ok(()),
    }
}
