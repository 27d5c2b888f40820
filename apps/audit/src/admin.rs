//! What the back office shows of the trail: entries and seals, read only. What its cleaning removes is what the task
//! `audit.retention` removes by itself, and nothing else.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::actor::Scope;
use preau_kernel::admin::{
    Chore, Column, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Narrowed, Shows, Tone,
};
use preau_kernel::app::App;
use preau_kernel::audit::Class;
use preau_kernel::i18n::Lang;
use preau_kernel::web::RequestInfo;
use sea_orm::Value;

use crate::actions;
use crate::domain::text;

/// Those of `preau_kernel::audit::Class`.
const CLASSES: &[&str] = &["security", "data", "access", "operation", "proof"];

/// What everybody looks for in the log, in colour; other kinds are neutral. Most are other modules' own.
const KINDS: &[(&str, Tone)] = &[
    ("user_created", Tone::Good),
    ("user_updated", Tone::Busy),
    ("user_deleted", Tone::Wrong),
    ("user_erased", Tone::Wrong),
    ("login", Tone::Good),
    ("login_failed", Tone::Warning),
    ("logout", Tone::Quiet),
    ("password_changed", Tone::Busy),
    ("password_reset", Tone::Busy),
    ("session_replayed", Tone::Wrong),
    ("visitor_created", Tone::Good),
    ("visitor_updated", Tone::Busy),
    ("visitor_deleted", Tone::Wrong),
    ("code_generated", Tone::Good),
    ("code_refused", Tone::Warning),
    ("session_started", Tone::Good),
    ("session_suspended", Tone::Warning),
    ("session_resumed", Tone::Good),
    ("session_extended", Tone::Busy),
    ("session_moved", Tone::Busy),
    ("session_ended", Tone::Quiet),
    ("session_expired", Tone::Quiet),
    ("seat_refused", Tone::Wrong),
    ("workstation_status_changed", Tone::Busy),
    ("warning_sent", Tone::Warning),
    ("backup_made", Tone::Good),
    ("seal_broken", Tone::Wrong),
    ("logs_cleaned", Tone::Quiet),
    ("personal_erased", Tone::Quiet),
];

/// A name from the personal part, null once it is erased.
macro_rules! personal {
    ($key:literal) => {
        concat!("CASE WHEN json_valid(p.content) THEN json_extract(p.content, '$.", $key, "') END")
    };
}

pub(crate) fn entities() -> Vec<Entity> {
    vec![logs(), seals()]
}

fn logs() -> Entity {
    Entity {
        title: "'#' || CAST(t.id AS TEXT)",
        columns: columns(),
        filters: vec![
            Filter::new("action", "t.action", FilterKind::Listed(kinds_of_entries)),
            Filter::new("class", "t.class", FilterKind::Choices(CLASSES)),
            Filter::new("actor", "t.actor_id", FilterKind::Relation("users")),
            Filter::new("target_kind", "t.target_kind", FilterKind::Listed(kinds)),
            Filter::new("at", "t.at", FilterKind::Days),
        ],
        drill: Some("t.at"),
        ordering: "-at",
        fieldsets: fieldsets(),
        chores: vec![Arc::new(Clean)],
        narrow: |actor, scope| -> Narrowed {
            match scope {
                Scope::All => Some(("TRUE", Vec::new())),
                // What one has done oneself.
                Scope::Own => Some(("t.actor_id = ?", vec![Value::from(actor.user_id)])),
                Scope::OwnClasses => None,
            }
        },
        ..Entity::new(
            "logs",
            "system",
            "audit_entries",
            "audit_entries t LEFT JOIN audit_personal p ON p.entry_id = t.id",
        )
    }
}

/// Removes what is older than its class is kept. Whoever asks can choose nothing about it.
struct Clean;

#[async_trait]
impl Chore for Clean {
    fn name(&self) -> &'static str {
        "clean"
    }

    async fn outlook(&self, app: &App, lang: Lang) -> Result<Vec<String>> {
        let classes = actions::outlook(app).await?;
        let line = |(class, days, count): (Class, u32, i64)| {
            let name = app.l10n().text(lang, &format!("admin-logs-class-{}", class.name()));
            let (days, count) = (days.to_string(), count.to_string());
            app.l10n().with(lang, "audit-clean-class", &[("class", &name), ("days", &days), ("count", &count)])
        };
        Ok(classes.into_iter().map(line).collect())
    }

    async fn run(&self, app: &App, info: &RequestInfo) -> Result<()> {
        actions::retain(app, info).await.map(drop)
    }
}

