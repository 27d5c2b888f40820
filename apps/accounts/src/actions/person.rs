//! Creating and changing a person, whatever the roles.

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, FieldErrors, Refusal, Result};
use serde_json::{Map, Value, json};

use super::change_password::end_everything;
use super::delete_person::tell_modules;
use super::initial_password;
use crate::auth::principal;
use crate::permissions::Rank;
use crate::store::profiles::{self, Keys};
use crate::store::users::{self, Person, UNIQUE, Values};
use crate::store::{credentials, modules};

/// What a request says of a person: absent fields are `None`; an explicit null is `Some(None)`.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub email: Option<Option<String>>,
    pub username: Option<Option<String>>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub phone: Option<String>,
    pub birth_date: Option<Option<chrono::NaiveDate>>,
    pub lang: Option<Option<String>>,
    pub modules: Option<Vec<i64>>,
    pub is_active: Option<bool>,
    pub is_staff: Option<bool>,
    pub is_superuser: Option<bool>,
}

/// Which prefix the field names of errors carry: `user.` inside a profile, none at `/api/users/`.
pub type Prefix = &'static str;

/// Nobody changes a person who stands above them.
pub fn require_rank(actor: &Actor, person: &Person) -> Result<()> {
    let own = Rank::of(actor.is_superuser, actor.is_staff, &actor.roles);
    if person.rank() > own {
        return Err(Error::Forbidden(Refusal::new("above_your_rank")));
    }
    Ok(())
}

/// The person whom a field of a body names, locked; 400 on that field when there is none.
pub async fn named(tx: &Tx, field: &str, id: i64) -> Result<Person> {
    match users::get_locked(tx, id).await {
        Err(Error::NotFound) => Err(Error::invalid(field, Refusal::new("unknown_person").arg("id", id))),
        other => other,
    }
}

/// A new person with a first password on its way.
pub async fn create(app: &App, info: &RequestInfo, actor: &Actor, change: &Change) -> Result<Person> {
    let tx = app.db().write_tx().await?;
    let person = insert(&tx, app, info, actor, change, "").await?;
    initial_password::mail(&tx, app, &person).await?;
    tx.commit().await?;
    Ok(person)
}

/// Inserts the person; the caller mails the password and commits.
pub async fn insert(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    change: &Change,
    prefix: Prefix,
) -> Result<Person> {
    let start = Values { is_active: true, ..Values::default() };
    let mut values = apply(actor, &start, change, prefix)?;
    if values.email.is_none() && values.username.is_none() {
        return Err(Error::invalid(&format!("{prefix}email"), "email_or_username_required"));
    }
    // Staff know whom they create: the mailed password itself proves the address at its first use.
    values.email_verified_at = values.email.as_ref().map(|_| app.now());
    check_modules(tx, change, prefix).await?;
    let id = users::insert(tx, &values, app.now()).await.map_err(|e| duplicates(e, prefix))?;
    credentials::insert(tx, id, true, app.now()).await?;
    if let Some(modules) = &change.modules {
        users::set_modules(tx, id, modules).await?;
    }
    let person = users::get(&**tx, id).await?;
    audit::record(tx, app, info, Entry::new("user_created").target("user", id, person.name())).await?;
    Ok(person)
}

/// Changes a person; `version` is the row version the asker saw.
pub async fn update(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    change: &Change,
    version: Option<i64>,
) -> Result<Person> {
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, id).await?;
    check_version(version, person.row_version)?;
    let person = change_person(&tx, app, info, actor, &person, change, "").await?;
    tx.commit().await?;
    Ok(person)
}

/// The change itself, within the caller's transaction.
pub async fn change_person(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    person: &Person,
    change: &Change,
    prefix: Prefix,
) -> Result<Person> {
    require_rank(actor, person)?;
    let before = Values::of(person);
    let mut values = apply(actor, &before, change, prefix)?;
    // Somebody without a login (a visitor) needs none for a change of their name.
    if values.email.is_none() && values.username.is_none() && credentials::exist(&**tx, person.id).await? {
        return Err(Error::invalid(&format!("{prefix}email"), "email_or_username_required"));
    }
    if person.id == actor.user_id && (!values.is_active || (before.is_superuser && !values.is_superuser)) {
        return Err(Error::Forbidden(Refusal::new("not_yourself")));
    }
    if values.email != before.email {
        // An address that staff enter is trusted as at a creation.
        values.email_verified_at = values.email.as_ref().map(|_| app.now());
    }
    check_modules(tx, change, prefix).await?;
    let new_modules = change.modules.as_ref().map(|ids| sorted(ids)).filter(|ids| *ids != person.modules());
    if values != before || new_modules.is_some() {
        users::update(tx, person.id, &values, app.now()).await.map_err(|e| duplicates(e, prefix))?;
        if let Some(modules) = &new_modules {
            users::set_modules(tx, person.id, modules).await?;
        }
        let keys = Keys::of(&values);
        profiles::follow_person(tx, person, &keys).await?;
        tell_modules(tx, app, person.id).await?;
        if before.is_active && !values.is_active {
            end_everything(tx, app, person.id, "deactivated").await?;
            credentials::bump_epoch(tx, person.id).await?;
        }
        let mut entry = Entry::new("user_updated").target("user", person.id, person.name());
        let (fields, changes) = differences(&before, &values, new_modules.map(|new| (person.modules(), new)));
        entry = entry.meta("fields", fields).personal("changes", changes);
        audit::record(tx, app, info, entry).await?;
        principal::changed(tx, person.id);
        // An unproven account that staff raise, or whose address they set, is no longer its registrant's.
        if person.is_unproven() && (values.email != before.email || values.is_staff != before.is_staff) {
            initial_password::void(tx, app, &users::get(&**tx, person.id).await?).await?;
        } else if values.is_staff && !before.is_staff {
            initial_password::admit(tx, app, &users::get(&**tx, person.id).await?).await?;
        }
    }
    users::get(&**tx, person.id).await
}

