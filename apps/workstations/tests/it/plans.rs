//! No list of the rooms reads or sorts a whole table: the plans of both engines are looked at, with many rows.

use chrono::NaiveDate;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Engine;
use preau_kernel::db::page::PageQuery;
use preau_testkit::{Explaining, TestApp, TestEngine, both_engines, scale};
use preau_workstations::store::people::{batches, queue, reservations, visitors, visits};
use preau_workstations::store::{due, seats, sessions, visitors as limits};
use sea_orm::ConnectionTrait;

use super::rooms::{exec, open};

/// Visitors; six sessions of each, one interval a session; a tenth as many seats, one in twenty taken; reservations and
/// tickets, few of them still open.
async fn fill(test: &TestApp, many: i64) {
    let with = |to: i64| match test.db().engine() {
        Engine::Sqlite => {
            format!("WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {to}) ")
        }
        Engine::Postgres => format!("WITH n(i) AS (SELECT generate_series(CAST(1 AS BIGINT), {to})) "),
    };
    let (all, now, hour) = (with(many), test.now().0, 3_600_000_000_i64);
    let seats = many / 10;
    let sessions = many * 6;
    // The older a number, the longer ago; the last ones run now.
    let began = format!("{now} - ({sessions} - i) * 60000000 - 600000000");
    let runs = format!("i > {sessions} - {seats} / 20");
    let kept = "row_version, created_at, updated_at";
    for sql in [
        format!(
            "INSERT INTO users (id, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, search, {kept}) \
             {all} SELECT 1000 + i, 'Prénom' || i, 'nom' || (i % 5000), '', TRUE, FALSE, FALSE, 'nom' || (i % 5000), '', 1, 1, 1 FROM n"
        ),
        format!(
            "INSERT INTO visitors (id, user_id, category_id, notes, legal_hold_reason, sessions_count, used_micros, last_visit_at, \
             created_by, sort_name, search, {kept}) {all} SELECT i, 1000 + i, NULL, '', '', i % 50, i * 1000, {now} - i * {hour}, \
             8, 'nom' || (i % 5000) || ' ' || i, '  nom' || (i % 5000) || '  prenom' || i, 1, i, i FROM n"
        ),
        format!(
            "INSERT INTO workstations (id, room_id, name, name_key, location, ip_address, mac_address, admin_state, is_online, \
             last_uplink, next_order, sessions_count, used_micros, notes, sort_name, search, {kept}) {} SELECT i, 1, 'P' || i, \
             'p' || i, '', '', '', CASE WHEN i % 50 = 0 THEN 'maintenance' ELSE 'available' END, i % 2 = 0, 0, 1, i % 90, i * 1000, \
             '', 'p' || i, '  p' || i, 1, i, i FROM n",
            with(seats)
        ),
        format!(
            "INSERT INTO code_batches (id, label, minutes, count, created_by, created_at, search) {} SELECT i, 'Lot ' || i, 30, 10, 8, i, \
             '  lot' FROM n",
            with(seats)
        ),
        format!(
            "INSERT INTO workstation_sessions (id, visitor_id, workstation_id, operator_id, batch_id, access_code, status, \
             duration_seconds, code_expires_at, started_at, ended_at, end_reason, ends_at, search, {kept}) {} SELECT i, \
             1 + i % {many}, 1 + i % {seats}, 8, CASE WHEN i % 10 = 0 THEN 1 + i % {seats} END, 'C' || i, \
             CASE WHEN {runs} THEN 'active' ELSE 'ended' END, 3600, {now}, {began}, CASE WHEN {runs} THEN NULL ELSE {began} + 600000000 END, \
             CASE WHEN {runs} THEN '' ELSE 'terminated' END, CASE WHEN {runs} THEN {now} + i * 1000000 END, '  c' || i, 1, {began}, {began} FROM n",
            with(sessions)
        ),
        format!(
            "INSERT INTO session_intervals (session_id, workstation_id, started_at, ended_at) {} SELECT i, 1 + i % {seats}, {began}, \
             CASE WHEN {runs} THEN NULL ELSE {began} + 600000000 END FROM n",
            with(sessions)
        ),
        format!(
            "INSERT INTO seat_reservations (workstation_id, visitor_id, label, starts_at, ends_at, status, created_by, search, {kept}) \
             {all} SELECT 1 + i % {seats}, 1 + i % {many}, '', {now} + (i - {many}) * {hour} + 36000000000, {now} + (i - {many}) * {hour} + 39600000000, \
             CASE WHEN i > {many} - 20 THEN 'booked' ELSE 'used' END, 8, '  x' || i, 1, i, i FROM n"
        ),
        format!(
            "INSERT INTO queue_tickets (site_id, day, number, visitor_id, minutes, status, created_at) {all} SELECT 1, 'd' || (i / 100), i % 100, \
             1 + i % {many}, 30, CASE WHEN i > {many} - 20 THEN 'waiting' ELSE 'seated' END, i FROM n"
        ),
    ] {
        exec(test, &sql).await;
    }
    match test.db().engine() {
        Engine::Sqlite => exec(test, "ANALYZE").await,
        Engine::Postgres => drop(test.db().read().execute_unprepared("VACUUM ANALYZE").await.unwrap()),
    }
}