fn columns() -> Vec<Column> {
    let class = Shows::Badge(&[
        ("security", Tone::Busy),
        ("data", Tone::Good),
        ("access", Tone::Warning),
        ("operation", Tone::Quiet),
        ("proof", Tone::Quiet),
    ]);
    let actor = concat!(
        "CASE WHEN t.actor_id IS NOT NULL THEN CAST(t.actor_id AS TEXT) || '|' || COALESCE(",
        personal!("actor"),
        ", '#' || CAST(t.actor_id AS TEXT)) END"
    );
    let target = concat!("COALESCE(", personal!("target"), ", '#' || CAST(t.target_id AS TEXT))");
    vec![
        Column::instant("at", "t.at").by_number("t.at"),
        Column::new("action", "t.action", Shows::Badge(KINDS)),
        Column::new("actor", actor, Shows::Link("users")),
        Column::text("target", target),
        Column::text("target_kind", "t.target_kind"),
        Column::text("ip_address", "p.ip_address"),
        Column::new("class", "t.class", class).extra(),
        Column::new("target_id", "t.target_id", Shows::Number).extra(),
        Column::text("request_id", "t.request_id").extra(),
    ]
}

fn fieldsets() -> Vec<Fieldset> {
    vec![
        Fieldset::new(
            "entry",
            vec![
                Field::new("at", "t.at", FieldKind::Instant).shown(),
                Field::new("action", "t.action", FieldKind::Listed(kinds_of_entries)).shown(),
                Field::new("class", "t.class", FieldKind::Choice(CLASSES)).shown(),
                Field::new("actor_id", "t.actor_id", FieldKind::Relation("users")).shown(),
                Field::new("on_behalf_of", "t.on_behalf_of_id", FieldKind::Relation("users")).shown(),
                Field::text("target_kind", "t.target_kind", 50).shown(),
                Field::new("target_id", "t.target_id", FieldKind::Number(0, i64::MAX)).shown(),
                Field::text("target_name", personal!("target"), 200).shown(),
            ],
        ),
        Fieldset::new(
            "content",
            vec![
                Field::new("metadata", "t.metadata", FieldKind::LongText(10_000)).shown(),
                Field::new("personal", "p.content", FieldKind::LongText(10_000)).shown(),
                Field::text("ip_address", "p.ip_address", 50).shown(),
                Field::text("request_id", "t.request_id", 100).shown(),
            ],
        ),
    ]
}

/// The table has no column `id`: a seal is named by its number.
fn seals() -> Entity {
    Entity {
        title: "'#' || CAST(t.id AS TEXT)",
        columns: vec![
            Column::new("seq", "t.id", Shows::Number).by_number("t.id"),
            Column::new("entries", "t.entries", Shows::Number),
            Column::new("first_id", "t.first_id", Shows::Number),
            Column::new("last_id", "t.last_id", Shows::Number),
            Column::instant("at", "t.at"),
            Column::text("key_id", "t.key_id").extra(),
        ],
        fieldsets: vec![Fieldset::new(
            "seal",
            vec![
                Field::new("entries", "t.entries", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("first_id", "t.first_id", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("last_id", "t.last_id", FieldKind::Number(0, i64::MAX)).shown(),
                Field::new("at", "t.at", FieldKind::Instant).shown(),
                Field::text("key_id", "t.key_id", 100).shown(),
            ],
        )],
        ..Entity::new(
            "seals",
            "system",
            "audit_seals",
            "(SELECT seq AS id, first_id, last_id, count AS entries, at, key_id FROM audit_seals) t",
        )
    }
}

/// Every kind of entry by the name that its module gives it.
fn kinds_of_entries(app: &App, lang: Lang) -> Vec<(String, String)> {
    let mut all: Vec<_> = app
        .audit_actions()
        .map(|action| (action.name.to_owned(), text::display(app.l10n(), lang, action.name)))
        .collect();
    all.sort_by(|(_, one), (_, other)| one.cmp(other));
    all
}

/// What entries are about, as far as the back office shows it.
fn kinds(app: &App, lang: Lang) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for entity in app.entities().iter().filter(|entity| entity.writer.is_some()) {
        let (kind, _) = entity.target;
        if !all.iter().any(|(known, _)| known == kind) {
            all.push((kind.to_owned(), app.l10n().text(lang, &format!("admin-{}", entity.name.replace('_', "-")))));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_offered() {
        assert_eq!(CLASSES, Class::ALL.map(Class::name));
    }
}
