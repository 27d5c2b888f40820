//! A superuser made by whoever holds the machine, on the command line. The link of the first run (`first_run`) makes
//! its person here too.

use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::i18n::Lang;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, FieldErrors, Result};

use super::change_password::check_rules_for;
use super::profile;
use crate::State;
use crate::domain::names;
use crate::store::credentials::NewPassword;
use crate::store::users::{self, Person, UNIQUE, Values};
use crate::store::{credentials, profiles};

/// As typed.
#[derive(Debug, Clone, Default)]
pub struct NewSuperuser {
    /// An address or a username is needed.
    pub email: Option<String>,
    pub username: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub password: String,
    pub lang: Option<Lang>,
    /// Also a coach: a practice of one person.
    pub coach: bool,
}

/// Refuses what the rules of people and passwords refuse; an address in use is invalid input on `email`.
pub async fn create(app: &App, info: &RequestInfo, new: NewSuperuser) -> Result<Person> {
    let values = check(app, &new)?;
    let encoded = app.state::<State>().hasher.hash(&new.password, app.chance().bytes()).await?;
    let tx = app.db().write_tx().await?;
    let entry = |_: &Person| Entry::new("user_created").meta("how", "superuser");
    let person = insert(&tx, app, info, &values, &encoded, new.coach, entry).await?;
    tx.commit().await?;
    Ok(person)
}

/// Inserts the person in the caller's transaction; `entry` says of them how.
pub async fn insert(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    values: &Values,
    encoded: &str,
    coach: bool,
    entry: impl FnOnce(&Person) -> Entry,
) -> Result<Person> {
    let now = app.now();
    let id = users::insert(tx, values, now).await.map_err(plain_fields)?;
    credentials::insert(tx, id, false, now).await?;
    let password = NewPassword { encoded, foreign_scheme: None, must_change: false };
    credentials::set_password(tx, id, password, now).await?;
    let person = users::get(&**tx, id).await?;
    audit::record(tx, app, info, entry(&person).target("user", id, person.name())).await?;
    if coach {
        profile::give(tx, app, info, &profiles::COACH, &person, Default::default(), None).await?;
    }
    users::get(&**tx, id).await
}

/// The values to store; every wrong field is named at once.
fn check(app: &App, new: &NewSuperuser) -> Result<Values> {
    let mut errors = FieldErrors::default();
    let mut read = |field: &str, typed: &str, normalise: fn(&str) -> Result<String, names::NameProblem>| {
        normalise(typed).map_err(|problem| errors.add(field, problem.code())).ok()
    };
    let typed = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let email = typed(&new.email).and_then(|text| read("email", &text, names::normalise_email));
    let username = typed(&new.username).and_then(|text| read("username", &text, names::normalise_username));
    let mut name = |field: &str, text: &str| match text.trim() {
        "" => String::new(),
        text => read(field, text, names::person_name).unwrap_or_default(),
    };
    let (first_name, last_name) = (name("first_name", &new.first_name), name("last_name", &new.last_name));
    if typed(&new.email).is_none() && typed(&new.username).is_none() {
        errors.add("email", "email_or_username_required");
    }
    let logins = [email.as_deref().unwrap_or_default(), username.as_deref().unwrap_or_default()];
    let known = [first_name.as_str(), last_name.as_str(), logins[0], logins[1]];
    if let Err(Error::Invalid(problems)) = check_rules_for("password", &new.password, &known) {
        errors.0.extend(problems.0);
    }
    errors.finish()?;
    Ok(Values {
        email_verified_at: email.as_ref().map(|_| app.now()),
        email,
        username,
        first_name,
        last_name,
        lang: new.lang.map(|lang| lang.code().to_owned()),
        is_active: true,
        is_staff: true,
        is_superuser: true,
        ..Values::default()
    })
}

fn plain_fields(error: Error) -> Error {
    match error.on_duplicate(UNIQUE) {
        Error::Invalid(errors) => {
            let plain = errors.0.into_iter().map(|(field, problems)| (field.replace("user.", ""), problems));
            Error::Invalid(FieldErrors(plain.collect()))
        }
        other => other,
    }
}
