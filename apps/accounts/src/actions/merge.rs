//! Two records of one person become one: roles, links and subjects go over, every module hands over what it holds,
//! and the emptied record goes (or stays as a tombstone where history refers to it).

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::files::{self, FileId};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use super::change_password::end_everything;
use super::delete_person::{is_remembered, leave, tell_modules};
use super::initial_password;
use super::person::{named, require_rank};
use super::profile::keys;
use crate::auth::principal;
use crate::store::profiles;
use crate::store::users::{self, Person, Values};

/// Merges `from` into `into`, which keeps its own values and takes those it lacks.
pub async fn merge(app: &App, info: &RequestInfo, actor: &Actor, from: i64, into: i64) -> Result<Person> {
    let tx = app.db().write_tx().await?;
    let person = merge_in(&tx, app, info, actor, from, into).await?;
    tx.commit().await?;
    Ok(person)
}

/// As [`merge`], in the caller's transaction.
pub async fn merge_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, from: i64, into: i64) -> Result<Person> {
    if from == into {
        return Err(Error::invalid("into", "same_person"));
    }
    let (source, target) = locked(tx, from, into).await?;
    require_rank(actor, &source)?;
    require_rank(actor, &target)?;
    if source.id == actor.user_id || source.is_staff || source.is_superuser {
        return Err(Error::Forbidden(Refusal::new("not_mergeable")));
    }
    let mut modules = target.modules();
    modules.extend(source.modules());
    modules.sort_unstable();
    modules.dedup();
    for module in app.modules() {
        module.merge_person(tx, from, into).await?;
    }
    end_everything(tx, app, from, "merged").await?;
    if target.photo_large.is_none() {
        hand_over_photo(tx, app, &source, into).await?;
    }
    // The address and name must be free before the other record takes them.
    let remembered = is_remembered(tx, app, from).await?;
    leave(tx, app, from, remembered).await?;
    users::update(tx, into, &filled(&target, &source), app.now()).await?;
    users::set_modules(tx, into, &modules).await?;
    let has_part = !source.roles().is_empty() || source.is_staff || source.is_superuser;
    if has_part && target.is_unproven() {
        initial_password::void(tx, app, &target).await?;
    } else if has_part {
        // By the address that it may have taken over.
        initial_password::admit(tx, app, &users::get(&**tx, into).await?).await?;
    }
    let person = users::get(&**tx, into).await?;
    profiles::follow_person(tx, &person, &keys(&person)).await?;
    let entry = Entry::new("user_merged")
        .target("user", into, person.name())
        .meta("from", from)
        .personal("from", source.name());
    audit::record(tx, app, info, entry).await?;
    tell_modules(tx, app, into).await?;
    principal::changed(tx, into);
    Ok(person)
}

/// Both people, always locked in the order of ids, so that two merges the other way round cannot wait for each other.
async fn locked(tx: &Tx, from: i64, into: i64) -> Result<(Person, Person)> {
    if from < into {
        let source = users::get_locked(tx, from).await?;
        return Ok((source, named(tx, "into", into).await?));
    }
    let target = named(tx, "into", into).await;
    Ok((users::get_locked(tx, from).await?, target?))
}

async fn hand_over_photo(tx: &Tx, app: &App, source: &Person, into: i64) -> Result<()> {
    let (Some(large), Some(small)) = (&source.photo_large, &source.photo_small) else { return Ok(()) };
    for id in [large, small].into_iter().filter_map(|id| FileId::parse(id)) {
        files::give(tx, &id, into).await?;
    }
    users::set_photos(tx, into, Some((large, small)), app.now()).await
}

/// The target's values, with the source's where the target has none.
fn filled(target: &Person, source: &Person) -> Values {
    let mut values = Values::of(target);
    let other = Values::of(source);
    if values.email.is_none() {
        values.email = other.email;
        values.email_verified_at = other.email_verified_at;
    }
    values.username = values.username.or(other.username);
    values.birth_date = values.birth_date.or(other.birth_date);
    values.lang = values.lang.or(other.lang);
    if values.phone.is_empty() {
        values.phone = other.phone;
    }
    values
}

/// Accounts' own part: role profiles and their links.
pub async fn merge_profiles(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let source = users::get(&**tx, from).await?;
    for role in source.roles() {
        let kind = profiles::kind_of(role);
        let Some(own) = profiles::find_of_user(&**tx, kind, from).await? else { continue };
        match profiles::find_of_user(&**tx, kind, into).await? {
            None => profiles::move_to(tx, kind, from, into).await?,
            Some(kept) => {
                profiles::move_links(tx, kind, own.id, kept.id).await?;
                profiles::delete(tx, kind, own.id).await?;
            }
        }
    }
    Ok(())
}
