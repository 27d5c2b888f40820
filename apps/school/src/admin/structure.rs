//! Years, terms, programmes, modules of programmes, groups and enrolments: each goes the way of the API.

use std::marker::PhantomData;
use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{
    Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Verb, Writer,
};
use preau_kernel::web::Fields;
use serde_json::{Map, Value};

use crate::actions::claiming::Accepting;
use crate::actions::structure::{self as actions, Rules, Writing};
use crate::input::{Mode, finished};
use crate::store::structure as rows;
use crate::store::structure::enrolments::Enrolments;
use crate::store::structure::groups::Groups;
use crate::store::structure::programmes::Programmes;
use crate::store::structure::taught_modules::TaughtModules;
use crate::store::structure::terms::Terms;
use crate::store::structure::years::Years;

pub(super) fn entities() -> Vec<Entity> {
    vec![years(), terms(), programmes(), taught_modules(), groups(), enrolments()]
}

/// The writer of one kind of row.
struct Of<K>(PhantomData<K>);

impl<K> Of<K> {
    fn writer() -> Option<Arc<dyn Writer>>
    where
        K: Rules,
    {
        Some(Arc::new(Self(PhantomData)))
    }
}

/// Who may change rows here may do everything; a clash is not accepted by the way.
fn accepting() -> Accepting {
    Accepting { reason: None, everything: true }
}

#[async_trait]
impl<K: Rules> Writer for Of<K> {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let values = K::read(&mut fields, Mode::Whole, None);
        let writing = Writing { tx: cx.tx, app: cx.app, info: cx.info, accepting: &accepting() };
        actions::create::<K>(&writing, &finished(fields, values)?).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let old = rows::get_locked::<K>(cx.tx, id).await?;
        let mut fields = Fields::new(values);
        let values = K::read(&mut fields, Mode::Part, Some(&K::values(&old)?));
        let values = finished(fields, values)?;
        let writing = Writing { tx: cx.tx, app: cx.app, info: cx.info, accepting: &accepting() };
        actions::update::<K>(&writing, &old, &values, version).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let writing = Writing { tx: cx.tx, app: cx.app, info: cx.info, accepting: &accepting() };
        actions::delete::<K>(&writing, id).await
    }
}

const fn link(name: &'static str, sql: &'static str, entity: &'static str) -> Column {
    Column::new(name, sql, Shows::Link(entity))
}

const fn forbids(name: &'static str, from: &'static str) -> Dependent {
    Dependent { name, from, fate: Fate::Forbids }
}

const YEAR: &str = "CAST(y.id AS TEXT) || '|' || y.name";

fn years() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("school_year", "t.id"),
        columns: vec![
            Column::text("name", "t.name"),
            Column::new("starts_on", "t.starts_on", Shows::Date).by_text("t.starts_on"),
            Column::new("ends_on", "t.ends_on", Shows::Date),
        ],
        search: true,
        ordering: "-starts_on",
        fieldsets: vec![Fieldset::new(
            "year",
            vec![
                Field::text("name", "t.name", 150).required(),
                Field::new("starts_on", "t.starts_on", FieldKind::Date).required(),
                Field::new("ends_on", "t.ends_on", FieldKind::Date).required(),
            ],
        )],
        dependents: vec![
            forbids("terms", "terms WHERE year_id = ?"),
            forbids("class_groups", "class_groups WHERE year_id = ?"),
            forbids("taught_modules", "taught_modules WHERE year_id = ?"),
        ],
        writer: Of::<Years>::writer(),
        verbs: &Verb::ALL,
        ..Entity::new("school_years", "school", "school_years", "school_years t")
    }
}

fn terms() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("term", "t.id"),
        columns: vec![
            Column::text("name", "t.name"),
            link("year", YEAR, "school_years"),
            Column::new("starts_on", "t.starts_on", Shows::Date).by_text("t.starts_on"),
            Column::new("ends_on", "t.ends_on", Shows::Date),
        ],
        filters: vec![Filter::new("year", "t.year_id", FilterKind::Relation("school_years"))],
        search: true,
        ordering: "starts_on",
        fieldsets: vec![Fieldset::new(
            "term",
            vec![
                Field::new("year", "t.year_id", FieldKind::Relation("school_years")).required(),
                Field::text("name", "t.name", 150).required(),
                Field::new("starts_on", "t.starts_on", FieldKind::Date).required(),
                Field::new("ends_on", "t.ends_on", FieldKind::Date).required(),
            ],
        )],
        writer: Of::<Terms>::writer(),
        verbs: &Verb::ALL,
        ..Entity::new("terms", "school", "terms", "terms t JOIN school_years y ON y.id = t.year_id")
    }
}

fn programmes() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("programme", "t.id"),
        columns: vec![
            Column::text("code", "t.code").by_text("t.code"),
            Column::text("name", "t.name").by_text("t.sort_name"),
        ],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new(
            "programme",
            vec![Field::text("code", "t.code", 150).required(), Field::text("name", "t.name", 150).required()],
        )],
        dependents: vec![
            forbids("class_groups", "class_groups WHERE programme_id = ?"),
            forbids("taught_modules", "taught_modules WHERE programme_id = ?"),
        ],
        writer: Of::<Programmes>::writer(),
        verbs: &Verb::ALL,
        ..Entity::new("programmes", "school", "programmes", "programmes t")
    }
}

