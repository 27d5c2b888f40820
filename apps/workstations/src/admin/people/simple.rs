//! Categories and texts of the consent: each goes the way of the API.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{
    Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, RowAction, Shows, Tone, Verb, Writer,
};
use preau_kernel::web::Fields;
use serde_json::{Map, Value};

use super::GROUP;
use crate::actions::people::{categories as category_actions, texts as text_actions};
use crate::api::people_input as input;
use crate::input::{MOST_MINUTES, Mode, NAME};
use crate::store::people::{categories, texts};

pub(super) fn entities() -> Vec<Entity> {
    vec![of_categories(), of_texts()]
}

fn of_categories() -> Entity {
    let minutes = || FieldKind::Number(0, MOST_MINUTES);
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("visitor_category", "t.id"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            Column::new("minutes_per_day", "t.minutes_per_day", Shows::Number),
            Column::new("minutes_per_session", "t.minutes_per_session", Shows::Number),
            Column::flag("is_default", "t.is_default"),
            Column::new(
                "visitors_count",
                "(SELECT COUNT(*) FROM visitors v WHERE v.category_id = t.id)",
                Shows::Number,
            ),
        ],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new(
            "category",
            vec![
                Field::text("name", "t.name", NAME).required(),
                Field::new("minutes_per_day", "t.minutes_per_day", minutes()).default("0"),
                Field::new("minutes_per_session", "t.minutes_per_session", minutes()).default("0"),
                Field::new("is_default", "t.is_default", FieldKind::Flag),
            ],
        )],
        dependents: vec![Dependent { name: "visitors", from: "visitors WHERE category_id = ?", fate: Fate::Forbids }],
        writer: Some(Arc::new(Categories)),
        verbs: &Verb::ALL,
        ..Entity::new("visitor_categories", GROUP, "visitor_categories", "visitor_categories t")
    }
}

struct Categories;

#[async_trait]
impl Writer for Categories {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let values = input::category(&mut fields, Mode::Whole, None);
        fields.finish()?;
        category_actions::create(cx.tx, cx.app, cx.info, &values).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = categories::get_locked(cx.tx, id).await?;
        let mut fields = Fields::new(values);
        let values = input::category(&mut fields, Mode::Part, Some(old.values()));
        fields.finish()?;
        category_actions::update(cx.tx, cx.app, cx.info, &old, &values, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        category_actions::delete(cx.tx, cx.app, cx.info, id).await
    }
}

const STATE: &str = "CASE WHEN t.published_at IS NULL THEN 'draft' ELSE 'published' END";

fn of_texts() -> Entity {
    Entity {
        title: "t.version",
        version: Some("t.row_version"),
        target: ("consent_text", "t.id"),
        columns: vec![
            Column::text("version", "t.version").by_text("t.version"),
            Column::new("state", STATE, Shows::Badge(&[("published", Tone::Good), ("draft", Tone::Quiet)])),
            Column::instant("published_at", "t.published_at").by_number("COALESCE(t.published_at, 0)"),
            Column::new(
                "consents_count",
                "(SELECT COUNT(*) FROM visitor_consents k WHERE k.text_version = t.version)",
                Shows::Number,
            ),
        ],
        ordering: "-published_at",
        fieldsets: vec![Fieldset::new(
            "text",
            vec![
                Field::text("version", "t.version", 40).required(),
                Field::new("body_fr", "t.body_fr", FieldKind::LongText(20_000)).required(),
                Field::new("body_en", "t.body_en", FieldKind::LongText(20_000)).required(),
                Field::new("published_at", "t.published_at", FieldKind::Instant).shown(),
            ],
        )],
        actions: vec![Arc::new(Publish)],
        writer: Some(Arc::new(Texts)),
        verbs: &Verb::ALL,
        ..Entity::new("consent_texts", GROUP, "consent_texts", "consent_texts t")
    }
}

struct Texts;

#[async_trait]
impl Writer for Texts {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let values = input::consent_text(&mut fields, Mode::Whole, None);
        fields.finish()?;
        text_actions::create(cx.tx, cx.app, cx.info, &values).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = texts::get_locked(cx.tx, id).await?;
        let mut fields = Fields::new(values);
        let values = input::consent_text(&mut fields, Mode::Part, Some(old.values()));
        fields.finish()?;
        text_actions::update(cx.tx, cx.app, cx.info, &old, &values, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        text_actions::delete(cx.tx, cx.app, cx.info, id).await
    }
}

struct Publish;

#[async_trait]
impl RowAction for Publish {
    fn name(&self) -> &'static str {
        "publish"
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        text_actions::publish(cx.tx, cx.app, cx.info, id).await
    }
}
