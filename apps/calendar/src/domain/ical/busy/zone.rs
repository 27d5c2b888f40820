//! The zone that a calendar names.

use chrono_tz::Tz;

/// Names of Windows (Outlook, Exchange) for zones of which the places that run this are likely to hear (CLDR,
/// windowsZones).
const WINDOWS: &[(&str, Tz)] = &[
    ("Romance Standard Time", Tz::Europe__Paris),
    ("W. Europe Standard Time", Tz::Europe__Berlin),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("GMT Standard Time", Tz::Europe__London),
    ("Greenwich Standard Time", Tz::Atlantic__Reykjavik),
    ("GTB Standard Time", Tz::Europe__Bucharest),
    ("E. Europe Standard Time", Tz::Europe__Chisinau),
    ("FLE Standard Time", Tz::Europe__Kyiv),
    ("Morocco Standard Time", Tz::Africa__Casablanca),
    ("W. Central Africa Standard Time", Tz::Africa__Lagos),
    ("SA Western Standard Time", Tz::America__La_Paz),
    ("SA Eastern Standard Time", Tz::America__Cayenne),
    ("Mauritius Standard Time", Tz::Indian__Mauritius),
    ("Central Pacific Standard Time", Tz::Pacific__Guadalcanal),
    ("Eastern Standard Time", Tz::America__New_York),
    ("Central Standard Time", Tz::America__Chicago),
    ("Mountain Standard Time", Tz::America__Denver),
    ("Pacific Standard Time", Tz::America__Los_Angeles),
    ("UTC", Tz::UTC),
];

/// An IANA name, also behind a prefix (`/freeassociation.sourceforge.net/Europe/Paris`), or one of Windows.
pub(super) fn named(name: &str) -> Option<Tz> {
    let name = name.trim();
    if name.len() > 200 {
        return None;
    }
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    if let Some((_, zone)) = WINDOWS.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name)) {
        return Some(*zone);
    }
    let parts = name.match_indices('/').map(|(at, _)| &name[at + 1..]);
    parts.take(10).find_map(|rest| rest.parse().ok())
}
