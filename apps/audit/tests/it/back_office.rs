//! What the trail declares for the back office: its SQL runs on both engines, and everything has its text.

use preau_kernel::admin::{Entity, FieldKind, FilterKind, Shows};
use preau_kernel::audit::Entry;
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;

use crate::support::{TestApp, on_both_engines};

on_both_engines!(what_is_declared_runs, names_come_from_the_personal_part, everything_declared_has_its_text);

fn sql(entity: &Entity) -> String {
    let columns = entity.columns.iter().map(|column| column.sql);
    let fields = entity.fields().map(|field| field.sql);
    let all: Vec<_> = columns.chain(fields).enumerate().map(|(i, sql)| format!("{sql} AS c{i}")).collect();
    format!("SELECT t.id, {} AS title, {} FROM {}", entity.title, all.join(", "), entity.from)
}

async fn what_is_declared_runs(t: &TestApp) {
    t.write_entry(Entry::new("user_updated").target("user", 7, "Ève Noël")).await;
    t.seal().await;
    for entity in t.app.entities() {
        let sql = sql(entity);
        let rows = t.app.db().read().all(&format!("{sql} ORDER BY t.id"), vec![]).await.unwrap();
        assert!(!rows.is_empty(), "{}", entity.name);
        for filter in &entity.filters {
            let value = match filter.kind {
                FilterKind::Days | FilterKind::Relation(_) => 1_i64.into(),
                _ => "user_updated".into(),
            };
            let filtered = format!("{sql} WHERE {} = $1", filter.sql);
            t.app.db().read().all(&filtered, vec![value]).await.unwrap();
        }
    }
}

async fn names_come_from_the_personal_part(t: &TestApp) {
    let id = t.write_entry(Entry::new("user_updated").by(3, "Agnès Bureau").target("user", 7, "Ève Noël")).await;
    let logs = t.app.entity("logs").unwrap();
    let column = |name: &str| logs.columns.iter().find(|column| column.name == name).unwrap().sql;
    let sql = format!(
        "SELECT {} AS actor, {} AS target FROM {} WHERE t.id = $1",
        column("actor"),
        column("target"),
        logs.from
    );
    let row = t.app.db().read().get(&sql, vec![id.into()]).await.unwrap();
    assert_eq!(row.try_get::<String>("", "actor").unwrap(), "3|Agnès Bureau");
    assert_eq!(row.try_get::<String>("", "target").unwrap(), "Ève Noël");
}

/// The common texts (`admin-group-system`) are the back office's own.
async fn everything_declared_has_its_text(t: &TestApp) {
    let dashed = |name: &str| name.replace('_', "-");
    let mut wanted = Vec::new();
    for entity in t.app.entities() {
        let own = |name: &str| format!("admin-{}-{}", entity.name, dashed(name));
        wanted.extend([format!("admin-{}", entity.name), own("one")]);
        let filters = entity.filters.iter().map(|filter| filter.name);
        wanted.extend(entity.columns.iter().map(|column| column.name).chain(filters).map(own));
        for set in &entity.fieldsets {
            wanted.push(own(&format!("set-{}", set.name)));
            for field in &set.fields {
                wanted.push(own(field.name));
                if let FieldKind::Choice(words) = field.kind {
                    wanted.extend(words.iter().map(|word| own(&format!("{}-{word}", field.name))));
                }
            }
        }
        for column in entity.columns.iter().filter(|column| column.name != "action") {
            if let Shows::Badge(tones) = column.shows {
                wanted.extend(tones.iter().map(|(word, _)| own(&format!("{}-{word}", column.name))));
            }
        }
    }
    let missing = |lang| wanted.iter().filter(move |key| !t.app.l10n().has(lang, key));
    let missing: Vec<_> = Lang::ALL.into_iter().flat_map(missing).collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
}
