//! A module of samples: `widgets` with every kind of column and filter, and `makers`, to whom they are linked.

use std::sync::Arc;

use preau_kernel::actor::Scope;
use preau_kernel::admin::{
    Column, ColumnType, Entity, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, TableWriter, Tone, Verb,
};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::migrate::Migration;
use preau_kernel::db::{Sql, search};
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::module::Module;
use preau_testkit::TestApp;

pub(crate) struct Sample;

pub(crate) const KINDS: &[&str] = &["good", "busy", "broken", "odd"];
const TAGS: &[&str] = &["red", "blue"];
const TABLES: &str = "
CREATE TABLE makers (
  id {id},
  name TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX makers_sort_name ON makers (sort_name, id);
-- search: makers
CREATE TABLE widgets (
  id {id},
  name TEXT NOT NULL,
  kind {sorted} NOT NULL,
  weight BIGINT,
  is_live BOOLEAN NOT NULL,
  made_on TEXT,
  seen_at BIGINT NOT NULL,
  maker_id BIGINT REFERENCES makers (id),
  bytes BIGINT,
  share BIGINT,
  photo TEXT,
  note TEXT NOT NULL,
  keeper_id BIGINT,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX widgets_sort_name ON widgets (sort_name, id);
CREATE INDEX widgets_kind ON widgets (kind, sort_name, id);
CREATE INDEX widgets_seen_at ON widgets (seen_at, id);
-- search: widgets
CREATE TABLE widget_tags (widget_id BIGINT NOT NULL, tag TEXT NOT NULL);
CREATE INDEX widget_tags_widget ON widget_tags (widget_id, tag);
CREATE TABLE widget_friends (widget_id BIGINT NOT NULL, maker_id BIGINT NOT NULL);
CREATE INDEX widget_friends_maker ON widget_friends (maker_id, widget_id);
";
const FRENCH: &str = "
admin-group-samples = Échantillons
admin-widgets = Gadgets
admin-widgets-one = Gadget
admin-makers = Fabricants
admin-makers-one = Fabricant
admin-label-name = Nom
admin-widgets-kind = Genre
admin-widgets-weight = Poids
admin-widgets-is-live = En service
admin-widgets-made-on = Fabriqué le
admin-widgets-made = Fabrication
admin-widgets-seen-at = Vu le
admin-widgets-seen = Vu
admin-widgets-maker = Fabricant
admin-widgets-maker-id = Fabricant
admin-widgets-friend = Ami
admin-widgets-tag = Couleur
admin-widgets-bytes = Taille
admin-widgets-share = Part
admin-widgets-photo = Photo
admin-widgets-note = Note
admin-set-main = Essentiel
admin-value-good = Bon
admin-value-busy = Pris
admin-value-broken = Cassé
admin-value-odd = Étrange
admin-value-red = Rouge
admin-value-blue = Bleu
";
const ENGLISH: &str = "
admin-group-samples = Samples
admin-widgets = Widgets
admin-widgets-one = Widget
admin-makers = Makers
admin-makers-one = Maker
admin-label-name = Name
admin-widgets-kind = Kind
admin-widgets-weight = Weight
admin-widgets-is-live = Live
admin-widgets-made-on = Made on
admin-widgets-made = Made
admin-widgets-seen-at = Seen at
admin-widgets-seen = Seen
admin-widgets-maker = Maker
admin-widgets-maker-id = Maker
admin-widgets-friend = Friend
admin-widgets-tag = Colour
admin-widgets-bytes = Size
admin-widgets-share = Share
admin-widgets-photo = Photo
admin-widgets-note = Note
admin-set-main = Main
admin-value-good = Good
admin-value-busy = Busy
admin-value-broken = Broken
admin-value-odd = Odd
admin-value-red = Red
admin-value-blue = Blue
";

impl Module for Sample {
    fn name(&self) -> &'static str {
        "sample"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![Migration { name: "sample/0001_sample", sql: TABLES }]
    }

    fn admin(&self) -> Vec<Entity> {
        vec![widgets(), makers()]
    }

    fn locales(&self) -> Locales {
        &[(Lang::Fr, FRENCH), (Lang::En, ENGLISH)]
    }
}

fn widgets() -> Entity {
    let tones = &[("good", Tone::Good), ("busy", Tone::Busy), ("broken", Tone::Wrong)];
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            Column::new("kind", "t.kind", Shows::Badge(tones)).by_text("t.kind").then("name"),
            Column::new("weight", "t.weight", Shows::Number),
            Column::flag("is_live", "t.is_live"),
            Column::new("made_on", "t.made_on", Shows::Date),
            Column::instant("seen_at", "t.seen_at").by_number("t.seen_at"),
            Column::new("maker", "CAST(t.maker_id AS TEXT) || '|' || m.name", Shows::Link("makers")),
            Column::new("bytes", "t.bytes", Shows::Size),
            Column::new("share", "t.share", Shows::Percent),
            Column::new("photo", "t.photo", Shows::Image),
            Column::text("note", "t.note").extra(),
        ],
        filters: vec![
            Filter::new("kind", "t.kind", FilterKind::Choices(KINDS)),
            Filter::new("is_live", "t.is_live", FilterKind::Flag),
            Filter::new("seen", "t.seen_at", FilterKind::Days),
            Filter::new("made", "t.made_on", FilterKind::Dates),
            Filter::new("weight", "t.weight", FilterKind::Numbers),
            Filter::new("maker", "t.maker_id", FilterKind::Relation("makers")),
            Filter::new(
                "friend",
                "t.id IN (SELECT widget_id FROM widget_friends WHERE maker_id = ?)",
                FilterKind::Within("makers"),
            ),
            Filter::new(
                "tag",
                "EXISTS (SELECT 1 FROM widget_tags g WHERE g.widget_id = t.id AND g.tag = ?)",
                FilterKind::ChoicesWithin(TAGS),
            ),
        ],
        drill: Some("t.seen_at"),
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new("main", fields())],
        writer: Some(Arc::new(TableWriter {
            columns: WRITTEN,
            search: &["name", "note"],
            sort: Some(("sort_name", "name")),
            ..TableWriter::new("widgets", "name")
        })),
        verbs: &Verb::ALL,
        narrow: |actor, scope| match scope {
            Scope::All => Some(("TRUE", Vec::new())),
            Scope::Own => Some(("t.keeper_id = ?", vec![actor.user_id.into()])),
            Scope::OwnClasses => None,
        },
        ..Entity::new("widgets", "samples", "widgets", "widgets t LEFT JOIN makers m ON m.id = t.maker_id")
    }
}

