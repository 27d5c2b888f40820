//! `docs/metrics.md` names every metric that the program exports and no other; so do the dashboard and the alerts, as far
//! as they name any.

use std::collections::{BTreeMap, BTreeSet};

use preau_testkit::{TestApp, TestEngine};
use serde_json::Value;

const PAGE: &str = include_str!("../../docs/metrics.md");
const DASHBOARD: &str = include_str!("../../packaging/grafana/preau.json");
const ALERTS: &str = include_str!("../../packaging/prometheus/preau.rules.yml");
/// What is added to a name by its type.
const ENDINGS: [&str; 5] = ["_total", "_info", "_bucket", "_count", "_sum"];

preau_testkit::both_engines! {
    async fn the_page_names_what_is_exported(engine: TestEngine) {
        let exported = exported(engine).await;
        let listed = listed();
        for (name, kind) in &exported {
            assert_eq!(listed.get(name), Some(kind), "docs/metrics.md on {name}");
        }
        for name in listed.keys() {
            assert!(exported.contains_key(name), "docs/metrics.md names {name}, which is not exported");
        }
    }
}

#[test]
fn the_dashboard_shows_what_is_there() {
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<_> = panels.iter().map(|panel| panel["id"].as_i64().unwrap()).collect();
    assert_eq!(ids.len(), panels.len(), "every panel has an id of its own");
    for panel in panels.iter().filter(|panel| panel["type"] != "row") {
        for target in panel["targets"].as_array().unwrap() {
            assert!(!names_in(target["expr"].as_str().unwrap()).is_empty(), "{panel}");
        }
    }
    all_known("the dashboard", DASHBOARD);
}

#[test]
fn the_alerts_ask_for_what_is_there() {
    assert!(ALERTS.matches("alert:").count() >= 8);
    assert_eq!(ALERTS.matches("alert:").count(), ALERTS.matches("summary:").count(), "each alert says what it means");
    all_known("the alerts", ALERTS);
}

#[track_caller]
fn all_known(what: &str, text: &str) {
    let listed = listed();
    let bare: BTreeSet<&str> = listed.keys().map(|name| bare_of(name)).collect();
    for name in names_in(text) {
        assert!(bare.contains(bare_of(&name)), "{what} names {name}, which is no metric");
    }
}

/// Name and type as the type lines say them, with the ending that samples carry.
async fn exported(engine: TestEngine) -> BTreeMap<String, String> {
    let test = TestApp::with(preau::modules::every(), engine).await;
    let machine = test.anonymous().from_ip("127.0.0.1");
    machine.get("/healthz").send().await.expect(200);
    let text = machine.get("/metrics").send().await.expect(200).text();
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    types
        .map(|(name, kind)| match kind {
            "counter" => (format!("{name}_total"), kind.to_owned()),
            "info" => (format!("{name}_info"), kind.to_owned()),
            _ => (name.to_owned(), kind.to_owned()),
        })
        .collect()
}

/// The rows of the tables of metrics.
fn listed() -> BTreeMap<String, String> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| `preau_"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        (cells[0].trim_matches('`').to_owned(), cells[1].to_owned())
    })
    .collect()
}

fn names_in(text: &str) -> BTreeSet<String> {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let words = text.split(|c| !is_word(c)).filter(|word| word.starts_with("preau_"));
    words.map(str::to_owned).collect()
}

fn bare_of(name: &str) -> &str {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}
