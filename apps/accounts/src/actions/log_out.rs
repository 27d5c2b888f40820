//! Ending logins: one's own by its refresh token or cookie, one of the list, or all others.

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};

use super::person::require_rank;
use crate::State;
use crate::auth::jwt::TokenType;
use crate::auth::principal;
use crate::store::{sessions, users};

/// Ends the login of this refresh token; one that is dead already, or another person's, is 400.
pub async fn by_refresh_token(app: &App, info: &RequestInfo, actor: &Actor, token: &str) -> Result<()> {
    let state = app.state::<State>();
    let now = app.now();
    let refused = || Error::refused("refresh_token_not_valid");
    let claims = state.jwt(app).read(token, TokenType::Refresh, now).ok_or_else(refused)?;
    let tx = app.db().write_tx().await?;
    let session = sessions::find_locked(&tx, claims.sid).await?.ok_or_else(refused)?;
    if session.user_id != actor.user_id
        || claims.user_id != actor.user_id
        || claims.generation != session.generation
        || !session.is_alive(now)
    {
        return Err(refused());
    }
    end(&tx, app, info, actor, session.id).await?;
    tx.commit().await
}

/// Ends one of the person's own logins.
pub async fn one(app: &App, info: &RequestInfo, actor: &Actor, session: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let found = sessions::find_locked(&tx, session).await?;
    found.filter(|s| s.user_id == actor.user_id && s.is_alive(app.now())).ok_or(Error::NotFound)?;
    end(&tx, app, info, actor, session).await?;
    tx.commit().await
}

/// Ends all of the person's logins but this one; returns how many ended.
pub async fn others(app: &App, info: &RequestInfo, actor: &Actor) -> Result<u64> {
    let tx = app.db().write_tx().await?;
    let ended = sessions::revoke_all(&tx, actor.user_id, actor.session(), "ended_by_owner", app.now()).await?;
    if ended > 0 {
        let entry = Entry::new("logout").target("user", actor.user_id, actor.name.clone()).meta("ended", ended);
        audit::record(&tx, app, info, entry).await?;
        principal::changed(&tx, actor.user_id);
    }
    tx.commit().await?;
    Ok(ended)
}

async fn end(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, session: i64) -> Result<()> {
    sessions::revoke(tx, session, "logged_out", app.now()).await?;
    let entry = Entry::new("logout").target("user", actor.user_id, actor.name.clone()).meta("session", session);
    audit::record(tx, app, info, entry).await?;
    principal::changed(tx, actor.user_id);
    Ok(())
}

/// Staff end every login of somebody of their own rank or below.
pub async fn all_of(app: &App, info: &RequestInfo, actor: &Actor, user: i64) -> Result<u64> {
    let tx = app.db().write_tx().await?;
    let ended = all_of_in(&tx, app, info, actor, user).await?;
    tx.commit().await?;
    Ok(ended)
}

/// As [`all_of`], in the caller's transaction; the very login that asks stays.
pub async fn all_of_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, user: i64) -> Result<u64> {
    let person = users::get_locked(tx, user).await?;
    require_rank(actor, &person)?;
    let ended = sessions::revoke_all(tx, user, actor.session(), "ended_by_staff", app.now()).await?;
    let entry = Entry::new("logout").target("user", user, person.name()).meta("ended", ended);
    audit::record(tx, app, info, entry).await?;
    principal::changed(tx, user);
    Ok(ended)
}

/// One login, one's own or that of somebody of one's own rank or below; ending it twice is harmless.
pub async fn one_of_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, session: i64) -> Result<()> {
    let found = sessions::find(&**tx, session).await?.ok_or(Error::NotFound)?;
    let person = users::get_locked(tx, found.user_id).await?;
    require_rank(actor, &person)?;
    if sessions::revoke(tx, session, "ended_by_staff", app.now()).await? {
        let entry = Entry::new("logout").target("user", person.id, person.name()).meta("session", session);
        audit::record(tx, app, info, entry).await?;
        principal::changed(tx, person.id);
    }
    Ok(())
}
