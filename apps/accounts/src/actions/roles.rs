//! Giving a role to a known person and taking it away, whatever the role (coach, client and operator have no list of
//! their own here).

use preau_kernel::actor::{Actor, Role};
use preau_kernel::app::App;
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
    initial_password::void_unproven(&tx, app, &person).await?;
    profile::give(&tx, app, info, profiles::kind_of(role), &person, Default::default(), None).await?;
    let person = users::get(&*tx, user).await?;
    tx.commit().await?;
    Ok(person)
}

/// The person stays, even without any role; `DELETE` on the profile's own route takes them along.
pub async fn take(app: &App, info: &RequestInfo, actor: &Actor, user: i64, role: Role) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, user).await?;
    require_rank(actor, &person)?;
    if person.id == actor.user_id && !actor.is_admin() {
        return Err(Error::Forbidden(Refusal::new("not_yourself")));
    }
    let kind = profiles::kind_of(role);
    let profile = profiles::find_of_user(&*tx, kind, user).await?.ok_or(Error::NotFound)?;
    delete_person::take_role(&tx, app, info, kind, profile.id, &person).await?;
    tx.commit().await
}
