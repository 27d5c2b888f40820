//! Pages that are read at once, and those that come in one piece, are the pages that come row by row.

use std::sync::atomic::{AtomicUsize, Ordering};

use preau_kernel::Result;
use preau_kernel::db::page::{Conditions, InTurn, Kind, List, Page, PageQuery, Scalar, Values};
use preau_kernel::db::{Db, Engine, Sql, page, search};

use crate::support::{both, note};

/// What is hard to write in JSON, or looks like it.
const TEXTS: [&str; 12] = [
    "plain",
    "",
    "l'été à Besançon",
    "\"quoted\" \\ backslash",
    "{\"a\": 1}",
    "[1, 2]",
    "null",
    "true",
    "12",
    "line\nbreak\ttab \u{1} \u{1f}",
    "🏫 préau \u{202f}\u{2028}",
    "<script>alert(1)</script>",
];
const ORDERINGS: [page::Ordering; 1] = [page::Ordering { name: "text", column: "n.text", kind: Kind::Text }];
type Row = (i64, String, bool, Option<i64>);

/// On SQLite one of the texts is known to be JSON, which is to come as a text all the same.
fn list(db: &Db) -> List<'static> {
    List {
        select: match db.engine() {
            Engine::Sqlite => {
                "n.id AS c0, CASE n.text WHEN '[1, 2]' THEN json(n.text) ELSE n.text END AS c1, n.id % 2 = 0 AS c2, \
                 CASE WHEN n.id % 3 = 0 THEN NULL ELSE -n.id END AS c3"
            }
            Engine::Postgres => {
                "n.id AS c0, n.text AS c1, n.id % 2 = 0 AS c2, CASE WHEN n.id % 3 = 0 THEN NULL ELSE -n.id END AS c3"
            }
        },
        from: "notes n",
        alias: "n",
        search: Some("notes"),
        orderings: &ORDERINGS,
        default_ordering: "id",
    }
}

const NAMES: [&str; 4] = ["c0", "c1", "c2", "c3"];

fn read(mut row: InTurn<'_>) -> Result<Row> {
    Ok((row.number()?, row.text()?, row.flag()?, row.number_or_null()?))
}

async fn by_row(db: &Db, query: &PageQuery) -> Page<Row> {
    let of_row = |row: &sea_orm::QueryResult| read(InTurn::of_row(row, &NAMES));
    query.run(db.read(), &list(db), Conditions::default(), of_row).await.unwrap()
}

/// Pages that were read at once: on a busy machine not every short one is.
static AT_ONCE: AtomicUsize = AtomicUsize::new(0);

/// Takes some hundredths of a second, once for each question.
const SLOWLY: &str = "(WITH RECURSIVE steps(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM steps WHERE i < 100000) \
                      SELECT COUNT(*) FROM steps) = 100000";

/// The page as `conn` is asked for it, and whether it came as JSON.
async fn asked(db: &Db, conn: &dyn Sql, query: &PageQuery, conditions: Conditions) -> (Page<Row>, bool) {
    let of_values = |row: Values<'_>| {
        assert_eq!(row.get(4), Scalar::Null, "what is the page's own is not the row's");
        read(row.in_turn())
    };
    let heard = db.watch().listen();
    let page = query.run_values(conn, &list(db), conditions, of_values).await.unwrap();
    (page, heard.take().iter().any(|asked| asked.sql.contains("page_rows")))
}

/// The page as it comes when it is there at once, and when it is not.
async fn in_one_piece(db: &Db, query: &PageQuery) -> Page<Row> {
    let (page, in_json) = asked(db, db.read(), query, Conditions::default()).await;
    assert!(in_json || query.param("search").is_none(), "no search is read at once");
    AT_ONCE.fetch_add((!in_json).into(), Ordering::Relaxed);
    let mut conditions = Conditions::default();
    conditions.add(SLOWLY, []);
    let (slow, in_json) = asked(db, db.read(), query, conditions).await;
    assert!(in_json, "what takes long is not");
    assert_eq!(
        (&page.results, page.count, &page.next, &page.previous),
        (&slow.results, slow.count, &slow.next, &slow.previous)
    );
    page
}

