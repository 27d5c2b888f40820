//! Asking a server for a calendar. Each address on the way is resolved here, judged, and then spoken to by that very
//! number, so that a name that answers otherwise the second time gains nothing. Redirects are followed by hand for the same
//! reason; no proxy of the environment stands between.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::http::{HeaderMap, StatusCode, header};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

use super::address::is_public;
use super::{Asked, Fetched, MAX_BYTES, Problem};

/// Everything together: names, connections, redirects, the body.
const PATIENCE: Duration = Duration::from_secs(20);
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
const REDIRECTS: usize = 4;
const LONGEST_URL: usize = 2000;
/// Of a tag that is kept and sent back.
const LONGEST_TAG: usize = 300;

/// From a name to addresses.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// None: nobody knows the name.
    async fn resolve(&self, host: &str) -> Vec<IpAddr>;
}

struct System;

#[async_trait]
impl Resolver for System {
    async fn resolve(&self, host: &str) -> Vec<IpAddr> {
        match tokio::net::lookup_host((host, 0)).await {
            Ok(found) => found.map(|address| address.ip()).collect(),
            Err(_) => Vec::new(),
        }
    }
}

/// How outside calendars are read.
#[derive(Clone)]
pub struct Web {
    resolver: Arc<dyn Resolver>,
    patience: Duration,
    /// Also over http from this very machine: for tests.
    may_stay_here: bool,
}

impl Default for Web {
    fn default() -> Self {
        Self { resolver: Arc::new(System), patience: PATIENCE, may_stay_here: false }
    }
}

impl Web {
    /// For tests: names are what `resolver` says; servers of this machine may be asked too, over http.
    pub fn of_this_machine(resolver: Arc<dyn Resolver>, patience: Duration) -> Self {
        Self { resolver, patience, may_stay_here: true }
    }

    /// With other names: for tests of everything that is refused.
    #[must_use]
    pub fn resolved_by(self, resolver: Arc<dyn Resolver>) -> Self {
        Self { resolver, ..self }
    }

    /// The address as it is kept, and as much of it as may be shown: scheme and host. Nothing is asked.
    pub fn check(&self, text: &str) -> Result<(String, String), Problem> {
        let url = self.parse(text)?;
        if let Some(ip) = literal(&url) {
            self.judge(&url, &[ip])?;
        }
        Ok((url.to_string(), shown(&url)))
    }

    pub async fn read(&self, asked: &Asked) -> Result<Fetched, Problem> {
        tokio::time::timeout(self.patience, self.follow(asked)).await.unwrap_or(Err(Problem::TooSlow))
    }

    async fn follow(&self, asked: &Asked) -> Result<Fetched, Problem> {
        let mut url = self.parse(&asked.url)?;
        for _ in 0..=REDIRECTS {
            let response = self.ask(&url, asked).await?;
            if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
                return answer(response, asked).await;
            }
            let next = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            let next = next.and_then(|to| url.join(to).ok()).ok_or(Problem::ServerFailed)?;
            url = self.parse(next.as_str())?;
        }
        Err(Problem::TooManyRedirects)
    }

    fn parse(&self, text: &str) -> Result<Url, Problem> {
        if text.len() > LONGEST_URL {
            return Err(Problem::WrongAddress);
        }
        // What calendar programs call a calendar that is read over the web.
        let text = text.trim();
        let is_webcal = text.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("webcal://"));
        let text = if is_webcal { format!("https://{}", &text[9..]) } else { text.to_owned() };
        let url = Url::parse(&text).map_err(|_| Problem::WrongAddress)?;
        match url.scheme() {
            "https" => {}
            "http" if self.may_stay_here => {}
            "http" => return Err(Problem::NotHttps),
            _ => return Err(Problem::WrongAddress),
        }
        if url.host_str().is_none_or(str::is_empty) { Err(Problem::WrongAddress) } else { Ok(url) }
    }

    async fn ask(&self, url: &Url, asked: &Asked) -> Result<Response, Problem> {
        let host = url.host_str().ok_or(Problem::WrongAddress)?;
        let found = match literal(url) {
            Some(ip) => vec![ip],
            None => self.resolver.resolve(host).await,
        };
        self.judge(url, &found)?;
        let port = url.port_or_known_default().unwrap_or_default();
        let pinned: Vec<_> = found.iter().map(|ip| SocketAddr::new(*ip, port)).collect();
        // An error means that it is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(CONNECT_WITHIN)
            .user_agent(concat!("Preau/", env!("CARGO_PKG_VERSION")))
            .resolve_to_addrs(host, &pinned)
            .build()
            .map_err(|_| Problem::Unreachable)?;
        let mut request = client.get(url.clone()).header(header::ACCEPT, "text/calendar, */*;q=0.1");
        for (name, tag) in [(header::IF_NONE_MATCH, &asked.etag), (header::IF_MODIFIED_SINCE, &asked.modified)] {
            if let Some(tag) = tag {
                request = request.header(name, tag);
            }
        }
        // What reqwest says of an error quotes the address: it goes no further.
        request.send().await.map_err(|_| Problem::Unreachable)
    }

    /// One address among others that is nobody's business is enough to refuse the name.
    fn judge(&self, url: &Url, found: &[IpAddr]) -> Result<(), Problem> {
        if found.is_empty() {
            return Err(Problem::UnknownHost);
        }
        let is_here = |ip: &IpAddr| self.may_stay_here && ip.is_loopback();
        let may_be_asked = |ip: &IpAddr| is_here(ip) || (url.scheme() == "https" && is_public(*ip));
        if found.iter().all(may_be_asked) { Ok(()) } else { Err(Problem::PrivateAddress) }
    }
}

/// A host that is a number already; every way to write one was put in order when the address was read.
fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// `https://calendar.example/…`
fn shown(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{host}{port}/…", url.scheme())
}

async fn answer(mut response: Response, asked: &Asked) -> Result<Fetched, Problem> {
    match response.status() {
        StatusCode::OK => {}
        StatusCode::NOT_MODIFIED if asked.etag.is_some() || asked.modified.is_some() => return Ok(Fetched::Unchanged),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(Problem::Forbidden),
        StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Problem::Gone),
        _ => return Err(Problem::ServerFailed),
    }
    let (etag, modified) = (tag(response.headers(), header::ETAG), tag(response.headers(), header::LAST_MODIFIED));
    let mut bytes = Vec::new();
    // What the server says of the length is believed only when it says too much.
    if response.content_length().is_some_and(|length| length > MAX_BYTES as u64) {
        return Err(Problem::TooLarge);
    }
    while let Some(chunk) = response.chunk().await.map_err(|_| Problem::Unreachable)? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err(Problem::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Fetched::New { bytes, etag, modified })
}

/// What can be kept and sent back as it is.
fn tag(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?;
    (text.len() <= LONGEST_TAG).then(|| text.to_owned())
}
