//! Enrolments. A late arrival never changes the past: no day with a closed register is entered or left afterwards.

use chrono::{Days, NaiveDate};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Value, json};

use super::simple::reference;
use super::{Rules, Words, Writing, references};
use crate::actions::claiming;
use crate::input::{Mode, optional_date, required_date};
use crate::store::structure::enrolments::{self as rows, Enrolment, Enrolments, Values};

impl Rules for Enrolments {
    const WORDS: Words = Words {
        target: "enrolment",
        created: "enrolment_created",
        updated: "enrolment_updated",
        deleted: "enrolment_deleted",
    };

    fn title(row: &Enrolment) -> String {
        format!("{} · {}", row.student_name, row.group_name)
    }

    fn shown(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("student", json!(values.student)),
            ("group", json!(values.group)),
            ("first_day", json!(values.first_day)),
            ("last_day", json!(values.last_day)),
        ]
    }

    fn read(fields: &mut Fields, mode: Mode, old: Option<&Values>) -> Option<Values> {
        let student = reference(fields, mode, "student", old.map(|old| old.student));
        let group = reference(fields, mode, "group", old.map(|old| old.group));
        let first_day = required_date(fields, mode, "first_day", old.map(|old| old.first_day));
        let last_day = optional_date(fields, mode, "last_day", old.and_then(|old| old.last_day));
        let (student, group, first_day) = (student?, group?, first_day?);
        if last_day.is_some_and(|last| last < first_day) {
            fields.error_if_clean("last_day", "before_its_start");
        }
        if let Some(old) = old {
            // Another student or group is another enrolment.
            for (name, same) in [("student", old.student == student), ("group", old.group == group)] {
                if !same {
                    fields.error(name, "enrolment_keeps_it");
                }
            }
        }
        Some(Values { student, group, first_day, last_day })
    }

    async fn check(w: &Writing<'_>, id: Option<i64>, old: Option<&Values>, new: &Values) -> Result<()> {
        if id.is_none() {
            references::student(w.tx, new.student).await?;
            references::group(w.tx, "group", new.group).await?;
        }
        claiming::lock_groups(w.tx, &[new.group]).await?;
        if rows::overlapping(&**w.tx, new, id).await? {
            return Err(Error::conflict("enrolled_already"));
        }
        past_stays(w, new.group, old, Some(new)).await
    }

    async fn leave(w: &Writing<'_>, _id: i64, old: &Values) -> Result<()> {
        claiming::lock_groups(w.tx, &[old.group]).await?;
        past_stays(w, old.group, Some(old), None).await
    }

    async fn follow(w: &Writing<'_>, _id: i64, old: Option<&Values>, new: Option<&Values>) -> Result<()> {
        match old.or(new) {
            Some(values) => claiming::renew_student(w.tx, w.app, values.student, w.accepting).await,
            None => Ok(()),
        }
    }
}

async fn past_stays(w: &Writing<'_>, group: i64, old: Option<&Values>, new: Option<&Values>) -> Result<()> {
    let both = || old.into_iter().chain(new);
    let Some(first) = both().map(|values| values.first_day).min() else { return Ok(()) };
    let ends: Option<Vec<NaiveDate>> = both().map(|values| values.last_day).collect();
    let last = ends.and_then(|ends| ends.into_iter().max());
    let is_in = |values: Option<&Values>, day: NaiveDate| values.is_some_and(|values| values.covers(day));
    let closed = rows::closed_days(&**w.tx, group, first, last).await?;
    let changed = closed.into_iter().filter(|day| is_in(old, *day) != is_in(new, *day)).max();
    match changed {
        None => Ok(()),
        Some(day) => {
            let free = day.checked_add_days(Days::new(1)).unwrap_or(day);
            Err(Error::conflict(Refusal::new("past_is_closed").arg("day", day).arg("free", free)))
        }
    }
}
