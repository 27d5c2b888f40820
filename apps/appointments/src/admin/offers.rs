//! What is offered, and who waits for it.

use std::sync::Arc;

use preau_kernel::admin::{
    Column, ColumnType, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, TableWriter,
    Tone, Verb,
};

use super::pictures::{self, Pictured};
use crate::store::images::Owner;

const STATUSES: &[&str] = &["waiting", "offered", "booked", "ended"];

pub(super) fn services() -> Entity {
    Entity {
        title: "t.name_fr",
        version: Some("t.row_version"),
        columns: vec![
            Column::new("position", "t.position", Shows::Number).by_number("t.position"),
            Column::text("name_fr", "t.name_fr").by_text("t.sort_name"),
            Column::text("name_en", "t.name_en"),
            Column::new(
                "coach_id",
                "CASE WHEN k.id IS NOT NULL THEN CAST(k.id AS TEXT) || '|' || k.first_name || ' ' || k.last_name END",
                Shows::Link("users"),
            ),
            Column::new("minutes", "t.minutes", Shows::Number),
            Column::new("image", pictures::OF_SERVICE, Shows::Image),
            Column::flag("is_active", "t.is_active"),
        ],
        filters: vec![
            Filter::new("coach_id", "t.coach_id", FilterKind::Relation("users")),
            Filter::new("is_active", "t.is_active", FilterKind::Flag),
        ],
        search: true,
        ordering: "position",
        fieldsets: service_fields(),
        dependents: vec![Dependent {
            name: "service_appointments",
            from: "appointments WHERE service_id = ?",
            fate: Fate::Forbids,
        }],
        writer: Some(Arc::new(Pictured { owner: Owner::Service, table: SERVICES })),
        verbs: &Verb::ALL,
        ..Entity::new("services", "appointments", "services", "services t LEFT JOIN users k ON k.id = t.coach_id")
    }
}

const SERVICES: TableWriter = TableWriter {
    columns: &[
        ("name_fr", ColumnType::Text),
        ("name_en", ColumnType::Text),
        ("description_fr", ColumnType::Text),
        ("description_en", ColumnType::Text),
        ("image_alt_fr", ColumnType::Text),
        ("image_alt_en", ColumnType::Text),
        ("coach_id", ColumnType::Number),
        ("minutes", ColumnType::Number),
        ("pause", ColumnType::Number),
        ("position", ColumnType::Number),
        ("is_active", ColumnType::Flag),
    ],
    search: &["name_fr", "name_en"],
    sort: Some(("sort_name", "name_fr")),
    ..TableWriter::new("services", "name_fr")
};

fn service_fields() -> Vec<Fieldset> {
    vec![
        Fieldset::new(
            "service",
            vec![
                Field::text("name_fr", "t.name_fr", 150).required(),
                Field::text("name_en", "t.name_en", 150),
                Field::new("description_fr", "t.description_fr", FieldKind::Markdown(5000)),
                Field::new("description_en", "t.description_en", FieldKind::Markdown(5000)),
            ],
        ),
        Fieldset::new(
            "picture",
            vec![
                pictures::field(Owner::Service),
                Field::text("image_alt_fr", "t.image_alt_fr", 300),
                Field::text("image_alt_en", "t.image_alt_en", 300),
            ],
        ),
        Fieldset::new(
            "times",
            vec![
                Field::new("coach_id", "t.coach_id", FieldKind::Relation("users")),
                Field::new("minutes", "t.minutes", FieldKind::Number(5, 480)).required().default("45"),
                Field::new("pause", "t.pause", FieldKind::Number(0, 240)),
                Field::new("position", "t.position", FieldKind::Number(0, 10_000)).required().default("0"),
                Field::new("is_active", "t.is_active", FieldKind::Flag).default("true"),
            ],
        ),
    ]
}

/// Made and ended by the people who wait.
pub(super) fn wishes() -> Entity {
    let status = Shows::Badge(&[
        ("waiting", Tone::Busy),
        ("offered", Tone::Warning),
        ("booked", Tone::Good),
        ("ended", Tone::Quiet),
    ]);
    Entity {
        title: "c.first_name || ' ' || c.last_name || ' #' || CAST(t.id AS TEXT)",
        target: ("waiting_wish", "t.id"),
        columns: vec![
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::new(
                "client",
                "CAST(c.id AS TEXT) || '|' || c.first_name || ' ' || c.last_name",
                Shows::Link("users"),
            ),
            Column::new("first_day", "t.first_day", Shows::Date),
            Column::new("last_day", "t.last_day", Shows::Date),
            Column::new("status", "t.status", status),
        ],
        filters: vec![
            Filter::new("status", "t.status", FilterKind::Choices(STATUSES)),
            Filter::new("client", "t.client_id", FilterKind::Relation("users")),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        ordering: "created_at",
        fieldsets: vec![Fieldset::new(
            "wish",
            vec![
                Field::new("client", "t.client_id", FieldKind::Relation("users")).shown(),
                Field::new("coach", "t.coach_id", FieldKind::Relation("users")).shown(),
                Field::new("first_day", "t.first_day", FieldKind::Date).shown(),
                Field::new("last_day", "t.last_day", FieldKind::Date).shown(),
                Field::text("from_time", "t.from_time", 5).shown(),
                Field::text("to_time", "t.to_time", 5).shown(),
                Field::new("status", "t.status", FieldKind::Choice(STATUSES)).shown(),
            ],
        )],
        ..Entity::new(
            "waiting_wishes",
            "appointments",
            "waiting_wishes",
            "waiting_wishes t JOIN users c ON c.id = t.client_id",
        )
    }
}
