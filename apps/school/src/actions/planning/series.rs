//! A weekly series. Its lessons are rows from the start, in one transaction; days on which the place is closed are left out.
//! A change reaches what is to come and still as the rule said; a lesson that was moved by hand stays where it was put.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{App, Error, Result};
use serde_json::{Map, json};

use super::history;
use super::notices::{self, What};
use super::occurrences::{Occurrence, open_and_skipped};
use super::{Named, Planner, Values as LessonValues, asked, check, lessons, new_uid, refusal, search_text, zone};
use crate::actions::claiming::{self, Asked};
use crate::actions::{changed, changes, check_version};
use crate::domain::rule::Rule;
use crate::domain::week::Week;
use crate::permissions::Reach;
use crate::store::lessons::{self as lesson_rows, Details, Lesson, New};
use crate::store::series::{self as rows, Series, Values};

/// Its id, and the days on which the place is closed.
pub(crate) async fn create(planner: &Planner<'_>, values: &Values) -> Result<(i64, Vec<NaiveDate>)> {
    let zone = zone(planner.app).await?;
    let tx = planner.app.db().long_write_tx().await?;
    match create_in(planner, &tx, zone, values).await? {
        Ok(made) => {
            tx.commit().await?;
            Ok(made)
        }
        Err(clashing) => {
            tx.rollback().await?;
            Err(clashing.into_error(planner).await?)
        }
    }
}

/// As [`create`], in the caller's transaction, which is of no use any more when something is in the way.
pub(crate) async fn create_in(
    planner: &Planner<'_>,
    tx: &Tx,
    zone: Tz,
    values: &Values,
) -> Result<std::result::Result<(i64, Vec<NaiveDate>), Clashing>> {
    let (app, reach) = (planner.app, planner.reach()?);
    let names = check(&**tx, reach, named(values), None).await?;
    let (occurrences, skipped) = open_and_skipped(app, &**tx, zone, values).await?;
    if occurrences.is_empty() {
        return Err(Error::invalid("last_day", "no_lesson_between"));
    }
    claiming::lock_groups(tx, &values.groups).await?;
    let id = rows::insert(tx, values, (&names.0, &names.1), app.now()).await?;
    let mut wanted = Vec::with_capacity(occurrences.len());
    for occurrence in &occurrences {
        wanted.push(insert(app, tx, id, values, &names, *occurrence).await?);
    }
    if let Err(clashing) = claim(planner, tx, &wanted).await? {
        return Ok(Err(clashing));
    }
    lesson_rows::add_created(tx, id, planner.actor.user_id, app.now()).await?;
    let entry = Entry::new("series_created").target("lesson_series", id, title(values, &names));
    audit::record(tx, app, planner.info, entry.meta("lessons", occurrences.len())).await?;
    tell(planner, tx, &wanted, "added").await?;
    Ok(Ok((id, skipped)))
}

pub(super) fn named(values: &Values) -> Named<'_> {
    Named { module: values.module, room: values.room, professors: &values.professors, groups: &values.groups }
}

fn title(values: &Values, names: &(String, String)) -> String {
    if values.title.is_empty() { names.1.clone() } else { values.title.clone() }
}

fn new_lesson(app: &App, series: i64, values: &Values, names: &(String, String), (day, time): Occurrence) -> New {
    New {
        uid: new_uid(app),
        series: Some((series, day)),
        module: values.module,
        title: values.title.clone(),
        search: search_text(&values.title, names),
        time,
        day,
        room: values.room,
        professors: values.professors.clone(),
        groups: values.groups.clone(),
    }
}

async fn insert(
    app: &App,
    tx: &Tx,
    series: i64,
    values: &Values,
    names: &(String, String),
    occurrence: Occurrence,
) -> Result<Asked> {
    let new = new_lesson(app, series, values, names, occurrence);
    let id = lesson_rows::insert(tx, &new, app.now()).await?;
    Ok(ask(id, values, occurrence))
}

pub(super) fn ask(lesson: i64, values: &Values, (day, time): Occurrence) -> Asked {
    let lesson_values = LessonValues {
        module: values.module,
        title: String::new(),
        time,
        room: values.room,
        professors: values.professors.clone(),
        groups: values.groups.clone(),
    };
    asked(lesson, &lesson_values, day)
}

/// What stands in the way, and of which lesson first: told once the transaction is over.
pub(crate) struct Clashing {
    first: Asked,
    pub(crate) met: Vec<claiming::Met>,
}

impl Clashing {
    async fn into_error(self, planner: &Planner<'_>) -> Result<Error> {
        refusal(planner, &self.first, &self.met, Some(self.first.lesson)).await
    }
}

