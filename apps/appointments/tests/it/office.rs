//! What the module declares has its texts, what the back office changes goes through the same actions, and the sample
//! place has its data.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_appointments::Appointments;
use preau_calendar::Calendar;
use preau_kernel::admin::{Cx, Entity, FieldKind, FilterKind, Shows};
use preau_kernel::i18n::{Lang, keys};
use preau_kernel::module::Module;
use preau_kernel::web::RequestInfo;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::practice::{CLIENT, COACH, book, client, coach as keeper, count, id, open};
use super::races::actor;

fn dashed(name: &str) -> String {
    name.replace(['_', '.'], "-")
}

/// Every key of an entity that must be there.
fn wanted(entity: &Entity) -> Vec<String> {
    let e = dashed(entity.name);
    let mut wanted = vec![format!("admin-{e}"), format!("admin-{e}-one"), format!("admin-group-{}", entity.group)];
    let mut named = |name: &str, values: &[&str]| {
        wanted.push(format!("admin-{e}-{}", dashed(name)));
        wanted.extend(values.iter().map(|value| format!("admin-{e}-{}-{}", dashed(name), dashed(value))));
    };
    for column in &entity.columns {
        let values: Vec<_> = if let Shows::Badge(tones) = column.shows {
            tones.iter().map(|(word, _)| *word).collect()
        } else {
            Vec::new()
        };
        named(column.name, &values);
    }
    for filter in &entity.filters {
        named(filter.name, if let FilterKind::Choices(words) = filter.kind { words } else { &[] });
    }
    for field in entity.fields() {
        named(field.name, if let FieldKind::Choice(words) = field.kind { words } else { &[] });
    }
    for dependent in &entity.dependents {
        named(dependent.name, &[]);
    }
    wanted.extend(entity.fieldsets.iter().map(|set| format!("admin-{e}-set-{}", dashed(set.name))));
    wanted.extend(entity.actions.iter().map(|action| format!("admin-{e}-do-{}", dashed(action.name()))));
    wanted
}

#[test]
fn both_languages_say_the_same_things() {
    let of = |lang: Lang| {
        let sources = Appointments.locales().iter().filter(move |(l, _)| *l == lang);
        sources.flat_map(|(_, source)| keys(source)).collect::<std::collections::BTreeSet<_>>()
    };
    let (french, english) = (of(Lang::Fr), of(Lang::En));
    assert_eq!(french.symmetric_difference(&english).collect::<Vec<_>>(), Vec::<&String>::new());
}

