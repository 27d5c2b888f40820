//! A page of `/api/logs/` and of `/api/students/`, and searches, with many rows beside few.

use std::time::Instant;

use anyhow::{Result, ensure};
use preau_kernel::db::{Engine, Sql};

use crate::place::Place;
use crate::table::{Table, median};
use crate::{Options, load};

const FEW: i64 = 10_000;
const REQUESTS: usize = 60;

/// The search for one person finds 20 in both sizes; a first name is one in a hundred.
const PAGES: [(&str, &str, f64); 7] = [
    ("logs, first page", "/api/logs/", 1.3),
    ("logs, one action", "/api/logs/?action=login", 1.3),
    ("students, first page", "/api/students/", 1.3),
    ("students, deep page", "/api/students/?ordering=-created_at", 1.3),
    ("students, search for one name", "/api/students/?search=zebulon", 2.0),
    ("students, search for a common name", "/api/students/?search=prenom42", 2.0),
    ("students, search by two letters", "/api/students/?search=ze", 2.0),
];

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    compare(options, None, None, "SQLite", table).await?;
    if let Some(url) = &options.postgres {
        compare(options, Some(&url.replacen("/bench?", "/bench_few?", 1)), Some(url), "PostgreSQL", table).await?;
    }
    Ok(())
}

async fn compare(
    options: &Options,
    few: Option<&str>,
    many: Option<&str>,
    engine: &str,
    table: &mut Table,
) -> Result<()> {
    eprintln!("lists on {engine}: filling");
    // PostgreSQL: both sizes in databases of their own, `bench` and `bench_few`, which `bench/run` has made.
    let small = Place::new(few, 1, vec![]).await?;
    fill(&small, FEW).await?;
    let large = Place::new(many, 1, vec![]).await?;
    fill(&large, options.rows).await?;
    let tokens = [small.access("admin@example.com").await?, large.access("admin@example.com").await?];
    for (what, path, asked) in PAGES {
        let (mut ratios, mut few_ms, mut many_ms) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..options.rounds {
            let a = page_time(&small, path, &tokens[0]).await?;
            let b = page_time(&large, path, &tokens[1]).await?;
            ratios.push(b / a);
            few_ms.push(a);
            many_ms.push(b);
        }
        let behind = format!("{:.2} ms at {} to {:.2} ms at {}", median(many_ms), options.rows, median(few_ms), FEW);
        table.row(&format!("{what} ({engine})"), format!("{:.2}", median(ratios)), &format!("≤ {asked}"), behind);
    }
    Ok(())
}

/// The median of some requests, in milliseconds.
async fn page_time(place: &Place, path: &str, token: &str) -> Result<f64> {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n");
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
async fn fill(place: &Place, rows: i64) -> Result<()> {
    let engine = place.app.db().engine();
    let now = place.app.now().0;
    let series = match engine {
        Engine::Sqlite => {
            "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $1) SELECT n FROM s)"
        }
        Engine::Postgres => "(SELECT generate_series(1, $1::bigint) AS n)",
    };
    // 20 are called Zébulon, whatever the size; first names repeat every hundred.
    let zebulon = "CASE WHEN s.n <= 20 THEN 'zebulon' ELSE 'nom' || s.n END";
    let pad = |text: &str| match engine {
        Engine::Sqlite => format!("printf('%09d', {text})"),
        Engine::Postgres => format!("lpad(CAST({text} AS TEXT), 9, '0')"),
    };
    let statements = [
        format!(
            "INSERT INTO users (id, email, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, \
             search, row_version, created_at, updated_at) SELECT 1000 + s.n, 'eleve' || s.n || '@example.org', \
             'Prenom' || (s.n % 100), {zebulon}, '', TRUE, FALSE, FALSE, {zebulon} || ' prenom' || (s.n % 100), \
             '  prenom' || (s.n % 100) || '  ' || {zebulon}, 1, {now} + s.n, {now} FROM {series} s"
        ),
        format!(
            "INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, \
             updated_at) SELECT 1000 + s.n, 'B-' || {}, 'L' || (s.n % 5), {zebulon} || ' prenom' || (s.n % 100), \
             '  prenom' || (s.n % 100) || '  ' || {zebulon}, 1, {now} + s.n, {now} FROM {series} s",
            pad("s.n")
        ),
        format!(
            "INSERT INTO audit_entries (at, class, action, actor_id, target_kind, target_id, metadata, request_id, \
             personal_hash) SELECT {now} - 1000000 * s.n, 'security', CASE WHEN s.n % 10 = 0 THEN 'login' ELSE 'logout' END, \
             1000 + s.n % 1000, 'user', 1000 + s.n % 1000, '{{}}', 'bench', {} FROM {series} s",
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
    for sql in statements {
        let tx = place.app.db().write_tx().await?;
        tx.exec(&sql, vec![rows.into()]).await?;
        tx.commit().await?;
    }
    place.analyze().await
}