/// 409 when the row has changed since the asker saw it.
pub fn check_version(seen: Option<i64>, now: i64) -> Result<()> {
    match seen {
        Some(seen) if seen != now => Err(Error::conflict(Refusal::new("row_changed").extra("row_version", json!(now)))),
        _ => Ok(()),
    }
}

/// The values after the change. What the actor may not set is refused, never passed over.
fn apply(actor: &Actor, start: &Values, change: &Change, prefix: Prefix) -> Result<Values> {
    let mut values = start.clone();
    let mut errors = FieldErrors::default();
    if let Some(email) = &change.email {
        values.email = email.clone();
    }
    if let Some(username) = &change.username {
        values.username = username.clone();
    }
    if let Some(name) = &change.first_name {
        values.first_name = name.clone();
    }
    if let Some(name) = &change.last_name {
        values.last_name = name.clone();
    }
    if let Some(phone) = &change.phone {
        values.phone = phone.clone();
    }
    if let Some(date) = change.birth_date {
        values.birth_date = date;
    }
    if let Some(lang) = &change.lang {
        values.lang = lang.clone();
    }
    if let Some(active) = change.is_active {
        values.is_active = active;
    }
    // Nobody raises anybody to a rank that is theirs to give only if they are a superuser.
    for (field, wanted, place) in [
        ("is_staff", change.is_staff, &mut values.is_staff),
        ("is_superuser", change.is_superuser, &mut values.is_superuser),
    ] {
        if let Some(wanted) = wanted
            && wanted != *place
        {
            if actor.is_superuser {
                *place = wanted;
            } else {
                errors.add(&format!("{prefix}{field}"), "superuser_only");
            }
        }
    }
    if values.is_superuser {
        values.is_staff = true;
    }
    errors.finish()?;
    Ok(values)
}

async fn check_modules(tx: &Tx, change: &Change, prefix: Prefix) -> Result<()> {
    let Some(wanted) = &change.modules else { return Ok(()) };
    let known = modules::known(&**tx, wanted).await?;
    match wanted.iter().find(|id| !known.contains(id)) {
        Some(id) => Err(Error::invalid(&format!("{prefix}modules"), Refusal::new("unknown_module").arg("id", id))),
        None => Ok(()),
    }
}

fn duplicates(error: Error, prefix: Prefix) -> Error {
    match error.on_duplicate(UNIQUE) {
        Error::Invalid(errors) if prefix.is_empty() => {
            let plain = errors.0.into_iter().map(|(field, problems)| (field.replace("user.", ""), problems)).collect();
            Error::Invalid(FieldErrors(plain))
        }
        other => other,
    }
}

/// In ascending order: two lists of the same ids are the same.
pub fn sorted(ids: &[i64]) -> Vec<i64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}

/// Names of the fields that changed, and their old and new values.
fn differences(before: &Values, after: &Values, modules: Option<(Vec<i64>, Vec<i64>)>) -> (Value, Value) {
    let show = |values: &Values| {
        [
            ("email", json!(values.email)),
            ("username", json!(values.username)),
            ("first_name", json!(values.first_name)),
            ("last_name", json!(values.last_name)),
            ("phone", json!(values.phone)),
            ("birth_date", json!(values.birth_date.map(|d| d.to_string()))),
            ("lang", json!(values.lang)),
            ("is_active", json!(values.is_active)),
            ("is_staff", json!(values.is_staff)),
            ("is_superuser", json!(values.is_superuser)),
        ]
    };
    let mut fields = Vec::new();
    let mut changes = Map::new();
    for ((name, old), (_, new)) in show(before).into_iter().zip(show(after)) {
        if old != new {
            fields.push(json!(name));
            changes.insert(name.to_owned(), json!([old, new]));
        }
    }
    if let Some((old, new)) = modules {
        fields.push(json!("modules"));
        changes.insert("modules".to_owned(), json!([old, new]));
    }
    (fields.into(), changes.into())
}
