//! Somebody at the back office, without a socket, and the pages that there are.

use preau::modules;
use preau_kernel::admin::{Entity, Verb};
use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp, TestEngine, TestResponse};

/// A demonstration's people.
pub(crate) async fn place(engine: TestEngine) -> TestApp {
    let has_other_nodes = !matches!(engine, TestEngine::Sqlite);
    let test = TestApp::builder().modules(modules::every()).demo().start(engine).await;
    for module in modules::every() {
        module.fill_demo(test.app()).await.unwrap();
    }
    test.drain_jobs().await;
    if has_other_nodes {
        // As the program does while it serves: what it keeps in memory is then believed.
        test.listen().await;
    }
    test
}

pub(crate) struct Visitor(pub(crate) Client);

impl Visitor {
    /// Logged in by the form, as a browser does it.
    pub(crate) async fn logged_in(test: &TestApp, email: &str) -> Self {
        let client = test.anonymous().with_header("accept", "text/html");
        let page = client.get("/admin/login/").send().await.expect(200).text();
        let csrf = input(&page, "csrf");
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs([("email", email), ("password", "motdepasse"), ("csrf", &csrf)]);
        client.post("/admin/login/").form(&form.finish()).send().await.expect(303);
        Self(client)
    }

    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.0.get(path).send().await
    }
}

/// The value of the first input of that name.
pub(crate) fn input(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no input {name} in\n{page}"));
    let tag = &page[page[..at].rfind('<').unwrap()..];
    let tag = &tag[..tag.find('>').unwrap()];
    tag.split_once("value=\"").map(|(_, rest)| rest.split('"').next().unwrap().to_owned()).unwrap_or_default()
}

/// The pages of one entity that concern no list: add, and for its first row edit, history and delete.
pub(crate) async fn pages_of(test: &TestApp, entity: &Entity) -> Vec<String> {
    let root = format!("/admin/{}/", entity.name);
    let mut pages = Vec::new();
    if entity.verbs.contains(&Verb::Add) {
        pages.push(format!("{root}add/"));
    }
    if let Some(row) = first_row(test, entity).await {
        pages.push(format!("{root}{row}/"));
        pages.push(format!("{root}{row}/history/"));
        if entity.verbs.contains(&Verb::Delete) {
            pages.push(format!("{root}{row}/delete/"));
        }
    }
    pages
}

async fn first_row(test: &TestApp, entity: &Entity) -> Option<i64> {
    let only = match entity.own_row {
        Some(_) => "t.email = 'admin@example.com'",
        None => entity.always.unwrap_or("TRUE"),
    };
    let sql = format!("SELECT t.id AS id FROM {} WHERE {only} ORDER BY t.id LIMIT 1", entity.from);
    let row = test.db().read().find(&sql, vec![]).await.unwrap()?;
    Some(row.try_get("", "id").unwrap())
}
