//! A module of the tests' own for forms: widgets with a field of every kind, their parts as an inline, their makers.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use axum::http::Method;
use axum::http::request::Parts;
use bytes::Bytes;
use preau_admin::Admin;
use preau_kernel::actor::{Actor, Credential, Scope};
use preau_kernel::admin::{
    Attachment, Column, ColumnType, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Inline, On, Prepared,
    RowAction, Shows, TableWriter, Verb, Writer,
};
use preau_kernel::app::App;
use preau_kernel::db::Sql;
use preau_kernel::db::migrate::Migration;
use preau_kernel::files::{self, NewFile};
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::module::{Authenticator, Module};
use preau_kernel::web::RequestInfo;
use preau_kernel::web::csrf::{self, CookieSession};
use preau_kernel::{Error, Result};
use preau_testkit::{TestApp, TestEngine};
use sea_orm::Value as Bound;
use serde_json::{Map, Value};

pub(super) const KEY: &[u8] = b"the key of a session in these tests";
pub(crate) const STAFF: i64 = 1;
/// Sees every widget and no part, changes none.
pub(crate) const READER: i64 = 2;
/// Sees and changes only what is owned by 3.
pub(crate) const OWNER: i64 = 3;
pub(crate) const MAX_PHOTO: usize = 20 * 1024;

const TABLES: &str = "\
CREATE TABLE makers (\n  id {id},\n  name TEXT NOT NULL,\n  sort_name {sorted} NOT NULL,\n  search TEXT NOT NULL\n);
CREATE INDEX makers_sort_name ON makers (sort_name, id);
-- search: makers
CREATE TABLE widgets (
  id {id},
  name TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  story TEXT,
  notes TEXT,
  size BIGINT,
  made_on TEXT,
  opens_at TEXT,
  seen_at BIGINT,
  is_active BOOLEAN NOT NULL,
  color TEXT,
  grade TEXT,
  tags TEXT NOT NULL,
  maker BIGINT,
  friends TEXT NOT NULL,
  nickname TEXT,
  room TEXT,
  photo TEXT,
  owned_by BIGINT,
  secret TEXT,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX widgets_email ON widgets (email);
CREATE TABLE parts (
  id {id},
  widget BIGINT NOT NULL REFERENCES widgets (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  count BIGINT,
  secret TEXT,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX parts_widget ON parts (widget, id);
CREATE TABLE deals (\n  id {id},\n  widget BIGINT NOT NULL\n);
CREATE INDEX deals_widget ON deals (widget);
";

pub(crate) struct Workshop;

#[async_trait]
impl Module for Workshop {
    fn name(&self) -> &'static str {
        "workshop"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![Migration { name: "workshop/0001_workshop", sql: TABLES }]
    }

    fn admin(&self) -> Vec<Entity> {
        vec![widgets(), parts(), makers()]
    }

    fn locales(&self) -> Locales {
        const TEXTS: &str = include_str!("workshop.ftl");
        &[(Lang::Fr, TEXTS), (Lang::En, TEXTS)]
    }

    fn authenticator(&self) -> Option<Arc<dyn Authenticator>> {
        Some(Arc::new(Gate))
    }
}

fn widgets() -> Entity {
    let photo = FieldKind::Attachment { is_image: true, max_bytes: MAX_PHOTO, by: Arc::new(Photo) };
    let grades: fn(&App, Lang) -> Vec<(String, String)> =
        |_, _| (1..=9).map(|grade| (format!("g{grade}"), format!("Grade {grade}"))).collect();
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        columns: vec![Column::text("name", "t.name"), Column::new("photo", "t.photo", Shows::Image)],
        fieldsets: vec![
            Fieldset::new(
                "main",
                vec![
                    Field::text("name", "t.name", 40).required(),
                    Field::new("email", "t.email", FieldKind::Email),
                    Field::new("color", "t.color", FieldKind::Choice(&["red", "blue"])).required().default("blue"),
                    Field::text("room", "t.room", 20).required().only_if("color", "red"),
                    Field::new("is_active", "t.is_active", FieldKind::Flag).default("true"),
                    Field::new("maker", "t.maker", FieldKind::Relation("makers")),
                    Field::new("friends", "t.friends", FieldKind::Relations("makers")),
                    Field::new("photo", "t.photo", photo),
                    Field::text("owner.nickname", "t.nickname", 40),
                ],
            ),
            Fieldset::folded(
                "more",
                vec![
                    Field::new("phone", "t.phone", FieldKind::Phone),
                    Field::new("story", "t.story", FieldKind::LongText(500)),
                    Field::new("notes", "t.notes", FieldKind::Markdown(500)),
                    Field::new("size", "t.size", FieldKind::Number(-5, 100)),
                    Field::new("made_on", "t.made_on", FieldKind::Date),
                    Field::new("opens_at", "t.opens_at", FieldKind::Time),
                    Field::new("seen_at", "t.seen_at", FieldKind::Instant),
                    Field::new("grade", "t.grade", FieldKind::Listed(grades)),
                    Field::new("tags", "t.tags", FieldKind::Several(&["old", "new"])),
                    Field::new("owned_by", "t.owned_by", FieldKind::Number(0, 99)).on(On::Add),
                ],
            ),
        ],
        inlines: vec![Inline { entity: "parts", column: "widget", field: "widget", is_open: false }],
        dependents: vec![
            Dependent { name: "parts", from: "parts WHERE widget = ?", fate: Fate::Deleted },
            Dependent { name: "deals", from: "deals WHERE widget = ?", fate: Fate::Forbids },
        ],
        writer: Some(Arc::new(WidgetWriter)),
        verbs: &Verb::ALL,
        narrow: |actor, scope| match scope {
            Scope::All => Some(("TRUE", Vec::new())),
            Scope::Own | Scope::OwnClasses => Some(("t.owned_by = ?", vec![Bound::from(actor.user_id)])),
        },
        row_guard: |_, row| row.text("name") != "sealed",
        reading_is_audited: true,
        ..Entity::new("widgets", "workshop", "widgets", "widgets t")
    }
}

fn parts() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        columns: vec![Column::text("name", "t.name"), Column::new("count", "t.count", Shows::Number)],
        fieldsets: vec![Fieldset::new(
            "main",
            vec![
                Field::text("name", "t.name", 20).required(),
                Field::new("count", "t.count", FieldKind::Number(0, 10)),
                Field::new("widget", "t.widget", FieldKind::Relation("widgets")).required(),
            ],
        )],
        actions: vec![Arc::new(Polish)],
        ordering: "id",
        writer: Some(Arc::new(TableWriter {
            columns: &[("name", ColumnType::Text), ("count", ColumnType::Number), ("widget", ColumnType::Number)],
            ..TableWriter::new("parts", "name")
        })),
        verbs: &Verb::ALL,
        ..Entity::new("parts", "workshop", "parts", "parts t")
    }
}

