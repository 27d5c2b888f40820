//! The database itself refuses to change what was written.

use preau_audit::Audit;
use preau_kernel::module::Module;

use crate::support::{TestApp, on_both_engines};

on_both_engines!(nothing_is_updated_or_deleted, an_insert_replaces_nothing, missing_triggers_are_told);

async fn nothing_is_updated_or_deleted(t: &TestApp) {
    t.write("login", 1, 1).await;
    t.seal().await;
    let mut refused = vec![
        "UPDATE audit_entries SET action = 'logout'",
        "UPDATE audit_personal SET content = '{}'",
        "UPDATE audit_seals SET count = 0",
        "DELETE FROM audit_entries",
        "DELETE FROM audit_personal",
        "DELETE FROM audit_seals",
    ];
    if t.is_postgres() {
        refused.extend(["TRUNCATE audit_entries", "TRUNCATE audit_personal", "TRUNCATE audit_seals"]);
    }
    for sql in refused {
        let error = t.sql(sql).await.unwrap_err().to_string();
        assert!(error.contains("audit_"), "{sql}: {error}");
    }
    for table in ["audit_entries", "audit_personal", "audit_seals"] {
        assert_eq!(t.number(&format!("SELECT COUNT(*) FROM {table}")).await, 1, "{table}");
    }
    assert!(t.verify().await.is_sound());
}

/// SQLite's REPLACE removes a row without asking the triggers of DELETE.
async fn an_insert_replaces_nothing(t: &TestApp) {
    if t.is_postgres() {
        return;
    }
    t.write("login", 1, 1).await;
    t.seal().await;
    for sql in [
        "INSERT OR REPLACE INTO audit_entries SELECT id, at, class, 'logout', actor_id, on_behalf_of_id, target_kind, \
         target_id, metadata, request_id, personal_hash FROM audit_entries",
        "INSERT OR REPLACE INTO audit_personal SELECT entry_id, 2, target_kind, target_id, ip_address, salt, content \
         FROM audit_personal",
        "INSERT OR REPLACE INTO audit_personal (rowid, entry_id, salt, content) SELECT rowid, 99, salt, content \
         FROM audit_personal",
        "INSERT OR REPLACE INTO audit_seals SELECT seq, first_id, last_id, 9, leaves, previous_mac, mac, key_id, at \
         FROM audit_seals",
    ] {
        assert!(t.sql(sql).await.is_err(), "{sql}");
    }
    assert!(t.verify().await.is_sound());
}

async fn missing_triggers_are_told(t: &TestApp) {
    assert!(Audit.check(&t.app).await.unwrap().is_empty());
    if !t.is_postgres() {
        t.sql("INSERT INTO audit_window (open) VALUES (1)").await.unwrap();
        assert_eq!(Audit.check(&t.app).await.unwrap()[0].code, "audit_window_open");
    }
    t.drop_triggers().await;
    let warnings = Audit.check(&t.app).await.unwrap();
    assert!(warnings[0].detail.contains("audit_entries_no_update"), "{warnings:?}");
}
