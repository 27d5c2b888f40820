//! Who comes in and by what: logins, API tokens, rights given beyond those of a role.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{
    Column, Cx, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, On, RowAction, Shows, Tone, Verb, Writer,
};
use preau_kernel::app::App;
use preau_kernel::i18n::Lang;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use super::person::{self, ROLES, link_sql};
use crate::actions::{api_tokens, grants, log_out};
use crate::api::grants as input;

const SCOPES: &[&str] = &["all", "own_classes", "own"];

pub(super) fn entities() -> Vec<Entity> {
    vec![logins(), tokens(), rights()]
}

fn logins() -> Entity {
    let state = "CASE WHEN t.revoked_at IS NULL THEN 'open' ELSE 'ended' END";
    let expires = "CASE WHEN t.idle_expires_at < t.expires_at THEN t.idle_expires_at ELSE t.expires_at END";
    let kind = Shows::Badge(&[("cookie", Tone::Quiet), ("jwt", Tone::Quiet)]);
    Entity {
        title: "t.device",
        columns: vec![
            Column::new("user", link_sql!("u"), Shows::Link("users")),
            Column::text("device", "t.device"),
            Column::text("ip_address", "t.ip_address"),
            Column::new("kind", "t.kind", kind),
            Column::new("state", state, Shows::Badge(&[("open", Tone::Good), ("ended", Tone::Quiet)])),
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::instant("last_seen_at", "t.last_seen_at"),
            Column::instant("expires_at", expires).extra(),
            Column::instant("revoked_at", "t.revoked_at").extra(),
        ],
        filters: vec![
            Filter::new("user_id", "t.user_id", FilterKind::Relation("users")),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        ordering: "-created_at",
        fieldsets: vec![Fieldset::new(
            "login",
            vec![
                Field::new("user_id", "t.user_id", FieldKind::Relation("users")).shown(),
                Field::text("device", "t.device", 200).shown(),
                Field::text("ip_address", "t.ip_address", 50).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
                Field::new("last_seen_at", "t.last_seen_at", FieldKind::Instant).shown(),
                Field::new("expires_at", expires, FieldKind::Instant).shown(),
                Field::new("revoked_at", "t.revoked_at", FieldKind::Instant).shown(),
            ],
        )],
        actions: vec![Arc::new(End)],
        narrow: person::own_rows,
        ..Entity::new("logins", "access", "auth_sessions", "auth_sessions t LEFT JOIN users u ON u.id = t.user_id")
    }
}

fn tokens() -> Entity {
    let state = "CASE WHEN t.revoked_at IS NULL THEN 'valid' ELSE 'revoked' END";
    Entity {
        title: "t.name",
        columns: vec![
            Column::new("user", link_sql!("u"), Shows::Link("users")),
            Column::text("name", "t.name"),
            Column::new("state", state, Shows::Badge(&[("valid", Tone::Good), ("revoked", Tone::Quiet)])),
            Column::instant("created_at", "t.created_at").by_number("t.created_at"),
            Column::instant("last_used_at", "t.last_used_at"),
            Column::instant("revoked_at", "t.revoked_at").extra(),
        ],
        filters: vec![
            Filter::new("user_id", "t.user_id", FilterKind::Relation("users")),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        ordering: "-created_at",
        fieldsets: vec![Fieldset::new(
            "token",
            vec![
                Field::new("user_id", "t.user_id", FieldKind::Relation("users")).shown(),
                Field::text("name", "t.name", 100).shown(),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
                Field::new("last_used_at", "t.last_used_at", FieldKind::Instant).shown(),
                Field::new("revoked_at", "t.revoked_at", FieldKind::Instant).shown(),
            ],
        )],
        actions: vec![Arc::new(Revoke)],
        narrow: person::own_rows,
        ..Entity::new("api_tokens", "access", "api_tokens", "api_tokens t LEFT JOIN users u ON u.id = t.user_id")
    }
}

fn rights() -> Entity {
    let scope = Shows::Badge(&[("all", Tone::Warning), ("own_classes", Tone::Good), ("own", Tone::Quiet)]);
    Entity {
        title: "t.permission",
        columns: vec![
            Column::text("permission", "t.permission"),
            Column::new("user", link_sql!("u"), Shows::Link("users")),
            Column::new("role", "t.role", Shows::Badge(&[])),
            Column::new("scope", "t.scope", scope),
            Column::instant("created_at", "t.created_at"),
        ],
        filters: vec![
            Filter::new("user_id", "t.user_id", FilterKind::Relation("users")),
            Filter::new("role", "t.role", FilterKind::Choices(ROLES)),
            Filter::new("permission", "t.permission", FilterKind::Listed(permissions)),
        ],
        fieldsets: vec![Fieldset::new(
            "grant",
            vec![
                Field::new("user_id", "t.user_id", FieldKind::Relation("users")).on(On::Add),
                Field::new("role", "t.role", FieldKind::Choice(ROLES)).on(On::Add),
                Field::new("permission", "t.permission", FieldKind::Listed(permissions)).required().on(On::Add),
                Field::new("scope", "t.scope", FieldKind::Choice(SCOPES)).required().default("all").on(On::Add),
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            ],
        )],
        writer: Some(Arc::new(Rights)),
        verbs: &[Verb::View, Verb::Add, Verb::Delete],
        narrow: person::own_rows,
        ..Entity::new("grants", "access", "grants", "grants t LEFT JOIN users u ON u.id = t.user_id")
    }
}

/// Every right by a name that people understand.
fn permissions(app: &App, lang: Lang) -> Vec<(String, String)> {
    let names = app.permissions().iter().map(|permission| permission.name);
    names.map(|name| (name.to_owned(), right_in_words(app, lang, name))).collect()
}

/// Those to the back office are told from the names of what they concern.
fn right_in_words(app: &App, lang: Lang, name: &str) -> String {
    let dashed = name.replace(['_', '.'], "-");
    let Some((entity, verb)) = name.strip_prefix("admin.").and_then(|rest| rest.split_once('.')) else {
        return app.l10n().text(lang, &format!("right-{dashed}"));
    };
    let (entity, verb) = (entity.replace('_', "-"), verb.replace('_', "-"));
    let keys = [format!("admin-grants-verb-{verb}"), format!("admin-{entity}-do-{verb}"), format!("admin-do-{verb}")];
    let verb = keys.iter().find(|key| app.l10n().has(lang, key)).map_or(verb, |key| app.l10n().text(lang, key));
    let verb = uncapitalised(&verb);
    let entity = app.l10n().text(lang, &format!("admin-{entity}"));
    app.l10n().with(lang, "admin-grants-right", &[("entity", &entity), ("verb", &verb)])
}

/// As it stands after a colon.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

struct Rights;

#[async_trait]
impl Writer for Rights {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let (to, permission, scope) = input::read(values)?;
        grants::give_in(cx.tx, cx.app, cx.info, cx.actor, to, &permission, scope).await
    }

    async fn update(&self, _: &Cx<'_>, _: i64, _: Map<String, Value>, _: Option<i64>) -> Result<()> {
        Err(Error::forbidden())
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        grants::take_in(cx.tx, cx.app, cx.info, cx.actor, id).await
    }
}

/// Ends a login.
struct End;

#[async_trait]
impl RowAction for End {
    fn name(&self) -> &'static str {
        "end"
    }

    fn is_dangerous(&self) -> bool {
        true
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        log_out::one_of_in(cx.tx, cx.app, cx.info, cx.actor, id).await
    }
}

/// Revokes an API token.
struct Revoke;

#[async_trait]
impl RowAction for Revoke {
    fn name(&self) -> &'static str {
        "revoke"
    }

    fn is_dangerous(&self) -> bool {
        true
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        api_tokens::revoke_in(cx.tx, cx.app, cx.info, cx.actor, id).await
    }
}
