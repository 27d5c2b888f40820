//! The cache of principals: who a login is, with roles, rights and the ready body of `/auth/profile/`.
//!
//! Revocation is at once, never "within the time to live". Every change of a person or of their logins publishes
//! `accounts.user` in its transaction; the commit moves the person's stamp before the answer goes out, and other nodes
//! hear it by NOTIFY. An entry is believed only while its person's stamp is the one under which it was read, so a read
//! that began before a change cannot put the old state back. When this node does not hear the others, it asks the
//! database every time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::body::Bytes;
use moka::sync::Cache;
use preau_kernel::Result;
use preau_kernel::actor::{Actor, Credential, Gate, Role, Scope};
use preau_kernel::app::App;
use preau_kernel::bus::{Event, RESUMED};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};

use crate::State;
use crate::api::shapes;
use crate::store::users::Person;
use crate::store::{grants, profiles, users};

/// The bus topic of every change of a person, their roles, rights or logins; the id is theirs, or 0 for everybody.
pub const TOPIC: &str = "accounts.user";
/// Event id for a change that concerns everybody (rights of a role).
const EVERYBODY: i64 = 0;
const CAPACITY: u64 = 20_000;
/// People share this many stamps by the remainder of their id; a shared one only costs a reload.
const STAMPS: usize = 4096;

/// Tells every cache that a person, their roles, rights or logins changed.
pub fn changed(tx: &Tx, user: i64) {
    tx.publish(Event::new(TOPIC, user));
}

pub fn everybody_changed(tx: &Tx) {
    tx.publish(Event::new(TOPIC, EVERYBODY));
}

/// What proves the credential, beside the person.
#[derive(Debug)]
pub enum Proof {
    Session {
        /// `jwt` or `cookie`.
        is_cookie: bool,
        hmac_key: Vec<u8>,
        generation: i64,
        confirmed: AtomicI64,
        idle_expires_at: Timestamp,
        expires_at: Timestamp,
    },
    ApiToken {
        version: i64,
    },
}

pub struct Principal {
    stamp: u64,
    pub actor: Arc<Actor>,
    pub proof: Proof,
    /// When its use was last noted.
    pub last_seen: AtomicI64,
    /// The body of `GET /auth/profile/`.
    pub profile: Bytes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Session(i64),
    ApiToken(i64),
}

pub struct Principals {
    entries: Cache<Key, Arc<Principal>>,
    stamps: Arc<Vec<AtomicU64>>,
}

impl Default for Principals {
    fn default() -> Self {
        Self { entries: Cache::new(CAPACITY), stamps: Arc::new((0..STAMPS).map(|_| AtomicU64::new(0)).collect()) }
    }
}

impl Principals {
    /// Hears every change from now on. What other nodes published while this one did not hear is unknown, so
    /// everything is forgotten once it hears again.
    pub fn listen(&self, app: &App) {
        let stamps = self.stamps.clone();
        app.bus().on(RESUMED, move |_| {
            for stamp in stamps.iter() {
                stamp.fetch_add(1, Ordering::SeqCst);
            }
        });
        let stamps = self.stamps.clone();
        app.bus().on(TOPIC, move |event| {
            if event.id == EVERYBODY {
                for stamp in stamps.iter() {
                    stamp.fetch_add(1, Ordering::SeqCst);
                }
            } else {
                stamps[slot(event.id)].fetch_add(1, Ordering::SeqCst);
            }
        });
    }

    /// The living principal of a credential, `None` when it is dead or never was. `user` is whom the credential says
    /// it is: a stamp must be read before the rows are.
    pub async fn get(&self, app: &App, state: &State, key: Key, user: Option<i64>) -> Result<Option<Arc<Principal>>> {
        if let Some(entry) = self.entries.get(&key)
            && app.bus().is_hearing()
            && self.stamp(entry.actor.user_id) == entry.stamp
        {
            return Ok(Some(entry));
        }
        self.load(app, state, key, user).await
    }

    /// As [`Self::get`], from the database.
    pub async fn load(&self, app: &App, state: &State, key: Key, user: Option<i64>) -> Result<Option<Arc<Principal>>> {
        let owner = match user {
            Some(user) => user,
            None => match owner(app, key).await? {
                Some(user) => user,
                None => return Ok(None),
            },
        };
        let stamp = self.stamp(owner);
        let Some(principal) = read(app, state, key, owner, stamp).await? else {
            self.entries.invalidate(&key);
            return Ok(None);
        };
        let principal = Arc::new(principal);
        self.entries.insert(key, principal.clone());
        Ok(Some(principal))
    }

    fn stamp(&self, user: i64) -> u64 {
        self.stamps[slot(user)].load(Ordering::SeqCst)
    }
}

fn slot(user: i64) -> usize {
    (user.unsigned_abs() % STAMPS as u64) as usize
}

