//! The pages of the back office, as a browser opens them.

use std::sync::Arc;

use preau_admin::Admin;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::admin::{FilterKind, Verb};
use preau_kernel::db::Sql;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use preau_workstations::Workstations;
use serde_json::json;

use super::super::place::start_among;
use super::super::rooms::{count, enter_room, exec, open, operator, seat, signed_in};
use super::{publish, register};

const OWN: [&str; 8] = [
    "visitors",
    "visitor_consents",
    "visitor_categories",
    "consent_texts",
    "code_batches",
    "seat_reservations",
    "queue_tickets",
    "seat_orders",
];

async fn furnished(engine: TestEngine) -> TestApp {
    let modules: Vec<Arc<dyn Module>> =
        vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Workstations), Arc::new(Admin)];
    let test = start_among(engine, modules, &[]).await;
    enter_room(&test).await;
    let desk = operator(&test).await;
    publish(&desk, "1").await;
    desk.post("/api/visitor-categories/").json(json!({"name": "<b>Note</b>"})).send().await.expect(201);
    let body = json!({"first_name": "Ada", "last_name": "Note", "birth_date": "1990-12-10", "notes": "<b>Note</b>",
        "category": 1, "consent": {"given_by": "self"}});
    register(&desk, body).await;
    let place = seat(&desk, "PC 1").await;
    desk.post("/api/reservations/")
        .json(json!({"workstation": place, "label": "<b>Note</b>", "visitor": 1,
        "starts_at": "2026-11-24T10:00:00Z", "ends_at": "2026-11-24T11:00:00Z"}))
        .send()
        .await
        .expect(201);
    desk.post("/api/code-batches/")
        .json(json!({"label": "<b>Note</b>", "minutes": 30, "count": 1}))
        .send()
        .await
        .expect(201);
    desk.post("/api/queue/").json(json!({"visitor": 1, "minutes": 30})).send().await.expect(201);
    exec(
        &test,
        "INSERT INTO seat_orders (workstation_id, number, kind, payload, created_at, outcome) \
        VALUES (1, 1, 'lock', '{}', 1, '')",
    )
    .await;
    test.may_leave_jobs();
    test
}

both_engines! {
    async fn every_list_can_be_read(engine: TestEngine) {
        let test = open(engine).await;
        for entity in Workstations.admin().into_iter().filter(|entity| OWN.contains(&entity.name)) {
            let columns = entity.columns.iter().map(|column| column.sql).chain(entity.fields().map(|field| field.sql));
            let sql = format!("SELECT {}, {} FROM {} LIMIT 1", entity.title, columns.collect::<Vec<_>>().join(", "), entity.from);
            assert!(test.db().read().all(&sql, vec![]).await.is_ok(), "{sql}");
        }
    }

    async fn every_page_opens_in_both_languages(engine: TestEngine) {
        let test = furnished(engine).await;
        let staff = signed_in(&test, "admin@example.com").await;
        let mut faults = Vec::new();
        let entities: Vec<_> = Workstations.admin().into_iter().filter(|entity| OWN.contains(&entity.name)).collect();
        assert_eq!(entities.len(), OWN.len());
        for entity in entities {
            let root = format!("/admin/{}/", entity.name);
            let mut paths = vec![format!("{root}?view=none"), format!("{root}1/")];
            paths.extend(entity.verbs.contains(&Verb::Add).then(|| format!("{root}add/")));
            paths.extend(entity.verbs.contains(&Verb::Delete).then(|| format!("{root}1/delete/")));
            paths.extend(entity.search.then(|| format!("{root}?view=none&search=note")));
            for column in entity.columns.iter().filter(|column| column.sort.is_some()) {
                paths.push(format!("{root}?view=none&ordering=-{}", column.name));
            }
            for filter in &entity.filters {
                let value = match filter.kind {
                    FilterKind::Choices(words) => format!("{}={}", filter.name, words[0]),
                    FilterKind::Each(choices) => format!("{}={}", filter.name, choices[0].0),
                    FilterKind::Flag => format!("{}=true", filter.name),
                    FilterKind::Days | FilterKind::Dates => format!("{}_from=2026-11-01", filter.name),
                    _ => format!("{}=1", filter.name),
                };
                paths.push(format!("{root}?view=none&{value}"));
            }
            for path in paths {
                for lang in ["fr", "en"] {
                    let mark = if path.contains('?') { '&' } else { '?' };
                    let answer = staff.open(&format!("{path}{mark}lang={lang}")).await;
                    let (status, html) = (answer.status(), answer.text());
                    let wrong = markup_faults(&html);
                    let key = format!("admin-{}", entity.name.replace('_', "-"));
                    if status != 200 || !wrong.is_empty() || html.contains("<b>Note</b>") || html.contains(&key) {
                        faults.push(format!("{path} ({lang}): {status} {wrong:?}"));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        // Reading a file is recorded here too.
        assert!(count(&test, "audit_entries WHERE action = 'record_read'").await >= 1);
    }
}
