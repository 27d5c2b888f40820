//! What a place that ran an older version has, and what becomes of it.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_kernel::app::App;
use preau_kernel::clock::{Clock, Timestamp};
use preau_kernel::db::{Sql, migrate};
use preau_kernel::module::Module;
use preau_testkit::{TestDb, both_engines};

both_engines! {
    async fn of_rights_given_twice_the_widest_stays(test: TestDb) {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Accounts)];
        let all = App::migrations_of(&modules);
        let older: Vec<_> = all.iter().filter(|one| one.name != "accounts/0002_back_office").copied().collect();
        let clock = Clock::fixed(Timestamp(0));
        migrate::apply(test.db(), &older, &clock).await.unwrap();
        let tx = test.db().write_tx().await.unwrap();
        for id in [1, 2] {
            let sql = "INSERT INTO users (id, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, \
                       search, row_version, created_at, updated_at) VALUES ($1, '', '', '', TRUE, FALSE, FALSE, '', '', 1, 1, 1)";
            tx.exec(sql, vec![i64::into(id)]).await.unwrap();
        }
        for (user, role, permission, scope) in [
            (Some(1_i64), None, "a", "own"), (Some(1), None, "a", "all"), (Some(1), None, "a", "own_classes"),
            (Some(1), None, "a", "all"), (Some(2), None, "a", "own"), (Some(1), None, "b", "own"),
            (None, Some("COACH"), "a", "own"), (None, Some("COACH"), "a", "own"), (None, Some("TUTOR"), "a", "own"),
        ] {
            let sql = "INSERT INTO grants (user_id, role, permission, scope, created_at) VALUES ($1, $2, $3, $4, 1)";
            tx.exec(sql, vec![user.into(), role.into(), permission.into(), scope.into()]).await.unwrap();
        }
        tx.commit().await.unwrap();
        migrate::apply(test.db(), &all, &clock).await.unwrap();
        let rows = test.db().read().all("SELECT id FROM grants ORDER BY id", vec![]).await.unwrap();
        let left: Vec<i64> = rows.iter().map(|row| row.try_get("", "id").unwrap()).collect();
        assert_eq!(left, [2, 5, 6, 7, 9]);
    }
}
