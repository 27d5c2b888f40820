//! Creating and changing a role profile together with its person.

use std::collections::BTreeMap;

use chrono::Datelike;
use preau_kernel::actor::Actor;
use preau_kernel::actor::Role;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};
use serde_json::json;

use super::initial_password;
use super::person::{self, Change, check_version, require_rank};
use crate::auth::principal;
use crate::permissions::Rank;
use crate::store::profiles::{self, Keys, Profile, ProfileKind};
use crate::store::users::{Person, Values};

/// What a request says of a profile.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    /// `user: {"id": n}`: the role goes to a person already known.
    pub known_person: Option<i64>,
    pub person: Change,
    pub texts: BTreeMap<&'static str, String>,
    pub students: Option<Vec<i64>>,
    pub version: Option<i64>,
}

pub async fn create(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    change: &ProfileChange,
) -> Result<Profile> {
    let tx = app.db().write_tx().await?;
    let id = insert(&tx, app, info, actor, kind, change).await?;
    let profile = profiles::get(&*tx, kind, id).await?;
    tx.commit().await?;
    Ok(profile)
}

/// Inserts profile and person in the caller's transaction; the first password is queued in it too.
pub async fn insert(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    change: &ProfileChange,
) -> Result<i64> {
    may_give(actor, kind.role)?;
    let person = match change.known_person {
        Some(user) => {
            let person = person::named(tx, "user.id", user).await?;
            require_rank(actor, &person)?;
            let person = person::change_person(tx, app, info, actor, &person, &change.person, "user.").await?;
            initial_password::admit(tx, app, &person).await?;
            person
        }
        None => {
            let person = person::insert(tx, app, info, actor, &change.person, "user.").await?;
            initial_password::mail(tx, app, &person).await?;
            person
        }
    };
    give(tx, app, info, kind, &person, change.texts.clone(), change.students.as_deref()).await
}

/// Attaches the role to a person.
pub async fn give(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    kind: &'static ProfileKind,
    person: &Person,
    mut texts: BTreeMap<&'static str, String>,
    students: Option<&[i64]>,
) -> Result<i64> {
    if kind.role == Role::Student && texts.get("student_number").is_none_or(|n| n.is_empty()) {
        texts.insert("student_number", profiles::next_student_number(tx, app.now().utc().year()).await?);
    }
    let id = profiles::insert(tx, kind, person.id, &keys(person), &texts, app.now()).await?;
    link_students(tx, kind, id, students).await?;
    let mut roles = person.roles();
    roles.push(kind.role);
    let entry = Entry::new("role_given")
        .target("user", person.id, person.name())
        .meta("role", kind.role.name())
        .personal("changes", role_change(&person.roles(), &roles));
    audit::record(tx, app, info, entry).await?;
    principal::changed(tx, person.id);
    Ok(id)
}

/// `changes` of an entry by which somebody's roles become others.
pub fn role_change(before: &[Role], after: &[Role]) -> serde_json::Value {
    let names = |roles: &[Role]| -> Vec<_> {
        Role::ALL.into_iter().filter(|role| roles.contains(role)).map(Role::name).collect()
    };
    json!({"roles": [names(before), names(after)]})
}

/// A change of own fields, of the nested person, or both, in one transaction.
pub async fn update(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    id: i64,
    change: &ProfileChange,
) -> Result<Profile> {
    let tx = app.db().write_tx().await?;
    update_in(&tx, app, info, actor, kind, id, change).await?;
    let profile = profiles::get(&*tx, kind, id).await?;
    tx.commit().await?;
    Ok(profile)
}

/// As [`update`], in the caller's transaction.
pub async fn update_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    id: i64,
    change: &ProfileChange,
) -> Result<()> {
    let profile = profiles::get_locked(tx, kind, id).await?;
    check_version(change.version, profile.row_version())?;
    require_rank(actor, &profile.person)?;
    let person = person::change_person(tx, app, info, actor, &profile.person, &change.person, "user.").await?;
    let mut texts = profile.texts.clone();
    texts.extend(change.texts.iter().map(|(k, v)| (*k, v.clone())));
    if kind.role == Role::Student && texts.get("student_number").is_none_or(|n| n.is_empty()) {
        texts.insert("student_number", profile.texts.get("student_number").cloned().unwrap_or_default());
    }
    let students = change.students.as_deref().map(person::sorted).filter(|ids| *ids != profile.students);
    if texts != profile.texts || students.is_some() {
        profiles::update(tx, kind, id, &keys(&person), &texts, app.now()).await?;
        link_students(tx, kind, id, students.as_deref()).await?;
        let changed = texts.iter().filter(|(k, v)| profile.texts.get(*k) != Some(*v)).map(|(k, _)| *k);
        let mut changes: serde_json::Map<String, serde_json::Value> =
            changed.map(|k| (k.to_owned(), json!([profile.texts.get(k), texts.get(k)]))).collect();
        if let Some(students) = students {
            changes.insert("students".to_owned(), json!([profile.students, students]));
        }
        let fields: Vec<_> = changes.keys().cloned().collect();
        let entry = Entry::new("user_updated")
            .target("user", person.id, person.name())
            .meta("role", kind.role.name())
            .meta("fields", fields)
            .personal("changes", changes);
        audit::record(tx, app, info, entry).await?;
        principal::changed(tx, person.id);
    }
    Ok(())
}

/// A role above one's own rank cannot be given.
pub fn may_give(actor: &Actor, role: Role) -> Result<()> {
    if Rank::of(false, false, &[role]) > Rank::of(actor.is_superuser, actor.is_staff, &actor.roles) {
        return Err(Error::Forbidden(Refusal::new("above_your_rank")));
    }
    Ok(())
}

pub fn keys(person: &Person) -> Keys {
    Keys::of(&Values::of(person))
}

async fn link_students(tx: &Tx, kind: &ProfileKind, id: i64, students: Option<&[i64]>) -> Result<()> {
    let (true, Some(students)) = (kind.has_students, students) else { return Ok(()) };
    let known = profiles::known_students(&**tx, students).await?;
    if let Some(unknown) = students.iter().find(|id| !known.contains(id)) {
        return Err(Error::invalid("students", Refusal::new("unknown_student").arg("id", unknown)));
    }
    profiles::set_students(tx, id, students).await
}
