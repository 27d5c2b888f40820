//! What targets stand on that must be started once: a runtime, databases, the whole program with a demonstration in it.

use std::sync::OnceLock;

use preau_kernel::module::Module;
use preau_testkit::{Client, TestApp, TestEngine};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

/// Made by the first input, used by all.
pub(crate) struct Once<T>(OnceLock<(Runtime, T)>);

impl<T> Once<T> {
    pub(crate) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Everything runs on this thread, so that the way of an input is the same each time.
    pub(crate) fn with<R>(&'static self, make: impl Future<Output = T>, body: impl AsyncFnOnce(&'static T) -> R) -> R {
        let (runtime, made) = self.0.get_or_init(|| {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            let made = runtime.block_on(make);
            (runtime, made)
        });
        runtime.block_on(body(made))
    }
}

/// The whole program, and who asks it.
pub(crate) struct Place {
    pub(crate) test: TestApp,
    /// A superuser by a token.
    pub(crate) api: Client,
    /// The same by the cookie of a browser.
    pub(crate) browser: Client,
}

pub(crate) static PLACE: Once<Place> = Once::new();

pub(crate) async fn place() -> Place {
    let modules = preau::modules::every();
    let test = TestApp::builder()
        .modules(modules.clone())
        .set("auth.argon2_memory_kib", 32)
        .set("auth.argon2_passes", 1)
        .demo()
        .start(TestEngine::Sqlite)
        .await;
    test.may_leave_jobs();
    for module in &modules {
        Module::fill_demo(module.as_ref(), test.app()).await.expect("a demonstration");
    }
    let nobody = test.anonymous();
    let login = nobody.post("/api/token/").json(json!({"email": EMAIL, "password": PASSWORD}));
    let answer = login.send().await.expect(200);
    let access = answer.json()["access"].as_str().expect("an access token").to_owned();
    let browser = browser(&test).await;
    let api = test.bearer(&access);
    Place { test, api, browser }
}

const EMAIL: &str = "admin@example.com";
const PASSWORD: &str = "motdepasse";

/// Logged in by the form of the back office.
async fn browser(test: &TestApp) -> Client {
    let client = test.anonymous().with_header("accept", "text/html");
    let page = client.get("/admin/login/").send().await.expect(200).text();
    let field = page.split("name=\"csrf\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
    let csrf = field.and_then(|rest| rest.split('"').next()).expect("the form has its token");
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs([("email", EMAIL), ("password", PASSWORD), ("csrf", csrf)]);
    client.post("/admin/login/").form(&form.finish()).send().await.expect(303);
    client
}
