//! What the back office shows of the trail: entries and seals, read only. Cleaning is the task `audit.retention`, which
//! runs by itself and may be run by hand like every task.

use preau_kernel::actor::Scope;
use preau_kernel::admin::{Column, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Narrowed, Shows, Tone};
use preau_kernel::app::App;
use preau_kernel::i18n::Lang;
use sea_orm::Value;

use crate::domain::text;

/// Those of `preau_kernel::audit::Class`.
const CLASSES: &[&str] = &["security", "data", "access", "operation", "proof"];

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
            Filter::new("action", "t.action", FilterKind::Listed(actions)),
            Filter::new("class", "t.class", FilterKind::Choices(CLASSES)),
            Filter::new("actor", "t.actor_id", FilterKind::Relation("users")),
            Filter::new("target_kind", "t.target_kind", FilterKind::Listed(kinds)),
            Filter::new("at", "t.at", FilterKind::Days),
        ],
        drill: Some("t.at"),
        ordering: "-at",
        fieldsets: fieldsets(),
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

fn columns() -> Vec<Column> {
    let action = Shows::Badge(&[
        ("login_failed", Tone::Warning),
        ("session_replayed", Tone::Wrong),
        ("seal_broken", Tone::Wrong),
        ("logs_cleaned", Tone::Quiet),
        ("personal_erased", Tone::Quiet),
    ]);
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
        Column::new("action", "t.action", action),
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
                Field::new("action", "t.action", FieldKind::Listed(actions)).shown(),
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
fn actions(app: &App, lang: Lang) -> Vec<(String, String)> {
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
    use preau_kernel::audit::Class;

    use super::*;

    #[test]
    fn every_class_is_offered() {
        assert_eq!(CLASSES, Class::ALL.map(Class::name));
    }
}
