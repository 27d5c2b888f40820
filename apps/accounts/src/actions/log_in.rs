//! The one way in, for every door: throttle, password, one-time code, then a new login or token.
//!
//! Unknown, wrong, disabled and wrong door all give the same refusal in the same time; a refused attempt always costs
//! one check of a hash of the configured cost, and falls on a multiple of the slowest scheme present.

use std::time::Instant;

use axum::http::HeaderMap;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal, Result};
use subtle::ConstantTimeEq;

use super::api_tokens;
use super::change_password::end_everything;
use super::otp::{self, OtpProof};
use crate::State;
use crate::auth::jwt::{Grant, Pair};
use crate::auth::{device, throttle};
use crate::domain::{hashing, names};
use crate::store::credentials::{Credentials, NewPassword};
use crate::store::login::{self, Known};
use crate::store::one_time::{OneTime, Secret};
use crate::store::users::Person;
use crate::store::{credentials, one_time, sessions, users};

/// Who may come in by which door (seed 001 has one for administrators and one for everyone else).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Admin,
    User,
    Any,
}

impl Door {
    fn admits(self, person: &Person) -> bool {
        match self {
            Self::Admin => person.is_staff || person.is_superuser,
            // Staff who also hold a role may come in as that role.
            Self::User => !(person.is_staff || person.is_superuser) || !person.roles().is_empty(),
            Self::Any => true,
        }
    }
}

/// What was typed.
#[derive(Debug, Clone)]
pub struct Typed {
    /// An address or a username.
    pub login: String,
    pub password: String,
    pub otp: Option<String>,
}

/// What a right attempt may open, within the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Jwt,
    Cookie,
    /// The person's unnamed API token.
    ApiToken,
}

#[derive(Debug, Clone)]
pub struct LoggedIn {
    pub person: Person,
    pub must_change: bool,
    pub has_otp: bool,
    /// The new login; 0 when none was opened.
    pub session: i64,
    pub hmac_key: [u8; 32],
    pub pair: Option<Pair>,
    /// As a client sends it.
    pub api_token: Option<String>,
    /// For the device to show next time.
    pub device_token: String,
}

/// The refusal that does not tell why.
pub fn invalid_credentials() -> Error {
    Error::Unauthenticated(Refusal::new("invalid_credentials"))
}

pub async fn log_in(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    door: Door,
    typed: &Typed,
    opens: Opens,
) -> Result<LoggedIn> {
    let state = app.state::<State>();
    let start = Instant::now();
    let name = names::login_key(&typed.login);
    let known = login::find(app.db().read(), &name, app.now()).await?;
    let user = known.as_ref().map(|k| k.person.id);
    let known_device = user.and_then(|id| device::known(app.secrets(), headers, id));
    let keys = throttle::Keys::new(app, info, &name, user, known_device.as_deref());
    let attempt = throttle::enter(app, &state.pending, keys).await?;

    let (person, proven) = match known {
        Some(known) => prove(app, &state, known, &typed.password).await?,
        None => {
            state.hasher.verify(&typed.password, state.dummy_hash()).await?;
            (None, None)
        }
    };
    let admitted = match (person, proven) {
        (Some(person), Some(proof)) if person.is_active && door.admits(&person) => Some((person, proof)),
        _ => None,
    };
    let Some((person, proof)) = admitted else {
        refuse(app, info, &attempt, user, &name, "password").await?;
        state.padding.wait(app, &state.hasher, start).await?;
        return Err(invalid_credentials());
    };
    let mut otp_used = None;
    if proof.credentials.has_otp() {
        match otp::check(app, &person, &proof.credentials, typed.otp.as_deref()).await? {
            OtpProof::Missing => return Err(Error::Unauthenticated(Refusal::new("otp_required"))),
            OtpProof::Wrong => {
                refuse(app, info, &attempt, user, &name, "otp").await?;
                return Err(Error::Unauthenticated(Refusal::new("otp_invalid")));
            }
            OtpProof::Right(used) => otp_used = Some(used),
        }
    }
    // Only now, so that a wrong door or a disabled account takes no longer than a wrong password.
    let rehashed = match proof.one_time.is_some() || proof.stale {
        true => Some(state.hasher.hash(&typed.password, app.chance().bytes()).await?),
        false => None,
    };
    open(app, &state, info, Admitted { person: person.id, proof, rehashed, otp_used, attempt }, opens).await
}

