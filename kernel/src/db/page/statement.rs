//! The SQL of one page.
//!
//! Without a search the index of the ordering leads to the page. A search has two ways to its page, and the number of
//! matches tells which is short: few matches are all fetched through the trigram index and sorted; of many, a walk in the
//! order of ids meets a page's worth at once (in another order, if that is asked for: then a name that sorts last is met
//! last). The statement holds both and the database runs one. (PostgreSQL's planner, left alone, guesses the number of
//! matches from the length of the needle and walked a million rows for twenty.)

use sea_orm::Value;

use super::keys::{self, Cursor, Key};
use super::{Conditions, List, Part, in_json};
use crate::db::Engine;

pub(super) struct Statement<'a> {
    pub(super) list: &'a List<'a>,
    /// None: the list is one whole.
    pub(super) parts: &'a [Part<'a>],
    pub(super) keys: &'a [Key],
    pub(super) cursor: Option<&'a Cursor>,
    /// What is searched for; empty: nothing.
    pub(super) needles: &'a [String],
    /// Rows to fetch.
    pub(super) size: u64,
    /// How far matches and rows are counted.
    pub(super) counted: i64,
    /// Of many matches the first by id are wanted, whatever the keys.
    pub(super) many_by_id: bool,
    /// The values of a row as one JSON array, [`PAGE_ROW`].
    pub(super) in_one_piece: bool,
}

/// An array of the values of a row, then its keys.
pub(super) const PAGE_ROW: &str = "page_row";

