//! One's own new password: every other login ends, named API tokens stay (the answer says so).

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use super::otp::{self, Again};
use crate::State;
use crate::auth::principal;
use crate::domain::password_rules;
use crate::store::credentials::{self, NewPassword};
use crate::store::users::Person;
use crate::store::{one_time, sessions, tokens};

/// Returns how many named API tokens stay valid.
pub async fn change_password(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    current: &str,
    new: &str,
    code: Option<&str>,
) -> Result<usize> {
    // The code was asked for at the log-in; here it is only checked when it is given.
    let (person, used) = otp::prove_again(app, info, actor, Again::Password, current, code).await?;
    check_rules("new_password", new, &person)?;
    if current == new {
        return Err(Error::invalid("new_password", "same_password"));
    }
    let state = app.state::<State>();
    let encoded = state.hasher.hash(new, app.chance().bytes()).await?;
    let tx = app.db().write_tx().await?;
    credentials::get_locked(&tx, person.id).await?;
    otp::take_or_refuse(&tx, app, info, &person, used).await?;
    let new = NewPassword { encoded: &encoded, foreign_scheme: None, must_change: false };
    credentials::set_password(&tx, person.id, new, app.now()).await?;
    one_time::delete_all(&tx, person.id).await?;
    sessions::revoke_all(&tx, person.id, actor.session(), "password_changed", app.now()).await?;
    tokens::revoke_all(&tx, person.id, true, app.now()).await?;
    let kept = tokens::list_alive(&*tx, person.id).await?.len();
    audit::record(&tx, app, info, Entry::new("password_changed").target("user", person.id, person.name())).await?;
    crate::mails::password_changed(&tx, app, &person).await?;
    principal::changed(&tx, person.id);
    tx.commit().await?;
    Ok(kept)
}

/// 400 on `field` when the rules refuse the password.
pub fn check_rules(field: &str, password: &str, person: &Person) -> Result<()> {
    let known = [
        person.first_name.as_str(),
        person.last_name.as_str(),
        person.email.as_deref().unwrap_or_default(),
        person.username.as_deref().unwrap_or_default(),
    ];
    check_rules_for(field, password, &known)
}

pub fn check_rules_for(field: &str, password: &str, known: &[&str]) -> Result<()> {
    password_rules::check(password, known).map_err(|problem| {
        let refusal =
            Refusal::new(problem.code()).arg("min", password_rules::MIN_LENGTH).arg("max", password_rules::MAX_LENGTH);
        Error::invalid(field, refusal)
    })
}

/// What a new password set without the old one ends: every login, every token.
pub async fn end_everything(tx: &Tx, app: &App, user: i64, why: &str) -> Result<()> {
    sessions::revoke_all(tx, user, None, why, app.now()).await?;
    tokens::revoke_all(tx, user, false, app.now()).await?;
    principal::changed(tx, user);
    Ok(())
}
