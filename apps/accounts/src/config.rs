//! `[auth]`: lifetimes, hashing, what is open and what is demanded.

use preau_kernel::config::Span;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthConfig {
    /// Seed 001: 24 h and 7 days; seed 002: 30min and 1d.
    pub access_token_lifetime: Span,
    pub refresh_token_lifetime: Span,
    /// A cookie session ends after so long without a request.
    pub cookie_idle_lifetime: Span,
    /// However much it is used, a login ends after so long.
    pub session_lifetime: Span,
    /// Where links in mails lead; empty: the base address and `/app`, or `/account`
    /// while the web app is off.
    pub frontend_url: String,
    /// Whether people may register themselves (as clients).
    pub registration: bool,
    /// Whether the old routes of seed 001 answer (`/login/`, `/logout/`, `/token/refresh/`, JSON at `/admin/login/`).
    pub old_routes: bool,
    /// Who must use one-time codes: role names, `staff`, `superuser`.
    pub otp_required_for: Vec<String>,
    /// Argon2id: memory in KiB, passes and lanes of new hashes (OWASP: 19456, 2, 1).
    pub argon2_memory_kib: u32,
    pub argon2_passes: u32,
    pub argon2_lanes: u32,
    /// Memory that all running password hashes together may take (MiB); more wait.
    pub hash_memory_mib: u32,
    /// Log-ins that may wait for their hash; more are answered 503.
    pub hash_queue: usize,
    /// How long a reset link and a temporary password hold.
    pub reset_lifetime: Span,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            access_token_lifetime: Span::hours(24),
            refresh_token_lifetime: Span::days(7),
            cookie_idle_lifetime: Span::days(14),
            session_lifetime: Span::days(90),
            frontend_url: String::new(),
            registration: true,
            old_routes: true,
            otp_required_for: Vec::new(),
            argon2_memory_kib: 19_456,
            argon2_passes: 2,
            argon2_lanes: 1,
            hash_memory_mib: 128,
            hash_queue: 1000,
            reset_lifetime: Span::hours(1),
        }
    }
}
