//! From the headers of a request to its [`Actor`]: `Authorization: Bearer` (JWT), `Authorization: Token` (API token)
//! or the session cookie, with its CSRF token on writes.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::app::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::module::Authenticator;
use preau_kernel::web::RequestInfo;
use preau_kernel::web::csrf::{self, CookieSession};
use preau_kernel::{Error, Refusal, Result};

use super::principal::{self, Key, Principal, Proof};
use super::{api_token, cookie};
use crate::State;
use crate::store::{credentials, sessions, users};

/// A use is noted when the last note is older than this (seconds).
const NOTE_EVERY: i64 = 60;

pub struct Attach;

/// The principal of the request, for handlers that need more than the actor.
#[derive(Clone)]
pub struct CurrentPrincipal(pub Arc<Principal>);

#[async_trait]
impl Authenticator for Attach {
    async fn authenticate(&self, app: &App, parts: &mut Parts, info: &RequestInfo) -> Result<Option<Arc<Actor>>> {
        let state = app.state::<State>();
        let principal = match parts.headers.get(header::AUTHORIZATION) {
            Some(value) => {
                let text = value.to_str().map_err(|_| dead())?;
                let (scheme, credential) = text.split_once(' ').ok_or_else(dead)?;
                match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => by_access_token(app, &state, credential.trim()).await?,
                    "token" => by_api_token(app, &state, credential.trim()).await?,
                    _ => return Err(dead()),
                }
            }
            None => match by_cookie(app, &state, parts, info).await? {
                Some(principal) => principal,
                None => return Ok(None),
            },
        };
        note_use(app, &state, &principal, info);
        let actor = principal.actor.clone();
        parts.extensions.insert(CurrentPrincipal(principal));
        Ok(Some(actor))
    }

    async fn actor(&self, app: &App, user: i64) -> Result<Option<Arc<Actor>>> {
        let read = app.db().read();
        let Some(person) = users::find(read, user).await?.filter(|person| person.is_active) else { return Ok(None) };
        let proof = credentials::get(read, user).await?;
        let (state, has_otp) = (app.state::<State>(), proof.has_otp());
        let actor = principal::actor(app, &state, &person, proof.must_change, has_otp, Credential::System).await?;
        Ok(Some(Arc::new(actor)))
    }
}

fn dead() -> Error {
    Error::Unauthenticated(Refusal::new("token_not_valid"))
}

async fn by_access_token(app: &App, state: &State, token: &str) -> Result<Arc<Principal>> {
    let now = app.now();
    let claims = state.jwt(app).read_access(token, now).ok_or_else(dead)?;
    let key = Key::Session(claims.sid);
    let mut principal = state.principals.get(app, state, key, Some(claims.user_id)).await?.ok_or_else(dead)?;
    if generation(&principal) < claims.generation {
        // The login was rotated since it was cached.
        principal = state.principals.load(app, state, key, Some(claims.user_id)).await?.ok_or_else(dead)?;
    }
    let Proof::Session { is_cookie: false, generation, confirmed, expires_at, .. } = &principal.proof else {
        return Err(dead());
    };
    if claims.generation > *generation || now >= *expires_at || principal.actor.user_id != claims.user_id {
        return Err(dead());
    }
    // The first use of a generation's access token: its answer was not lost.
    if claims.generation == *generation && confirmed.load(Ordering::SeqCst) < *generation {
        match confirm(app, claims.sid, *generation).await {
            Ok(()) => confirmed.store(*generation, Ordering::SeqCst),
            // A full disk does not keep people from reading; the next use confirms it.
            Err(Error::Unavailable(why)) => tracing::warn!(why, "the first use of a login could not be noted"),
            Err(error) => return Err(error),
        }
    }
    Ok(principal)
}

async fn confirm(app: &App, session: i64, generation: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    sessions::confirm(&tx, session, generation).await?;
    tx.commit().await
}

fn generation(principal: &Principal) -> i64 {
    match principal.proof {
        Proof::Session { generation, .. } => generation,
        Proof::ApiToken { .. } => 0,
    }
}

async fn by_api_token(app: &App, state: &State, token: &str) -> Result<Arc<Principal>> {
    let (id, tag) = api_token::parse(token).ok_or_else(dead)?;
    let principal = state.principals.get(app, state, Key::ApiToken(id), None).await?.ok_or_else(dead)?;
    let Proof::ApiToken { version } = principal.proof else { return Err(dead()) };
    if !api_token::verify(app.secrets(), &tag, id, principal.actor.user_id, version) {
        return Err(dead());
    }
    Ok(principal)
}

/// A cookie that is no longer good counts as none, so that the login page can be reached with it.
async fn by_cookie(app: &App, state: &State, parts: &mut Parts, info: &RequestInfo) -> Result<Option<Arc<Principal>>> {
    let Some((session, tag)) = cookie::read(&parts.headers, info) else { return Ok(None) };
    let Some(principal) = state.principals.get(app, state, Key::Session(session), None).await? else { return Ok(None) };
    let now = app.now();
    let alive = match &principal.proof {
        Proof::Session { is_cookie: true, hmac_key, idle_expires_at, expires_at, .. } => {
            let noted = Timestamp(principal.last_seen.load(Ordering::SeqCst));
            let idle = (*idle_expires_at).max(noted.plus(state.config.cookie_idle_lifetime.delta()));
            now < *expires_at && now < idle && cookie::verify(app.secrets(), &tag, session, hmac_key)
        }
        _ => false,
    };
    if !alive {
        return Ok(None);
    }
    if let Proof::Session { hmac_key, .. } = &principal.proof {
        // For pages, and for forms, whose token stands in a field (`FormActor` proves it).
        parts.extensions.insert(CookieSession::new(principal.actor.clone(), session, hmac_key));
    }
    if !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        check_csrf(app, &principal, session, &parts.headers, info)?;
    }
    Ok(Some(principal))
}

/// A write with the cookie carries the session's token in `X-CSRF-Token`, and comes from our own origin, which scripts
/// always name (forms of pages without referrer do not: `FormActor` judges those).
fn check_csrf(app: &App, principal: &Principal, session: i64, headers: &HeaderMap, info: &RequestInfo) -> Result<()> {
    let Proof::Session { hmac_key, .. } = &principal.proof else { return Err(csrf::refused()) };
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_foreign = text("origin").is_some_and(|origin| origin != info.base_url());
    match text(csrf::HEADER) {
        Some(token) if !is_foreign && csrf::holds(app.secrets(), token, session, hmac_key) => Ok(()),
        _ => Err(csrf::refused()),
    }
}

/// Notes the use of a login in memory; `State::flush_uses` writes the notes together.
fn note_use(app: &App, state: &State, principal: &Principal, info: &RequestInfo) {
    let now = app.now();
    let last = principal.last_seen.load(Ordering::Relaxed);
    if now.0 - last < NOTE_EVERY * 1_000_000 {
        return;
    }
    if principal.last_seen.compare_exchange(last, now.0, Ordering::SeqCst, Ordering::Relaxed).is_ok() {
        state.uses.lock().insert(key_of(principal), (now, info.ip().to_string()));
    }
}

fn key_of(principal: &Principal) -> Key {
    match principal.actor.credential {
        Credential::ApiToken { token } => Key::ApiToken(token),
        Credential::Jwt { session } | Credential::Cookie { session } => Key::Session(session),
        Credential::System => Key::Session(0),
    }
}
