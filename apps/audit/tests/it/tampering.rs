//! With the triggers gone, every change is found and named.

use preau_audit::verify::{self, Code, Problem};
use preau_kernel::i18n::Lang;

use crate::support::{TestApp, on_both_engines};

on_both_engines!(
    a_changed_row,
    a_value_of_another_type,
    a_deleted_row,
    an_inserted_row,
    a_changed_personal_row,
    a_deleted_personal_row,
    a_personal_row_without_entry,
    a_removed_seal,
    a_changed_seal,
    a_swapped_seal,
    an_older_seal_put_back,
    a_truncated_tail,
    a_forged_proof,
    a_removed_proof,
    a_broken_trail_is_recorded_and_told,
);

/// Three seals over six entries, the triggers gone.
async fn prepared(t: &TestApp) -> Vec<i64> {
    let mut ids = Vec::new();
    for n in 0..3 {
        ids.push(t.write("user_updated", 1, n + 2).await);
        ids.push(t.write("login", n + 2, n + 2).await);
        t.seal().await;
    }
    assert!(t.verify().await.is_sound());
    t.drop_triggers().await;
    ids
}

async fn found(t: &TestApp) -> Vec<(Code, i64, i64)> {
    t.verify().await.problems.iter().map(|Problem { code, first, last }| (*code, *first, *last)).collect()
}

async fn a_changed_row(t: &TestApp) {
    let ids = prepared(t).await;
    for (id, change) in [
        (ids[0], "at = at + 1"),
        (ids[1], "class = 'operation'"),
        (ids[2], "action = 'logout'"),
        (ids[3], "actor_id = NULL"),
        (ids[4], "metadata = '{\"fields\":\"phone\"}'"),
        (ids[5], "request_id = ''"),
    ] {
        t.sql(&format!("UPDATE audit_entries SET {change} WHERE id = {id}")).await.unwrap();
        let problems = t.verify().await.problems;
        assert_eq!(problems.last().map(|p| (p.code, p.last)), Some((Code::EntryChanged, id)), "{change}");
    }
}

/// SQLite lets a column hold anything.
async fn a_value_of_another_type(t: &TestApp) {
    let ids = prepared(t).await;
    if !t.is_postgres() {
        t.sql(&format!("UPDATE audit_entries SET actor_id = 'nobody' WHERE id = {}", ids[1])).await.unwrap();
        t.sql("UPDATE audit_seals SET count = 'many' WHERE seq = 3").await.unwrap();
        t.sql(&format!("UPDATE audit_personal SET content = x'ff00' WHERE entry_id = {}", ids[2])).await.unwrap();
        let expected =
            [(Code::EntryChanged, ids[1], ids[1]), (Code::PersonalChanged, ids[2], ids[2]), (Code::SealChanged, 3, 3)];
        assert_eq!(found(t).await, expected);
    }
}

async fn a_deleted_row(t: &TestApp) {
    let ids = prepared(t).await;
    t.sql(&format!("DELETE FROM audit_entries WHERE id IN ({}, {}, {})", ids[1], ids[2], ids[5])).await.unwrap();
    t.sql(&format!("DELETE FROM audit_personal WHERE entry_id IN ({}, {}, {})", ids[1], ids[2], ids[5])).await.unwrap();
    assert_eq!(found(t).await, [(Code::EntryDeleted, ids[1], ids[2]), (Code::EntryDeleted, ids[5], ids[5])]);
}

async fn an_inserted_row(t: &TestApp) {
    let tx = t.app.db().write_tx().await.unwrap();
    // A hole in the ids, as a transaction that gave up leaves on PostgreSQL.
    let engine = tx.engine();
    tx.rollback().await.unwrap();
    let first = t.write("login", 1, 1).await;
    match engine {
        preau_kernel::db::Engine::Sqlite => t.sql("UPDATE sqlite_sequence SET seq = seq + 5").await.unwrap(),
        preau_kernel::db::Engine::Postgres => t.sql("SELECT setval('audit_entries_id_seq', 6)").await.unwrap(),
    };
    t.write("login", 1, 1).await;
    t.seal().await;
    for id in [first + 2, -3, 0] {
        let sql = format!(
            "INSERT INTO audit_entries (id, at, class, action, metadata, request_id, personal_hash) \
             SELECT {id}, at, class, action, metadata, request_id, personal_hash FROM audit_entries WHERE id = {first}"
        );
        t.sql(&sql).await.unwrap();
    }
    let mut problems = found(t).await;
    problems.sort_unstable();
    let expected =
        [(Code::EntryInserted, -3, -3), (Code::EntryInserted, 0, 0), (Code::EntryInserted, first + 2, first + 2)];
    assert_eq!(problems, expected);
}

