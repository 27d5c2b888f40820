//! What is asked of a million claims is asked of an index, on both engines.

use preau_calendar::domain::claim::Subject;
use preau_calendar::store::{closed_days, rooms};
use preau_calendar::{Calendar, claims};
use preau_kernel::db::page::PageQuery;
use preau_kernel::db::{Engine, Sql};
use preau_kernel::module::Module;
use preau_testkit::{Explaining, TestApp, TestEngine, both_engines, scale};
use sea_orm::ConnectionTrait;

use super::taking::{NINE, booking, exec, minutes, of, start, take};

/// One coach with `rows` bookings of half an hour, and as many over a thousand rooms; one in a thousand accepted.
async fn fill(test: &TestApp, rows: i64) {
    let numbers = match test.db().engine() {
        Engine::Sqlite => format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "),
        Engine::Postgres => format!("WITH n(i) AS (SELECT generate_series(1, {rows})) "),
    };
    for (kind, id, at) in [("person", "6", "i"), ("room", "i % 1000", "i / 1000")] {
        let sql = format!(
            "INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, \
             expires_at, created_at) {numbers} SELECT '{kind}', {id}, {NINE} + CAST(3600 AS BIGINT) * ({at} - {rows} / 2), \
             {NINE} + CAST(3600 AS BIGINT) * ({at} - {rows} / 2) + 1800, 'fill', i, i % 1000 <> 0, CASE WHEN i % 1000 = 0 THEN 'x' ELSE '' END, \
             CASE WHEN i % 5000 = 0 THEN 1 END, 1 FROM n"
        );
        exec(test, &sql).await.unwrap();
    }
    match test.db().engine() {
        Engine::Sqlite => drop(exec(test, "ANALYZE").await.unwrap()),
        Engine::Postgres => drop(test.db().read().execute_unprepared("VACUUM ANALYZE time_claims").await.unwrap()),
    }
}

fn faults(plan: &[String]) -> Vec<&String> {
    let whole = |line: &&String| {
        ["Seq Scan", "SCAN c", "SCAN p", "SCAN time_claims"].iter().any(|scan| line.contains(scan))
            && !line.contains("SCAN c USING INDEX time_claims_expires")
    };
    plan.iter().filter(whole).collect()
}

