//! `[workstations]`: how codes, sessions and seats behave, and how long what is known of people is kept.

use preau_kernel::Refusal;
use preau_kernel::config::{Config, ConfigError, Span};
use serde::{Deserialize, Serialize};

use crate::domain::limits::Limits;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkstationsConfig {
    /// Whether a code is taken without the key of a seat, at seats that were never enrolled. A demonstration does.
    pub open_validation: bool,
    /// A code that nobody uses is void after so long.
    pub code_life: Span,
    /// A session that rests keeps its seat for so long.
    pub keep_suspended: Span,
    /// A seat that is silent for so long is offline.
    pub offline_after: Span,
    /// Whether sessions end when the place closes. A demonstration is open at all hours.
    pub end_at_closing: bool,
    /// So long before closing people are told to save their work.
    pub grace_before_closing: Span,
    /// A visitor is warned when so many minutes are left.
    pub warnings: Vec<i64>,
    /// `named`: a session is of a visitor; `none`: nobody is asked who they are.
    pub identity: String,
    /// A free seat is held for so long for whoever is called from the queue; nothing: none is.
    pub hold_called: Span,
    /// When nobody waits, a session that would end is lengthened by so many minutes; 0: never.
    pub extend_minutes: i64,
    /// Where packets that wake seats are sent.
    pub wake_broadcast: String,
    /// Of a visitor whose category says nothing; 0: no limit.
    pub minutes_per_day: i64,
    pub minutes_per_session: i64,
    /// Wrong codes that one seat may send in 15 minutes.
    pub wrong_codes_per_seat: i64,
    /// Those of one network.
    pub wrong_codes_per_network: i64,
    /// Those of a whole site.
    pub wrong_codes_per_site: i64,
    /// Days after the last visit until a visitor is made anonymous; 0: never.
    pub keep_identity_days: i64,
    /// Days after the last visit until the account of a visitor who never came is removed; 0: never.
    pub keep_account_days: i64,
    /// Days that orders, messages and enrolment codes are kept; 0: for ever.
    pub keep_technical_days: i64,
    /// Days that sessions remember whose they were; 0: for ever.
    pub keep_security_days: i64,
}

impl Default for WorkstationsConfig {
    fn default() -> Self {
        Self {
            open_validation: false,
            code_life: Span::hours(24),
            keep_suspended: Span::seconds(15 * 60),
            offline_after: Span::seconds(60),
            end_at_closing: true,
            grace_before_closing: Span::seconds(5 * 60),
            warnings: vec![10, 5, 1],
            identity: "named".to_owned(),
            hold_called: Span::seconds(5 * 60),
            extend_minutes: 0,
            wake_broadcast: "255.255.255.255:9".to_owned(),
            minutes_per_day: 0,
            minutes_per_session: 0,
            wrong_codes_per_seat: 10,
            wrong_codes_per_network: 30,
            wrong_codes_per_site: 300,
            keep_identity_days: 730,
            keep_account_days: 365,
            keep_technical_days: 90,
            keep_security_days: 365,
        }
    }
}

impl WorkstationsConfig {
    /// Whether sessions are of visitors.
    pub fn is_named(&self) -> bool {
        self.identity != "none"
    }

    /// Of a visitor whose category says nothing.
    pub fn limits(&self) -> Limits {
        Limits { minutes_per_day: self.minutes_per_day, minutes_per_session: self.minutes_per_session }
    }

    /// What no place could mean is refused at the start, with its key.
    pub(crate) fn check(self, whole: &Config) -> Result<Self, ConfigError> {
        let wrong =
            |key: &str, code: &'static str| Err(whole.wrong(&format!("workstations.{key}"), Refusal::new(code)));
        if !matches!(self.identity.as_str(), "named" | "none") {
            return wrong("identity", "named_or_none");
        }
        if self.warnings.iter().any(|minutes| !(1..=600).contains(minutes)) {
            return wrong("warnings", "minutes_before_the_end");
        }
        if self.wake_broadcast.parse::<std::net::SocketAddr>().is_err() {
            return wrong("wake_broadcast", "no_address_with_port");
        }
        if self.code_life.as_secs() == 0 || self.offline_after.as_secs() == 0 {
            let key = if self.code_life.as_secs() == 0 { "code_life" } else { "offline_after" };
            return wrong(key, "more_than_nothing");
        }
        let limits = [
            ("extend_minutes", self.extend_minutes),
            ("minutes_per_day", self.minutes_per_day),
            ("minutes_per_session", self.minutes_per_session),
            ("wrong_codes_per_seat", self.wrong_codes_per_seat),
            ("wrong_codes_per_network", self.wrong_codes_per_network),
            ("wrong_codes_per_site", self.wrong_codes_per_site),
            ("keep_identity_days", self.keep_identity_days),
            ("keep_account_days", self.keep_account_days),
            ("keep_technical_days", self.keep_technical_days),
            ("keep_security_days", self.keep_security_days),
        ];
        match limits.into_iter().find(|(_, value)| *value < 0) {
            Some((key, _)) => wrong(key, "not_negative"),
            None => Ok(self),
        }
    }
}