async fn claim(planner: &Planner<'_>, tx: &Tx, wanted: &[Asked]) -> Result<std::result::Result<(), Clashing>> {
    let Some(reason) = (match claiming::claim(tx, planner.app, wanted, planner.accepting).await? {
        Ok(true) => planner.accepting.reason.clone(),
        Ok(false) => None,
        Err(met) => {
            let meets = |one: &&Asked| met.iter().any(|met| met.time.overlaps(one.time));
            let first = wanted.iter().find(meets).or(wanted.first());
            return match first {
                Some(first) => Ok(Err(Clashing { first: first.clone(), met })),
                None => Ok(Ok(())),
            };
        }
    }) else {
        return Ok(Ok(()));
    };
    // The reason stands at the lessons that have one of its claims.
    for one in wanted {
        if claiming::is_accepted(&**tx, one.lesson).await? {
            lesson_rows::set_reason(tx, one.lesson, &reason).await?;
        }
    }
    Ok(Ok(()))
}

async fn tell(planner: &Planner<'_>, tx: &Tx, wanted: &[Asked], kind: &str) -> Result<()> {
    let now = planner.app.now();
    let mut near = Vec::new();
    for one in wanted.iter().filter(|one| one.time.from() > now.seconds()).take(3) {
        near.push(lesson_rows::get(&**tx, Reach::Everything, one.lesson).await?);
    }
    let mut what = Vec::new();
    for lesson in &near {
        let people = lesson_rows::expected_people(&**tx, lesson.id).await?;
        what.push(What { lesson, kind, before: None, people, reason: "" });
    }
    notices::tell(tx, planner, &what).await
}

/// `old` and `values` are read by the caller, who holds the row.
pub(crate) async fn change(
    planner: &Planner<'_>,
    tx: Tx,
    old: &Series,
    (before, values): (&Values, &Values),
    reason: &str,
    version: Option<i64>,
) -> Result<Vec<NaiveDate>> {
    let (app, reach, zone) = (planner.app, planner.reach()?, zone(planner.app).await?);
    check_version(version, old.row_version)?;
    let names = check(&*tx, reach, named(values), Some(old.module)).await?;
    let (occurrences, skipped) = open_and_skipped(app, &*tx, zone, values).await?;
    let mut groups = before.groups.clone();
    groups.extend(&values.groups);
    claiming::lock_groups(&tx, &groups).await?;
    rows::update(&tx, old.id, values, (&names.0, &names.1), app.now()).await?;
    let renewed = Renewal { planner, tx: &tx, series: old.id, values, names: &names, reason };
    let wanted = renewed.run(occurrences).await?;
    if let Err(clashing) = claim(planner, &tx, &wanted).await? {
        tx.rollback().await?;
        return Err(clashing.into_error(planner).await?);
    }
    let changes = changes([
        ("module", json!(before.module), json!(values.module)),
        ("title", json!(before.title), json!(values.title)),
        ("rule", rule_shown(&before.rule), rule_shown(&values.rule)),
        ("room", json!(before.room), json!(values.room)),
        ("professors", json!(before.professors), json!(values.professors)),
        ("groups", json!(before.groups), json!(values.groups)),
    ]);
    let entry = changed(Entry::new("series_changed").target("lesson_series", old.id, title(values, &names)), changes);
    audit::record(&tx, app, planner.info, entry).await?;
    tx.commit().await?;
    Ok(skipped)
}

fn rule_shown(rule: &Rule) -> serde_json::Value {
    json!({"weekday": rule.weekday.number_from_monday(), "from": rule.from.to_string(), "to": rule.to.to_string(),
        "every_weeks": rule.every_weeks, "first_day": rule.first, "last_day": rule.last})
}

/// Brings the lessons to come in line with a rule that has changed.
struct Renewal<'a> {
    planner: &'a Planner<'a>,
    tx: &'a Tx,
    series: i64,
    values: &'a Values,
    names: &'a (String, String),
    /// Told to those concerned; may be empty.
    reason: &'a str,
}

