//! Random histories: the trail is sound after every step until something is tampered with, and never after.

use chrono::TimeDelta;
use preau_audit::store;
use preau_audit::verify::verify;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::TestApp;

#[derive(Debug, Clone)]
enum Step {
    Write { action: usize, actor: i64, target: i64 },
    Wait { days: i64 },
    Seal,
    Retain,
    Erase { user: i64 },
}

/// What a stranger does; `at` chooses among the rows that are there.
#[derive(Debug, Clone)]
struct Tamper {
    kind: usize,
    at: usize,
}

const ACTIONS: [&str; 4] = ["login", "user_updated", "list_printed", "session_started"];
const TAMPERS: usize = 13;

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0usize..4, 1i64..4, 1i64..4).prop_map(|(action, actor, target)| Step::Write { action, actor, target }),
        2 => (1i64..250).prop_map(|days| Step::Wait { days }),
        3 => Just(Step::Seal),
        2 => Just(Step::Retain),
        1 => (1i64..4).prop_map(|user| Step::Erase { user }),
    ]
}

fn history() -> impl Strategy<Value = (Vec<Step>, Tamper)> {
    let tamper = (0..TAMPERS, any::<usize>()).prop_map(|(kind, at)| Tamper { kind, at });
    (proptest::collection::vec(step(), 1..30), tamper)
}

#[test]
fn sqlite() {
    run(60, || Box::pin(async { Some(TestApp::sqlite().await) }));
}

#[test]
fn postgres() {
    run(15, || Box::pin(TestApp::postgres()));
}

type Started = std::pin::Pin<Box<dyn Future<Output = Option<TestApp>>>>;

fn run(cases: u32, start: impl Fn() -> Started) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = Config { cases, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&history(), |(steps, tamper)| {
            runtime.block_on(async {
                let Some(t) = start().await else { return Ok(()) };
                play(&t, steps, tamper).await
            })
        })
        .unwrap();
}

async fn play(t: &TestApp, steps: Vec<Step>, tamper: Tamper) -> Result<(), TestCaseError> {
    let mut head = None;
    for step in steps {
        match step {
            Step::Write { action, actor, target } => drop(t.write(ACTIONS[action], actor, target).await),
            Step::Wait { days } => t.clock.advance(TimeDelta::days(days)),
            Step::Seal => {
                t.seal().await;
                head = t.verify().await.head.map(|(seq, mac)| format!("{seq}:{mac}"));
            }
            Step::Retain => drop(t.retain().await),
            Step::Erase { user } => drop(t.erase(user).await),
        }
        let report = verify(&t.app, head.as_deref()).await.unwrap();
        prop_assert!(report.is_sound(), "after {step:?}: {report:?}");
    }
    t.drop_triggers().await;
    if apply(t, &tamper).await {
        let report = verify(&t.app, head.as_deref()).await.unwrap();
        prop_assert!(!report.is_sound(), "{tamper:?} was not found: {report:?}");
    }
    Ok(())
}

/// Tampers with something that is sealed; false when nothing of the kind is there.
async fn apply(t: &TestApp, tamper: &Tamper) -> bool {
    let sealed = store::seals::head(t.app.db().read()).await.unwrap().last_id;
    let entries = t.numbers(&format!("SELECT id FROM audit_entries WHERE id <= {sealed} ORDER BY id")).await;
    let personal = t.numbers(&format!("SELECT entry_id FROM audit_personal WHERE entry_id <= {sealed}")).await;
    let seals = t.numbers("SELECT seq FROM audit_seals ORDER BY seq").await;
    let holes: Vec<i64> = (-1..=sealed).filter(|id| !entries.contains(id)).collect();
    let pick = |list: &[i64]| (!list.is_empty()).then(|| list[tamper.at % list.len()]);
    let (table, chosen) = match tamper.kind {
        0..=4 => ("entry", pick(&entries)),
        5 => ("hole", pick(&holes).filter(|_| !entries.is_empty())),
        6..=8 => ("personal", pick(&personal)),
        _ => ("seal", pick(&seals)),
    };
    let Some(id) = chosen else { return false };
    let sql: Vec<String> = match (table, tamper.kind) {
        (_, 0) => vec![format!("UPDATE audit_entries SET metadata = '{{\"x\":1}}' WHERE id = {id}")],
        (_, 1) => vec![format!("UPDATE audit_entries SET at = at - 1 WHERE id = {id}")],
        (_, 2) => vec![format!("UPDATE audit_entries SET actor_id = 77 WHERE id = {id}")],
        (_, 3) => vec![
            format!("DELETE FROM audit_personal WHERE entry_id = {id}"),
            format!("DELETE FROM audit_entries WHERE id = {id}"),
        ],
        (_, 4) => vec![format!("DELETE FROM audit_entries WHERE id = {id}")],
        ("hole", _) => vec![format!(
            "INSERT INTO audit_entries (id, at, class, action, metadata, request_id, personal_hash) \
             SELECT {id}, at, class, action, metadata, request_id, personal_hash FROM audit_entries WHERE id = {}",
            entries[0]
        )],
        (_, 6) => vec![format!("UPDATE audit_personal SET content = '{{}}' WHERE entry_id = {id}")],
        (_, 7) => vec![format!("UPDATE audit_personal SET target_id = 77 WHERE entry_id = {id}")],
        (_, 8) => vec![format!("DELETE FROM audit_personal WHERE entry_id = {id}")],
        (_, 9) => vec![format!("DELETE FROM audit_seals WHERE seq = {id}")],
        (_, 10) => vec![format!("UPDATE audit_seals SET at = at + 1 WHERE seq = {id}")],
        (_, 11) => vec![format!("UPDATE audit_seals SET seq = seq + 50 WHERE seq = {id}")],
        _ => vec![format!("UPDATE audit_seals SET previous_mac = mac WHERE seq = {id}")],
    };
    for sql in sql {
        t.sql(&sql).await.unwrap();
    }
    true
}
