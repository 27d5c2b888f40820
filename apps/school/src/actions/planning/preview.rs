//! What a series would be: its lessons, what they would meet, and where the first that meets something would fit instead.
//! Nothing is written.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use preau_calendar::domain::interval::Interval;
use preau_kernel::actor::Actor;
use preau_kernel::{App, Error, Result};
use serde_json::Value;

pub(crate) use super::occurrences::Skipped;
use super::occurrences::days;
use super::series::{ask, named};
use super::{alternatives, check, zone};
use crate::actions::claiming::{self, Accepting, Asked, Met};
use crate::domain::week::Week;
use crate::permissions::Reach;
use crate::store::lessons as lesson_rows;
use crate::store::series::{Series, Values};

/// A day that the rule gives.
pub(crate) struct Previewed {
    pub(crate) day: NaiveDate,
    pub(crate) time: Interval,
    pub(crate) skipped: Option<Skipped>,
}

pub(crate) struct Preview {
    pub(crate) lessons: Vec<Previewed>,
    pub(crate) met: Vec<Met>,
    pub(crate) alternatives: Vec<Value>,
    pub(crate) acceptable: bool,
}

/// `old`: the series that is to be changed; what of it is over stays, and so does what was moved by hand.
pub(crate) async fn preview(
    app: &App,
    actor: &Actor,
    reach: Reach,
    old: Option<&Series>,
    values: &Values,
) -> Result<Preview> {
    let conn = app.db().read();
    check(conn, reach, named(values), old.map(|old| old.module)).await?;
    let now = app.now().seconds();
    let (mut touched, mut own) = (BTreeSet::new(), BTreeSet::new());
    if let Some(old) = old {
        let untouched = lesson_rows::untouched_of_series(conn, old.id, app.now()).await?;
        own.extend(untouched.iter().map(|lesson| lesson.id));
        for (id, day) in lesson_rows::days_of_series(conn, old.id).await? {
            if !own.contains(&id) {
                touched.insert(Week::of(day));
            }
        }
    }
    let mut lessons = Vec::new();
    for ((day, time), closed) in days(app, conn, zone(app).await?, values).await? {
        if old.is_some() && time.from() <= now {
            continue;
        }
        let skipped = closed.or_else(|| touched.contains(&Week::of(day)).then_some(Skipped::Exception));
        lessons.push(Previewed { day, time, skipped });
    }
    if old.is_none() && lessons.is_empty() {
        return Err(Error::invalid("last_day", "no_lesson_between"));
    }
    let open = lessons.iter().filter(|one| one.skipped.is_none());
    let wanted: Vec<Asked> = open.map(|one| ask(0, values, (one.day, one.time))).collect();
    let met = claiming::all_would_meet(conn, app, &wanted, &own).await?;
    let first = wanted.iter().find(|one| met.iter().any(|met| met.time.overlaps(one.time)));
    let alternatives = match first {
        Some(first) => alternatives::find(app, first, None).await?,
        None => Vec::new(),
    };
    let accepting = Accepting::of(actor, None);
    let acceptable = met.iter().all(|met| accepting.allows(met));
    Ok(Preview { lessons, met, alternatives, acceptable })
}
