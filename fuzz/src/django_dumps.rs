//! Dumps of a Django site, and the mapping that reads them: every person that is taken has a login of their own, names in
//! stored form, and a hash that can be computed in bearable time.
//!
//! First line: the mapping (TOML or JSON), often empty. The rest: the dump; one that does not begin with `[` is a row.

use std::collections::BTreeSet;

use chrono::Datelike;
use preau_accounts::domain::django::{Mapping, Plan, read};
use preau_accounts::domain::hashing::{self, Scheme};
use preau_accounts::domain::names::{normalise_email, normalise_username, person_name, username_key};

use crate::parts::{line, text};

const MOST_MEMORY_KIB: u32 = 1 << 20;

pub fn target(data: &[u8]) {
    let (first, rest) = line(data);
    let Some(mapping) = mapping(&text(first)) else { return };
    let dump = text(rest);
    let dump = if dump.trim_start().starts_with(['[', '\u{feff}']) { dump.into_owned() } else { row(&dump) };
    if let Ok(plan) = read(&dump, &mapping) {
        assert!(!plan.people.is_empty());
        people_hold(&plan);
        assert_eq!(read(&dump, &mapping).as_ref(), Ok(&plan), "the same file, the same plan");
    }
    hash_holds(&text(rest));
}

fn mapping(text: &str) -> Option<Mapping> {
    if text.trim().is_empty() {
        return Some(Mapping::default());
    }
    let mapping: Mapping = toml::from_str(text).ok().or_else(|| serde_json::from_str(text).ok())?;
    let written = serde_json::to_string(&mapping).expect("a mapping is JSON");
    assert_eq!(serde_json::from_str::<Mapping>(&written).ok().as_ref(), Some(&mapping));
    Some(mapping)
}

/// The fields of one person.
fn row(fields: &str) -> String {
    format!("[{{\"model\": \"auth.user\", \"pk\": 1, \"fields\": {{{fields}}}}}]")
}

fn people_hold(plan: &Plan) {
    let (mut emails, mut usernames) = (BTreeSet::new(), BTreeSet::new());
    for person in &plan.people {
        assert!(person.email.is_some() || person.username.is_some(), "{person:?}");
        if let Some(email) = &person.email {
            assert_eq!(normalise_email(email).as_ref(), Ok(email));
            assert!(emails.insert(email.clone()), "{email} twice");
        }
        if let Some(username) = &person.username {
            assert_eq!(normalise_username(username).as_ref(), Ok(username));
            assert!(usernames.insert(username_key(username)), "{username} twice");
        }
        for name in [&person.first_name, &person.last_name] {
            assert!(name.is_empty() || person_name(name).as_ref() == Ok(name), "{name:?}");
        }
        let years = person.birth_date.map(|date| date.year()).into_iter().chain(person.joined.map(|at| at.year()));
        assert!(years.into_iter().all(|year| (1900..2200).contains(&year)), "{person:?}");
        if let Some(encoded) = &person.password {
            assert!(!matches!(Scheme::of(encoded), Scheme::Unusable | Scheme::Unknown), "{encoded:?}");
            assert!(hashing::memory_kib(encoded) <= MOST_MEMORY_KIB, "{encoded:?}");
        }
    }
}

/// A hash that is read has a sample of its cost, which nobody's password meets.
fn hash_holds(encoded: &str) {
    let scheme = Scheme::of(encoded);
    if !matches!(scheme, Scheme::Unusable | Scheme::Unknown) {
        assert!(hashing::memory_kib(encoded) <= MOST_MEMORY_KIB, "{encoded:?}");
        assert_eq!(Scheme::of(&hashing::sample(scheme)).key(), scheme.key(), "{encoded:?}");
    }
}
