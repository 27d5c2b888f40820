//! The days on which the place or a site is closed.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Verb, Writer};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use crate::actions::closed_days as actions;
use crate::input::{self, Mode};
use crate::store::closed_days as rows;

pub(super) fn entity() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("closed_day", "t.id"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            Column::new("first_day", "t.first_day", Shows::Date).by_text("t.first_day"),
            Column::new("last_day", "t.last_day", Shows::Date).by_text("t.last_day"),
            Column::new(
                "site",
                "CASE WHEN s.id IS NOT NULL THEN CAST(s.id AS TEXT) || '|' || s.name END",
                Shows::Link("sites"),
            ),
        ],
        filters: vec![
            Filter::new("site", "t.site_id", FilterKind::Relation("sites")),
            Filter::new("first_day", "t.first_day", FilterKind::Dates),
            Filter::new("last_day", "t.last_day", FilterKind::Dates),
        ],
        search: true,
        ordering: "-first_day",
        fieldsets: vec![Fieldset::new(
            "closed_day",
            vec![
                Field::text("name", "t.name", 150).required(),
                Field::new("first_day", "t.first_day", FieldKind::Date).required(),
                Field::new("last_day", "t.last_day", FieldKind::Date),
                Field::new("site", "t.site_id", FieldKind::Relation("sites")),
            ],
        )],
        writer: Some(Arc::new(Days)),
        verbs: &Verb::ALL,
        ..Entity::new("closed_days", "calendar", "closed_days", "closed_days t LEFT JOIN sites s ON s.id = t.site_id")
    }
}

struct Days;

/// `closed_day` notes a problem whenever it reads nothing.
fn read(fields: Fields, values: Option<rows::Values>) -> Result<rows::Values> {
    fields.finish()?;
    values.ok_or_else(|| Error::internal("nothing was read"))
}

#[async_trait]
impl Writer for Days {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let values = input::closed_day(&mut fields, Mode::Whole, None);
        actions::create(cx.tx, cx.app, cx.info, &read(fields, values)?).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = rows::get_locked(cx.tx, id).await?;
        let mut fields = Fields::new(values);
        let values = input::closed_day(&mut fields, Mode::Part, Some(old.values()?));
        actions::update(cx.tx, cx.app, cx.info, &old, &read(fields, values)?, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        actions::delete(cx.tx, cx.app, cx.info, id).await
    }
}
