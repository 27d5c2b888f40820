//! Registers, closed and reopened; check-ins, looked at.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, RowAction, Shows, Tone};

use crate::actions::attendance::closing::{self, Closing};
use crate::permissions::Reach;
use crate::store::attendance::lessons;

const STATES: &[&str] = &["not_taken", "open", "closed"];
const STATE: Shows = Shows::Badge(&[("not_taken", Tone::Warning), ("open", Tone::Busy), ("closed", Tone::Good)]);
const DECISION: Shows = Shows::Badge(&[("green", Tone::Good), ("amber", Tone::Warning), ("red", Tone::Wrong)]);
const MODULE: &str = "CAST(mo.id AS TEXT) || '|' || mo.name";
const STUDENT: &str = "CAST(s.id AS TEXT) || '|' || s.first_name || ' ' || s.last_name";

pub(super) fn registers() -> Entity {
    Entity {
        title: "mo.name || ' #' || CAST(t.id AS TEXT)",
        target: ("lesson", "t.id"),
        columns: vec![
            Column::instant("starts_at", "t.starts_at").by_number("t.starts_at"),
            Column::instant("ends_at", "t.ends_at").extra(),
            Column::new("module", MODULE, Shows::Link("modules")),
            Column::text("lesson", "t.title"),
            Column::new("state", "t.register_state", STATE),
            Column::new("head_count", "t.head_count", Shows::Number),
            Column::instant("closed_at", "t.register_closed_at").extra(),
        ],
        filters: vec![
            Filter::new("state", "t.register_state", FilterKind::Choices(STATES)),
            Filter::new("module", "t.module_id", FilterKind::Relation("modules")),
            Filter::new(
                "professor",
                "t.id IN (SELECT lp.lesson_id FROM lesson_professors lp WHERE lp.user_id = ?)",
                FilterKind::Within("users"),
            ),
            Filter::new("starts_at", "t.starts_at", FilterKind::Days),
        ],
        drill: Some("t.starts_at"),
        ordering: "-starts_at",
        fieldsets: vec![Fieldset::new(
            "register",
            vec![
                Field::new("module", "t.module_id", FieldKind::Relation("modules")).shown(),
                Field::text("lesson", "t.title", 150).shown(),
                Field::new("starts_at", "t.starts_at", FieldKind::Instant).shown(),
                Field::new("ends_at", "t.ends_at", FieldKind::Instant).shown(),
                Field::new("state", "t.register_state", FieldKind::Choice(STATES)).shown(),
                Field::new("head_count", "t.head_count", FieldKind::Number(0, 100_000)).shown(),
                Field::new("closed_at", "t.register_closed_at", FieldKind::Instant).shown(),
            ],
        )],
        actions: vec![Arc::new(Close), Arc::new(Reopen)],
        ..Entity::new("registers", "school", "lessons", "lessons t JOIN modules mo ON mo.id = t.module_id")
    }
}

pub(super) fn check_ins() -> Entity {
    Entity {
        title: "s.first_name || ' ' || s.last_name || ' #' || CAST(t.id AS TEXT)",
        columns: vec![
            Column::instant("at", "t.at").by_number("t.at"),
            Column::new("student", STUDENT, Shows::Link("users")),
            Column::new("module", MODULE, Shows::Link("modules")),
            Column::new("decision", "t.decision", DECISION),
            Column::flag("accepted", "t.accepted"),
            Column::new("score", "t.score", Shows::Number),
        ],
        filters: vec![
            Filter::new("decision", "t.decision", FilterKind::Choices(&["green", "amber", "red"])),
            Filter::new("student", "t.student_id", FilterKind::Relation("users")),
            Filter::new("at", "t.at", FilterKind::Days),
        ],
        drill: Some("t.at"),
        ordering: "-at",
        fieldsets: vec![Fieldset::new(
            "check_in",
            vec![
                Field::new("at", "t.at", FieldKind::Instant).shown(),
                Field::new("student", "t.student_id", FieldKind::Relation("users")).shown(),
                Field::new("decision", "t.decision", FieldKind::Choice(&["green", "amber", "red"])).shown(),
                Field::new("accepted", "t.accepted", FieldKind::Flag).shown(),
                Field::new("score", "t.score", FieldKind::Number(0, 1000)).shown(),
                Field::new("reasons", "t.reasons", FieldKind::LongText(2000)).shown(),
                Field::new("decided_at", "t.decided_at", FieldKind::Instant).shown(),
            ],
        )],
        ..Entity::new(
            "check_ins",
            "school",
            "check_ins",
            "check_ins t JOIN users s ON s.id = t.student_id JOIN lessons l ON l.id = t.lesson_id \
             JOIN modules mo ON mo.id = l.module_id",
        )
    }
}

/// Of whom nobody has said anything, as without a word from the professor.
struct Close;

#[async_trait]
impl RowAction for Close {
    fn name(&self) -> &'static str {
        "close"
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let lesson = lessons::get_locked(cx.tx, Reach::Everything, id).await?;
        closing::close_in(cx.tx, cx.app, cx.info, (cx.actor, Reach::Everything), &lesson, &Closing::default()).await
    }
}

struct Reopen;

#[async_trait]
impl RowAction for Reopen {
    fn name(&self) -> &'static str {
        "reopen"
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let lesson = lessons::get_locked(cx.tx, Reach::Everything, id).await?;
        if !lesson.is_closed() {
            return Ok(());
        }
        let reason = cx.app.l10n().text(cx.info.lang(), "admin-registers-reopened");
        closing::reopen_in(cx.tx, cx.app, cx.info, cx.actor, &lesson, &reason).await
    }
}
