//! French and English. Every text that a person reads stands in a module's `locales/{fr,en}.ftl` (Fluent), gathered
//! at start; dates and numbers are formatted by us and passed as text.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Refusal;

mod texts;

use texts::Texts;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The best of `Accept-Language` (RFC 9110), `None` when it names none of ours.
    pub fn from_accept(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for item in header.split(',').take(20) {
            let mut parts = item.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let quality =
                parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            let primary = tag.split('-').next().unwrap_or_default();
            if let Ok(lang) = primary.to_ascii_lowercase().parse::<Self>()
                && quality > 0.0
                && best.is_none_or(|(q, _)| quality > q)
            {
                best = Some((quality, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }

    /// From `LC_ALL`, `LC_MESSAGES` or `LANG`, for the command line; French when they name none of ours.
    pub fn from_environment() -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
            .and_then(|value| value.get(..2).and_then(|code| code.parse().ok()))
            .unwrap_or_default()
    }
}

impl FromStr for Lang {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|lang| lang.code() == code).ok_or(())
    }
}

/// The texts of one module: (language, Fluent source).
pub type Locales = &'static [(Lang, &'static str)];

#[derive(Clone)]
pub struct L10n(Arc<[Texts; 2]>);

impl L10n {
    /// Gathers the texts of all modules. A source that does not parse or a key given twice is an error.
    pub fn new(sources: &[Locales]) -> Result<Self, String> {
        let of = |lang: Lang| {
            let sources = sources.iter().flat_map(|locales| locales.iter());
            Texts::new(lang, sources.filter(|(of, _)| *of == lang).map(|(_, source)| *source))
                .map_err(|problem| format!("{}: {problem}", lang.code()))
        };
        let [first, second] = Lang::ALL.map(of);
        Ok(Self(Arc::new([first?, second?])))
    }

    pub fn text(&self, lang: Lang, key: &str) -> String {
        self.with(lang, key, &[])
    }

    /// The text of a key; the key itself when no module has it (a test looks for those).
    pub fn with(&self, lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
        self.0[lang as usize].with(key, args).map_or_else(
            || {
                tracing::error!(key, lang = lang.code(), "no text for this key");
                key.to_owned()
            },
            Cow::into_owned,
        )
    }

    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.0[lang as usize].has(key)
    }

    /// As [`Self::text`]; `None` when no module has it.
    pub fn find(&self, lang: Lang, key: &str) -> Option<Cow<'static, str>> {
        self.0[lang as usize].with(key, &[])
    }

    /// The sentence of a refusal: key `<prefix>-<code with dashes>` (`refusal` or `field`).
    pub fn refusal(&self, lang: Lang, prefix: &str, refusal: &Refusal) -> String {
        let args: Vec<_> = refusal.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.with(lang, &format!("{prefix}-{}", refusal.code.replace('_', "-")), &args)
    }
}

/// The message keys of a Fluent source, for the tests that compare languages.
pub fn keys(source: &str) -> BTreeSet<String> {
    source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_takes_the_best_known() {
        assert_eq!(Lang::from_accept("de, en-GB;q=0.7, fr;q=0.8"), Some(Lang::Fr));
        assert_eq!(Lang::from_accept("en"), Some(Lang::En));
        assert_eq!(Lang::from_accept("fr;q=0, en;q=0.1"), Some(Lang::En));
        assert_eq!(Lang::from_accept("*;q=x,,;"), None);
    }

    #[test]
    fn plurals_follow_the_language() {
        static TEXTS: Locales = &[
            (Lang::Fr, "n = { $n ->\n    [one] { $n } personne\n   *[other] { $n } personnes\n}\n"),
            (Lang::En, "n = { $n ->\n    [one] { $n } person\n   *[other] { $n } people\n}\n"),
        ];
        let Ok(l10n) = L10n::new(&[TEXTS]) else { panic!("parses") };
        assert_eq!(l10n.with(Lang::Fr, "n", &[("n", "0")]), "0 personne");
        assert_eq!(l10n.with(Lang::En, "n", &[("n", "0")]), "0 people");
    }
}
