//! The rows that relations name: their titles, and what a search for them found.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use preau_kernel::Result;
use preau_kernel::admin::{Entity, FieldKind, Verb};

use super::part::Part;
use super::typed::{ASKED, QUESTION};
use crate::rows;
use crate::shell::Shell;

/// Titles that one page asks for of one entity.
const MOST: usize = 500;

#[derive(Debug, Default)]
pub(crate) struct Related {
    titles: HashMap<(&'static str, i64), String>,
    /// By the name of the input.
    found: BTreeMap<String, Vec<(i64, String)>>,
}

impl Related {
    pub(crate) async fn load(shell: &Shell, wanted: impl IntoIterator<Item = (&'static str, i64)>) -> Result<Self> {
        let mut related = Self::default();
        related.add(shell, wanted).await?;
        Ok(related)
    }

    /// One query for each entity. What this person may not see stays without a title.
    pub(crate) async fn add(
        &mut self,
        shell: &Shell,
        wanted: impl IntoIterator<Item = (&'static str, i64)>,
    ) -> Result<()> {
        let mut ids: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
        for (entity, id) in wanted.into_iter().filter(|(entity, id)| self.title(entity, *id).is_none()) {
            ids.entry(entity).or_default().insert(id);
        }
        for (name, ids) in ids {
            let Some(entity) = seen(shell, name) else { continue };
            let ids: Vec<i64> = ids.into_iter().take(MOST).collect();
            for (id, title) in rows::titles(shell, entity, &ids).await? {
                self.titles.insert((entity.name, id), title);
            }
        }
        Ok(())
    }

    pub(crate) fn title(&self, entity: &'static str, id: i64) -> Option<&str> {
        self.titles.get(&(entity, id)).map(String::as_str)
    }

    /// What the input of that name found, `None` when nothing was asked there.
    pub(crate) fn found(&self, input: &str) -> Option<&[(i64, String)]> {
        self.found.get(input).map(Vec::as_slice)
    }

    pub(crate) async fn search(&mut self, shell: &Shell, input: &str, entity: &str, question: &str) -> Result<()> {
        if let Some(entity) = seen(shell, entity) {
            let found = rows::suggest(shell, entity, question).await?;
            self.found.insert(input.to_owned(), found);
        }
        Ok(())
    }
}

/// Puts what stands in the boxes of relations to use: a box that was emptied takes the choice away; a question that no
/// choice answers is searched for. Returns the inputs of such questions.
pub(crate) async fn resolve(shell: &Shell, part: &mut Part<'_>, related: &mut Related) -> Result<Vec<String>> {
    let mut open = Vec::new();
    for field in part.fields().filter(|field| part.takes(field)).collect::<Vec<_>>() {
        let (FieldKind::Relation(entity) | FieldKind::Relations(entity)) = field.kind else { continue };
        let question = part.typed.text(&format!("{}{QUESTION}", field.name)).trim().to_owned();
        let asked = part.typed.text(&format!("{}{ASKED}", field.name)).trim().to_owned();
        if question == asked {
            continue;
        }
        let is_one = matches!(field.kind, FieldKind::Relation(_));
        let id = part.typed.text(field.name).parse().ok().filter(|_| is_one);
        let title = id.and_then(|id| related.title(entity, id)).map(str::trim);
        match title {
            Some(title) if question.is_empty() && title == asked => part.typed.clear(field.name),
            Some(title) if title == question => {}
            _ if question.is_empty() => {}
            _ => {
                let input = part.input(field);
                related.search(shell, &input, entity, &question).await?;
                open.push(input);
            }
        }
    }
    Ok(open)
}

/// The entity, for somebody who may see its rows.
pub(crate) fn seen<'a>(shell: &'a Shell, name: &str) -> Option<&'a Entity> {
    shell.app().entity(name).filter(|entity| shell.may(entity, Verb::View))
}
