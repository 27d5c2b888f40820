//! An entry in words, in the reader's language.

use std::borrow::Cow;

use preau_kernel::i18n::{L10n, Lang};
use serde_json::{Map, Value};

/// What the words are made of.
pub struct Told<'a> {
    pub action: &'a str,
    pub actor: Option<&'a str>,
    pub target: Option<&'a str>,
    pub metadata: &'a Map<String, Value>,
}

/// The name of a kind of entry; its code when the module that declares it is off.
pub fn display(l10n: &L10n, lang: Lang, action: &str) -> String {
    let key = format!("audit-action-{}", action.replace('_', "-"));
    l10n.find(lang, &key).map_or_else(|| action.to_owned(), Cow::into_owned)
}

/// The sentence of an entry: `audit-<action>` with `actor`, `target` and the plain values of its metadata.
pub fn summary(l10n: &L10n, lang: Lang, told: &Told<'_>) -> String {
    let key = format!("audit-{}", told.action.replace('_', "-"));
    if !l10n.has(lang, &key) {
        return display(l10n, lang, told.action);
    }
    let nobody = l10n.text(lang, "audit-nobody");
    let mut args: Vec<(&str, String)> = told
        .metadata
        .iter()
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some((name.as_str(), text.clone())),
            Value::Number(number) => Some((name.as_str(), number.to_string())),
            Value::Bool(flag) => Some((name.as_str(), flag.to_string())),
            _ => None,
        })
        .collect();
    args.push(("actor", told.actor.unwrap_or(&nobody).to_owned()));
    args.push(("target", told.target.unwrap_or_default().to_owned()));
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    begun(l10n.with(lang, &key, &args), &nobody)
}

/// A sentence that begins with the words for nobody begins with a capital; names stay as people write them.
fn begun(sentence: String, nobody: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next().filter(|_| sentence.starts_with(nobody)) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::begun;

    #[test]
    fn a_sentence_begins_with_a_capital_and_a_name_stays() {
        assert_eq!(begun("le système a scellé".into(), "le système"), "Le système a scellé");
        assert_eq!(begun("de Souza a scellé".into(), "le système"), "de Souza a scellé");
        assert_eq!(begun(String::new(), "le système"), "");
    }
}
