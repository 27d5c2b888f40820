//! A page of `/api/logs/` and of `/api/students/`, and searches, one after another, with many rows beside few, on both
//! engines.

use std::time::Instant;

use anyhow::{Result, ensure};
use preau_kernel::db::{Engine, Sql};

use crate::load;
use crate::place::Place;
use crate::race::ratio;
use crate::stage::Stage;
use crate::table::{Asked, Row, Table, median};

pub(crate) const FEW: i64 = 10_000;
const REQUESTS: usize = 60;

/// Each filter and search of a goal finds as many rows in both sizes: 20 Zébulons, 100 Melchiors, 1 000 log-ins. Of the
/// first names every hundredth person has the same one, so that a search for it has a hundred times more to count.
const PAGES: [(&str, &str, Asked); 8] = [
    ("logs, first page", "/api/logs/", Asked::Most(1.3)),
    ("logs, one action", "/api/logs/?action=login", Asked::Most(1.3)),
    ("students, first page", "/api/students/", Asked::Most(1.3)),
    ("students, by date", "/api/students/?ordering=-created_at", Asked::Most(1.3)),
    ("students, search finds 20", "/api/students/?search=zebulon", Asked::Most(2.0)),
    ("students, search finds 100", "/api/students/?search=melchior", Asked::Most(2.0)),
    ("students, two letters find 20", "/api/students/?search=ze", Asked::Most(2.0)),
    ("students, search finds 1 in 100", "/api/students/?search=gaspard", Asked::Shown),
];

/// A hundred first names, made of these beginnings and ends but for one.
const BEGINNINGS: [&str; 10] = ["ana", "bert", "cam", "dam", "flor", "gil", "hug", "isa", "jul", "lor"];
const ENDS: [&str; 10] = ["ine", "rand", "ille", "ien", "ence", "les", "ette", "belle", "iane", "eau"];

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let [_, small, large] = stage.towns().await?;
    compare(stage, [(&small.place, &small.token), (&large.place, &large.token)], "SQLite", table).await?;
    if let Some(url) = &stage.options.postgres {
        eprintln!("lists on PostgreSQL: filling");
        // Both sizes in databases of their own, `bench` and `bench_few`, which `bench/run` has made.
        let small = Place::new(Some(&url.replacen("/bench?", "/bench_few?", 1)), 1, vec![]).await?;
        fill(&small, FEW.min(stage.options.rows)).await?;
        let large = Place::new(Some(url), 1, vec![]).await?;
        fill(&large, stage.options.rows).await?;
        let bearer = |token: String| format!("Authorization: Bearer {token}");
        let tokens =
            [bearer(small.access("admin@example.com").await?), bearer(large.access("admin@example.com").await?)];
        compare(stage, [(&small, &tokens[0]), (&large, &tokens[1])], "PostgreSQL", table).await?;
    }
    Ok(())
}

async fn compare(
    stage: &Stage<'_>,
    [(small, of_small), (large, of_large)]: [(&Place, &String); 2],
    engine: &str,
    table: &mut Table,
) -> Result<()> {
    for (what, path, asked) in PAGES {
        let (mut few_ms, mut many_ms) = (Vec::new(), Vec::new());
        for _ in 0..stage.options.rounds {
            few_ms.push(page_time(small, path, of_small).await?);
            many_ms.push(page_time(large, path, of_large).await?);
        }
        let grown = ratio(&many_ms, &few_ms);
        let behind =
            format!("{:.2} ms at {} to {:.2} ms at {FEW}", median(many_ms), stage.options.rows, median(few_ms));
        table.add(Row::new(format!("{what} ({engine})")).growth(grown, asked, behind));
    }
    Ok(())
}

/// The median of some requests, in milliseconds.
pub(crate) async fn page_time(place: &Place, path: &str, credential: &str) -> Result<f64> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{credential}\r\n\r\n");
    let mut times = Vec::new();
    for _ in 0..REQUESTS {
        let start = Instant::now();
        let (status, body) = load::once(place.address, &request).await?;
        ensure!(status == 200, "{path}: {status} {body}");
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(median(times))
}