impl Statement<'_> {
    /// The rows of the page, each with `page_key_<i>` and `page_count` (at most one above `counted`).
    pub(super) fn page(&self, engine: Engine, conditions: &Conditions) -> (String, Vec<Value>) {
        match (self.parts, self.needles) {
            ([], []) => self.plain(engine, conditions),
            ([], _) => self.searched(engine, conditions),
            _ => self.in_parts(conditions),
        }
    }

    /// The count alone.
    pub(super) fn count(&self, engine: Engine, conditions: &Conditions) -> (String, Vec<Value>) {
        let mut values = conditions.values.clone();
        let sql = match self.needles {
            [] => format!("SELECT {}", self.counting(&conditions.sql())),
            _ => format!("WITH {} SELECT n FROM found", self.hits(engine, conditions, &mut values)),
        };
        (sql, values)
    }

    /// The rows beyond the cursor, by the index of the ordering: for a walk through all of them.
    pub(super) fn walk(&self, engine: Engine, conditions: &Conditions) -> (String, Vec<Value>) {
        let List { select, from, alias, .. } = self.list;
        let mut values = conditions.values.clone();
        let filter = conditions.sql();
        let matches = match self.needles {
            [] => String::new(),
            needles => format!(" AND {}", engine.search_in_text(alias, needles, &mut values)),
        };
        let edge = self.edge(&mut values);
        let (columns, order, size) = (self.edge_columns(), self.order(), self.size);
        let sql = format!(
            "SELECT {select}, {columns} FROM {from} WHERE {filter}{matches}{edge} ORDER BY {order} LIMIT {size}"
        );
        (sql, values)
    }

    fn plain(&self, engine: Engine, conditions: &Conditions) -> (String, Vec<Value>) {
        let filter = conditions.sql();
        let mut values = conditions.values.clone();
        let edge = self.edge(&mut values);
        let sql = format!(
            "SELECT {}, {} AS page_count FROM {} WHERE {filter}{edge} ORDER BY {} LIMIT {}",
            self.columns(engine),
            self.counted(&filter),
            self.list.from,
            self.order(),
            self.size,
        );
        (sql, values)
    }

    /// Each part yields its first rows in order, and the first of all these are the page.
    fn in_parts(&self, conditions: &Conditions) -> (String, Vec<Value>) {
        let filter = conditions.sql();
        let mut values = conditions.values.clone();
        let edge = self.edge(&mut values);
        let (select, keys, order, size) = (self.list.select, self.edge_columns(), self.order(), self.size);
        let parts = self.parts.iter().enumerate().map(|(i, Part { from, condition })| {
            format!(
                "SELECT * FROM (SELECT {select}, {keys} FROM {from} WHERE {condition} AND {filter}{edge} \
                 ORDER BY {order} LIMIT {size}) part_{i}"
            )
        });
        let page = parts.collect::<Vec<_>>().join(" UNION ALL ");
        let merged = self.directed(|i, _| format!("page.page_key_{i}"));
        let counted = self.counted(&filter);
        let sql = format!("SELECT page.*, {counted} AS page_count FROM ({page}) page ORDER BY {merged} LIMIT {size}");
        (sql, values)
    }

    fn searched(&self, engine: Engine, conditions: &Conditions) -> (String, Vec<Value>) {
        let List { from, alias, .. } = self.list;
        let mut values = conditions.values.clone();
        let hits = self.hits(engine, conditions, &mut values);
        let found = "(SELECT n FROM found)";
        let matches = engine.search_in_text(alias, self.needles, &mut values);
        let edge = self.edge(&mut values);
        let (order, size) = (self.order(), self.size);
        let by_id = if self.many_by_id { format!("{alias}.id") } else { order.clone() };
        let counted = self.counted;
        let filter = conditions.sql();
        let (if_few, limit) = engine.limit_when(&format!("{found} <= {counted}"), size);
        let of_few = joined(from, &[&edge, &order]);
        let few = format!(
            "SELECT {alias}.id AS id FROM hits CROSS JOIN {of_few} WHERE {if_few} AND {alias}.id = hits.id{edge} \
             ORDER BY {order} LIMIT {limit}"
        );
        let (if_many, limit) = engine.limit_when(&format!("{found} > {counted}"), size);
        let of_many = joined(from, &[&filter, &edge, &by_id]);
        let many = format!(
            "SELECT {alias}.id AS id FROM {of_many} WHERE {if_many} AND {filter} AND {matches}{edge} \
             ORDER BY {by_id} LIMIT {limit}"
        );
        let first = match self.many_by_id {
            true => format!("CASE WHEN {found} > {counted} THEN {alias}.id ELSE 0 END, "),
            false => String::new(),
        };
        let sql = format!(
            "WITH {hits}, few AS ({few}), many AS ({many}), page AS (SELECT id FROM few UNION ALL SELECT id FROM many) \
             SELECT {}, {found} AS page_count FROM page CROSS JOIN {from} WHERE {alias}.id = page.id \
             ORDER BY {first}{order}",
            self.columns(engine),
        );
        (sql, values)
    }

    /// Every match, as far as they are counted, and their number.
    fn hits(&self, engine: Engine, conditions: &Conditions, values: &mut Vec<Value>) -> String {
        let List { from, alias, search, .. } = self.list;
        let (lead, matches) = engine.search_by_index(search.unwrap_or_default(), alias, self.needles, values);
        let filter = conditions.sql();
        format!(
            "hits AS MATERIALIZED (SELECT {alias}.id AS id FROM {lead}{} WHERE {filter} AND {matches} LIMIT {}), \
             found AS MATERIALIZED (SELECT COUNT(*) AS n FROM hits)",
            joined(from, &[&filter]),
            self.counted + 1,
        )
    }

    /// How many rows there are, said of each row of the page.
    fn counted(&self, filter: &str) -> String {
        // Of a row it is known without counting that there is one.
        if self.counted == 0 {
            return "CAST(1 AS BIGINT)".to_owned();
        }
        self.counting(filter)
    }

    /// Counts the rows, at most one above what is counted.
    fn counting(&self, filter: &str) -> String {
        let row = |from: &str, filter: &str| format!("SELECT 1 FROM {} WHERE {filter}", joined(from, &[filter]));
        let rows = match self.parts {
            [] => row(self.list.from, filter),
            parts => {
                let rows = parts.iter().map(|part| row(part.from, &format!("{} AND {filter}", part.condition)));
                rows.collect::<Vec<_>>().join(" UNION ALL ")
            }
        };
        format!("(SELECT COUNT(*) FROM ({rows} LIMIT {}) counted)", self.counted + 1)
    }

    /// ` AND` what lies beyond the cursor.
    fn edge(&self, values: &mut Vec<Value>) -> String {
        let Some(cursor) = self.cursor else { return String::new() };
        format!(" AND {}", keys::keyset(self.keys, self.list.alias, cursor.b, &cursor.k, values))
    }

    /// What is read of each row, with its keys.
    fn columns(&self, engine: Engine) -> String {
        if !self.in_one_piece {
            return format!("{}, {}", self.list.select, self.edge_columns());
        }
        let keys: Vec<_> = self.keys.iter().map(|key| key.column(self.list.alias)).collect();
        let own = in_json::expressions(self.list.select);
        let values = own.into_iter().chain(keys.iter().map(String::as_str)).collect::<Vec<_>>().join(", ");
        format!("{} AS {PAGE_ROW}", engine.json_array(&values))
    }

    fn edge_columns(&self) -> String {
        let columns = self.keys.iter().enumerate();
        let columns: Vec<_> = columns.map(|(i, k)| format!("{} AS page_key_{i}", k.column(self.list.alias))).collect();
        columns.join(", ")
    }

    fn order(&self) -> String {
        self.directed(|_, key| key.column(self.list.alias))
    }

    fn directed(&self, column: impl Fn(usize, &Key) -> String) -> String {
        let backwards = self.cursor.is_some_and(|c| c.b);
        let direction = |key: &Key| if key.descending != backwards { "DESC" } else { "ASC" };
        let columns = self.keys.iter().enumerate().map(|(i, key)| format!("{} {}", column(i, key), direction(key)));
        columns.collect::<Vec<_>>().join(", ")
    }
}

