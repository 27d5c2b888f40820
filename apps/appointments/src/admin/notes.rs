//! Notes about clients.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{
    Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, On, Shows, Verb, Writer,
};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use crate::actions::check_version;
use crate::actions::notes::{self as actions, Change};
use crate::store::notes::{self as rows, New, Reach};

const LONGEST: usize = 20_000;

pub(super) fn entity() -> Entity {
    Entity {
        title: "c.first_name || ' ' || c.last_name || ' #' || CAST(t.id AS TEXT)",
        version: Some("t.row_version"),
        target: ("client_note", "t.id"),
        columns: vec![
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::new(
                "client",
                "CAST(c.id AS TEXT) || '|' || c.first_name || ' ' || c.last_name",
                Shows::Link("users"),
            ),
            Column::text("text", "SUBSTR(t.text, 1, 200)"),
            Column::new(
                "author",
                "CAST(a.id AS TEXT) || '|' || a.first_name || ' ' || a.last_name",
                Shows::Link("users"),
            ),
            Column::flag("shared", "t.shared"),
        ],
        filters: vec![
            Filter::new("client", "t.client_id", FilterKind::Relation("users")),
            Filter::new("author", "t.author_id", FilterKind::Relation("users")),
            Filter::new("shared", "t.shared", FilterKind::Flag),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        search: true,
        ordering: "-created_at",
        fieldsets: vec![Fieldset::new(
            "note",
            vec![
                Field::new("client", "t.client_id", FieldKind::Relation("users")).required().on(On::Add),
                Field::new("text", "t.text", FieldKind::LongText(LONGEST)).required(),
                Field::new("shared", "t.shared", FieldKind::Flag),
                Field::new("author", "t.author_id", FieldKind::Relation("users")).shown(),
                Field::new("updated_at", "t.updated_at", FieldKind::Instant).shown(),
            ],
        )],
        writer: Some(Arc::new(Notes)),
        verbs: &Verb::ALL,
        ..Entity::new(
            "client_notes",
            "appointments",
            "client_notes",
            "client_notes t JOIN users c ON c.id = t.client_id JOIN users a ON a.id = t.author_id",
        )
    }
}

struct Notes;

#[async_trait]
impl Writer for Notes {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let client = fields.integer("client");
        if client.is_none() {
            fields.error_if_clean("client", "required");
        }
        let text = fields.required_text("text", LONGEST).trim().to_owned();
        let shared = fields.boolean("shared").unwrap_or_default();
        fields.finish()?;
        let client = client.ok_or_else(|| Error::internal("a note about nobody"))?;
        let new = New { client, author: cx.actor.user_id, appointment: None, text, shared };
        actions::create_in(cx.tx, cx.app, cx.info, Reach::Everything, &new).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = rows::get_locked(cx.tx, Reach::Everything, id).await?;
        check_version(version, old.row_version)?;
        let mut fields = Fields::new(values);
        let text = fields.has("text").then(|| fields.required_text("text", LONGEST).trim().to_owned());
        let change = Change { text, shared: fields.boolean("shared"), ..Change::default() };
        fields.finish()?;
        actions::update_in(cx.tx, cx.app, cx.info, cx.actor, &old, &change).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let old = rows::get_locked(cx.tx, Reach::Everything, id).await?;
        actions::delete_in(cx.tx, cx.app, cx.info, &old).await
    }
}
