//! The head of a request: who says to be where, in which language, for which host. What an untrusted peer writes about
//! itself is passed over, and no header makes an error of the program's.
//!
//! First byte: who is at the other end (0 a stranger, 1 a trusted proxy). Then lines `Name: value`; a line without a colon
//! goes on in the path.

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderName, HeaderValue, Uri};
use preau_accounts::auth::cookie;
use preau_kernel::web::{RequestInfo, cookies};

use crate::parts::{choice, text};
use crate::place::Once;
use crate::probe::{HOSTS, Probed, probed};

const STRANGER: [u8; 4] = [192, 0, 2, 7];
const PROXY: [u8; 4] = [198, 51, 100, 7];

static PROBED: Once<Probed> = Once::new();

pub fn target(data: &[u8]) {
    let Some((peer, lines)) = choice(data, 2) else { return };
    let is_trusted = peer == 1;
    let ip = IpAddr::from(if is_trusted { PROXY } else { STRANGER });
    let mut request = Request::new(Body::empty());
    let mut path = "/api/head/".to_owned();
    let mut has_host = false;
    for line in lines.split(|byte| *byte == b'\n') {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            path.push_str(&text(line));
            continue;
        };
        let name = HeaderName::from_bytes(line[..colon].trim_ascii());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(line[colon + 1..].trim_ascii())) {
            has_host |= name == "host";
            request.headers_mut().append(name, value);
        }
    }
    if !has_host {
        request.headers_mut().insert("host", HeaderValue::from_static(HOSTS[0]));
    }
    let is_plain = path == "/api/head/";
    if let Ok(uri) = Uri::try_from(path) {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(ip, 40_000)));
    cookies_hold(&request);
    let sent = request.headers().clone();
    PROBED.with(probed(), async |probed| {
        let answer = probed.send(request).await;
        for name in ["x-request-id", "x-content-type-options", "referrer-policy"] {
            assert!(answer.headers.contains_key(name), "{name} is missing of an answer {}", answer.status);
        }
        if !(answer.status.is_success() && is_plain) || sent.contains_key("access-control-request-method") {
            return;
        }
        let body = answer.json();
        let Some(seen) = body["ip"].as_str().and_then(|ip| ip.parse::<IpAddr>().ok()) else {
            panic!("no address in {body}");
        };
        if is_trusted {
            let named = sent.get_all("x-forwarded-for").iter().any(|line| names(line, seen));
            assert!(seen == ip || named, "{seen} was named by nobody: {sent:?}");
        } else {
            assert_eq!(seen, ip, "a stranger said to be somebody else: {sent:?}");
            assert_eq!(body["https"], false, "{sent:?}");
            let given = sent.get("x-request-id").and_then(|id| id.to_str().ok());
            assert_ne!(body["id"].as_str(), given, "a stranger's id was kept");
        }
        let base = body["base"].as_str().unwrap_or_default();
        assert!(HOSTS.iter().any(|host| base.contains(host)), "{base} is no host of ours");
        assert!(matches!(body["lang"].as_str(), Some("fr" | "en")), "{body}");
    });
}

fn names(line: &HeaderValue, ip: IpAddr) -> bool {
    let entries = line.to_str().unwrap_or_default().split(',').map(str::trim);
    let read = |entry: &str| {
        let bare = entry.trim_start_matches('[').split(']').next().unwrap_or_default();
        let ip = entry.parse::<SocketAddr>().map(|address| address.ip()).or_else(|_| bare.parse::<IpAddr>());
        ip.ok().map(|ip| ip.to_canonical())
    };
    entries.filter_map(read).any(|named| named == ip)
}

/// A cookie's value is a piece of its header.
fn cookies_hold(request: &Request) {
    for name in ["preau_session", "preau_form", "a"] {
        if let Some(value) = cookies::find(request.headers(), name) {
            let lines = request.headers().get_all("cookie").iter().filter_map(|line| line.to_str().ok());
            assert!(lines.map(|line| line.matches(&format!("{name}={value}")).count()).sum::<usize>() > 0);
            assert!(!value.contains(';'), "{value:?}");
        }
    }
    let _ = cookie::read(request.headers(), &RequestInfo::internal("fuzz"));
}