async fn a_changed_personal_row(t: &TestApp) {
    let ids = prepared(t).await;
    for (id, change) in [
        (ids[0], "content = '{}'"),
        (ids[1], "ip_address = '192.0.2.8'"),
        (ids[2], "actor_id = 99"),
        (ids[3], "target_id = NULL"),
        (ids[4], "salt = content_salt"),
    ] {
        // The salt a byte longer, the content a byte shorter: the same hash.
        let blob = if t.is_postgres() { "salt || '{'::bytea" } else { "CAST(salt || '{' AS BLOB)" };
        let change = change.replace("salt = content_salt", &format!("salt = {blob}, content = SUBSTR(content, 2)"));
        t.sql(&format!("UPDATE audit_personal SET {change} WHERE entry_id = {id}")).await.unwrap();
        let problems = t.verify().await.problems;
        assert_eq!(problems.last().map(|p| (p.code, p.last)), Some((Code::PersonalChanged, id)), "{change}");
    }
}

async fn a_deleted_personal_row(t: &TestApp) {
    let ids = prepared(t).await;
    t.sql(&format!("DELETE FROM audit_personal WHERE entry_id = {}", ids[3])).await.unwrap();
    assert_eq!(found(t).await, [(Code::PersonalDeleted, ids[3], ids[3])]);
    // An erasure of somebody else explains nothing.
    t.erase(2).await;
    assert_eq!(found(t).await, [(Code::PersonalDeleted, ids[3], ids[3])]);
}

async fn a_personal_row_without_entry(t: &TestApp) {
    prepared(t).await;
    let sql = "INSERT INTO audit_personal (entry_id, salt, content) SELECT 777, salt, content FROM audit_personal \
               ORDER BY entry_id LIMIT 1";
    t.sql(sql).await.unwrap();
    assert_eq!(found(t).await, [(Code::PersonalInserted, 777, 777)]);
}

async fn a_removed_seal(t: &TestApp) {
    prepared(t).await;
    t.sql("DELETE FROM audit_seals WHERE seq = 1").await.unwrap();
    assert_eq!(found(t).await, [(Code::SealMissing, 1, 1)]);
    t.sql("DELETE FROM audit_seals WHERE seq = 2").await.unwrap();
    assert_eq!(found(t).await, [(Code::SealMissing, 1, 2)]);
}

async fn a_changed_seal(t: &TestApp) {
    prepared(t).await;
    t.sql("UPDATE audit_seals SET last_id = last_id + 1 WHERE seq = 2").await.unwrap();
    assert_eq!(found(t).await, [(Code::SealChanged, 2, 2)]);
}

async fn a_swapped_seal(t: &TestApp) {
    prepared(t).await;
    t.sql("UPDATE audit_seals SET seq = 100 WHERE seq = 2").await.unwrap();
    t.sql("UPDATE audit_seals SET seq = 2 WHERE seq = 3").await.unwrap();
    t.sql("UPDATE audit_seals SET seq = 3 WHERE seq = 100").await.unwrap();
    assert_eq!(found(t).await, [(Code::SealChanged, 2, 3)]);
}

/// A seal that is good in itself, kept from before the end was cut off and sealed anew.
async fn an_older_seal_put_back(t: &TestApp) {
    prepared(t).await;
    t.sql("CREATE TABLE kept AS SELECT * FROM audit_seals WHERE seq = 3").await.unwrap();
    t.sql("DELETE FROM audit_seals WHERE seq = 3").await.unwrap();
    t.write("login", 1, 1).await;
    t.seal().await;
    t.write("login", 1, 1).await;
    t.seal().await;
    assert!(t.verify().await.is_sound());
    t.sql("DELETE FROM audit_seals WHERE seq = 3").await.unwrap();
    t.sql("INSERT INTO audit_seals SELECT * FROM kept").await.unwrap();
    let problems = found(t).await;
    assert_eq!(problems[0], (Code::SealUnchained, 4, 4), "{problems:?}");
}

