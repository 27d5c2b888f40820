//! One shape for every refusal, whoever refuses: a handler, the guard, an extractor, the router itself.

use crate::support::{authentications, test_app};

const BODY: &str = r#"{"name": "Zoé"}"#;

#[tokio::test]
async fn an_answer_is_json_with_and_without_the_slash_at_the_end() {
    let test = test_app().await;
    for path in ["/api/public/", "/api/public"] {
        let answer = test.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.json()["hello"], "world");
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let test = test_app().await;
    let answer = test.send("HEAD", "/api/public/", &[], "").await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.is_empty());
    assert_eq!(answer.header("content-length"), Some("17"));
}

#[tokio::test]
async fn an_unknown_path_is_404_and_a_wrong_method_405() {
    let test = test_app().await;
    assert_eq!(test.get("/api/nothing/").await.refusal(), (404, "not_found".into()));
    let answer = test.send("DELETE", "/api/public", &[], "").await;
    assert_eq!(answer.refusal(), (405, "method_not_allowed".into()));
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
    assert_eq!(test.send("BREW", "/api/public/", &[], "").await.refusal().0, 405);
    assert_eq!(test.send("OPTIONS", "/api/public/", &[], "").await.refusal().0, 405);
}

#[tokio::test]
async fn what_cannot_be_in_a_path_is_404() {
    let test = test_app().await;
    assert_eq!(test.get("/api/items/7/").await.json()["id"], 7);
    for path in ["/api/items/abc/", "/api/items/99999999999999999999", "/api/items/%ff/", "/api/words/%ff/"] {
        assert_eq!(test.get(path).await.refusal(), (404, "not_found".into()), "{path}");
    }
    assert_eq!(test.get("/api/words/%00/").await.refusal().0, 404);
    assert_eq!(test.get("/api/words/caf%C3%A9/").await.json()["word"], "café");
}

#[tokio::test]
async fn a_wrong_query_parameter_is_named() {
    let test = test_app().await;
    assert_eq!(test.get("/api/days/?days=3&more=1").await.json()["days"], 3);
    for (query, problem) in [("days=many", "Cette valeur n’est pas acceptée."), ("", "Ce champ est obligatoire.")] {
        let answer = test.get(&format!("/api/days/?{query}")).await;
        assert_eq!(answer.refusal(), (400, "invalid".into()));
        assert_eq!(answer.json()["errors"]["days"][0], problem);
    }
}

#[tokio::test]
async fn every_kind_of_refusal_has_its_status_and_headers() {
    let test = test_app().await;
    let conflict = test.get("/api/refuse/conflict/").await;
    assert_eq!(conflict.refusal(), (409, "row_changed".into()));
    assert_eq!(conflict.json()["row_version"], 3);
    let throttled = test.get("/api/refuse/throttled/").await;
    assert_eq!(throttled.refusal().0, 429);
    assert_eq!(throttled.header("retry-after"), Some("30"));
    let unavailable = test.get("/api/refuse/unavailable/").await;
    assert_eq!((unavailable.refusal().0, unavailable.header("retry-after")), (503, Some("1")));
    assert_eq!(test.get("/api/refuse/media/").await.refusal().0, 415);
    let internal = test.get("/api/refuse/internal/").await;
    assert_eq!(internal.refusal(), (500, "internal".into()));
    assert!(!internal.text().contains("hunter2"));
}

