//! A forgotten password: a link, or a temporary password beside the old one. The answer and its time are the same
//! for every address, since all the work is a job.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::throttle as counters;
use preau_kernel::jobs;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use serde_json::json;

use super::change_password::{check_rules, end_everything};
use super::log_in::{matches_one_time, one_time_mac};
use crate::State;
use crate::auth::throttle;
use crate::domain::{names, password_rules};
use crate::jobs::FORGOT_PASSWORD;
use crate::store::credentials::NewPassword;
use crate::store::one_time::OneTime;
use crate::store::{credentials, one_time, users};

/// Asked per network and quarter of an hour; more are answered 429.
const PER_NETWORK: i64 = 60;
/// Mailed per person and hour; more are passed over in silence.
const PER_PERSON: i64 = 5;

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Link,
    Temporary,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Temporary => "temporary",
        }
    }
}

/// Queues the work, whoever the address belongs to.
pub async fn ask(app: &App, info: &RequestInfo, login: &str, kind: Kind) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let key = format!("forgot:net:{}", info.network());
    throttle::budget(&tx, &key, app.now(), PER_NETWORK, TimeDelta::minutes(15)).await?;
    let payload = json!({
        "ticket": hex::encode(app.chance().bytes::<16>()),
        "login": names::login_key(login),
        "kind": kind.name(),
        "ip": info.ip().to_string(),
        "request_id": info.id(),
    });
    jobs::enqueue(&tx, app, FORGOT_PASSWORD, payload).await?;
    tx.commit().await
}

/// The job: mails the link or the temporary password when the login is somebody's with an address. Run twice for one
/// ticket (the program ended between the commit and its note), it mails once: a second link would end the first.
pub async fn deliver(app: &App, login: &str, kind: &str, ticket: &str, info: &RequestInfo) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let used = format!("forgot:ticket:{ticket}");
    if !ticket.is_empty() && counters::hit(&tx, &used, app.now(), TimeDelta::days(1)).await? > 1 {
        return Ok(());
    }
    let Some(person) = users::find_by_login(&*tx, login).await?.filter(|p| p.is_active && p.email.is_some()) else {
        return Ok(());
    };
    let key = format!("forgot:u{}", person.id);
    match throttle::budget(&tx, &key, app.now(), PER_PERSON, TimeDelta::hours(1)).await {
        Err(Error::TooMany { .. }) => return Ok(()),
        other => other?,
    }
    let state = app.state::<State>();
    let until = app.now().plus(state.config.reset_lifetime.delta());
    if kind == Kind::Link.name() {
        let token = URL_SAFE_NO_PAD.encode(app.chance().bytes::<32>());
        let mac = one_time_mac(app, person.id, &token);
        one_time::replace(&tx, person.id, OneTime::Reset, &mac, None, app.now(), Some(until)).await?;
        let url = format!("{}/reset-password/{}/{token}", state.frontend_url(app), uidb64(person.id));
        crate::mails::reset_link(&tx, app, &person, &url).await?;
    } else {
        let password = password_rules::generate(&mut |bytes| app.chance().fill(bytes));
        let mac = one_time_mac(app, person.id, &password);
        one_time::replace(&tx, person.id, OneTime::Temporary, &mac, None, app.now(), Some(until)).await?;
        crate::mails::temporary_password(&tx, app, &person, &password).await?;
    }
    let entry = Entry::new("password_reset_asked").target("user", person.id, person.name()).meta("kind", kind);
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await
}

/// Whether the link of a mail still holds; nothing is used up by asking.
pub async fn link_holds(app: &App, uid: &str, token: &str, purpose: OneTime) -> Result<bool> {
    let Some(user) = user_of_uidb64(uid) else { return Ok(false) };
    let secrets = one_time::list(app.db().read(), user, &[purpose], app.now()).await?;
    Ok(secrets.iter().any(|secret| matches_one_time(app, user, token, &secret.mac)))
}

/// Sets the password by the link of the mail: every login ends, every API token is revoked, one-time codes stay.
pub async fn by_link(app: &App, info: &RequestInfo, uid: &str, token: &str, new: &str) -> Result<()> {
    let state = app.state::<State>();
    let refused = || Error::refused("reset_link_not_valid");
    let user = user_of_uidb64(uid).ok_or_else(refused)?;
    let person = users::find(app.db().read(), user).await?.filter(|p| p.is_active).ok_or_else(refused)?;
    let secrets = one_time::list(app.db().read(), user, &[OneTime::Reset], app.now()).await?;
    let secret = secrets.into_iter().find(|s| matches_one_time(app, user, token, &s.mac)).ok_or_else(refused)?;
    check_rules("new_password", new, &person)?;
    let encoded = state.hasher.hash(new, app.chance().bytes()).await?;
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, user).await?;
    if !one_time::take(&tx, secret.id).await? {
        return Err(refused());
    }
    one_time::delete_all(&tx, user).await?;
    let password = NewPassword { encoded: &encoded, foreign_scheme: None, must_change: false };
    credentials::set_password(&tx, user, password, app.now()).await?;
    if person.email_verified_at.is_none() {
        // The link came to the address.
        let mut values = users::Values::of(&person);
        values.email_verified_at = Some(app.now());
        users::update(&tx, user, &values, app.now()).await?;
    }
    end_everything(&tx, app, user, "password_reset").await?;
    let entry =
        Entry::new("password_reset").by(user, person.name()).target("user", user, person.name()).meta("how", "link");
    audit::record(&tx, app, info, entry).await?;
    crate::mails::password_changed(&tx, app, &person).await?;
    tx.commit().await
}

/// Django's form of a user id in links: base64url of its digits, without padding.
pub fn uidb64(user: i64) -> String {
    URL_SAFE_NO_PAD.encode(user.to_string())
}

pub fn user_of_uidb64(text: &str) -> Option<i64> {
    if text.len() > 30 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    std::str::from_utf8(&bytes).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_travel_as_django_writes_them() {
        assert_eq!(uidb64(1), "MQ");
        assert_eq!(user_of_uidb64("MQ"), Some(1));
        assert_eq!(user_of_uidb64("MQ=="), Some(1));
        for wrong in ["", "!", "ww", "LTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"] {
            assert_eq!(user_of_uidb64(wrong), None, "{wrong}");
        }
    }
}