fn makers() -> Entity {
    Entity {
        title: "t.name",
        columns: vec![Column::text("name", "t.name").by_text("t.sort_name")],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new("main", vec![Field::text("name", "t.name", 40).required()])],
        writer: Some(Arc::new(TableWriter {
            columns: &[("name", ColumnType::Text)],
            search: &["name"],
            sort: Some(("sort_name", "name")),
            is_versioned: false,
            ..TableWriter::new("makers", "name")
        })),
        verbs: &Verb::ALL,
        ..Entity::new("makers", "workshop", "makers", "makers t")
    }
}

const TABLE: TableWriter = TableWriter {
    columns: &[
        ("name", ColumnType::Text),
        ("email", ColumnType::MaybeText),
        ("phone", ColumnType::MaybeText),
        ("story", ColumnType::MaybeText),
        ("notes", ColumnType::MaybeText),
        ("size", ColumnType::Number),
        ("made_on", ColumnType::MaybeText),
        ("opens_at", ColumnType::MaybeText),
        ("seen_at", ColumnType::Number),
        ("is_active", ColumnType::Flag),
        ("color", ColumnType::MaybeText),
        ("grade", ColumnType::MaybeText),
        ("tags", ColumnType::Text),
        ("maker", ColumnType::Number),
        ("friends", ColumnType::Text),
        ("nickname", ColumnType::MaybeText),
        ("room", ColumnType::MaybeText),
        ("owned_by", ColumnType::Number),
    ],
    unique: &[("widgets.email", "email")],
    ..TableWriter::new("widgets", "name")
};

/// Lists are kept joined by commas, what is nested by its last name.
struct WidgetWriter;

fn flat(values: Map<String, Value>) -> Result<Map<String, Value>> {
    let mut all = Map::new();
    for (name, value) in values {
        match value {
            Value::Object(inner) => all.extend(inner),
            Value::Array(list) => {
                let texts = list.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned));
                all.insert(name, texts.collect::<Vec<_>>().join(",").into());
            }
            value => _ = all.insert(name, value),
        }
    }
    match all.get("name").and_then(Value::as_str) {
        Some("wrong") => Err(Error::invalid("name", "wrong_value")),
        Some("nested") => Err(Error::invalid("owner.nickname", "wrong_value")),
        Some("refused") => Err(Error::conflict("reference_gone")),
        Some("storm") => Err(Error::internal("a storm")),
        _ => Ok(all),
    }
}

#[async_trait]
impl Writer for WidgetWriter {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        TABLE.create(cx, flat(values)?).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        TABLE.update(cx, id, flat(values)?, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let row = cx.tx.get("SELECT name FROM widgets WHERE id = $1", vec![id.into()]).await?;
        match row.try_get::<String>("", "name")?.as_str() {
            "kept" => Err(Error::conflict("reference_gone")),
            _ => TABLE.delete(cx, id).await,
        }
    }
}

struct Photo;

