//! Giving rights beyond those of a role. Nobody gives or takes what they do not hold, nor gives to themselves.

use preau_kernel::actor::{Actor, Role, Scope};
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use super::initial_password::admit;
use super::person::{named, require_rank};
use crate::auth::principal;
use crate::store::grants::{self, Grant};
use crate::store::users;

/// To one person or to everybody of a role.
#[derive(Debug, Clone, Copy)]
pub enum To {
    User(i64),
    Role(Role),
}

pub async fn give(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    to: To,
    permission: &str,
    scope: Scope,
) -> Result<Grant> {
    let tx = app.db().write_tx().await?;
    let id = give_in(&tx, app, info, actor, to, permission, scope).await?;
    let grant = grants::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(grant)
}

/// As [`give`], in the caller's transaction; returns the grant's id. What is given already stays as it is, or becomes
/// wider.
pub async fn give_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    to: To,
    permission: &str,
    scope: Scope,
) -> Result<i64> {
    if !app.permissions().iter().any(|p| p.name == permission) {
        return Err(Error::invalid("permission", "unknown_permission"));
    }
    if actor.scope(permission).is_none_or(|own| own < scope) {
        return Err(Error::Forbidden(Refusal::new("above_your_rank")));
    }
    let mut entry = Entry::new("right_given").meta("permission", permission).meta("scope", grants::scope_name(scope));
    let (user, role) = match to {
        To::User(id) if id == actor.user_id => return Err(Error::Forbidden(Refusal::new("not_yourself"))),
        To::User(id) => {
            let person = named(tx, "user_id", id).await?;
            require_rank(actor, &person)?;
            admit(tx, app, &person).await?;
            entry = entry.target("user", id, person.name());
            (Some(id), None)
        }
        To::Role(role) => {
            entry = entry.meta("role", role.name());
            (None, Some(role))
        }
    };
    let id = match grants::insert(tx, user, role, permission, scope, app.now()).await? {
        Some(id) => id,
        None => {
            let given = grants::get_locked(tx, user, role, permission).await?;
            if given.scope().is_some_and(|given| given >= scope) {
                return Ok(given.id);
            }
            grants::set_scope(tx, given.id, scope).await?;
            given.id
        }
    };
    audit::record(tx, app, info, entry).await?;
    notify(tx, user);
    Ok(id)
}

pub async fn take(app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    take_in(&tx, app, info, actor, id).await?;
    tx.commit().await
}

/// As [`take`], in the caller's transaction.
pub async fn take_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let grant = grants::get(&**tx, id).await?;
    if actor.scope(&grant.permission).is_none() {
        return Err(Error::Forbidden(Refusal::new("above_your_rank")));
    }
    let mut entry = Entry::new("right_taken").meta("permission", grant.permission).meta("scope", grant.scope);
    if let Some(user) = grant.user_id {
        let person = users::find(&**tx, user).await?;
        if let Some(person) = &person {
            require_rank(actor, person)?;
        }
        entry = entry.target("user", user, person.map(|person| person.name()).unwrap_or_default());
    }
    if let Some(role) = grant.role {
        entry = entry.meta("role", role);
    }
    grants::delete(tx, id).await?;
    audit::record(tx, app, info, entry).await?;
    notify(tx, grant.user_id);
    Ok(())
}

fn notify(tx: &Tx, user: Option<i64>) {
    match user {
        Some(user) => principal::changed(tx, user),
        None => principal::everybody_changed(tx),
    }
}
