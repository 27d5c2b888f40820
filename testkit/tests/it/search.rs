//! The search index against plain string comparison.

use preau_kernel::db::page::{Conditions, List, PageQuery};
use preau_kernel::db::{Sql, search};
use preau_testkit::{TestDb, both_engines, scale};
use proptest::prelude::*;

const TABLE: &str = "CREATE TABLE people (id {id}, name TEXT NOT NULL, search TEXT NOT NULL);\n-- search: people\n";
const LIST: List = List {
    select: "p.id, p.name",
    from: "people p",
    alias: "p",
    search: Some("people"),
    orderings: &[],
    default_ordering: "id",
};
const NAMES: [&str; 14] = [
    "Ève Lefœuvre",
    "Jean-Pierre Dupont",
    "jean.dupont@example.org",
    "O'Brien",
    "100% coton",
    "a_b_c",
    r"C:\temp\x",
    r#"Anna "Nan" Li"#,
    "AND OR NOT NEAR",
    "étoile*",
    "(parenthèse) : {x} ^y",
    "日本語 テスト",
    "Ŀuís — ½ ﬁn",
    "",
];

both_engines! {
    async fn words_are_found_without_their_accents_and_by_their_beginning(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        add(&t, &NAMES).await;
        for (question, expected) in [
            ("eve", vec!["Ève Lefœuvre"]),
            ("LEFOEUVRE ève", vec!["Ève Lefœuvre"]),
            ("du", vec!["Jean-Pierre Dupont", "jean.dupont@example.org"]),
            ("pi", vec!["Jean-Pierre Dupont"]),
            ("upon", vec!["Jean-Pierre Dupont", "jean.dupont@example.org"]),
            ("up", vec![]),
            ("br", vec!["O'Brien"]),
            ("%", vec![]),
            ("100%", vec!["100% coton"]),
            ("_b_", vec!["a_b_c"]),
            (r"\temp", vec![r"C:\temp\x"]),
            (r#""nan""#, vec![r#"Anna "Nan" Li"#]),
            ("AND", vec!["AND OR NOT NEAR"]),
            ("or not", vec!["AND OR NOT NEAR"]),
            ("ile*", vec!["étoile*"]),
            ("日本", vec!["日本語 テスト"]),
            ("テスト", vec!["日本語 テスト"]),
            ("fin", vec!["Ŀuís — ½ ﬁn"]),
            ("dupont jean-pierre", vec!["Jean-Pierre Dupont"]),
        ] {
            assert_eq!(found(&t, question).await, expected, "{question}");
        }
        assert_eq!(found(&t, "   ").await.len(), NAMES.len(), "a question without a letter narrows nothing");
    }

    async fn the_index_follows_every_change(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        add(&t, &["Claire Martin"]).await;
        let tx = t.db().write_tx().await.unwrap();
        let values = vec!["Claire Petit".into(), search::text(["Claire Petit"]).into()];
        tx.exec("UPDATE people SET name = $1, search = $2", values).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((found(&t, "martin").await.len(), found(&t, "petit").await.len()), (0, 1));
        let tx = t.db().write_tx().await.unwrap();
        tx.exec("DELETE FROM people", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(found(&t, "petit").await.is_empty());
    }

    /// Any names, any question: no error, and exactly what comparing strings finds.
    async fn search_finds_what_comparing_finds(t: TestDb) {
        t.migrate("test/1", TABLE).await;
        let piece = r#"(AND|NEAR|é|É|œ|ß|[a-c%_'"\\*^():{}.@ -]|日|\PC){0,5}"#;
        let case = (proptest::collection::vec(piece, 1..6), piece, any::<prop::sample::Index>(), 0usize..4, 1usize..6);
        let config = proptest::test_runner::Config {
            cases: scale(100, 2000),
            failure_persistence: None,
            ..Default::default()
        };
        let run = |(names, made_up, pick, from, length): (Vec<String>, String, prop::sample::Index, usize, usize)| {
            // Half of the questions are cut out of a name, so that something is found.
            let cut: String = names[pick.index(names.len())].chars().skip(from).take(length).collect();
            let check = async {
                let tx = t.db().write_tx().await.unwrap();
                tx.exec("DELETE FROM people", vec![]).await.unwrap();
                tx.commit().await.unwrap();
                let names: Vec<_> = names.iter().map(String::as_str).collect();
                add(&t, &names).await;
                for question in [made_up.as_str(), cut.as_str()] {
                    let expected: Vec<_> = names.iter().filter(|name| plain(name, question)).copied().collect();
                    assert_eq!(found(&t, question).await, expected, "{question:?}");
                }
            };
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(check));
            Ok(())
        };
        proptest::test_runner::TestRunner::new(config).run(&case, run).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// Every word of the question stands in a word of the name; one or two letters begin a word or a part of one.
fn plain(name: &str, question: &str) -> bool {
    let (name, question) = (search::fold(name), search::fold(question));
    question.split_whitespace().all(|asked| {
        name.split_whitespace().any(|word| {
            let begins = || {
                word.split_inclusive(['-', '\'', '.', '_', '@']).scan(0, |at, part| {
                    let start = *at;
                    *at += part.len();
                    Some(word[start..].starts_with(asked))
                })
            };
            if asked.chars().count() < 3 { begins().any(|b| b) } else { word.contains(asked) }
        })
    })
}

async fn add(t: &TestDb, names: &[&str]) {
    let tx = t.db().write_tx().await.unwrap();
    for name in names {
        let values = vec![(*name).into(), search::text([*name]).into()];
        tx.exec("INSERT INTO people (name, search) VALUES ($1, $2)", values).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn found(t: &TestDb, question: &str) -> Vec<String> {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("search", question).finish();
    let page = PageQuery::new("http://localhost/".into(), &query).unwrap();
    let names = page.run(t.db().read(), &LIST, Conditions::default(), |row| Ok(row.try_get::<String>("", "name")?));
    names.await.unwrap().results
}
