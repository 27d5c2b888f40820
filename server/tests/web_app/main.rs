//! The web app as the program serves it: its page, its files, its headers. What it does in a browser is tested elsewhere.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must end")]

mod encodings;
mod files;
#[path = "../../build/frame/mod.rs"]
mod frame;
mod front;
mod page;
mod paths;
mod settings;
mod weight;

use preau::modules;
use preau_testkit::{TestApp, TestEngine, TestResponse};

/// The whole program on a new place.
pub(crate) async fn program() -> TestApp {
    TestApp::with(modules::every(), TestEngine::Sqlite).await
}

/// Every file below `/assets/` that a page names, in its order.
pub(crate) fn assets(page: &str) -> Vec<String> {
    let parts = page.split("=\"/assets/").skip(1).filter_map(|rest| rest.split('"').next());
    parts.filter(|path| path.contains('/')).map(|path| format!("/assets/{path}")).collect()
}

/// `/assets/<hash>`
pub(crate) fn folder(page: &str) -> String {
    let script = assets(page).into_iter().find(|path| path.ends_with("/main.js")).unwrap();
    script.strip_suffix("/main.js").unwrap().to_owned()
}

/// All values of a header.
pub(crate) fn values(answer: &TestResponse, name: &str) -> String {
    let lines = answer.headers().get_all(name).iter().map(|value| value.to_str().unwrap());
    lines.collect::<Vec<_>>().join(", ")
}
