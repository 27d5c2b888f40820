//! Everybody, whatever the roles.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::{
    Column, Cx, Dependent, Entity, Fate, Field, FieldKind, Fieldset, Filter, FilterKind, Inline, Shows, Verb, Writer,
};
use preau_kernel::web::Fields;
use serde_json::{Map, Value};

use super::person::{self, KIND, LANGS, ROLES, ROLES_SQL, kind_sql, modules_sql};
use super::{deeds, photo};
use crate::actions::{delete_person, initial_password, person as people, roles};
use crate::api::input::{self, Mode};
use crate::store::users;

pub(super) fn entity() -> Entity {
    Entity {
        title: "t.first_name || ' ' || t.last_name",
        version: Some("t.row_version"),
        target: ("user", "t.id"),
        columns: columns(),
        filters: filters(),
        drill: Some("t.created_at"),
        search: true,
        ordering: "name",
        fieldsets: fieldsets(),
        inlines: vec![
            Inline { entity: "grants", column: "t.user_id", field: "user_id", is_open: false },
            Inline { entity: "logins", column: "t.user_id", field: "user_id", is_open: false },
            Inline { entity: "api_tokens", column: "t.user_id", field: "user_id", is_open: false },
        ],
        actions: deeds::of_people(None),
        dependents: dependents(),
        writer: Some(Arc::new(Users)),
        verbs: &Verb::ALL,
        narrow: person::own_person,
        always: Some("t.tombstone_at IS NULL"),
        row_guard: person::is_in_reach,
        ..Entity::new("users", "people", "users", "users t")
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("photo", "t.photo_small", Shows::Image),
        Column::text("name", "t.last_name || ' ' || t.first_name").by_text("t.sort_name").names_row(),
        Column::text("email", "t.email"),
        Column::text("username", "t.username"),
        Column::new("kind", kind_sql!("t"), KIND),
        Column::flag("is_active", "t.is_active"),
        Column::flag("is_staff", "t.is_staff"),
        Column::instant("last_login_at", "t.last_login_at"),
        Column::instant("created_at", "t.created_at").by_number("t.created_at"),
        Column::text("roles", ROLES_SQL).extra(),
        Column::text("phone", "t.phone").extra(),
        Column::new("birth_date", "t.birth_date", Shows::Date).extra(),
        Column::text("lang", "t.lang").extra(),
    ]
}

/// Most people are students or clients, so that a walk through everybody soon has a page of them; of the other roles there are few.
const BY_ROLE: &[(&str, &str)] = &[
    ("SCHOOL_MANAGER", "t.id IN (SELECT r.user_id FROM school_managers r)"),
    ("PROFESSOR", "t.id IN (SELECT r.user_id FROM professors r)"),
    ("COACH", "t.id IN (SELECT r.user_id FROM coaches r)"),
    ("OPERATOR", "t.id IN (SELECT r.user_id FROM operators r)"),
    ("TUTOR", "t.id IN (SELECT r.user_id FROM tutors r)"),
    ("STUDENT", "EXISTS (SELECT 1 FROM students r WHERE r.user_id = t.id)"),
    ("CLIENT", "EXISTS (SELECT 1 FROM clients r WHERE r.user_id = t.id)"),
];

fn filters() -> Vec<Filter> {
    let module = "t.id IN (SELECT m.user_id FROM user_modules m WHERE m.module_id = ?)";
    vec![
        Filter::each("role", BY_ROLE),
        Filter::new("is_active", "t.is_active", FilterKind::Flag),
        Filter::new("is_staff", "t.is_staff", FilterKind::Flag),
        Filter::new("is_superuser", "t.is_superuser", FilterKind::Flag),
        Filter::new("module", module, FilterKind::Within("modules")),
        Filter::new("created_at", "t.created_at", FilterKind::Days),
    ]
}

fn fieldsets() -> Vec<Fieldset> {
    vec![
        Fieldset::new(
            "identity",
            vec![
                Field::text("first_name", "t.first_name", 150).required(),
                Field::text("last_name", "t.last_name", 150).required(),
                Field::new("email", "t.email", FieldKind::Email),
                Field::text("username", "t.username", 150),
                Field::new("phone", "t.phone", FieldKind::Phone),
                Field::new("birth_date", "t.birth_date", FieldKind::Date),
                Field::new("lang", "t.lang", FieldKind::Choice(LANGS)),
            ],
        ),
        Fieldset::new("picture", vec![photo::field("t.photo_large", None)]),
        Fieldset::new("roles", vec![Field::new("roles", ROLES_SQL, FieldKind::Several(ROLES))]),
        Fieldset::new("subjects", vec![Field::new("modules", modules_sql!("t"), FieldKind::Relations("modules"))]),
        Fieldset::folded(
            "rights",
            vec![
                Field::new("is_active", "t.is_active", FieldKind::Flag).default("true"),
                Field::new("is_staff", "t.is_staff", FieldKind::Flag),
                Field::new("is_superuser", "t.is_superuser", FieldKind::Flag),
            ],
        ),
        Fieldset::new(
            "dates",
            vec![
                Field::new("created_at", "t.created_at", FieldKind::Instant).shown(),
                Field::new("last_login_at", "t.last_login_at", FieldKind::Instant).shown(),
                Field::new("email_verified_at", "t.email_verified_at", FieldKind::Instant).shown(),
            ],
        ),
    ]
}

fn dependents() -> Vec<Dependent> {
    let roles = [
        ("managers", "school_managers WHERE user_id = ?"),
        ("professors", "professors WHERE user_id = ?"),
        ("coaches", "coaches WHERE user_id = ?"),
        ("operators", "operators WHERE user_id = ?"),
        ("tutors", "tutors WHERE user_id = ?"),
        ("students", "students WHERE user_id = ?"),
        ("clients", "clients WHERE user_id = ?"),
        ("logins", "auth_sessions WHERE user_id = ?"),
        ("api_tokens", "api_tokens WHERE user_id = ?"),
        ("grants", "grants WHERE user_id = ?"),
        ("subject_links", "user_modules WHERE user_id = ?"),
    ];
    roles.map(|(name, from)| Dependent { name, from, fate: Fate::Deleted }).to_vec()
}

struct Users;

#[async_trait]
impl Writer for Users {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut fields = Fields::new(values);
        let change = input::person(&mut fields, Mode::Create, true);
        let wanted = fields.texts("roles", ROLES.len());
        fields.finish()?;
        let person = people::insert(cx.tx, cx.app, cx.info, cx.actor, &change, "").await?;
        initial_password::mail(cx.tx, cx.app, &person).await?;
        if let Some(wanted) = wanted {
            set_roles(cx, &person, &wanted).await?;
        }
        Ok(person.id)
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let person = users::get_locked(cx.tx, id).await?;
        people::check_version(version, person.row_version)?;
        let mut fields = Fields::new(values);
        let change = input::person(&mut fields, Mode::Patch, true);
        let wanted = fields.texts("roles", ROLES.len());
        fields.finish()?;
        let person = people::change_person(cx.tx, cx.app, cx.info, cx.actor, &person, &change, "").await?;
        match wanted {
            Some(wanted) => set_roles(cx, &person, &wanted).await,
            None => Ok(()),
        }
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        delete_person::delete_user_in(cx.tx, cx.app, cx.info, cx.actor, id).await
    }
}

async fn set_roles(cx: &Cx<'_>, person: &users::Person, wanted: &[String]) -> Result<()> {
    roles::set_in(cx.tx, cx.app, cx.info, cx.actor, person, &person::roles_of(wanted)).await
}
