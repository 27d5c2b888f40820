//! What narrows a list: the search, the filters with their form, and the chips of those that are set.

use std::borrow::Cow;
use std::collections::HashMap;

use preau_kernel::Result;
use preau_kernel::admin::{Entity, Filter, FilterKind, Verb};

use super::Link;
use crate::labels::{self, Text};
use crate::rows;
use crate::rows::list::{Asked, Bound, Set, params_of};
use crate::shell::{self, Shell};
use crate::show;

/// Relations whose rows are looked up for one page; the others are shown by their number.
const LOOKED_UP: usize = 2;

pub(crate) struct Narrowing {
    pub(crate) search: Option<Search>,
    pub(crate) filters: Vec<FilterField>,
    /// What the form of the filters keeps beside them.
    pub(crate) kept: Vec<(String, String)>,
    /// Opened where something needs an eye.
    pub(crate) is_open: bool,
    pub(crate) chips: Vec<Chip>,
    pub(crate) clear: String,
}

pub(crate) struct Search {
    pub(crate) value: String,
    pub(crate) kept: Vec<(String, String)>,
}

pub(crate) struct FilterField {
    pub(crate) name: &'static str,
    pub(crate) label: Text,
    pub(crate) input: Input,
    pub(crate) problems: Vec<String>,
}

pub(crate) enum Input {
    Select(Vec<Choice>),
    /// Two ends: of days when `is_date`.
    Range {
        is_date: bool,
        ends: [End; 2],
    },
    Relation {
        value: String,
        address: Option<String>,
        shown: String,
        suggestions: Vec<Link>,
    },
}

pub(crate) struct Choice {
    pub(crate) value: Cow<'static, str>,
    pub(crate) text: Text,
    pub(crate) is_chosen: bool,
}

pub(crate) struct End {
    pub(crate) param: String,
    pub(crate) label: String,
    pub(crate) value: String,
}

pub(crate) struct Chip {
    pub(crate) text: String,
    /// The list without it.
    pub(crate) href: String,
    pub(crate) label: String,
}

impl Narrowing {
    pub(super) async fn of(shell: &Shell, entity: &Entity, asked: &Asked) -> Result<Self> {
        let rows = Looked::up(shell, asked).await?;
        let fields: Vec<_> = entity.filters.iter().map(|filter| field(shell, entity, asked, filter, &rows)).collect();
        let own: Vec<_> = entity.filters.iter().flat_map(params_of).map(|(param, _)| param).collect();
        let is_open = !asked.questions.is_empty() || fields.iter().any(|field| !field.problems.is_empty());
        let search = entity
            .search
            .then(|| Search { value: asked.typed("search").to_owned(), kept: asked.others(|name| name == "search") });
        Ok(Self {
            search,
            filters: fields,
            kept: asked.others(|name| own.iter().any(|param| param == name)),
            is_open,
            chips: chips(shell, entity, asked, &rows),
            clear: cleared(asked, &own),
        })
    }
}

/// What was asked of other entities.
struct Looked {
    titles: HashMap<String, String>,
    suggestions: HashMap<&'static str, Vec<(i64, String)>>,
}

impl Looked {
    async fn up(shell: &Shell, asked: &Asked) -> Result<Self> {
        let mut looked = Self { titles: HashMap::new(), suggestions: HashMap::new() };
        let visible = |filter: &Filter| {
            let entity = shell.app().entity(relation(filter)?)?;
            shell.may(entity, Verb::View).then_some(entity)
        };
        let mut left = LOOKED_UP;
        for (filter, question) in asked.questions.iter().take(left) {
            let Some(other) = visible(filter) else { continue };
            looked.suggestions.insert(filter.name, rows::suggest(shell, other, question).await?);
            left -= 1;
        }
        let chosen = asked.filters.iter().filter_map(|set| Some((set, visible(&set.filter)?, set.value.parse().ok()?)));
        for (set, other, id) in chosen.take(left) {
            if let Some((_, title)) = rows::titles(shell, other, &[id]).await?.pop() {
                looked.titles.insert(set.param.clone(), title);
            }
        }
        Ok(looked)
    }

    /// What is set, as people call it.
    fn text(&self, shell: &Shell, entity: &Entity, set: &Set) -> String {
        let (filter, value) = (&set.filter, set.value.as_str());
        let lang = shell.visit.lang();
        match filter.kind {
            FilterKind::Choices(_) | FilterKind::ChoicesWithin(_) | FilterKind::Each(_) => {
                labels::value(shell, entity, filter.name, value)
            }
            FilterKind::Listed(list) => {
                let listed = list(shell.app(), lang).into_iter().find(|(own, _)| own == value);
                listed.map_or_else(|| value.to_owned(), |(_, text)| text)
            }
            FilterKind::Flag => show::yes_or_no(shell, matches!(value, "true" | "1")),
            FilterKind::Days | FilterKind::Dates => show::date(lang, value),
            FilterKind::Numbers => value.parse().map_or_else(|_| value.to_owned(), |number| show::number(lang, number)),
            FilterKind::Relation(_) | FilterKind::Within(_) => {
                self.titles.get(&set.param).cloned().unwrap_or_else(|| format!("#{value}"))
            }
        }
    }
}