/// Somebody whose password and code were right, and what must be written for it.
struct Admitted {
    person: i64,
    proof: Proof,
    /// The new encoding of a password that was a single-use secret, or whose scheme or cost is not today's.
    rehashed: Option<String>,
    otp_used: Option<otp::Used>,
    attempt: throttle::Attempt,
}

/// How the password was proven.
struct Proof {
    credentials: Credentials,
    /// A single-use secret: it becomes the password.
    one_time: Option<Secret>,
    /// The hash is not of today's scheme and cost.
    stale: bool,
}

async fn prove(app: &App, state: &State, known: Known, password: &str) -> Result<(Option<Person>, Option<Proof>)> {
    let Known { person, credentials, secrets } = known;
    let mut one_time = None;
    for secret in secrets {
        if matches_one_time(app, person.id, password, &secret.mac) {
            one_time = Some(secret);
        }
    }
    // Always one check, so that a pending temporary password changes nothing in time.
    let usable = hashing::is_usable(&credentials.password);
    let encoded = if usable { credentials.password.as_str() } else { state.dummy_hash() };
    let verified = state.hasher.verify(password, encoded).await? && usable;
    if one_time.is_none() && !verified {
        return Ok((Some(person), None));
    }
    let stale = verified && hashing::needs_upgrade(&credentials.password, state.hasher.cost());
    let one_time = if verified { None } else { one_time };
    Ok((Some(person), Some(Proof { credentials, one_time, stale })))
}

/// The HMAC under which a single-use secret is stored.
pub fn one_time_mac(app: &App, user: i64, secret: &str) -> [u8; 32] {
    app.secrets().mac(preau_kernel::secrets::Purpose::OneTime, &[&user.to_le_bytes(), secret.as_bytes()])
}

/// Whether a text is the single-use secret of this HMAC, under the current or the previous key.
pub fn matches_one_time(app: &App, user: i64, secret: &str, mac: &[u8]) -> bool {
    app.secrets().keys(preau_kernel::secrets::Purpose::OneTime).into_iter().fold(false, |found, (_, key)| {
        let expected = preau_kernel::secrets::hmac(&key, &[&user.to_le_bytes(), secret.as_bytes()]);
        found | bool::from(expected.ct_eq(mac))
    })
}

/// Counts a wrong attempt and records it.
pub async fn refuse(
    app: &App,
    info: &RequestInfo,
    attempt: &throttle::Attempt,
    user: Option<i64>,
    login: &str,
    why: &str,
) -> Result<()> {
    let tx = app.db().write_tx().await?;
    throttle::failed(&tx, &attempt.keys, app.now()).await?;
    let mut entry =
        Entry::new("login_failed").meta("why", why).personal("login", login.chars().take(254).collect::<String>());
    if let Some(id) = user {
        entry = entry.target("user", id, login);
    }
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await
}

/// The person is held before anything else, as everywhere: two changes of one person never wait for each other.
/// A person who is gone since is nobody; a database that is away is no wrong password.
fn gone(error: Error) -> Error {
    if matches!(error, Error::NotFound) { invalid_credentials() } else { error }
}

