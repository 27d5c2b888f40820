//! The layout of every mail: an app gives a title and paragraphs, and gets the text and the HTML.

use askama::Template;

use super::Mail;
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::place::Place;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paragraph {
    Text(String),
    /// A link that stands out; its address also stands in the text part. Only `http` and `https` lead anywhere.
    Button {
        label: String,
        url: String,
    },
    /// A password or code to copy.
    Code(String),
    /// Smaller: until when, what to do if it was not you.
    Note(String),
}

/// What a mail says, in the reader's language already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    pub title: String,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Page<'a> {
    lang: &'a str,
    letter: &'a Letter,
    place: &'a str,
    /// Address, phone and email, as far as they are known.
    contact: Vec<String>,
    footer: String,
}

impl Letter {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), paragraphs: Vec::new() }
    }

    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.paragraphs.push(Paragraph::Text(text.into()));
        self
    }

    #[must_use]
    pub fn button(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.paragraphs.push(Paragraph::Button { label: label.into(), url: url.into() });
        self
    }

    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.paragraphs.push(Paragraph::Code(code.into()));
        self
    }

    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.paragraphs.push(Paragraph::Note(text.into()));
        self
    }

    /// The text part and the HTML part, under the name of the place. Not within a transaction: see [`Self::render_for`].
    pub async fn render(&self, app: &App, lang: Lang) -> Result<(String, String)> {
        self.render_for(app, &*Place::load(app).await?, lang)
    }

    /// As [`Self::render`], for a place that was read already: within a transaction by [`Place::load_within`].
    pub fn render_for(&self, app: &App, place: &Place, lang: Lang) -> Result<(String, String)> {
        let contact: Vec<String> = [&place.address, &place.phone, &place.email]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| text.lines().map(str::trim).collect::<Vec<_>>().join(", "))
            .collect();
        let footer = app.l10n().with(lang, "mail-footer", &[("place", &place.name)]);
        let text = self.plain(&place.name, &contact, &footer);
        let page = Page { lang: lang.code(), letter: self, place: &place.name, contact, footer };
        Ok((text, page.render().map_err(Error::internal)?))
    }

    /// The mail itself, its subject the title. Not within a transaction.
    pub async fn mail(&self, app: &App, lang: Lang, to: &str, to_name: &str, sensitive: bool) -> Result<Mail> {
        let (text, html) = self.render(app, lang).await?;
        let (to, to_name, subject) = (to.to_owned(), to_name.to_owned(), self.title.clone());
        Ok(Mail { to, to_name, subject, text, html, sensitive, calendar: None, reply_to: None })
    }

    fn plain(&self, place: &str, contact: &[String], footer: &str) -> String {
        let mut text = format!("{}\n\n", self.title);
        for paragraph in &self.paragraphs {
            match paragraph {
                Paragraph::Text(words) | Paragraph::Note(words) => text.push_str(words.trim()),
                Paragraph::Button { label, url } => text.push_str(&format!("{label}\n{url}")),
                Paragraph::Code(code) => text.push_str(&format!("    {code}")),
            }
            text.push_str("\n\n");
        }
        text.push_str(&format!("-- \n{place}\n"));
        for line in contact {
            text.push_str(&format!("{line}\n"));
        }
        text.push_str(&format!("{footer}\n"));
        text
    }
}

/// For the template: a link that a mail program may follow.
fn is_link(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
