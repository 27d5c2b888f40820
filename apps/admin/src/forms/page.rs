//! What is seen of a form.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use preau_kernel::admin::{Column, Entity, FieldKind, Fieldset, Row, Verb};
use preau_kernel::web::{csrf, respond};
use preau_kernel::{Error, Result};

use super::clash::Clash;
use super::draft::{After, Draft};
use super::inline::{self, Doer, Section};
use super::widget::{Frame, Widget, id_of};
use crate::labels;
use crate::shell::{Crumb, Shell, list_path, row_path};
use crate::show::{Cell, Shown};

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage<'a> {
    s: &'a Shell,
    title: String,
    /// Address, text, whether it warns.
    tools: Vec<(String, String, bool)>,
    done: Option<String>,
    problem: Option<String>,
    /// The id of what is wrong (empty: nothing on the page) and a sentence.
    problems: Vec<(String, String)>,
    clash: Option<Clash>,
    csrf: (&'static str, String),
    version: Option<i64>,
    is_open: bool,
    /// Others may change what this person only reads.
    is_closed: bool,
    has_files: bool,
    may_add: bool,
    /// Of an entity without a form: what its list shows.
    facts: Vec<(labels::Text, Cell<'a>)>,
    sets: Vec<Set<'a>>,
    sections: Vec<Section<'a>>,
    own_doers: Vec<Doer>,
    doers: Vec<Doer>,
}

struct Set<'a> {
    title: String,
    is_folded: bool,
    is_opened: bool,
    widgets: Vec<Widget<'a>>,
}

impl<'a> Draft<'a> {
    /// The form as it stands.
    pub(crate) fn show(self) -> Result<Response> {
        let done = super::done(self.shell);
        self.page(StatusCode::OK, None, None, done)
    }

    /// The form with what is wrong at each field and in a summary, or with why it was refused.
    pub(crate) fn refuse(mut self, error: Error) -> Result<Response> {
        let problem = match &error {
            Error::Internal(what) => {
                if !what.is_empty() {
                    tracing::error!(request_id = self.shell.visit.info().id(), what, "internal error");
                }
                self.shell.visit.sentence(&error)
            }
            Error::NotFound => self.shell.text("admin-form-gone"),
            _ => self.shell.visit.sentence(&error),
        };
        let status = respond::status(&error);
        if let Error::Invalid(errors) = error {
            self.errors = errors;
        }
        self.page(status, Some(problem), None, None)
    }

    /// The form beside what somebody else has saved meanwhile.
    pub(crate) fn clash(self, clash: Clash) -> Result<Response> {
        self.page(StatusCode::CONFLICT, None, Some(clash), None)
    }

    fn page(
        mut self,
        status: StatusCode,
        problem: Option<String>,
        clash: Option<Clash>,
        done: Option<String>,
    ) -> Result<Response> {
        let (shell, entity) = (self.shell, self.entity);
        let sets: Vec<Set<'a>> = entity.fieldsets.iter().map(|set| self.set(set)).collect();
        let sections = self.sections();
        let problems = self.summary(&sets, &sections);
        let title = self.title();
        let row = self.main.row.as_ref();
        let page = FormPage {
            s: shell,
            tools: row.map(|row| tools(shell, entity, row, self.main.is_open)).unwrap_or_default(),
            done,
            problem,
            problems,
            clash,
            csrf: (csrf::FIELD, shell.csrf_token().to_owned()),
            version: self.main.version,
            is_open: self.main.is_open,
            is_closed: !self.main.is_open && entity.writer.is_some() && entity.verbs.contains(&Verb::Change),
            has_files: entity.fields().any(|field| matches!(field.kind, FieldKind::Attachment { .. })),
            may_add: entity.writer.is_some() && shell.may(entity, Verb::Add),
            facts: row.filter(|_| entity.fieldsets.is_empty()).map(|row| facts(shell, entity, row)).unwrap_or_default(),
            sets,
            own_doers: row.map(|row| inline::own_doers(shell, entity, row.id)).unwrap_or_default(),
            doers: self.inlines.iter().flat_map(|lines| inline::doers(shell, lines.entity, None)).collect(),
            sections,
            title: title.clone(),
        };
        let title = match page.problem.is_some() {
            true => format!("{} · {title}", shell.text("admin-form-problem")),
            false => title,
        };
        let crumbs = shell.crumbs(entity, vec![Crumb { text: page.title.clone(), href: String::new() }]);
        let crumbs = if entity.own_row.is_some() { Vec::new() } else { crumbs };
        shell.page(status, &title, &crumbs, &page)
    }

