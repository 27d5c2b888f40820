//! What is done with a list: saved views, page size and columns, bulk actions, exports.

use preau_kernel::actor::Role;
use preau_kernel::admin::{Entity, Verb};

use super::Link;
use super::narrowing::Choice;
use crate::labels;
use crate::rows::list::{Asked, SIZES};
use crate::shell::Shell;
use crate::views::{LONGEST_NAME, View};

pub(crate) struct Tools {
    pub(crate) views: Vec<Link>,
    pub(crate) own_views: Vec<OwnView>,
    /// For whom staff may keep a view.
    pub(crate) roles: Vec<Choice>,
    pub(crate) longest_name: usize,
    pub(crate) sizes: Vec<Choice>,
    pub(crate) sizes_kept: Vec<(String, String)>,
    pub(crate) columns: Vec<Choice>,
    pub(crate) columns_kept: Vec<(String, String)>,
    pub(crate) bulk: Option<Bulk>,
    pub(crate) formats: [(&'static str, &'static str); 3],
}

/// A view that may be changed by who looks.
pub(crate) struct OwnView {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) is_default: bool,
}

pub(crate) struct Bulk {
    pub(crate) actions: Vec<Choice>,
    /// `Les 12 431 fiches de cette liste`
    pub(crate) all: String,
}

impl Tools {
    pub(super) fn of(shell: &Shell, entity: &Entity, asked: &Asked, views: &[View], count: &str) -> Self {
        let is_ours = |view: &&View| view.role.is_none() || shell.actor.is_admin();
        let own = views.iter().filter(is_ours);
        Self {
            views: tabs(shell, asked, views),
            own_views: own
                .map(|view| OwnView { id: view.id, name: name_of(shell, view), is_default: view.is_default })
                .collect(),
            roles: if shell.actor.is_admin() {
                Role::ALL.iter().map(|role| of_role(shell, *role)).collect()
            } else {
                Vec::new()
            },
            longest_name: LONGEST_NAME,
            sizes: sizes(asked),
            sizes_kept: asked.others(|name| name == "page_size"),
            columns: columns(shell, entity, asked),
            columns_kept: asked.others(|name| name == "columns"),
            bulk: bulk(shell, entity, count),
            formats: [("csv", "CSV"), ("xlsx", "XLSX (Excel)"), ("json", "JSON")],
        }
    }
}

/// Everything, then the saved views; nothing where there is none.
fn tabs(shell: &Shell, asked: &Asked, views: &[View]) -> Vec<Link> {
    if views.is_empty() {
        return Vec::new();
    }
    let kept = asked.kept();
    let link = |text: String, query: &str| Link {
        text,
        href: if query.is_empty() { "?view=none".to_owned() } else { format!("?{query}") },
        is_here: query == kept,
    };
    let all = link(shell.text("admin-list-all"), "");
    std::iter::once(all).chain(views.iter().map(|view| link(name_of(shell, view), &view.query))).collect()
}

fn name_of(shell: &Shell, view: &View) -> String {
    match view.role {
        None => view.name.clone(),
        Some(role) => format!("{} ({})", view.name, role_text(shell, role)),
    }
}

fn role_text(shell: &Shell, role: Role) -> String {
    shell.text(&format!("admin-list-role-{}", labels::dashed(role.user_type())))
}

fn of_role(shell: &Shell, role: Role) -> Choice {
    Choice { value: role.name().into(), text: role_text(shell, role).into(), is_chosen: false }
}

fn sizes(asked: &Asked) -> Vec<Choice> {
    let mut sizes = SIZES.to_vec();
    if !sizes.contains(&asked.size) {
        sizes.push(asked.size);
        sizes.sort_unstable();
    }
    sizes
        .iter()
        .map(|size| Choice {
            value: size.to_string().into(),
            text: size.to_string().into(),
            is_chosen: *size == asked.size,
        })
        .collect()
}

fn columns(shell: &Shell, entity: &Entity, asked: &Asked) -> Vec<Choice> {
    let shown = asked.columns(entity);
    let choice = |name: &'static str| Choice {
        value: name.into(),
        text: labels::label(shell, entity, name),
        is_chosen: shown.iter().any(|column| column.name == name),
    };
    entity.columns.iter().map(|column| choice(column.name)).collect()
}

/// What this person may do to many rows at once.
fn bulk(shell: &Shell, entity: &Entity, count: &str) -> Option<Bulk> {
    let allowed =
        entity.actions.iter().filter(|action| shell.actor.scope(&entity.action_right(action.name())).is_some());
    let mut actions: Vec<_> = allowed
        .map(|action| Choice {
            value: action.name().into(),
            text: labels::action(shell, entity, action.name()).into(),
            is_chosen: false,
        })
        .collect();
    if entity.writer.is_some() && shell.may(entity, Verb::Delete) {
        let text = shell.text("admin-list-delete").into();
        actions.push(Choice { value: "delete".into(), text, is_chosen: false });
    }
    let all = shell.with("admin-list-all-that-match", &[("count", count)]);
    (!actions.is_empty()).then_some(Bulk { actions, all })
}
