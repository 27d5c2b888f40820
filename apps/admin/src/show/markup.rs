//! Cells as they stand in a page. Written by hand and not by a template: a page has thousands.

use std::fmt;

use askama::filters::{Escaper as _, Html};

use super::cell::Cell;
use super::date;

impl Cell<'_> {
    /// Into a page, escaped.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Nothing => out.push_str("<span class=\"muted\">–</span>"),
            Self::Text(text) => escape(out, text),
            Self::Number(text) => escape(out, text),
            Self::Day(lang, day) => {
                out.push_str("<time datetime=\"");
                date::iso_day(out, day);
                out.push_str("\">");
                date::day(out, *lang, day);
                out.push_str("</time>");
            }
            Self::Instant(lang, at) => {
                out.push_str("<time datetime=\"");
                date::machine(out, &at.to_utc());
                out.push_str("\" title=\"");
                date::in_full(out, at);
                out.push_str("\">");
                date::instant(out, *lang, at);
                out.push_str("</time>");
            }
            Self::Flag { is_on, text } => {
                out.push_str(if *is_on { "<span class=\"flag-yes\">" } else { "<span class=\"flag-no muted\">" });
                escape(out, text);
                out.push_str("</span>");
            }
            Self::Badge { class, text } => {
                attribute(out, "<span class", class);
                out.push('>');
                escape(out, text);
                out.push_str("</span>");
            }
            Self::Image { src, of } => {
                attribute(out, "<img class=\"thumb\" src", src);
                attribute(out, " alt", of);
                out.push_str(" width=\"32\" height=\"32\" loading=\"lazy\">");
            }
            Self::Link { to: Some((way, id)), text } => {
                out.push_str("<a href=\"");
                escape(out, way);
                digits(out, *id);
                out.push_str("/\">");
                escape(out, text);
                out.push_str("</a>");
            }
            Self::Link { to: None, text } => escape(out, text),
            Self::Percent { value, text, label } => {
                attribute(out, "<meter min=\"0\" max=\"100\" value", &value.to_string());
                attribute(out, " aria-label", label);
                out.push_str("></meter> ");
                escape(out, text);
            }
        }
    }
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

/// A text, as it may stand between tags and in an attribute.
pub(crate) fn escape(out: &mut String, text: &str) {
    // Into a text nothing fails.
    let _ = Html.write_escaped_str(out, text);
}

/// A whole number, as machines read it.
pub(crate) fn digits(out: &mut String, number: i64) {
    out.push_str(itoa::Buffer::new().format(number));
}

/// `before="value"`, the value escaped.
pub(crate) fn attribute(out: &mut String, before: &str, value: &str) {
    out.push_str(before);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use preau_kernel::i18n::Lang;

    use super::*;

    #[test]
    fn every_cell_is_well_formed_and_escaped() {
        const HOSTILE: &str = "<b title=\"x\" o='y'>&";
        const ESCAPED: &str = "&#60;b title=&#34;x&#34; o=&#39;y&#39;&#62;&#38;";
        let at = chrono_tz::Europe::Paris
            .from_utc_datetime(&Utc.with_ymd_and_hms(2026, 11, 3, 8, 5, 9).unwrap().naive_utc());
        let link = |way: Option<&str>| Cell::Link { to: way.map(|way| (way.into(), 7)), text: HOSTILE.into() };
        for (cell, expected) in [
            (Cell::Nothing, "<span class=\"muted\">–</span>".to_owned()),
            (Cell::Text(HOSTILE.into()), ESCAPED.to_owned()),
            (Cell::Number(HOSTILE.to_owned()), ESCAPED.to_owned()),
            (Cell::Day(Lang::Fr, at.date_naive()), "<time datetime=\"2026-11-03\">03/11/2026</time>".to_owned()),
            (
                Cell::Instant(Lang::En, at),
                "<time datetime=\"2026-11-03T08:05:09Z\" title=\"2026-11-03 09:05:09 CET\">3 Nov 2026 09:05</time>"
                    .to_owned(),
            ),
            (Cell::Flag { is_on: true, text: HOSTILE.into() }, format!("<span class=\"flag-yes\">{ESCAPED}</span>")),
            (
                Cell::Flag { is_on: false, text: HOSTILE.into() },
                format!("<span class=\"flag-no muted\">{ESCAPED}</span>"),
            ),
            (
                Cell::Badge { class: "badge badge-good", text: HOSTILE.into() },
                format!("<span class=\"badge badge-good\">{ESCAPED}</span>"),
            ),
            (
                Cell::Image { src: HOSTILE.to_owned(), of: HOSTILE.into() },
                format!(
                    "<img class=\"thumb\" src=\"{ESCAPED}\" alt=\"{ESCAPED}\" width=\"32\" height=\"32\" loading=\"lazy\">"
                ),
            ),
            (link(Some("/a\"/")), format!("<a href=\"/a&#34;/7/\">{ESCAPED}</a>")),
            (link(None), ESCAPED.to_owned()),
            (
                Cell::Percent { value: 7, text: HOSTILE.to_owned(), label: HOSTILE.into() },
                format!("<meter min=\"0\" max=\"100\" value=\"7\" aria-label=\"{ESCAPED}\"></meter> {ESCAPED}"),
            ),
        ] {
            assert_eq!(cell.to_string(), expected);
            assert_eq!(cell.into_owned().to_string(), expected);
        }
    }
}
