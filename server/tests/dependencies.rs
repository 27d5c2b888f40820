//! What `deny.toml` says of licences, banned crates and doubled ones, held to by Cargo alone; that no crate of ours may hold
//! `unsafe`; and that what is shipped is optimised.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use toml::Table;

#[test]
fn every_licence_is_one_that_we_may_pass_on() {
    let rules = Rules::read();
    let wrong: Vec<_> = packages().into_iter().filter(|package| !rules.allows(package)).collect();
    assert!(wrong.is_empty(), "deny.toml does not allow {wrong:?}");
}

#[test]
fn no_banned_crate_came_in_and_all_are_from_the_registry() {
    let banned = Rules::read().banned;
    assert!(!banned.is_empty(), "deny.toml bans something");
    for package in packages() {
        assert!(!banned.contains(&package.name), "{} is banned by deny.toml", package.name);
        assert!(package.is_ours || package.is_from_registry, "{} is from elsewhere", package.name);
    }
}

#[test]
fn a_crate_is_there_once_unless_deny_toml_knows_why_not() {
    let (skipped, packages) = (Rules::read().skipped, packages());
    let mut versions = BTreeMap::<&str, BTreeSet<&str>>::new();
    for package in packages.iter().filter(|package| !skipped.iter().any(|spec| is_of(package, spec))) {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    assert!(versions.is_empty(), "in several versions: {versions:?}");
    for spec in &skipped {
        let name = spec.split('@').next().unwrap_or_default();
        let others = packages.iter().filter(|package| package.name == name && !is_of(package, spec)).count();
        let is_needed = others > 0 && packages.iter().any(|package| is_of(package, spec));
        assert!(is_needed, "{spec} is doubled no more: take its line out of deny.toml");
    }
}

#[test]
fn no_crate_of_ours_may_hold_unsafe_code() {
    let root = toml_of(&root().join("Cargo.toml"));
    assert_eq!(root["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    let members: Vec<_> = packages().into_iter().filter(|package| package.is_ours).collect();
    assert!(members.len() > 10, "the crates of the workspace");
    for member in members {
        let lints = toml_of(Path::new(&member.manifest)).get("lints").cloned();
        let follows = lints.and_then(|lints| lints.get("workspace")?.as_bool()) == Some(true);
        assert!(follows, "{}: [lints] workspace = true", member.name);
    }
}

/// `dist` would ship at -O0 what only `release` is not to wait for.
#[test]
fn what_release_compiles_quickly_is_optimised_where_it_is_shipped() {
    let profiles = &toml_of(&root().join("Cargo.toml"))["profile"];
    let levels = |profile: &str| {
        let named = profiles[profile]["package"].as_table().unwrap().iter();
        named.map(|(name, of)| (name.clone(), of["opt-level"].as_integer().unwrap())).collect::<BTreeMap<_, _>>()
    };
    let (release, dist) = (levels("release"), levels("dist"));
    assert!(release.values().any(|level| *level == 0), "what is not optimised");
    for (name, level) in release {
        assert!(level >= 3 || dist.get(&name) == Some(&3), "{name} = {level} in release, nothing in dist");
    }
}

#[test]
fn an_expression_of_licences_is_read_as_it_is_meant() {
    let ok = |text: &str| allowed(text, &|licence| ["MIT", "ISC", "A WITH B"].contains(&licence));
    for text in ["MIT", "GPL-3.0 OR MIT", "GPL-3.0/MIT", "(GPL-3.0 OR ISC) AND MIT", "A WITH B", "X OR A WITH B"] {
        assert!(ok(text), "{text}");
    }
    for text in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND GPL-3.0", "A", "MIT AND (X OR Y)", "MIT OR ("] {
        assert!(!ok(text), "{text}");
    }
}

#[derive(Debug)]
struct Package {
    name: String,
    version: String,
    licence: String,
    manifest: String,
    is_ours: bool,
    is_from_registry: bool,
}

/// `sha2@0.10` is every version that begins so.
fn is_of(package: &Package, spec: &str) -> bool {
    spec.split_once('@').is_some_and(|(name, version)| {
        let rest = package.version.strip_prefix(version);
        package.name == name && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

struct Rules {
    licences: Vec<String>,
    /// Crate, licence.
    exceptions: Vec<(String, String)>,
    banned: Vec<String>,
    skipped: Vec<String>,
}

impl Rules {
    fn read() -> Self {
        let file = toml_of(&root().join("deny.toml"));
        let texts = |value: &toml::Value| -> Vec<String> {
            let list = value.as_array().expect("a list of deny.toml");
            list.iter().map(|text| text.as_str().expect("a text of deny.toml").to_owned()).collect()
        };
        let crates = |value: &toml::Value| -> Vec<String> {
            let list = value.as_array().expect("a list of deny.toml");
            list.iter().map(|entry| entry["crate"].as_str().expect("a crate of deny.toml").to_owned()).collect()
        };
        let exceptions = file["licenses"]["exceptions"].as_array().expect("exceptions");
        let exceptions = exceptions.iter().flat_map(|entry| {
            let name = entry["crate"].as_str().expect("a crate").to_owned();
            texts(&entry["allow"]).into_iter().map(move |licence| (name.clone(), licence))
        });
        Self {
            licences: texts(&file["licenses"]["allow"]),
            exceptions: exceptions.collect(),
            banned: crates(&file["bans"]["deny"]),
            skipped: crates(&file["bans"]["skip"]),
        }
    }

    fn allows(&self, package: &Package) -> bool {
        allowed(&package.licence, &|licence| {
            let excepted = self.exceptions.iter().any(|(name, allowed)| *name == package.name && allowed == licence);
            excepted || self.licences.iter().any(|allowed| allowed == licence)
        })
    }
}

/// Whether an SPDX expression can be fulfilled; `/` is how older crates say OR.
fn allowed(text: &str, knows: &dyn Fn(&str) -> bool) -> bool {
    let spaced = text.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, knows) == Some(true) && at == words.len()
}

fn either(words: &[&str], at: &mut usize, knows: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut fits = all(words, at, knows)?;
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        fits |= all(words, at, knows)?;
    }
    Some(fits)
}

fn all(words: &[&str], at: &mut usize, knows: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut fits = one(words, at, knows)?;
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        fits &= one(words, at, knows)?;
    }
    Some(fits)
}

fn one(words: &[&str], at: &mut usize, knows: &dyn Fn(&str) -> bool) -> Option<bool> {
    let word = *words.get(*at)?;
    *at += 1;
    if word == "(" {
        let fits = either(words, at, knows)?;
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return closed.then_some(fits);
    }
    if words.get(*at) == Some(&"WITH") {
        let licence = format!("{word} WITH {}", words.get(*at + 1)?);
        *at += 2;
        return Some(knows(&licence));
    }
    Some(knows(word))
}

/// All that the program is built from on this system, tests included.
fn packages() -> Vec<Package> {
    let host = run("rustc", &["-vV"]);
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host").to_owned();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let written = run(&cargo, &["metadata", "--offline", "--format-version", "1", "--filter-platform", &host]);
    let metadata: Value = serde_json::from_str(&written).expect("cargo metadata writes JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    let read = packages.iter().map(|package| Package {
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
        manifest: text(&package["manifest_path"]),
        is_ours: package["source"].is_null(),
        is_from_registry: text(&package["source"]).starts_with("registry+"),
    });
    read.collect()
}

fn run(command: &str, arguments: &[&str]) -> String {
    let output = Command::new(command).args(arguments).current_dir(root()).output().expect("the command runs");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn toml_of(path: &Path) -> Table {
    std::fs::read_to_string(path).expect("a file of the workspace").parse().expect("TOML")
}
