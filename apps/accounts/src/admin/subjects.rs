//! The list of subjects.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Verb, Writer};
use preau_kernel::web::Fields;
use serde_json::{Map, Value};

use crate::actions::modules::{self as action, Change};

pub(super) fn entity() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("module", "t.id"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            Column::text("code", "t.code").by_text("t.code"),
            Column::instant("created_at", "t.created_at").extra(),
        ],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new(
            "subject",
            vec![
                Field::text("code", "t.code", 50).required(),
                Field::text("name", "t.name", 200).required(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        )],
        dependents: vec![Dependent {
            name: "subject_people",
            from: "user_modules WHERE module_id = ?",
            fate: Fate::Forbids,
        }],
        writer: Some(Arc::new(Subjects)),
        verbs: &Verb::ALL,
        ..Entity::new("modules", "people", "modules", "modules t")
    }
}

struct Subjects;

#[async_trait]
impl Writer for Subjects {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let (code, name) = (fields.required_text("code", 50), fields.required_text("name", 200));
        fields.finish()?;
        action::create_in(cx.tx, cx.app, cx.info, code.trim(), name.trim()).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let mut fields = Fields::new(values);
        let mut read = |name: &str, max| fields.has(name).then(|| fields.required_text(name, max).trim().to_owned());
        let (code, name) = (read("code", 50), read("name", 200));
        fields.finish()?;
        action::update_in(cx.tx, cx.app, cx.info, id, Change { code, name, version }).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        action::delete_in(cx.tx, cx.app, cx.info, id).await
    }
}
