//! What goes wrong around the program, one thing per file: the machine, the disk, the database, the mail server, the
//! people at the other end. Each test keeps a log of its own of what was acknowledged, and looks afterwards.
//!
//! Map: `kills` SIGKILL at any moment under mixed load (`load`) · `full_disk`, `read_only` on a small file system of the
//! test (`volume`) · `database` PostgreSQL restarted, slow, refusing · `mails` a mail server (`post`) that refuses,
//! stalls, hangs up · `backups` no room for a copy, copies that are no good · `slow_clients` slow-loris, giants, idlers ·
//! `integrity` what the engines say of their files.

mod backups;
mod database;
mod full_disk;
mod integrity;
mod kills;
mod load;
mod mails;
mod post;
mod read_only;
mod slow_clients;
mod volume;

use std::io::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::process::Program;

const CHIEF: &str = "chef@ecole.example";

/// Said so that it is seen: the harness would swallow what a test prints.
fn skipped(test: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {test}: {why}");
}

fn student(email: &str) -> Value {
    json!({"user": {"first_name": "Élève", "last_name": "Nouveau", "email": email}})
}

/// Until it holds; how long that took.
#[track_caller]
fn until(what: &str, patience: Duration, mut holds: impl FnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < patience, "never within {patience:?}: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
    begun.elapsed()
}

/// Whatever befell it, it has not stumbled.
#[track_caller]
fn no_panic(program: &Program) {
    let log = program.log();
    let lines: Vec<_> =
        log.lines().filter(|line| line.contains("panicked") || line.contains("internal error")).collect();
    assert!(lines.is_empty(), "{lines:#?}");
}
