//! What the back office shows has its texts, and the sample place its data.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;

use super::taking::{exec, start};

both_engines! {
    async fn every_label_is_there(engine: TestEngine) {
        let test = start(engine).await;
        let app = test.app();
        let mut missing = Vec::new();
        for entity in Calendar.admin() {
            let e = entity.name.replace('_', "-");
            let names = entity.columns.iter().map(|c| c.name).chain(entity.filters.iter().map(|f| f.name));
            let names = names.chain(entity.fields().map(|f| f.name)).chain(entity.dependents.iter().map(|d| d.name));
            let mut keys: Vec<_> = names.map(|name| format!("admin-{e}-{}", name.replace('_', "-"))).collect();
            keys.extend([format!("admin-{e}"), format!("admin-{e}-one"), format!("admin-group-{}", entity.group)]);
            keys.extend(entity.fieldsets.iter().map(|set| format!("admin-{e}-set-{}", set.name.replace('_', "-"))));
            for lang in Lang::ALL {
                missing.extend(keys.iter().filter(|key| !app.l10n().has(lang, key)).map(|key| format!("{} {key}", lang.code())));
            }
        }
        for kind in preau_calendar::store::rooms::KINDS {
            assert!(app.l10n().has(Lang::Fr, &format!("admin-rooms-kind-{kind}")), "{kind}");
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }

    async fn the_sample_place_has_two_sites_and_six_rooms(engine: TestEngine) {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Accounts), Arc::new(Calendar)];
        let test = TestApp::builder().modules(modules).demo().start(engine).await;
        Calendar.fill_demo(test.app()).await.unwrap();
        Calendar.fill_demo(test.app()).await.unwrap();
        let count = async |from: &str| test.db().read().number(&format!("SELECT COUNT(*) FROM {from}"), vec![]).await.unwrap();
        assert_eq!(count("sites WHERE id BETWEEN 1 AND 2").await, 2);
        assert_eq!(count("rooms WHERE id BETWEEN 1 AND 6").await, 6);
        assert_eq!(count("closed_days").await, 3);
        let near = "closed_days WHERE site_id IS NULL AND last_day >= '2026-11-23' AND first_day <= '2027-02-01'";
        assert_eq!(count(near).await, 0, "every day of the next weeks can be booked");
        let holidays = &test.app().state::<preau_calendar::State>().holidays;
        assert!(holidays.closing("2026-12-25".parse().unwrap()).is_none(), "open on all of them");
    }

    async fn a_missing_rule_is_told(engine: TestEngine) {
        let test = start(engine).await;
        assert!(Calendar.check(test.app()).await.unwrap().is_empty());
        let drops: &[&str] = match test.db().engine() {
            preau_testkit::Engine::Sqlite => &["DROP TRIGGER time_claims_update"],
            preau_testkit::Engine::Postgres => &["ALTER TABLE time_claims DROP CONSTRAINT time_claims_overlap"],
        };
        for sql in drops {
            exec(&test, sql).await.unwrap();
        }
        assert_eq!(Calendar.check(test.app()).await.unwrap()[0].code, "overlap_rule_missing");
    }

    async fn a_wrong_setting_is_named(engine: TestEngine) {
        let _ = engine;
        for (key, value) in [
            ("calendar.holidays", json!("atlantis")),
            ("calendar.open_holidays", json!(["whit-sunday"])),
            ("calendar.own_holidays", json!(["Noël"])),
        ] {
            let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Accounts), Arc::new(Calendar)];
            let builder = TestApp::builder().modules(modules).set(key, value);
            let started = tokio::spawn(async move { drop(builder.start(TestEngine::Sqlite).await) }).await;
            assert!(started.is_err(), "{key}");
        }
    }
}
