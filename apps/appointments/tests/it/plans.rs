//! Free times are one question, and no list reads or sorts a whole table: the statements are counted, and the plans of
//! both engines looked at, with many rows.

use preau_appointments::schedule::{Asker, Schedule, Whom};
use preau_appointments::store::{appointments, clients, notes, waiting};
use preau_kernel::db::page::{Conditions, PageQuery};
use preau_kernel::db::{Engine, Sql};
use preau_testkit::{Client, Explaining, TestApp, TestEngine, both_engines, scale};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::practice::{CLIENT, COACH, STUDENT, book, client, coach, count, exec, logged_in, open, staff};

const OTHER_COACH: i64 = 900;

/// Twice as many people as appointments, half of them clients; appointments of two coaches, one in ten of the second,
/// by a thousand people; days off, wishes, notes and holds.
async fn fill(test: &TestApp, many: i64) {
    let with = |from: i64, to: i64| match test.db().engine() {
        Engine::Sqlite => {
            format!(
                "WITH RECURSIVE n(i) AS (SELECT CAST({from} AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {to}) "
            )
        }
        Engine::Postgres => format!("WITH n(i) AS (SELECT generate_series(CAST({from} AS BIGINT), {to})) "),
    };
    let (all, day, now) = (with(1, many), 86_400_000_000_i64, test.now().0);
    let kept = "row_version, created_at, updated_at";
    let person = "'Prénom' || i, 'nom' || (i % 5000), '', TRUE, FALSE, FALSE, 'nom' || (i % 5000) || ' prenom' || i, \
                  '  prenom' || i || '  nom' || (i % 5000), 1, 1, 1";
    let columns = format!("first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, search, {kept}");
    let two = format!("CASE WHEN i % 10 = 0 THEN {OTHER_COACH} ELSE {COACH} END");
    let day_of = "'20' || (10 + i % 80) || '-0' || (1 + i % 9) || '-1' || (i % 10)";
    for sql in [
        format!("INSERT INTO users (id, {columns}) {} SELECT i, {person} FROM n", with(OTHER_COACH, OTHER_COACH)),
        format!(
            "INSERT INTO coaches (user_id, headline, sort_name, search, {kept}) VALUES ({OTHER_COACH}, '', 'x', '', 1, 1, 1)"
        ),
        format!("INSERT INTO users (id, {columns}) {} SELECT 1000 + i, {person} FROM n", with(1, 2 * many)),
        format!(
            "INSERT INTO clients (user_id, sort_name, search, {kept}) {all} SELECT 1000 + i, 'x' || i, '', 1, 1, 1 FROM n"
        ),
        format!(
            "INSERT INTO appointments (uid, sequence, coach_id, client_id, service_id, starts_at, ends_at, status, message, \
                 cancel_reason, booked_by, {kept}) {all} SELECT 'u' || i, 0, {two}, 1000 + {many} - 500 + i % 1000, 1, \
                 {now} + (i - {many} / 2) * 3600000000, {now} + (i - {many} / 2) * 3600000000 + 1800000000, \
                 CASE WHEN i % 1000 = 0 THEN 'cancelled' WHEN i < {many} / 2 THEN 'held' ELSE 'booked' END, '', '', 1, 1, i, i FROM n"
        ),
        format!(
            "INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, created_at) \
                 {all} SELECT 'person', {two}, {now} / 1000000 + (i - {many} / 2) * 3600, {now} / 1000000 + (i - {many} / 2) * 3600 + 2400, \
                 'appointment', i, TRUE, '', 1 FROM n"
        ),
        format!(
            "INSERT INTO coach_exceptions (coach_id, day, kind, reason, {kept}) {all} SELECT {two}, {day_of}, 'closed', '', 1, 1, 1 \
                 FROM n WHERE i <= 20000"
        ),
        format!(
            "INSERT INTO waiting_wishes (client_id, coach_id, service_id, first_day, last_day, status, {kept}) {all} \
                 SELECT 1001 + i % 1000, {two}, 1, {day_of}, {day_of}, CASE WHEN i % 100 = 0 THEN 'waiting' ELSE 'ended' END, 1, i, i FROM n"
        ),
        format!(
            "INSERT INTO client_notes (client_id, author_id, editor_id, text, shared, search, {kept}) {all} \
                 SELECT 1000 + {many} - 500 + i % 1000, {two}, {two}, 'note' || i, i % 10 = 0, '  note' || i, 1, i, i FROM n"
        ),
        format!(
            "INSERT INTO holds (coach_id, client_id, service_id, starts_at, ends_at, is_offer, expires_at, created_at) {all} \
                 SELECT {COACH}, 1000 + i, 1, {now} + {day}, {now} + {day} + 1, FALSE, {now} + i, 1 FROM n WHERE i <= 20000"
        ),
    ] {
        exec(test, &sql).await;
    }
    match test.db().engine() {
        Engine::Sqlite => exec(test, "ANALYZE").await,
        Engine::Postgres => drop(test.db().read().execute_unprepared("VACUUM ANALYZE").await.unwrap()),
    }
}

