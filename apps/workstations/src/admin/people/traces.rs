//! Batches, reservations, tickets, and the orders to seats: read here, made elsewhere.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{Column, Cx, Entity, Filter, FilterKind, RowAction, Shows, Tone};
use preau_kernel::{Error, Result};

use super::GROUP;
use crate::actions::people::reservations;
use crate::store::people::{queue, reservations as reservation_rows};

const VISITOR: &str = "CAST(v.id AS TEXT) || '|' || u.first_name || ' ' || u.last_name";

pub(super) fn entities() -> Vec<Entity> {
    vec![batches(), of_reservations(), tickets(), orders()]
}

/// Never with its codes: they are shown where that is recorded.
fn batches() -> Entity {
    Entity {
        title: "t.label",
        target: ("code_batch", "t.id"),
        columns: vec![
            Column::text("label", "t.label"),
            Column::new("minutes", "t.minutes", Shows::Number),
            Column::new("count", "t.count", Shows::Number),
            Column::new(
                "started",
                "(SELECT COUNT(*) FROM workstation_sessions s WHERE s.batch_id = t.id AND s.started_at IS NOT NULL)",
                Shows::Number,
            ),
            Column::text("created_by", "o.first_name || ' ' || o.last_name"),
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
        ],
        filters: vec![
            Filter::new("created_by", "t.created_by", FilterKind::Relation("users")),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        search: true,
        ordering: "-created_at",
        ..Entity::new("code_batches", GROUP, "code_batches", "code_batches t LEFT JOIN users o ON o.id = t.created_by")
    }
}

fn of_reservations() -> Entity {
    const STATUS: &[(&str, Tone)] =
        &[("booked", Tone::Busy), ("used", Tone::Good), ("cancelled", Tone::Quiet), ("missed", Tone::Warning)];
    Entity {
        title: "w.name || ' · ' || t.label",
        target: ("reservation", "t.id"),
        columns: vec![
            Column::instant("starts_at", "t.starts_at").by_number("t.starts_at"),
            Column::instant("ends_at", "t.ends_at"),
            Column::text("workstation", "w.name"),
            Column::new("visitor", VISITOR, Shows::Link("visitors")),
            Column::text("label", "t.label"),
            Column::new("status", "t.status", Shows::Badge(STATUS)),
            Column::text("created_by", "o.first_name || ' ' || o.last_name"),
        ],
        filters: vec![
            Filter::new("status", "t.status", FilterKind::Choices(reservation_rows::STATUSES)),
            Filter::new("starts_at", "t.starts_at", FilterKind::Days),
            Filter::new("visitor", "t.visitor_id", FilterKind::Relation("visitors")),
        ],
        drill: Some("t.starts_at"),
        search: true,
        ordering: "-starts_at",
        actions: vec![Arc::new(Cancel)],
        ..Entity::new(
            "seat_reservations",
            GROUP,
            "seat_reservations",
            "seat_reservations t JOIN workstations w ON w.id = t.workstation_id LEFT JOIN visitors v ON v.id = t.visitor_id \
             LEFT JOIN users u ON u.id = v.user_id LEFT JOIN users o ON o.id = t.created_by",
        )
    }
}

struct Cancel;

#[async_trait]
impl RowAction for Cancel {
    fn name(&self) -> &'static str {
        "cancel"
    }

    fn is_dangerous(&self) -> bool {
        true
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        match reservations::cancel(cx.tx, cx.app, cx.info, id, false).await {
            // Cancelled already: doing it twice is harmless.
            Err(Error::Conflict(refusal)) if refusal.code == "wrong_state" => {
                let status = reservation_rows::get(&**cx.tx, id).await?.status;
                if status == "cancelled" { Ok(()) } else { Err(Error::Conflict(refusal)) }
            }
            other => other,
        }
    }
}

fn tickets() -> Entity {
    const STATUS: &[(&str, Tone)] =
        &[("waiting", Tone::Busy), ("called", Tone::Warning), ("seated", Tone::Good), ("gone", Tone::Quiet)];
    Entity {
        title: "CAST(t.number AS TEXT)",
        target: ("queue_ticket", "t.id"),
        columns: vec![
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::new("number", "t.number", Shows::Number),
            Column::text("site", "s.name"),
            Column::new("visitor", VISITOR, Shows::Link("visitors")),
            Column::new("minutes", "t.minutes", Shows::Number),
            Column::new("status", "t.status", Shows::Badge(STATUS)),
            Column::instant("called_at", "t.called_at"),
            Column::instant("closed_at", "t.closed_at"),
        ],
        filters: vec![
            Filter::new("status", "t.status", FilterKind::Choices(queue::STATUSES)),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        ordering: "-created_at",
        ..Entity::new(
            "queue_tickets",
            GROUP,
            "queue_tickets",
            "queue_tickets t JOIN sites s ON s.id = t.site_id LEFT JOIN visitors v ON v.id = t.visitor_id \
             LEFT JOIN users u ON u.id = v.user_id",
        )
    }
}

/// Sent, received, done. Never what they say: that may be a word to a visitor.
fn orders() -> Entity {
    const STATE: &str = "CASE WHEN t.done_at IS NOT NULL THEN 'done' WHEN t.received_at IS NOT NULL THEN 'received' \
                         WHEN t.sent_at IS NOT NULL THEN 'sent' ELSE 'open' END";
    const STATES: &[(&str, Tone)] =
        &[("done", Tone::Good), ("received", Tone::Busy), ("sent", Tone::Warning), ("open", Tone::Quiet)];
    Entity {
        title: "w.name || ' · ' || CAST(t.number AS TEXT)",
        target: ("seat_order", "t.id"),
        columns: vec![
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::text("workstation", "w.name"),
            Column::new("number", "t.number", Shows::Number),
            Column::text("kind", "t.kind"),
            Column::new("state", STATE, Shows::Badge(STATES)),
            Column::instant("sent_at", "t.sent_at"),
            Column::instant("received_at", "t.received_at"),
            Column::instant("done_at", "t.done_at"),
            Column::text("outcome", "t.outcome"),
            Column::text("created_by", "o.first_name || ' ' || o.last_name").extra(),
        ],
        filters: vec![
            Filter::each("state", &[("done", "t.done_at IS NOT NULL"), ("not_done", "t.done_at IS NULL")]),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        ordering: "-created_at",
        ..Entity::new(
            "seat_orders",
            GROUP,
            "seat_orders",
            "seat_orders t JOIN workstations w ON w.id = t.workstation_id LEFT JOIN users o ON o.id = t.created_by",
        )
    }
}
