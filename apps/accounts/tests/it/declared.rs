//! Whatever the back office shows of accounts has its text in both languages.

use preau_kernel::admin::{Entity, FieldKind, FilterKind, Shows};
use preau_kernel::i18n::Lang;
use preau_testkit::{TestEngine, both_engines};

use super::place;

fn dashed(name: &str) -> String {
    name.replace(['_', '.'], "-").to_lowercase()
}

/// Keys of which one must be there, for everything that an entity declares.
fn wanted(entity: &Entity) -> Vec<Vec<String>> {
    let e = dashed(entity.name);
    let label = |name: &str| vec![format!("admin-{e}-{}", dashed(name)), format!("admin-label-{}", dashed(name))];
    let value = |name: &str, value: &str| {
        vec![format!("admin-{e}-{}-{}", dashed(name), dashed(value)), format!("admin-value-{}", dashed(value))]
    };
    let mut keys = vec![
        vec![format!("admin-{e}")],
        vec![format!("admin-{e}-one")],
        vec![format!("admin-group-{}", dashed(entity.group))],
    ];
    for column in &entity.columns {
        keys.push(label(column.name));
        if let Shows::Badge(tones) = column.shows {
            keys.extend(tones.iter().map(|(word, _)| value(column.name, word)));
        }
    }
    for filter in &entity.filters {
        keys.push(label(filter.name));
        if let FilterKind::Choices(words) | FilterKind::ChoicesWithin(words) = filter.kind {
            keys.extend(words.iter().map(|word| value(filter.name, word)));
        }
    }
    for filter in &entity.filters {
        if let FilterKind::Each(choices) = filter.kind {
            keys.extend(choices.iter().map(|(word, _)| value(filter.name, word)));
        }
    }
    for set in &entity.fieldsets {
        keys.push(vec![format!("admin-{e}-set-{}", dashed(set.name)), format!("admin-set-{}", dashed(set.name))]);
        for field in &set.fields {
            keys.push(label(field.name));
            if let FieldKind::Choice(words) | FieldKind::Several(words) = field.kind {
                keys.extend(words.iter().map(|word| value(field.name, word)));
            }
        }
    }
    for action in &entity.actions {
        let name = dashed(action.name());
        keys.push(vec![format!("admin-{e}-do-{name}"), format!("admin-do-{name}")]);
    }
    for dependent in &entity.dependents {
        keys.push(vec![format!("admin-{e}-{}", dashed(dependent.name)), format!("admin-{}", dashed(dependent.name))]);
    }
    keys
}

both_engines! {
    async fn everything_declared_has_its_text(engine: TestEngine) {
        let test = place::start(engine).await;
        let app = test.app();
        let mut missing = Vec::new();
        for lang in Lang::ALL {
            let lacking = app.entities().iter().flat_map(wanted).filter(|keys| !keys.iter().any(|k| app.l10n().has(lang, k)));
            missing.extend(lacking.map(|keys| format!("{} {}", lang.code(), keys.join(" or "))));
        }
        assert!(missing.is_empty(), "no text for:\n{}", missing.join("\n"));
    }
}