/// `from` without what is joined to it by LEFT JOIN and not spoken of in `used`: that neither adds nor takes rows, for it
/// has one row at most for each, and PostgreSQL plans every join of every question anew.
fn joined(from: &str, used: &[&str]) -> String {
    const LEFT_JOIN: &str = " LEFT JOIN ";
    let mut parts: Vec<&str> = from.split(LEFT_JOIN).collect();
    for at in (1..parts.len()).rev() {
        let alias = parts[at].split(' ').nth(1).unwrap_or_default();
        let speaks_of_it = |text: &&str| text.contains(&format!("{alias}."));
        // Something else may follow, or stand in the place of a table.
        let is_plain = !parts[at].contains(" JOIN ") && !parts[at].starts_with('(');
        if is_plain && !used.iter().chain(&parts[at + 1..]).any(speaks_of_it) {
            parts.remove(at);
        }
    }
    parts.join(LEFT_JOIN)
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn what_is_not_spoken_of_is_not_joined() {
        let from = "students p JOIN groups g ON g.id = p.group_id LEFT JOIN users u ON u.id = p.user_id \
                    LEFT JOIN photos f ON f.id = u.photo_id";
        let first = "students p JOIN groups g ON g.id = p.group_id";
        let two = "students p JOIN groups g ON g.id = p.group_id LEFT JOIN users u ON u.id = p.user_id";
        assert_eq!(joined(from, &["TRUE", "p.id"]), first);
        assert_eq!(joined(from, &["u.is_active = TRUE"]), two);
        assert_eq!(joined(from, &["", "f.id DESC"]), from, "it is joined by way of the other");
        let nested = "a t LEFT JOIN (SELECT 1 AS id) x ON x.id = t.id";
        assert_eq!(joined(nested, &[]), nested);
        let followed = "a t LEFT JOIN b x ON x.id = t.id JOIN c y ON y.id = t.id";
        assert_eq!(joined(followed, &[]), followed);
    }
}
