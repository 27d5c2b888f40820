//! Absences, accepted and refused; their documents.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, RowAction, Shows, Tone};

use crate::actions::absences::decide::{self, Decision};
use crate::permissions::Reach;
use crate::store::absences::rows;

const STATUSES: &[&str] = &["declared", "justified", "accepted", "refused"];
const STATES: &[&str] = &["declared", "justified", "accepted", "refused", "withdrawn"];
/// Of an absence that was withdrawn, that; `school/0006_absence_states` has an index of it.
const STATE: &str = "CASE WHEN t.withdrawn_at IS NULL THEN t.status ELSE 'withdrawn' END";
const ORIGINS: &[&str] = &["declared", "found"];
const STATUS: Shows = Shows::Badge(&[
    ("declared", Tone::Quiet),
    ("justified", Tone::Busy),
    ("accepted", Tone::Good),
    ("refused", Tone::Wrong),
    ("withdrawn", Tone::Quiet),
]);
const ORIGIN: Shows = Shows::Badge(&[("declared", Tone::Quiet), ("found", Tone::Warning)]);
const STUDENT: &str = "CAST(s.id AS TEXT) || '|' || s.first_name || ' ' || s.last_name";

pub(super) fn absences() -> Entity {
    Entity {
        title: "s.first_name || ' ' || s.last_name || ' #' || CAST(t.id AS TEXT)",
        version: Some("t.row_version"),
        target: ("absence", "t.id"),
        columns: vec![
            Column::instant("from_at", "t.from_at").by_number("t.from_at"),
            Column::instant("to_at", "t.to_at"),
            Column::new("student", STUDENT, Shows::Link("users")),
            Column::new("status", STATE, STATUS),
            Column::new("origin", "t.origin", ORIGIN),
            Column::text("reason", "SUBSTR(t.reason, 1, 200)"),
            Column::new(
                "documents",
                "(SELECT COUNT(*) FROM absence_documents ad WHERE ad.absence_id = t.id)",
                Shows::Number,
            ),
            Column::instant("deadline", "t.deadline").extra(),
            Column::instant("withdrawn_at", "t.withdrawn_at").extra(),
            Column::instant("created_at", "t.created_at").by_number("t.created_at").extra(),
        ],
        filters: vec![
            Filter::new("status", STATE, FilterKind::Choices(STATES)),
            Filter::new("origin", "t.origin", FilterKind::Choices(ORIGINS)),
            Filter::new("student", "t.student_id", FilterKind::Relation("users")),
            Filter::new("from_at", "t.from_at", FilterKind::Days),
        ],
        drill: Some("t.from_at"),
        ordering: "-from_at",
        fieldsets: vec![
            Fieldset::new(
                "absence",
                vec![
                    Field::new("student", "t.student_id", FieldKind::Relation("users")).shown(),
                    Field::new("from_at", "t.from_at", FieldKind::Instant).shown(),
                    Field::new("to_at", "t.to_at", FieldKind::Instant).shown(),
                    Field::new("origin", "t.origin", FieldKind::Choice(ORIGINS)).shown(),
                    Field::new("reason", "t.reason", FieldKind::LongText(2000)).shown(),
                    Field::new("deadline", "t.deadline", FieldKind::Instant).shown(),
                    Field::new("withdrawn_at", "t.withdrawn_at", FieldKind::Instant).shown(),
                ],
            ),
            Fieldset::new(
                "decision",
                vec![
                    Field::new("status", "t.status", FieldKind::Choice(STATUSES)).shown(),
                    Field::new("decision_reason", "t.decision_reason", FieldKind::LongText(2000)).shown(),
                    Field::new("decided_by", "t.decided_by", FieldKind::Relation("users")).shown(),
                    Field::new("decided_at", "t.decided_at", FieldKind::Instant).shown(),
                ],
            ),
        ],
        actions: vec![Arc::new(Decide { accept: true }), Arc::new(Decide { accept: false })],
        ..Entity::new("absences", "school", "absences", "absences t JOIN users s ON s.id = t.student_id")
    }
}

/// Marks follow, and those concerned are told.
struct Decide {
    accept: bool,
}

#[async_trait]
impl RowAction for Decide {
    fn name(&self) -> &'static str {
        if self.accept { "accept" } else { "refuse" }
    }

    fn is_dangerous(&self) -> bool {
        !self.accept
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let wanted = if self.accept { "accepted" } else { "refused" };
        if rows::get(&**cx.tx, Reach::Everything, id).await?.status == wanted {
            return Ok(());
        }
        let decision = Decision { accept: self.accept, reason: String::new(), deadline: None };
        decide::decide_in(cx.tx, cx.app, cx.info, cx.actor, Reach::Everything, id, &decision, None).await
    }
}

pub(super) fn documents() -> Entity {
    Entity {
        title: "t.name",
        target: ("absence_document", "t.id"),
        columns: vec![
            Column::text("name", "t.name"),
            Column::new(
                "absence",
                "CAST(t.absence_id AS TEXT) || '|' || s.first_name || ' ' || s.last_name",
                Shows::Link("absences"),
            ),
            Column::text("content_type", "t.content_type"),
            Column::new("size", "t.size", Shows::Size),
            Column::instant("created_at", "t.created_at"),
        ],
        filters: vec![Filter::new("absence", "t.absence_id", FilterKind::Relation("absences"))],
        fieldsets: vec![Fieldset::new(
            "document",
            vec![
                Field::new("absence", "t.absence_id", FieldKind::Relation("absences")).shown(),
                Field::text("name", "t.name", 200).shown(),
                Field::text("content_type", "t.content_type", 200).shown(),
                Field::new("uploaded_by", "t.uploaded_by", FieldKind::Relation("users")).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        )],
        ..Entity::new(
            "absence_documents",
            "school",
            "absence_documents",
            "absence_documents t JOIN absences a ON a.id = t.absence_id JOIN users s ON s.id = a.student_id",
        )
    }
}
