//! What the engines themselves say of what is stored, and rules that hold between tables, asked of the database and not
//! of the program.

use preau_testkit::OwnServer;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use crate::process::Home;

/// A database that nobody has open.
pub(super) enum Stored<'a> {
    Sqlite(String),
    Postgres(&'a OwnServer, String),
}

/// Each counts what half a write would leave behind.
const HALVES: &[(&str, &str)] = &[
    (
        "students without an entry of their creation",
        "SELECT COUNT(*) FROM students s WHERE NOT EXISTS (SELECT 1 FROM audit_entries e \
         WHERE e.action = 'user_created' AND e.target_kind = 'user' AND e.target_id = s.user_id)",
    ),
    (
        "booked appointments that keep no time",
        "SELECT COUNT(*) FROM appointments a WHERE a.status = 'booked' AND (SELECT COUNT(*) FROM time_claims c \
         WHERE c.source_kind = 'appointment' AND c.source_id = a.id) <> 2",
    ),
    (
        "times kept for appointments that are not booked",
        "SELECT COUNT(*) FROM time_claims c WHERE c.source_kind = 'appointment' AND NOT EXISTS \
         (SELECT 1 FROM appointments a WHERE a.id = c.source_id AND a.status = 'booked')",
    ),
    (
        "appointments that were booked or cancelled without an entry",
        "SELECT COUNT(*) FROM appointments a WHERE NOT EXISTS (SELECT 1 FROM audit_entries e \
         WHERE e.target_kind = 'appointment' AND e.target_id = a.id AND e.action = \
         CASE WHEN a.status = 'cancelled' THEN 'appointment_cancelled' ELSE 'appointment_booked' END)",
    ),
    (
        "tellings without their mail",
        "SELECT COUNT(*) FROM appointment_mails t WHERE t.mail_id IS NULL OR NOT EXISTS \
         (SELECT 1 FROM mails m WHERE m.id = t.mail_id)",
    ),
    (
        "seats with two sessions",
        "SELECT COUNT(*) FROM (SELECT workstation_id FROM workstation_sessions \
         WHERE status IN ('active', 'suspended') AND workstation_id IS NOT NULL \
         GROUP BY workstation_id HAVING COUNT(*) > 1) AS doubled",
    ),
    (
        "ended sessions whose time still runs",
        "SELECT COUNT(*) FROM session_intervals i JOIN workstation_sessions s ON s.id = i.session_id \
         WHERE i.ended_at IS NULL AND s.status <> 'active'",
    ),
    (
        "entries without the personal part that they name",
        "SELECT COUNT(*) FROM audit_entries e WHERE e.action = 'user_created' AND NOT EXISTS \
         (SELECT 1 FROM audit_personal p WHERE p.entry_id = e.id)",
    ),
];

impl Stored<'_> {
    /// Of a place on SQLite in its own folder.
    pub(super) fn of(home: &Home) -> Self {
        Self::Sqlite(home.path("preau.db").display().to_string())
    }

    pub(super) fn numbers(&self, sql: &str) -> Vec<i64> {
        self.texts(sql).iter().map(|text| text.parse().unwrap()).collect()
    }

    pub(super) fn number(&self, sql: &str) -> i64 {
        self.numbers(sql)[0]
    }

    /// The one column of each row.
    pub(super) fn texts(&self, sql: &str) -> Vec<String> {
        match self {
            Self::Postgres(server, name) => server.say(name, sql).lines().map(str::to_owned).collect(),
            Self::Sqlite(path) => with_sqlite(path, async |connection| {
                let sql = format!("SELECT CAST(one AS TEXT) FROM (WITH q (one) AS ({sql}) SELECT one FROM q)");
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(connection).await.unwrap()
            }),
        }
    }

    pub(super) fn change(&self, sql: &str) {
        match self {
            Self::Postgres(server, name) => drop(server.say(name, sql)),
            Self::Sqlite(path) => with_sqlite(path, async |connection| {
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(connection).await.unwrap();
            }),
        }
    }

    /// Pages, indexes and references are sound, and no half of a write is there.
    #[track_caller]
    pub(super) fn is_sound(&self) {
        match self {
            Self::Sqlite(path) => with_sqlite(path, async |connection| {
                let said: Vec<String> =
                    sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *connection).await.unwrap();
                assert_eq!(said, ["ok"]);
                let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(connection).await.unwrap();
                assert!(broken.is_empty(), "{} references to nothing", broken.len());
            }),
            Self::Postgres(server, name) => {
                server.say(name, "CREATE EXTENSION IF NOT EXISTS amcheck");
                let indexes = "SELECT COUNT(bt_index_check(c.oid, true)) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
                               JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace \
                               WHERE a.amname = 'btree' AND n.nspname = 'public' AND i.indisvalid";
                assert!(server.say(name, indexes).parse::<u32>().unwrap() > 100, "indexes were looked at");
                let heaps = "SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, \
                             LATERAL verify_heapam(c.oid) AS wrong WHERE c.relkind = 'r' AND n.nspname = 'public'";
                assert_eq!(server.say(name, heaps), "0");
            }
        }
        for (what, sql) in HALVES {
            assert_eq!(self.number(sql), 0, "{what}");
        }
    }
}

fn with_sqlite<T>(path: &str, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(path);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let found = work(&mut connection).await;
        connection.close().await.unwrap();
        found
    })
}
