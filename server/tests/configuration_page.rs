//! `docs/configuration.md` says what the code says: every key with its default, no other key, and examples that the
//! program accepts.

use std::collections::BTreeMap;
use std::path::Path;

use preau_kernel::config::{Config, Layers, Section};
use serde_json::Value;

const PAGE: &str = include_str!("../../docs/configuration.md");

#[test]
fn every_key_is_listed_with_its_default() {
    let rows = rows();
    for (key, default) in keys() {
        let Some(listed) = rows.get(&key) else { panic!("docs/configuration.md does not list {key}") };
        assert_eq!(listed, &default, "the default of {key} in docs/configuration.md");
    }
}

#[test]
fn no_unknown_key_is_named() {
    let keys = keys();
    let sections: Vec<&str> = keys.keys().filter_map(|key| key.split('.').next()).collect();
    // What stands between backquotes; a whole code block is one piece, with line ends, and is passed over.
    for word in PAGE.split('`').skip(1).step_by(2) {
        let Some((section, leaf)) = word.split_once('.') else { continue };
        let is_leaf = leaf.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if is_leaf && sections.contains(&section) {
            assert!(keys.contains_key(word), "docs/configuration.md names `{word}`, which is no key");
        }
    }
    for key in rows().into_keys() {
        assert!(keys.contains_key(&key), "docs/configuration.md lists `{key}`, which is no key");
    }
}

#[test]
fn the_examples_are_accepted() {
    let mut count = 0;
    for example in blocks("toml") {
        let mut layers = Layers::new(sections());
        assert_eq!(layers.toml(Path::new("docs/configuration.md"), example), Ok(()), "{example}");
        accepted(layers, example);
        count += 1;
    }
    for example in blocks("env") {
        let pairs = example.lines().filter_map(|line| line.split_once('='));
        let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let mut layers = Layers::new(sections());
        assert_eq!(layers.variables(pairs, "docs/configuration.md"), Ok(()), "{example}");
        accepted(layers, example);
        count += 1;
    }
    assert!(count >= 3, "the page has examples");
}

/// A module that is added to the program is added here.
fn sections() -> Vec<Section> {
    let modules = preau::modules::every();
    Config::kernel_sections().into_iter().chain(modules.iter().filter_map(|module| module.config())).collect()
}

/// Every leaf key of the code, with its default as the page writes it.
fn keys() -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    for section in sections() {
        let Value::Object(values) = section.defaults else { panic!("[{}] is a table", section.name) };
        for (key, value) in values {
            keys.insert(format!("{}.{key}", section.name), shown(&value));
        }
    }
    keys
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "empty".to_owned(),
        Value::String(text) => format!("`{text}`"),
        Value::Array(items) if items.is_empty() => "empty".to_owned(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => format!("`{other}`"),
    }
}

/// The rows of the tables of keys: key, and the default in the third column.
fn rows() -> BTreeMap<String, String> {
    let mut rows = BTreeMap::new();
    for line in PAGE.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "a row of four cells: {line}");
        let twice = rows.insert(cells[0].trim_matches('`').to_owned(), cells[2].to_owned());
        assert!(twice.is_none(), "{} is listed twice", cells[0]);
    }
    rows
}

/// The code blocks of a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let start = format!("```{language}\n");
    let mut rest = PAGE;
    std::iter::from_fn(move || {
        let begin = rest.find(&start)? + start.len();
        let length = rest[begin..].find("\n```")?;
        let block = &rest[begin..begin + length];
        rest = &rest[begin + length + 4..];
        Some(block)
    })
}

fn accepted(layers: Layers, example: &str) {
    let config = Config::from_layers(layers).unwrap_or_else(|error| panic!("{error}\n{example}"));
    let auth = config.section::<preau_accounts::config::AuthConfig>("auth");
    assert!(auth.is_ok(), "{example}");
    let audit = config.section::<preau_audit::config::AuditConfig>("audit");
    assert!(audit.is_ok(), "{example}");
}
