//! `index.html`, `sw.js` and `manifest.webmanifest`: the only files with placeholders (`{{name}}`).

use std::fmt::Write as _;

use preau_kernel::i18n::{L10n, Lang};

use super::{BASE, files};

/// What the placeholders stand for.
pub(super) struct Values<'a> {
    pub(super) lang: Lang,
    /// The name of the place.
    pub(super) title: &'a str,
    /// Origin of the API; empty: the app's own.
    pub(super) api: &'a str,
    pub(super) l10n: &'a L10n,
}

impl Values<'_> {
    pub(super) fn page(&self) -> String {
        let own = |name: &str| match name {
            "styles" => Some(links(&[files::STYLE], "stylesheet")),
            "preloads" => {
                let locale = format!("locales/{}/core.js", self.lang.code());
                Some(links(&[files::SCRIPT, &locale], "modulepreload"))
            }
            _ => None,
        };
        fill(files::text("index.html"), |name| own(name).or_else(|| self.plain(name).map(|text| escape_html(&text))))
    }

    pub(super) fn manifest(&self) -> String {
        fill(files::text("manifest.webmanifest"), |name| self.plain(name).map(|text| escape_json(&text)))
    }

    fn plain(&self, name: &str) -> Option<String> {
        match name {
            "lang" => Some(self.lang.code().to_owned()),
            "title" => Some(self.title.to_owned()),
            "api" => Some(self.api.to_owned()),
            "description" | "noscript" | "noscript-link" => Some(self.l10n.text(self.lang, &format!("web-{name}"))),
            name => of_the_build(name),
        }
    }
}

/// The service worker: the same for everybody.
pub(super) fn worker() -> String {
    fill(files::text("sw.js"), |name| match name {
        "files" => Some(shell().collect::<Vec<_>>().join(" ")),
        name => of_the_build(name),
    })
}

/// What the service worker keeps: everything that runs or shows something, so that a page that was never opened opens
/// without a network, and one of an older version goes on when the program is replaced.
fn shell() -> impl Iterator<Item = &'static str> {
    files::assets().keys().copied().filter(|path| !path.ends_with(".LICENSE"))
}

fn of_the_build(name: &str) -> Option<String> {
    match name {
        "base" => Some(BASE.to_owned()),
        "assets" => Some(files::folder()),
        "hash" => Some(files::hash().to_owned()),
        _ => None,
    }
}

fn links(paths: &[impl AsRef<str>], rel: &str) -> String {
    let mut links = String::new();
    for path in paths {
        let _ = write!(links, "<link rel=\"{rel}\" href=\"{}/{}\">", files::folder(), path.as_ref());
    }
    links
}

/// A placeholder that has no value stays, which a test finds.
fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        filled.push_str(before);
        match behind.split_once("}}").and_then(|(name, after)| Some((value(name.trim())?, after))) {
            Some((text, after)) => {
                filled.push_str(&text);
                rest = after;
            }
            None => {
                filled.push_str("{{");
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// For the inside of a JSON text.
fn escape_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use preau_kernel::app::App;

    use super::*;
    use crate::modules;

    #[test]
    fn placeholders_are_filled_and_escaped() {
        let value = |name: &str| (name == "title").then(|| escape_html("</title><b> & \"'"));
        assert_eq!(fill("<t>{{title}}</t> {{ title }}{{other}}{{", value), {
            let text = "&lt;/title&gt;&lt;b&gt; &amp; &quot;&#39;";
            format!("<t>{text}</t> {text}{{{{other}}}}{{{{")
        });
        assert_eq!(escape_json("a\"\\\n"), "a\\\"\\\\\\n");
    }

    #[test]
    fn no_placeholder_is_left() {
        let Ok(l10n) = App::texts_of(&modules::every()) else { panic!("texts") };
        for lang in Lang::ALL {
            let values = Values { lang, title: "Centre", api: "https://api.example.org", l10n: &l10n };
            for filled in [values.page(), values.manifest(), worker()] {
                assert!(!filled.is_empty() && !filled.contains("{{"), "{filled}");
            }
        }
    }
}