async fn a_truncated_tail(t: &TestApp) {
    let ids = prepared(t).await;
    let head = t.head().await;
    let mac = head.split_once(':').unwrap().1.to_uppercase();
    assert!(verify::verify(&t.app, Some(&head)).await.unwrap().is_sound());
    for table in ["audit_entries WHERE id", "audit_personal WHERE entry_id"] {
        t.sql(&format!("DELETE FROM {table} >= {}", ids[4])).await.unwrap();
    }
    t.sql("DELETE FROM audit_seals WHERE seq = 3").await.unwrap();
    assert!(t.verify().await.is_sound(), "only an outside log can tell");
    let report = verify::verify(&t.app, Some(&head)).await.unwrap();
    assert_eq!(report.problems, [Problem { code: Code::HeadMissing, first: 3, last: 3 }]);
    let report = verify::verify(&t.app, Some(&mac)).await.unwrap();
    assert_eq!(report.problems, [Problem { code: Code::HeadMissing, first: 0, last: 0 }]);
    // The chain goes on over the cut; the old head stays lost.
    t.write("login", 1, 1).await;
    t.seal().await;
    assert!(!verify::verify(&t.app, Some(&head)).await.unwrap().is_sound());
}

async fn a_forged_proof(t: &TestApp) {
    let ids = prepared(t).await;
    let forged = t
        .write_entry(
            preau_kernel::audit::Entry::new("logs_cleaned")
                .meta("class", "data")
                .meta("before", i64::MAX)
                .meta("count", 1)
                .meta("first_id", ids[0])
                .meta("last_id", ids[0])
                .meta("proof", "00".repeat(32)),
        )
        .await;
    t.sql(&format!("DELETE FROM audit_entries WHERE id = {}", ids[0])).await.unwrap();
    t.sql(&format!("DELETE FROM audit_personal WHERE entry_id = {}", ids[0])).await.unwrap();
    t.seal().await;
    let expected = [(Code::EntryDeleted, ids[0], ids[0]), (Code::ProofForged, forged, forged)];
    assert_eq!(found(t).await, expected);
}

async fn a_removed_proof(t: &TestApp) {
    let ids = prepared(t).await;
    assert_eq!(t.erase(4).await, 2);
    t.seal().await;
    assert!(t.verify().await.is_sound());
    let proof = t.number("SELECT id FROM audit_entries WHERE action = 'personal_erased'").await;
    t.sql(&format!("DELETE FROM audit_entries WHERE id = {proof}")).await.unwrap();
    let problems = found(t).await;
    assert!(problems.contains(&(Code::EntryDeleted, proof, proof)), "{problems:?}");
    assert!(problems.contains(&(Code::PersonalDeleted, ids[4], ids[5])), "{problems:?}");
}

async fn a_broken_trail_is_recorded_and_told(t: &TestApp) {
    let ids = prepared(t).await;
    let report = verify::run(&t.app, None).await.unwrap();
    assert!(report.is_sound());
    let text = verify::render(&report, t.app.l10n(), Lang::Fr);
    assert!(text.contains("Sceaux : 3") && text.ends_with("Le journal est intact."), "{text}");
    assert_eq!(t.unsealed().await, 0, "a sound run writes nothing");

    t.sql(&format!("DELETE FROM audit_entries WHERE id IN ({}, {})", ids[0], ids[1])).await.unwrap();
    let report = verify::run(&t.app, None).await.unwrap();
    let text = verify::render(&report, t.app.l10n(), Lang::En);
    assert!(text.contains(&format!("deleted entry: {}–{}", ids[0], ids[1])), "{text}");
    assert!(text.ends_with("THE LOG WAS TAMPERED WITH."), "{text}");
    assert_eq!(t.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'seal_broken'").await, 1);
}

#[test]
fn every_problem_has_its_words() {
    for source in [include_str!("../../locales/fr.ftl"), include_str!("../../locales/en.ftl")] {
        let keys = preau_kernel::i18n::keys(source);
        for code in Code::ALL {
            assert!(keys.contains(&format!("audit-verify-{}", code.name().replace('_', "-"))), "{}", code.name());
        }
    }
    assert_eq!(
        preau_kernel::i18n::keys(include_str!("../../locales/fr.ftl")),
        preau_kernel::i18n::keys(include_str!("../../locales/en.ftl"))
    );
}
