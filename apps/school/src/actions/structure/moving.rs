//! A student goes from one group to another on a day: the enrolment ends the day before, and another begins.

use chrono::NaiveDate;
use preau_kernel::{Error, Refusal, Result};

use super::{Writing, create, delete, update};
use crate::actions::{check_version, claiming};
use crate::store::structure::enrolments::{Enrolment, Enrolments, Values};
use crate::store::structure::{self as rows, Kind};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Move {
    pub(crate) group: i64,
    /// The first day there.
    pub(crate) from: NaiveDate,
}

/// The one that ended, and the one that begins; it lasts as long as the other was to. One that is to come begins there instead,
/// when the day is its first or lies before it.
pub(crate) async fn move_to(
    w: &Writing<'_>,
    id: i64,
    to: Move,
    version: Option<i64>,
) -> Result<(Enrolment, Enrolment)> {
    let old = rows::get_locked::<Enrolments>(w.tx, id).await?;
    let before = Enrolments::values(&old)?;
    let is_to_come = before.first_day > claiming::today(w.app).await?;
    check(&before, to, is_to_come)?;
    // Both at once, in their order: somebody who comes the other way waits, and nobody waits crosswise.
    claiming::lock_groups(w.tx, &[before.group, to.group]).await?;
    if to.from <= before.first_day {
        // Nothing of it has been: it begins there instead.
        check_version(version, old.row_version)?;
        delete::<Enrolments>(w, id).await?;
        let begun = create::<Enrolments>(w, &Values { group: to.group, first_day: to.from, ..before }).await?;
        return Ok((old, rows::get::<Enrolments>(&**w.tx, begun).await?));
    }
    let ended = Values { last_day: to.from.pred_opt(), ..before.clone() };
    update::<Enrolments>(w, &old, &ended, version).await?;
    let begun = create::<Enrolments>(w, &Values { group: to.group, first_day: to.from, ..before }).await?;
    Ok((rows::get::<Enrolments>(&**w.tx, id).await?, rows::get::<Enrolments>(&**w.tx, begun).await?))
}

fn check(old: &Values, to: Move, is_to_come: bool) -> Result<()> {
    if to.group == old.group {
        return Err(Error::invalid("group", "enrolled_there"));
    }
    if to.from <= old.first_day && !is_to_come {
        return Err(Error::invalid("from", Refusal::new("move_too_early").arg("day", old.first_day)));
    }
    match old.last_day {
        Some(last) if to.from > last => Err(Error::invalid("from", Refusal::new("move_too_late").arg("day", last))),
        _ => Ok(()),
    }
}
