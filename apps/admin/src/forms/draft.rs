//! One form while it is filled in: fresh, or as it was sent.

use preau_kernel::Result;
use preau_kernel::admin::{Entity, Field, FieldKind, Row};
use preau_kernel::error::FieldErrors;
use preau_kernel::web::Form;

use super::lines::Lines;
use super::part::Part;
use super::related::{self, Related};
use super::typed::{QUESTION, Typed};
use super::{BUTTON, PREVIEW, SEARCH, uploads};
use crate::shell::Shell;

pub(crate) struct Draft<'a> {
    pub(crate) shell: &'a Shell,
    pub(crate) entity: &'a Entity,
    pub(crate) main: Part<'a>,
    pub(crate) inlines: Vec<Lines<'a>>,
    pub(crate) related: Related,
    /// By the name of the input.
    pub(crate) errors: FieldErrors,
    /// The input whose preview is asked for.
    pub(crate) preview: Option<String>,
    /// The inputs that came with a file.
    pub(crate) lost: Vec<String>,
    /// The relations whose question has no answer yet.
    open: Vec<String>,
}

/// What the person wants by the button they pressed.
pub(crate) enum Asked {
    /// To see the form again.
    Look,
    Save(After),
}

/// Where to go when it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    List,
    Row,
    Another,
}

impl<'a> Draft<'a> {
    /// The form of a new row.
    pub(crate) async fn new(shell: &'a Shell, entity: &'a Entity) -> Result<Self> {
        let mut main = part(entity, None, true);
        main.typed = Typed::of_defaults(taken(&main), |name| shell.visit.query(name));
        Self::with(shell, main, Vec::new()).await
    }

    /// The form of a stored row, to be read only unless `is_open`.
    pub(crate) async fn of(shell: &'a Shell, entity: &'a Entity, row: Row, is_open: bool) -> Result<Self> {
        let inlines = Lines::all(shell, entity, row.id, is_open, None).await?;
        let mut main = part(entity, Some(row), is_open);
        if let Some(row) = &main.row {
            main.typed = Typed::of_row(main.fields(), row, shell.visit.place().zone);
        }
        Self::with(shell, main, inlines).await
    }

    /// A form that somebody sent.
    pub(crate) async fn sent(shell: &'a Shell, entity: &'a Entity, row: Option<Row>, form: &Form) -> Result<Self> {
        let inlines = match &row {
            Some(row) => Lines::all(shell, entity, row.id, true, Some(form)).await?,
            None => Vec::new(),
        };
        let mut main = part(entity, row, true);
        main.typed = Typed::of_form(taken(&main), form, "");
        main.version = form.get("row_version").and_then(|text| text.parse().ok());
        let mut draft = Self::with(shell, main, inlines).await?;
        draft.lost = uploads::sent(&draft.main, form);
        draft.open = related::resolve(shell, &mut draft.main, &mut draft.related).await?;
        for part in draft.inlines.iter_mut().flat_map(Lines::parts_mut) {
            draft.open.extend(related::resolve(shell, part, &mut draft.related).await?);
        }
        Ok(draft)
    }

    async fn with(shell: &'a Shell, main: Part<'a>, inlines: Vec<Lines<'a>>) -> Result<Self> {
        let lines = inlines.iter().filter(|lines| lines.is_editable);
        let wanted: Vec<_> = lines.flat_map(Lines::parts).chain([&main]).flat_map(Part::relations).collect();
        Ok(Self {
            shell,
            entity: main.entity,
            main,
            inlines,
            related: Related::load(shell, wanted).await?,
            errors: FieldErrors::default(),
            preview: None,
            lost: Vec::new(),
            open: Vec::new(),
        })
    }

    /// What the form asks for. A question without an answer keeps it from being saved, in a word when it was meant to be.
    pub(crate) async fn asked(&mut self, form: &Form) -> Result<Asked> {
        let button = form.get(BUTTON).unwrap_or_default();
        if let Some(input) = button.strip_prefix(PREVIEW) {
            self.preview = Some(input.to_owned());
            return Ok(Asked::Look);
        }
        if let Some(input) = button.strip_prefix(SEARCH) {
            self.search(input).await?;
            return Ok(Asked::Look);
        }
        if button == "enter" && !self.open.is_empty() {
            return Ok(Asked::Look);
        }
        for input in &self.open {
            self.errors.add(input, "pick_one");
        }
        Ok(Asked::Save(match button {
            "continue" => After::Row,
            "another" => After::Another,
            _ => After::List,
        }))
    }

    /// Answers the question of one relation, also one that has been answered before, or is none at all.
    async fn search(&mut self, input: &str) -> Result<()> {
        if self.related.found(input).is_some() {
            return Ok(());
        }
        let asked = self.parts().find_map(|part| {
            let field = part.fields().filter(|field| part.takes(field)).find(|field| part.input(field) == input)?;
            let (FieldKind::Relation(entity) | FieldKind::Relations(entity)) = field.kind else { return None };
            Some((entity, part.typed.text(&format!("{}{QUESTION}", field.name)).to_owned()))
        });
        match asked {
            Some((entity, question)) => self.related.search(self.shell, input, entity, &question).await,
            None => Ok(()),
        }
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        std::iter::once(&self.main).chain(self.inlines.iter().flat_map(Lines::parts))
    }
}

fn part<'a>(entity: &'a Entity, row: Option<Row>, is_open: bool) -> Part<'a> {
    let version = row.as_ref().and_then(|row| row.version);
    Part { entity, prefix: String::new(), row, version, typed: Typed::default(), is_open, owner: None }
}

fn taken<'a>(part: &Part<'a>) -> impl Iterator<Item = &'a Field> + use<'a> {
    let taken: Vec<_> = part.fields().filter(|field| part.takes(field)).collect();
    taken.into_iter()
}
