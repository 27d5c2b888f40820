//! Migrations from several nodes at once.

use preau_kernel::clock::Clock;
use preau_kernel::db::migrate::{self, Migration};
use preau_kernel::db::{Engine, Sql};
use preau_testkit::{TestDb, both_engines};

const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "test/1",
        sql: "CREATE TABLE a (id {id}, name {sorted} NOT NULL, search TEXT NOT NULL);\n-- search: a\nINSERT INTO a (name, search) \
              VALUES ('x', '  x');\n",
    },
    Migration { name: "test/2", sql: "ALTER TABLE a ADD COLUMN n BIGINT NOT NULL DEFAULT 3;\n" },
];

both_engines! {
    async fn four_nodes_apply_each_migration_once(t: TestDb) {
        let mut tasks = Vec::new();
        for _ in 0..4 {
            let node = t.another_node().await;
            tasks.push(tokio::spawn(async move {
                let applied = migrate::apply(&node, MIGRATIONS, &Clock::System).await;
                node.close().await;
                applied
            }));
        }
        let mut applied = Vec::new();
        for task in tasks {
            applied.extend(task.await.unwrap().unwrap());
        }
        assert_eq!(applied, ["test/1", "test/2"]);
        assert_eq!(t.db().read().number("SELECT COUNT(*) FROM a WHERE n = 3", vec![]).await.unwrap(), 1);
        assert!(migrate::pending(t.db(), MIGRATIONS).await.unwrap().is_empty());
    }

    async fn what_is_missing_is_named_and_then_applied(t: TestDb) {
        assert_eq!(migrate::pending(t.db(), MIGRATIONS).await.unwrap(), ["test/1", "test/2"]);
        migrate::apply(t.db(), &MIGRATIONS[..1], &Clock::System).await.unwrap();
        assert_eq!(migrate::pending(t.db(), MIGRATIONS).await.unwrap(), ["test/2"]);
        assert_eq!(migrate::apply(t.db(), MIGRATIONS, &Clock::System).await.unwrap(), ["test/2"]);
    }

    /// Making all tables takes 4 MB, which SQLite keeps for its connection.
    async fn whoever_has_made_tables_goes_on_with_a_new_connection(t: TestDb) {
        if t.db().engine() == Engine::Postgres {
            return;
        }
        let tx = t.db().write_tx().await.unwrap();
        tx.exec("CREATE TEMPORARY TABLE of_this_connection (id INTEGER)", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let is_the_same = async || {
            let tx = t.db().write_tx().await.unwrap();
            tx.number("SELECT COUNT(*) FROM sqlite_temp_master", vec![]).await.unwrap() == 1
        };
        migrate::apply(t.db(), &[], &Clock::System).await.unwrap();
        assert!(is_the_same().await, "nothing was made");
        migrate::apply(t.db(), MIGRATIONS, &Clock::System).await.unwrap();
        assert!(!is_the_same().await);
    }

    /// Half a migration would be worse than none.
    async fn a_migration_that_fails_leaves_nothing(t: TestDb) {
        let broken = [MIGRATIONS[0], Migration { name: "test/2", sql: "CREATE TABLE b (id {id});\nNONSENSE;\n" }];
        let error = migrate::apply(t.db(), &broken, &Clock::System).await.unwrap_err();
        assert!(error.to_string().contains("test/2"), "{error}");
        assert_eq!(migrate::pending(t.db(), MIGRATIONS).await.unwrap().len(), 2);
        assert_eq!(migrate::apply(t.db(), MIGRATIONS, &Clock::System).await.unwrap().len(), 2);
    }
}