const WRITTEN: &[(&str, ColumnType)] = &[
    ("name", ColumnType::Text),
    ("kind", ColumnType::Text),
    ("weight", ColumnType::Number),
    ("is_live", ColumnType::Flag),
    ("made_on", ColumnType::MaybeText),
    ("seen_at", ColumnType::Number),
    ("maker_id", ColumnType::Number),
    ("note", ColumnType::Text),
];

fn fields() -> Vec<Field> {
    vec![
        Field::text("name", "t.name", 80).required(),
        Field::new("kind", "t.kind", FieldKind::Choice(KINDS)).required().default("good"),
        Field::new("weight", "t.weight", FieldKind::Number(0, 1_000_000)),
        Field::new("is_live", "t.is_live", FieldKind::Flag),
        Field::new("made_on", "t.made_on", FieldKind::Date),
        Field::new("seen_at", "t.seen_at", FieldKind::Instant).required(),
        Field::new("maker_id", "t.maker_id", FieldKind::Relation("makers")),
        Field::new("note", "t.note", FieldKind::LongText(500)),
    ]
}

fn makers() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        columns: vec![Column::text("name", "t.name").by_text("t.sort_name")],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new("main", vec![Field::text("name", "t.name", 80).required()])],
        writer: Some(Arc::new(TableWriter {
            columns: &[("name", ColumnType::Text)],
            search: &["name"],
            sort: Some(("sort_name", "name")),
            ..TableWriter::new("makers", "name")
        })),
        verbs: &Verb::ALL,
        ..Entity::new("makers", "samples", "makers", "makers t")
    }
}

/// A row to be there.
#[derive(Debug, Clone)]
pub(crate) struct Widget {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) weight: Option<i64>,
    pub(crate) is_live: bool,
    pub(crate) made_on: Option<&'static str>,
    pub(crate) seen_at: &'static str,
    pub(crate) maker: Option<i64>,
    pub(crate) keeper: Option<i64>,
    pub(crate) note: String,
}

pub(crate) fn widget(name: &str) -> Widget {
    Widget {
        name: name.to_owned(),
        kind: "good",
        weight: None,
        is_live: false,
        made_on: None,
        seen_at: "2026-11-23T08:00:00Z",
        maker: None,
        keeper: None,
        note: String::new(),
    }
}

/// Puts them there and returns their ids.
pub(crate) async fn add(test: &TestApp, widgets: &[Widget]) -> Vec<i64> {
    let tx = test.db().write_tx().await.unwrap();
    let mut ids = Vec::new();
    for widget in widgets {
        let at = Timestamp::parse(widget.seen_at).unwrap();
        let values = vec![
            widget.name.as_str().into(),
            widget.kind.into(),
            widget.weight.into(),
            widget.is_live.into(),
            widget.made_on.into(),
            at.into(),
            widget.maker.into(),
            widget.keeper.into(),
            widget.note.as_str().into(),
            search::fold(&widget.name).into(),
            search::text([widget.name.as_str(), &widget.note]).into(),
            test.now().into(),
        ];
        let sql = "INSERT INTO widgets (name, kind, weight, is_live, made_on, seen_at, maker_id, keeper_id, note, \
                   sort_name, search, row_version, created_at, updated_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12) RETURNING id";
        ids.push(tx.number(sql, values).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

pub(crate) async fn add_maker(test: &TestApp, name: &str) -> i64 {
    let tx = test.db().write_tx().await.unwrap();
    let values = vec![name.into(), search::fold(name).into(), search::text([name]).into(), test.now().into()];
    let sql = "INSERT INTO makers (name, sort_name, search, row_version, created_at, updated_at) \
               VALUES ($1, $2, $3, 1, $4, $4) RETURNING id";
    let id = tx.number(sql, values).await.unwrap();
    tx.commit().await.unwrap();
    id
}
