//! Visitors: photo, age, consent in colour; who registered them is filled in by itself.

use std::sync::Arc;

use async_trait::async_trait;
use preau_accounts::actions::person::Change;
use preau_kernel::admin::{
    Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Filter, FilterKind, Inline, On, Shows, Tone, Verb,
    Writer,
};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use super::consents::{GIVEN_BY, Withdraw};
use super::{GROUP, photo};
use crate::actions::people::consent::{self, Given};
use crate::actions::people::register::{Registration, register};
use crate::actions::people::{change, forget, hold, today};
use crate::api::people_input as input;
use crate::domain::people::consent::GivenBy;
use crate::input::{Mode, NAME, TEXT};
use crate::store::people::visitors::{self, Visitor};

const LANGS: &[&str] = &["fr", "en"];

/// The day by the database’s clock: what is shown only, never what is decided.
macro_rules! today {
    () => {
        "CAST(CURRENT_DATE AS TEXT)"
    };
}

const AGE: &str = concat!(
    "CASE WHEN u.birth_date IS NULL THEN NULL ELSE CAST(SUBSTR(",
    today!(),
    ", 1, 4) AS BIGINT) - CAST(SUBSTR(u.birth_date, 1, 4) AS BIGINT) - CASE WHEN SUBSTR(",
    today!(),
    ", 6) < SUBSTR(u.birth_date, 6) THEN 1 ELSE 0 END END"
);

const CONSENT: &str = "CASE WHEN k.id IS NULL THEN 'none' WHEN k.text_version <> COALESCE((SELECT p.version FROM consent_texts p \
    WHERE p.published_at IS NOT NULL ORDER BY p.published_at DESC, p.id DESC LIMIT 1), k.text_version) THEN 'outdated' \
    WHEN k.given_by = 'guardian' THEN 'by_guardian' ELSE 'given' END";

const CONSENTS: &[(&str, Tone)] =
    &[("given", Tone::Good), ("by_guardian", Tone::Good), ("outdated", Tone::Warning), ("none", Tone::Wrong)];

pub(super) fn entity() -> Entity {
    Entity {
        title: "u.first_name || ' ' || u.last_name",
        version: Some("t.row_version"),
        target: ("user", "t.user_id"),
        columns: columns(),
        filters: filters(),
        drill: Some("t.created_at"),
        search: true,
        ordering: "name",
        fieldsets: fieldsets(),
        inlines: vec![Inline {
            entity: "visitor_consents",
            column: "t.visitor_id",
            field: "visitor_id",
            is_open: false,
        }],
        actions: vec![Arc::new(Withdraw)],
        dependents: vec![
            Dependent { name: "visitor_consents", from: "visitor_consents WHERE visitor_id = ?", fate: Fate::Deleted },
            Dependent { name: "sessions", from: "workstation_sessions WHERE visitor_id = ?", fate: Fate::Kept },
            Dependent { name: "seat_reservations", from: "seat_reservations WHERE visitor_id = ?", fate: Fate::Kept },
        ],
        writer: Some(Arc::new(Visitors)),
        verbs: &Verb::ALL,
        always: Some("u.tombstone_at IS NULL"),
        reading_is_audited: true,
        ..Entity::new(
            "visitors",
            GROUP,
            "visitors",
            "visitors t JOIN users u ON u.id = t.user_id LEFT JOIN visitor_categories c ON c.id = t.category_id \
             LEFT JOIN visitor_consents k ON k.visitor_id = t.id AND k.withdrawn_at IS NULL \
             LEFT JOIN users o ON o.id = t.created_by",
        )
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("photo", "u.photo_small", Shows::Image),
        Column::text("name", "u.last_name || ' ' || u.first_name").by_text("t.sort_name").names_row(),
        Column::new("age", AGE, Shows::Number),
        Column::new("consent", CONSENT, Shows::Badge(CONSENTS)),
        Column::new("category", "CAST(c.id AS TEXT) || '|' || c.name", Shows::Link("visitor_categories")),
        Column::new("sessions_count", "t.sessions_count", Shows::Number).by_number("t.sessions_count"),
        Column::new("used_minutes", "t.used_micros / 60000000", Shows::Number).by_number("t.used_micros"),
        Column::instant("last_visit_at", "t.last_visit_at").by_number("COALESCE(t.last_visit_at, t.created_at)"),
        Column::text("registered_by", "o.first_name || ' ' || o.last_name"),
        Column::instant("created_at", "t.created_at").by_number("t.created_at"),
        Column::text("email", "u.email").extra(),
        Column::text("phone", "u.phone").extra(),
        Column::new("birth_date", "u.birth_date", Shows::Date).extra(),
        Column::new("legal_hold_until", "t.legal_hold_until", Shows::Date).extra(),
    ]
}

const HELD: &str = concat!("t.legal_hold_until >= ", today!());
const NOT_HELD: &str = concat!("(t.legal_hold_until IS NULL OR t.legal_hold_until < ", today!(), ")");

fn filters() -> Vec<Filter> {
    vec![
        Filter::each("consent", &[("given", "k.id IS NOT NULL"), ("none", "k.id IS NULL")]),
        Filter::new("category", "t.category_id", FilterKind::Relation("visitor_categories")),
        Filter::new("birth_date", "u.birth_date", FilterKind::Dates),
        Filter::each("legal_hold", &[("held", HELD), ("not_held", NOT_HELD)]),
        Filter::new("registered_by", "t.created_by", FilterKind::Relation("users")),
        Filter::new("created_at", "t.created_at", FilterKind::Days),
        Filter::new("last_visit_at", "COALESCE(t.last_visit_at, t.created_at)", FilterKind::Days),
    ]
}

