//! Requests to the real router without sockets, as one client sends them: its credential, its cookies, its address.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt;
use parking_lot::Mutex;
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt;

use crate::app::TestApp;

/// In the documentation range (RFC 5737), so that nothing takes a test for the machine itself.
const DEFAULT_IP: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

impl TestApp {
    /// A client that has not said who it is.
    pub fn anonymous(&self) -> Client {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("localhost"));
        Client { router: self.router(), headers, jar: Arc::default(), csrf: None, ip: DEFAULT_IP }
    }

    /// A client with an access token.
    pub fn bearer(&self, access: &str) -> Client {
        self.anonymous().with_header("authorization", &format!("Bearer {access}"))
    }

    /// A client with an API token.
    pub fn token(&self, token: &str) -> Client {
        self.anonymous().with_header("authorization", &format!("Token {token}"))
    }

    /// A browser that holds a cookie already.
    pub fn cookie(&self, name: &str, value: &str) -> Client {
        let client = self.anonymous();
        client.jar.lock().insert(name.to_owned(), value.to_owned());
        client
    }
}

/// Keeps the cookies it is given; a clone shares them, as two tabs of one browser do.
#[derive(Clone)]
pub struct Client {
    router: Router,
    headers: HeaderMap,
    jar: Arc<Mutex<BTreeMap<String, String>>>,
    csrf: Option<String>,
    ip: IpAddr,
}

impl Client {
    /// A header of every request from here on.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(header_name(name), header_value(value));
        self
    }

    /// The language of every answer from here on.
    #[must_use]
    pub fn speaking(self, lang: &str) -> Self {
        self.with_header("accept-language", lang)
    }

    #[must_use]
    pub fn from_ip(mut self, ip: &str) -> Self {
        self.ip = ip.parse().expect("an IP address");
        self
    }

    /// The token that goes with every write. Without it, that of a cookie whose name contains `csrf`.
    #[must_use]
    pub fn with_csrf(mut self, token: &str) -> Self {
        self.csrf = Some(token.to_owned());
        self
    }

    /// The value of a cookie that the client holds.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.lock().get(name).cloned()
    }

    pub fn get(&self, path: &str) -> Request<'_> {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> Request<'_> {
        self.request(Method::POST, path)
    }

    pub fn put(&self, path: &str) -> Request<'_> {
        self.request(Method::PUT, path)
    }

    pub fn patch(&self, path: &str) -> Request<'_> {
        self.request(Method::PATCH, path)
    }

    pub fn delete(&self, path: &str) -> Request<'_> {
        self.request(Method::DELETE, path)
    }

    pub fn request(&self, method: Method, path: &str) -> Request<'_> {
        let headers = self.headers.clone();
        Request { client: self, method, path: path.to_owned(), headers, ip: self.ip, body: Bytes::new() }
    }

    fn csrf_token(&self) -> Option<String> {
        let from_cookie = || self.jar.lock().iter().find(|(name, _)| name.contains("csrf")).map(|(_, v)| v.clone());
        self.csrf.clone().or_else(from_cookie)
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut jar = self.jar.lock();
        for cookie in headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            let ended = attributes.split(';').any(|a| a.trim().eq_ignore_ascii_case("max-age=0"));
            if ended || value.is_empty() {
                jar.remove(name.trim());
            } else {
                jar.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
    }
}

/// A request that is being written.
#[must_use = "nothing is sent before `.send().await`"]
pub struct Request<'a> {
    client: &'a Client,
    method: Method,
    path: String,
    headers: HeaderMap,
    ip: IpAddr,
    body: Bytes,
}

impl Request<'_> {
    pub fn json(self, body: impl Serialize) -> Self {
        let bytes = serde_json::to_vec(&body).expect("a body that serialises");
        self.body("application/json", bytes)
    }

    pub fn form(self, text: &str) -> Self {
        self.body("application/x-www-form-urlencoded", text.to_owned())
    }

    /// Bytes as they are, for what is not JSON or is meant to be broken.
    pub fn body(mut self, content_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.body = bytes.into();
        self.header("content-type", content_type)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(header_name(name), header_value(value));
        self
    }

    pub fn from_ip(mut self, ip: &str) -> Self {
        self.ip = ip.parse().expect("an IP address");
        self
    }

    pub async fn send(mut self) -> TestResponse {
        let what = format!("{} {}", self.method, self.path);
        let cookies: Vec<_> = self.client.jar.lock().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            self.headers.entry(header::COOKIE).or_insert_with(|| header_value(&cookies.join("; ")));
        }
        if !self.method.is_safe()
            && let Some(token) = self.client.csrf_token()
        {
            self.headers.entry("x-csrf-token").or_insert_with(|| header_value(&token));
        }
        let mut request = axum::http::Request::builder()
            .method(self.method)
            .uri(&self.path)
            .body(Body::from(self.body))
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        *request.headers_mut() = self.headers;
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.ip, 40_000)));
        let response = self.client.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = response.into_parts();
        self.client.keep_cookies(&parts.headers);
        let body = body.collect().await.unwrap_or_else(|error| panic!("{what}: {error}")).to_bytes();
        TestResponse { what, status: parts.status, headers: parts.headers, body }
    }
}

pub struct TestResponse {
    what: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl TestResponse {
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The answer itself when it has this status; otherwise the test ends, with the body shown.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert!(self.status() == status, "{} answered {}, not {status}:\n{}", self.what, self.status, self.shown());
        self
    }

    /// As [`Self::expect`], with the stable code of a refusal.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let refused = self.expect(status);
        assert_eq!(refused.json()["code"], code, "{} answered:\n{}", refused.what, refused.shown());
        refused
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        let said = |error| panic!("{} answered {} and no JSON ({error}):\n{}", self.what, self.status, self.shown());
        serde_json::from_slice(&self.body).unwrap_or_else(said)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn shown(&self) -> String {
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(json) => format!("{json:#}"),
            Err(_) => self.text().chars().take(4000).collect(),
        }
    }
}

fn header_name(name: &str) -> HeaderName {
    name.parse().unwrap_or_else(|_| panic!("{name} is no header name"))
}

fn header_value(value: &str) -> HeaderValue {
    value.parse().unwrap_or_else(|_| panic!("{value:?} is no header value"))
}
