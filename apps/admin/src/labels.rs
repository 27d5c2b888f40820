//! The texts of what is declared: a key of the entity's own, else a common one (the table stands in
//! `preau_kernel::admin`).

use std::borrow::Cow;
use std::sync::OnceLock;

use preau_kernel::App;
use preau_kernel::admin::Entity;
use preau_kernel::i18n::Lang;
use rustc_hash::FxHashMap;

use crate::shell::Shell;
use crate::state::State;

/// A text of ours; one that is made of nothing else stands where it stands in the program.
pub(crate) type Text = Cow<'static, str>;

/// The labels of the columns and filters of every entity, in each language: a page of a list says dozens of them, and each
/// is looked for under two keys.
#[derive(Default)]
pub(crate) struct Labels([OnceLock<FxHashMap<(&'static str, &'static str), Text>>; Lang::ALL.len()]);

impl Labels {
    /// `None`: the entity declares nothing of this name.
    fn find(&self, app: &App, lang: Lang, entity: &Entity, name: &str) -> Option<Text> {
        let all = self.0[lang as usize].get_or_init(|| all(app, lang));
        all.get(&(entity.name, name)).cloned()
    }
}

fn all(app: &App, lang: Lang) -> FxHashMap<(&'static str, &'static str), Text> {
    let each = app.entities().iter().flat_map(|entity| {
        let columns = entity.columns.iter().map(|column| column.name);
        let names = columns.chain(entity.filters.iter().map(|filter| filter.name));
        names.map(|name| ((entity.name, name), label_in(app, lang, entity, name)))
    });
    each.collect()
}

/// As keys of texts write a name.
pub(crate) fn dashed(name: &str) -> String {
    key(&[name])
}

/// A key of these parts.
fn key(parts: &[&str]) -> String {
    let mut key = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        // Piece by piece: letter by letter it took 3 µs of each page of a list.
        let mut pieces = part.split(['_', '.']);
        key.extend(pieces.next());
        pieces.for_each(|piece| key.extend(["-", piece]));
    }
    key
}

/// Plural.
pub(crate) fn entity(shell: &Shell, entity: &Entity) -> String {
    shell.text(&key(&["admin-", entity.name]))
}

/// Singular.
pub(crate) fn one(shell: &Shell, entity: &Entity) -> String {
    shell.text(&key(&["admin-", entity.name, "-one"]))
}

/// Of a column, filter or field.
pub(crate) fn label(shell: &Shell, entity: &Entity, name: &str) -> Text {
    let (app, lang) = (shell.app(), shell.visit.lang());
    let known = app.state::<State>().labels.find(app, lang, entity, name);
    known.unwrap_or_else(|| label_in(app, lang, entity, name))
}

/// As [`label`], in a language.
pub(crate) fn label_in(app: &App, lang: Lang, entity: &Entity, name: &str) -> Text {
    let own = app.l10n().find(lang, &key(&["admin-", entity.name, "-", name]));
    own.unwrap_or_else(|| app.l10n().text(lang, &key(&["admin-label-", name])).into())
}

/// What stands under a field, empty for nothing.
pub(crate) fn help(shell: &Shell, entity: &Entity, name: &str) -> String {
    find(shell, &["admin-", entity.name, "-", name, "-help"]).unwrap_or_default()
}

/// A choice or badge. A kind of audit entry has the text of the module that writes it; what has none is shown as it is.
pub(crate) fn value(shell: &Shell, entity: &Entity, name: &str, value: &str) -> String {
    let word = value.to_lowercase();
    let own = find(shell, &["admin-", entity.name, "-", name, "-", &word]);
    let common = || find(shell, &["admin-value-", &word]);
    let audited = || find(shell, &["audit-action-", &word]);
    own.or_else(common).or_else(audited).unwrap_or_else(|| value.to_owned())
}

pub(crate) fn fieldset(shell: &Shell, entity: &Entity, name: &str) -> String {
    first(shell, &["admin-", entity.name, "-set-", name], &["admin-set-", name])
}

pub(crate) fn action(shell: &Shell, entity: &Entity, name: &str) -> String {
    first(shell, &["admin-", entity.name, "-do-", name], &["admin-do-", name])
}

/// The text of the one key, else that of the other.
pub(crate) fn first(shell: &Shell, own: &[&str], common: &[&str]) -> String {
    find(shell, own).unwrap_or_else(|| shell.text(&key(common)))
}

/// `None` when no module has it.
pub(crate) fn find(shell: &Shell, parts: &[&str]) -> Option<String> {
    shell.app().l10n().find(shell.visit.lang(), &key(parts)).map(Cow::into_owned)
}
