//! Migrations gathered from the modules, applied at start under a lock, in the order of the modules and then of
//! their list. Each is SQL text that both engines read (placeholders: `dialect::ddl`), run in one transaction.

use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

use super::{Db, Engine, Sql, Tx};
use crate::clock::Clock;
use crate::error::{Error, Result};

/// One step of a module's schema, never changed once released.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `accounts/0001_people`: unique for ever.
    pub name: &'static str,
    /// Statements, each ended by `;` at the end of a line. `{id}`, `{blob}` and `{sorted}` are the engine's words.
    /// A line `-- sqlite` or `-- postgres` begins a part for that engine only, `-- both` ends it. A line
    /// `-- search: table` gives `table.search` its trigram index.
    pub sql: &'static str,
}

/// Applies what is missing and returns the names applied. Safe to call from several nodes at once.
pub async fn apply(db: &Db, migrations: &[Migration], clock: &Clock) -> Result<Vec<&'static str>> {
    let tx = db.write_tx().await?;
    if tx.engine() == Engine::Postgres {
        // Whoever comes second waits here until the first has committed.
        tx.exec("SELECT pg_advisory_xact_lock(7268210)", vec![]).await?;
    }
    tx.execute_unprepared(
        "CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)",
    )
    .await?;
    let mut done = Vec::new();
    for name in names(&tx).await? {
        if !migrations.iter().any(|m| m.name == name) {
            tracing::warn!(name, "the database holds a migration that this program does not know");
        }
        done.push(name);
    }
    let mut applied = Vec::new();
    for migration in migrations.iter().filter(|m| !done.iter().any(|d| d == m.name)) {
        for statement in statements(tx.engine(), migration.sql) {
            tx.execute_unprepared(&statement)
                .await
                .map_err(|e| Error::internal(format!("migration {}: {e}\n{statement}", migration.name)))?;
        }
        tx.exec(
            "INSERT INTO schema_migrations (name, applied_at) VALUES ($1, $2)",
            vec![migration.name.into(), clock.now().into()],
        )
        .await?;
        applied.push(migration.name);
    }
    tx.commit().await?;
    if !applied.is_empty() {
        db.renew_writer().await?;
    }
    Ok(applied)
}

/// Names of `migrations` that the database has not seen.
pub async fn pending(db: &Db, migrations: &[Migration]) -> Result<Vec<&'static str>> {
    let exists = match db.engine() {
        Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_migrations'",
        Engine::Postgres => {
            "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migrations'"
        }
    };
    if db.read().number(exists, vec![]).await? == 0 {
        return Ok(migrations.iter().map(|m| m.name).collect());
    }
    let rows = db.read().all("SELECT name FROM schema_migrations", vec![]).await?;
    let done: Vec<String> = rows.iter().map(|r| r.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(migrations.iter().map(|m| m.name).filter(|n| !done.iter().any(|d| d == n)).collect())
}

/// Whether the database holds nothing at all, ours or not.
pub async fn is_empty(db: &Db) -> Result<bool> {
    Ok(db.read().number(db.engine().count_tables(), vec![]).await? == 0)
}

/// Names the schema that these migrations make on an engine, by the statements that are run: two programs with the
/// same fingerprint can share a migrated copy.
pub fn fingerprint(engine: Engine, migrations: &[Migration]) -> String {
    let mut hash = Sha256::new();
    for migration in migrations {
        for part in std::iter::once(migration.name.to_owned()).chain(statements(engine, migration.sql)) {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
    }
    hex::encode(hash.finalize())
}

async fn names(tx: &Tx) -> Result<Vec<String>> {
    let rows = tx.all("SELECT name FROM schema_migrations", vec![]).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

fn statements(engine: Engine, sql: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut current = String::new();
    let mut only: Option<Engine> = None;
    for line in sql.lines() {
        match line.trim() {
            "-- sqlite" => only = Some(Engine::Sqlite),
            "-- postgres" => only = Some(Engine::Postgres),
            "-- both" => only = None,
            text if text.starts_with("-- search:") => {
                out.extend(engine.search_index(text.trim_start_matches("-- search:").trim()));
            }
            text if text.starts_with("--") || only.is_some_and(|o| o != engine) => {}
            _ => {
                current.push_str(line);
                current.push('\n');
                // A trigger's body has statements of its own, indented; it ends with a line `END;` or `$$ …;`.
                let inside = current.contains(" BEGIN\n") && !current.trim_end().ends_with("END;");
                let quoted = current.matches("$$").count() % 2 == 1;
                if line.trim_end().ends_with(';') && !inside && !quoted {
                    out.push(engine.ddl(current.trim()));
                    current.clear();
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQL: &str = "CREATE TABLE t (\n  id {id},\n  b {blob}\n);\n-- sqlite\nCREATE TRIGGER g BEFORE DELETE ON t BEGIN\n  \
                       SELECT RAISE(ABORT, 'no');\nEND;\n-- postgres\nSELECT 1;\n-- both\n-- a remark\nCREATE INDEX i ON t (b);\n";

    #[test]
    fn each_engine_gets_its_own_statements() {
        let sqlite = statements(Engine::Sqlite, SQL);
        assert_eq!(sqlite.len(), 3, "{sqlite:?}");
        assert!(sqlite[0].contains("AUTOINCREMENT") && sqlite[1].ends_with("END;"));
        let postgres = statements(Engine::Postgres, SQL);
        assert_eq!(postgres[1], "SELECT 1;");
        assert!(postgres[0].contains("BYTEA"));
    }

    #[test]
    fn a_fingerprint_changes_with_name_text_and_engine() {
        let print = |engine, name, sql| fingerprint(engine, &[Migration { name, sql }]);
        let first = print(Engine::Sqlite, "a/1", SQL);
        assert_eq!(first, print(Engine::Sqlite, "a/1", SQL));
        assert_ne!(first, print(Engine::Sqlite, "a/2", SQL));
        assert_ne!(first, print(Engine::Sqlite, "a/1", "SELECT 1;\n"));
        assert_ne!(first, print(Engine::Postgres, "a/1", SQL));
    }
}
