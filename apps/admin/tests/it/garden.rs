//! A module of the tests' own, with plants that are watered: the back office knows no other.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use axum::http::Method;
use axum::http::request::Parts;
use preau_admin::Admin;
use preau_kernel::actor::{Actor, Credential, Scope};
use preau_kernel::admin::{
    Column, ColumnType, Cx, Entity, Field, FieldKind, Fieldset, Figure, Filter, FilterKind, Panel, RowAction, Shows,
    TableWriter, Verb,
};
use preau_kernel::app::App;
use preau_kernel::audit::{self, Action, Class, Entry};
use preau_kernel::config::{Config, ConfigError, Span};
use preau_kernel::db::Sql;
use preau_kernel::db::migrate::Migration;
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::module::{Authenticator, Module};
use preau_kernel::web::RequestInfo;
use preau_kernel::web::csrf::{self, CookieSession};
use preau_kernel::{Error, Result};
use preau_testkit::{Client, TestApp, TestEngine, TestResponse};
use sea_orm::Value;

const KEY: &[u8] = b"the key of a session in these tests";
/// Staff; somebody who sees all plants and may water those of their own bed; nobody.
pub(crate) const STAFF: i64 = 1;
pub(crate) const GARDENER: i64 = 2;
pub(crate) const NOBODY: i64 = 3;

pub(crate) struct Garden;

/// What the tests decide.
#[derive(Default)]
pub(crate) struct Weather {
    /// Nobody may do anything once so many plants were watered; 0: never.
    pub(crate) fired_after: AtomicI64,
    /// The program fails, once, when it waters this plant.
    pub(crate) storm_at: AtomicI64,
    pub(crate) watered: AtomicI64,
}

impl Module for Garden {
    fn name(&self) -> &'static str {
        "garden"
    }

    fn migrations(&self) -> Vec<Migration> {
        let sql = "CREATE TABLE plants (\n  id {id},\n  name TEXT NOT NULL,\n  bed BIGINT NOT NULL,\n  state TEXT NOT NULL,\n  \
                   watered BIGINT NOT NULL,\n  sort_name {sorted} NOT NULL,\n  search TEXT NOT NULL,\n  \
                   row_version BIGINT NOT NULL,\n  created_at BIGINT NOT NULL,\n  updated_at BIGINT NOT NULL\n);\n\
                   CREATE INDEX plants_sort_name ON plants (sort_name, id);\n\
                   CREATE INDEX plants_state ON plants (state, sort_name, id);\n-- search: plants\n";
        vec![Migration { name: "garden/0001_plants", sql }]
    }

    fn state(&self, _: &Config) -> Result<Option<Arc<dyn std::any::Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(Weather::default())))
    }

    fn admin(&self) -> Vec<Entity> {
        vec![plants()]
    }

    fn panels(&self) -> Vec<Panel> {
        vec![Panel {
            name: "garden",
            entity: "plants",
            load: |app| {
                Box::pin(async move {
                    let value = app.db().read().number("SELECT COUNT(*) FROM plants", vec![]).await?;
                    let today = app.now().utc().date_naive();
                    let days =
                        (0..14).rev().map(|ago| (today - chrono::Days::new(ago), ago.cast_signed() % 5)).collect();
                    let link = "/admin/plants/".to_owned();
                    Ok(vec![Figure::Number { name: "plants", value, link }, Figure::Days { name: "rain", days }])
                })
            },
        }]
    }

    fn audit_actions(&self) -> Vec<Action> {
        vec![Action { name: "plant_watered", class: Class::Data }]
    }

    fn jobs(&self) -> Vec<JobKind> {
        vec![JobKind {
            name: "garden.weed",
            max_attempts: 1,
            run: |_, _| Box::pin(async { Err(Error::internal("a thorn")) }),
        }]
    }

    fn periodic(&self) -> Vec<Periodic> {
        let task = |name, run| Periodic { name, every: Span::hours(2), run };
        vec![
            task("garden.rake", |app| {
                Box::pin(async move {
                    app.state::<Weather>().watered.fetch_add(1, Ordering::SeqCst);
                    Ok(())
                })
            }),
            task("garden.hail", |_| Box::pin(async { Err(Error::internal("<b>hail</b>")) })),
        ]
    }

    fn locales(&self) -> Locales {
        const TEXTS: &str = include_str!("garden.ftl");
        &[(Lang::Fr, TEXTS), (Lang::En, TEXTS)]
    }

    fn authenticator(&self) -> Option<Arc<dyn Authenticator>> {
        Some(Arc::new(Gate))
    }
}

