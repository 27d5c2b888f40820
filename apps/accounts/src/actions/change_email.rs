//! An address counts once its owner has answered a mail sent to it: after a registration, and when somebody changes
//! their own.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};

use super::log_in::{matches_one_time, one_time_mac};
use super::otp::{self, Again};
use super::profile::keys;
use super::reset_password::{uidb64, user_of_uidb64};
use crate::State;
use crate::auth::{principal, throttle};
use crate::store::one_time::OneTime;
use crate::store::users::{self, Person, UNIQUE, Values};
use crate::store::{one_time, profiles};

/// How long the link of the mail holds.
const LIFETIME: TimeDelta = TimeDelta::days(3);

/// Asks for a new address of one's own: nothing changes until the mail is answered.
pub async fn ask(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    email: &str,
    password: &str,
    code: Option<&str>,
) -> Result<()> {
    let (person, used) = otp::prove_again(app, info, actor, Again::PasswordAndCode, password, code).await?;
    let tx = app.db().write_tx().await?;
    otp::take_or_refuse(&tx, app, info, &person, used).await?;
    let key = format!("email:u{}", person.id);
    throttle::budget(&tx, &key, app.now(), 10, TimeDelta::hours(1)).await?;
    // One's own address may be asked for again until it is proven.
    let holder = users::find_by_login(&*tx, email).await?;
    if holder.is_some_and(|holder| holder.id != person.id || holder.email_verified_at.is_some()) {
        return Err(Error::invalid("email", "in_use"));
    }
    queue_proof(&tx, app, &person, email).await?;
    tx.commit().await
}

/// Queues the mail that asks whether `email` is theirs.
pub async fn queue_proof(tx: &Tx, app: &App, person: &Person, email: &str) -> Result<()> {
    let state = app.state::<State>();
    let token = URL_SAFE_NO_PAD.encode(app.chance().bytes::<32>());
    let mac = one_time_mac(app, person.id, &token);
    let until = app.now().plus(LIFETIME);
    one_time::replace(tx, person.id, OneTime::Email, &mac, Some(email), app.now(), Some(until)).await?;
    let url = format!("{}/confirm-email/{}/{token}", state.frontend_url(app), uidb64(person.id));
    crate::mails::confirm_email(tx, app, person, email, &url).await
}

/// The answer to the mail: the address is proven, and becomes the person's when it is a new one.
pub async fn confirm(app: &App, info: &RequestInfo, uid: &str, token: &str) -> Result<()> {
    let refused = || Error::refused("confirm_link_not_valid");
    let user = user_of_uidb64(uid).ok_or_else(refused)?;
    let tx = app.db().write_tx().await?;
    let gone = |error| if matches!(error, Error::NotFound) { refused() } else { error };
    let person = users::get_locked(&tx, user).await.map_err(gone)?;
    let secrets = one_time::list(&*tx, user, &[OneTime::Email], app.now()).await?;
    let secret = secrets.into_iter().find(|s| matches_one_time(app, user, token, &s.mac)).ok_or_else(refused)?;
    let email = secret.email.clone().ok_or_else(refused)?;
    one_time::take(&tx, secret.id).await?;
    let mut values = Values::of(&person);
    let is_new = values.email.as_deref() != Some(email.as_str());
    values.email = Some(email);
    values.email_verified_at = Some(app.now());
    users::update(&tx, user, &values, app.now()).await.map_err(|e| match e.on_duplicate(UNIQUE) {
        Error::Invalid(_) => Error::conflict("email_in_use"),
        other => other,
    })?;
    let after = users::get(&*tx, user).await?;
    profiles::follow_person(&tx, &after, &keys(&after)).await?;
    if is_new {
        // What was mailed to the old address opens nothing any more.
        one_time::delete_all(&tx, user).await?;
    }
    let action = if is_new { "email_changed" } else { "email_proven" };
    let entry = Entry::new(action).by(user, person.name()).target("user", user, person.name());
    audit::record(&tx, app, info, entry.personal("email", values.email.clone())).await?;
    if let (true, Some(old)) = (is_new, &person.email) {
        crate::mails::email_changed(&tx, app, &person, old).await?;
    }
    principal::changed(&tx, user);
    tx.commit().await
}
