//! What accounts keeps in memory.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use preau_kernel::Result;
use preau_kernel::actor::Role;
use preau_kernel::app::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::config::ConfigError;

use crate::auth::hasher::Hasher;
use crate::auth::jwt::Jwt;
use crate::auth::padding::Padding;
use crate::auth::principal::{Key, Principals};
use crate::auth::throttle::Pending;
use crate::config::AuthConfig;
use crate::domain::hashing;
use crate::store::{sessions, tokens};

pub struct State {
    pub config: AuthConfig,
    pub hasher: Hasher,
    pub padding: Padding,
    pub pending: Pending,
    pub principals: Principals,
    /// Uses of logins and tokens not yet written: when, and from which address.
    pub uses: Mutex<HashMap<Key, (Timestamp, String)>>,
    jwt: OnceLock<Jwt>,
    dummy: OnceLock<String>,
}

impl State {
    pub fn new(config: AuthConfig) -> Result<Self, ConfigError> {
        let wrong = |key: &str, problem: &str| {
            Err(ConfigError { key: key.into(), origin: "auth".into(), problem: problem.into() })
        };
        if config.argon2_passes == 0 || config.argon2_lanes == 0 || config.argon2_memory_kib < 8 * config.argon2_lanes {
            return wrong("auth.argon2_memory_kib", "Argon2 needs 8 KiB per lane, one pass and one lane at least");
        }
        if config.hash_memory_mib * 1024 < config.argon2_memory_kib {
            return wrong("auth.hash_memory_mib", "smaller than one hash");
        }
        let who = |name: &String| matches!(name.as_str(), "staff" | "superuser") || Role::parse(name).is_some();
        if let Some(name) = config.otp_required_for.iter().find(|name| !who(name)) {
            return wrong(
                "auth.otp_required_for",
                &format!("{name:?} is neither a role (PROFESSOR…), staff nor superuser"),
            );
        }
        if config.access_token_lifetime.as_secs() == 0 || config.refresh_token_lifetime.as_secs() == 0 {
            return wrong("auth.access_token_lifetime", "a token must live");
        }
        Ok(Self {
            hasher: Hasher::new(&config),
            config,
            padding: Padding::default(),
            pending: Pending::default(),
            principals: Principals::default(),
            uses: Mutex::default(),
            jwt: OnceLock::new(),
            dummy: OnceLock::new(),
        })
    }

    pub fn jwt(&self, app: &App) -> &Jwt {
        self.jwt.get_or_init(|| Jwt::new(app.secrets(), &self.config))
    }

    /// A hash of the configured cost that no password opens: an unknown account takes as long as a known one.
    pub fn dummy_hash(&self) -> &str {
        self.dummy.get_or_init(|| hashing::sample(hashing::Scheme::own(self.hasher.cost())))
    }

    /// Where links in mails lead, without a trailing slash.
    pub fn frontend_url(&self, app: &App) -> String {
        if self.config.frontend_url.is_empty() {
            format!("{}/app", app.config().base_url())
        } else {
            self.config.frontend_url.trim_end_matches('/').to_owned()
        }
    }

    /// Writes the noted uses in one transaction, in the order of ids.
    pub async fn flush_uses(self: &Arc<Self>, app: &App) -> Result<()> {
        let mut uses: Vec<_> = std::mem::take(&mut *self.uses.lock()).into_iter().collect();
        uses.sort_unstable_by_key(|(key, _)| *key);
        if uses.is_empty() {
            return Ok(());
        }
        let tx = app.db().write_tx().await?;
        for (key, (seen, ip)) in uses {
            match key {
                Key::Session(id) => {
                    let idle = seen.plus(self.config.cookie_idle_lifetime.delta());
                    sessions::touch(&tx, id, seen, &ip, idle).await?;
                }
                Key::ApiToken(id) => tokens::touch(&tx, id, seen).await?,
            }
        }
        tx.commit().await
    }
}