fn plants() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            Column::new("state", "t.state", Shows::Badge(&[])),
            Column::new("watered", "t.watered", Shows::Number),
        ],
        filters: vec![Filter::new("state", "t.state", FilterKind::Choices(&["green", "dry"]))],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new(
            "main",
            vec![Field::text("name", "t.name", 80).required(), Field::new("bed", "t.bed", FieldKind::Number(0, 99))],
        )],
        actions: vec![Arc::new(Water), Arc::new(Uproot)],
        writer: Some(Arc::new(TableWriter {
            columns: &[("name", ColumnType::Text), ("bed", ColumnType::Number)],
            search: &["name"],
            sort: Some(("sort_name", "name")),
            ..TableWriter::new("plants", "name")
        })),
        verbs: &Verb::ALL,
        narrow: |actor, scope| match scope {
            Scope::All => Some(("TRUE", Vec::new())),
            Scope::Own | Scope::OwnClasses => Some(("t.bed = ?", vec![Value::from(actor.user_id)])),
        },
        // An oak stands where it stands.
        row_guard: |_, row| !row.text("name").starts_with("oak"),
        ..Entity::new("plants", "garden", "plants", "plants t")
    }
}

/// Waters a plant that is not dry.
struct Water;

#[async_trait]
impl RowAction for Water {
    fn name(&self) -> &'static str {
        "water"
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let weather = cx.app.state::<Weather>();
        // Undone with the row, when the row is refused.
        cx.tx.exec("UPDATE plants SET watered = watered + 1 WHERE id = $1", vec![id.into()]).await?;
        if weather.storm_at.compare_exchange(id, 0, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            return Err(Error::internal("a storm"));
        }
        let row = cx.tx.get("SELECT name, state FROM plants WHERE id = $1", vec![id.into()]).await?;
        if row.try_get::<String>("", "state")? == "dry" {
            return Err(Error::refused("plant_is_dry"));
        }
        weather.watered.fetch_add(1, Ordering::SeqCst);
        let entry = Entry::new("plant_watered").target("plant", id, row.try_get::<String>("", "name")?);
        audit::record(cx.tx, cx.app, cx.info, entry).await.map(drop)
    }
}

struct Uproot;

#[async_trait]
impl RowAction for Uproot {
    fn name(&self) -> &'static str {
        "uproot"
    }

    fn is_dangerous(&self) -> bool {
        true
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        cx.tx.exec("DELETE FROM plants WHERE id = $1", vec![id.into()]).await.map(drop)
    }
}

/// Whoever the header names, with a cookie's proof.
struct Gate;

#[async_trait]
impl Authenticator for Gate {
    async fn authenticate(&self, app: &App, parts: &mut Parts, _: &RequestInfo) -> Result<Option<Arc<Actor>>> {
        let named = parts.headers.get("x-user").and_then(|value| value.to_str().ok()?.parse().ok());
        let Some(actor) = named.and_then(person) else { return Ok(None) };
        parts.extensions.insert(CookieSession::new(actor.clone(), actor.user_id, KEY));
        let is_proven = parts.headers.get(csrf::HEADER).and_then(|value| value.to_str().ok());
        let holds = is_proven.is_some_and(|token| csrf::holds(app.secrets(), token, actor.user_id, KEY));
        if parts.method == Method::GET || holds { Ok(Some(actor)) } else { Err(csrf::refused()) }
    }

