//! Lessons and series, to look at: they are planned in the timetable, where clashes and what fits instead are shown.

use preau_kernel::admin::{Column, Entity, Filter, FilterKind, Shows, Tone, Verb};

use crate::store::lessons::{REGISTERS, STATUSES};

const TONES: &[(&str, Tone)] =
    &[("held", Tone::Good), ("planned", Tone::Busy), ("moved", Tone::Warning), ("cancelled", Tone::Quiet)];
const GROUP: &str = "t.id IN (SELECT lg.lesson_id FROM lesson_groups lg WHERE lg.group_id = ?)";
const PROFESSOR: &str = "t.id IN (SELECT lp.lesson_id FROM lesson_professors lp WHERE lp.user_id = ?)";
const ROOM: &str = "CASE WHEN r.id IS NOT NULL THEN CAST(r.id AS TEXT) || '|' || r.name END";
const MODULE: &str = "CAST(m.id AS TEXT) || '|' || m.name";

pub(super) fn lessons() -> Entity {
    Entity {
        title: "CASE WHEN t.title = '' THEN m.name ELSE t.title END",
        version: Some("t.row_version"),
        target: ("lesson", "t.id"),
        columns: vec![
            Column::text("title", "CASE WHEN t.title = '' THEN m.name ELSE t.title END"),
            Column::instant("starts_at", "t.starts_at").by_number("t.starts_at"),
            Column::instant("ends_at", "t.ends_at"),
            Column::new("module", MODULE, Shows::Link("modules")),
            Column::new("room", ROOM, Shows::Link("rooms")),
            Column::new("status", "t.status", Shows::Badge(TONES)),
            Column::text("reason", "t.reason").extra(),
            Column::text("clash_reason", "t.clash_reason").extra(),
        ],
        filters: vec![
            Filter::new("starts_at", "t.starts_at", FilterKind::Days),
            Filter::new("status", "t.status", FilterKind::Choices(STATUSES)),
            Filter::new("register_state", "t.register_state", FilterKind::Choices(REGISTERS)),
            Filter::new("module", "t.module_id", FilterKind::Relation("modules")),
            Filter::new("room", "t.room_id", FilterKind::Relation("rooms")),
            Filter::new("group", GROUP, FilterKind::Within("class_groups")),
            Filter::new("professor", PROFESSOR, FilterKind::Within("users")),
        ],
        drill: Some("t.starts_at"),
        search: true,
        ordering: "-starts_at",
        verbs: &[Verb::View],
        ..Entity::new(
            "lessons",
            "school",
            "lessons",
            "lessons t JOIN modules m ON m.id = t.module_id LEFT JOIN rooms r ON r.id = t.room_id",
        )
    }
}

pub(super) fn series() -> Entity {
    Entity {
        title: "CASE WHEN t.title = '' THEN m.name ELSE t.title END",
        version: Some("t.row_version"),
        target: ("lesson_series", "t.id"),
        columns: vec![
            Column::text("title", "CASE WHEN t.title = '' THEN m.name ELSE t.title END").by_text("t.sort_title"),
            Column::new("weekday", "CAST(t.weekday AS TEXT)", Shows::Badge(&[])),
            Column::text("from_time", "t.from_time"),
            Column::text("to_time", "t.to_time"),
            Column::new("first_day", "t.first_day", Shows::Date).by_text("t.first_day"),
            Column::new("last_day", "t.last_day", Shows::Date),
            Column::new("module", MODULE, Shows::Link("modules")),
            Column::new("room", ROOM, Shows::Link("rooms")),
        ],
        filters: vec![
            Filter::new("module", "t.module_id", FilterKind::Relation("modules")),
            Filter::new("room", "t.room_id", FilterKind::Relation("rooms")),
            Filter::new("first_day", "t.first_day", FilterKind::Dates),
        ],
        search: true,
        ordering: "-first_day",
        verbs: &[Verb::View],
        ..Entity::new(
            "lesson_series",
            "school",
            "lesson_series",
            "lesson_series t JOIN modules m ON m.id = t.module_id LEFT JOIN rooms r ON r.id = t.room_id",
        )
    }
}
