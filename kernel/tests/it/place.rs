//! The place, through its routes.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use preau_kernel::App;
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;
use preau_kernel::place::{self, Place};
use preau_kernel::web::{RequestInfo, respond};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::both;

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

/// Calls a route as staff or as nobody.
async fn call(
    app: &App,
    staff: bool,
    method: &str,
    path: &str,
    body: impl Into<Body>,
    extra: &[(&str, &str)],
) -> Answer {
    let info = RequestInfo::internal("test");
    info.set_actor(Ok(staff.then(|| Arc::new(boss()))));
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in extra {
        request = request.header(*name, *value);
    }
    let mut request = request.body(body.into()).unwrap();
    request.extensions_mut().insert(info);
    let router = place::api().router(app);
    let response = router.with_state(app.clone()).oneshot(request).await.unwrap();
    let response = respond::render(app.l10n(), Lang::Fr, "test", response);
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

async fn patch(app: &App, body: Value) -> Answer {
    call(app, true, "PATCH", "/api/place/", body.to_string(), &[("content-type", "application/json")]).await
}

fn boss() -> Actor {
    Actor {
        user_id: 1,
        name: "Ada Martin".into(),
        roles: Vec::new(),
        is_staff: true,
        is_superuser: false,
        rights: Arc::new(BTreeMap::new()),
        credential: Credential::Jwt { session: 1 },
        lang: None,
        gate: None,
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and the rest";

both! {
    async fn anyone_reads_the_place_and_staff_change_it(lab) {
        let app = lab.app(&[]).await;
        let other_node = lab.app(&[]).await;
        assert_eq!(Place::load(&other_node).await.unwrap().name, "Préau");
        let seen = call(&app, false, "GET", "/api/place/", "", &[]).await;
        assert_eq!(seen.json()["zone"], "Europe/Paris");
        assert_eq!(call(&app, false, "PATCH", "/api/place/", "{}", &[]).await.status, StatusCode::UNAUTHORIZED);

        let hours = json!([{"day": 1, "opens": "09:00", "closes": "12:00"}]);
        let changed = patch(&app, json!({
            "name": " Le  Préau ", "zone": "Indian/Reunion", "opening_hours": hours, "row_version": 1, "unknown": 3
        })).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.json());
        assert_eq!(changed.json()["name"], "Le Préau");
        assert_eq!((&changed.json()["opening_hours"], &changed.json()["row_version"]), (&hours, &json!(2)));
        assert_eq!(Place::load(&app).await.unwrap().zone, chrono_tz::Indian::Reunion);

        let audited = app.db().read().get("SELECT action, actor_id, metadata FROM audit_entries", vec![]).await.unwrap();
        assert_eq!(audited.try_get::<String>("", "action").unwrap(), "place_updated");
        assert_eq!(audited.try_get::<i64>("", "actor_id").unwrap(), 1);
        assert_eq!(audited.try_get::<String>("", "metadata").unwrap(), r#"{"fields":["name","zone","opening_hours"]}"#);
    }

    async fn an_old_version_is_a_conflict(lab) {
        let app = lab.app(&[]).await;
        assert_eq!(patch(&app, json!({"phone": "1", "row_version": 1})).await.status, StatusCode::OK);
        let late = patch(&app, json!({"phone": "2", "row_version": 1})).await;
        assert_eq!((late.status, &late.json()["code"]), (StatusCode::CONFLICT, &json!("row_changed")));
        let late = call(&app, true, "PATCH", "/api/place/", r#"{"phone": "2"}"#,
            &[("content-type", "application/json"), ("if-match", "\"1\"")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        // A tag that is none of ours is no leave to write over what is there.
        let foreign = call(&app, true, "PATCH", "/api/place/", r#"{"phone": "2"}"#,
            &[("content-type", "application/json"), ("if-match", "\"abc\"")]).await;
        assert_eq!(foreign.status, StatusCode::CONFLICT);
        // What changes nothing is no change.
        assert_eq!(patch(&app, json!({"phone": "1"})).await.json()["row_version"], 2);
    }

    async fn wrong_fields_are_named_in_french(lab) {
        let app = lab.app(&[]).await;
        let wrong = patch(&app, json!({"zone": "Paris", "languages": ["en"], "email": "x"})).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        assert_eq!(wrong.json()["errors"]["email"], json!(["Ce n’est pas une adresse électronique."]));
        let wrong = patch(&app, json!({"languages": ["en"]})).await;
        assert_eq!(wrong.json()["errors"].as_object().unwrap().keys().collect::<Vec<_>>(), ["default_language"]);
    }

    async fn the_logo_is_a_picture_that_everyone_may_see(lab) {
        let app = lab.app(&[]).await;
        assert_eq!(call(&app, false, "GET", "/api/place/logo/", "", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(call(&app, false, "PUT", "/api/place/logo/", PNG, &[]).await.status, StatusCode::UNAUTHORIZED);
        let drawing = call(&app, true, "PUT", "/api/place/logo/", "<svg/>", &[("content-type", "image/png")]).await;
        assert_eq!(drawing.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let mut huge = PNG.to_vec();
        huge.resize(place::MAX_LOGO + 1, 0);
        assert_eq!(call(&app, true, "PUT", "/api/place/logo/", huge, &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE);

        let put = call(&app, true, "PUT", "/api/place/logo/", PNG, &[]).await;
        assert_eq!(put.status, StatusCode::OK);
        let url = put.json()["logo_url"].as_str().unwrap().to_owned();
        let shown = call(&app, false, "GET", &url, "", &[]).await;
        assert_eq!((shown.status, &shown.bytes[..]), (StatusCode::OK, PNG));
        assert_eq!(shown.headers["content-type"], "image/png");
        assert_eq!(shown.headers["cache-control"], "public, max-age=300");
        let etag = shown.headers["etag"].to_str().unwrap();
        let again = call(&app, false, "GET", &url, "", &[("if-none-match", etag)]).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));

        call(&app, true, "PUT", "/api/place/logo/", b"\xff\xd8\xff jpeg".to_vec(), &[]).await;
        let files = "SELECT COUNT(*) FROM files";
        assert_eq!(app.db().read().number(files, vec![]).await.unwrap(), 1, "the old one is gone");
        let gone = call(&app, true, "DELETE", "/api/place/logo/", "", &[]).await;
        assert_eq!((gone.status, &gone.json()["logo_url"]), (StatusCode::OK, &Value::Null));
        assert_eq!(app.db().read().number(files, vec![]).await.unwrap(), 0);
    }
}

#[test]
fn the_document_names_every_permission() {
    let document = place::api().document();
    let document = serde_json::to_value(&document).unwrap();
    for (path, method, permission) in [
        ("/api/place/", "get", "public"),
        ("/api/place/", "patch", "staff"),
        ("/api/place/logo/", "get", "public"),
        ("/api/place/logo/", "put", "staff"),
        ("/api/place/logo/", "delete", "staff"),
    ] {
        let operation = &document["paths"][path][method];
        assert_eq!((&operation["x-permission"], &operation["tags"]), (&json!(permission), &json!(["place"])), "{path}");
    }
}

#[tokio::test]
async fn a_change_on_one_node_is_seen_on_the_others() {
    let Some(lab) = crate::support::Lab::postgres().await else { return };
    let (one, two) = (lab.app(&[]).await, lab.app(&[]).await);
    let listening = tokio::spawn({
        let two = two.clone();
        async move { two.bus().listen(two.db().clone(), two.stop().clone()).await }
    });
    // The first word of its own must have come back before its cache is used at all.
    for _ in 0..100 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        if two.bus().is_hearing() {
            break;
        }
    }
    assert!(two.bus().is_hearing());
    assert_eq!(Place::load(&two).await.unwrap().name, "Préau");
    assert_eq!(patch(&one, json!({"name": "Ailleurs"})).await.status, StatusCode::OK);
    for _ in 0..100 {
        if Place::load(&two).await.unwrap().name == "Ailleurs" {
            two.stop().cancel();
            listening.await.unwrap();
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("never heard");
}