    async fn actor(&self, app: &App, user: i64) -> Result<Option<Arc<Actor>>> {
        let weather = app.state::<Weather>();
        let limit = weather.fired_after.load(Ordering::SeqCst);
        let is_fired = limit > 0 && weather.watered.load(Ordering::SeqCst) >= limit;
        Ok(person(user).filter(|_| !is_fired))
    }
}

fn person(user: i64) -> Option<Arc<Actor>> {
    let rights: BTreeMap<&'static str, Scope> = match user {
        GARDENER => [("admin.plants.view", Scope::All), ("admin.plants.water", Scope::Own)].into(),
        STAFF | NOBODY => BTreeMap::new(),
        _ => return None,
    };
    Some(Arc::new(Actor {
        user_id: user,
        name: format!("<i>Person {user}</i>"),
        roles: Vec::new(),
        is_staff: user == STAFF,
        is_superuser: false,
        rights: Arc::new(rights),
        credential: Credential::Cookie { session: user },
        lang: Some(Lang::En),
        gate: None,
    }))
}

/// A garden with some plants: `(name, bed, state)`.
pub(crate) async fn garden(engine: TestEngine, plants: &[(&str, i64, &str)]) -> TestApp {
    let test = TestApp::with(vec![Arc::new(Garden), Arc::new(Admin)], engine).await;
    for (name, bed, state) in plants {
        plant(&test, name, *bed, state).await;
    }
    test
}

pub(crate) async fn plant(test: &TestApp, name: &str, bed: i64, state: &str) {
    let tx = test.db().write_tx().await.unwrap();
    let sql = "INSERT INTO plants (name, bed, state, watered, sort_name, search, row_version, created_at, updated_at) \
               VALUES ($1, $2, $3, 0, $1, '  ' || $1, 1, 1, 1)";
    tx.exec(sql, vec![name.into(), bed.into(), state.into()]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Many green plants of bed 1.
pub(crate) async fn plant_many(test: &TestApp, count: i64) {
    let tx = test.db().write_tx().await.unwrap();
    for i in 0..count {
        let sql = "INSERT INTO plants (name, bed, state, watered, sort_name, search, row_version, created_at, updated_at) \
                   VALUES ($1, 1, 'green', 0, $1, '  ' || $1, 1, 1, 1)";
        tx.exec(sql, vec![format!("plant {i:05}").into()]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

pub(crate) async fn number(test: &TestApp, sql: &str) -> i64 {
    test.db().read().number(sql, vec![]).await.unwrap()
}

/// Somebody in front of a browser.
pub(crate) struct Visitor {
    client: Client,
    token: String,
}

pub(crate) fn visitor(test: &TestApp, user: i64) -> Visitor {
    // The stack asks who it is when there is a cookie.
    let client = test.anonymous().with_header("accept", "text/html").with_header("x-user", &user.to_string());
    let client = client.with_header("cookie", "a=b");
    Visitor { client, token: csrf::token(test.app().secrets(), user, KEY) }
}

impl Visitor {
    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.client.get(path).send().await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        let token = [("csrf_token", self.token.as_str())];
        self.post_bare(path, &[fields, &token].concat()).await
    }

    /// Without the token that proves it.
    pub(crate) async fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.client.post(path).form(&body).send().await
    }

    /// Confirms an action; the page to which that leads.
    pub(crate) async fn run(&self, path: &str, fields: &[(&str, &str)]) -> (String, TestResponse) {
        let answer = self.post(path, &[fields, &[("confirmed", "1")]].concat()).await.expect(303);
        let page = answer.header("location").unwrap().to_owned();
        let shown = self.get(&page).await.expect(200);
        (page, shown)
    }
}
