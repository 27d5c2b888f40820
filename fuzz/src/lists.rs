//! Filters, searches, orders and cursors of every list of the program, of its API and of its back office, as a superuser
//! asks for them: a page or a named refusal, never an error of the program's.
//!
//! First line: which list (any text, it is folded to a number). The rest: the query.

use std::sync::OnceLock;

use preau_kernel::module::Module;
use preau_testkit::TestResponse;

use crate::parts::{line, text};
use crate::place::{PLACE, Place, place};

/// What a reader of files and streams answers; its address has no query worth a try.
const PASSED_OVER: [&str; 5] = ["/api/docs", "/healthz", "/readyz", "/metrics", "/ws/"];

pub fn target(data: &[u8]) {
    let (which, query) = line(data);
    // What an address line can hold; a browser packs the rest.
    let query: String = text(query).chars().map(packed).collect();
    PLACE.with(place(), async |place| {
        let paths = paths(place);
        let path = &paths[number(which) % paths.len()];
        let address = format!("{path}?{query}");
        if axum::http::Uri::try_from(&address).is_err() {
            return;
        }
        let client = if path.starts_with("/admin/") { &place.browser } else { &place.api };
        holds(&address, client.get(&address).send().await);
    });
}

fn packed(c: char) -> String {
    match c {
        '!'..='~' if !matches!(c, '"' | '<' | '>' | '#' | '\\' | '^' | '`' | '{' | '|' | '}') => c.to_string(),
        c => form_urlencoded::byte_serialize(c.encode_utf8(&mut [0; 4]).as_bytes()).collect(),
    }
}

fn number(bytes: &[u8]) -> usize {
    let number = std::str::from_utf8(bytes).ok().and_then(|text| text.trim().parse::<usize>().ok());
    number.unwrap_or_else(|| bytes.iter().fold(0, |sum, byte| sum * 31 % 65_521 + usize::from(*byte)))
}

fn holds(address: &str, answer: TestResponse) {
    let status = answer.status();
    assert!(status < 500, "{address} answered {status}:\n{}", answer.text());
    if status == 400 && answer.header("content-type") == Some("application/json") {
        let body = answer.json();
        assert!(body["code"].is_string() && body["message"].is_string(), "{address}: {body}");
        if body["code"] == "invalid" {
            assert!(body["errors"].as_object().is_some_and(|errors| !errors.is_empty()), "{address}: {body}");
        }
    }
}

/// Every GET of the document, of the first row where one is meant, and every list of the back office with what belongs to
/// it.
fn paths(place: &Place) -> &'static [String] {
    static PATHS: OnceLock<Vec<String>> = OnceLock::new();
    PATHS.get_or_init(|| {
        let document = preau_kernel::web::openapi(place.test.app());
        let of_api = document
            .paths
            .paths
            .iter()
            .filter(|(path, item)| item.get.is_some() && !PASSED_OVER.iter().any(|start| path.starts_with(start)));
        let mut paths: Vec<String> = of_api.map(|(path, _)| of_first(path)).collect();
        let modules = preau::modules::every();
        let entities = modules.iter().flat_map(|module| Module::admin(module.as_ref()));
        for entity in entities {
            paths.extend(["", "suggest/", "chore/"].map(|part| format!("/admin/{}/{part}", entity.name)));
        }
        assert!(paths.len() > 60, "there are lists: {paths:?}");
        paths
    })
}

/// `/api/groups/{id}/students/` → `/api/groups/1/students/`
fn of_first(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
