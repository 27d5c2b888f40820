//! The first password of a person whom staff created: random, mailed or printed as a slip, changed at the first login.
//!
//! It is kept as an HMAC like any single-use secret, not as an Argon2 hash: it is random enough, and a class of a
//! thousand is imported in a second. Its first use makes it the password, to be changed at once.

use std::collections::{BTreeMap, BTreeSet};

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use super::change_password::end_everything;
use super::log_in::one_time_mac;
use super::person::{named, require_rank};
use crate::domain::password_rules;
use crate::store::credentials::NewPassword;
use crate::store::one_time::OneTime;
use crate::store::users::Person;
use crate::store::{credentials, one_time, users};

/// Gives a first password and mails it; a person without an address gets theirs on a slip later.
pub async fn mail(tx: &Tx, app: &App, person: &Person) -> Result<()> {
    if person.email.is_some() {
        let password = set(tx, app, person.id).await?;
        crate::mails::initial_password(tx, app, person, &password).await?;
    }
    Ok(())
}

/// Somebody is given a part that logs in. What a stranger set up in their name ends; who never could log in (a visitor of
/// the computer rooms) gets a first password.
pub async fn admit(tx: &Tx, app: &App, person: &Person) -> Result<()> {
    if person.is_unproven() {
        return void(tx, app, person).await;
    }
    if !credentials::exist(&**tx, person.id).await? {
        credentials::ensure(tx, person.id, app.now()).await?;
        mail(tx, app, person).await?;
    }
    Ok(())
}

/// What is printed and handed over.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Slip {
    pub user_id: i64,
    pub first_name: String,
    pub last_name: String,
    /// What to type: the username, else the address.
    pub login: String,
    pub password: String,
}

/// New first passwords for these people, to be printed: what they had before no longer works. Nobody above the actor.
pub async fn slips(app: &App, info: &RequestInfo, actor: &Actor, users: &[i64]) -> Result<Vec<Slip>> {
    let tx = app.db().write_tx().await?;
    // Locked in the order of ids, so that two desks with the same people wait for each other.
    let mut people = BTreeMap::new();
    for id in users.iter().copied().collect::<BTreeSet<_>>() {
        let person = named(&tx, "users", id).await?;
        require_rank(actor, &person)?;
        people.insert(id, person);
    }
    let mut slips = Vec::new();
    for person in users.iter().filter_map(|id| people.remove(id)) {
        let password = renew(&tx, app, &person, "password_slip").await?;
        audit::record(&tx, app, info, Entry::new("password_slip_printed").target("user", person.id, person.name()))
            .await?;
        slips.push(Slip {
            user_id: person.id,
            login: person.username.clone().or(person.email.clone()).unwrap_or_default(),
            first_name: person.first_name,
            last_name: person.last_name,
            password,
        });
    }
    tx.commit().await?;
    Ok(slips)
}

/// A new first password by mail, to somebody who has an address: what they had before no longer works. Nobody above the
/// actor, nor themselves.
pub async fn send_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, user: i64) -> Result<()> {
    let person = users::get_locked(tx, user).await?;
    require_rank(actor, &person)?;
    if person.id == actor.user_id {
        return Err(Error::Forbidden(Refusal::new("not_yourself")));
    }
    if person.email.is_none() {
        return Err(Error::conflict("no_address"));
    }
    if person.is_unproven() {
        // Nobody knows yet whose the account is: nothing that was set up with it stays.
        void(tx, app, &person).await?;
    } else {
        let password = renew(tx, app, &person, "password_sent").await?;
        crate::mails::initial_password(tx, app, &person, &password).await?;
    }
    let entry = Entry::new("password_sent").target("user", person.id, person.name());
    audit::record(tx, app, info, entry).await.map(drop)
}

/// A first password in place of whatever the person had; every login ends.
async fn renew(tx: &Tx, app: &App, person: &Person, why: &str) -> Result<String> {
    let none = NewPassword { encoded: "", foreign_scheme: None, must_change: true };
    credentials::set_password(tx, person.id, none, app.now()).await?;
    one_time::delete_all(tx, person.id).await?;
    let password = set(tx, app, person.id).await?;
    end_everything(tx, app, person.id, why).await?;
    Ok(password)
}

/// Whatever a stranger may have set up in a self-registered, unproven account ends; from here on it is as if staff had
/// created it, and the owner of the address gets a password by mail.
pub async fn void(tx: &Tx, app: &App, person: &Person) -> Result<()> {
    let none = NewPassword { encoded: "", foreign_scheme: None, must_change: true };
    credentials::set_password(tx, person.id, none, app.now()).await?;
    credentials::set_otp_secret(tx, person.id, None).await?;
    credentials::replace_recovery_codes(tx, person.id, &[]).await?;
    one_time::delete_all(tx, person.id).await?;
    end_everything(tx, app, person.id, "unproven_address").await?;
    if person.is_unproven() {
        users::set_email_verified(tx, person.id, app.now()).await?;
    }
    mail(tx, app, person).await
}

async fn set(tx: &Tx, app: &App, user: i64) -> Result<String> {
    credentials::ensure(tx, user, app.now()).await?;
    let password = password_rules::generate(&mut |bytes| app.chance().fill(bytes));
    let mac = one_time_mac(app, user, &password);
    one_time::replace(tx, user, OneTime::Initial, &mac, None, app.now(), None).await?;
    Ok(password)
}