    fn title(&self) -> String {
        match &self.main.row {
            Some(row) if row.title.trim().is_empty() => format!("#{}", row.id),
            Some(row) => row.title.clone(),
            None => self.shell.with("admin-form-add-title", &[("one", &labels::one(self.shell, self.entity))]),
        }
    }

    fn set(&mut self, set: &'a Fieldset) -> Set<'a> {
        let mut widgets = Vec::new();
        for field in &set.fields {
            // A new row has nothing to show.
            if self.main.adds() && !self.main.takes(field) {
                continue;
            }
            let problems = self.take_problems(&self.main.input(field));
            widgets.push(self.frame().widget(field, problems));
        }
        Set {
            title: labels::fieldset(self.shell, self.entity, set.name),
            is_folded: set.is_folded,
            is_opened: widgets.iter().any(|widget| !widget.problems.is_empty()),
            widgets,
        }
    }

    fn frame(&self) -> Frame<'a, '_> {
        Frame {
            s: self.shell,
            part: &self.main,
            related: &self.related,
            preview: self.preview.as_deref(),
            lost: &self.lost,
            is_bare: false,
        }
    }

    fn sections(&mut self) -> Vec<Section<'a>> {
        let inlines = std::mem::take(&mut self.inlines);
        let (shell, related) = (self.shell, std::mem::take(&mut self.related));
        let mut problems = |input: &str| self.take_problems(input);
        let sections = inlines.iter().map(|lines| inline::section(shell, lines, &related, &mut problems)).collect();
        (self.inlines, self.related) = (inlines, related);
        sections
    }

    /// The sentences about an input; what is left in the end belongs to none.
    fn take_problems(&mut self, input: &str) -> Vec<String> {
        let problems = self.errors.0.remove(input).into_iter().flatten();
        problems.map(|problem| self.shell.visit.problem(&problem)).collect()
    }

    fn summary(&mut self, sets: &[Set<'_>], sections: &[Section<'_>]) -> Vec<(String, String)> {
        let line = |label: &str, problem: &str| {
            self.shell.with("admin-form-problem-line", &[("field", label), ("problem", problem)])
        };
        let of_widget = |widget: &Widget<'_>| (id_of(&widget.name), line(&widget.label, &widget.problems.join(" ")));
        let widgets = sets.iter().flat_map(|set| &set.widgets).chain(sections.iter().flat_map(Section::widgets));
        let mut all: Vec<_> = widgets.filter(|widget| !widget.problems.is_empty()).map(of_widget).collect();
        for (name, problems) in std::mem::take(&mut self.errors.0) {
            let text: Vec<_> = problems.iter().map(|problem| self.shell.visit.problem(problem)).collect();
            let text = text.join(" ");
            let known = self.entity.fields().find(|field| field.name == name || last(field.name) == last(&name));
            all.push(match known {
                Some(field) => (String::new(), line(&labels::label(self.shell, self.entity, field.name), &text)),
                None => (String::new(), text),
            });
        }
        all
    }
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

fn facts<'a>(shell: &Shell, entity: &Entity, row: &'a Row) -> Vec<(labels::Text, Cell<'a>)> {
    let fact =
        |column: &'_ Column| (labels::label(shell, entity, column.name), Shown::of(shell, entity, column).of_row(row));
    entity.columns.iter().map(fact).collect()
}

/// What else can be done with a row.
fn tools(shell: &Shell, entity: &Entity, row: &Row, is_open: bool) -> Vec<(String, String, bool)> {
    let path = row_path(entity, row.id);
    let mut tools = Vec::new();
    if let Some(seen) = entity.seen_at.and_then(|seen_at| seen_at(row)) {
        tools.push((seen, shell.text("admin-see-page"), false));
    }
    // What nobody changes here has no history.
    if entity.verbs != [Verb::View] {
        tools.push((shell.onward(format!("{path}history/"), None), shell.text("admin-history"), false));
    }
    let may_delete = entity.writer.is_some() && shell.may(entity, Verb::Delete);
    // A guard that keeps a row from being changed keeps it from being deleted.
    if may_delete && (is_open || !shell.may(entity, Verb::Change)) {
        tools.push((shell.onward(format!("{path}delete/"), None), shell.text("admin-delete"), true));
    }
    tools
}

/// Where saving leads.
pub(crate) fn after(shell: &Shell, entity: &Entity, id: i64, adds: bool, after: After) -> String {
    let done = Some(if adds { "added" } else { "saved" });
    let may_list = entity.own_row.is_none();
    match after {
        After::Another if may_list && shell.may(entity, Verb::Add) => {
            shell.onward(format!("{}add/", list_path(entity)), done)
        }
        After::List if may_list && shell.may(entity, Verb::View) => shell.list(entity, done),
        _ => shell.onward(row_path(entity, id), done),
    }
}
