//! Merging the layers, remembering where each value came from.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Section;
use crate::error::Refusal;
use crate::i18n::{L10n, Lang};

/// A wrong configuration: the key (or variable), where it was found, what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    pub key: String,
    pub origin: String,
    pub problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Its sentence is `config-<code with dashes>`.
    Refused(Refusal),
    /// In the words of the reader of TOML or of the type.
    Said(String),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<&'static str> for Problem {
    fn from(code: &'static str) -> Self {
        Self::Refused(code.into())
    }
}

impl ConfigError {
    /// What is wrong, in the reader's language.
    pub fn sentence(&self, l10n: &L10n, lang: Lang) -> String {
        match &self.problem {
            Problem::Refused(refusal) => l10n.refusal(lang, "config", refusal),
            Problem::Said(text) => text.clone(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match &self.problem {
            Problem::Refused(refusal) => refusal.code,
            Problem::Said(text) => text,
        };
        write!(f, "{} ({}): {problem}", self.key, self.origin)
    }
}

impl std::error::Error for ConfigError {}

/// Variables that belong to the tests and tools, not to the program.
const FOREIGN: [&str; 4] = ["PREAU_TEST_", "PREAU_BENCH_", "PREAU_ENV_", "PREAU_FUZZ_"];

#[derive(Debug, Clone)]
pub struct Layers {
    tree: Map<String, Value>,
    origins: BTreeMap<String, String>,
}

impl Layers {
    pub fn new(sections: Vec<Section>) -> Self {
        let tree = sections.into_iter().map(|s| (s.name.to_owned(), s.defaults)).collect();
        Self { tree, origins: BTreeMap::new() }
    }

    /// Lays a TOML file over what is there. Keys of `[server]` may stand at the top, without their section.
    pub fn toml(&mut self, path: &Path, text: &str) -> Result<(), ConfigError> {
        let origin = path.display().to_string();
        let table: Map<String, Value> = toml::from_str(text).map_err(|error| ConfigError {
            key: origin.clone(),
            origin: "TOML".into(),
            problem: Problem::Said(error.to_string().trim().to_owned()),
        })?;
        for (section, values) in table {
            let Value::Object(values) = values else {
                self.set(&format!("server.{section}"), values, &origin)?;
                continue;
            };
            for (key, value) in values {
                self.set(&format!("{section}.{key}"), value, &origin)?;
            }
        }
        Ok(())
    }

    /// Lays variables over what is there: `PREAU_SECTION_KEY`, `DATABASE_URL`, `PREAU_SECRET_KEY`. Others that do not
    /// begin with `PREAU_` are passed over; an unknown `PREAU_…` is an error, for it is a slip of the pen.
    pub fn variables(
        &mut self,
        variables: impl IntoIterator<Item = (String, String)>,
        origin: &str,
    ) -> Result<(), ConfigError> {
        let known = self.variable_names();
        for (name, text) in variables {
            let path = match name.as_str() {
                "DATABASE_URL" => "database.url",
                "PREAU_SECRET_KEY" => "secrets.key",
                "PREAU_SECRET_KEY_PREVIOUS" => "secrets.previous_key",
                "FRONTEND_URL" | "PREAU_FRONTEND_URL" if known.contains_key("PREAU_AUTH_FRONTEND_URL") => {
                    "auth.frontend_url"
                }
                other => match known.get(other) {
                    Some(path) => path,
                    None if other.starts_with("PREAU_") && !FOREIGN.iter().any(|f| other.starts_with(f)) => {
                        return Err(self.unknown(other, origin));
                    }
                    None => continue,
                },
            };
            let value = self.typed(path, &text);
            self.set(path, value, &format!("{origin} {name}"))?;
        }
        Ok(())
    }

    /// Sets one value, as the command line does.
    pub fn set(&mut self, path: &str, value: Value, origin: &str) -> Result<(), ConfigError> {
        let place =
            path.split_once('.').and_then(|(section, key)| self.tree.get_mut(section)?.as_object_mut()?.get_mut(key));
        let Some(place) = place else { return Err(self.unknown(path, origin)) };
        *place = value;
        self.origins.insert(path.to_owned(), origin.to_owned());
        Ok(())
    }

    pub fn section<T: DeserializeOwned>(&self, name: &str) -> Result<T, ConfigError> {
        let value = self.tree.get(name).cloned().unwrap_or_default();
        serde_path_to_error::deserialize(value).map_err(|error| {
            let inner = error.path().to_string();
            let leaf = inner.split(['.', '[']).next().unwrap_or_default();
            let key = format!("{name}.{leaf}");
            self.wrong(&key, problem_of(error.into_inner().to_string()))
        })
    }

    /// An error about a key that names the layer its value came from.
    pub fn wrong(&self, key: &str, problem: impl Into<Problem>) -> ConfigError {
        let origin = self.origins.get(key).cloned().unwrap_or_else(|| "default".into());
        ConfigError { key: key.to_owned(), origin, problem: problem.into() }
    }

    /// `PREAU_AUTH_ACCESS_TOKEN_LIFETIME` → `auth.access_token_lifetime`; keys of `[server]` also without it
    /// (`PREAU_ALLOWED_HOSTS`).
    pub fn variable_names(&self) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        for (section, values) in &self.tree {
            for key in values.as_object().into_iter().flat_map(Map::keys) {
                let path = format!("{section}.{key}");
                if section == "server" {
                    names.insert(format!("PREAU_{}", key.to_uppercase()), path.clone());
                }
                names.insert(format!("PREAU_{}_{}", section.to_uppercase(), key.to_uppercase()), path);
            }
        }
        names
    }

    /// A variable's text in the type of the default; text that does not fit stays text, and the section's own
    /// deserialization then names it.
    fn typed(&self, path: &str, text: &str) -> Value {
        let default = path.split_once('.').and_then(|(section, key)| self.tree.get(section)?.get(key));
        match default {
            Some(Value::Bool(_)) => match text.to_ascii_lowercase().as_str() {
                "true" | "1" | "yes" | "on" => Value::Bool(true),
                "false" | "0" | "no" | "off" => Value::Bool(false),
                _ => Value::String(text.to_owned()),
            },
            Some(Value::Number(_)) => text.parse::<i64>().map_or_else(|_| Value::String(text.to_owned()), Value::from),
            Some(Value::Array(_)) => {
                text.split(',').map(str::trim).filter(|s| !s.is_empty()).map(Value::from).collect()
            }
            _ => Value::String(text.to_owned()),
        }
    }

    fn unknown(&self, key: &str, origin: &str) -> ConfigError {
        ConfigError { key: key.to_owned(), origin: origin.to_owned(), problem: "unknown_key".into() }
    }
}

/// What serde expected, in the words of the locales; anything else in its own.
fn problem_of(said: String) -> Problem {
    const KNOWN: [(&str, &str); 8] = [
        ("a length of time", "not_a_span"),
        ("expected a boolean", "not_a_boolean"),
        ("expected a string", "not_a_text"),
        ("expected path string", "not_a_text"),
        ("expected a sequence", "not_a_list"),
        ("expected u", "not_a_number"),
        ("expected i", "not_a_number"),
        ("invalid IP address syntax", "not_a_network"),
    ];
    match KNOWN.iter().find(|(words, _)| said.contains(words)) {
        Some((_, code)) => (*code).into(),
        None => Problem::Said(said),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn layers() -> Layers {
        Layers::new(Config::kernel_sections())
    }

    fn vars(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn the_environment_is_stronger_than_the_file() {
        let mut all = layers();
        assert_eq!(all.toml(Path::new("preau.toml"), "[server]\nlisten = '0.0.0.0:80'\nbody_limit = 5"), Ok(()));
        let env = vars(&[("PREAU_SERVER_LISTEN", "127.0.0.1:9"), ("DATABASE_URL", "postgres://x"), ("HOME", "/")]);
        assert_eq!(all.variables(env, "environment"), Ok(()));
        let Ok(config) = Config::from_layers(all) else { panic!("valid") };
        assert_eq!(config.server.listen, "127.0.0.1:9");
        assert_eq!(config.server.body_limit, 5);
        assert_eq!(config.database.url, "postgres://x");
    }

    #[test]
    fn lists_come_from_a_comma_separated_variable() {
        let mut all = layers();
        assert_eq!(
            all.variables(vars(&[("PREAU_SERVER_CORS_ORIGINS", "https://a.fr, https://b.fr")]), "environment"),
            Ok(())
        );
        let Ok(config) = Config::from_layers(all) else { panic!("valid") };
        assert_eq!(config.server.cors_origins, ["https://a.fr", "https://b.fr"]);
    }

    #[test]
    fn every_error_names_its_key_and_layer() {
        let mut all = layers();
        let slip = all.variables(vars(&[("PREAU_SERVER_LISTENN", "x")]), ".env");
        assert_eq!(slip.map_err(|e| (e.key, e.origin)), Err(("PREAU_SERVER_LISTENN".into(), ".env".into())));

        let unknown = all.toml(Path::new("preau.toml"), "[server]\nport = 1").map_err(|e| e.key);
        assert_eq!(unknown, Err("server.port".into()));

        assert_eq!(all.variables(vars(&[("PREAU_SERVER_REQUEST_TIMEOUT", "soon")]), "environment"), Ok(()));
        let Err(error) = Config::from_layers(all) else { panic!("refused") };
        assert_eq!(error.key, "server.request_timeout");
        assert!(error.origin.contains("PREAU_SERVER_REQUEST_TIMEOUT"), "{error}");
    }
}
