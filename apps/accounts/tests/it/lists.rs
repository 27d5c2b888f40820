//! Lists: pages to and fro, orderings, search, filters and counts.

use std::collections::BTreeSet;

use preau_kernel::db::Engine;
use preau_testkit::{Client, TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::desk::{self, create, manager, person, wrong_fields};
use super::place;

/// `many` students (and their users), written by SQL: every third is called Müller, every tenth is inactive.
pub(crate) async fn fill(test: &TestApp, many: i64) {
    let numbers = match test.db().engine() {
        Engine::Sqlite => format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) "),
        Engine::Postgres => format!("WITH n(i) AS (SELECT generate_series(1, {many})) "),
    };
    let last = "CASE WHEN i % 3 = 0 THEN 'muller' ELSE 'nom' || (i % 5000) END";
    let rows = "row_version, created_at, updated_at";
    let users = format!(
        "INSERT INTO users (id, email, first_name, last_name, phone, is_active, is_staff, is_superuser, \
         email_verified_at, sort_name, search, {rows}) {numbers} \
         SELECT 1000 + i, 'eleve' || i || '@ecole.fr', 'Prénom' || i, {last}, '', i % 10 <> 0, FALSE, FALSE, 1, \
         {last} || ' prenom' || i, '  prenom' || i || '  ' || {last} || '  eleve' || i || '@ecole.fr  ecole.fr  fr', \
         1, 1000 + i / 10, 1 FROM n"
    );
    let students = format!(
        "INSERT INTO students (id, user_id, student_number, level, sort_name, search, {rows}) \
         SELECT id, id, '2020-' || id, 'level ' || (id % 400), sort_name, search, 1, created_at, 1 \
         FROM users WHERE id > 1000"
    );
    desk::exec(test, &users).await;
    desk::exec(test, &students).await;
    desk::exec(
        test,
        "INSERT INTO user_modules (user_id, module_id) SELECT id, 1 FROM users WHERE id > 1000 AND id % 50 = 0",
    )
    .await;
    desk::exec(test, "INSERT INTO tutor_students (tutor_id, student_id) SELECT 1, id FROM students WHERE id > 1000 AND id % 5000 = 0").await;
    desk::exec(test, "ANALYZE").await;
}