/// Tables of which nothing reads all.
const LARGE: [(&str, &str); 8] = [
    ("appointments", "a"),
    ("time_claims", "c"),
    ("client_files", "f"),
    ("client_files", "o"),
    ("coach_clients", "k"),
    ("users", "u"),
    ("client_notes", "n"),
    ("waiting_wishes", "w"),
];

/// What the page itself may not do. The count reads at most 10 001 rows, in whatever way is cheapest; a search sorts its
/// matches when they are no more than that.
fn faults(engine: Engine, plan: &[String], may_sort: bool) -> Vec<String> {
    let ends = ["CO-ROUTINE counted", "CO-ROUTINE many", "MATERIALIZE many", "CTE many"];
    let page = plan.iter().take_while(|line| !ends.iter().any(|end| line.contains(end)));
    let is_fault = |line: &&String| match engine {
        Engine::Sqlite => {
            let scans = LARGE.iter().any(|(_, alias)| line.as_str() == format!("SCAN {alias}"));
            scans || (!may_sort && line.contains("USE TEMP B-TREE"))
        }
        Engine::Postgres => {
            let rows = line.split("rows=").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(0);
            let sorts = line.contains("->  Sort") && rows > if may_sort { 10_001 } else { 200 };
            sorts || (line.contains("Seq Scan on") && LARGE.iter().any(|(table, _)| line.contains(table)) && rows > 200)
        }
    };
    // The count of PostgreSQL and what a search finds stand in plans of their own, which stop by their limit.
    let mut in_count = false;
    page.filter(|line| {
        if ["InitPlan", "SubPlan", "CTE hits"].iter().any(|mark| line.contains(mark)) {
            in_count = engine == Engine::Postgres;
        }
        !in_count && is_fault(line)
    })
    .cloned()
    .collect()
}

async fn plan(test: &TestApp, list: &str, query: &str) -> Vec<String> {
    use appointments::Reach;
    let conn = Explaining::new(test);
    let page = PageQuery::new("http://localhost/".into(), query).unwrap();
    let filtered = || {
        let mut conditions = Conditions::default();
        for (name, sql) in [("status", "a.status = ?"), ("client", "a.client_id = ?"), ("service", "a.service_id = ?")]
        {
            let value =
                page.param(name).map(|text| text.parse::<i64>().map_or_else(|_| text.to_owned().into(), Into::into));
            if let Some(value) = value {
                conditions.add(sql, [value]);
            }
        }
        conditions
    };
    match list {
        "clients" => drop(clients::list(&conn, notes::Reach::Everything, &page).await.unwrap()),
        "my clients" => drop(clients::list(&conn, notes::Reach::OfCoach(COACH), &page).await.unwrap()),
        "appointments" => drop(appointments::list(&conn, Reach::Everything, filtered(), &page).await.unwrap()),
        "of a coach" => drop(appointments::list(&conn, Reach::OfCoach(OTHER_COACH), filtered(), &page).await.unwrap()),
        "past of mine" => {
            drop(appointments::list_of_client(&conn, 1700, filtered(), "-over_at", &page).await.unwrap());
        }
        "mine" => drop(appointments::list(&conn, Reach::OfClient(1700), filtered(), &page).await.unwrap()),
        "wishes" => drop(waiting::list(&conn, Reach::Everything, &page).await.unwrap()),
        "wishes of a coach" => drop(waiting::list(&conn, Reach::OfEither(OTHER_COACH), &page).await.unwrap()),
        "my wishes" => drop(waiting::list(&conn, Reach::OfClient(1700), &page).await.unwrap()),
        "notes" => drop(notes::list(&conn, notes::Reach::Everything, &page).await.unwrap()),
        "notes of a coach" => drop(notes::list(&conn, notes::Reach::OfCoach(COACH), &page).await.unwrap()),
        _ => drop(notes::list(&conn, notes::Reach::SharedWith(1700), &page).await.unwrap()),
    }
    conn.last()
}

