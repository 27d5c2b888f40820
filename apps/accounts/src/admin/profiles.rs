//! The seven roles: each profile with its person, changed together as the API does.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::HeaderMap;
use preau_kernel::Result;
use preau_kernel::admin::{
    Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Filter, FilterKind, Shows, Verb, Writer,
};
use serde_json::{Map, Value};

use super::person::{self, KIND, LANGS, kind_sql, modules_sql};
use super::{deeds, photo};
use crate::actions::{delete_person, profile};
use crate::api::input::{self, Mode};
use crate::store::profiles::{CLIENT, COACH, MANAGER, OPERATOR, PROFESSOR, ProfileKind, STUDENT, TUTOR};

/// What an entity is made of that SQL must name as one text.
struct Table {
    kind: &'static ProfileKind,
    entity: &'static str,
    from: &'static str,
    dependents: Vec<Dependent>,
}

macro_rules! table {
    ($kind:ident, $entity:literal, $table:literal) => {
        Table {
            kind: &$kind,
            entity: $entity,
            // Every profile has its person; a LEFT JOIN is dropped by both planners where nothing asks for it.
            from: concat!($table, " t LEFT JOIN users u ON u.id = t.user_id"),
            dependents: vec![Dependent {
                name: "person_too",
                from: concat!(
                    "users u WHERE u.id = (SELECT p.user_id FROM ",
                    $table,
                    " p WHERE p.id = ?) \
                         AND u.is_staff = FALSE AND u.is_superuser = FALSE AND (\
                         (SELECT COUNT(*) FROM school_managers r WHERE r.user_id = u.id) + \
                         (SELECT COUNT(*) FROM professors r WHERE r.user_id = u.id) + \
                         (SELECT COUNT(*) FROM coaches r WHERE r.user_id = u.id) + \
                         (SELECT COUNT(*) FROM operators r WHERE r.user_id = u.id) + \
                         (SELECT COUNT(*) FROM tutors r WHERE r.user_id = u.id) + \
                         (SELECT COUNT(*) FROM students r WHERE r.user_id = u.id) + \
                         (SELECT COUNT(*) FROM clients r WHERE r.user_id = u.id)) = 1"
                ),
                fate: Fate::Deleted,
            }],
        }
    };
}

pub(super) fn entities() -> Vec<Entity> {
    vec![professors(), students(), tutors(), managers(), coaches(), clients(), operators()]
}

fn professors() -> Entity {
    let table = table!(PROFESSOR, "professors", "professors");
    let own = vec![Field::text("specialty", "t.specialty", 200), subjects()];
    let mut entity = profile(table, vec![Column::text("specialty", "t.specialty")], own);
    entity.filters.push(by_subject());
    entity
}

fn students() -> Entity {
    let table = table!(STUDENT, "students", "students");
    let tutors = "(SELECT string_agg(CAST(l.tutor_id AS TEXT), ',') FROM tutor_students l WHERE l.student_id = t.id)";
    let own = vec![
        Field::text("student_number", "t.student_number", 50),
        Field::text("level", "t.level", 100),
        subjects(),
        Field::new("tutors", tutors, FieldKind::Relations("tutors")).shown(),
    ];
    let columns = vec![
        Column::text("student_number", "t.student_number").by_text("t.student_number"),
        Column::text("level", "t.level"),
    ];
    let mut entity = profile(table, columns, own);
    let tutor = "t.id IN (SELECT l.student_id FROM tutor_students l WHERE l.tutor_id = ?)";
    entity.filters.extend([by_subject(), Filter::new("tutor", tutor, FilterKind::Within("tutors"))]);
    entity.dependents.push(Dependent {
        name: "tutor_links",
        from: "tutor_students WHERE student_id = ?",
        fate: Fate::Deleted,
    });
    entity
}

fn tutors() -> Entity {
    let table = table!(TUTOR, "tutors", "tutors");
    let students = "(SELECT string_agg(CAST(l.student_id AS TEXT), ',') FROM tutor_students l WHERE l.tutor_id = t.id)";
    let own = vec![
        Field::text("relationship", "t.relationship", 100),
        Field::new("students", students, FieldKind::Relations("students")),
    ];
    let mut entity = profile(table, vec![Column::text("relationship", "t.relationship")], own);
    let student = "t.id IN (SELECT l.tutor_id FROM tutor_students l WHERE l.student_id = ?)";
    entity.filters.push(Filter::new("student", student, FilterKind::Within("students")));
    entity.dependents.push(Dependent {
        name: "student_links",
        from: "tutor_students WHERE tutor_id = ?",
        fate: Fate::Deleted,
    });
    entity
}

fn managers() -> Entity {
    let table = table!(MANAGER, "managers", "school_managers");
    profile(table, vec![Column::text("title", "t.title")], vec![Field::text("title", "t.title", 200)])
}

