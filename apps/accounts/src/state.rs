//! What accounts keeps in memory.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use preau_kernel::actor::Role;
use preau_kernel::app::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::config::{Config, ConfigError};
use preau_kernel::{Refusal, Result};

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
    pub fn new(whole: &Config) -> Result<Self, ConfigError> {
        let config: AuthConfig = whole.section("auth")?;
        for (key, count) in [("auth.argon2_passes", config.argon2_passes), ("auth.argon2_lanes", config.argon2_lanes)] {
            if count == 0 {
                return Err(whole.wrong(key, Refusal::new("too_small").arg("min", 1)));
            }
        }
        if config.argon2_memory_kib < config.argon2_lanes.saturating_mul(8) {
            return Err(whole.wrong("auth.argon2_memory_kib", "argon2_too_small"));
        }
        if config.hash_memory_mib.saturating_mul(1024) < config.argon2_memory_kib {
            return Err(whole.wrong("auth.hash_memory_mib", "smaller_than_one_hash"));
        }
        let who = |name: &String| matches!(name.as_str(), "staff" | "superuser") || Role::parse(name).is_some();
        if let Some(name) = config.otp_required_for.iter().find(|name| !who(name)) {
            let known = Role::ALL.map(Role::name).join(", ");
            let problem =
                Refusal::new("not_one_of").arg("value", name).arg("known", format!("{known}, staff, superuser"));
            return Err(whole.wrong("auth.otp_required_for", problem));
        }
        for (key, lifetime) in [
            ("auth.access_token_lifetime", config.access_token_lifetime),
            ("auth.refresh_token_lifetime", config.refresh_token_lifetime),
        ] {
            if lifetime.as_secs() == 0 {
                return Err(whole.wrong(key, "no_lifetime"));
            }
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

    /// Whether there is a web app: the program's own, or one elsewhere.
    pub fn has_front_end(&self, app: &App) -> bool {
        app.config().web.enabled || !self.config.frontend_url.is_empty()
    }

    /// Where links in mails lead, without a trailing slash.
    pub fn frontend_url(&self, app: &App) -> String {
        if self.config.frontend_url.is_empty() {
            let page = if app.config().web.enabled { "app" } else { "account" };
            format!("{}/{page}", app.config().base_url())
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
