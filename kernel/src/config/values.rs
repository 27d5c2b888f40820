//! Values with their own notation.

use std::fmt;
use std::time::Duration;

use chrono::TimeDelta;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A length of time: `30s`, `30min`, `24h`, `7d`, or a number of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(u64);

impl Span {
    pub const fn seconds(seconds: u64) -> Self {
        Self(seconds)
    }

    pub const fn hours(hours: u64) -> Self {
        Self(hours * 3600)
    }

    pub const fn days(days: u64) -> Self {
        Self(days * 86_400)
    }

    pub const fn as_secs(self) -> i64 {
        self.0 as i64
    }

    pub fn duration(self) -> Duration {
        Duration::from_secs(self.0)
    }

    pub fn delta(self) -> TimeDelta {
        TimeDelta::seconds(self.as_secs())
    }

    /// At most ten years, so that sums with an instant never overflow.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let number: u64 = text[..digits].parse().ok()?;
        let unit = match text[digits..].trim() {
            "" | "s" => 1,
            "min" | "m" => 60,
            "h" => 3600,
            "d" | "j" => 86_400,
            _ => return None,
        };
        number.checked_mul(unit).filter(|seconds| *seconds <= 3650 * 86_400).map(Self)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            s if s > 0 && s % 86_400 == 0 => write!(f, "{}d", s / 86_400),
            s if s > 0 && s % 3600 == 0 => write!(f, "{}h", s / 3600),
            s if s > 0 && s % 60 == 0 => write!(f, "{}min", s / 60),
            s => write!(f, "{s}s"),
        }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Seconds(u64),
            Text(String),
        }
        let parsed = match Raw::deserialize(deserializer)? {
            Raw::Seconds(seconds) => Self::parse(&seconds.to_string()),
            Raw::Text(text) => Self::parse(&text),
        };
        parsed.ok_or_else(|| serde::de::Error::custom("a length of time such as 30min, 24h or 7d"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written_alike() {
        for (text, seconds) in [("30s", 30), ("30min", 1800), ("24h", 86_400), ("7d", 604_800), ("90", 90)] {
            assert_eq!(Span::parse(text).map(Span::as_secs), Some(seconds), "{text}");
        }
        for wrong in ["", "h", "-1h", "1y", "99999999999999999999d", "4000d"] {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn display_parses_back(seconds in 0u64..315_360_000) {
            let span = Span::seconds(seconds);
            proptest::prop_assert_eq!(Span::parse(&span.to_string()), Some(span));
        }
    }
}