both_engines! {
    async fn a_million_claims_cost_what_a_thousand_do(engine: TestEngine) {
        let test = start(engine).await;
        fill(&test, scale(50_000, 500_000)).await;
        let explaining = Explaining::new(&test);
        let subjects = [Subject::person(6), Subject::room(7), Subject::room(8)];
        for (from, to) in [(0, 60 * 24 * 60), (-1_000_000, -999_000)] {
            claims::busy(&explaining, &subjects, minutes(from, to), test.now()).await.unwrap();
            let plan = explaining.last();
            assert!(!plan.is_empty());
            assert_eq!(faults(&plan), [""; 0], "\n{}", plan.join("\n"));
        }
        for sql in [
            "DELETE FROM time_claims WHERE source_kind = 'lesson' AND source_id = 77",
            "DELETE FROM time_claims WHERE id IN (SELECT id FROM time_claims WHERE expires_at IS NOT NULL AND expires_at <= 5 \
             ORDER BY expires_at LIMIT 1000)",
            "SELECT 1 FROM time_claims WHERE subject_kind = 'room' AND subject_id = 5 AND (expires_at IS NULL OR expires_at > 3) LIMIT 1",
            "DELETE FROM time_claims WHERE subject_kind = 'person' AND subject_id = 12",
        ] {
            explaining.all(sql, vec![]).await.unwrap();
            let plan = explaining.last();
            assert_eq!(faults(&plan), [""; 0], "{sql}\n{}", plan.join("\n"));
        }
        let began = std::time::Instant::now();
        for i in 0..20 {
            take(&test, &booking(i), &[of(Subject::person(6), 30 + i * 60, 60 + i * 60), of(Subject::room(2000), i, i + 1)]).await.unwrap();
        }
        let each = began.elapsed() / 20;
        let began = std::time::Instant::now();
        let busy = claims::busy(test.db().read(), &subjects[..1], minutes(0, 60 * 24 * 60), test.now()).await.unwrap();
        println!("a booking {each:?}, 60 days of one coach ({}) {:?}", busy.len(), began.elapsed());
        assert!(each < std::time::Duration::from_millis(100), "{each:?} a booking");
    }

    async fn the_list_of_the_back_office_walks_an_index(engine: TestEngine) {
        let test = start(engine).await;
        fill(&test, scale(50_000, 500_000)).await;
        let explaining = Explaining::new(&test);
        let entities = Calendar.admin();
        let claims = entities.iter().find(|entity| entity.name == "time_claims").unwrap();
        let sort = claims.columns.iter().find_map(|column| column.sort).unwrap().sql;
        let among = |name: &str, value: &str| {
            let sql = claims.filters.iter().find(|filter| filter.name == name).unwrap().sql;
            if sql.contains('?') { sql.replace('?', value) } else { format!("{sql} {value}") }
        };
        for (filter, may_sort) in [
            ("TRUE".to_owned(), false),
            (among("source_kind", "= 'fill'"), false),
            (among("source_kind", "= 'lesson'"), false),
            (among("starts", &format!("BETWEEN {} AND {}", NINE * 1_000_000, (NINE + 86_400) * 1_000_000)), true),
            (among("room", "7"), true),
            (among("person", "3"), true),
        ] {
            let sql = format!(
                "SELECT t.id, r.name, u.last_name FROM {} WHERE {filter} ORDER BY {sort} DESC, t.id DESC LIMIT 51", claims.from
            );
            explaining.all(&sql, vec![]).await.unwrap();
            let plan = explaining.last();
            let is_fault = |line: &&String| {
                ["Seq Scan on time_claims", "SCAN t\n"].iter().any(|scan| format!("{line}\n").contains(scan))
                    || (!may_sort && (line.contains("->  Sort") || line.contains("TEMP B-TREE")))
            };
            assert!(!plan.iter().any(|line| is_fault(&line)), "{filter}\n{}", plan.join("\n"));
        }
    }

    async fn lists_of_rooms_and_closed_days_walk_an_index(engine: TestEngine) {
        let test = start(engine).await;
        let rows = scale(20_000, 200_000);
        let numbers = match test.db().engine() {
            Engine::Sqlite => format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "),
            Engine::Postgres => format!("WITH n(i) AS (SELECT generate_series(1, {rows})) "),
        };
        let kept = "row_version, created_at, updated_at";
        for sql in [
            format!("INSERT INTO sites (id, name, name_key, address, sort_name, search, {kept}) {numbers} \
                     SELECT i, 's' || i, 's' || i, '', 's' || i, ' s' || i, 1, 1, 1 FROM n WHERE i <= 1000"),
            format!("INSERT INTO rooms (site_id, name, name_key, kind, note, is_active, sort_name, sort_capacity, search, {kept}) \
                     {numbers} SELECT 1 + i % 1000, 'r' || i, 'r' || i, 'office', '', i % 50 <> 0, 'r' || i, i % 30, ' r' || i, 1, 1, 1 FROM n"),
            format!("INSERT INTO closed_days (site_id, first_day, last_day, name, sort_name, search, {kept}) {numbers} \
                     SELECT 1 + i % 1000, '20' || (10 + i % 80) || '-01-01', '20' || (10 + i % 80) || '-01-02', 'd', 'd' || i, ' d', 1, 1, 1 FROM n"),
        ] {
            exec(&test, &sql).await.unwrap();
        }
        match test.db().engine() {
            Engine::Sqlite => drop(exec(&test, "ANALYZE").await.unwrap()),
            Engine::Postgres => drop(test.db().read().execute_unprepared("VACUUM ANALYZE").await.unwrap()),
        }
        let explaining = Explaining::new(&test);
        for (list, query) in [
            ("rooms", ""), ("rooms", "ordering=-capacity"), ("rooms", "site=7"), ("rooms", "kind=office"),
            ("rooms", "is_active=true"), ("rooms", "free_from=2026-11-23T08:00:00Z&free_to=2026-11-23T09:00:00Z"), ("closed", ""), ("closed", "ordering=-last_day"), ("closed", "ordering=name"),
            ("closed", "site=9"), ("closed", "whole_place=false"),
        ] {
            let page = PageQuery::new("http://localhost/".into(), query).unwrap();
            match list {
                "rooms" => drop(rooms::list(&explaining, &page, test.now()).await.unwrap()),
                _ => drop(closed_days::list(&explaining, &page).await.unwrap()),
            }
            let plan = explaining.last();
            assert!(!plan.is_empty());
            let page: Vec<_> = plan.iter().take_while(|line| !line.contains("CO-ROUTINE counted") && !line.contains("SubPlan") && !line.contains("InitPlan")).collect();
            let is_fault = |line: &&&String| line.as_str() == "USE TEMP B-TREE FOR ORDER BY" || line.as_str() == "SCAN r" || line.as_str() == "SCAN d";
            assert_eq!(page.iter().filter(is_fault).count(), 0, "{list}?{query}\n{}", plan.join("\n"));
        }
    }
}
