//! The texts of what is declared: a key of the entity's own, else a common one (the table stands in
//! `preau_kernel::admin`).

use std::borrow::Cow;

use preau_kernel::admin::Entity;

use crate::shell::Shell;

pub(crate) fn dashed(name: &str) -> Cow<'_, str> {
    let joins = |c: char| matches!(c, '_' | '.');
    match name.bytes().any(|byte| joins(byte.into())) {
        true => name.chars().map(|c| if joins(c) { '-' } else { c }).collect(),
        false => name.into(),
    }
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
    find(shell, &key).unwrap_or_default()
}

/// A choice or badge. A kind of audit entry has the text of the module that writes it; what has none is shown as it is.
pub(crate) fn value(shell: &Shell, entity: &Entity, name: &str, value: &str) -> String {
    let word = dashed(value).to_lowercase();
    let own = format!("admin-{}-{}-{word}", dashed(entity.name), dashed(name));
    let keys = [own, format!("admin-value-{word}"), format!("audit-action-{word}")];
    keys.iter().find_map(|key| find(shell, key)).unwrap_or_else(|| value.to_owned())
}

pub(crate) fn fieldset(shell: &Shell, entity: &Entity, name: &str) -> String {
    first(shell, &format!("admin-{}-set-{}", dashed(entity.name), dashed(name)), &format!("admin-set-{}", dashed(name)))
}

pub(crate) fn action(shell: &Shell, entity: &Entity, name: &str) -> String {
    first(shell, &format!("admin-{}-do-{}", dashed(entity.name), dashed(name)), &format!("admin-do-{}", dashed(name)))
}

fn first(shell: &Shell, own: &str, common: &str) -> String {
    find(shell, own).unwrap_or_else(|| shell.text(common))
}

fn find(shell: &Shell, key: &str) -> Option<String> {
    shell.app().l10n().find(shell.visit.lang(), key)
}
