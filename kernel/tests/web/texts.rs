//! The kernel's texts: both languages, every code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use preau_kernel::i18n::{Lang, keys};
use preau_kernel::web::respond::{FIELD_CODES, REFUSAL_CODES};

use crate::support::test_app;

fn source(lang: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("locales/{lang}.ftl"))).unwrap()
}

#[test]
fn both_languages_say_the_same_things() {
    for file in ["", "services."] {
        assert_eq!(keys(&source(&format!("{file}fr"))), keys(&source(&format!("{file}en"))), "{file}");
    }
}

#[tokio::test]
async fn every_code_has_a_sentence() {
    let test = test_app().await;
    let codes =
        REFUSAL_CODES.iter().map(|code| ("refusal", code)).chain(FIELD_CODES.iter().map(|code| ("field", code)));
    for (prefix, code) in codes {
        let key = format!("{prefix}-{}", code.replace('_', "-"));
        for lang in Lang::ALL {
            assert!(test.app.l10n().has(lang, &key), "{key} in {}", lang.code());
        }
    }
    for action in ["place_updated", "backup_made", "idempotency_replayed"] {
        for prefix in ["audit", "audit-action"] {
            assert!(test.app.l10n().has(Lang::Fr, &format!("{prefix}-{}", action.replace('_', "-"))), "{action}");
        }
    }
}

/// The lists hold what the sources of the kernel's web and database say.
#[test]
fn no_code_is_forgotten() {
    let known: BTreeSet<&str> = REFUSAL_CODES.iter().chain(FIELD_CODES).copied().collect();
    let mut found = BTreeSet::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in ["web", "db", "."] {
        for entry in fs::read_dir(src.join(folder)).unwrap().map(Result::unwrap) {
            if entry.path().extension().is_some_and(|ext| ext == "rs") {
                let text = fs::read_to_string(entry.path()).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
                found.extend(codes(&text));
            }
        }
    }
    assert!(found.len() > 20, "{found:?}");
    let forgotten: Vec<_> = found.iter().filter(|code| !known.contains(code.as_str())).collect();
    assert!(forgotten.is_empty(), "without a text: {forgotten:?}");
}

/// The text in quotes that follows a way to refuse.
fn codes(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for before in ["refused(\"", "conflict(\"", "Unavailable(\"", "Refusal::new(\"", "error(name, \"", "add(name, \""] {
        out.extend(text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    // `Error::invalid(field, "code")`.
    out.extend(text.split("Error::invalid(").skip(1).filter_map(|rest| {
        let arguments = rest.split(')').next()?;
        let code = arguments.rsplit(',').next()?.trim().strip_prefix('"')?;
        Some(code.trim_end_matches('"').to_owned())
    }));
    out
}
