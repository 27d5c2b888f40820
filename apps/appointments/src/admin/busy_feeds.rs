//! Calendars of coaches elsewhere. An address is entered and never shown: another one is entered after the old one was
//! taken away.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{
    Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, On, Shows, Verb, Writer,
};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use super::coaches::{COACH, coach_of};
use crate::actions::busy_feed as actions;
use crate::store::busy_feeds as rows;

const LONGEST: usize = 2000;

pub(super) fn entity() -> Entity {
    Entity {
        title: "k.first_name || ' ' || k.last_name",
        target: ("busy_feed", "t.coach_id"),
        columns: vec![
            Column::new("coach", COACH, Shows::Link("users")),
            Column::text("url", "t.shown"),
            Column::instant("checked_at", "t.checked_at"),
            Column::text("problem", "COALESCE(t.problem, '')"),
            Column::new("times", "t.times", Shows::Number),
        ],
        filters: vec![Filter::new("coach", "t.coach_id", FilterKind::Relation("users"))],
        fieldsets: vec![Fieldset::new(
            "busy_feed",
            vec![
                Field::new("coach", "t.coach_id", FieldKind::Relation("users")).required().on(On::Add),
                Field::text("url", "t.shown", LONGEST).required().on(On::Add),
                Field::new("checked_at", "t.checked_at", FieldKind::Instant).shown(),
                Field::text("problem", "COALESCE(t.problem, '')", LONGEST).shown(),
                Field::new("times", "t.times", FieldKind::Number(0, 1_000_000)).shown(),
            ],
        )],
        writer: Some(Arc::new(BusyFeeds)),
        verbs: &[Verb::View, Verb::Add, Verb::Delete],
        ..Entity::new(
            "coach_busy_feeds",
            "appointments",
            "coach_busy_feeds",
            "coach_busy_feeds t JOIN users k ON k.id = t.coach_id",
        )
    }
}

struct BusyFeeds;

#[async_trait]
impl Writer for BusyFeeds {
    async fn create(&self, cx: &Cx<'_>, mut values: Map<String, Value>) -> Result<i64> {
        let coach = coach_of(cx, &mut values).await?;
        let mut fields = Fields::new(values);
        let url = fields.required_text("url", LONGEST);
        fields.finish()?;
        if rows::find_of_coach(&**cx.tx, coach).await?.is_some() {
            return Err(Error::invalid("coach", "in_use"));
        }
        actions::put(cx.tx, cx.app, cx.info, coach, &url).await?;
        let made = rows::find_of_coach(&**cx.tx, coach).await?;
        made.map(|feed| feed.id).ok_or_else(|| Error::internal("nothing was kept"))
    }

    async fn update(&self, _cx: &Cx<'_>, _id: i64, _values: Map<String, Value>, _version: Option<i64>) -> Result<()> {
        Err(Error::MethodNotAllowed)
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let coach = rows::coach_of(cx.tx, id).await?;
        actions::delete(cx.tx, cx.app, cx.info, coach).await.map(drop)
    }
}
