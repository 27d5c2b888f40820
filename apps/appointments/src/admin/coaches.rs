//! What coaches decide: rules, days off. Hours are set in the web app, where a week is shown.

use std::sync::Arc;

use async_trait::async_trait;
use preau_calendar::domain::weekly::Exception;
use preau_kernel::admin::{
    Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, On, Shows, Tone, Verb, Writer,
};
use preau_kernel::db::Sql;
use preau_kernel::web::Fields;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value};

use crate::actions::{exceptions, rules as actions};
use crate::exceptions_input;
use crate::rules_input;
use crate::store::coaches;
use crate::store::rules::{self as rows, CoachRules};

const KINDS: &[&str] = &["closed", "closed_part", "extra"];
pub(super) const COACH: &str = "CAST(k.id AS TEXT) || '|' || k.first_name || ' ' || k.last_name";

pub(super) fn rules() -> Entity {
    Entity {
        title: "k.first_name || ' ' || k.last_name",
        version: Some("t.row_version"),
        target: ("coach_rules", "t.coach_id"),
        columns: vec![
            Column::new("coach", COACH, Shows::Link("users")),
            Column::new("pause", "t.pause", Shows::Number),
            Column::new("horizon_days", "t.horizon_days", Shows::Number),
            Column::new("notice", "t.notice", Shows::Number),
            Column::new("cancel", "t.cancel", Shows::Number),
            Column::new("most_active", "t.most_active", Shows::Number),
            Column::text("location", "t.location"),
        ],
        fieldsets: vec![
            Fieldset::new(
                "rules",
                vec![
                    Field::new("coach", "t.coach_id", FieldKind::Relation("users")).required().on(On::Add),
                    Field::new("pause", "t.pause", FieldKind::Number(0, 240)).required().default("10"),
                    Field::new("horizon_days", "t.horizon_days", FieldKind::Number(1, 730)).required().default("60"),
                    Field::new("notice", "t.notice", FieldKind::Number(0, 129_600)).required().default("0"),
                    Field::new("cancel", "t.cancel", FieldKind::Number(0, 129_600)).required().default("0"),
                    Field::new("most_active", "t.most_active", FieldKind::Number(1, 1000)),
                ],
            ),
            Fieldset::new(
                "place",
                vec![Field::text("location", "t.location", 500), Field::text("video_url", "t.video_url", 500)],
            ),
        ],
        writer: Some(Arc::new(Rules)),
        verbs: &[Verb::View, Verb::Add, Verb::Change],
        ..Entity::new("coach_rules", "appointments", "coach_rules", "coach_rules t JOIN users k ON k.id = t.coach_id")
    }
}

struct Rules;

impl Rules {
    async fn put(cx: &Cx<'_>, coach: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = rows::of_coach(&**cx.tx, coach).await?;
        let (new, ()) = rules_input::read(values, old.clone(), |_| ())?;
        actions::put(cx.tx, cx.app, cx.info, coach, &old, &new, version).await
    }
}

#[async_trait]
impl Writer for Rules {
    /// A row is kept though it says what the defaults say: whoever adds it wants to see it.
    async fn create(&self, cx: &Cx<'_>, mut values: Map<String, Value>) -> Result<i64> {
        let coach = coach_of(cx, &mut values).await?;
        if rows::find(&**cx.tx, coach).await?.is_some() {
            return Err(Error::invalid("coach", "in_use"));
        }
        rows::put(cx.tx, coach, &CoachRules::default(), cx.app.now()).await?;
        Self::put(cx, coach, values, None).await?;
        cx.tx.number("SELECT id FROM coach_rules WHERE coach_id = $1", vec![coach.into()]).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let coach = rows::coach_of(cx.tx, id).await?;
        Self::put(cx, coach, values, version).await
    }

    async fn delete(&self, _cx: &Cx<'_>, _id: i64) -> Result<()> {
        Err(Error::MethodNotAllowed)
    }
}

/// The field `coach`, taken out; 400 for somebody who is none.
pub(super) async fn coach_of(cx: &Cx<'_>, values: &mut Map<String, Value>) -> Result<i64> {
    let id = values.remove("coach").and_then(|value| value.as_i64());
    let id = id.ok_or_else(|| Error::invalid("coach", "required"))?;
    match coaches::find(&**cx.tx, Some(id)).await? {
        Ok(coach) => Ok(coach.id),
        Err(_) => Err(Error::invalid("coach", Refusal::new("unknown_coach").arg("id", id))),
    }
}

pub(super) fn exceptions() -> Entity {
    let kind = Shows::Badge(&[("closed", Tone::Quiet), ("closed_part", Tone::Warning), ("extra", Tone::Good)]);
    Entity {
        title: "t.day || ' · ' || k.first_name || ' ' || k.last_name",
        target: ("coach_exception", "t.id"),
        columns: vec![
            Column::new("day", "t.day", Shows::Date).by_text("t.day"),
            Column::new("coach", COACH, Shows::Link("users")),
            Column::new("kind", "t.kind", kind),
            Column::text("from_time", "t.from_time"),
            Column::text("to_time", "t.to_time"),
            Column::text("reason", "t.reason"),
        ],
        filters: vec![
            Filter::new("coach", "t.coach_id", FilterKind::Relation("users")),
            Filter::new("kind", "t.kind", FilterKind::Choices(KINDS)),
            Filter::new("day", "t.day", FilterKind::Dates),
        ],
        ordering: "-day",
        fieldsets: vec![Fieldset::new(
            "exception",
            vec![
                Field::new("coach", "t.coach_id", FieldKind::Relation("users")).required().on(On::Add),
                Field::new("day", "t.day", FieldKind::Date).required().on(On::Add),
                Field::new("kind", "t.kind", FieldKind::Choice(KINDS)).required().default("closed").on(On::Add),
                Field::new("from_time", "t.from_time", FieldKind::Time).on(On::Add),
                Field::new("to_time", "t.to_time", FieldKind::Time).on(On::Add),
                Field::text("reason", "t.reason", 2000).on(On::Add),
            ],
        )],
        writer: Some(Arc::new(Exceptions)),
        verbs: &[Verb::View, Verb::Add, Verb::Delete],
        ..Entity::new(
            "coach_exceptions",
            "appointments",
            "coach_exceptions",
            "coach_exceptions t JOIN users k ON k.id = t.coach_id",
        )
    }
}

struct Exceptions;

#[async_trait]
impl Writer for Exceptions {
    async fn create(&self, cx: &Cx<'_>, mut values: Map<String, Value>) -> Result<i64> {
        let coach = coach_of(cx, &mut values).await?;
        let mut fields = Fields::new(values);
        let read: Option<Exception> = exceptions_input::read(&mut fields);
        fields.finish()?;
        let new = read.ok_or_else(|| Error::internal("nothing was read"))?;
        exceptions::create(cx.tx, cx.app, cx.info, coach, &new).await
    }

    async fn update(&self, _cx: &Cx<'_>, _id: i64, _values: Map<String, Value>, _version: Option<i64>) -> Result<()> {
        Err(Error::MethodNotAllowed)
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let coach = crate::store::exceptions::coach_of(cx.tx, id).await?;
        exceptions::delete(cx.tx, cx.app, cx.info, coach, id).await
    }
}
