//! Keyset pages against a model: a sorted list that is cut into pieces.

use std::cmp::Ordering as Order;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::Error;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, search};
use preau_testkit::{TestDb, both_engines, scale};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const TABLE: &str = "CREATE TABLE things (id {id}, name {sorted} NOT NULL, n BIGINT NOT NULL, kind TEXT NOT NULL, \
                     search TEXT NOT NULL);\n\
                     CREATE INDEX things_name ON things (name, id);\nCREATE INDEX things_n ON things (n, id);\n\
                     -- search: things\n";
const LIST: List = List {
    select: "t.id, t.name, t.n, t.kind",
    from: "things t",
    alias: "t",
    search: Some("things"),
    orderings: &[
        Ordering { name: "name", column: "t.name", kind: Kind::Text },
        Ordering { name: "n", column: "t.n", kind: Kind::Number },
    ],
    default_ordering: "-n",
};
const BASE: &str = "http://localhost/api/things/";

#[derive(Debug, Clone, PartialEq, Eq)]
struct Thing {
    id: i64,
    name: String,
    n: i64,
    kind: String,
}

/// What is asked for, in the model's own words.
#[derive(Debug, Clone)]
struct Asked {
    /// (`name`, `n` or `id`; descending).
    ordering: Vec<(&'static str, bool)>,
    size: usize,
    kind: Option<&'static str>,
    search: Option<&'static str>,
}

impl Asked {
    fn order(&self) -> String {
        let keys: Vec<_> =
            self.ordering.iter().map(|(key, down)| format!("{}{key}", if *down { "-" } else { "" })).collect();
        keys.join(",")
    }

    fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("page_size", &self.size.to_string());
        if !self.ordering.is_empty() {
            query.append_pair("ordering", &self.order());
        }
        query.extend_pairs(self.kind.map(|kind| ("kind", kind)));
        query.extend_pairs(self.search.map(|text| ("search", text)));
        query.finish()
    }

    fn matches(&self, thing: &Thing) -> bool {
        let found = |text: &str| thing.name.to_lowercase().contains(text);
        self.kind.is_none_or(|kind| thing.kind == kind) && self.search.is_none_or(found)
    }

    fn compare(&self, a: &Thing, b: &Thing) -> Order {
        let mut keys = self.ordering.clone();
        if keys.is_empty() {
            keys.push(("n", true));
        }
        // A key named twice counts once, as it was named first.
        let mut known = BTreeSet::new();
        keys.retain(|(key, _)| known.insert(*key));
        let directed = |order: Order, down| if down { order.reverse() } else { order };
        for (key, down) in &keys {
            let order = match *key {
                "name" => a.name.as_bytes().cmp(b.name.as_bytes()),
                "n" => a.n.cmp(&b.n),
                _ => return directed(a.id.cmp(&b.id), *down),
            };
            if order != Order::Equal {
                return directed(order, *down);
            }
        }
        directed(a.id.cmp(&b.id), keys[keys.len() - 1].1)
    }

    fn sorted(&self, things: &[Thing]) -> Vec<Thing> {
        let mut sorted: Vec<_> = things.iter().filter(|thing| self.matches(thing)).cloned().collect();
        sorted.sort_by(|a, b| self.compare(a, b));
        sorted
    }
}

