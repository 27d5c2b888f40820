//! Who and what is taken when: read only, since each claim belongs to what it was made for.

use preau_kernel::admin::{Column, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Tone};

/// Words of the modules that claim.
const SOURCES: &[&str] = &["appointment", "lesson", "hold", "reservation"];
const KINDS: &[&str] = &["person", "room", "group", "seat"];

const PERSON: &str = "CASE WHEN t.subject_kind = 'person' THEN CAST(t.subject_id AS TEXT) || '|' || \
                      COALESCE(u.first_name || ' ' || u.last_name, '#' || CAST(t.subject_id AS TEXT)) END";
const ROOM: &str = "CASE WHEN t.subject_kind = 'room' THEN CAST(t.subject_id AS TEXT) || '|' || \
                    COALESCE(r.name, '#' || CAST(t.subject_id AS TEXT)) END";

pub(super) fn entity() -> Entity {
    let source = Shows::Badge(&[
        ("appointment", Tone::Good),
        ("lesson", Tone::Busy),
        ("hold", Tone::Warning),
        ("reservation", Tone::Quiet),
    ]);
    Entity {
        title: "'#' || CAST(t.id AS TEXT)",
        columns: vec![
            Column::instant("starts", "t.starts * 1000000").by_number("t.starts * 1000000"),
            Column::instant("ends", "t.ends * 1000000"),
            Column::new("subject_kind", "t.subject_kind", Shows::Badge(&[])),
            Column::new("person", PERSON, Shows::Link("users")),
            Column::new("room", ROOM, Shows::Link("rooms")),
            Column::new("subject_id", "t.subject_id", Shows::Number).extra(),
            Column::new("source_kind", "t.source_kind", source),
            Column::new("source_id", "t.source_id", Shows::Number).extra(),
            Column::flag("exclusive", "t.exclusive"),
            Column::text("reason", "t.reason").extra(),
            Column::instant("expires_at", "t.expires_at").extra(),
        ],
        filters: vec![
            Filter::new("room", "t.subject_kind = 'room' AND t.subject_id = ?", FilterKind::Within("rooms")),
            Filter::new("person", "t.subject_kind = 'person' AND t.subject_id = ?", FilterKind::Within("users")),
            Filter::new("source_kind", "t.source_kind", FilterKind::Choices(SOURCES)),
            Filter::new("starts", "t.starts * 1000000", FilterKind::Days),
        ],
        drill: Some("t.starts * 1000000"),
        ordering: "-starts",
        fieldsets: vec![Fieldset::new(
            "claim",
            vec![
                Field::new("starts", "t.starts * 1000000", FieldKind::Instant).shown(),
                Field::new("ends", "t.ends * 1000000", FieldKind::Instant).shown(),
                Field::new("subject_kind", "t.subject_kind", FieldKind::Choice(KINDS)).shown(),
                Field::new("subject_id", "t.subject_id", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("source_kind", "t.source_kind", FieldKind::Choice(SOURCES)).shown(),
                Field::new("source_id", "t.source_id", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("exclusive", "t.exclusive", FieldKind::Flag).shown(),
                Field::text("reason", "t.reason", 500).shown(),
                Field::new("expires_at", "t.expires_at", FieldKind::Instant).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        )],
        ..Entity::new(
            "time_claims",
            "calendar",
            "time_claims",
            "time_claims t LEFT JOIN rooms r ON t.subject_kind = 'room' AND r.id = t.subject_id \
             LEFT JOIN users u ON t.subject_kind = 'person' AND u.id = t.subject_id",
        )
    }
}
