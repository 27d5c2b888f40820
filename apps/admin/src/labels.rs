//! The texts of what is declared: a key of the entity's own, else a common one (the table stands in
//! `preau_kernel::admin`).

use preau_kernel::admin::Entity;

use crate::shell::Shell;

pub(crate) fn dashed(name: &str) -> String {
    name.replace(['_', '.'], "-")
}

/// Plural.
pub(crate) fn entity(shell: &Shell, entity: &Entity) -> String {
    shell.text(&format!("admin-{}", dashed(entity.name)))
}

/// Singular.
pub(crate) fn one(shell: &Shell, entity: &Entity) -> String {
    shell.text(&format!("admin-{}-one", dashed(entity.name)))
}

/// Of a column, filter or field.
pub(crate) fn label(shell: &Shell, entity: &Entity, name: &str) -> String {
    first(shell, &format!("admin-{}-{}", dashed(entity.name), dashed(name)), &format!("admin-label-{}", dashed(name)))
}

/// What stands under a field, empty for nothing.
pub(crate) fn help(shell: &Shell, entity: &Entity, name: &str) -> String {
    let key = format!("admin-{}-{}-help", dashed(entity.name), dashed(name));
    if has(shell, &key) { shell.text(&key) } else { String::new() }
}

/// A choice or badge.
pub(crate) fn value(shell: &Shell, entity: &Entity, name: &str, value: &str) -> String {
    let value = dashed(value).to_lowercase();
    let own = format!("admin-{}-{}-{value}", dashed(entity.name), dashed(name));
    first(shell, &own, &format!("admin-value-{value}"))
}

pub(crate) fn fieldset(shell: &Shell, entity: &Entity, name: &str) -> String {
    first(shell, &format!("admin-{}-set-{}", dashed(entity.name), dashed(name)), &format!("admin-set-{}", dashed(name)))
}

pub(crate) fn action(shell: &Shell, entity: &Entity, name: &str) -> String {
    first(shell, &format!("admin-{}-do-{}", dashed(entity.name), dashed(name)), &format!("admin-do-{}", dashed(name)))
}

fn first(shell: &Shell, own: &str, common: &str) -> String {
    shell.text(if has(shell, own) { own } else { common })
}

fn has(shell: &Shell, key: &str) -> bool {
    shell.app().l10n().has(shell.visit.lang(), key)
}
