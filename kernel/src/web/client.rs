//! Who is at the other end: the peer of the connection or, behind proxies that the configuration trusts, the client
//! that they name. What anybody else writes into `X-Forwarded-…` is passed over.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Client {
    /// Of the person's machine.
    pub(super) ip: IpAddr,
    pub(super) https: bool,
    /// Whether the connection comes from a trusted proxy.
    pub(super) by_proxy: bool,
}

pub(super) fn client(parts: &Parts, proxies: &[IpNet]) -> Client {
    let peer = peer(&parts.extensions);
    if !is_trusted(peer, proxies) {
        return Client { ip: peer, https: false, by_proxy: false };
    }
    // The nearest proxy wrote the last word; those before it may be forged.
    let proto = values(&parts.headers, "x-forwarded-proto").next_back();
    Client {
        ip: forwarded(peer, &parts.headers, proxies),
        https: proto.is_some_and(|proto| proto.eq_ignore_ascii_case("https")),
        by_proxy: true,
    }
}

/// The other end of the connection itself; loopback when there is none (tests, a local socket).
pub(super) fn peer(extensions: &Extensions) -> IpAddr {
    match extensions.get::<ConnectInfo<SocketAddr>>() {
        Some(ConnectInfo(address)) => address.ip().to_canonical(),
        None => Ipv4Addr::LOCALHOST.into(),
    }
}

/// From right to left, past every trusted proxy; what cannot be read ends the walk.
fn forwarded(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let mut known = peer;
    for entry in values(headers, "x-forwarded-for").rev() {
        let Some(ip) = address(entry) else { break };
        known = ip;
        if !is_trusted(ip, proxies) {
            break;
        }
    }
    known
}

fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl DoubleEndedIterator<Item = &'a str> {
    let lines: Vec<&str> = headers.get_all(name).iter().filter_map(|line| line.to_str().ok()).collect();
    lines.into_iter().flat_map(|line| line.split(',')).map(str::trim)
}

/// `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::1`, `[2001:db8::1]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let ip = text.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|a| a.ip())).ok();
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    ip.or_else(bracketed).map(|ip| ip.to_canonical())
}

fn is_trusted(ip: IpAddr, proxies: &[IpNet]) -> bool {
    proxies.iter().any(|network| network.contains(&ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_with_and_without_a_port() {
        for text in ["192.0.2.7", "192.0.2.7:80", "::ffff:192.0.2.7"] {
            assert_eq!(address(text), Some(IpAddr::from([192, 0, 2, 7])), "{text}");
        }
        for text in ["2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:80"] {
            assert_eq!(address(text).map(|ip| ip.to_string()).as_deref(), Some("2001:db8::1"), "{text}");
        }
        for text in ["", "unknown", "_hidden", "192.0.2", "[::1"] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
