//! Workstations: their state in colour, whether they are heard, who sits there; marked in bulk.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{
    Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Filter, FilterKind, RowAction, Shows, Tone, Verb,
    Writer,
};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use crate::actions::seats as actions;
use crate::domain::status::ADMIN_STATES;
use crate::input::{self, Mode};

/// As `domain::status` says it.
const STATUS: &str = concat!(
    "CASE WHEN t.admin_state = 'maintenance' THEN 'maintenance' ",
    "WHEN t.admin_state = 'offline' OR (t.key_mac IS NOT NULL AND t.is_online = FALSE) THEN 'offline' ",
    "WHEN t.admin_state = 'in_use' OR (s.status = 'active' AND s.ends_at > {now}) ",
    "OR (s.status = 'suspended' AND s.seat_kept_until > {now} AND s.code_expires_at > {now}) THEN 'in_use' ",
    "WHEN EXISTS (SELECT 1 FROM seat_reservations b WHERE b.workstation_id = t.id AND b.status = 'booked' ",
    "AND b.ends_at > {now} AND b.starts_at <= {now} + 600000000) OR EXISTS (SELECT 1 FROM queue_tickets q ",
    "WHERE q.workstation_id = t.id AND q.held_until > {now}) THEN 'reserved' ELSE 'available' END"
);
pub(super) const STATES: Shows = Shows::Badge(&[
    ("available", Tone::Good),
    ("in_use", Tone::Busy),
    ("reserved", Tone::Warning),
    ("maintenance", Tone::Wrong),
    ("offline", Tone::Quiet),
]);

pub(super) fn entity() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("workstation", "t.id"),
        columns: columns(),
        filters: vec![
            Filter::new("admin_state", "t.admin_state", FilterKind::Choices(ADMIN_STATES)),
            Filter::new("is_online", "t.is_online", FilterKind::Flag),
            Filter::new("room", "t.room_id", FilterKind::Relation("rooms")),
        ],
        search: true,
        ordering: "name",
        fieldsets: fieldsets(),
        actions: ["available", "maintenance", "offline"]
            .map(|state| Arc::new(Mark(state)) as Arc<dyn RowAction>)
            .into(),
        dependents: vec![
            Dependent {
                name: "open_sessions",
                from: "workstation_sessions WHERE status IN ('active', 'suspended') AND workstation_id = ?",
                fate: Fate::Forbids,
            },
            Dependent {
                name: "workstation_sessions",
                from: "workstation_sessions WHERE status IN ('ended', 'expired') AND workstation_id = ?",
                fate: Fate::Kept,
            },
        ],
        writer: Some(Arc::new(Seats)),
        verbs: &Verb::ALL,
        ..Entity::new(
            "workstations",
            "rooms",
            "workstations",
            "workstations t JOIN rooms r ON r.id = t.room_id LEFT JOIN workstation_sessions s ON s.workstation_id = t.id \
             AND s.status IN ('active', 'suspended') LEFT JOIN visitors v ON v.id = s.visitor_id \
             LEFT JOIN users u ON u.id = v.user_id",
        )
    }
}

fn columns() -> Vec<Column> {
    const SESSION: &str = "CASE WHEN s.id IS NOT NULL THEN CAST(s.id AS TEXT) || '|' || \
                           COALESCE(u.first_name || ' ' || u.last_name, '#' || CAST(s.id AS TEXT)) END";
    vec![
        Column::text("name", "t.name").by_text("t.sort_name"),
        Column::new("room", "CAST(r.id AS TEXT) || '|' || r.name", Shows::Link("rooms")),
        Column::text("location", "t.location"),
        Column::new("status", STATUS, STATES),
        Column::flag("is_online", "t.is_online"),
        Column::new("active_session", SESSION, Shows::Link("workstation_sessions")),
        Column::text("ip_address", "t.ip_address"),
        Column::text("mac_address", "t.mac_address").extra(),
        Column::new("sessions_count", "t.sessions_count", Shows::Number).by_number("t.sessions_count"),
        Column::new("used_minutes", "t.used_micros / 60000000", Shows::Number).by_number("t.used_micros"),
        Column::instant("last_seen_at", "t.last_seen_at").by_number("COALESCE(t.last_seen_at, 0)"),
        Column::flag("is_enrolled", "(t.key_mac IS NOT NULL)").extra(),
        Column::instant("created_at", "t.created_at").by_number("t.created_at").extra(),
    ]
}

fn fieldsets() -> Vec<Fieldset> {
    vec![
        Fieldset::new(
            "workstation",
            vec![
                Field::text("name", "t.name", input::NAME).required(),
                Field::new("room", "t.room_id", FieldKind::Relation("rooms")).required(),
                Field::text("location", "t.location", input::NAME),
                Field::new("admin_state", "t.admin_state", FieldKind::Choice(ADMIN_STATES))
                    .required()
                    .default("available"),
                Field::new("notes", "t.notes", FieldKind::LongText(input::TEXT)),
            ],
        ),
        Fieldset::new(
            "network",
            vec![Field::text("ip_address", "t.ip_address", 60), Field::text("mac_address", "t.mac_address", 60)],
        ),
        Fieldset::folded(
            "plan",
            vec![
                Field::new("position_x", "t.position_x", FieldKind::Number(0, 10_000)),
                Field::new("position_y", "t.position_y", FieldKind::Number(0, 10_000)),
            ],
        ),
        Fieldset::folded(
            "statistics",
            vec![
                Field::new("sessions_count", "t.sessions_count", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("used_minutes", "t.used_micros / 60000000", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("last_session_at", "t.last_session_at", FieldKind::Instant).shown(),
                Field::new("is_online", "t.is_online", FieldKind::Flag).shown(),
                Field::new("last_seen_at", "t.last_seen_at", FieldKind::Instant).shown(),
                Field::new("enrolled_at", "t.enrolled_at", FieldKind::Instant).shown(),
            ],
        ),
    ]
}

struct Seats;

#[async_trait]
impl Writer for Seats {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let values = input::seat(&mut fields, Mode::Whole, None);
        if values.room == 0 {
            fields.error_if_clean("room", "required");
        }
        fields.finish()?;
        actions::create(cx.tx, cx.app, cx.info, &values).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = actions::get_locked(cx.tx, cx.app, id).await?;
        let mut fields = Fields::new(values);
        let values = input::seat(&mut fields, Mode::Part, Some(old.values()));
        fields.finish()?;
        actions::update(cx.tx, cx.app, cx.info, &old, &values, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        actions::delete(cx.tx, cx.app, cx.info, id).await
    }
}

/// Marks a seat as an operator does.
struct Mark(&'static str);

#[async_trait]
impl RowAction for Mark {
    fn name(&self) -> &'static str {
        self.0
    }

    fn is_dangerous(&self) -> bool {
        self.0 != "available"
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        match actions::set_state(cx.tx, cx.app, cx.info, id, self.0).await {
            // Gone meanwhile: nothing to mark.
            Err(Error::NotFound) => Ok(()),
            other => other,
        }
    }
}
