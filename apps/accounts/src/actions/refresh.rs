//! Rotation of a refresh token; the decision is in `domain::rotation`.

use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};

use crate::State;
use crate::auth::jwt::{Claims, Grant, Pair, TokenType};
use crate::auth::principal;
use crate::domain::rotation::{Decision, decide};
use crate::store::sessions;
use crate::store::users;

fn dead() -> Error {
    Error::Unauthenticated(Refusal::new("token_not_valid"))
}

/// A new pair for a refresh token, or 401 `token_not_valid` or `refresh_superseded`.
pub async fn refresh(app: &App, info: &RequestInfo, token: &str) -> Result<Pair> {
    let state = app.state::<State>();
    let now = app.now();
    let claims = state.jwt(app).read(token, TokenType::Refresh, now).ok_or_else(dead)?;
    if let Some(pair) = rotate_at_once(app, &claims, now).await? {
        return Ok(pair);
    }
    let tx = app.db().write_tx().await?;
    let session = sessions::find_locked(&tx, claims.sid).await?;
    let session = session.filter(|s| s.user_id == claims.user_id && s.kind == "jwt").ok_or_else(dead)?;
    let alive = session.revoked_at.is_none() && now < session.expires_at;
    let person = users::find(&*tx, session.user_id).await?.filter(|p| p.is_active).ok_or_else(dead)?;
    if !alive {
        return Err(dead());
    }
    let mut grant = Grant::of(&session);
    match decide(session.generations(), claims.generation, now) {
        Decision::Rotate => {
            let idle = now.plus(state.config.refresh_token_lifetime.delta());
            if !sessions::rotate(&tx, session.id, claims.generation, now, idle).await? {
                return Err(dead());
            }
            tx.commit().await?;
            grant = grant.next(now);
        }
        Decision::Repeat => {
            sessions::give_again(&tx, session.id, now).await?;
            tx.commit().await?;
        }
        Decision::Superseded => return Err(Error::Unauthenticated(Refusal::new("refresh_superseded"))),
        Decision::Unknown => return Err(dead()),
        Decision::Replay => {
            sessions::revoke(&tx, session.id, "replayed", now).await?;
            let name = person.name();
            let entry = Entry::new("session_replayed")
                .target("user", person.id, name)
                .meta("session", session.id)
                .meta("presented", claims.generation)
                .meta("current", session.generation);
            audit::record(&tx, app, info, entry).await?;
            principal::changed(&tx, person.id);
            tx.commit().await?;
            return Err(dead());
        }
    }
    state.jwt(app).pair(&grant)
}

/// The usual case, the token of the present generation. The statement that changes the log-in asks again for all that was
/// read before it, so that the one writer of SQLite is held for that statement alone. `None`: it is not so simple, or
/// somebody was faster.
async fn rotate_at_once(app: &App, claims: &Claims, now: Timestamp) -> Result<Option<Pair>> {
    let state = app.state::<State>();
    let Some(session) = sessions::find(app.db().read(), claims.sid).await? else { return Ok(None) };
    let is_alive = session.revoked_at.is_none() && now < session.expires_at;
    let is_theirs = session.user_id == claims.user_id && session.kind == "jwt";
    let decision = decide(session.generations(), claims.generation, now);
    if !is_alive || !is_theirs || !matches!(decision, Decision::Rotate) {
        return Ok(None);
    }
    let idle = now.plus(state.config.refresh_token_lifetime.delta());
    let tx = app.db().write_tx().await?;
    if !sessions::rotate(&tx, session.id, claims.generation, now, idle).await? {
        return Ok(None);
    }
    tx.commit().await?;
    state.jwt(app).pair(&Grant::of(&session).next(now)).map(Some)
}
