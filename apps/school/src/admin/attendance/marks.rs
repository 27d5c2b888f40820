//! Marks: the office's voice is given here; the others are shown.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{
    Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Tone, Verb, Writer,
};
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value, json};

use crate::actions::attendance::changed;
use crate::actions::attendance::mark::say;
use crate::actions::{self, absences, check_version};
use crate::domain::attendance::mark::Said;
use crate::domain::attendance::status::{Status, Voice};
use crate::input::TEXT;
use crate::permissions::Reach;
use crate::store::attendance::lessons;
use crate::store::attendance::marks::{self as rows, Telling};

const STATUSES: &[&str] = &["present", "absent", "late", "excused", "left_early", "remote"];
const BADGE: Shows = Shows::Badge(&[
    ("present", Tone::Good),
    ("absent", Tone::Wrong),
    ("late", Tone::Warning),
    ("excused", Tone::Quiet),
    ("left_early", Tone::Warning),
    ("remote", Tone::Busy),
]);
const DAY: i64 = 24 * 60;

pub(super) fn marks() -> Entity {
    Entity {
        title: "s.first_name || ' ' || s.last_name || ' #' || CAST(t.id AS TEXT)",
        version: Some("t.row_version"),
        target: ("mark", "t.id"),
        columns: vec![
            Column::instant("starts_at", "t.starts_at").by_number("t.starts_at"),
            Column::new(
                "student",
                "CAST(s.id AS TEXT) || '|' || s.first_name || ' ' || s.last_name",
                Shows::Link("users"),
            ),
            Column::new("module", "CAST(mo.id AS TEXT) || '|' || mo.name", Shows::Link("modules")),
            Column::new("status", "t.status", BADGE),
            Column::new("minutes_late", "t.minutes_late", Shows::Number),
            Column::new("student_status", "t.student_status", BADGE).extra(),
            Column::new("professor_status", "t.professor_status", BADGE).extra(),
            Column::new("office_status", "t.office_status", BADGE),
            Column::text("note", "t.note").extra(),
        ],
        filters: vec![
            Filter::new("status", "t.status", FilterKind::Choices(STATUSES)),
            Filter::new("student", "t.student_id", FilterKind::Relation("users")),
            Filter::new("starts_at", "t.starts_at", FilterKind::Days),
        ],
        drill: Some("t.starts_at"),
        ordering: "-starts_at",
        fieldsets: fieldsets(),
        writer: Some(Arc::new(Office)),
        verbs: &[Verb::View, Verb::Change],
        ..Entity::new(
            "attendance_marks",
            "school",
            "attendance_marks",
            "attendance_marks t JOIN users s ON s.id = t.student_id JOIN lessons l ON l.id = t.lesson_id \
             JOIN modules mo ON mo.id = l.module_id",
        )
    }
}

fn fieldsets() -> Vec<Fieldset> {
    let choice = || FieldKind::Choice(STATUSES);
    vec![
        Fieldset::new(
            "mark",
            vec![
                Field::new("student", "t.student_id", FieldKind::Relation("users")).shown(),
                Field::new("starts_at", "t.starts_at", FieldKind::Instant).shown(),
                Field::new("status", "t.status", choice()).shown(),
                Field::new("office_status", "t.office_status", choice()),
                Field::new("minutes_late", "t.minutes_late", FieldKind::Number(0, DAY)),
                Field::new("minutes_left", "t.minutes_left", FieldKind::Number(0, DAY)),
                Field::new("note", "t.note", FieldKind::LongText(TEXT)),
                Field::text("reason", "''", TEXT),
            ],
        ),
        Fieldset::new(
            "voices",
            vec![
                Field::new("student_status", "t.student_status", choice()).shown(),
                Field::new("confirmed", "t.student_confirmed", FieldKind::Flag).shown(),
                Field::new("professor_status", "t.professor_status", choice()).shown(),
                Field::new("updated_at", "t.updated_at", FieldKind::Instant).shown(),
            ],
        ),
    ]
}

struct Office;

#[async_trait]
impl Writer for Office {
    async fn create(&self, _cx: &Cx<'_>, _values: Map<String, Value>) -> Result<i64> {
        Err(Error::forbidden())
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let (lesson, student) = rows::place_of(&**cx.tx, id).await?;
        let lesson = lessons::get_locked(cx.tx, Reach::Everything, lesson).await?;
        let kept = rows::find(&**cx.tx, lesson.id, student).await?.ok_or(Error::NotFound)?;
        check_version(version, kept.row_version)?;
        let old = &kept.mark;
        let mut fields = Fields::new(values);
        let named = |fields: &mut Fields| fields.text("office_status", 20).filter(|name| !name.is_empty());
        let office = match fields.has("office_status") {
            true => named(&mut fields).and_then(|name| Status::parse(&name)),
            false => old.office,
        };
        let late = fields.integer("minutes_late").unwrap_or(old.minutes_late);
        let left = fields.integer("minutes_left").unwrap_or(old.minutes_left);
        let note = fields.has("note").then(|| fields.text("note", TEXT).unwrap_or_default().trim().to_owned());
        let reason = fields.text("reason", TEXT).unwrap_or_default();
        fields.finish()?;
        let said = Said { note, ..Said::new(Voice::Office, office).minutes(late, left) };
        let name = |status: Option<Status>| json!(status.map(Status::name));
        let new_note = said.note.clone().unwrap_or_else(|| old.note.clone());
        let changes = actions::changes([
            ("office_status", name(old.office), name(office)),
            ("minutes_late", json!(old.minutes_late), json!(said.minutes_late)),
            ("minutes_left", json!(old.minutes_left), json!(said.minutes_left)),
            ("note", json!(old.note), json!(new_note)),
        ]);
        let telling = Telling { actor: Some(cx.actor.user_id), reason: reason.trim(), now: cx.app.now() };
        if !say(cx.tx, (lesson.id, lesson.starts_at), student, Some(&kept), &said, telling).await? {
            return Ok(());
        }
        changed(cx.tx, lesson.id).await?;
        let entry = actions::changed(Entry::new("mark_changed").target("mark", id, lesson.name()), changes);
        audit::record(cx.tx, cx.app, cx.info, entry.meta("student", student)).await?;
        absences::found::follow_register(cx.tx, cx.app, cx.info, lesson.id).await
    }

    async fn delete(&self, _cx: &Cx<'_>, _id: i64) -> Result<()> {
        Err(Error::forbidden())
    }
}
