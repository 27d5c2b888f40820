//! Giving a role to a known person and taking it away, whatever the role (coach, client and operator have no list of
//! their own here).

use preau_kernel::actor::{Actor, Role};
use preau_kernel::app::App;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use super::person::require_rank;
use super::profile::{self, may_give};
use super::{delete_person, initial_password};
use crate::store::profiles;
use crate::store::users::{self, Person};

pub async fn give(app: &App, info: &RequestInfo, actor: &Actor, user: i64, role: Role) -> Result<Person> {
    may_give(actor, role)?;
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, user).await?;
    require_rank(actor, &person)?;
    if person.roles().contains(&role) {
        return Err(Error::invalid("role", "role_already_given"));
    }
    give_in(&tx, app, info, actor, &person, role).await?;
    let person = users::get(&*tx, user).await?;
    tx.commit().await?;
    Ok(person)
}

/// The person stays, even without any role; `DELETE` on the profile's own route takes them along.
pub async fn take(app: &App, info: &RequestInfo, actor: &Actor, user: i64, role: Role) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, user).await?;
    require_rank(actor, &person)?;
    take_in(&tx, app, info, actor, &person, role).await?;
    tx.commit().await
}

/// Gives and takes until the person, held by the caller, has these roles and no other.
pub async fn set_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    person: &Person,
    wanted: &[Role],
) -> Result<()> {
    require_rank(actor, person)?;
    if Role::ALL.iter().all(|role| person.roles().contains(role) == wanted.contains(role)) {
        return Ok(());
    }
    users::touch(tx, person.id, app.now()).await?;
    for role in Role::ALL {
        // Each step begins with what the one before has left, as its entry tells.
        let person = users::get(&**tx, person.id).await?;
        match (person.roles().contains(&role), wanted.contains(&role)) {
            (false, true) => give_in(tx, app, info, actor, &person, role).await?,
            (true, false) => take_in(tx, app, info, actor, &person, role).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn give_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, person: &Person, role: Role) -> Result<()> {
    may_give(actor, role)?;
    initial_password::admit(tx, app, person).await?;
    profile::give(tx, app, info, profiles::kind_of(role), person, Default::default(), None).await.map(drop)
}

async fn take_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, person: &Person, role: Role) -> Result<()> {
    if person.id == actor.user_id && !actor.is_admin() {
        return Err(Error::Forbidden(Refusal::new("not_yourself")));
    }
    let kind = profiles::kind_of(role);
    let profile = profiles::find_of_user(&**tx, kind, person.id).await?.ok_or(Error::NotFound)?;
    delete_person::take_role(tx, app, info, kind, profile.id, person).await
}
