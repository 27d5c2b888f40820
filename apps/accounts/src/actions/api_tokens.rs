//! API tokens: several per person, named, revocable; the unnamed one of `/api-token-auth/` is given again at each call.

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use super::person::require_rank;
use crate::auth::{api_token, principal};
use crate::store::tokens::{self, ApiToken};
use crate::store::users::{self, Person};

/// Living tokens of one person; more are refused.
const MOST: usize = 50;

/// The person's unnamed token, made at the first call, in the transaction of the log-in (which holds the person).
pub async fn default_token(tx: &Tx, app: &App, info: &RequestInfo, person: &Person) -> Result<String> {
    if let Some(token) = tokens::find_default(&**tx, person.id).await? {
        return Ok(text(app, &token));
    }
    let token = tokens::insert(tx, person.id, "api-token-auth", true, app.now()).await?;
    let entry = Entry::new("api_token_created").by(person.id, person.name()).target("user", person.id, person.name());
    audit::record(tx, app, info, entry.meta("token", token.id)).await?;
    Ok(text(app, &token))
}

pub async fn create(app: &App, info: &RequestInfo, actor: &Actor, name: &str) -> Result<ApiToken> {
    let tx = app.db().write_tx().await?;
    if tokens::list_alive(&*tx, actor.user_id).await?.len() >= MOST {
        return Err(Error::conflict(Refusal::new("too_many_tokens").arg("max", MOST)));
    }
    let token = tokens::insert(&tx, actor.user_id, name, false, app.now()).await?;
    let entry =
        Entry::new("api_token_created").target("user", actor.user_id, actor.name.clone()).meta("token", token.id);
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await?;
    Ok(token)
}

pub async fn revoke(app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    if !tokens::revoke(&tx, actor.user_id, id, app.now()).await? {
        return Err(Error::NotFound);
    }
    let entry = Entry::new("api_token_revoked").target("user", actor.user_id, actor.name.clone()).meta("token", id);
    audit::record(&tx, app, info, entry).await?;
    principal::changed(&tx, actor.user_id);
    tx.commit().await
}

/// A token of one's own or of somebody of one's own rank or below; revoking it twice is harmless.
pub async fn revoke_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let token = tokens::find(&**tx, id).await?.ok_or(Error::NotFound)?;
    let person = users::get_locked(tx, token.user_id).await?;
    require_rank(actor, &person)?;
    if tokens::revoke(tx, person.id, id, app.now()).await? {
        let entry = Entry::new("api_token_revoked").target("user", person.id, person.name()).meta("token", id);
        audit::record(tx, app, info, entry).await?;
        principal::changed(tx, person.id);
    }
    Ok(())
}

/// The token as a client sends it.
pub fn text(app: &App, token: &ApiToken) -> String {
    api_token::text(app.secrets(), token.id, token.user_id, token.version)
}