fn taught_modules() -> Entity {
    Entity {
        title: "m.name || ' · ' || p.name",
        version: Some("t.row_version"),
        target: ("taught_module", "t.id"),
        columns: vec![
            link("module", "CAST(m.id AS TEXT) || '|' || m.name", "modules"),
            link("programme", "CAST(p.id AS TEXT) || '|' || p.name", "programmes"),
            link("year", YEAR, "school_years"),
            Column::new("planned_minutes", "t.planned_minutes", Shows::Number).by_number("t.planned_minutes"),
        ],
        filters: vec![
            Filter::new("programme", "t.programme_id", FilterKind::Relation("programmes")),
            Filter::new("year", "t.year_id", FilterKind::Relation("school_years")),
            Filter::new("module", "t.module_id", FilterKind::Relation("modules")),
        ],
        ordering: "-planned_minutes",
        fieldsets: vec![Fieldset::new(
            "taught",
            vec![
                Field::new("module", "t.module_id", FieldKind::Relation("modules")).required(),
                Field::new("programme", "t.programme_id", FieldKind::Relation("programmes")).required(),
                Field::new("year", "t.year_id", FieldKind::Relation("school_years")).required(),
                Field::new("planned_minutes", "t.planned_minutes", FieldKind::Number(0, 600_000)).required(),
            ],
        )],
        writer: Of::<TaughtModules>::writer(),
        verbs: &Verb::ALL,
        ..Entity::new(
            "taught_modules",
            "school",
            "taught_modules",
            "taught_modules t JOIN modules m ON m.id = t.module_id JOIN programmes p ON p.id = t.programme_id \
             JOIN school_years y ON y.id = t.year_id",
        )
    }
}

fn groups() -> Entity {
    Entity {
        title: "t.name",
        version: Some("t.row_version"),
        target: ("class_group", "t.id"),
        columns: vec![
            Column::text("name", "t.name").by_text("t.sort_name"),
            link("year", YEAR, "school_years"),
            link("programme", "CASE WHEN p.id IS NOT NULL THEN CAST(p.id AS TEXT) || '|' || p.name END", "programmes"),
            link(
                "parent",
                "CASE WHEN up.id IS NOT NULL THEN CAST(up.id AS TEXT) || '|' || up.name END",
                "class_groups",
            ),
        ],
        filters: vec![
            Filter::new("year", "t.year_id", FilterKind::Relation("school_years")),
            Filter::new("programme", "t.programme_id", FilterKind::Relation("programmes")),
            Filter::new("parent", "t.parent_id", FilterKind::Relation("class_groups")),
        ],
        search: true,
        ordering: "name",
        fieldsets: vec![Fieldset::new(
            "group",
            vec![
                Field::new("year", "t.year_id", FieldKind::Relation("school_years")).required(),
                Field::text("name", "t.name", 150).required(),
                Field::new("programme", "t.programme_id", FieldKind::Relation("programmes")),
                Field::new("parent", "t.parent_id", FieldKind::Relation("class_groups")),
            ],
        )],
        dependents: vec![
            forbids("enrolments", "enrolments WHERE group_id = ?"),
            forbids("lessons", "lesson_groups WHERE group_id = ?"),
            forbids("class_groups", "class_groups WHERE parent_id = ?"),
        ],
        writer: Of::<Groups>::writer(),
        verbs: &Verb::ALL,
        ..Entity::new(
            "class_groups",
            "school",
            "class_groups",
            "class_groups t JOIN school_years y ON y.id = t.year_id LEFT JOIN programmes p ON p.id = t.programme_id \
             LEFT JOIN class_groups up ON up.id = t.parent_id",
        )
    }
}

fn enrolments() -> Entity {
    Entity {
        title: "u.first_name || ' ' || u.last_name || ' · ' || g.name",
        version: Some("t.row_version"),
        target: ("enrolment", "t.id"),
        columns: vec![
            link("student", "CAST(u.id AS TEXT) || '|' || u.first_name || ' ' || u.last_name", "users"),
            link("group", "CAST(g.id AS TEXT) || '|' || g.name", "class_groups"),
            Column::new("first_day", "t.first_day", Shows::Date).by_text("t.first_day"),
            Column::new("last_day", "t.last_day", Shows::Date),
        ],
        filters: vec![
            Filter::new("group", "t.group_id", FilterKind::Relation("class_groups")),
            Filter::new("student", "t.student_id", FilterKind::Relation("users")),
            Filter::new("first_day", "t.first_day", FilterKind::Dates),
        ],
        ordering: "-first_day",
        fieldsets: vec![Fieldset::new(
            "enrolment",
            vec![
                Field::new("student", "t.student_id", FieldKind::Relation("users")).required(),
                Field::new("group", "t.group_id", FieldKind::Relation("class_groups")).required(),
                Field::new("first_day", "t.first_day", FieldKind::Date).required(),
                Field::new("last_day", "t.last_day", FieldKind::Date),
            ],
        )],
        writer: Of::<Enrolments>::writer(),
        verbs: &Verb::ALL,
        ..Entity::new(
            "enrolments",
            "school",
            "enrolments",
            "enrolments t JOIN users u ON u.id = t.student_id JOIN class_groups g ON g.id = t.group_id",
        )
    }
}
