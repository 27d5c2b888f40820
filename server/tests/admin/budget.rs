//! Every kind of page on every declared entity asks the database at most eight things, and none of them takes long with
//! many rows in the tables.

use std::time::Duration;

use preau_kernel::App;
use preau_kernel::admin::{Entity, FilterKind};
use preau_kernel::i18n::Lang;
use preau_testkit::{TestApp, TestEngine, both_engines, scale};

use super::fill::fill;
use super::visitor::{Visitor, pages_of, place};

const QUERIES: usize = 8;
/// Of one statement, the best of three: a busy machine is not what is asked about.
const LIMIT: Duration = Duration::from_millis(100);

both_engines! {
    async fn no_page_costs_more_than_its_budget(engine: TestEngine) {
        let test = place(engine).await;
        fill(&test, scale(20_000, 1_000_000)).await;
        let visitor = Visitor::logged_in(&test, "admin@example.com").await;
        // What is read once and kept (the place, who asks) is read now.
        visitor.get("/admin/").await.expect(200);
        let mut faults = Vec::new();
        for path in paths(&test).await {
            if let Some(fault) = fault(&test, &visitor, &path).await {
                faults.push(format!("{path}: {fault}"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// What is wrong with a page's queries.
async fn fault(test: &TestApp, visitor: &Visitor, path: &str) -> Option<String> {
    let mut best: Option<Duration> = None;
    let mut slowest = String::new();
    for _ in 0..3 {
        let listener = test.db().watch().listen();
        let status = visitor.get(path).await.status();
        let asked = listener.take();
        if status != 200 {
            return Some(format!("answers {status}"));
        }
        if asked.len() > QUERIES {
            let texts: Vec<_> = asked.iter().map(|asked| asked.sql.as_str()).collect();
            return Some(format!("{} queries:\n  {}", asked.len(), texts.join("\n  ")));
        }
        let worst = asked.iter().max_by_key(|asked| asked.elapsed)?;
        if best.is_none_or(|best| worst.elapsed < best) {
            best = Some(worst.elapsed);
            slowest.clone_from(&worst.sql);
        }
        if best.is_some_and(|best| best < LIMIT) {
            return None;
        }
    }
    best.map(|best| format!("{best:?} for {slowest}"))
}

async fn paths(test: &TestApp) -> Vec<String> {
    let mut paths = vec!["/admin/".to_owned(), "/admin/tasks/".to_owned(), "/admin/palette/?q=martin5".to_owned()];
    for entity in test.app().entities() {
        let root = format!("/admin/{}/", entity.name);
        if entity.own_row.is_none() {
            paths.extend(lists(test.app(), entity).into_iter().map(|query| format!("{root}{query}")));
        }
        paths.extend(pages_of(test, entity).await);
    }
    paths
}

/// A list as it opens, in each of its orders, searched, by each filter, drilled down.
fn lists(app: &App, entity: &Entity) -> Vec<String> {
    let mut queries = vec![String::new(), "?view=none&page_size=200".to_owned()];
    for column in entity.columns.iter().filter(|column| column.sort.is_some()) {
        queries.push(format!("?view=none&ordering={}", column.name));
        queries.push(format!("?view=none&ordering=-{}", column.name));
    }
    if entity.search {
        for question in ["muller", "martin777", "ma", "zz", "camille", "xyzxyz"] {
            queries.push(format!("?view=none&search={question}"));
        }
    }
    for filter in &entity.filters {
        let name = filter.name;
        match filter.kind {
            FilterKind::Choices(values) | FilterKind::ChoicesWithin(values) => {
                queries.extend(values.iter().map(|value| format!("?view=none&{name}={value}")));
            }
            FilterKind::Each(choices) => {
                queries.extend(choices.iter().map(|(value, _)| format!("?view=none&{name}={value}")));
            }
            FilterKind::Listed(values) => {
                let values = values(app, Lang::Fr).into_iter().map(|(value, _)| value);
                queries.extend(values.map(|value| format!("?view=none&{name}={value}")));
            }
            FilterKind::Flag => {
                queries.extend(["true", "false"].map(|value| format!("?view=none&{name}={value}")));
            }
            FilterKind::Days | FilterKind::Dates => {
                queries.push(format!("?view=none&{name}_from=2026-11-01&{name}_to=2026-11-20"));
            }
            FilterKind::Numbers => queries.push(format!("?view=none&{name}_from=1&{name}_to=3")),
            FilterKind::Relation(_) | FilterKind::Within(_) => queries.push(format!("?view=none&{name}=1")),
        }
    }
    if entity.drill.is_some() {
        queries.extend(["2026", "2026-11", "2026-11-20"].map(|day| format!("?view=none&drill={day}")));
    }
    queries
}