/// The statements that a request costs; what is read once and kept (who asks, the place) has been read before.
async fn statements(test: &TestApp, who: &Client, path: &str) -> Vec<String> {
    who.get(path).send().await.expect(200);
    let listener = test.db().watch().listen();
    who.get(path).send().await.expect(200);
    listener.take().into_iter().map(|asked| asked.sql).collect()
}

both_engines! {
    async fn sixty_days_of_free_times_are_one_query(engine: TestEngine) {
        let test = open(engine).await;
        test.listen().await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        for (who, path) in [
            (&client, "/api/slots/?date=2026-11-23&days=61"), (&client, "/api/slots/"), (&client, "/api/slots/?coach=6&service=1"),
            (&coach, "/api/slots/?client=7&days=92"), (&coach, "/api/slots/why/?date=2026-11-24&start=09:00&client=7"), (&coach, "/api/slots/why/?date=2026-11-24&start=09:00"),
        ] {
            let asked = statements(&test, who, path).await;
            assert_eq!(asked.len(), 1, "{path}: {asked:#?}");
        }
    }

    async fn each_page_of_a_list_is_one_query(engine: TestEngine) {
        let test = open(engine).await;
        test.listen().await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        book(&client, "2026-11-24", "09:00").await;
        for (who, path) in [
            (&client, "/api/appointments/mine/"), (&client, "/api/appointments/mine/?when=past"), (&client, "/api/waiting-list/"), (&coach, "/api/waiting-list/?status=waiting,offered"), (&coach, "/api/appointments/?over=false"), (&coach, "/api/clients/7/"), (&client, "/api/notes/mine/"), (&coach, "/api/appointments/"),
            (&coach, "/api/waiting-list/"), (&coach, "/api/notes/"), (&coach, "/api/clients/"), (&staff, "/api/appointments/?client=7&date=2026-11-24"),
            (&staff, "/api/clients/?search=client"), (&staff, "/api/notes/?client=7"),
        ] {
            let asked = statements(&test, who, path).await;
            assert_eq!(asked.len(), 1, "{path}: {asked:#?}");
        }
        test.drain_jobs().await;
    }

    async fn a_booking_costs_a_handful_of_statements(engine: TestEngine) {
        let test = open(engine).await;
        test.listen().await;
        let client = client(&test).await;
        book(&client, "2026-11-24", "09:00").await;
        let listener = test.db().watch().listen();
        book(&client, "2026-11-24", "09:55").await;
        let asked: Vec<_> = listener.take().into_iter().map(|asked| asked.sql).collect();
        // What is judged by, the appointment, its claims, the trail, the job, the answer; PostgreSQL also finds the coach,
        // locks, and tells the workers.
        let most = if test.db().engine() == Engine::Sqlite { 6 } else { 9 };
        assert!(asked.len() <= most, "{}: {asked:#?}", asked.len());
        test.drain_jobs().await;
    }

    async fn the_question_goes_through_indexes(engine: TestEngine) {
        let test = open(engine).await;
        fill(&test, scale(20_000, 500_000)).await;
        let conn = Explaining::new(&test);
        let days = ("2026-11-23".parse().unwrap(), "2027-01-22".parse().unwrap());
        for whom in [Whom::Offered { coach: Some(COACH), service: None }, Whom::Known { coach: COACH, service: 1 }] {
            let asker = Asker::of(CLIENT).moving(5).by(STUDENT);
            // It finds no coach, for it is only explained.
            Schedule::ask(test.app(), &conn, chrono_tz::Europe::Paris, whom, &asker, days).await.err().unwrap();
            let plan = conn.last();
            let whole = plan.iter().filter(|line| {
                let named = |table: &str| line.contains(&format!("Seq Scan on {table}"));
                ["SCAN c", "SCAN p", "SCAN a", "SCAN h", "SCAN x", "SCAN u"].contains(&line.as_str())
                    || ["time_claims", "appointments", "holds", "coach_exceptions", "users"].iter().any(|table| named(table))
            });
            assert!(!plan.is_empty() && whole.count() == 0, "{whom:?}\n{}", plan.join("\n"));
        }
    }

    async fn no_list_reads_or_sorts_a_whole_table(engine: TestEngine) {
        let test = open(engine).await;
        fill(&test, scale(20_000, 500_000)).await;
        let few = true;
        let mut wrong = Vec::new();
        for (list, query, may_sort) in [
            ("clients", "", false), ("clients", "ordering=-name", false), ("clients", "search=prenom777", few), ("clients", "search=nom", few),
            ("my clients", "", false), ("my clients", "ordering=-name", false), ("my clients", "search=prenom777", few), ("my clients", "search=nom", few),
            ("appointments", "", false), ("appointments", "ordering=-created_at", false), ("appointments", "status=cancelled", false),
            ("appointments", "client=1700", false), ("appointments", "service=1", false), ("of a coach", "", false),
            ("of a coach", "ordering=-starts_at", false), ("of a coach", "ordering=-created_at", false), ("of a coach", "status=cancelled", false),
            ("of a coach", "client=1700", few), ("mine", "", false), ("mine", "ordering=-starts_at", false), ("mine", "status=booked", few), ("past of mine", "", few),
            ("wishes", "", false), ("wishes", "status=waiting", false), ("wishes", "status=waiting,offered", false), ("wishes of a coach", "status=waiting,offered", false), ("my wishes", "status=waiting,offered", few), ("wishes of a coach", "", false), ("wishes of a coach", "ordering=-created_at", false),
            ("my wishes", "", false), ("notes", "", false), ("notes", "client=1700", false), ("notes", "author=900", false), ("notes", "shared=true", false),
            ("notes", "search=note777", few), ("notes of a coach", "", false), ("notes of a coach", "client=1700", false),
            ("shared notes", "", few),
        ] {
            let plan = plan(&test, list, query).await;
            assert!(!plan.is_empty());
            let faults = faults(test.db().engine(), &plan, may_sort);
            if !faults.is_empty() {
                wrong.push(format!("{list}?{query}: {faults:?} in\n{}", plan.join("\n")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }

    async fn a_page_in_the_middle_begins_at_its_edge(engine: TestEngine) {
        let test = open(engine).await;
        fill(&test, scale(20_000, 500_000)).await;
        let (coach, staff) = (coach(&test).await, staff(&test).await);
        for (who, path, list, seeks) in [
            (&staff, "/api/clients/", "clients", "client_files_sort_name"),
            (&coach, "/api/clients/", "my clients", "coach_clients_coach"),
            (&coach, "/api/appointments/", "of a coach", "appointments_coach"),
        ] {
            let page = who.get(&format!("{path}?page_size=200")).send().await.expect(200).json();
            let next = page["next"].as_str().unwrap();
            let plan = plan(&test, list, next.split_once('?').unwrap().1).await;
            let is_seek = |line: &&String| match test.db().engine() {
                Engine::Sqlite => line.starts_with("SEARCH") && line.contains(seeks) && (line.contains(">(?,?)") || line.contains(">?")),
                Engine::Postgres => line.contains("Index Cond:") && line.contains("ROW("),
            };
            assert!(plan.iter().any(|line| is_seek(&line)), "{list}:\n{}", plan.join("\n"));
        }
    }

    async fn a_list_in_parts_leads_through_all_rows_to_and_fro(engine: TestEngine) {
        let test = open(engine).await;
        fill(&test, 1000).await;
        let coach = coach(&test).await;
        let own = "client_files f WHERE f.has_coach = FALSE OR EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = f.id AND k.coach_id = 6)";
        for (path, rows) in [
            ("/api/clients/?page_size=170", count(&test, own).await), ("/api/clients/?page_size=170&ordering=-name", count(&test, own).await),
            ("/api/waiting-list/?page_size=130&ordering=-created_at", count(&test, "waiting_wishes WHERE coach_id = 6").await),
        ] {
            let (mut pages, mut next) = (Vec::new(), Some(path.to_owned()));
            let ids = |page: &Value| page["results"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect::<Vec<_>>();
            let local = |url: &Value| url.as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
            let mut page = json!(null);
            while let Some(path) = next {
                page = coach.get(&path).send().await.expect(200).json();
                assert_eq!(page["count"], json!(rows), "{path}");
                pages.push(ids(&page));
                next = local(&page["next"]);
            }
            let all: std::collections::BTreeSet<_> = pages.iter().flatten().collect();
            assert_eq!((i64::try_from(all.len()).unwrap(), all.len()), (rows, pages.iter().map(Vec::len).sum()), "{path}");
            for expected in pages.iter().rev().skip(1) {
                page = coach.get(&local(&page["previous"]).unwrap()).send().await.expect(200).json();
                assert_eq!(ids(&page), *expected, "back from {path}");
            }
            assert_eq!(page["previous"], json!(null));
        }
        // What the triggers keep is what the migration finds.
        let kept = |table: &'static str| {
            let test = &test;
            async move {
                let rows = test.db().read().all(&format!("SELECT * FROM {table} ORDER BY 1, 2"), vec![]).await.unwrap();
                rows.iter().map(|row| format!("{:?}", (0..3).map(|i| row.try_get_by_index::<String>(i).or_else(|_| row.try_get_by_index::<i64>(i).map(|n| n.to_string()))
                    .or_else(|_| row.try_get_by_index::<bool>(i).map(|b| b.to_string())).unwrap()).collect::<Vec<_>>())).collect::<Vec<_>>()
            }
        };
        let before = (kept("coach_clients").await, kept("client_files").await);
        let migration = include_str!("../../src/migrations/0005_client_files.sql");
        let backfill = &migration[migration.find("INSERT INTO coach_clients").unwrap()..migration.find("-- sqlite").unwrap()];
        exec(&test, "DELETE FROM coach_clients").await;
        exec(&test, "DELETE FROM client_files").await;
        for sql in backfill.split(';').filter(|sql| !sql.trim().is_empty()) {
            exec(&test, sql).await;
        }
        assert!(before.0.len() > 900 && before.1.len() > 900, "{} {}", before.0.len(), before.1.len());
        assert_eq!(before, (kept("coach_clients").await, kept("client_files").await));
    }

    async fn files_follow_people_roles_and_appointments(engine: TestEngine) {
        let test = open(engine).await;
        let (client, staff) = (client(&test).await, staff(&test).await);
        let ids = async || {
            let list = staff.get("/api/clients/").send().await.expect(200).json();
            list["results"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(ids().await, [CLIENT]);
        let student = logged_in(&test, "etudiant@example.com").await;
        book(&student, "2026-11-24", "09:00").await;
        book(&client, "2026-11-24", "09:55").await;
        test.drain_jobs().await;
        assert_eq!(ids().await, [CLIENT, 4]);
        staff.patch("/api/users/4/").json(json!({"last_name": "Aaron"})).send().await.expect(200);
        assert_eq!(ids().await, [4, CLIENT], "by the new name");
        let found = staff.get("/api/clients/?search=aaron").send().await.expect(200).json();
        assert_eq!((found["count"].clone(), found["results"][0]["appointments"].clone()), (json!(1), json!(1)));
        assert_eq!(count(&test, "coach_clients WHERE coach_id = 6").await, 2);
        staff.post("/api/users/7/merge/").json(json!({"into": 4})).send().await.expect(200);
        assert_eq!(ids().await, [4]);
        assert_eq!(count(&test, "coach_clients").await, 1);
        staff.post("/api/users/4/erasure/").json(json!({})).send().await.expect(204);
        assert_eq!(ids().await, [0; 0]);
        test.drain_jobs().await;
    }
}