#[tokio::test]
async fn a_panic_is_500_in_the_one_shape() {
    let answer = test_app().await.get("/api/panics/").await;
    assert_eq!(answer.refusal(), (500, "internal".into()));
    assert!(!answer.text().contains("defect"));
    assert!(answer.header("x-request-id").is_some());
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_400_and_another_type_415() {
    let test = test_app().await;
    assert_eq!(test.post("/api/echo/", &[], BODY).await.json()["name"], "Zoé");
    for (body, code) in [("{", "broken_json"), ("[]", "not_an_object"), ("\"x\"", "not_an_object")] {
        assert_eq!(test.post("/api/echo/", &[], body).await.refusal(), (400, code.into()));
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "jsonish"] {
        let answer = test.send("POST", "/api/echo/", &[("content-type", kind)], BODY).await;
        assert_eq!(answer.refusal(), (415, "unsupported_media_type".into()), "{kind}");
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_and_unknown_ones_are_passed_over() {
    let test = test_app().await;
    let answer = test.post("/api/echo/", &[], r#"{"name": 3, "number": "x", "tags": ["\u0000"], "other": {}}"#).await;
    assert_eq!(answer.refusal(), (400, "invalid".into()));
    let errors = answer.json()["errors"].as_object().unwrap().clone();
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["name", "number", "tags"]);
    assert_eq!(test.post("/api/echo/", &[], r#"{"name": "x", "other": 1}"#).await.status, 200);
}

#[tokio::test]
async fn a_rejection_of_axum_itself_takes_the_shape() {
    let answer = test_app().await.send("POST", "/upload/", &[("content-type", "text/csv")], "a,b").await;
    assert_eq!(answer.refusal(), (400, "bad_request".into()));
}

#[tokio::test]
async fn access_is_checked_before_the_handler() {
    let test = test_app().await;
    let status = async |path: &str, name: &str| {
        let bearer = format!("Bearer {name}");
        let headers = [("authorization", bearer.as_str())];
        test.get_with(path, if name.is_empty() { &[] } else { &headers }).await.status.as_u16()
    };
    for path in ["/api/mine/", "/api/gated/", "/api/managed/", "/api/staff/", "/api/superuser/", "/api/mine"] {
        assert_eq!(status(path, "").await, 401, "{path}");
        assert_eq!(status(path, "bad").await, 401, "{path}");
    }
    assert_eq!(status("/api/mine/", "anna").await, 200);
    assert_eq!(status("/api/managed/", "anna").await, 403);
    assert_eq!(status("/api/managed/", "manager").await, 200);
    assert_eq!(status("/api/managed/", "staff").await, 200);
    assert_eq!(status("/api/staff/", "manager").await, 403);
    assert_eq!(status("/api/superuser/", "staff").await, 403);
    assert_eq!(status("/api/superuser/", "superuser").await, 200);
    // A public route takes a credential that is no longer good.
    assert_eq!(status("/api/public/", "bad").await, 200);
    assert_eq!(status("/api/public/", "broken").await, 503);
}

#[tokio::test]
async fn not_authenticated_says_how_to() {
    let answer = test_app().await.get("/api/mine/").await;
    assert_eq!(answer.refusal(), (401, "not_authenticated".into()));
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn a_gate_opens_the_gated_routes_only() {
    let test = test_app().await;
    let gated = [("authorization", "Bearer gated")];
    assert_eq!(test.get_with("/api/gated/", &gated).await.status, 200);
    let refused = test.get_with("/api/mine/", &gated).await;
    assert_eq!(refused.refusal(), (403, "password_change_required".into()));
}

#[tokio::test]
async fn nobody_is_looked_up_without_a_credential() {
    let test = test_app().await;
    let before = authentications();
    test.get("/api/public/").await;
    test.get_with("/healthz", &[("authorization", "Bearer anna")]).await;
    assert_eq!(authentications(), before);
    test.get_with("/api/public/", &[("cookie", "session=1")]).await;
    assert_eq!(authentications(), before + 1);
}

#[tokio::test]
async fn refusals_speak_the_askers_language() {
    let test = test_app().await;
    let message = async |headers: &[(&str, &str)]| {
        test.get_with("/api/staff/", headers).await.json()["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message(&[]).await, "Connectez-vous pour continuer.");
    assert_eq!(message(&[("accept-language", "de")]).await, "Connectez-vous pour continuer.");
    assert_eq!(message(&[("accept-language", "en-GB, fr;q=0.5")]).await, "Please log in to continue.");
    let account = [("authorization", "Bearer english"), ("accept-language", "fr")];
    assert_eq!(message(&account).await, "You are not allowed to do this.");
}