impl Renewal<'_> {
    /// A lesson stays the same row from one rule to the next when both fall in one week.
    async fn run(&self, occurrences: Vec<Occurrence>) -> Result<Vec<Asked>> {
        let (app, tx) = (self.planner.app, self.tx);
        let now = app.now();
        let untouched = lesson_rows::untouched_of_series(&**tx, self.series, now).await?;
        let ids: Vec<i64> = untouched.iter().map(|lesson| lesson.id).collect();
        claiming::release(tx, &ids).await?;
        let mut concerned = BTreeMap::new();
        for lesson in untouched.iter().take(3) {
            concerned.insert(lesson.id, lesson_rows::expected_people(&**tx, lesson.id).await?);
        }
        let mut by_week: BTreeMap<Week, Lesson> = BTreeMap::new();
        for lesson in untouched {
            let day = crate::store::structure::day(lesson.original_day.as_deref().unwrap_or(&lesson.day))?;
            by_week.insert(Week::of(day), lesson);
        }
        // A week whose lesson was moved by hand, cancelled or is over has had its own.
        let mut touched = BTreeSet::new();
        for (id, day) in lesson_rows::days_of_series(&**tx, self.series).await? {
            if !ids.contains(&id) {
                touched.insert(Week::of(day));
            }
        }
        let mut wanted = Vec::new();
        let coming = occurrences.into_iter().filter(|(_, time)| time.from() > now.seconds());
        for (day, time) in coming.filter(|(day, _)| !touched.contains(&Week::of(*day))) {
            let lesson = match by_week.remove(&Week::of(day)) {
                Some(lesson) => {
                    self.rewrite(&lesson, (day, time), concerned.remove(&lesson.id)).await?;
                    lesson.id
                }
                None => {
                    let new = new_lesson(app, self.series, self.values, self.names, (day, time));
                    let id = lesson_rows::insert(tx, &new, now).await?;
                    history::note(tx, self.planner, id, "created", &Map::new(), self.reason).await?;
                    id
                }
            };
            wanted.push(ask(lesson, self.values, (day, time)));
        }
        // Weeks that have none any more.
        for lesson in by_week.into_values() {
            lessons::cancel_in(self.planner, tx, &lesson, self.reason).await?;
        }
        Ok(wanted)
    }

    async fn rewrite(&self, lesson: &Lesson, (day, time): Occurrence, told: Option<Vec<i64>>) -> Result<()> {
        let (app, tx) = (self.planner.app, self.tx);
        let mut new = new_lesson(app, self.series, self.values, self.names, (day, time));
        new.uid.clone_from(&lesson.uid);
        let details = lesson_rows::of_lesson(&**tx, lesson.id).await?;
        let professors = details.professor_ids();
        let same = lesson.time()? == time
            && lesson.room == new.room
            && lesson.title == new.title
            && lesson.module == new.module;
        if !same || professors != new.professors {
            lesson_rows::set_row(tx, lesson, &new, "planned", "", app.now()).await?;
        }
        lesson_rows::set_parts(tx, lesson.id, time, day, &new.professors, &new.groups).await?;
        lesson_rows::set_series(tx, lesson.id, day).await?;
        self.note(lesson, &details, &new).await?;
        let Some(mut people) = told.filter(|_| !same) else { return Ok(()) };
        people.extend(lesson_rows::expected_people(&**tx, lesson.id).await?);
        let now = lesson_rows::get(&**tx, Reach::Everything, lesson.id).await?;
        let before: (Timestamp, Timestamp) = (lesson.starts_at, lesson.ends_at);
        let kind = if lesson.time()? == time { "changed" } else { "moved" };
        let what = What { lesson: &now, kind, before: Some(before), people, reason: self.reason };
        notices::tell(tx, self.planner, &[what]).await
    }

    async fn note(&self, old: &Lesson, details: &Details, new: &New) -> Result<()> {
        let at = |seconds: i64| json!(Timestamp::from_seconds(seconds));
        let (before, moves) = (old.time()?, old.time()? != new.time);
        let changes = changes([
            ("module", json!(old.module), json!(new.module)),
            ("title", json!(old.title), json!(new.title)),
            ("starts_at", at(before.from()), at(new.time.from())),
            ("ends_at", at(before.to()), at(new.time.to())),
            ("room", json!(old.room), json!(new.room)),
            ("professors", json!(details.professor_ids()), json!(sorted_as(details.professor_ids(), &new.professors))),
            ("groups", json!(details.group_ids()), json!(sorted_as(details.group_ids(), &new.groups))),
        ]);
        if changes.is_empty() {
            return Ok(());
        }
        let kind = if moves { "moved" } else { "changed" };
        history::note(self.tx, self.planner, old.id, kind, &changes, self.reason).await
    }
}

/// The same people or groups in another order are no change.
fn sorted_as(before: Vec<i64>, now: &[i64]) -> Vec<i64> {
    let is_same = before.iter().collect::<BTreeSet<_>>() == now.iter().collect::<BTreeSet<_>>();
    if is_same { before } else { now.to_vec() }
}
