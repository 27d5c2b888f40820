//! What is only known by looking, for `/metrics`: the queue, the mails, the connections, the process.

use std::sync::atomic::{AtomicI64, AtomicU64};
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::metrics::Labels;
use crate::app::App;
use crate::db::Sql;
use crate::error::Result;
use crate::logging;

/// A database that does not answer must not hold up the rest.
const DATABASE_PATIENCE: Duration = Duration::from_secs(1);
/// Of Linux, in `/proc`.
const TICKS_PER_SECOND: f64 = 100.0;

pub(super) async fn momentary(app: &App) -> Registry {
    let mut registry = Registry::with_prefix("preau");
    queues(app, &mut registry).await;
    connections(app, &mut registry);
    process(app, &mut registry);
    registry
}

async fn queues(app: &App, registry: &mut Registry) {
    let tables = [
        ("jobs", "Jobs by state", &["queued", "dead"][..]),
        ("mails", "Mails by state", &["queued", "sent", "failed"]),
    ];
    for (table, help, known) in tables {
        let states = tokio::time::timeout(DATABASE_PATIENCE, states(app, table)).await;
        if let Ok(Ok(states)) = states {
            let family = Family::<Labels, Gauge>::default();
            // A state in which there is none is 0, not nothing: an alert compares with it.
            for state in known {
                drop(family.get_or_create(&vec![("state", (*state).to_owned())]));
            }
            for (state, count) in states {
                family.get_or_create(&vec![("state", state)]).set(count);
            }
            registry.register(table, help, family);
        }
    }
    if let Ok(Ok(seconds)) = tokio::time::timeout(DATABASE_PATIENCE, overdue(app)).await {
        let gauge = Gauge::<f64, AtomicU64>::default();
        gauge.set(seconds);
        registry.register("jobs_overdue_seconds", "How long the oldest due job waits to be begun", gauge);
    }
}

/// An error when the table is not there.
async fn states(app: &App, table: &'static str) -> Result<Vec<(String, i64)>> {
    let rows = app.db().read().all(&format!("SELECT state, COUNT(*) FROM {table} GROUP BY state"), vec![]).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

async fn overdue(app: &App) -> Result<f64> {
    let now = app.now();
    let sql = "SELECT MIN(run_at) FROM jobs WHERE state = 'queued' AND run_at <= $1 AND lease_until IS NULL";
    let oldest = app.db().read().number(sql, vec![now.into()]).await?;
    Ok(if oldest == 0 { 0.0 } else { (now.0 - oldest) as f64 / 1e6 })
}

fn connections(app: &App, registry: &mut Registry) {
    let family = Family::<Labels, Gauge>::default();
    for (pool, open, idle) in app.db().pools() {
        for (state, count) in [("idle", idle), ("busy", open.saturating_sub(idle))] {
            let labels = vec![("pool", pool.to_owned()), ("state", state.to_owned())];
            family.get_or_create(&labels).set(i64::try_from(count).unwrap_or(i64::MAX));
        }
    }
    registry.register("db_connections", "Connections to the database by pool and state", family);
    let replica = Gauge::<i64, AtomicI64>::default();
    replica.set(app.db().uses_replica().into());
    registry.register("replica_used", "1 while figures and exports are read from the replica", replica);
    let hearing = Gauge::<i64, AtomicI64>::default();
    hearing.set(app.bus().is_hearing().into());
    registry.register("other_nodes_heard", "1 while nothing that other nodes say is missed", hearing);
}

fn process(app: &App, registry: &mut Registry) {
    let gauge = |registry: &mut Registry, name, help, value: Option<u64>| {
        if let Some(value) = value {
            let gauge = Gauge::<u64, AtomicU64>::default();
            gauge.set(value);
            registry.register(name, help, gauge);
        }
    };
    gauge(registry, "process_resident_memory_bytes", "Memory of the process", resident_memory());
    gauge(registry, "process_open_fds", "Open files and connections of the process", open_files());
    gauge(registry, "process_uptime_seconds", "Since the start", Some(app.metrics().uptime().as_secs()));
    if let Some(seconds) = processor_seconds() {
        let counter = Counter::<f64, AtomicU64>::default();
        counter.inc_by(seconds);
        registry.register("process_cpu_seconds", "Time of processors that the process has used", counter);
    }
    let lost = Counter::<u64, AtomicU64>::default();
    lost.inc_by(logging::lines_lost());
    registry.register("log_lines_lost", "Lines of the log that nobody was there to read", lost);
}

/// Linux only, as the following; `None` elsewhere.
fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn open_files() -> Option<u64> {
    Some(std::fs::read_dir("/proc/self/fd").ok()?.count() as u64)
}

/// The 14th and 15th words; the name, which may hold blanks, ends at the last parenthesis.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let words: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = words.get(11)?.parse::<f64>().ok()? + words.get(12)?.parse::<f64>().ok()?;
    Some(ticks / TICKS_PER_SECOND)
}
