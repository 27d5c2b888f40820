//! One field of a form: label, input, help and what is wrong with it, tied together for those who hear the page.

use askama::Template;
use chrono::NaiveTime;
use preau_kernel::admin::{Entity, Field, FieldKind, Verb};
use preau_kernel::web::body::parse_date;

use super::part::Part;
use super::related::{Related, seen};
use super::shown::{self, Shown};
use super::typed::{ASKED, QUESTION, REMOVE};
use super::{markdown, wall};
use crate::labels;
use crate::shell::{Shell, list_path};
use crate::show;

/// Choices up to this many stand side by side.
const FEW: usize = 4;

/// Shown by `{{ widget|safe }}` inside a `<form>`.
#[derive(Template)]
#[template(path = "field.html")]
pub(crate) struct Widget<'a> {
    s: &'a Shell,
    pub(crate) name: String,
    pub(crate) label: String,
    help: String,
    pub(crate) problems: Vec<String>,
    is_required: bool,
    /// `kind=room`: shown while that input holds this.
    only_if: Option<String>,
    /// In a cell, whose column says the label.
    is_bare: bool,
    input: Input,
}

enum Input {
    Line(Line),
    Area { value: String, rows: u8, max: usize, preview: Option<Preview> },
    Check { is_on: bool },
    Radios(Vec<Choice>),
    Select(Vec<Choice>),
    Checks(Vec<Choice>),
    Relation(Picker),
    File { present: Option<Shown>, remove: Option<String>, is_removed: bool, accept: &'static str, note: String },
    Shown(Shown),
}

struct Line {
    kind: &'static str,
    mode: &'static str,
    value: String,
    max: usize,
    /// Nothing is corrected or capitalised.
    is_literal: bool,
}

/// A Markdown field can be shown as it will be read.
struct Preview {
    button: String,
    /// What was asked for.
    html: Option<String>,
}

struct Choice {
    value: String,
    text: String,
    is_on: bool,
}

struct Picker {
    is_many: bool,
    /// What is picked, or what can be.
    choices: Vec<Choice>,
    /// Whether one of the choices is to be taken; else the one is picked.
    is_asked: bool,
    has_found: bool,
    question_name: String,
    question: String,
    asked_name: String,
    suggest: Option<String>,
    button: String,
    add: Option<String>,
}

/// What a field stands in.
pub(crate) struct Frame<'a, 'b> {
    pub(crate) s: &'a Shell,
    pub(crate) part: &'b Part<'a>,
    pub(crate) related: &'b Related,
    /// The input whose preview is asked for.
    pub(crate) preview: Option<&'b str>,
    /// Inputs that held a file, which no page can give back.
    pub(crate) lost: &'b [String],
    pub(crate) is_bare: bool,
}

impl<'a> Frame<'a, '_> {
    pub(crate) fn widget(&self, field: &'a Field, problems: Vec<String>) -> Widget<'a> {
        let Self { s, part, .. } = self;
        let is_open = part.takes(field);
        Widget {
            s,
            name: part.input(field),
            label: labels::label(s, part.entity, field.name).into_owned(),
            help: if self.is_bare { String::new() } else { labels::help(s, part.entity, field.name) },
            problems,
            is_required: is_open && field.is_required && field.only_if.is_none(),
            only_if: field.only_if.map(|(other, value)| format!("{}{other}={value}", part.prefix)),
            is_bare: self.is_bare,
            input: if is_open { self.input(field) } else { Input::Shown(self.shown(field)) },
        }
    }

    fn shown(&self, field: &Field) -> Shown {
        match &self.part.row {
            Some(row) => shown::stored(self.s, self.part.entity, field, row, self.related),
            None => Shown::Nothing,
        }
    }

    fn input(&self, field: &Field) -> Input {
        let typed = &self.part.typed;
        let value = typed.text(field.name).to_owned();
        let line =
            |kind, mode, max, is_literal| Input::Line(Line { kind, mode, value: value.clone(), max, is_literal });
        match &field.kind {
            FieldKind::Text(max) => line("text", "", *max, false),
            FieldKind::Email => line("text", "email", 254, true),
            FieldKind::Phone => line("tel", "", 40, true),
            // A box of numbers alone would drop what is none, and with it what was typed.
            FieldKind::Number(min, _) => line("text", if *min < 0 { "text" } else { "numeric" }, 20, true),
            FieldKind::Date => line(fitting("date", parse_date(&value).is_some(), &value), "", 0, true),
            FieldKind::Time => {
                let is_time = value.parse::<NaiveTime>().is_ok() || NaiveTime::parse_from_str(&value, "%H:%M").is_ok();
                line(fitting("time", is_time, &value), "", 0, true)
            }
            FieldKind::Instant => line(fitting("datetime-local", wall::naive(&value).is_some(), &value), "", 0, true),
            FieldKind::LongText(max) => Input::Area { value, rows: self.rows(), max: *max, preview: None },
            FieldKind::Markdown(max) => {
                let name = self.part.input(field);
                let html = (self.preview == Some(&name)).then(|| markdown::html(&value));
                let preview = (!self.is_bare).then(|| Preview { button: format!("{}{name}", super::PREVIEW), html });
                Input::Area { value, rows: self.rows(), max: *max, preview }
            }
            FieldKind::Flag => Input::Check { is_on: !value.is_empty() },
            FieldKind::Choice(choices) => self.one_of(field, self.words(field, choices)),
            FieldKind::Listed(list) => self.one_of(field, list(self.s.app(), self.s.visit.lang())),
            FieldKind::Several(choices) => {
                let words = self.words(field, choices).into_iter();
                Input::Checks(words.map(|(value, text)| self.choice(field, value, text)).collect())
            }
            FieldKind::Relation(other) => self.relation(field, other, false),
            FieldKind::Relations(other) => self.relation(field, other, true),
            FieldKind::Attachment { is_image, max_bytes, .. } => self.file(field, *is_image, *max_bytes),
        }
    }

    fn rows(&self) -> u8 {
        if self.is_bare { 2 } else { 6 }
    }

    fn words(&self, field: &Field, choices: &[&str]) -> Vec<(String, String)> {
        let text = |value: &str| labels::value(self.s, self.part.entity, field.name, value);
        choices.iter().map(|value| ((*value).to_owned(), text(value))).collect()
    }

    fn choice(&self, field: &Field, value: String, text: String) -> Choice {
        Choice { is_on: self.part.typed.has(field.name, &value), value, text }
    }

    /// What is stored stands among the choices although it is none any more.
    fn one_of(&self, field: &Field, words: Vec<(String, String)>) -> Input {
        let mut choices: Vec<_> = words.into_iter().map(|(value, text)| self.choice(field, value, text)).collect();
        let value = self.part.typed.text(field.name);
        if !value.is_empty() && !choices.iter().any(|choice| choice.is_on) {
            choices.push(Choice { value: value.to_owned(), text: value.to_owned(), is_on: true });
        }
        let is_few = choices.len() <= FEW && !self.is_bare;
        if !field.is_required || (value.is_empty() && !is_few) {
            let text = if is_few { self.s.text("admin-form-none") } else { "–".to_owned() };
            choices.insert(0, Choice { value: String::new(), text, is_on: value.is_empty() });
        }
        if is_few { Input::Radios(choices) } else { Input::Select(choices) }
    }

    fn relation(&self, field: &Field, other: &'static str, is_many: bool) -> Input {
        let (name, typed) = (self.part.input(field), &self.part.typed);
        let title = |id: &str| {
            let title = id.parse().ok().and_then(|id| self.related.title(other, id));
            title.filter(|title| !title.trim().is_empty()).map_or_else(|| format!("#{id}"), str::to_owned)
        };
        let picked = typed.all(field.name).iter();
        let mut choices: Vec<Choice> =
            picked.map(|id| Choice { value: id.clone(), text: title(id), is_on: true }).collect();
        let found = self.related.found(&name);
        for (id, text) in found.unwrap_or_default() {
            let value = id.to_string();
            if !choices.iter().any(|choice| choice.value == value) {
                choices.push(Choice { value, text: text.clone(), is_on: false });
            }
        }
        let question = match found {
            Some(_) => typed.text(&format!("{}{QUESTION}", field.name)).trim().to_owned(),
            None if is_many => String::new(),
            None => choices.first().map(|choice| choice.text.clone()).unwrap_or_default(),
        };
        if found.is_some() && !is_many && !field.is_required {
            let is_on = typed.all(field.name).is_empty();
            choices.push(Choice { value: String::new(), text: self.s.text("admin-form-none"), is_on });
        }
        let entity = seen(self.s, other);
        Input::Relation(Picker {
            is_many,
            choices,
            is_asked: found.is_some(),
            has_found: found.is_some_and(|found| !found.is_empty()),
            question_name: format!("{name}{QUESTION}"),
            question,
            asked_name: format!("{name}{ASKED}"),
            suggest: entity.map(|entity| format!("{}suggest/", list_path(entity))),
            button: format!("{}{name}", super::SEARCH),
            add: self.add_link(other),
        })
    }

    fn add_link(&self, other: &str) -> Option<String> {
        let entity: &Entity = self.s.app().entity(other)?;
        let may = entity.writer.is_some() && self.s.may(entity, Verb::Add) && !self.is_bare;
        may.then(|| format!("{}add/", list_path(entity)))
    }

    fn file(&self, field: &Field, is_image: bool, max_bytes: usize) -> Input {
        let name = self.part.input(field);
        let stored = self.part.stored(field).as_str().is_some_and(|id| !id.is_empty());
        let kilobytes = show::number(self.s.visit.lang(), i64::try_from(max_bytes / 1024).unwrap_or(i64::MAX));
        let mut note = self.s.with("admin-form-file-limit", &[("kilobytes", &kilobytes)]);
        if self.lost.contains(&name) {
            note = format!("{} {note}", self.s.text("admin-form-file-again"));
        }
        Input::File {
            present: stored.then(|| self.shown(field)),
            remove: (stored && !field.is_required).then(|| format!("{name}{REMOVE}")),
            is_removed: self.part.typed.has(&format!("{}{REMOVE}", field.name), "true"),
            accept: if is_image { "image/png,image/jpeg,image/webp" } else { "" },
            note,
        }
    }
}

/// The kind of an input that would show nothing of what does not fit it.
fn fitting(kind: &'static str, fits: bool, value: &str) -> &'static str {
    if fits || value.is_empty() { kind } else { "text" }
}

/// `inline.parts.12.name` as an id of the page.
pub(crate) fn id_of(name: &str) -> String {
    format!("f-{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}

impl Widget<'_> {
    fn id(&self) -> String {
        id_of(&self.name)
    }

    fn is_wrong(&self) -> bool {
        !self.problems.is_empty()
    }

    /// The ids of what describes the input.
    fn described_by(&self) -> String {
        let help = (!self.help.is_empty()).then(|| format!("{}-hint", self.id()));
        let problem = self.is_wrong().then(|| format!("{}-error", self.id()));
        help.into_iter().chain(problem).collect::<Vec<_>>().join(" ")
    }

    /// Whether a group of inputs is labelled by a text and not by a `<label>`.
    fn is_group(&self) -> bool {
        matches!(self.input, Input::Radios(_) | Input::Checks(_) | Input::Shown(_))
    }

    fn is_check(&self) -> bool {
        matches!(self.input, Input::Check { .. })
    }
}