both! {
    async fn a_value_of_another_kind_is_an_error(lab) {
        let app = lab.app(&[]).await;
        let tx = app.db().write_tx().await.unwrap();
        note(&tx, TEXTS[0]).await;
        tx.commit().await.unwrap();
        let query = PageQuery::new("http://localhost/".into(), "").unwrap();
        let wrong: [fn(&mut InTurn<'_>) -> Result<()>; 3] = [
            |row| row.text().map(drop),
            |row| row.number().and_then(|_| row.number()).map(drop),
            |row| row.number().and_then(|_| row.flag()).map(drop),
        ];
        for (number, read) in wrong.into_iter().enumerate() {
            let of_row = |row: &sea_orm::QueryResult| read(&mut InTurn::of_row(row, &NAMES));
            let list = list(app.db());
            let alone = query.run(app.db().read(), &list, Conditions::default(), of_row).await;
            let of_values = |row: Values<'_>| read(&mut row.in_turn());
            let in_one_piece = query.run_values(app.db().read(), &list, Conditions::default(), of_values).await;
            assert!(alone.is_err(), "{number}");
            assert!(in_one_piece.is_err(), "{number}");
        }
    }

    async fn what_a_transaction_wrote_stands_in_its_page_and_a_search_by_a_condition_is_none_at_once(lab) {
        let app = lab.app(&[]).await;
        let db = app.db();
        let query = PageQuery::new("/".to_owned(), "").unwrap();
        let tx = db.write_tx().await.unwrap();
        note(&tx, TEXTS[0]).await;
        let (page, in_json) = asked(db, &*tx, &query, Conditions::default()).await;
        assert_eq!((page.results.len(), in_json), (1, true));
        tx.exec("UPDATE notes SET search = $1", vec![search::text(["zoé"]).into()]).await.unwrap();
        tx.commit().await.unwrap();
        let mut conditions = Conditions::default();
        conditions.search(db.engine(), "n.id", "notes", "zoe");
        let (page, in_json) = asked(db, db.read(), &query, conditions).await;
        assert_eq!((page.results.len(), in_json), (1, true));
    }

    async fn in_one_piece_they_are_the_same(lab) {
        let app = lab.app(&[]).await;
        let tx = app.db().write_tx().await.unwrap();
        for text in TEXTS.iter().cycle().take(30) {
            note(&tx, text).await;
        }
        let found = search::text(["zoé"]);
        tx.exec("UPDATE notes SET search = $1 WHERE id % 2 = 0", vec![found.into()]).await.unwrap();
        tx.commit().await.unwrap();

        let orderings = ["id", "-id", "text", "-text,id"].map(|ordering| (format!("ordering={ordering}"), 30));
        let searches = ["", "&ordering=-id", "&ordering=text"].map(|ordering| (format!("search=zoe{ordering}"), 15));
        for (question, all) in orderings.into_iter().chain(searches) {
            let mut seen = 0;
            let mut asked = format!("page_size=7&{question}");
            loop {
                let query = PageQuery::new("/".to_owned(), &asked).unwrap();
                let (rows, piece) = (by_row(app.db(), &query).await, in_one_piece(app.db(), &query).await);
                assert_eq!(piece.results, rows.results, "{asked}");
                assert_eq!((piece.count, &piece.next, &piece.previous), (rows.count, &rows.next, &rows.previous));
                assert_eq!(piece.count, Some(all));
                seen += piece.results.len();
                // There and back: the page before, from here, is the one that led here.
                if let Some(previous) = &piece.previous {
                    let back = PageQuery::new("/".to_owned(), previous.split_once('?').unwrap().1).unwrap();
                    assert_eq!(in_one_piece(app.db(), &back).await.results, by_row(app.db(), &back).await.results, "{previous}");
                }
                let Some(next) = piece.next else { break };
                asked = next.split_once('?').unwrap().1.to_owned();
            }
            assert_eq!(i64::try_from(seen).unwrap(), all, "{question}");
        }

        // Whoever stands on a page whose rows are deleted meanwhile can turn back, whichever way they went.
        for ordering in ["id", "-id", "text", "-text,id"] {
            let follow = |link: &Option<String>| {
                let link = link.as_deref().expect("a way on or back");
                PageQuery::new("/".to_owned(), link.split_once('?').unwrap().1).unwrap()
            };
            let first = PageQuery::new("/".to_owned(), &format!("page_size=30&ordering={ordering}")).unwrap();
            let rows = in_one_piece(app.db(), &first).await.results;
            let half = PageQuery::new("/".to_owned(), &format!("page_size=15&ordering={ordering}")).unwrap();
            let half = in_one_piece(app.db(), &half).await;
            let second = follow(&half.next);
            let behind = follow(&in_one_piece(app.db(), &second).await.previous);
            for (gone, page, is_forwards) in [(&rows[15..], &second, true), (&rows[..15], &behind, false)] {
                let tx = app.db().write_tx().await.unwrap();
                let ids = gone.iter().map(|row| row.0.to_string()).collect::<Vec<_>>().join(", ");
                tx.exec("CREATE TABLE kept AS SELECT * FROM notes", vec![]).await.unwrap();
                tx.exec(&format!("DELETE FROM notes WHERE id IN ({ids})"), vec![]).await.unwrap();
                tx.commit().await.unwrap();
                let empty = in_one_piece(app.db(), page).await;
                assert_eq!(empty.results, []);
                let back = follow(if is_forwards { &empty.previous } else { &empty.next });
                let left = if is_forwards { &rows[..15] } else { &rows[15..] };
                assert_eq!(in_one_piece(app.db(), &back).await.results, left, "{ordering}");
                let tx = app.db().write_tx().await.unwrap();
                tx.exec(&format!("INSERT INTO notes SELECT * FROM kept WHERE id IN ({ids})"), vec![]).await.unwrap();
                tx.exec("DROP TABLE kept", vec![]).await.unwrap();
                tx.commit().await.unwrap();
            }
        }

        let none = PageQuery::new("/".to_owned(), "page_size=7&ordering=id").unwrap();
        let tx = app.db().write_tx().await.unwrap();
        tx.exec("DELETE FROM notes", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let empty = in_one_piece(app.db(), &none).await;
        assert_eq!((empty.results.len(), empty.count, empty.next), (0, Some(0), None));
        assert!(AT_ONCE.load(Ordering::Relaxed) > 0 || app.db().engine() == Engine::Postgres);
    }
}
