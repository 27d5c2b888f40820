//! Questions that may not take long.

use std::time::Duration;

use preau_kernel::db::Sql;
use preau_testkit::{TestDb, both_engines};

const SLOW: &str = "WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) \
                    SELECT COUNT(*) FROM n WHERE i > 7";
const QUICK: &str = "WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) \
                     SELECT COUNT(*) FROM n WHERE i > 7";

both_engines! {
    async fn a_number_that_takes_too_long_is_given_up(test: TestDb) {
        let db = test.db();
        for _ in 0..20 {
            assert_eq!(db.number_within(SLOW, vec![1_i64.into()], Duration::from_millis(20)).await.unwrap(), None);
        }
        assert_eq!(db.number_within(QUICK, vec![1_i64.into()], Duration::from_secs(5)).await.unwrap(), Some(93));
        // No connection keeps the limit.
        for _ in 0..20 {
            assert_eq!(db.read().number(&QUICK.replace("100)", "300000)"), vec![1_i64.into()]).await.unwrap(), 299_993);
        }
        assert!(db.number_within("SELECT nothing", vec![], Duration::from_secs(5)).await.is_err());
    }
}
