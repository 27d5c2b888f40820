//! The sites of the place.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Verb, Writer};
use preau_kernel::web::Fields;
use serde_json::{Map, Value};

use crate::actions::sites as actions;
use crate::input::{self, Mode};
use crate::store::sites as rows;

pub(super) fn entity() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("site", "t.id"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            Column::text("address", "t.address"),
            Column::text("zone", "t.zone").extra(),
        ],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new(
            "site",
            vec![
                Field::text("name", "t.name", 150).required(),
                Field::new("address", "t.address", FieldKind::LongText(2000)),
                Field::text("zone", "t.zone", 64),
            ],
        )],
        dependents: vec![
            Dependent { name: "rooms", from: "rooms WHERE site_id = ?", fate: Fate::Forbids },
            Dependent { name: "closed_days", from: "closed_days WHERE site_id = ?", fate: Fate::Deleted },
        ],
        writer: Some(Arc::new(Sites)),
        verbs: &Verb::ALL,
        ..Entity::new("sites", "calendar", "sites", "sites t")
    }
}

struct Sites;

#[async_trait]
impl Writer for Sites {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let values = input::site(&mut fields, Mode::Whole, rows::Values::default());
        fields.finish()?;
        actions::create(cx.tx, cx.app, cx.info, &values).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = rows::get_locked(cx.tx, id).await?;
        let mut fields = Fields::new(values);
        let values = input::site(&mut fields, Mode::Part, old.values());
        fields.finish()?;
        actions::update(cx.tx, cx.app, cx.info, &old, &values, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        actions::delete(cx.tx, cx.app, cx.info, id).await
    }
}