/// Whose a cookie or API token is; a JWT says so itself.
async fn owner(app: &App, key: Key) -> Result<Option<i64>> {
    let (sql, id) = match key {
        Key::Session(id) => ("SELECT user_id FROM auth_sessions WHERE id = $1", id),
        Key::ApiToken(id) => ("SELECT user_id FROM api_tokens WHERE id = $1", id),
    };
    let row = app.db().read().find(sql, vec![id.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

async fn read(app: &App, state: &State, key: Key, user: i64, stamp: u64) -> Result<Option<Principal>> {
    let (credential_columns, table, id) = match key {
        Key::Session(id) => (
            "s.kind AS s_kind, s.hmac_key AS s_hmac_key, s.generation AS s_generation, \
             s.confirmed_generation AS s_confirmed, s.idle_expires_at AS s_idle, s.expires_at AS s_expires, \
             s.last_seen_at AS s_seen",
            "auth_sessions",
            id,
        ),
        Key::ApiToken(id) => ("s.version AS s_version, s.last_used_at AS s_seen", "api_tokens", id),
    };
    let sql = format!(
        "SELECT {credential_columns}, c.must_change AS c_must_change, c.otp_confirmed_at AS c_otp, {} \
         FROM {table} s JOIN users u ON u.id = s.user_id JOIN credentials c ON c.user_id = u.id \
         WHERE s.id = $1 AND u.id = $2 AND s.revoked_at IS NULL AND u.is_active = TRUE AND u.tombstone_at IS NULL",
        users::COLUMNS
    );
    let Some(row) = app.db().read().find(&sql, vec![id.into(), user.into()]).await? else { return Ok(None) };
    let person = users::person(&row)?;
    let must_change: bool = row.try_get("", "c_must_change")?;
    let has_otp = row.try_get::<Option<i64>>("", "c_otp")?.is_some();
    let proof = match key {
        Key::Session(_) => Proof::Session {
            is_cookie: row.try_get::<String>("", "s_kind")? == "cookie",
            hmac_key: row.try_get("", "s_hmac_key")?,
            generation: row.try_get("", "s_generation")?,
            confirmed: AtomicI64::new(row.try_get("", "s_confirmed")?),
            idle_expires_at: row.try_get("", "s_idle")?,
            expires_at: row.try_get("", "s_expires")?,
        },
        Key::ApiToken(_) => Proof::ApiToken { version: row.try_get("", "s_version")? },
    };
    let credential = match (key, &proof) {
        (Key::ApiToken(token), _) => Credential::ApiToken { token },
        (Key::Session(session), Proof::Session { is_cookie: true, .. }) => Credential::Cookie { session },
        (Key::Session(session), _) => Credential::Jwt { session },
    };
    let actor = actor(app, state, &person, must_change, has_otp, credential).await?;
    let profile = profile_body(app, &person, &actor, must_change).await?;
    let seen: Option<i64> = row.try_get("", "s_seen")?;
    Ok(Some(Principal { stamp, actor: Arc::new(actor), proof, last_seen: AtomicI64::new(seen.unwrap_or(0)), profile }))
}

/// Who a person is to the rest of the program.
pub async fn actor(
    app: &App,
    state: &State,
    person: &Person,
    must_change: bool,
    has_otp: bool,
    credential: Credential,
) -> Result<Actor> {
    let roles = person.roles();
    let mut rights: BTreeMap<&'static str, Scope> = if person.is_staff || person.is_superuser {
        // Those to the back office go without saying; a list of them would only swell every answer to a log-in.
        let named = app.permissions().iter().filter(|permission| !permission.name.starts_with("admin."));
        named.map(|permission| (permission.name, Scope::All)).collect()
    } else {
        app.rights_of(&roles)
    };
    for grant in grants::list_for(app.db().read(), person.id, &roles).await? {
        let known = app.permissions().iter().find(|permission| permission.name == grant.permission);
        if let (Some(permission), Some(scope)) = (known, grant.scope()) {
            let entry = rights.entry(permission.name).or_insert(scope);
            *entry = scope.max(*entry);
        }
    }
    let otp_demanded = otp_demanded(state, person, &roles);
    let gate = match (must_change, otp_demanded && !has_otp) {
        (true, _) => Some(Gate::MustChangePassword),
        (false, true) => Some(Gate::MustSetUpOtp),
        (false, false) => None,
    };
    Ok(Actor {
        user_id: person.id,
        name: person.name(),
        roles,
        is_staff: person.is_staff,
        is_superuser: person.is_superuser,
        rights: Arc::new(rights),
        credential,
        lang: person.lang.as_deref().and_then(|lang| lang.parse().ok()),
        gate,
    })
}

fn otp_demanded(state: &State, person: &Person, roles: &[Role]) -> bool {
    state.config.otp_required_for.iter().any(|who| match who.as_str() {
        "staff" => person.is_staff,
        "superuser" => person.is_superuser,
        name => roles.iter().any(|role| role.name() == name),
    })
}

async fn profile_body(app: &App, person: &Person, actor: &Actor, must_change: bool) -> Result<Bytes> {
    let first = Role::ALL.into_iter().find(|role| actor.roles.contains(role));
    let profile = match first {
        Some(role) => profiles::find_of_user(app.db().read(), profiles::kind_of(role), person.id).await?,
        None => None,
    };
    let body = shapes::profile(person, actor, must_change, profile.as_ref(), first);
    Ok(serde_json::to_vec(&body)?.into())
}