#[async_trait]
impl Attachment for Photo {
    async fn prepare(&self, _: &App, bytes: Bytes) -> Result<Prepared> {
        match bytes.windows(6).any(|six| six == b"broken") {
            true => Err(Error::invalid("file", "photo_broken")),
            false => Ok(Box::new(bytes)),
        }
    }

    async fn put(&self, cx: &Cx<'_>, id: i64, prepared: Prepared) -> Result<()> {
        let bytes = *prepared.downcast::<Bytes>().map_err(|_| Error::internal("bytes"))?;
        let file = NewFile {
            owner_kind: "widget",
            owner_id: id,
            name: "photo.png".into(),
            content_type: "image/png".into(),
            bytes,
        };
        let file = files::put(cx.tx, cx.app, files::prepare(cx.app, file).await?).await?;
        let sql = "UPDATE widgets SET photo = $1 WHERE id = $2";
        cx.tx.exec(sql, vec![file.as_str().into(), id.into()]).await.map(drop)
    }

    async fn clear(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        cx.tx.exec("UPDATE widgets SET photo = NULL WHERE id = $1", vec![id.into()]).await.map(drop)
    }
}

struct Polish;

#[async_trait]
impl RowAction for Polish {
    fn name(&self) -> &'static str {
        "polish"
    }

    async fn apply(&self, _: &Cx<'_>, _: i64) -> Result<()> {
        Ok(())
    }
}

/// Whoever the header names, with a cookie's proof.
struct Gate;

#[async_trait]
impl Authenticator for Gate {
    async fn authenticate(&self, app: &App, parts: &mut Parts, _: &RequestInfo) -> Result<Option<Arc<Actor>>> {
        let named = parts.headers.get("x-user").and_then(|value| value.to_str().ok()?.parse().ok());
        let Some(actor) = named.map(person) else { return Ok(None) };
        parts.extensions.insert(CookieSession::new(actor.clone(), actor.user_id, KEY));
        let proof = parts.headers.get(csrf::HEADER).and_then(|value| value.to_str().ok());
        let holds = proof.is_some_and(|token| csrf::holds(app.secrets(), token, actor.user_id, KEY));
        if parts.method == Method::GET || holds { Ok(Some(actor)) } else { Err(csrf::refused()) }
    }
}

fn person(user: i64) -> Arc<Actor> {
    let rights: BTreeMap<&'static str, Scope> = match user {
        READER => [("admin.widgets.view", Scope::All)].into(),
        OWNER => {
            [("admin.widgets.view", Scope::Own), ("admin.widgets.change", Scope::Own), ("admin.parts.view", Scope::All)]
                .into()
        }
        _ => BTreeMap::new(),
    };
    Arc::new(Actor {
        user_id: user,
        name: format!("<i>Person {user}</i>"),
        roles: Vec::new(),
        is_staff: user == STAFF,
        is_superuser: false,
        rights: Arc::new(rights),
        credential: Credential::Cookie { session: user },
        lang: Some(Lang::En),
        gate: None,
    })
}

/// A workshop with makers 1 to 3.
pub(crate) async fn workshop(engine: TestEngine) -> TestApp {
    let test = TestApp::with(vec![Arc::new(Workshop), Arc::new(Admin)], engine).await;
    for name in ["Ana Silva", "Bob <b>Bold</b>", "Zoé"] {
        let sort = name.to_lowercase().replace('é', "e");
        let sql = "INSERT INTO makers (name, sort_name, search) VALUES ($1, $2, '  ' || $2)";
        write(&test, sql, vec![name.into(), sort.into()]).await;
    }
    test
}

/// A widget of that name; its id.
pub(crate) async fn widget(test: &TestApp, name: &str, owned_by: i64) -> i64 {
    let sql = "INSERT INTO widgets (name, is_active, color, tags, friends, owned_by, secret, row_version, created_at, \
               updated_at) VALUES ($1, TRUE, 'blue', '', '', $2, 'hidden', 1, 1, 1)";
    write(test, sql, vec![name.into(), owned_by.into()]).await;
    number(test, "SELECT MAX(id) FROM widgets").await
}

pub(crate) async fn part(test: &TestApp, widget: i64, name: &str) -> i64 {
    let sql =
        "INSERT INTO parts (widget, name, count, row_version, created_at, updated_at) VALUES ($1, $2, 1, 1, 1, 1)";
    write(test, sql, vec![widget.into(), name.into()]).await;
    number(test, "SELECT MAX(id) FROM parts").await
}

pub(crate) async fn write(test: &TestApp, sql: &str, values: Vec<Bound>) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(sql, values).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) async fn number(test: &TestApp, sql: &str) -> i64 {
    test.db().read().number(sql, vec![]).await.unwrap()
}

/// A text column of the first row, empty for nothing.
pub(crate) async fn text(test: &TestApp, sql: &str) -> String {
    let row = test.db().read().get(sql, vec![]).await.unwrap();
    row.try_get_by_index::<Option<String>>(0).unwrap().unwrap_or_default()
}
