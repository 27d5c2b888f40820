//! Lists: ordering, search, size and cursor as the address line says them, on a real table. Whatever is asked for is a page
//! in order or a 400, a page leads to the next and back, and a cursor is good for the order it was made for alone.
//!
//! First line: the query. Second line, if any: the text within a cursor, which is packed and put behind the query.

use std::cmp::Ordering as Order;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::Error;
use preau_kernel::db::page::{self, Conditions, Kind, List, MAX_SIZE, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, search};
use preau_testkit::{TestDb, TestEngine};
use sea_orm::QueryResult;

use crate::parts::{line, text};
use crate::place::Once;

const TABLE: &str = "CREATE TABLE things (id {id}, name {sorted} NOT NULL, n BIGINT NOT NULL, search TEXT NOT NULL);\n\
                     CREATE INDEX things_name ON things (name, id);\nCREATE INDEX things_n ON things (n, id);\n\
                     -- search: things\n";
const LIST: List = List {
    select: "t.id, t.name, t.n",
    from: "things t",
    alias: "t",
    search: Some("things"),
    orderings: &[
        Ordering { name: "name", column: "t.name", kind: Kind::Text },
        Ordering { name: "n", column: "t.n", kind: Kind::Number },
    ],
    default_ordering: "-n",
};
const NAMES: [&str; 10] = [
    "Ève Lefœuvre",
    "Jean-Pierre",
    "jean.dupont@example.org",
    "O'Brien",
    "100% coton",
    "a_b",
    "C:\\x",
    "\"Nan\"",
    "",
    "日本語",
];
const BASE: &str = "http://localhost/api/things/";

#[derive(Debug, Clone, PartialEq, Eq)]
struct Thing {
    id: i64,
    name: String,
    n: i64,
}

static DB: Once<TestDb> = Once::new();

async fn filled() -> TestDb {
    let db = TestDb::on(TestEngine::Sqlite).await;
    db.migrate("fuzz/1", TABLE).await;
    let tx = db.db().write_tx().await.expect("a transaction");
    for i in 0..40_i64 {
        let name = NAMES[usize::try_from(i).unwrap_or(0) % NAMES.len()];
        let values = vec![name.into(), (i % 7).into(), search::text([name]).into()];
        tx.exec("INSERT INTO things (name, n, search) VALUES ($1, $2, $3)", values).await.expect("a row");
    }
    tx.commit().await.expect("rows");
    db
}

pub fn target(data: &[u8]) {
    let (query, cursor) = line(data);
    let mut query = text(query).into_owned();
    if !cursor.is_empty() {
        query = format!("{query}&cursor={}", URL_SAFE_NO_PAD.encode(cursor));
    }
    DB.with(filled(), async |db| {
        let Some(page) = page_of(db, &query).await else { return };
        let (asked, size) = asked(&query);
        assert!(page.results.len() as u64 <= size && size <= MAX_SIZE, "{query:?}");
        assert!(page.count.is_none_or(|count| count <= 40), "{query:?}");
        let is_free = param(&query, "ordering").is_none() && param(&query, "search").is_some();
        if !is_free {
            in_order(&page.results, &asked, &query);
        }
        walk(db, &query, &page, &asked, is_free).await;
        if let Some(next) = &page.next {
            only_for_its_order(db, next).await;
        }
    });
}

async fn page_of(db: &TestDb, query: &str) -> Option<Page<Thing>> {
    let mut conditions = Conditions::default();
    let asked = PageQuery::new(BASE.to_owned(), query).and_then(|asked| {
        page::instant_range(&asked, "t.n", &mut conditions)?;
        let (_, _) = (asked.number("n")?, asked.flag("flag")?);
        Ok(asked)
    });
    let asked = match asked {
        Ok(asked) => asked,
        Err(error) => return refused(query, &error),
    };
    let read = |row: &QueryResult| {
        Ok(Thing { id: row.try_get("", "id")?, name: row.try_get("", "name")?, n: row.try_get("", "n")? })
    };
    match asked.run(db.db().read(), &LIST, conditions, read).await {
        Ok(page) => Some(page),
        Err(error) => refused(query, &error),
    }
}

