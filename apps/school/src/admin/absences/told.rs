//! What people were told: alerts about students, messages to groups.

use preau_kernel::admin::{Column, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Tone};

const KINDS: &[&str] = &["absent", "absences", "presence", "declared", "withdrawn", "decision", "message"];
const KIND: Shows = Shows::Badge(&[
    ("absent", Tone::Warning),
    ("absences", Tone::Wrong),
    ("presence", Tone::Wrong),
    ("declared", Tone::Quiet),
    ("withdrawn", Tone::Quiet),
    ("decision", Tone::Busy),
    ("message", Tone::Quiet),
]);

pub(super) fn alerts() -> Entity {
    Entity {
        title: "u.first_name || ' ' || u.last_name || ' #' || CAST(t.id AS TEXT)",
        target: ("school_alert", "t.id"),
        columns: vec![
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::new("kind", "t.kind", KIND),
            Column::new(
                "about",
                "CAST(s.id AS TEXT) || '|' || s.first_name || ' ' || s.last_name",
                Shows::Link("users"),
            ),
            Column::new(
                "told",
                "CAST(u.id AS TEXT) || '|' || u.first_name || ' ' || u.last_name",
                Shows::Link("users"),
            ),
            Column::text("period", "t.period"),
        ],
        filters: vec![
            Filter::new("about", "t.about_id", FilterKind::Relation("users")),
            Filter::new("told", "t.user_id", FilterKind::Relation("users")),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        ordering: "-created_at",
        fieldsets: vec![Fieldset::new(
            "alert",
            vec![
                Field::new("kind", "t.kind", FieldKind::Choice(KINDS)).shown(),
                Field::new("about", "t.about_id", FieldKind::Relation("users")).shown(),
                Field::new("told", "t.user_id", FieldKind::Relation("users")).shown(),
                Field::text("period", "t.period", 100).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        )],
        ..Entity::new(
            "school_alerts",
            "school",
            "school_alerts",
            "school_alerts t JOIN users u ON u.id = t.user_id JOIN users s ON s.id = t.about_id",
        )
    }
}

pub(super) fn messages() -> Entity {
    Entity {
        title: "t.subject",
        target: ("group_message", "t.id"),
        columns: vec![
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::text("subject", "t.subject"),
            Column::new(
                "sender",
                "CAST(u.id AS TEXT) || '|' || u.first_name || ' ' || u.last_name",
                Shows::Link("users"),
            ),
            Column::new("recipients", "t.recipients", Shows::Number),
        ],
        filters: vec![
            Filter::new("sender", "t.sender_id", FilterKind::Relation("users")),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        ordering: "-created_at",
        fieldsets: vec![Fieldset::new(
            "message",
            vec![
                Field::new("sender", "t.sender_id", FieldKind::Relation("users")).shown(),
                Field::text("subject", "t.subject", 150).shown(),
                Field::new("body", "t.body", FieldKind::LongText(10_000)).shown(),
                Field::new("recipients", "t.recipients", FieldKind::Number(0, 1_000_000)).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        )],
        ..Entity::new(
            "group_messages",
            "school",
            "group_messages",
            "group_messages t JOIN users u ON u.id = t.sender_id",
        )
    }
}
