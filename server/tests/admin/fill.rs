//! Many rows in the tables that grow.

use preau_kernel::db::Sql;
use preau_testkit::{Engine, TestApp};
use sea_orm::ConnectionTrait;

/// `rows` people who are students and clients, with a log-in, a mail and an audit entry each.
pub(crate) async fn fill(test: &TestApp, rows: i64) {
    let numbers = match test.db().engine() {
        Engine::Sqlite => format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "),
        Engine::Postgres => format!("WITH n(i) AS (SELECT generate_series(1, {rows})) "),
    };
    let nothing = match test.db().engine() {
        Engine::Sqlite => "x'00'",
        Engine::Postgres => "'\\x00'::bytea",
    };
    let now = test.now().0;
    let at = format!("{now} - 3600000000 * (i % 20000) - i");
    let last = "CASE WHEN i % 100 = 0 THEN 'muller' ELSE 'martin' || i END";
    let kept = "row_version, created_at, updated_at";
    exec(
        test,
        &format!(
            "INSERT INTO users (id, email, first_name, last_name, phone, is_active, is_staff, is_superuser, \
         email_verified_at, sort_name, search, {kept}) {numbers} \
         SELECT 100000 + i, 'eleve' || i || '@ecole.example', 'Camille', {last}, '', i % 10 <> 0, FALSE, FALSE, 1, \
         {last} || ' camille', '  camille  ' || {last} || '  eleve' || i || '@ecole.example', 1, {at}, 1 FROM n"
        ),
    )
    .await;
    exec(test, &format!(
        "INSERT INTO students (id, user_id, student_number, level, sort_name, search, {kept}) \
         SELECT id, id, 'B-' || id, 'niveau ' || (id % 9), sort_name, search, 1, created_at, 1 FROM users WHERE id > 100000"
    )).await;
    exec(
        test,
        &format!(
            "INSERT INTO clients (id, user_id, sort_name, search, {kept}) \
         SELECT id, id, sort_name, search, 1, created_at, 1 FROM users WHERE id > 100000"
        ),
    )
    .await;
    exec(test, &format!(
        "INSERT INTO auth_sessions (id, user_id, kind, device, ip_address, hmac_key, generation, confirmed_generation, \
         rotated_at, given_at, created_at, last_seen_at, idle_expires_at, expires_at) {numbers} \
         SELECT 100000 + i, 100000 + i, 'jwt', 'Firefox', '192.0.2.7', {nothing}, 1, 1, {at}, {at}, {at}, {at}, \
         {now} + 86400000000, {now} + 86400000000 FROM n"
    )).await;
    exec(test, &format!(
        "INSERT INTO mails (id, recipient, recipient_name, subject, text, html, message_id, state, sensitive, attempts, \
         created_at, sent_at) {numbers} SELECT 100000 + i, 'eleve' || i || '@ecole.example', '', 'Bonjour', 'Texte', '', \
         'm' || i, CASE WHEN i % 1000 = 0 THEN 'failed' ELSE 'sent' END, FALSE, 1, {at}, {at} FROM n"
    )).await;
    exec(test, &format!(
        "INSERT INTO audit_entries (id, at, class, action, actor_id, target_kind, target_id, metadata, request_id, \
         personal_hash) {numbers} SELECT 100000 + i, {at}, 'security', CASE WHEN i % 2 = 0 THEN 'login' ELSE 'logout' END, \
         100000 + i, 'user', 100000 + i, '{{}}', 'fill', {nothing} FROM n"
    )).await;
    exec(
        test,
        &format!(
            "INSERT INTO audit_personal (entry_id, actor_id, target_kind, target_id, ip_address, salt, content) \
         SELECT id, actor_id, target_kind, target_id, '192.0.2.7', {nothing}, '{{\"actor\": \"Camille\"}}' \
         FROM audit_entries WHERE request_id = 'fill'"
        ),
    )
    .await;
    exec(
        test,
        &format!(
            "INSERT INTO time_claims (id, subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, \
             reason, created_at) {numbers} SELECT 100000 + i, 'person', 100000 + i % 500, 1700000000 + 1800 * (i / 500), \
             1700000900 + 1800 * (i / 500), 'appointment', i, i % 1000 <> 0, CASE WHEN i % 1000 = 0 THEN 'x' ELSE '' END, 1 \
             FROM n"
        ),
    )
    .await;
    match test.db().engine() {
        Engine::Sqlite => exec(test, "ANALYZE").await,
        Engine::Postgres => {
            test.db().read().execute_unprepared("VACUUM ANALYZE").await.unwrap();
        }
    }
}

async fn exec(test: &TestApp, sql: &str) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(sql, vec![]).await.unwrap_or_else(|error| panic!("{error}: {sql}"));
    tx.commit().await.unwrap();
}
