//! The first run: a place without any superuser gets its first one, from the page of the first-run link.

use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::i18n::Lang;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, FieldErrors, Result, place};

use super::change_password::check_rules_for;
use super::profile;
use crate::State;
use crate::store::credentials::NewPassword;
use crate::store::users::{self, Person, UNIQUE, Values};
use crate::store::{credentials, profiles};

pub struct FirstPerson {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub password: String,
    /// A fresh place can have its coach at once.
    pub is_coach: bool,
    pub lang: Lang,
}

/// Whether the place still waits for its first superuser. One who is inactive counts: a link of long ago must not open
/// a place whose owner is away.
pub async fn is_due(app: &App) -> Result<bool> {
    Ok(!users::has_superuser(app.db().read()).await?)
}

/// 404 once there is a superuser; of two at the same instant, one is created.
pub async fn create(app: &App, info: &RequestInfo, new: FirstPerson) -> Result<Person> {
    check_rules_for("password", &new.password, &[&new.first_name, &new.last_name, &new.email])?;
    let encoded = app.state::<State>().hasher.hash(&new.password, app.chance().bytes()).await?;
    let tx = app.db().write_tx().await?;
    place::lock(&tx).await?;
    if users::has_superuser(&*tx).await? {
        return Err(Error::NotFound);
    }
    let now = app.now();
    let values = Values {
        email: Some(new.email),
        first_name: new.first_name,
        last_name: new.last_name,
        lang: Some(new.lang.code().to_owned()),
        is_active: true,
        is_staff: true,
        is_superuser: true,
        // Who holds the link runs the machine; no mail may be set up yet.
        email_verified_at: Some(now),
        ..Values::default()
    };
    let id = users::insert(&tx, &values, now).await.map_err(|error| match error.on_duplicate(UNIQUE) {
        Error::Invalid(_) => Error::Invalid(FieldErrors::one("email", "in_use")),
        other => other,
    })?;
    credentials::insert(&tx, id, false, now).await?;
    let password = NewPassword { encoded: &encoded, foreign_scheme: None, must_change: false };
    credentials::set_password(&tx, id, password, now).await?;
    let person = users::get(&*tx, id).await?;
    let entry = Entry::new("user_created").by(id, person.name()).target("user", id, person.name());
    audit::record(&tx, app, info, entry.meta("how", "first_run")).await?;
    if new.is_coach {
        profile::give(&tx, app, info, &profiles::COACH, &person, Default::default(), None).await?;
    }
    let person = users::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(person)
}