type Draft = (String, i64, &'static str);

/// Few different values, so that ties are common; letters that languages sort otherwise than bytes.
fn drafts(most: usize) -> impl Strategy<Value = Vec<Draft>> {
    let name = prop_oneof![Just(String::new()), "[aAbéÉzZ_% -]{1,3}", "(lune|soleil|Étoile lune)"];
    proptest::collection::vec((name, -2i64..3, prop_oneof![Just("x"), Just("y?$1")]), 0..most)
}

fn asked() -> impl Strategy<Value = Asked> {
    let key = (prop_oneof![3 => Just("name"), 3 => Just("n"), 1 => Just("id")], any::<bool>());
    let kind = proptest::option::weighted(0.3, prop_oneof![Just("x"), Just("y?$1")]);
    let search = proptest::option::weighted(0.2, prop_oneof![Just("lune"), Just("sol")]);
    (proptest::collection::vec(key, 0..4), 1usize..8, kind, search).prop_map(|(ordering, size, kind, search)| Asked {
        ordering,
        size,
        kind,
        search,
    })
}

async fn insert(t: &TestDb, drafts: &[Draft]) -> Vec<Thing> {
    let tx = t.db().write_tx().await.unwrap();
    let mut things = Vec::new();
    for (name, n, kind) in drafts {
        let values = vec![name.as_str().into(), (*n).into(), (*kind).into(), search::text([name.as_str()]).into()];
        let sql = "INSERT INTO things (name, n, kind, search) VALUES ($1, $2, $3, $4) RETURNING id";
        let id = tx.number(sql, values).await.unwrap();
        things.push(Thing { id, name: name.clone(), n: *n, kind: (*kind).to_owned() });
    }
    tx.commit().await.unwrap();
    things
}

async fn empty(t: &TestDb) {
    let tx = t.db().write_tx().await.unwrap();
    tx.exec("DELETE FROM things", vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn page(t: &TestDb, query: &str) -> preau_kernel::Result<Page<Thing>> {
    let page = PageQuery::new(BASE.into(), query)?;
    let mut conditions = Conditions::default();
    if let Some(kind) = page.param("kind") {
        conditions.add("t.kind = ?", [kind.into()]);
    }
    page.run(t.db().read(), &LIST, conditions, |row| {
        let (id, n) = (row.try_get("", "id")?, row.try_get("", "n")?);
        Ok(Thing { id, name: row.try_get("", "name")?, n, kind: row.try_get("", "kind")? })
    })
    .await
}

fn query_of(link: &str) -> &str {
    link.strip_prefix(BASE).and_then(|rest| rest.strip_prefix('?')).expect("a link to the list itself")
}

/// Runs a check on many generated inputs, and shows the smallest that fails.
fn on_many<S: Strategy, F: Future<Output = ()>>(cases: u32, strategy: &S, check: impl Fn(S::Value) -> F) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let run = |value| {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(check(value)));
        Ok(())
    };
    TestRunner::new(config).run(strategy, run).unwrap_or_else(|error| panic!("{error}"));
}

both_engines! {
    async fn walking_gives_the_sorted_list_without_loss_or_double(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        on_many(scale(60, 600), &(drafts(30), asked()), |(drafts, asked)| {
            let t = &t;
            async move {
                empty(t).await;
                let model = asked.sorted(&insert(t, &drafts).await);
                walk_there_and_back(t, &asked, &model).await;
            }
        });
    }

    async fn rows_that_come_meanwhile_disturb_nobody(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        on_many(scale(40, 400), &(drafts(20), proptest::collection::vec(drafts(3), 12), asked()), |(drafts, more, asked)| {
            let t = &t;
            async move {
                empty(t).await;
                let model = asked.sorted(&insert(t, &drafts).await);
                let mut more = more.iter();
                let (mut seen, mut link) = (Vec::new(), Some(asked.query()));
                let mut turned = None;
                while let Some(query) = link {
                    let page = page(t, &query).await.unwrap();
                    insert(t, more.next().map_or(&[], Vec::as_slice)).await;
                    turned = page.previous.as_deref().map(|link| query_of(link).to_owned()).or(turned);
                    link = page.next.as_deref().map(|link| query_of(link).to_owned());
                    seen.extend(page.results);
                }
                assert_sorted_and_complete(&asked, &seen, &model);
                // And back, from the last page that had one before it.
                let last = turned.clone().map_or_else(Vec::new, |_| model.clone());
                let (mut seen, mut link) = (Vec::new(), turned);
                while let Some(query) = link {
                    let page = page(t, &query).await.unwrap();
                    insert(t, more.next().map_or(&[], Vec::as_slice)).await;
                    link = page.previous.as_deref().map(|link| query_of(link).to_owned());
                    seen.splice(0..0, page.results);
                }
                let edge = seen.last().cloned();
                let before: Vec<_> = last
                    .into_iter()
                    .filter(|thing| edge.as_ref().is_some_and(|edge| asked.compare(thing, edge) != Order::Greater))
                    .collect();
                assert_sorted_and_complete(&asked, &seen, &before);
            }
        });
    }

    async fn the_count_is_exact_up_to_ten_thousand(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        let tx = t.db().write_tx().await.unwrap();
        let many = "INSERT INTO things (name, n, kind, search) WITH RECURSIVE s (i) AS \
                    (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 10000) SELECT 'a', i, 'x', '  a' FROM s";
        tx.exec(many, vec![]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(page(&t, "").await.unwrap().count, Some(10_000));
        insert(&t, &[("a".into(), 0, "y?$1")]).await;
        for query in ["", "ordering=name", "search=a"] {
            let first = page(&t, query).await.unwrap();
            assert_eq!((first.count, first.results.len()), (None, 50), "{query}");
        }
        assert_eq!(page(&t, "kind=x").await.unwrap().count, Some(10_000));
        assert_eq!(page(&t, "kind=y%3F%241").await.unwrap().count, Some(1));
        assert_eq!(page(&t, "page_size=100000").await.unwrap().results.len(), 200);
        // Beyond the last row no row carries the count.
        let beyond = cursor(&serde_json::json!({"o": "n,id", "b": false, "k": [99_999, 1]}));
        let page = page(&t, &format!("ordering=n,id&kind=x&cursor={beyond}")).await.unwrap();
        assert_eq!((page.count, page.results.len(), page.next), (Some(10_000), 0, None));
    }

    /// Beyond what is counted a search goes another way (decision 0012): to the same pages.
    async fn a_search_of_many_matches_gives_the_sorted_list_too(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        let tx = t.db().write_tx().await.unwrap();
        let many = "INSERT INTO things (name, n, kind, search) WITH RECURSIVE s (i) AS \
                    (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 12000) SELECT CASE WHEN i % 7 = 0 THEN 'b' ELSE 'a' END, \
                    i * 7919 % 12007, CASE WHEN i % 50 = 0 THEN 'y' ELSE 'x' END, \
                    CASE WHEN i % 11 = 0 THEN '  soleil' ELSE '  lune  soleil' END FROM s";
        tx.exec(many, vec![]).await.unwrap();
        tx.commit().await.unwrap();
        for (query, is_counted) in [
            ("search=lune", false),
            ("search=lune+soleil&ordering=name,-n", false),
            ("search=lu&ordering=-name", false),
            ("search=lune&kind=y", true),
        ] {
            // Without an order of its own it goes by id, unless all of it is counted.
            let free = if is_counted { "n DESC, id DESC" } else { "id" };
            let order = query.split_once("ordering=").map_or(free, |(_, order)| match order {
                "-name" => "name DESC, id DESC",
                _ => "name, n DESC, id DESC",
            });
            let only = if is_counted { "kind = 'y'" } else { "TRUE" };
            let sql = format!("SELECT id FROM things WHERE search LIKE '%lune%' AND {only} ORDER BY {order}");
            let rows = t.db().read().all(&sql, vec![]).await.unwrap();
            let expected: Vec<i64> = rows.iter().map(|row| row.try_get("", "id").unwrap()).collect();
            let (mut seen, mut link) = (Vec::new(), Some(format!("{query}&page_size=200")));
            let mut backwards = None;
            while let Some(query) = link {
                let page = page(&t, &query).await.unwrap();
                assert_eq!(page.count, is_counted.then_some(expected.len() as i64), "{query}");
                backwards = page.previous.as_deref().map(|link| query_of(link).to_owned());
                link = page.next.as_deref().map(|link| query_of(link).to_owned());
                seen.extend(page.results.iter().map(|thing| thing.id));
            }
            assert_eq!(seen, expected, "{query}");
            if let Some(back) = backwards {
                let page = page(&t, &back).await.unwrap();
                let ids: Vec<i64> = page.results.iter().map(|thing| thing.id).collect();
                let before = (expected.len() - 1) / 200 * 200;
                assert_eq!(ids, expected[before - 200..before], "back from the end of {query}");
            }
        }
    }

    async fn a_wrong_cursor_or_parameter_is_invalid_input(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        insert(&t, &[("a".into(), 1, "x"), ("b".into(), 2, "x")]).await;
        let of = |k: serde_json::Value| format!("ordering=name&cursor={}", cursor(&serde_json::json!({"o": "name", "b": false, "k": k})));
        let wrong = [
            "cursor=x".to_owned(),
            "cursor=%25%25".to_owned(),
            "cursor=e30".to_owned(),
            "cursor=a%00".to_owned(),
            of(serde_json::json!(["a"])),
            of(serde_json::json!(["a", 1, 2])),
            of(serde_json::json!([1, 1])),
            of(serde_json::json!(["a", "1"])),
            of(serde_json::json!(["a", 1.5])),
            of(serde_json::json!(["a", 18_446_744_073_709_551_615u64])),
            of(serde_json::json!(["a\u{0}", 1])),
            of(serde_json::json!([null, 1])),
            of(serde_json::json!(["a", 1])).replace("ordering=name", "ordering=-name"),
            "ordering=nothing".to_owned(),
            "ordering=t.name".to_owned(),
            "ordering=name;".to_owned(),
            "ordering=name%00".to_owned(),
            "kind=x%00".to_owned(),
            "page_size=0".to_owned(),
            "page_size=-1".to_owned(),
            "page_size=ten".to_owned(),
            "page_size=99999999999999999999".to_owned(),
        ];
        for query in &wrong {
            assert!(matches!(page(&t, query).await, Err(Error::Invalid(_))), "{query}");
        }
        for query in [&of(serde_json::json!(["a", 1])), "cursor=", "ordering=", "ordering=,", "unknown=1", "search=a%00"] {
            assert!(page(&t, query).await.is_ok(), "{query}");
        }
    }

    /// Whatever a client makes up, the answer is a page or a 400, never a 500.
    async fn made_up_cursors_never_fail(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        insert(&t, &[("a".into(), 1, "x"), ("b".into(), 2, "x"), ("c".into(), 2, "x")]).await;
        let value = prop_oneof![
            any::<i64>().prop_map(serde_json::Value::from),
            any::<String>().prop_map(serde_json::Value::from),
            Just(serde_json::Value::Null),
        ];
        let made_up = (asked(), any::<bool>(), proptest::collection::vec(value, 0..4), any::<String>());
        on_many(scale(100, 2000), &made_up, |(asked, back, k, junk)| {
            let t = &t;
            async move {
                let query = asked.query();
                for cursor in [cursor(&serde_json::json!({"o": asked.order(), "b": back, "k": k})), junk] {
                    let query = form_urlencoded::Serializer::new(query.clone()).append_pair("cursor", &cursor).finish();
                    let answer = page(t, &query).await;
                    assert!(matches!(answer, Ok(_) | Err(Error::Invalid(_))), "{query}: {:?}", answer.err());
                }
            }
        });
    }
}

fn cursor(json: &serde_json::Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

async fn walk_there_and_back(t: &TestDb, asked: &Asked, model: &[Thing]) {
    let mut pages: Vec<Page<Thing>> = vec![page(t, &asked.query()).await.unwrap()];
    while let Some(link) = &pages[pages.len() - 1].next {
        pages.push(page(t, query_of(link)).await.unwrap());
    }
    let pieces: Vec<_> = if model.is_empty() { vec![&[][..]] } else { model.chunks(asked.size).collect() };
    let got: Vec<_> = pages.iter().map(|page| page.results.as_slice()).collect();
    assert_eq!(got, pieces, "forward");
    assert!(pages.iter().all(|page| page.count == Some(model.len() as i64)), "count");
    assert_eq!(pages[0].previous, None);

    let mut at = pages.len() - 1;
    let mut link = pages[at].previous.clone();
    while let Some(previous) = link {
        let page = page(t, query_of(&previous)).await.unwrap();
        at -= 1;
        assert_eq!(page.results, pieces[at], "backward");
        assert_eq!(page.count, Some(model.len() as i64));
        let next = self::page(t, query_of(page.next.as_deref().expect("a way forward"))).await.unwrap();
        assert_eq!(next.results, pieces[at + 1], "forward again");
        link = page.previous;
    }
    assert_eq!(at, 0, "the way back ends at the first page");
}

/// In order, nothing twice, and nothing missing that was there all the time.
fn assert_sorted_and_complete(asked: &Asked, seen: &[Thing], there: &[Thing]) {
    let in_order = seen.windows(2).all(|pair| asked.compare(&pair[0], &pair[1]) == Order::Less);
    assert!(in_order, "out of order or twice: {seen:#?}");
    assert!(seen.iter().all(|thing| asked.matches(thing)));
    let missed: Vec<_> = there.iter().filter(|thing| !seen.contains(thing)).collect();
    assert!(missed.is_empty(), "missed: {missed:#?}");
}
