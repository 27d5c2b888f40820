//! Deleting a profile takes its person along when no other role is left (seed 000). A person whom history refers to
//! becomes a tombstone; one whom nothing refers to is deleted. Staff and superusers never go by cascade.

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::files;
use preau_kernel::mail;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use super::person::require_rank;
use super::profile::role_change;
use crate::auth::principal;
use crate::store::credentials;
use crate::store::profiles::{self, ProfileKind};
use crate::store::users::{self, Person};

pub async fn delete_profile(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    id: i64,
) -> Result<()> {
    let tx = app.db().write_tx().await?;
    delete_profile_in(&tx, app, info, actor, kind, id).await?;
    tx.commit().await
}

/// As [`delete_profile`], in the caller's transaction.
pub async fn delete_profile_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: &'static ProfileKind,
    id: i64,
) -> Result<()> {
    let profile = profiles::get_locked(tx, kind, id).await?;
    require_rank(actor, &profile.person)?;
    if profile.person.id == actor.user_id && !actor.is_admin() {
        return Err(Error::Forbidden(Refusal::new("not_yourself")));
    }
    take_role(tx, app, info, kind, id, &profile.person).await?;
    let left = users::get(&**tx, profile.person.id).await?;
    if left.roles().is_empty() && !left.is_staff && !left.is_superuser && !is_kept(tx, app, left.id).await? {
        remove(tx, app, info, &left, "user_deleted").await?;
    }
    Ok(())
}

/// Takes a role away and leaves the person.
pub async fn take_role(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    kind: &ProfileKind,
    id: i64,
    person: &Person,
) -> Result<()> {
    profiles::delete(tx, kind, id).await?;
    let left: Vec<_> = person.roles().into_iter().filter(|role| *role != kind.role).collect();
    let entry = Entry::new("role_taken")
        .target("user", person.id, person.name())
        .meta("role", kind.role.name())
        .personal("changes", role_change(&person.roles(), &left));
    audit::record(tx, app, info, entry).await?;
    principal::changed(tx, person.id);
    Ok(())
}

/// Deletes a person with all roles; staff by a superuser only, oneself never.
pub async fn delete_user(app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    end_person(&tx, app, info, actor, id, "user_deleted").await?;
    tx.commit().await
}

/// As [`delete_user`], in the caller's transaction.
pub async fn delete_user_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    end_person(tx, app, info, actor, id, "user_deleted").await
}

/// The right to erasure (GDPR article 17): as a deletion, and every module forgets the person too.
pub async fn erase(app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    erase_in(&tx, app, info, actor, id).await?;
    tx.commit().await
}

/// As [`erase`], in the caller's transaction.
pub async fn erase_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    end_person(tx, app, info, actor, id, "user_erased").await
}

async fn end_person(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    action: &'static str,
) -> Result<()> {
    let person = users::get_locked(tx, id).await?;
    require_rank(actor, &person)?;
    if person.id == actor.user_id {
        return Err(Error::Forbidden(Refusal::new("not_yourself")));
    }
    if (person.is_staff || person.is_superuser) && !actor.is_superuser {
        return Err(Error::Forbidden(Refusal::new("superuser_only")));
    }
    for role in person.roles() {
        let kind = profiles::kind_of(role);
        if let Some(profile) = profiles::find_of_user(&**tx, kind, id).await? {
            profiles::delete(tx, kind, profile.id).await?;
        }
    }
    remove(tx, app, info, &person, action).await
}

/// The end of a person: deleted, or a tombstone where history refers to them.
async fn remove(tx: &Tx, app: &App, info: &RequestInfo, person: &Person, action: &'static str) -> Result<()> {
    let remembered = is_remembered(tx, app, person.id).await?;
    let entry = Entry::new(action).target("user", person.id, person.name()).meta("tombstone", remembered);
    audit::record(tx, app, info, entry).await?;
    if action == "user_erased" {
        for module in app.modules() {
            module.erase_person(app, tx, person.id).await?;
        }
        if let Some(email) = &person.email {
            mail::erase(tx, email).await?;
        }
    }
    leave(tx, app, person.id, remembered).await
}

/// Whether history refers to the person.
pub(super) async fn is_remembered(tx: &Tx, app: &App, user: i64) -> Result<bool> {
    for module in app.modules() {
        if module.remembers_person(tx, user).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether another module's part keeps a person without roles.
async fn is_kept(tx: &Tx, app: &App, user: i64) -> Result<bool> {
    for module in app.modules() {
        if module.keeps_person(tx, user).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tells every module that a person is not as they were.
pub(super) async fn tell_modules(tx: &Tx, app: &App, user: i64) -> Result<()> {
    for module in app.modules() {
        module.person_changed(app, tx, user).await?;
    }
    Ok(())
}

/// Removes what accounts holds of a person without roles, and the row itself unless it is `remembered`.
pub(super) async fn leave(tx: &Tx, app: &App, user: i64, remembered: bool) -> Result<()> {
    files::delete_owned(tx, app, "user", user).await?;
    users::set_modules(tx, user, &[]).await?;
    credentials::erase(tx, user).await?;
    if remembered {
        users::make_tombstone(tx, user, app.now()).await?;
        tell_modules(tx, app, user).await?;
    } else {
        users::delete(tx, user).await?;
    }
    principal::changed(tx, user);
    Ok(())
}
