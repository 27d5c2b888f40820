//! The arrows between the crates, one way: compress ← kernel ← audit, calendar, accounts, admin; accounts and calendar ←
//! school, appointments, workstations; all ← server, bench and fuzz. Cargo refuses what is not declared, this test what
//! must not be declared.

use std::process::Command;

use serde_json::Value;

const PREFIX: &str = "preau-";
/// (crate, the crates of the workspace that it may stand on).
const ARROWS: &[(&str, &[&str])] = &[
    ("compress", &[]),
    ("kernel", &["compress"]),
    ("audit", &["kernel"]),
    ("calendar", &["kernel"]),
    ("accounts", &["kernel"]),
    ("admin", &["kernel"]),
    ("school", &["kernel", "accounts", "calendar"]),
    ("appointments", &["kernel", "accounts", "calendar"]),
    ("workstations", &["kernel", "accounts", "calendar", "seat-protocol", "seat-page"]),
    ("seat-protocol", &[]),
    ("seat-page", &[]),
    ("kiosk", &["seat-protocol", "seat-page"]),
    ("server", PROGRAM),
    ("bench", MEASURED),
    ("testkit", &["kernel"]),
    ("fuzz", FUZZED),
];
/// A seat that is measured speaks as the protocol says.
const MEASURED: &[&str] =
    &["kernel", "audit", "calendar", "accounts", "admin", "school", "appointments", "workstations", "seat-protocol"];

/// Whatever reads what strangers write, and what tests stand on.
const FUZZED: &[&str] = &[
    "kernel",
    "calendar",
    "accounts",
    "school",
    "appointments",
    "workstations",
    "seat-protocol",
    "kiosk",
    "server",
    "testkit",
];

/// The program is also the agent of a seat (`preau kiosk`).
const PROGRAM: &[&str] = &[
    "kernel",
    "audit",
    "calendar",
    "accounts",
    "admin",
    "school",
    "appointments",
    "workstations",
    "seat-protocol",
    "seat-page",
    "kiosk",
];

#[test]
fn crates_stand_only_on_what_they_may() {
    let wrong = wrong_arrows(&metadata());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_arrow_would_be_named() {
    let crate_of = |name: &str, kind: Option<&str>, to: &str| {
        serde_json::json!({"packages": [
            {"name": name, "dependencies": [{"name": to, "kind": kind}, {"name": "serde", "kind": null}]},
            {"name": to, "dependencies": []},
        ]})
    };
    for (name, kind, to) in [
        ("preau-kernel", None, "preau-accounts"),
        ("preau-school", None, "preau-appointments"),
        ("preau-audit", Some("build"), "preau-accounts"),
        ("preau-school", None, "preau-testkit"),
        ("preau-testkit", None, "preau-accounts"),
        ("preau-accounts", None, "preau"),
    ] {
        assert_eq!(wrong_arrows(&crate_of(name, kind, to)).len(), 1, "{name} → {to} {kind:?}");
    }
    for (name, kind, to) in [
        ("preau-school", None, "preau-calendar"),
        ("preau-school", Some("dev"), "preau-testkit"),
        // A circle that Cargo allows: the kernel's own tests may stand on the testkit.
        ("preau-kernel", Some("dev"), "preau-testkit"),
        ("preau", None, "preau-school"),
    ] {
        assert_eq!(wrong_arrows(&crate_of(name, kind, to)), [""; 0], "{name} → {to} {kind:?}");
    }
}

/// One sentence for each arrow that must not be.
fn wrong_arrows(metadata: &Value) -> Vec<String> {
    let packages = || metadata["packages"].as_array().into_iter().flatten();
    let members: Vec<&str> = packages().filter_map(|package| package["name"].as_str()).collect();
    let mut wrong = Vec::new();
    for package in packages() {
        let from = short(package["name"].as_str().unwrap_or_default());
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == from) else {
            wrong.push(format!("{from} is new: say in server/tests/edges.rs what it may stand on"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let name = dependency["name"].as_str().unwrap_or_default();
            let (to, kind) = (short(name), dependency["kind"].as_str().unwrap_or("normal"));
            if !members.contains(&name) {
                continue;
            }
            if kind != "dev" && !allowed.contains(&to) {
                wrong.push(format!("{from} must not stand on {to} (a {kind} dependency)"));
            }
        }
    }
    wrong
}

/// `preau-accounts` → `accounts`; the program itself is `server`.
fn short(package: &str) -> &str {
    if package == "preau" { "server" } else { package.strip_prefix(PREFIX).unwrap_or(package) }
}

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata writes JSON")
}
