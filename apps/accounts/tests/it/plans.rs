//! Lists of many people go through indexes: the plans of both engines say so.

use preau_accounts::store::{profiles, users};
use preau_kernel::db::page::PageQuery;
use preau_kernel::db::{Engine, Sql};
use preau_testkit::{Explaining, TestApp, TestEngine, both_engines, scale};

use super::lists::fill;
use super::{desk, place};

async fn ask(conn: &dyn Sql, list: &str, query: &str) {
    let page = PageQuery::new("http://localhost/".into(), query).unwrap();
    match list {
        "users" => drop(users::list(conn, &page).await.unwrap()),
        "students" => drop(profiles::list(conn, &profiles::STUDENT, &page).await.unwrap()),
        _ => drop(profiles::list(conn, &profiles::TUTOR, &page).await.unwrap()),
    }
}

/// Of the page in one piece, and of the statement by which it is asked for in earnest (on SQLite it may be read at once).
async fn plans(test: &TestApp, list: &str, query: &str) -> [Vec<String>; 2] {
    let conn = Explaining::new(test);
    ask(&conn, list, query).await;
    let in_one_piece = conn.last();
    if test.db().engine() == Engine::Postgres {
        return [in_one_piece.clone(), in_one_piece];
    }
    let heard = test.db().watch().listen();
    ask(test.db().read(), list, query).await;
    // No plan depends on a value: SQLite is compiled so.
    let sql = format!("EXPLAIN QUERY PLAN {}", heard.take()[0].sql);
    let rows = test.db().read().all(&sql, vec![]).await.unwrap();
    [in_one_piece, rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect()]
}

/// What the page itself may not do. The count reads at most 10 001 rows, in whatever way is cheapest; a search sorts
/// its matches when they are no more than that.
fn faults(engine: Engine, plan: &[String], may_sort: bool) -> Vec<&String> {
    let is_fault = |line: &String| match engine {
        Engine::Sqlite => line == "USE TEMP B-TREE FOR ORDER BY" && !may_sort,
        Engine::Postgres => {
            let rows = line.split("rows=").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(0);
            let sorts_all = line.contains("->  Sort") && rows > 10_001;
            sorts_all || line.contains("Seq Scan on students p ") || line.contains("Seq Scan on users u ")
        }
    };
    // The way of a search to many matches begins where the table does, and stops with its page.
    let ends = ["CO-ROUTINE counted", "CO-ROUTINE many", "MATERIALIZE many"];
    let page = plan.iter().take_while(|line| !ends.iter().any(|end| line.contains(end)));
    let whole = page.filter(|line| engine == Engine::Sqlite && matches!(line.as_str(), "SCAN p" | "SCAN u"));
    plan.iter().filter(|line| is_fault(line)).chain(whole).collect()
}

both_engines! {
    async fn no_list_reads_or_sorts_a_whole_table(engine: TestEngine) {
        let test = place::start(engine).await;
        fill(&test, scale(50_000, 1_000_000)).await;
        let few = true;
        for (list, query, may_sort) in [
            ("students", "", false), ("students", "ordering=-created_at", false), ("students", "ordering=student_number", false),
            ("students", "search=muller", few), ("students", "search=prenom777", few), ("students", "search=zz", few),
            ("students", "level=level%207", false), ("students", "tutor=1", few), ("students", "module=1", few),
            ("students", "module=2", few), ("students", "is_active=true", false), ("students", "is_active=false", few),
            ("tutors", "student=5000", few), ("users", "", false), ("users", "ordering=-created_at", false),
            ("users", "search=muller", few), ("users", "search=prenom777", few), ("users", "role=STUDENT", false),
            ("users", "role=PROFESSOR", few), ("users", "is_active=true", false), ("users", "is_active=false", false),
            ("users", "is_staff=true", false), ("users", "is_staff=false", false), ("users", "is_superuser=true", false),
            ("users", "is_superuser=false", false), ("users", "module=1", few),
        ] {
            for plan in plans(&test, list, query).await {
                assert!(!plan.is_empty());
                let faults = faults(test.db().engine(), &plan, may_sort);
                assert!(faults.is_empty(), "{list}?{query}: {faults:?} in\n{}", plan.join("\n"));
            }
        }
    }

    async fn a_page_in_the_middle_begins_at_its_edge(engine: TestEngine) {
        let test = place::start(engine).await;
        fill(&test, scale(50_000, 1_000_000)).await;
        let manager = desk::manager(&test).await;
        for query in ["", "ordering=-created_at", "ordering=student_number"] {
            let page = manager.get(&format!("/api/students/?{query}&page_size=200")).send().await.expect(200).json();
            let next = page["next"].as_str().unwrap();
            for plan in plans(&test, "students", next.split_once('?').unwrap().1).await {
                let seeks = match test.db().engine() {
                    Engine::Sqlite => plan.iter().any(|line| line.starts_with("SEARCH p USING INDEX students_")),
                    Engine::Postgres => plan.iter().any(|line| line.contains("Index Cond: (ROW(")
                        || line.contains("Index Cond: (student_number >")),
                };
                assert!(seeks, "{query}:\n{}", plan.join("\n"));
            }
        }
    }
}