fn coaches() -> Entity {
    let table = table!(COACH, "coaches", "coaches");
    profile(table, vec![Column::text("headline", "t.headline")], vec![Field::text("headline", "t.headline", 300)])
}

fn clients() -> Entity {
    profile(table!(CLIENT, "clients", "clients"), Vec::new(), Vec::new())
}

fn operators() -> Entity {
    profile(table!(OPERATOR, "operators", "operators"), Vec::new(), Vec::new())
}

fn subjects() -> Field {
    Field::new("user.modules", modules_sql!("u"), FieldKind::Relations("modules"))
}

fn by_subject() -> Filter {
    let sql = "t.user_id IN (SELECT m.user_id FROM user_modules m WHERE m.module_id = ?)";
    Filter::new("user.module", sql, FilterKind::Within("modules"))
}

fn profile(table: Table, own_columns: Vec<Column>, own_fields: Vec<Field>) -> Entity {
    let Table { kind, entity, from, dependents } = table;
    let mut fieldsets = vec![identity()];
    if !own_fields.is_empty() {
        fieldsets.push(Fieldset::new("profile", own_fields));
    }
    fieldsets.push(Fieldset::new("picture", vec![photo::field("u.photo_large", Some(kind))]));
    fieldsets.push(dates());
    Entity {
        title: "u.first_name || ' ' || u.last_name",
        // Grows with every change of the profile or of its person, as the API's does.
        version: Some("t.row_version + u.row_version"),
        // The trail tells of the person.
        target: ("user", "t.user_id"),
        columns: columns(own_columns),
        filters: vec![
            Filter::new("user.is_active", "t.is_active", FilterKind::Flag),
            Filter::new("created_at", "t.created_at", FilterKind::Days),
        ],
        drill: Some("t.created_at"),
        search: true,
        ordering: "name",
        fieldsets,
        actions: deeds::of_people(Some(kind)),
        dependents,
        writer: Some(Arc::new(Profiles(kind))),
        verbs: &Verb::ALL,
        narrow: person::own_rows,
        row_guard: person::is_in_reach,
        ..Entity::new(entity, "people", kind.table, from)
    }
}

fn columns(own: Vec<Column>) -> Vec<Column> {
    let mut columns = vec![
        Column::new("photo", "u.photo_small", Shows::Image),
        Column::text("name", "u.last_name || ' ' || u.first_name").by_text("t.sort_name").names_row(),
    ];
    columns.extend(own);
    columns.extend([
        Column::text("user.email", "u.email"),
        Column::text("user.phone", "u.phone"),
        Column::flag("user.is_active", "u.is_active"),
        Column::instant("user.last_login_at", "u.last_login_at"),
        Column::instant("created_at", "t.created_at").by_number("t.created_at"),
        Column::text("user.username", "u.username").extra(),
        Column::new("user.birth_date", "u.birth_date", Shows::Date).extra(),
        Column::new("user.kind", kind_sql!("u"), KIND).extra(),
        Column::new("user.id", "CAST(u.id AS TEXT) || '|' || COALESCE(u.email, u.username)", Shows::Link("users"))
            .extra(),
    ]);
    columns
}

fn identity() -> Fieldset {
    Fieldset::new(
        "identity",
        vec![
            Field::text("user.first_name", "u.first_name", 150).required(),
            Field::text("user.last_name", "u.last_name", 150).required(),
            Field::new("user.email", "u.email", FieldKind::Email),
            Field::text("user.username", "u.username", 150),
            Field::new("user.phone", "u.phone", FieldKind::Phone),
            Field::new("user.birth_date", "u.birth_date", FieldKind::Date),
            Field::new("user.lang", "u.lang", FieldKind::Choice(LANGS)),
        ],
    )
}

fn dates() -> Fieldset {
    Fieldset::new(
        "dates",
        vec![
            Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
            Field::new("user.last_login_at", "u.last_login_at", FieldKind::Instant).shown(),
            Field::new("user.is_active", "u.is_active", FieldKind::Flag).shown(),
        ],
    )
}

struct Profiles(&'static ProfileKind);

#[async_trait]
impl Writer for Profiles {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let change = input::profile(values, self.0, Mode::Create, &HeaderMap::new())?;
        profile::insert(cx.tx, cx.app, cx.info, cx.actor, self.0, &change).await
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let mut change = input::profile(values, self.0, Mode::Patch, &HeaderMap::new())?;
        change.version = version;
        profile::update_in(cx.tx, cx.app, cx.info, cx.actor, self.0, id, &change).await
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        delete_person::delete_profile_in(cx.tx, cx.app, cx.info, cx.actor, self.0, id).await
    }
}