both_engines! {
    async fn everything_declared_has_its_text(engine: TestEngine) {
        let test = open(engine).await;
        let mut all: Vec<String> = Appointments.admin().iter().flat_map(wanted).collect();
        all.extend(Appointments.audit_actions().iter().flat_map(|a| [format!("audit-{}", dashed(a.name)), format!("audit-action-{}", dashed(a.name))]));
        all.extend(Appointments.permissions().iter().map(|p| format!("right-{}", dashed(p.name))));
        all.extend(Appointments.jobs().iter().map(|job| format!("job-{}", dashed(job.name))));
        all.extend(Appointments.periodic().iter().map(|task| format!("periodic-{}", dashed(task.name))));
        let has = |key: &String| Lang::ALL.iter().all(|lang| test.app().l10n().has(*lang, key));
        let missing: Vec<_> = all.iter().filter(|key| !has(key)).collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    async fn what_the_back_office_changes_goes_through_the_same_actions(engine: TestEngine) {
        let test = open(engine).await;
        let mine = book(&client(&test).await, "2026-11-24", "09:00").await;
        let staff = actor(1);
        let info = RequestInfo::internal("office");
        let entity = |name: &str| Appointments.admin().into_iter().find(|entity| entity.name == name).unwrap();
        let tx = test.db().write_tx().await.unwrap();
        let cx = Cx { app: test.app(), tx: &tx, info: &info, actor: &staff };
        let values = |value: Value| value.as_object().unwrap().clone();
        let notes = entity("client_notes").writer.unwrap();
        let note = notes.create(&cx, values(json!({"client": CLIENT, "text": "Vu au bureau", "shared": false}))).await.unwrap();
        notes.update(&cx, note, values(json!({"text": "Vu au bureau 4"})), Some(1)).await.unwrap();
        assert!(notes.update(&cx, note, values(json!({"text": "x"})), Some(1)).await.is_err());
        let rules = entity("coach_rules").writer.unwrap();
        let row = rules.create(&cx, values(json!({"coach": COACH, "pause": 15, "horizon_days": 60, "notice": 0, "cancel": 0, "most_active": null}))).await.unwrap();
        rules.update(&cx, row, values(json!({"pause": 20})), None).await.unwrap();
        assert!(rules.create(&cx, values(json!({"coach": COACH}))).await.is_err());
        assert!(rules.create(&cx, values(json!({"coach": CLIENT}))).await.is_err());
        let exceptions = entity("coach_exceptions").writer.unwrap();
        let day = exceptions.create(&cx, values(json!({"coach": COACH, "day": "2026-11-25", "kind": "closed", "from_time": null, "to_time": null, "reason": ""}))).await.unwrap();
        exceptions.delete(&cx, day).await.unwrap();
        let feeds = entity("coach_busy_feeds").writer.unwrap();
        let secret = values(json!({"coach": COACH, "url": "https://calendar.example/secret"}));
        let feed = feeds.create(&cx, secret.clone()).await.unwrap();
        assert!(feeds.create(&cx, secret).await.is_err(), "the old one is taken away first");
        assert!(feeds.create(&cx, values(json!({"coach": CLIENT, "url": "https://calendar.example/"}))).await.is_err());
        feeds.delete(&cx, feed).await.unwrap();
        let service = entity("services").writer.unwrap().create(&cx, values(json!({"name_fr": "Bilan", "name_en": "", "description_fr": "", "description_en": "", "coach_id": COACH,
            "minutes": 90, "pause": null, "position": 1, "is_active": true}))).await.unwrap();
        assert!(service > 1);
        let appointments = entity("appointments");
        let act = |name: &'static str| appointments.actions.iter().find(|action| action.name() == name).unwrap().clone();
        assert!(act("held").apply(&cx, id(&mine)).await.is_err(), "it has not begun");
        act("cancel").apply(&cx, id(&mine)).await.unwrap();
        act("cancel").apply(&cx, id(&mine)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((count(&test, "time_claims").await, count(&test, "client_note_versions").await), (0, 1));
        assert_eq!(count(&test, "coach_rules WHERE pause = 20 AND row_version = 3").await, 1);
        test.drain_jobs().await;
    }

    async fn every_list_of_the_back_office_can_be_read(engine: TestEngine) {
        use preau_kernel::db::Sql;
        let test = open(engine).await;
        for entity in Appointments.admin() {
            let columns = entity.columns.iter().map(|column| column.sql).chain(entity.fields().map(|field| field.sql));
            let sql = format!("SELECT {}, {} FROM {} LIMIT 1", entity.title, columns.collect::<Vec<_>>().join(", "), entity.from);
            assert!(test.db().read().all(&sql, vec![]).await.is_ok(), "{sql}");
        }
    }

    async fn the_sample_place_has_a_diary_and_a_coach_with_the_defaults(engine: TestEngine) {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Accounts), Arc::new(Calendar), Arc::new(Appointments)];
        let test = TestApp::builder().modules(modules).demo().start(engine).await;
        Accounts.fill_demo(test.app()).await.unwrap();
        Appointments.fill_demo(test.app()).await.unwrap();
        Appointments.fill_demo(test.app()).await.unwrap();
        assert_eq!(count(&test, "appointments").await, 52);
        for status in ["booked", "held", "no_show", "cancelled"] {
            assert!(count(&test, &format!("appointments WHERE status = '{status}'")).await >= 2, "{status}");
        }
        assert!(count(&test, "client_notes").await >= 6);
        assert_eq!((count(&test, "coach_rules").await, count(&test, "coach_exceptions").await), (0, 0));
        let coaches = test.anonymous().get("/api/coaches/").send().await.expect(200).json();
        assert_eq!(coaches["count"], 1);
        let own = "appointments a JOIN users u ON u.id = a.client_id WHERE u.email = 'client@example.com'";
        assert!(count(&test, own).await >= 2);
    }

    async fn the_weeks_are_counted(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let coach = keeper(&test).await;
        for start in ["09:55", "10:50", "11:45"] {
            book(&client, "2026-11-23", start).await;
        }
        test.advance(chrono::TimeDelta::hours(2));
        coach.post("/api/appointments/1/outcome/").json(json!({"status": "held"})).send().await.expect(200);
        coach.post("/api/appointments/3/cancellation/").json(json!({})).send().await.expect(200);
        let figures = coach.get("/api/appointments/statistics/?from=2026-11-16").send().await.expect(200).json();
        assert_eq!(figures["results"], json!([
            {"week": "2026-11-16", "booked": 0, "held": 0, "no_show": 0, "cancelled": 0, "taken": 0, "open": 126_000, "occupancy": 0},
            // 90 minutes of 35 hours.
            {"week": "2026-11-23", "booked": 1, "held": 1, "no_show": 0, "cancelled": 1, "taken": 5400, "open": 126_000, "occupancy": 4},
        ]));
        coach.get("/api/appointments/statistics/?coach=7").send().await.refused(404, "not_found");
        coach.get("/api/appointments/statistics/?from=2027-01-01").send().await.refused(400, "invalid");
        test.drain_jobs().await;
    }
}