fn fieldsets() -> Vec<Fieldset> {
    vec![
        Fieldset::new(
            "identity",
            vec![
                Field::text("first_name", "u.first_name", NAME).required(),
                Field::text("last_name", "u.last_name", NAME).required(),
                Field::new("birth_date", "u.birth_date", FieldKind::Date),
                Field::new("age", AGE, FieldKind::Number(0, 200)).shown(),
                Field::new("email", "u.email", FieldKind::Email),
                Field::new("phone", "u.phone", FieldKind::Phone),
                Field::new("lang", "u.lang", FieldKind::Choice(LANGS)),
                Field::new("accept_double", "FALSE", FieldKind::Flag).on(On::Add),
            ],
        ),
        Fieldset::new("picture", vec![photo::field()]),
        Fieldset::new(
            "consent",
            vec![
                Field::new("consent_given_by", "k.given_by", FieldKind::Choice(GIVEN_BY)),
                Field::text("consent_guardian", "k.guardian_name", NAME).only_if("consent_given_by", "guardian"),
                Field::text("consent_text", "k.text_version", NAME).shown(),
                Field::new("consent_given_at", "k.given_at", FieldKind::Instant).shown(),
            ],
        ),
        Fieldset::new(
            "visits",
            vec![
                Field::new("category", "t.category_id", FieldKind::Relation("visitor_categories")),
                Field::new("notes", "t.notes", FieldKind::LongText(5000)),
                Field::new("sessions_count", "t.sessions_count", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("used_minutes", "t.used_micros / 60000000", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("last_visit_at", "t.last_visit_at", FieldKind::Instant).shown(),
            ],
        ),
        Fieldset::folded(
            "legal_hold",
            vec![
                Field::new("legal_hold_until", "t.legal_hold_until", FieldKind::Date).on(On::Change),
                Field::text("legal_hold_reason", "t.legal_hold_reason", TEXT).on(On::Change),
            ],
        ),
        Fieldset::folded(
            "dates",
            vec![
                Field::text("registered_by", "o.first_name || ' ' || o.last_name", NAME).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        ),
    ]
}

struct Visitors;

/// `None`: the form says nothing of a consent.
fn consent_of(fields: &mut Fields, old: Option<&Visitor>) -> Option<Given> {
    let by = fields.text("consent_given_by", 20)?;
    let guardian_name = fields.text("consent_guardian", NAME).unwrap_or_default().trim().to_owned();
    let given_by = GivenBy::parse(&by)?;
    let guardian_name = if given_by == GivenBy::Guardian { guardian_name } else { String::new() };
    let is_old = old.is_some_and(|old| {
        old.consent_given_by.as_deref() == Some(given_by.name())
            && old.consent_guardian.as_deref().unwrap_or_default() == guardian_name
    });
    (!is_old).then_some(Given { given_by, guardian_name, text_version: None })
}

/// Problems of a consent stand at the form's fields.
fn at_fields(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => {
            let renamed = errors.0.into_iter().map(|(field, problems)| {
                let name = match field.as_str() {
                    "given_by" => "consent_given_by".to_owned(),
                    "guardian_name" => "consent_guardian".to_owned(),
                    "until" => "legal_hold_until".to_owned(),
                    _ => field,
                };
                (name, problems)
            });
            Error::Invalid(preau_kernel::FieldErrors(renamed.collect()))
        }
        other => other,
    }
}

#[async_trait]
impl Writer for Visitors {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let person: Change = input::person(&mut fields, Mode::Whole, today(cx.app, cx.tx).await?);
        let values = input::file(&mut fields, Mode::Whole, None);
        let consent = consent_of(&mut fields, None);
        let accept_double = fields.boolean("accept_double").unwrap_or(false);
        fields.finish()?;
        let new = Registration { person, values, consent, user: None, accept_double };
        match register(cx.tx, cx.app, cx.info, cx.actor, &new).await {
            // A form shows what is wrong at a field.
            Err(Error::Conflict(refusal)) if refusal.code == "probable_double" => {
                Err(Error::invalid("accept_double", "probable_double"))
            }
            other => other.map_err(at_fields),
        }
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = visitors::get_locked(cx.tx, id).await?;
        let mut fields = Fields::new(values);
        let person = input::person(&mut fields, Mode::Part, today(cx.app, cx.tx).await?);
        let values = input::file(&mut fields, Mode::Part, Some(old.values()));
        let consent = consent_of(&mut fields, Some(&old));
        let says_hold = fields.has("legal_hold_until") || fields.has("legal_hold_reason");
        let until = fields.date("legal_hold_until").unwrap_or(old.held_until());
        let reason = fields.text("legal_hold_reason", TEXT).unwrap_or_default();
        fields.finish()?;
        change::change(cx.tx, cx.app, cx.info, cx.actor, &old, (&person, &values), version).await?;
        if let Some(given) = consent {
            consent::give(cx.tx, cx.app, cx.info, id, &given).await.map_err(at_fields)?;
        }
        let is_new_hold = until != old.held_until() || (until.is_some() && reason.trim() != old.legal_hold_reason);
        if says_hold && is_new_hold {
            hold::set(cx.tx, cx.app, cx.info, id, until, &reason).await.map_err(at_fields)?;
        }
        Ok(())
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        forget::delete(cx.tx, cx.app, cx.info, id).await
    }
}
