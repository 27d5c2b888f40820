//! Retention and erasure take what they may, leave a proof, and the trail stays verifiable.

use chrono::TimeDelta;
use preau_audit::verify::Code;
use preau_audit::{Audit, actions};
use preau_kernel::i18n::Lang;
use preau_kernel::module::Module;

use crate::support::{TestApp, actor, info, on_both_engines};

on_both_engines!(
    retention_goes_by_class,
    only_sealed_entries_go,
    a_great_backlog_goes_in_several_transactions,
    an_admins_cleaning_is_recorded,
    an_entry_stolen_before_retention_is_still_missed,
    an_erasure_takes_the_names_only,
    an_erasure_follows_merges,
    a_personal_part_stolen_before_an_erasure_is_still_missed,
    a_person_reads_what_is_about_them,
    the_window_closes_with_its_transaction,
);

async fn retention_goes_by_class(t: &TestApp) {
    for _ in 0..2 {
        for action in ["login", "user_updated", "list_printed", "session_started"] {
            t.write(action, 1, 2).await;
        }
        t.seal().await;
        t.clock.advance(TimeDelta::days(200));
    }
    // The first round is 400 days old, the second 200.
    assert_eq!(t.retain().await, 4, "two of operation, one of security and one of access");
    assert_eq!(t.retain().await, 0);
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.sealed, report.removed, report.unsealed), (4, 4, 3));
    t.seal().await;
    t.clock.advance(TimeDelta::days(4000));
    assert_eq!(t.retain().await, 4, "everything but the proofs");
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.sealed, report.removed), (6, 8));
    assert_eq!(t.number("SELECT COUNT(*) FROM audit_personal").await, 6);
}

async fn only_sealed_entries_go(t: &TestApp) {
    t.write("session_started", 1, 2).await;
    t.clock.advance(TimeDelta::days(400));
    assert_eq!(t.retain().await, 0);
    t.seal().await;
    assert_eq!(t.retain().await, 1);
    assert!(t.verify().await.is_sound());
}

async fn a_great_backlog_goes_in_several_transactions(t: &TestApp) {
    let insert = "INSERT INTO audit_entries (at, class, action, metadata, request_id, personal_hash) ";
    // Of one instant by the thousands: these are never parted.
    let select = "SELECT 1000 + n / 15000, 'operation', 'session_started', '{}', 'r', $1";
    let sql = if t.is_postgres() {
        format!("{insert}{select} FROM generate_series(1, 45000) AS n")
    } else {
        format!(
            "{insert}WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 45000) \
             {select} FROM numbers"
        )
    };
    t.sql_with(&sql, vec![vec![7u8; 32].into()]).await.unwrap();
    t.seal().await;
    assert_eq!(t.retain().await, 45_000);
    assert_eq!(t.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'logs_cleaned'").await, 4);
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.removed, 45_000);
}

async fn an_admins_cleaning_is_recorded(t: &TestApp) {
    let info = info(Lang::Fr);
    info.set_actor(Ok(Some(actor(9, true))));
    assert!(actions::retain(&t.app, &info).await.unwrap().is_empty());
    assert_eq!(t.number("SELECT actor_id FROM audit_entries WHERE action = 'logs_cleaned'").await, 9);
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
}

async fn an_entry_stolen_before_retention_is_still_missed(t: &TestApp) {
    let first = t.write("session_started", 1, 2).await;
    let stolen = t.write("session_started", 1, 2).await;
    let last = t.write("session_started", 1, 2).await;
    t.seal().await;
    t.drop_triggers().await;
    t.sql(&format!("DELETE FROM audit_entries WHERE id = {stolen}")).await.unwrap();
    t.sql(&format!("DELETE FROM audit_personal WHERE entry_id = {stolen}")).await.unwrap();
    t.clock.advance(TimeDelta::days(400));
    assert_eq!(t.retain().await, 2, "{first} and {last}");
    let problems = t.verify().await.problems;
    assert_eq!(problems[0].code, Code::ProofExceeded, "{problems:?}");
}

async fn an_erasure_takes_the_names_only(t: &TestApp) {
    t.write("user_updated", 1, 5).await;
    t.write("login", 5, 6).await;
    t.write("login", 7, 6).await;
    t.seal().await;
    t.write("login", 5, 5).await;
    assert_eq!(t.erase(5).await, 3);
    assert_eq!(t.erase(5).await, 0, "the proof itself names no one");
    t.write("login", 5, 5).await;
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.sealed, report.erased), (6, 3));
    let left = "SELECT COUNT(*) FROM audit_personal WHERE content LIKE '%Personne 5%'";
    assert_eq!(t.number(left).await, 1, "only what came afterwards");
    assert_eq!(t.erase(5).await, 1);
    // Retention takes bare entries as well.
    t.seal().await;
    t.clock.advance(TimeDelta::days(4000));
    assert_eq!(t.retain().await, 5);
    assert!(t.verify().await.is_sound());
}

async fn an_erasure_follows_merges(t: &TestApp) {
    for user in [5, 6, 7, 8] {
        t.write("login", user, user).await;
    }
    let tx = t.app.db().write_tx().await.unwrap();
    Audit.merge_person(&tx, 5, 6).await.unwrap();
    Audit.merge_person(&tx, 6, 7).await.unwrap();
    Audit.merge_person(&tx, 7, 5).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(Audit.export_person(&t.app, 7).await.unwrap()["entries"].as_array().unwrap().len(), 3);
    let tx = t.app.db().write_tx().await.unwrap();
    Audit.erase_person(&t.app, &tx, 7).await.unwrap();
    tx.commit().await.unwrap();
    t.seal().await;
    let report = t.verify().await;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.erased, 3);
}

async fn a_personal_part_stolen_before_an_erasure_is_still_missed(t: &TestApp) {
    t.write("login", 5, 5).await;
    let stolen = t.write("login", 5, 5).await;
    t.write("login", 5, 5).await;
    t.seal().await;
    t.drop_triggers().await;
    t.sql(&format!("DELETE FROM audit_personal WHERE entry_id = {stolen}")).await.unwrap();
    t.erase(5).await;
    let problems = t.verify().await.problems;
    assert_eq!(problems[0].code, Code::ProofExceeded, "{problems:?}");
}

async fn a_person_reads_what_is_about_them(t: &TestApp) {
    let own = t.write("login", 5, 5).await;
    let of = t.write("user_updated", 1, 5).await;
    t.write("user_updated", 1, 6).await;
    let all = Audit.export_person(&t.app, 5).await.unwrap();
    let entries = all["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!((&entries[0]["id"], &entries[1]["id"]), (&of.into(), &own.into()));
    assert_eq!(entries[1]["ip_address"], "192.0.2.7");
    assert_eq!(entries[0]["details"]["email"], "p5@example.org");
    assert!(entries[0]["details"].get("actor").is_none() && entries[0]["ip_address"].is_null());
    assert_eq!(all["truncated"], false);
}

async fn the_window_closes_with_its_transaction(t: &TestApp) {
    t.write("session_started", 5, 5).await;
    t.seal().await;
    t.erase(5).await;
    assert!(t.sql("DELETE FROM audit_entries").await.is_err());
    let tx = t.app.db().write_tx().await.unwrap();
    preau_audit::store::engine::open_window(&tx).await.unwrap();
    tx.rollback().await.unwrap();
    for _ in 0..10 {
        assert!(t.sql("DELETE FROM audit_entries").await.is_err());
    }
}
