//! GET `/api/logs/`, `/api/logs/{id}/` and `/api/logs/actions/`: staff, read only.

use axum::extract::State;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Page, PageQuery, instant_range};
use preau_kernel::i18n::{L10n, Lang};
use preau_kernel::web::params::Path;
use preau_kernel::web::{Access, Api, Json, RequestInfo};
use preau_kernel::{App, Error, Result, routes};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::domain::text::{self, Told};
use crate::store::logs::{self, Row};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogEntry {
    id: i64,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    action: String,
    /// The action in the reader's language.
    action_display: String,
    actor: Option<LogActor>,
    /// Id of the person for whom the actor acted.
    on_behalf_of: Option<i64>,
    target: Option<LogTarget>,
    /// One sentence in the reader's language.
    summary: String,
    #[schema(value_type = Object)]
    metadata: Map<String, Value>,
    /// `null` once erased.
    ip_address: Option<String>,
    request_id: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogActor {
    id: i64,
    /// As it was at the time; words for "erased" in the reader's language once it is.
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogTarget {
    /// `user`, `workstation`…
    kind: String,
    id: i64,
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogAction {
    name: &'static str,
    display: String,
}

pub(crate) fn router() -> Api {
    Api::default()
        .add(Access::Staff, routes!(list))
        .add(Access::Staff, routes!(actions))
        .add(Access::Staff, routes!(get))
}

/// The audit trail, newest first. Staff.
#[utoipa::path(
    get,
    path = "/api/logs/",
    tag = "logs",
    params(
        ("action" = Option<String>, Query, description = "One kind of entry, see /api/logs/actions/"),
        ("actor" = Option<i64>, Query, description = "Id of who did it"),
        ("target" = Option<String>, Query, description = "`user:12`, a kind (`user`) or an id (`12`)"),
        ("from" = Option<String>, Query, description = "Instant or date (UTC), included"),
        ("to" = Option<String>, Query, description = "Instant or date (UTC), included"),
        ("ordering" = Option<String>, Query, description = "`-at` (default), `at`, `-id`, `id`"),
        ("cursor" = Option<String>, Query),
        ("page_size" = Option<u64>, Query, minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, body = Page<LogEntry>),
        (status = 400, description = "A filter or cursor that is none"),
        (status = 401, description = "Not logged in"),
        (status = 403, description = "Not staff"),
    )
)]
async fn list(State(app): State<App>, info: RequestInfo, page: PageQuery) -> Result<Json<Page<LogEntry>>> {
    let conditions = filters(&app, &page)?;
    let (l10n, lang) = (app.l10n(), info.lang());
    logs::page(app.db().read(), &page, conditions, |row| show(l10n, lang, row)).await.map(Json)
}

/// One entry of the audit trail. Staff.
#[utoipa::path(
    get,
    path = "/api/logs/{id}/",
    tag = "logs",
    params(("id" = i64, Path)),
    responses(
        (status = 200, body = LogEntry),
        (status = 401, description = "Not logged in"),
        (status = 403, description = "Not staff"),
        (status = 404, description = "No such entry, or retention has removed it"),
    )
)]
async fn get(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Json<LogEntry>> {
    Ok(Json(show(app.l10n(), info.lang(), logs::get(app.db().read(), id).await?)))
}

/// The kinds of entries, by the names to show. Staff.
#[utoipa::path(
    get,
    path = "/api/logs/actions/",
    tag = "logs",
    responses(
        (status = 200, body = Vec<LogAction>),
        (status = 401, description = "Not logged in"),
        (status = 403, description = "Not staff"),
    )
)]
async fn actions(State(app): State<App>, info: RequestInfo) -> Json<Vec<LogAction>> {
    let display = |name| text::display(app.l10n(), info.lang(), name);
    Json(app.audit_actions().map(|action| LogAction { name: action.name, display: display(action.name) }).collect())
}

/// What the query's filters ask for; wrong ones are named.
pub fn filters(app: &App, page: &PageQuery) -> Result<Conditions> {
    let mut conditions = Conditions::default();
    if let Some(action) = page.param("action") {
        if !app.audit_actions().any(|known| known.name == action) {
            return Err(Error::invalid("action", "unknown_action"));
        }
        conditions.add("e.action = ?", [action.into()]);
    }
    if let Some(actor) = page.number("actor")? {
        conditions.add("e.actor_id = ?", [actor.into()]);
    }
    if let Some(target) = page.param("target") {
        match target.split_once(':') {
            Some((kind, id)) if is_kind(kind) => {
                let id: i64 = id.parse().map_err(|_| Error::invalid("target", "wrong_target"))?;
                conditions.add("e.target_kind = ? AND e.target_id = ?", [kind.into(), id.into()]);
            }
            None if is_kind(target) => conditions.add("e.target_kind = ?", [target.into()]),
            _ => {
                let id: i64 = target.parse().map_err(|_| Error::invalid("target", "wrong_target"))?;
                conditions.add("e.target_id = ?", [id.into()]);
            }
        }
    }
    instant_range(page, "e.at", &mut conditions)?;
    Ok(conditions)
}

fn is_kind(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn show(l10n: &L10n, lang: Lang, row: Row) -> LogEntry {
    let name = |key: &str| row.personal.as_ref()?.get(key)?.as_str().map(str::to_owned);
    let erased = || l10n.text(lang, "audit-erased-person");
    let actor = row.actor_id.map(|id| LogActor { id, name: name("actor").unwrap_or_else(erased) });
    let target = row.target_kind.clone().zip(row.target_id).map(|(kind, id)| {
        let unnamed = || match kind.as_str() {
            "user" => erased(),
            _ => l10n.with(lang, "audit-unnamed-target", &[("id", &format!("{id}"))]),
        };
        let name = name("target").filter(|name| !name.is_empty()).unwrap_or_else(unnamed);
        LogTarget { kind, id, name }
    });
    let told = Told {
        action: &row.action,
        actor: actor.as_ref().map(|actor| actor.name.as_str()),
        target: target.as_ref().map(|target| target.name.as_str()),
        metadata: &row.metadata,
    };
    LogEntry {
        id: row.id,
        at: row.at,
        action_display: text::display(l10n, lang, &row.action),
        summary: text::summary(l10n, lang, &told),
        actor,
        on_behalf_of: row.on_behalf_of_id,
        target,
        metadata: row.metadata,
        ip_address: row.ip_address,
        request_id: row.request_id,
        action: row.action,
    }
}
