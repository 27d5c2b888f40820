//! A short label for the browser or program behind a login, from its `User-Agent`, shown in «my devices».
//!
//! A label only: it is written by the client, and proves nothing.

use std::iter::once;

/// Longest label, in characters.
const MAX_LENGTH: usize = 60;

/// Mark and name; the first mark found wins, since every browser claims to be the ones after it.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
    ("Safari/", "Safari"),
];

/// Android says it is Linux, an iPhone says it is like Mac OS X.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// `Firefox · Linux`, `Chrome · Android`, `curl`; empty when the header is empty or holds nothing printable.
#[must_use]
pub fn label(user_agent: &str) -> String {
    let find = |marks: &[(&str, &'static str)]| {
        marks
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, system) => once(product(user_agent))
            .chain(system.map(str::to_owned))
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    }
}

/// The first product of the header without its version, cleaned: `curl/8.5.0 (…)` is `curl`.
fn product(user_agent: &str) -> String {
    let name = user_agent.split(['/', '(']).next().unwrap_or_default();
    let printable: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c.is_ascii_graphic() {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<_> = printable.split_whitespace().collect();
    // Room for « · ChromeOS ».
    words
        .join(" ")
        .chars()
        .take(MAX_LENGTH - 12)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Firefox · Linux"
    )]
    #[case(
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        "Chrome · Android"
    )]
    #[case(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
        "Edge · Windows"
    )]
    #[case(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Safari · iPhone"
    )]
    #[case(
        "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1",
        "Chrome · iPad"
    )]
    #[case(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
        "Safari · macOS"
    )]
    #[case("curl/8.5.0", "curl")]
    #[case("python-requests/2.32", "python-requests")]
    #[case("Preau Agent/1.2 (Linux)", "Preau Agent · Linux")]
    #[case("", "")]
    #[case("\u{0}\u{202e}\n ", "")]
    #[case("<b>\r\nSet-Cookie: x", "<b> Set-Cookie: x")]
    fn labels(#[case] user_agent: &str, #[case] expected: &str) {
        assert_eq!(label(user_agent), expected);
    }

    proptest! {
        #[test]
        fn a_label_is_short_and_printable(user_agent in any::<String>(), long in "[a-z ]{0,200}(Linux)?") {
            for label in [label(&user_agent), label(&long)] {
                prop_assert!(label.chars().count() <= MAX_LENGTH);
                prop_assert!(!label.chars().any(char::is_control));
                prop_assert_eq!(label.trim(), &label);
            }
        }
    }
}
