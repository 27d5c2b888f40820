//! One sheet with one form: all pages of accounts but the home page and the slips.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use preau_kernel::web::page::Field;
use preau_kernel::web::{Visit, csrf};
use preau_kernel::{Error, Result};

#[derive(Template)]
#[template(path = "form.html")]
pub(super) struct FormPage {
    pub title: String,
    pub lead: String,
    /// Good news, or what is still to be done.
    pub note: String,
    /// What stands above the form: html of a template of ours, escaped already.
    pub above: String,
    pub fields: Vec<Field>,
    pub hidden: Vec<(&'static str, String)>,
    /// Empty: there is nothing to send.
    pub submit: String,
    /// Address and text.
    pub links: Vec<(String, String)>,
    /// Why the form was refused.
    problem: String,
    /// For each field that is wrong: its id and a sentence.
    problems: Vec<(String, String)>,
    problem_title: String,
}

impl FormPage {
    /// `key` names the texts: `<key>-title`, `<key>-lead`, `<key>-submit`.
    pub(super) fn new(visit: &Visit, key: &str) -> Self {
        Self {
            title: visit.text(&format!("{key}-title")),
            lead: visit.text(&format!("{key}-lead")),
            note: String::new(),
            above: String::new(),
            fields: Vec::new(),
            hidden: Vec::new(),
            submit: visit.text(&format!("{key}-submit")),
            links: Vec::new(),
            problem: String::new(),
            problems: Vec::new(),
            problem_title: visit.text("pages-problem"),
        }
    }

    /// A sheet that only says something.
    pub(super) fn message(visit: &Visit, title: &str, lead: String) -> Self {
        Self {
            title: visit.text(title),
            lead,
            note: String::new(),
            above: String::new(),
            fields: Vec::new(),
            hidden: Vec::new(),
            submit: String::new(),
            links: Vec::new(),
            problem: String::new(),
            problems: Vec::new(),
            problem_title: String::new(),
        }
    }

    pub(super) fn above(mut self, part: &impl Template) -> Result<Self> {
        self.above = part.render().map_err(Error::internal)?;
        Ok(self)
    }

    /// Sent without a login.
    pub(super) fn anonymous(mut self, visit: &Visit) -> Self {
        self.hidden.push((csrf::ANONYMOUS_FIELD, visit.form_token()));
        self
    }

    /// Sent by whoever is logged in.
    pub(super) fn personal(mut self, visit: &Visit) -> Self {
        self.hidden.push((csrf::FIELD, visit.csrf_token().unwrap_or_default()));
        self
    }

    pub(super) fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Where to go once it is done.
    pub(super) fn next(mut self, next: Option<&str>) -> Self {
        self.hidden.extend(next.map(|next| ("next", next.to_owned())));
        self
    }

    pub(super) fn note(mut self, note: String) -> Self {
        self.note = note;
        self
    }

    pub(super) fn link(mut self, path: &str, text: String) -> Self {
        self.links.push((path.to_owned(), text));
        self
    }

    pub(super) fn show(mut self, visit: &Visit) -> Result<Response> {
        if let Some(first) = self.fields.iter_mut().find(|field| field.required && field.value.is_empty()) {
            first.focus = true;
        }
        visit.page(StatusCode::OK, &self.title, &self)
    }

    /// The form once more, with what is wrong at each field and in a summary. What no form can mend stays an error.
    pub(super) fn refuse(mut self, visit: &Visit, error: Error) -> Result<Response> {
        if matches!(error, Error::Internal(_) | Error::NotFound) {
            return Err(error);
        }
        self.problem = visit.sentence(&error);
        if let Error::Invalid(errors) = &error {
            for (name, refusals) in &errors.0 {
                let problems: Vec<String> = refusals.iter().map(|refusal| visit.problem(refusal)).collect();
                if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
                    field.problems = problems;
                } else {
                    self.problems.extend(problems.into_iter().map(|text| (String::new(), text)));
                }
            }
            for field in self.fields.iter().filter(|field| !field.problems.is_empty()) {
                let line = visit
                    .with("pages-problem-line", &[("field", &field.label), ("problem", &field.problems.join(" "))]);
                self.problems.push((field.name.to_owned(), line));
            }
        }
        self.warned(visit, &error)
    }

    /// As [`Self::refuse`], when it is no mistake: one more step.
    pub(super) fn continue_with(mut self, visit: &Visit, error: &Error, note: String) -> Result<Response> {
        self.note = note;
        self.warned(visit, error)
    }

    fn warned(mut self, visit: &Visit, error: &Error) -> Result<Response> {
        let empty = |field: &Field| field.required && field.value.is_empty();
        let wrong = self.fields.iter().position(|field| !field.problems.is_empty());
        if let Some(at) = wrong.or_else(|| self.fields.iter().position(empty)) {
            self.fields[at].focus = true;
        }
        let title = match self.problem.is_empty() {
            true => self.title.clone(),
            false => format!("{} · {}", self.problem_title, self.title),
        };
        visit.refused(error, &title, &self)
    }
}
