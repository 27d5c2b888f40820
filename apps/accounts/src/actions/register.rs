//! Self-registration: a client, whose address is unproven until its mail is answered.

use chrono::TimeDelta;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, FieldErrors, Refusal, Result};

use super::change_email::queue_proof;
use super::change_password::check_rules_for;
use super::profile::keys;
use crate::State;
use crate::auth::throttle;
use crate::store::credentials::NewPassword;
use crate::store::users::{self, Person, UNIQUE, Values};
use crate::store::{credentials, profiles};

/// Registrations from one network in an hour: a class may register at once.
const PER_NETWORK: i64 = 200;

pub struct Registration {
    pub email: String,
    pub password: String,
    pub first_name: String,
    pub last_name: String,
    pub lang: Option<String>,
}

pub async fn register(app: &App, info: &RequestInfo, new: Registration) -> Result<Person> {
    let state = app.state::<State>();
    if !state.config.registration {
        return Err(Error::Forbidden(Refusal::new("registration_closed")));
    }
    check_rules_for("password", &new.password, &[&new.first_name, &new.last_name, &new.email])?;
    let tx = app.db().write_tx().await?;
    let key = format!("register:net:{}", info.network());
    throttle::budget(&tx, &key, app.now(), PER_NETWORK, TimeDelta::hours(1)).await?;
    tx.commit().await?;

    // Before the expensive hash, and again by the unique index.
    if users::find_by_login(app.db().read(), &new.email).await?.is_some() {
        return Err(Error::invalid("email", "in_use"));
    }
    let encoded = state.hasher.hash(&new.password, app.chance().bytes()).await?;
    let tx = app.db().write_tx().await?;
    let values = Values {
        email: Some(new.email),
        first_name: new.first_name,
        last_name: new.last_name,
        lang: new.lang,
        is_active: true,
        ..Values::default()
    };
    let id = users::insert(&tx, &values, app.now()).await.map_err(plain_fields)?;
    credentials::insert(&tx, id, false, app.now()).await?;
    let password = NewPassword { encoded: &encoded, foreign_scheme: None, must_change: false };
    credentials::set_password(&tx, id, password, app.now()).await?;
    let person = users::get(&*tx, id).await?;
    profiles::insert(&tx, &profiles::CLIENT, id, &keys(&person), &Default::default(), app.now()).await?;
    queue_proof(&tx, app, &person, person.email.as_deref().unwrap_or_default()).await?;
    let entry = Entry::new("user_created").by(id, person.name()).target("user", id, person.name()).meta("how", "registration");
    audit::record(&tx, app, info, entry).await?;
    let person = users::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(person)
}

fn plain_fields(error: Error) -> Error {
    match error.on_duplicate(UNIQUE) {
        Error::Invalid(_) => Error::Invalid(FieldErrors::one("email", "in_use")),
        other => other,
    }
}