fn relation(filter: &Filter) -> Option<&'static str> {
    match filter.kind {
        FilterKind::Relation(other) | FilterKind::Within(other) => Some(other),
        _ => None,
    }
}

fn field(shell: &Shell, entity: &Entity, asked: &Asked, filter: &Filter, rows: &Looked) -> FilterField {
    let label = labels::label(shell, entity, filter.name);
    let typed = |param: &str| asked.typed(param).to_owned();
    let value = typed(filter.name);
    let select = |choices: Vec<(Cow<'static, str>, String)>| {
        let any = ("".into(), shell.text("admin-list-any"));
        let all = std::iter::once(any).chain(choices);
        Input::Select(
            all.map(|(own, text)| Choice { is_chosen: own == value, value: own, text: text.into() }).collect(),
        )
    };
    let range = |is_date: bool| Input::Range {
        is_date,
        ends: [("from", "admin-list-from"), ("to", "admin-list-to")].map(|(end, key)| {
            let param = format!("{}_{end}", filter.name);
            End { label: shell.with(key, &[("label", &label)]), value: typed(&param), param }
        }),
    };
    let input = match filter.kind {
        FilterKind::Choices(choices) | FilterKind::ChoicesWithin(choices) => {
            let named = |choice: &&'static str| ((*choice).into(), labels::value(shell, entity, filter.name, choice));
            select(choices.iter().map(named).collect())
        }
        FilterKind::Each(choices) => {
            let named = |(choice, _): &(&'static str, &str)| {
                ((*choice).into(), labels::value(shell, entity, filter.name, choice))
            };
            select(choices.iter().map(named).collect())
        }
        FilterKind::Listed(list) => {
            let listed = list(shell.app(), shell.visit.lang());
            select(listed.into_iter().map(|(value, text)| (value.into(), text)).collect())
        }
        FilterKind::Flag => select(
            [(true, "true"), (false, "false")].map(|(is_on, own)| (own.into(), show::yes_or_no(shell, is_on))).into(),
        ),
        FilterKind::Days | FilterKind::Dates => range(true),
        FilterKind::Numbers => range(false),
        FilterKind::Relation(other) | FilterKind::Within(other) => {
            let other = shell.app().entity(other).filter(|other| shell.may(other, Verb::View));
            let found = rows.suggestions.get(filter.name).into_iter().flatten();
            let suggestions = found.map(|(id, text)| Link {
                text: text.clone(),
                href: asked.with(filter.name, Some(&id.to_string())),
                is_here: false,
            });
            Input::Relation {
                address: other.map(|other| format!("{}suggest/", shell::list_path(other))),
                shown: rows.titles.get(filter.name).cloned().unwrap_or_default(),
                suggestions: suggestions.collect(),
                value,
            }
        }
    };
    let problems = params_of(filter).into_iter().filter_map(|(param, _)| asked.problems.0.get(&param));
    let mut problems: Vec<_> = problems.flatten().map(|problem| shell.visit.problem(problem)).collect();
    if matches!(&input, Input::Relation { suggestions, .. } if suggestions.is_empty())
        && asked.questions.iter().any(|(asked, _)| asked.name == filter.name)
    {
        problems.push(shell.text("admin-list-nothing-like-it"));
    }
    FilterField { name: filter.name, label, input, problems }
}

fn chips(shell: &Shell, entity: &Entity, asked: &Asked, rows: &Looked) -> Vec<Chip> {
    let chip = |text: String, param: &str| Chip {
        label: shell.with("admin-list-remove", &[("filter", &text)]),
        href: asked.with(param, None),
        text,
    };
    let search = (!asked.search.is_empty())
        .then(|| chip(shell.with("admin-list-searched", &[("words", &asked.search)]), "search"));
    let set = asked.filters.iter().map(|set| {
        let label = labels::label(shell, entity, set.filter.name);
        let label = match set.bound {
            Bound::Is => shell.with("admin-list-is", &[("label", &label)]),
            Bound::From => shell.with("admin-list-from", &[("label", &label)]),
            Bound::To => shell.with("admin-list-to", &[("label", &label)]),
        };
        chip(format!("{label} {}", rows.text(shell, entity, set)), &set.param)
    });
    search.into_iter().chain(set).collect()
}

/// The list with everything in it, sorted and shown as it is.
fn cleared(asked: &Asked, filters: &[String]) -> String {
    let narrows = |name: &str| matches!(name, "search" | "drill") || filters.iter().any(|param| param == name);
    let kept = asked.others(narrows);
    if kept.is_empty() {
        return "?view=none".to_owned();
    }
    format!("?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish())
}
