//! Appointments: looked at, cancelled, marked. They are booked and moved where the free times are shown.

use std::sync::Arc;

use preau_kernel::admin::{Column, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Tone};

use super::deeds::{Cancel, Mark};
use crate::domain::status::Status;

const STATUSES: &[&str] = &["booked", "held", "no_show", "cancelled"];
const BADGE: Shows =
    Shows::Badge(&[("booked", Tone::Busy), ("held", Tone::Good), ("no_show", Tone::Wrong), ("cancelled", Tone::Quiet)]);

pub(super) fn entity() -> Entity {
    Entity {
        title: "c.first_name || ' ' || c.last_name || ' #' || CAST(t.id AS TEXT)",
        version: Some("t.row_version"),
        target: ("appointment", "t.id"),
        columns: vec![
            Column::instant("starts_at", "t.starts_at").by_number("t.starts_at"),
            Column::instant("ends_at", "t.ends_at").extra(),
            Column::new(
                "client",
                "CAST(c.id AS TEXT) || '|' || c.first_name || ' ' || c.last_name",
                Shows::Link("users"),
            ),
            Column::new(
                "coach",
                "CAST(k.id AS TEXT) || '|' || k.first_name || ' ' || k.last_name",
                Shows::Link("users"),
            ),
            Column::text("service", "s.name_fr"),
            Column::new("status", "t.status", BADGE),
            Column::text("message", "t.message").extra(),
            Column::instant("created_at", "t.created_at").by_number("t.created_at").extra(),
        ],
        filters: vec![
            Filter::new("status", "t.status", FilterKind::Choices(STATUSES)),
            Filter::new("client", "t.client_id", FilterKind::Relation("users")),
            Filter::new("coach", "t.coach_id", FilterKind::Relation("users")),
            Filter::new("service", "t.service_id", FilterKind::Relation("services")),
            Filter::new("starts_at", "t.starts_at", FilterKind::Days),
        ],
        drill: Some("t.starts_at"),
        ordering: "-starts_at",
        fieldsets: vec![Fieldset::new(
            "appointment",
            vec![
                Field::new("client", "t.client_id", FieldKind::Relation("users")).shown(),
                Field::new("coach", "t.coach_id", FieldKind::Relation("users")).shown(),
                Field::new("service", "t.service_id", FieldKind::Relation("services")).shown(),
                Field::new("starts_at", "t.starts_at", FieldKind::Instant).shown(),
                Field::new("ends_at", "t.ends_at", FieldKind::Instant).shown(),
                Field::new("status", "t.status", FieldKind::Choice(STATUSES)).shown(),
                Field::new("message", "t.message", FieldKind::LongText(2000)).shown(),
                Field::new("cancel_reason", "t.cancel_reason", FieldKind::LongText(2000)).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        )],
        actions: vec![Arc::new(Mark(Status::Held)), Arc::new(Mark(Status::NoShow)), Arc::new(Cancel)],
        ..Entity::new(
            "appointments",
            "appointments",
            "appointments",
            "appointments t JOIN users c ON c.id = t.client_id JOIN users k ON k.id = t.coach_id \
             JOIN services s ON s.id = t.service_id",
        )
    }
}
