//! At 200 000 entries every page of `/api/logs/` comes from an index in its order: no sort, no scan of the table.

use async_trait::async_trait;
use parking_lot::Mutex;
use preau_audit::{api, store};
use preau_kernel::db::page::PageQuery;
use preau_kernel::db::{Db, Sql};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::support::{TestApp, on_both_engines};

on_both_engines!(every_page_is_served_by_an_index);

/// Passes queries on and keeps them.
struct Spy {
    db: Db,
    seen: Mutex<Vec<Statement>>,
}

#[async_trait]
impl ConnectionTrait for Spy {
    fn get_database_backend(&self) -> DbBackend {
        self.db.read().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.db.read().execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.db.read().execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.seen.lock().push(statement.clone());
        self.db.read().query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.seen.lock().push(statement.clone());
        self.db.read().query_all_raw(statement).await
    }
}

async fn every_page_is_served_by_an_index(t: &TestApp) {
    fill(t).await;
    let deep = cursor_at(t, 100_000).await;
    for query in [
        String::new(),
        "action=login".into(),
        "actor=7".into(),
        "target=user:7".into(),
        "target=user".into(),
        "target=7".into(),
        "from=2026-01-02".into(),
        "to=2026-01-02".into(),
        "from=2026-01-01&to=2026-01-02".into(),
        "action=login&actor=5&target=user:1&from=2026-01-01".into(),
        "action=user_updated&to=2026-01-02".into(),
        "ordering=at".into(),
        "ordering=-id".into(),
        format!("cursor={deep}"),
        format!("action=login&cursor={deep}"),
        format!("actor=7&cursor={deep}"),
        format!("target=user:7&cursor={deep}"),
        format!("target=user&cursor={deep}"),
        format!("target=7&cursor={deep}"),
    ] {
        let spy = Spy { db: t.app.db().clone(), seen: Mutex::default() };
        let page = PageQuery::new("/api/logs/".into(), &query).unwrap();
        let conditions = api::filters(&t.app, &page).unwrap();
        let found = store::logs::page(&spy, &page, conditions, |row| row.id).await.unwrap();
        assert_eq!(found.results.len(), 50, "{query}");
        let seen = spy.seen.into_inner();
        assert_eq!(seen.len(), 1, "one query per page: {query}");
        let plan = explain(t, &seen[0]).await;
        if !t.is_postgres() {
            // In earnest it may be read at once. No plan depends on a value: SQLite is compiled so.
            let heard = t.app.db().watch().listen();
            let conditions = api::filters(&t.app, &page).unwrap();
            store::logs::page(t.app.db().read(), &page, conditions, |row| row.id).await.unwrap();
            let asked = Statement::from_string(DbBackend::Sqlite, heard.take()[0].sql.clone());
            let at_once = explain(t, &asked).await;
            let is_kept = |line: &str| !line.contains("page_in_order") && !line.contains("found");
            for line in at_once.lines().filter(|line| is_kept(line)) {
                assert!(plan.lines().any(|own| own == line), "{query}: {line} in\n{at_once}\nbut not in\n{plan}");
            }
        }
        if t.is_postgres() {
            // Several filters at once: the planner may gather the few rows of the narrowest index and sort these.
            let narrow = query.contains("target") && query.contains("action");
            assert!(narrow || !plan.contains("Sort"), "{query}\n{plan}");
            // The count stops at 10 001 rows, in whatever order they come; the page itself never scans.
            let page = plan.split_once("InitPlan").map_or(plan.as_str(), |(page, _)| page);
            assert!(!page.contains("Seq Scan on audit_entries"), "{query}\n{plan}");
            assert!(!plan.contains("Seq Scan on audit_personal"), "{query}\n{plan}");
        } else {
            assert!(!plan.contains("TEMP B-TREE"), "{query}\n{plan}");
            // What is counted stops at 10 001 rows, and the page that is put in one piece is no longer than itself.
            let is_short = |line: &str| line.contains("counted") || matches!(line, "SCAN page_in_order" | "SCAN found");
            for line in plan.lines().filter(|line| line.starts_with("SCAN") && !is_short(line)) {
                assert!(line.contains("USING") || query.contains("-id"), "{query}\n{plan}");
            }
        }
    }
}

async fn fill(t: &TestApp) {
    let numbers = if t.is_postgres() {
        "(SELECT generate_series(1, 200000) AS n)"
    } else {
        "(WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 200000) SELECT n FROM s)"
    };
    let actor = "n % 50";
    let kind = "CASE n % 4 WHEN 0 THEN 'user' WHEN 1 THEN 'user' WHEN 2 THEN 'workstation' END";
    let target = "CASE WHEN n % 4 < 3 THEN (n / 4) % 100 END";
    t.sql_with(
        &format!(
            "INSERT INTO audit_entries \
             (at, class, action, actor_id, target_kind, target_id, metadata, request_id, personal_hash) \
             SELECT 1767225600000000 + (n / 3) * CAST(4000000 AS BIGINT), 'data', \
             CASE n % 5 WHEN 0 THEN 'login' WHEN 1 THEN 'list_printed' ELSE 'user_updated' END, \
             {actor}, {kind}, {target}, '{{}}', 'r', $1 FROM {numbers} AS numbers"
        ),
        vec![vec![7u8; 32].into()],
    )
    .await
    .unwrap();
    t.sql_with(
        "INSERT INTO audit_personal (entry_id, actor_id, target_kind, target_id, ip_address, salt, content) \
         SELECT id, actor_id, target_kind, target_id, '192.0.2.7', $1, '{}' FROM audit_entries",
        vec![vec![7u8; 16].into()],
    )
    .await
    .unwrap();
    if t.is_postgres() {
        t.sql("ANALYZE").await.unwrap();
    }
}

/// The cursor that a page ending at this row hands out.
async fn cursor_at(t: &TestApp, row: i64) -> String {
    let sql = format!("SELECT at FROM audit_entries ORDER BY at DESC, id DESC LIMIT 1 OFFSET {row}");
    let at = preau_kernel::clock::Timestamp(t.number(&sql).await);
    let page = PageQuery::new("/".into(), &format!("to={at}")).unwrap();
    let conditions = api::filters(&t.app, &page).unwrap();
    let page = store::logs::page(t.app.db().read(), &page, conditions, drop).await.unwrap();
    let next = page.next.unwrap();
    next.split_once("cursor=").unwrap().1.to_owned()
}

async fn explain(t: &TestApp, statement: &Statement) -> String {
    let word = if t.is_postgres() { "EXPLAIN" } else { "EXPLAIN QUERY PLAN" };
    let values = statement.values.clone().map(|values| values.0).unwrap_or_default();
    let rows = t.app.db().read().all(&format!("{word} {}", statement.sql), values).await.unwrap();
    let column = if t.is_postgres() { 0 } else { 3 };
    rows.iter().map(|row| row.try_get_by_index::<String>(column).unwrap()).collect::<Vec<_>>().join("\n")
}
