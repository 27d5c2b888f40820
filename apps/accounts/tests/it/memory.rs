//! A module that remembers people, as marks or appointments would, and a search of the whole database.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::db::migrate::Migration;
use preau_kernel::db::{Engine, Sql, Tx};
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine};
use serde_json::{Value, json};

use super::{desk, place};

pub(crate) struct Memory;

#[async_trait]
impl Module for Memory {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn migrations(&self) -> Vec<Migration> {
        let sql = "CREATE TABLE memories (\n  id {id},\n  user_id BIGINT NOT NULL REFERENCES users (id),\n  text TEXT NOT NULL\n);";
        vec![Migration { name: "memory/0001_memories", sql }]
    }

    async fn export_person(&self, app: &App, user: i64) -> Result<Value> {
        let sql = "SELECT COUNT(*) FROM memories WHERE user_id = $1";
        Ok(json!({"memories": app.db().read().number(sql, vec![user.into()]).await?}))
    }

    async fn erase_person(&self, _app: &App, tx: &Tx, user: i64) -> Result<()> {
        tx.exec("UPDATE memories SET text = '' WHERE user_id = $1", vec![user.into()]).await.map(drop)
    }

    async fn merge_person(&self, tx: &Tx, from: i64, into: i64) -> Result<()> {
        let sql = "UPDATE memories SET user_id = $2 WHERE user_id = $1 AND text <> 'stays'";
        tx.exec(sql, vec![from.into(), into.into()]).await.map(drop)
    }

    async fn remembers_person(&self, tx: &Tx, user: i64) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM memories WHERE user_id = $1";
        Ok(tx.number(sql, vec![user.into()]).await? > 0)
    }
}

pub(crate) async fn start(engine: TestEngine) -> TestApp {
    place::start_among(engine, vec![Arc::new(Memory)], &[]).await
}

pub(crate) async fn remember(test: &TestApp, user: i64, text: &str) {
    desk::exec(test, &format!("INSERT INTO memories (user_id, text) VALUES ({user}, '{text}')")).await;
}

/// Where a word stands in the database, whatever its case: `table.column`. The search indexes are asked by searching.
pub(crate) async fn everywhere(test: &TestApp, word: &str) -> Vec<String> {
    let columns = match test.db().engine() {
        Engine::Sqlite => {
            "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p \
             WHERE m.type = 'table' AND m.name NOT LIKE '%_search%' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
        }
        Engine::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND data_type IN ('text', 'bytea') ORDER BY 1, 2"
        }
    };
    let mut found = Vec::new();
    for row in test.db().read().all(columns, vec![]).await.unwrap() {
        let (table, column): (String, String) = (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        let text = match test.db().engine() {
            Engine::Sqlite => format!("CAST({column} AS TEXT)"),
            Engine::Postgres => format!("encode({column}::bytea, 'escape')"),
        };
        let text = if test.db().engine() == Engine::Postgres && !is_bytes(test, &table, &column).await {
            column.clone()
        } else {
            text
        };
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE LOWER({text}) LIKE '%{}%'", word.to_lowercase());
        if desk::number(test, &sql).await > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

async fn is_bytes(test: &TestApp, table: &str, column: &str) -> bool {
    let sql = format!(
        "SELECT COUNT(*) FROM information_schema.columns WHERE table_name = '{table}' AND column_name = '{column}' \
         AND data_type = 'bytea'"
    );
    desk::number(test, &sql).await > 0
}