/// All pages from the first to the last, as ids, by `next`; then back by `previous`, which must be the same.
async fn walk(client: &Client, path: &str) -> Vec<i64> {
    let ids = |page: &Value| -> Vec<i64> {
        page["results"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
    };
    let local = |url: &Value| url.as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
    let mut page = client.get(path).send().await.expect(200).json();
    let count = page["count"].clone();
    assert_eq!(page["previous"], Value::Null);
    let mut forward = ids(&page);
    let mut pages = vec![ids(&page)];
    while let Some(next) = local(&page["next"]) {
        page = client.get(&next).send().await.expect(200).json();
        assert_eq!(page["count"], count, "every page counts the same");
        forward.extend(ids(&page));
        pages.push(ids(&page));
    }
    for expected in pages.iter().rev().skip(1) {
        let previous = local(&page["previous"]).unwrap();
        page = client.get(&previous).send().await.expect(200).json();
        assert_eq!(ids(&page), *expected, "back from {path}");
        assert!(page["next"].is_string());
    }
    assert_eq!(page["previous"], Value::Null, "the first page has none before it");
    assert_eq!(count, json!(forward.len()));
    forward
}

both_engines! {
    async fn pages_lead_through_all_rows_to_and_fro(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        fill(&test, 230).await;
        for ordering in ["last_name", "-last_name", "created_at", "-created_at", "student_number", "id", "-id",
                         "created_at,-last_name", "-last_name,created_at", "created_at,id"] {
            for size in [7, 50, 231] {
                let seen = walk(&manager, &format!("/api/students/?ordering={ordering}&page_size={size}")).await;
                let different: BTreeSet<_> = seen.iter().collect();
                assert_eq!((seen.len(), different.len()), (231, 231), "{ordering} by {size}");
            }
        }
        let up = walk(&manager, "/api/students/?ordering=last_name").await;
        let mut down = walk(&manager, "/api/students/?ordering=-last_name").await;
        down.reverse();
        assert_eq!(up, down);
        assert_eq!(walk(&manager, "/api/users/?page_size=20").await.len(), 238);
        assert_eq!(walk(&manager, "/api/users/?page_size=20&search=muller&ordering=last_name").await.len(), 76);
    }

    async fn a_page_is_of_fifty_and_at_most_two_hundred(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        fill(&test, 230).await;
        for (query, rows) in [("", 50), ("?page_size=1", 1), ("?page_size=200", 200), ("?page_size=100000", 200)] {
            let page = manager.get(&format!("/api/students/{query}")).send().await.expect(200).json();
            assert_eq!(page["results"].as_array().unwrap().len(), rows, "{query}");
            assert_eq!(page["count"], 231);
        }
        let url = manager.get("/api/students/?level=level 1&page_size=0".replace(' ', "%20").as_str()).send().await;
        assert_eq!(wrong_fields(url), ["page_size"]);
        let page = manager.get("/api/students/?page_size=100&search=prenom&is_active=true").send().await.json();
        let next = page["next"].as_str().unwrap();
        assert!(next.starts_with("http") && next.contains("/api/students/?"), "{next}");
        assert!(next.contains("search=prenom") && next.contains("is_active=true"), "{next}");
        assert_eq!(page["previous"], Value::Null);
    }

    async fn what_cannot_be_read_is_400_on_its_parameter(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for path in ["/api/students/", "/api/professors/", "/api/tutors/", "/api/managers/", "/api/users/", "/api/modules/"] {
            for (query, field) in [
                ("cursor=abc", "cursor"), ("cursor=e30", "cursor"), ("cursor=%00", "cursor"), ("ordering=secret", "ordering"),
                ("ordering=password", "ordering"), ("ordering=-", "ordering"), ("page_size=x", "page_size"),
                ("page_size=-1", "page_size"), ("page_size=0", "page_size"), ("page_size=1e3", "page_size"),
            ] {
                let answer = manager.get(&format!("{path}?{query}")).send().await;
                assert_eq!(wrong_fields(answer), [field], "{path}?{query}");
            }
        }
        for (query, field) in [
            ("/api/students/?module=x", "module"), ("/api/students/?tutor=x", "tutor"), ("/api/tutors/?student=1.5", "student"),
            ("/api/students/?is_active=perhaps", "is_active"), ("/api/students/?level=%00", "level"),
            ("/api/users/?role=PILOT", "role"), ("/api/users/?role=professor", "role"), ("/api/users/?is_staff=x", "is_staff"),
            ("/api/users/?module=99999999999999999999", "module"),
        ] {
            assert_eq!(wrong_fields(manager.get(query).send().await), [field], "{query}");
        }
        // A cursor of one ordering is none of another.
        fill(&test, 5).await;
        let page = manager.get("/api/students/?page_size=2").send().await.json();
        let cursor = page["next"].as_str().unwrap().split("cursor=").nth(1).unwrap().to_owned();
        let other = manager.get(&format!("/api/students/?ordering=created_at&cursor={cursor}")).send().await;
        assert_eq!(wrong_fields(other), ["cursor"]);
    }

    async fn search_finds_words_without_accents_and_parts_of_them(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let mut user = person("Ève-Marie", "Lefœuvre d’Açores", "e.lefoeuvre@lycée.fr");
        user["username"] = json!("evem");
        user["phone"] = json!("06 12 34 56 78");
        let made = create(&test, &manager, "/api/students/", json!({"user": user, "student_number": "N-77", "level": "Sixième"})).await;
        for question in ["ève", "EVE", "lefœuvre", "LEFOEUVRE", "foeuv", "acores", "ma", "eve lefoeuvre", "lefoeuvre eve",
                         "e.lefoeuvre@lycee.fr", "evem", "n-77", "sixieme", "d'açores", "%20eve%20", "d’Açores", "5678"] {
            let question = question.replace(' ', "%20").replace('é', "%C3%A9");
            let found = manager.get(&format!("/api/students/?search={}", encoded(&question))).send().await.expect(200).json();
            let expected = if question == "5678" { 0 } else { 1 };
            assert_eq!(found["count"], expected, "{question}: {found}");
        }
        let found = manager.get("/api/users/?search=lefoeuvre").send().await.expect(200).json();
        assert_eq!(found["results"][0]["id"], made["user"]["id"]);
        for question in ["zzz", "eve zzz", "\"", "'", "%", "_", "*", "eve*", "eve OR zzz", "NOT eve", "\\", "a\" OR \"e", "()", "^e"] {
            let path = format!("/api/students/?search={}", encoded(question));
            let found = manager.get(&path).send().await.expect(200).json();
            assert_eq!(found["count"], 0, "{question}");
        }
        let all = manager.get("/api/students/?search=%00").send().await.expect(200).json();
        assert_eq!(all["count"], 2, "nothing was asked");
        manager.get(&format!("/api/students/?search={}", "a%20".repeat(2000))).send().await.expect(200);
    }

    async fn filters_narrow_and_join(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        fill(&test, 5000).await;
        for (path, count) in [
            ("/api/students/?is_active=false", 500), ("/api/students/?is_active=true", 4501), ("/api/students/?module=1", 100),
            ("/api/students/?module=99", 0), ("/api/students/?level=level%207", 12), ("/api/students/?tutor=1", 1),
            ("/api/students/?tutor=99", 0), ("/api/tutors/?student=5000", 1), ("/api/tutors/?student=1", 0),
            ("/api/students/?module=1&is_active=true", 0), ("/api/students/?search=muller&is_active=false", 166),
            ("/api/users/?role=STUDENT", 5001), ("/api/users/?role=PROFESSOR", 1), ("/api/users/?role=COACH", 1),
            ("/api/users/?is_staff=true", 1), ("/api/users/?is_superuser=true", 1), ("/api/users/?is_staff=false", 5007),
            ("/api/users/?module=1", 101), ("/api/users/?role=STUDENT&module=1&search=muller", 33),
            ("/api/professors/?module=1", 1), ("/api/professors/?module=", 1), ("/api/professors/?unknown=1", 1),
        ] {
            let page = manager.get(path).send().await.expect(200).json();
            assert_eq!(page["count"], count, "{path}");
            let rows = page["results"].as_array().unwrap().len() as i64;
            assert_eq!(rows, count.min(50), "{path}");
        }
        let page = manager.get("/api/users/?role=STUDENT&page_size=200").send().await.json();
        assert!(page["next"].is_string());
        assert_eq!(walk(&manager, "/api/users/?role=STUDENT&is_active=false&page_size=60").await.len(), 500);
        assert_eq!(walk(&manager, "/api/users/?role=STUDENT&is_active=false&page_size=60&ordering=-created_at").await.len(), 500);
    }

    async fn the_count_is_exact_up_to_ten_thousand_and_then_unknown(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        fill(&test, 9_999).await;
        assert_eq!(manager.get("/api/students/").send().await.json()["count"], 10_000);
        create(&test, &manager, "/api/students/", json!({"user": person("A", "B", "ab@ecole.fr")})).await;
        let page = manager.get("/api/students/").send().await.json();
        assert_eq!(page["count"], Value::Null);
        assert_eq!(page["results"].as_array().unwrap().len(), 50);
        assert_eq!(manager.get("/api/students/?search=muller").send().await.json()["count"], 3333);
    }
}

fn encoded(text: &str) -> String {
    if text.contains('%') && text.len() > 1 {
        return text.to_owned();
    }
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
        .collect()
}
