//! What a module puts around pages of its own: stylesheets, the navigation of its site, what search engines read.

use crate::i18n::Lang;

/// Nothing of it unless the module says so.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// Paths of stylesheets beside the one of every page.
    pub styles: Vec<String>,
    pub head: Head,
    /// The site that the page is part of.
    pub site: Option<Site>,
    /// This page's address in the other languages; without: the same address with `?lang=`.
    pub langs: Option<Vec<(Lang, String)>>,
}

/// The navigation of a site, in the header of each of its pages. The name of the place leads to `/`.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// What the navigation is, for those who hear the page.
    pub label: String,
    pub links: Vec<Link>,
    /// What visitors come for.
    pub call: Option<Link>,
    /// Where those who have an account go on, in place of the log-in without scripts.
    pub account: Option<Link>,
}

#[derive(Debug, Clone, Default)]
pub struct Link {
    pub href: String,
    pub text: String,
    /// The page itself.
    pub is_here: bool,
}

impl Link {
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { href: href.into(), text: text.into(), is_here: false }
    }
}

/// For search engines and those who show a link (Open Graph). Addresses are whole ones.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The whole title; empty: that of the page and the name of the place.
    pub title: String,
    pub description: String,
    /// The one address of what is shown; empty: nothing is said to search engines.
    pub canonical: String,
    /// `hreflang` and address, `x-default` among them.
    pub alternates: Vec<(String, String)>,
    pub image: Option<Picture>,
    /// What robots must not do (`noindex`); empty: nothing is forbidden.
    pub robots: &'static str,
}

#[derive(Debug, Clone, Default)]
pub struct Picture {
    pub url: String,
    pub alt: String,
    pub width: i64,
    pub height: i64,
}

impl Head {
    /// `fr_FR`, as Open Graph names languages.
    pub(super) fn locale(lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => "fr_FR",
            Lang::En => "en_GB",
        }
    }
}
