//! The rooms of the sites.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{
    Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Verb, Writer,
};
use preau_kernel::web::Fields;
use serde_json::{Map, Value};

use crate::actions::rooms as actions;
use crate::input::{self, Mode};
use crate::store::rooms::{self as rows, KINDS};

pub(super) fn entity() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("room", "t.id"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            Column::new("site", "CAST(s.id AS TEXT) || '|' || s.name", Shows::Link("sites")),
            Column::new("kind", "t.kind", Shows::Badge(&[])),
            Column::new("capacity", "t.capacity", Shows::Number).by_number("t.sort_capacity"),
            Column::flag("is_active", "t.is_active"),
            Column::text("note", "t.note").extra(),
        ],
        filters: vec![
            Filter::new("site", "t.site_id", FilterKind::Relation("sites")),
            Filter::new("kind", "t.kind", FilterKind::Choices(KINDS)),
            Filter::new("is_active", "t.is_active", FilterKind::Flag),
        ],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new(
            "room",
            vec![
                Field::new("site", "t.site_id", FieldKind::Relation("sites")).required(),
                Field::text("name", "t.name", 150).required(),
                Field::new("kind", "t.kind", FieldKind::Choice(KINDS)).required().default("classroom"),
                Field::new("capacity", "t.capacity", FieldKind::Number(0, 100_000)),
                Field::new("note", "t.note", FieldKind::LongText(2000)),
                Field::new("is_active", "t.is_active", FieldKind::Flag).default("true"),
            ],
        )],
        dependents: vec![Dependent {
            name: "room_claims",
            from: "time_claims WHERE subject_kind = 'room' AND subject_id = ?",
            fate: Fate::Forbids,
        }],
        writer: Some(Arc::new(Rooms)),
        verbs: &Verb::ALL,
        ..Entity::new("rooms", "calendar", "rooms", "rooms t JOIN sites s ON s.id = t.site_id")
    }
}

struct Rooms;

#[async_trait]
impl Writer for Rooms {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let values = input::room(&mut fields, Mode::Whole, rows::Values::default());
        fields.finish()?;
        actions::create(cx.tx, cx.app, cx.info, &values).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = rows::get_locked(cx.tx, id).await?;
        let mut fields = Fields::new(values);
        let values = input::room(&mut fields, Mode::Part, old.values());
        fields.finish()?;
        actions::update(cx.tx, cx.app, cx.info, &old, &values, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        actions::delete(cx.tx, cx.app, cx.info, id).await
    }
}