async fn open(app: &App, state: &State, info: &RequestInfo, admitted: Admitted, opens: Opens) -> Result<LoggedIn> {
    let now = app.now();
    let tx = app.db().write_tx().await?;
    let (person, credentials) = login::get_locked(&tx, admitted.person).await.map_err(gone)?;
    if credentials.epoch != admitted.proof.credentials.epoch || !person.is_active {
        // Changed while the hash was being computed.
        return Err(invalid_credentials());
    }
    if let Some(used) = &admitted.otp_used
        && !otp::take(&tx, app, info, &person, used).await?
    {
        return Err(Error::Unauthenticated(Refusal::new("otp_invalid")));
    }
    let must_change = settle_password(&tx, app, info, &person, &admitted, &credentials).await?;
    throttle::succeeded(&tx, &admitted.attempt).await?;
    let hmac_key: [u8; 32] = app.chance().bytes();
    let (how, session, api_token) = match opens {
        Opens::Jwt => ("jwt", insert_session(&tx, app, state, info, person.id, opens, hmac_key).await?, None),
        Opens::Cookie => ("cookie", insert_session(&tx, app, state, info, person.id, opens, hmac_key).await?, None),
        Opens::ApiToken => {
            users::touch_login(&tx, person.id, now).await?;
            ("api_token", 0, Some(api_tokens::default_token(&tx, app, info, &person).await?))
        }
    };
    let name = person.name();
    let entry = Entry::new("login").by(person.id, name.clone()).target("user", person.id, name).meta("kind", how);
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await?;

    let pair = match opens {
        Opens::Jwt => {
            let grant = Grant { session, user: person.id, hmac_key, generation: 1, rotated_at: now };
            Some(state.jwt(app).pair(&grant)?)
        }
        _ => None,
    };
    let device_token = device::issue(app.secrets(), app.chance(), person.id);
    Ok(LoggedIn {
        must_change,
        has_otp: credentials.has_otp(),
        session,
        hmac_key,
        pair,
        api_token,
        device_token,
        person,
    })
}

/// Writes what the proof asks for; returns whether the password must now be changed.
async fn settle_password(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    person: &Person,
    admitted: &Admitted,
    credentials: &Credentials,
) -> Result<bool> {
    if let (Some(secret), Some(encoded)) = (&admitted.proof.one_time, &admitted.rehashed) {
        // Single use: whoever comes second finds it gone.
        if !one_time::take(tx, secret.id).await? {
            return Err(invalid_credentials());
        }
        let new = NewPassword { encoded, foreign_scheme: None, must_change: true };
        credentials::set_password(tx, person.id, new, app.now()).await?;
        // The secret came by mail to the address, or by hand from staff.
        if secret.purpose == OneTime::Temporary.name() {
            prove_email(tx, app, person).await?;
            // A reset by mail, as by link: what the old password had opened ends.
            end_everything(tx, app, person.id, "password_reset").await?;
            let entry = Entry::new("password_reset")
                .by(person.id, person.name())
                .target("user", person.id, person.name())
                .meta("how", "temporary");
            audit::record(tx, app, info, entry).await?;
        }
        crate::auth::principal::changed(tx, person.id);
        return Ok(true);
    }
    if let Some(encoded) = &admitted.rehashed {
        credentials::upgrade_hash(tx, person.id, &admitted.proof.credentials.password, encoded).await?;
    }
    Ok(credentials.must_change)
}

async fn prove_email(tx: &Tx, app: &App, person: &Person) -> Result<()> {
    if person.email.is_some() && person.email_verified_at.is_none() {
        let mut values = users::Values::of(person);
        values.email_verified_at = Some(app.now());
        users::update(tx, person.id, &values, app.now()).await?;
    }
    Ok(())
}

async fn insert_session(
    tx: &Tx,
    app: &App,
    state: &State,
    info: &RequestInfo,
    user: i64,
    kind: Opens,
    hmac_key: [u8; 32],
) -> Result<i64> {
    let now = app.now();
    let (kind, idle) = match kind {
        Opens::Cookie => ("cookie", state.config.cookie_idle_lifetime),
        _ => ("jwt", state.config.refresh_token_lifetime),
    };
    let new = sessions::NewSession {
        user,
        kind,
        device: &crate::domain::device::label(info.user_agent()),
        ip_address: &info.ip().to_string(),
        hmac_key,
        now,
        idle_expires_at: now.plus(idle.delta()),
        expires_at: now.plus(state.config.session_lifetime.delta()),
    };
    sessions::insert(tx, new).await
}
