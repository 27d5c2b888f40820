//! What SQLite's planner believes of the size of tables. Statistics that were taken while a table was nearly empty stay
//! until the next look, an hour later: until then the planner reads it whole within another one instead of going through
//! an index, and a list of five hundred rows takes minutes. Without any it goes through indexes, which is right for small
//! tables too.

use super::Sql;
use crate::error::Result;

/// Rows from which on the statistics of a table say something that lasts.
const ENOUGH: i64 = 1000;

/// Forgets those of small tables; they are loaded by connections that are opened from now on.
pub(super) async fn forget_small(conn: &dyn Sql) -> Result<()> {
    let is_there = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1";
    if conn.number(is_there, vec!["sqlite_stat1".into()]).await? == 0 {
        return Ok(());
    }
    // The first number of a statistic is that of the rows; an index over a part of a large table has few.
    let small = "DELETE FROM sqlite_stat1 WHERE tbl IN \
                 (SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING MAX(CAST(stat AS INTEGER)) < $1)";
    conn.exec(small, vec![ENOUGH.into()]).await?;
    if conn.number(is_there, vec!["sqlite_stat4".into()]).await? > 0 {
        conn.exec("DELETE FROM sqlite_stat4 WHERE tbl NOT IN (SELECT tbl FROM sqlite_stat1)", vec![]).await?;
    }
    Ok(())
}