/// Students and log entries by the thousand, in SQL.
pub(crate) async fn fill(place: &Place, rows: i64) -> Result<()> {
    fill_with(place, rows, rows).await
}

/// So many students and so many entries.
pub(crate) async fn fill_with(place: &Place, rows: i64, entries: i64) -> Result<()> {
    let engine = place.app.db().engine();
    let now = place.app.now().0;
    first_names(place).await?;
    let series = match engine {
        Engine::Sqlite => {
            "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $1) SELECT n FROM s)"
        }
        Engine::Postgres => "(SELECT generate_series(1, $1::bigint) AS n)",
    };
    let last = "CASE WHEN s.n <= 20 THEN 'zebulon' ELSE 'martin' || s.n END";
    let first = format!("CASE WHEN s.n % {} = 0 THEN 'melchior' ELSE f.name END", (rows / 100).max(1));
    let names = format!("{series} s JOIN first_names f ON f.n = s.n % 100");
    let pad = |text: &str| match engine {
        Engine::Sqlite => format!("printf('%09d', {text})"),
        Engine::Postgres => format!("lpad(CAST({text} AS TEXT), 9, '0')"),
    };
    let statements = [
        format!(
            "INSERT INTO users (id, email, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, \
             search, row_version, created_at, updated_at) SELECT 1000 + s.n, 'eleve' || s.n || '@example.org', \
             {first}, {last}, '', TRUE, FALSE, FALSE, {last} || ' ' || {first}, '  ' || {first} || '  ' || {last}, 1, \
             {now} + s.n, {now} FROM {names}"
        ),
        format!(
            "INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, \
             updated_at) SELECT 1000 + s.n, 'B-' || {}, 'L' || (s.n % 5), {last} || ' ' || {first}, \
             '  ' || {first} || '  ' || {last}, 1, {now} + s.n, {now} FROM {names}",
            pad("s.n")
        ),
        format!(
            "INSERT INTO audit_entries (at, class, action, actor_id, target_kind, target_id, metadata, request_id, \
             personal_hash) SELECT {now} - 1000000 * s.n, 'security', CASE WHEN s.n % {} = 0 THEN 'login' ELSE 'logout' END, \
             1000 + s.n % 1000, 'user', 1000 + s.n % 1000, '{{}}', 'bench', {} FROM {series} s",
            (entries / 1000).max(1),
            match engine {
                Engine::Sqlite => "x'00'",
                Engine::Postgres => "'\\x00'::bytea",
            }
        ),
        "INSERT INTO audit_personal (entry_id, actor_id, target_kind, target_id, ip_address, salt, content) \
         SELECT e.id, e.actor_id, e.target_kind, e.target_id, '192.0.2.1', e.personal_hash, \
         '{\"actor\": \"Camille Personne\", \"target\": \"Camille Personne\", \"ip\": \"192.0.2.1\"}' FROM audit_entries e \
         WHERE e.request_id = 'bench' AND $1 > 0"
            .to_owned(),
    ];
    for (number, sql) in statements.into_iter().enumerate() {
        let tx = place.app.db().write_tx().await?;
        tx.exec(&sql, vec![if number < 2 { rows } else { entries }.into()]).await?;
        tx.commit().await?;
    }
    place.analyze().await
}

async fn first_names(place: &Place) -> Result<()> {
    let tx = place.app.db().write_tx().await?;
    tx.exec("CREATE TABLE first_names (n BIGINT PRIMARY KEY, name TEXT NOT NULL)", vec![]).await?;
    for n in 0..100_usize {
        let name = if n == 42 { "gaspard".to_owned() } else { format!("{}{}", BEGINNINGS[n / 10], ENDS[n % 10]) };
        tx.exec("INSERT INTO first_names VALUES ($1, $2)", vec![(n as i64).into(), name.into()]).await?;
    }
    Ok(tx.commit().await?)
}