/// Tables of which nothing reads all, as the queries call them.
const LARGE: [(&str, &str); 12] = [
    ("workstation_sessions", "s"),
    ("workstation_sessions", "os"),
    ("session_intervals", "i"),
    ("session_intervals", "si"),
    ("session_intervals", "oi"),
    ("visitors", "v"),
    ("visitors", "sv"),
    ("users", "u"),
    ("users", "vu"),
    ("seat_reservations", "t"),
    ("seat_reservations", "sr"),
    ("queue_tickets", "q"),
];

/// What a page may not do. The count reads at most 10 001 rows, in whatever way is cheapest.
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
    // The count of PostgreSQL stands in a plan of its own, which stops by its limit.
    let mut in_count = false;
    page.filter(|line| {
        if line.contains("InitPlan") || line.contains("SubPlan") {
            in_count = engine == Engine::Postgres;
        }
        !in_count && is_fault(line)
    })
    .cloned()
    .collect()
}

struct Looking<'a> {
    test: &'a TestApp,
    wrong: Vec<String>,
}

impl Looking<'_> {
    async fn at<T>(&mut self, what: &str, may_sort: bool, ask: impl AsyncFnOnce(&Explaining) -> Result<T>) {
        let spy = Explaining::new(self.test);
        // Without its rows a question may not know what to answer.
        drop(ask(&spy).await);
        let plan = spy.last();
        assert!(!plan.is_empty(), "{what}: nothing was asked");
        let faults = faults(self.test.db().engine(), &plan, may_sort);
        if !faults.is_empty() {
            self.wrong.push(format!("{what}: {faults:#?}\n{}", plan.join("\n")));
        }
    }
}

fn page(query: &str) -> PageQuery {
    PageQuery::new("/".to_owned(), query).unwrap()
}

both_engines! {
    async fn no_list_reads_or_sorts_a_whole_table(engine: TestEngine) {
        let test = open(engine).await;
        fill(&test, scale(10_000, 170_000)).await;
        let (now, today): (Timestamp, NaiveDate) = (test.now(), "2026-11-23".parse().unwrap());
        let mut look = Looking { test: &test, wrong: Vec::new() };
        for query in ["", "status=active", "status=waiting", "status=ended", "open=true", "visitor=7", "workstation=7", "operator=8&visitor=7",
            "batch=7", "code=ABCDEF", "from=2026-11-23", "ordering=started_at", "ordering=-ended_at", "search=c77"] {
            look.at(&format!("sessions?{query}"), query.contains("search"), async |spy| sessions::list(spy, &page(query), now).await).await;
        }
        for query in ["", "status=available", "status=in_use", "status=maintenance", "is_online=true", "ordering=-used_seconds",
            "ordering=sessions_count", "ordering=-last_seen_at", "search=p77"] {
            look.at(&format!("seats?{query}"), query.contains("search"), async |spy| seats::list(spy, &page(query), now).await).await;
        }
        for query in ["", "consent=missing", "registered_by=8", "open=true", "hold=true", "ordering=-last_visit_at", "ordering=-used_seconds",
            "ordering=sessions_count", "ordering=-created_at", "search=nom77"] {
            let may_sort = query.contains("search") || query == "open=true" || query == "hold=true";
            look.at(&format!("visitors?{query}"), may_sort, async |spy| visitors::list(spy, &page(query), today).await).await;
        }
        for query in ["", "workstation=7", "visitor=7", "status=booked", "ordering=-starts_at", "search=x77"] {
            look.at(&format!("reservations?{query}"), query.contains("search"), async |spy| reservations::list(spy, &page(query), (None, None)).await).await;
        }
        look.at("reservations of a day", false, async |spy| {
            reservations::list(spy, &page(""), (Some(now), Some(Timestamp(now.0 + 86_400_000_000)))).await
        }).await;
        for query in ["", "status=open", "visitor=7"] {
            look.at(&format!("queue?{query}"), query == "status=open", async |spy| queue::list(spy, &page(query), None).await).await;
        }
        look.at("the open queue", true, async |spy| queue::open(spy, 1).await).await;
        look.at("batches", false, async |spy| batches::list(spy, &page(""), now).await).await;
        look.at("visits", false, async |spy| visits::list(spy, &page(""), 7).await).await;
        let some: Vec<i64> = (1..=50).collect();
        look.at("days of visitors", true, async |spy| limits::taken_by(spy, &some, (Timestamp(now.0 - 3_600_000_000), now), now, 0).await).await;
        look.at("limits of visitors", true, async |spy| limits::list(spy, &some).await).await;
        look.at("what is due", true, async |spy| due::settled(spy, now, 200).await).await;
        look.at("whom to warn", true, async |spy| due::to_warn(spy, &[10, 5, 1], now, 200).await).await;
        look.at("a free seat", false, async |spy| seats::free_until(spy, 1, Timestamp(now.0 + 1_800_000_000), now, 10).await).await;
        look.at("a room", false, async |spy| seats::of_room(spy, 1, now, 200).await).await;
        assert!(look.wrong.is_empty(), "{}", look.wrong.join("\n\n"));
    }
}
