//! What is known of a request before its handler runs.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::actor::Actor;
use crate::error::{Error, Refusal, Result};
use crate::i18n::Lang;

/// Cheap to clone; put into the request's extensions by the outermost layer.
#[derive(Clone)]
pub struct RequestInfo(Arc<Inner>);

struct Inner {
    id: String,
    ip: IpAddr,
    https: bool,
    host: String,
    user_agent: String,
    lang: AtomicU8,
    /// `Err`: a credential that was refused, as 401 or 403.
    actor: OnceLock<std::result::Result<Option<Arc<Actor>>, Refused>>,
    /// Who sent a form, known only once it was read.
    proven: OnceLock<Arc<Actor>>,
}

struct Refused {
    refusal: Refusal,
    forbidden: bool,
}

impl RequestInfo {
    pub fn new(id: String, ip: IpAddr, https: bool, host: String, user_agent: String, lang: Lang) -> Self {
        let lang = AtomicU8::new(lang as u8);
        Self(Arc::new(Inner { id, ip, https, host, user_agent, lang, actor: OnceLock::new(), proven: OnceLock::new() }))
    }

    /// For what the program does by itself: a job, the command line.
    pub fn internal(id: &str) -> Self {
        Self::new(id.to_owned(), IpAddr::from([127, 0, 0, 1]), false, String::new(), String::new(), Lang::default())
    }

    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The client's address, behind trusted proxies too.
    pub fn ip(&self) -> IpAddr {
        self.0.ip
    }

    /// The client's network: IPv4 /32, IPv6 /64 (one subscriber).
    pub fn network(&self) -> String {
        match self.0.ip {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
                Some(ip) => ip.to_string(),
                None => {
                    let [a, b, c, d, ..] = ip.segments();
                    format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
                }
            },
        }
    }

    pub fn is_https(&self) -> bool {
        self.0.https
    }

    pub fn user_agent(&self) -> &str {
        &self.0.user_agent
    }

    /// Scheme and host as the client used them; the host has passed the allow-list.
    pub fn base_url(&self) -> String {
        format!("{}://{}", if self.0.https { "https" } else { "http" }, self.0.host)
    }

    pub fn lang(&self) -> Lang {
        Lang::ALL[usize::from(self.0.lang.load(Ordering::Relaxed)) % Lang::ALL.len()]
    }

    pub fn set_lang(&self, lang: Lang) {
        self.0.lang.store(lang as u8, Ordering::Relaxed);
    }

    /// Who asks, once; `Err` is a credential that was refused.
    pub fn set_actor(&self, actor: Result<Option<Arc<Actor>>>) {
        let _ = self.0.actor.set(actor.map_err(|error| match error {
            Error::Forbidden(refusal) => Refused { refusal, forbidden: true },
            Error::Unauthenticated(refusal) => Refused { refusal, forbidden: false },
            _ => Refused { refusal: Refusal::new("not_authenticated"), forbidden: false },
        }));
    }

    /// The form holds the CSRF token that the headers did not.
    pub(super) fn prove(&self, actor: Arc<Actor>) {
        let _ = self.0.proven.set(actor);
    }

    /// The actor, or 401.
    pub fn actor(&self) -> Result<Arc<Actor>> {
        if let Some(actor) = self.0.proven.get() {
            return Ok(actor.clone());
        }
        match self.0.actor.get() {
            Some(Ok(Some(actor))) => Ok(actor.clone()),
            Some(Err(refused)) if refused.forbidden => Err(Error::Forbidden(refused.refusal.clone())),
            Some(Err(refused)) => Err(Error::Unauthenticated(refused.refusal.clone())),
            _ => Err(Error::unauthenticated()),
        }
    }

    /// The actor of a route that anyone may call.
    pub fn maybe_actor(&self) -> Option<Arc<Actor>> {
        let proven = self.0.proven.get().cloned();
        proven.or_else(|| self.0.actor.get().and_then(|actor| actor.as_ref().ok().cloned().flatten()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestInfo {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Error::internal("no RequestInfo layer"))
    }
}

/// The logged-in person of a route whose [`super::Access`] demands one.
pub struct Me(pub Arc<Actor>);

impl<S: Send + Sync> FromRequestParts<S> for Me {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        RequestInfo::from_request_parts(parts, state).await?.actor().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(ip: &str) -> String {
        let Ok(ip) = ip.parse() else { panic!("an address") };
        RequestInfo::new(String::new(), ip, false, String::new(), String::new(), Lang::Fr).network()
    }

    #[test]
    fn a_network_is_one_subscriber() {
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
