//! Addresses of outside calendars, as somebody types them: one that is taken is of https and of the public internet, is read
//! again as it is kept, and shows no more than its host.

use std::net::IpAddr;

use preau_calendar::outside::{Web, is_public};

use crate::parts::text;

pub fn target(data: &[u8]) {
    let typed = text(data);
    if let Ok((kept, shown)) = Web::default().check(&typed) {
        assert!(kept.starts_with("https://") && shown.starts_with("https://"), "{typed:?} is kept as {kept:?}");
        assert!(kept.is_ascii() && !kept.contains(char::is_whitespace), "{kept:?}");
        let host = shown.trim_start_matches("https://").trim_end_matches("/…");
        assert!(!host.contains(['/', '@', '?', '#']), "{shown:?}");
        let bare = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        if let Ok(ip) = bare.parse::<IpAddr>() {
            assert!(is_public(ip), "{typed:?} leads to {ip}");
        }
        // Every way to write the machine itself.
        assert!(!bare.eq_ignore_ascii_case("127.0.0.1") && bare != "::1", "{typed:?}");
        if kept.len() <= 2_000 {
            assert_eq!(Web::default().check(&kept), Ok((kept.clone(), shown)), "{typed:?}");
        }
    }
    if let Ok(bytes) = <[u8; 16]>::try_from(data) {
        embedded_hold(bytes);
    }
}

/// What carries an address of version 4 is as public as that.
fn embedded_hold(bytes: [u8; 16]) {
    let v4 = IpAddr::from([bytes[12], bytes[13], bytes[14], bytes[15]]);
    let mut mapped = [0; 16];
    mapped[10..].copy_from_slice(&[0xff, 0xff, bytes[12], bytes[13], bytes[14], bytes[15]]);
    assert_eq!(is_public(IpAddr::from(mapped)), is_public(v4), "{v4}");
    let v6 = IpAddr::from(bytes);
    if v6.is_loopback() || v6.is_multicast() || v6.is_unspecified() {
        assert!(!is_public(v6), "{v6}");
    }
    for ip in [v4, v6] {
        assert_eq!(is_public(ip), is_public(ip.to_canonical()), "{ip}");
    }
}
