//! Groups: the tree, and what it does to the claims of lessons that are to come.

use preau_kernel::web::Fields;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Value, json};

use super::simple::reference;
use super::{Rules, Words, Writing, references};
use crate::actions::claiming;
use crate::input::{Mode, required_text};
use crate::store::structure::groups::{self as rows, Group, Groups, Values};
use crate::store::structure::{self, enrolments};

/// Levels of the tree.
const DEEPEST: i64 = 8;

impl Rules for Groups {
    const WORDS: Words = Words {
        target: "class_group",
        created: "class_group_created",
        updated: "class_group_updated",
        deleted: "class_group_deleted",
    };

    fn title(row: &Group) -> String {
        row.name.clone()
    }

    fn shown(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("year", json!(values.year)),
            ("programme", json!(values.programme)),
            ("parent", json!(values.parent)),
            ("name", json!(values.name)),
        ]
    }

    fn read(fields: &mut Fields, mode: Mode, old: Option<&Values>) -> Option<Values> {
        let year = reference(fields, mode, "year", old.map(|old| old.year));
        let mut name = old.map(|old| old.name.clone()).unwrap_or_default();
        required_text(fields, mode, "name", &mut name);
        let optional = |fields: &mut Fields, name: &str, old: Option<i64>| {
            if mode.means(fields, name) { fields.integer(name) } else { old }
        };
        let programme = optional(fields, "programme", old.and_then(|old| old.programme));
        let parent = optional(fields, "parent", old.and_then(|old| old.parent));
        Some(Values { year: year?, programme, parent, name })
    }

    async fn check(w: &Writing<'_>, id: Option<i64>, old: Option<&Values>, new: &Values) -> Result<()> {
        references::year(w.tx, new.year).await?;
        if let Some(programme) = new.programme {
            references::programme(w.tx, programme).await?;
        }
        if old.is_some_and(|old| old.year != new.year) {
            return Err(Error::invalid("year", "group_keeps_its_year"));
        }
        // One change of the tree after another: two that cross could close a circle.
        claiming::lock_tree(w.tx).await?;
        let Some(parent) = new.parent else { return Ok(()) };
        references::group(w.tx, "parent", parent).await?;
        let above = structure::get::<Groups>(&**w.tx, parent).await?;
        if above.year != new.year {
            return Err(Error::invalid("parent", "parent_of_another_year"));
        }
        let depth = match id {
            Some(id) if rows::within(&**w.tx, id).await?.contains(&parent) => {
                return Err(Error::invalid("parent", "parent_within"));
            }
            Some(id) => rows::depths(&**w.tx, id, parent).await?,
            None => rows::depths(&**w.tx, 0, parent).await?,
        };
        if depth.0 + depth.1 + 2 > DEEPEST {
            return Err(Error::invalid("parent", Refusal::new("tree_too_deep").arg("max", DEEPEST)));
        }
        Ok(())
    }

    async fn follow(w: &Writing<'_>, id: i64, old: Option<&Values>, new: Option<&Values>) -> Result<()> {
        let (before, after) = (old.and_then(|old| old.parent), new.and_then(|new| new.parent));
        match (old, new) {
            (_, None) => return Ok(()),
            (None, Some(_)) => rows::plant(w.tx, id, after).await?,
            (Some(_), Some(_)) if before == after => return Ok(()),
            (Some(_), Some(_)) => {
                past_stays(w, id, before, after).await?;
                rows::transplant(w.tx, id, after).await?;
            }
        }
        let today = claiming::today(w.app).await?;
        for group in rows::within(&**w.tx, id).await? {
            claiming::renew_group(w.tx, w.app, group, w.accepting).await?;
        }
        for student in enrolments::students_from(&**w.tx, id, today).await? {
            claiming::renew_student(w.tx, w.app, student, w.accepting).await?;
        }
        Ok(())
    }
}

/// A group that would take part in, or leave, lessons whose register is closed stays where it is.
async fn past_stays(w: &Writing<'_>, group: i64, before: Option<i64>, after: Option<i64>) -> Result<()> {
    let earliest = chrono::NaiveDate::MIN.max(chrono::NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default());
    if enrolments::students_from(&**w.tx, group, earliest).await?.is_empty() {
        return Ok(());
    }
    for parent in [before, after].into_iter().flatten() {
        if !enrolments::closed_days(&**w.tx, parent, earliest, None).await?.is_empty() {
            return Err(Error::conflict("group_has_a_past"));
        }
    }
    Ok(())
}
