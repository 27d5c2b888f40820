//! The OpenAPI document and its page.

use preau_kernel::web::openapi;
use serde_json::Value;

use crate::support::test_app;

#[tokio::test]
async fn the_document_is_public_and_says_what_the_routes_say() {
    let test = test_app().await;
    let answer = test.get("/api/openapi.json").await;
    assert_eq!(answer.status, 200);
    let document = answer.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(document["info"]["title"], "Préau");
    assert_eq!(document, serde_json::to_value(openapi(&test.app)).unwrap());
    for scheme in ["bearer", "token", "cookie"] {
        assert!(document["components"]["securitySchemes"][scheme].is_object(), "{scheme}");
    }
    let paths = &document["paths"];
    assert_eq!(paths["/api/managed/"]["get"]["x-permission"], "sample.manage");
    assert_eq!(paths["/api/public/"]["get"]["security"], Value::Array(vec![]));
    assert!(paths["/api/managed/"]["get"]["security"].as_array().unwrap().len() == 3);
    // One spelling only, and no pages.
    assert!(paths.get("/api/managed").is_none() && paths.get("/page/").is_none());
    assert!(paths["/healthz"].is_object());
}

#[tokio::test]
async fn refusals_are_described_where_they_fit() {
    let document = test_app().await.get("/api/openapi.json").await.json();
    let statuses = |path: &str, method: &str| {
        let responses = document["paths"][path][method]["responses"].as_object().unwrap();
        responses.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(statuses("/api/public/", "get"), "200 400 503");
    assert_eq!(statuses("/api/managed/", "get"), "200 400 401 403 503");
    assert_eq!(statuses("/api/items/{id}/", "get"), "200 400 404 503");
    assert_eq!(statuses("/api/things/", "post"), "201 400 401 403 409 413 415 429 503");
    let shape = &document["components"]["schemas"]["Refusal"]["properties"];
    for member in ["success", "code", "message", "detail", "errors"] {
        assert!(shape[member].is_object(), "{member}");
    }
    let responses = &document["paths"]["/api/things/"]["post"]["responses"];
    for (status, name, header) in [
        ("400", "Refusal", None),
        ("401", "NotAuthenticated", Some("WWW-Authenticate")),
        ("429", "Later", Some("Retry-After")),
    ] {
        assert_eq!(responses[status]["$ref"], format!("#/components/responses/{name}"));
        let headers = document["components"]["responses"][name]["headers"].as_object();
        assert_eq!(headers.and_then(|headers| headers.keys().next()).map(String::as_str), header);
    }
    // What an author says of a refusal stands beside its shape.
    let described = &document["paths"]["/readyz"]["get"]["responses"]["503"];
    assert_eq!(described["description"], "Not now");
    assert_eq!(described["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/Refusal");
    assert!(described["headers"]["Retry-After"].is_object());
    let parameters = &document["paths"]["/api/things/"]["post"]["parameters"];
    assert_eq!(parameters[0]["name"], "Idempotency-Key");
    assert!(document["paths"]["/api/echo/"]["post"].get("parameters").is_none());
    // Where the body may hold the version that was read, the header may say it as well.
    assert_eq!(document["paths"]["/api/place/"]["patch"]["parameters"][0]["name"], "If-Match");
}

#[tokio::test]
async fn who_has_the_document_is_not_sent_it_again() {
    let test = test_app().await;
    let etag = test.get("/api/openapi.json").await.header("etag").unwrap().to_owned();
    for known in [etag.clone(), format!("\"x\", W/{etag}"), "*".into()] {
        let answer = test.get_with("/api/openapi.json", &[("if-none-match", &known)]).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (304, 0), "{known}");
        assert_eq!(answer.header("etag"), Some(etag.as_str()));
    }
    assert_eq!(test.get_with("/api/openapi.json", &[("if-none-match", "\"x\"")]).await.status, 200);
}

#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere() {
    let test = test_app().await;
    for path in ["/api/docs", "/api/docs/"] {
        let page = test.get(path).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("swagger-ui") && !page.text().contains("http"));
        assert!(!page.text().contains("<style") && !page.text().contains("<script>"));
    }
    for (file, kind) in
        [("swagger-ui.css", "text/css"), ("swagger-ui-bundle.js", "text/javascript"), ("start.js", "text/")]
    {
        let answer = test.get(&format!("/api/docs/{file}")).await;
        assert_eq!(answer.status, 200, "{file}");
        assert!(answer.header("content-type").unwrap().starts_with(kind));
    }
    assert_eq!(test.get("/api/docs/../secret").await.status, 404);
}