/// What is wrong is named; nothing is the program's fault.
fn refused<T>(query: &str, error: &Error) -> Option<T> {
    match error {
        Error::Invalid(errors) => assert!(!errors.is_empty(), "{query:?}"),
        other => panic!("{query:?}: {other}"),
    }
    None
}

/// The first of that name that is not empty.
fn param(query: &str, name: &str) -> Option<String> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    pairs.into_owned().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value)
}

/// The order, and how many rows.
fn asked(query: &str) -> (Vec<(String, bool)>, u64) {
    let order = param(query, "ordering").unwrap_or_else(|| "-n".to_owned());
    let keys = order.split(',').map(str::trim).filter(|part| !part.is_empty());
    let keys = keys.map(|part| part.strip_prefix('-').map_or((part.to_owned(), false), |key| (key.to_owned(), true)));
    let size = param(query, "page_size").and_then(|size| size.parse::<u64>().ok()).unwrap_or(page::DEFAULT_SIZE);
    (keys.collect(), size.min(MAX_SIZE))
}

fn compare(a: &Thing, b: &Thing, keys: &[(String, bool)]) -> Order {
    let mut down = keys.last().is_some_and(|(_, down)| *down);
    let mut seen: Vec<&str> = Vec::new();
    for (key, is_down) in keys {
        if seen.contains(&key.as_str()) {
            continue;
        }
        seen.push(key);
        let order = match key.as_str() {
            "name" => a.name.as_bytes().cmp(b.name.as_bytes()),
            "n" => a.n.cmp(&b.n),
            _ => {
                down = *is_down;
                break;
            }
        };
        if order != Order::Equal {
            return if *is_down { order.reverse() } else { order };
        }
        down = *is_down;
    }
    if down { b.id.cmp(&a.id) } else { a.id.cmp(&b.id) }
}

fn in_order(rows: &[Thing], keys: &[(String, bool)], query: &str) {
    for pair in rows.windows(2) {
        assert_eq!(compare(&pair[0], &pair[1], keys), Order::Less, "{query:?}: {pair:?}");
    }
}

/// To the next page and back.
async fn walk(db: &TestDb, query: &str, page: &Page<Thing>, keys: &[(String, bool)], is_free: bool) {
    let Some(next) = page.next.as_deref().and_then(|next| next.split_once('?')) else { return };
    let after = page_of(db, next.1).await.unwrap_or_else(|| panic!("the next page of {query:?} is refused"));
    assert!(!after.results.iter().any(|row| page.results.contains(row)), "{query:?}: a row on two pages");
    if let (false, Some(last), Some(first)) = (is_free, page.results.last(), after.results.first()) {
        assert_eq!(compare(last, first, keys), Order::Less, "{query:?}");
    }
    let Some(back) = after.previous.as_deref().and_then(|back| back.split_once('?')) else {
        panic!("no way back to {query:?}");
    };
    let before = page_of(db, back.1).await.unwrap_or_else(|| panic!("the way back to {query:?} is refused"));
    assert_eq!(before.results, page.results, "{query:?}: back where we came from");
}

/// The same cursor with another order is refused.
async fn only_for_its_order(db: &TestDb, next: &str) {
    let query = next.split_once('?').map_or("", |(_, query)| query);
    let cursor = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "cursor").map(|(_, value)| value);
    let (Some(cursor), asked) = (cursor, asked(query).0) else { return };
    for other in ["name", "-name", "n", "-n", "n,name"] {
        let keys: Vec<_> =
            other.split(',').map(|part| (part.trim_start_matches('-').to_owned(), part.starts_with('-'))).collect();
        if keys != asked {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("ordering", other)
                .append_pair("cursor", &cursor)
                .finish();
            assert!(page_of(db, &query).await.is_none(), "a cursor of {next:?} was taken for {other}");
        }
    }
}
