//! `/api/logs/` as a client sees it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use http_body_util::BodyExt;
use preau_audit::Audit;
use preau_kernel::audit::Entry;
use preau_kernel::i18n::Lang;
use preau_kernel::module::Module;
use preau_kernel::web::respond;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{TestApp, actor, info, on_both_engines};

on_both_engines!(
    staff_only_and_read_only,
    an_entry_is_told_in_the_readers_language,
    erased_names_are_told_as_erased,
    newest_first_by_at_then_id,
    every_filter_narrows,
    wrong_filters_are_named,
    the_kinds_are_listed,
);

struct Asker<'a> {
    t: &'a TestApp,
    lang: Lang,
    staff: Option<bool>,
}

impl Asker<'_> {
    async fn send(&self, method: &str, path: &str) -> (StatusCode, Value) {
        let app = self.t.app.clone();
        let info = info(self.lang);
        info.set_actor(Ok(self.staff.map(|staff| actor(1, staff))));
        let router = Audit.api(&app).router(&app).with_state(app.clone()).layer(from_fn(
            move |mut request: Request, next: Next| {
                let (info, app) = (info.clone(), app.clone());
                async move {
                    request.extensions_mut().insert(info.clone());
                    respond::render(app.l10n(), info.lang(), info.id(), next.run(request).await)
                }
            },
        ));
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.send("GET", path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    async fn ids(&self, query: &str) -> Vec<i64> {
        let body = self.get(&format!("/api/logs/?{query}")).await;
        body["results"].as_array().unwrap().iter().map(|entry| entry["id"].as_i64().unwrap()).collect()
    }
}

fn staff(t: &TestApp) -> Asker<'_> {
    Asker { t, lang: Lang::Fr, staff: Some(true) }
}

async fn staff_only_and_read_only(t: &TestApp) {
    let id = t.write("login", 1, 1).await;
    for path in ["/api/logs/".to_owned(), format!("/api/logs/{id}/"), "/api/logs/actions/".to_owned()] {
        let nobody = Asker { staff: None, ..staff(t) };
        assert_eq!(nobody.send("GET", &path).await.0, StatusCode::UNAUTHORIZED);
        let anybody = Asker { staff: Some(false), ..staff(t) };
        assert_eq!(anybody.send("GET", &path).await.0, StatusCode::FORBIDDEN);
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            assert_eq!(staff(t).send(method, &path).await.0, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
        assert_eq!(staff(t).send("GET", path.trim_end_matches('/')).await.0, StatusCode::OK);
    }
    for unknown in ["999", "0", "x", "99999999999999999999"] {
        let (status, body) = staff(t).send("GET", &format!("/api/logs/{unknown}/")).await;
        assert_eq!((status, &body["code"]), (StatusCode::NOT_FOUND, &json!("not_found")), "{unknown}");
    }
}

async fn an_entry_is_told_in_the_readers_language(t: &TestApp) {
    let id = t
        .write_entry(
            Entry::new("user_updated")
                .by(1, "Ada Blanc")
                .on_behalf_of(3)
                .target("user", 2, "Noé Petit")
                .meta("fields", "email")
                .personal("email", "noe@example.org"),
        )
        .await;
    let expected = json!({
        "id": id,
        "at": "2026-11-21T08:00:00.000000Z",
        "action": "user_updated",
        "action_display": "Personne modifiée",
        "actor": {"id": 1, "name": "Ada Blanc"},
        "on_behalf_of": 3,
        "target": {"kind": "user", "id": 2, "name": "Noé Petit"},
        "summary": "Ada Blanc a modifié Noé Petit (email)",
        "metadata": {"fields": "email"},
        "ip_address": "192.0.2.7",
        "request_id": "req-1",
    });
    assert_eq!(staff(t).get(&format!("/api/logs/{id}/")).await, expected);
    let page = staff(t).get("/api/logs/").await;
    assert_eq!(page, json!({"count": 1, "next": null, "previous": null, "results": [expected]}));
    let english = Asker { lang: Lang::En, ..staff(t) }.get(&format!("/api/logs/{id}/")).await;
    assert_eq!(english["summary"], "Ada Blanc changed Noé Petit (email)");
    assert_eq!(english["action_display"], "Person changed");

    // Nobody did it, nothing was touched, and no text says what it is: the code.
    let bare = t.write_entry(Entry::new("session_started").meta("n", 1)).await;
    let bare = staff(t).get(&format!("/api/logs/{bare}/")).await;
    assert!(bare["actor"].is_null() && bare["target"].is_null());
    assert_eq!((&bare["action_display"], &bare["summary"]), (&json!("session_started"), &json!("session_started")));
}

async fn erased_names_are_told_as_erased(t: &TestApp) {
    let id = t.write("user_updated", 1, 2).await;
    let entry = Entry::new("user_updated").by(1, "Ada").target("workstation", 4, "PC-4").meta("fields", "name");
    let other = t.write_entry(entry).await;
    t.erase(1).await;
    let entry = staff(t).get(&format!("/api/logs/{id}/")).await;
    assert_eq!(entry["actor"], json!({"id": 1, "name": "personne effacée"}));
    assert_eq!(entry["target"]["name"], "personne effacée");
    assert!(entry["ip_address"].is_null());
    assert_eq!(entry["summary"], "personne effacée a modifié personne effacée (email)");
    let english = Asker { lang: Lang::En, ..staff(t) }.get(&format!("/api/logs/{other}/")).await;
    assert_eq!(english["summary"], "erased person changed no. 4 (name)");
    let proof = &staff(t).get("/api/logs/?action=personal_erased").await["results"][0];
    assert_eq!(proof["summary"], "Données personnelles d’une personne effacées du journal, entrées concernées : 2");
}

async fn newest_first_by_at_then_id(t: &TestApp) {
    let mut ids = Vec::new();
    for n in 0..5 {
        ids.push(t.write("login", n, n).await);
    }
    // The same instant twice.
    t.clock.advance(chrono::TimeDelta::milliseconds(-3));
    ids.push(t.write("login", 9, 9).await);
    ids.reverse();
    assert_eq!(staff(t).ids("").await, ids);
    let mut walked = Vec::new();
    let mut next = Some("/api/logs/?page_size=2".to_owned());
    while let Some(path) = next {
        let page = staff(t).get(&path).await;
        assert_eq!(page["count"], 6);
        walked.extend(page["results"].as_array().unwrap().iter().map(|entry| entry["id"].as_i64().unwrap()));
        next = page["next"].as_str().map(|url| url.replace("https://preau.test", ""));
    }
    assert_eq!(walked, ids);
    ids.reverse();
    assert_eq!(staff(t).ids("ordering=at").await, ids);
    assert_eq!(staff(t).ids("ordering=id").await, ids);
    assert_eq!(staff(t).send("GET", "/api/logs/?ordering=action").await.0, StatusCode::BAD_REQUEST);
}

async fn every_filter_narrows(t: &TestApp) {
    let a = t.write("login", 1, 2).await;
    let b = t.write("user_updated", 1, 3).await;
    t.clock.advance(chrono::TimeDelta::days(1));
    let c = t.write_entry(Entry::new("login").by(2, "B").target("work_station", 2, "PC-2")).await;
    let asker = staff(t);
    assert_eq!(asker.ids("action=login").await, [c, a]);
    assert_eq!(asker.ids("actor=1").await, [b, a]);
    assert_eq!(asker.ids("target=user:2").await, [a]);
    assert_eq!(asker.ids("target=user").await, [b, a]);
    assert_eq!(asker.ids("target=work_station").await, [c]);
    assert_eq!(asker.ids("target=2").await, [c, a]);
    assert_eq!(asker.ids("from=2026-11-22").await, [c]);
    assert_eq!(asker.ids("to=2026-11-21").await, [b, a]);
    assert_eq!(asker.ids("from=2026-11-21T08:00:00.001Z&to=2026-11-22T00:00:00Z").await, [b]);
    assert_eq!(asker.ids("action=login&actor=1&target=user:2&from=2026-11-01").await, [a]);
    assert!(asker.ids("actor=99").await.is_empty());
}

async fn wrong_filters_are_named(t: &TestApp) {
    for (query, field) in [
        ("action=nothing", "action"),
        ("actor=me", "actor"),
        ("target=user:x", "target"),
        ("target=User", "target"),
        ("target=:1", "target"),
        ("from=yesterday", "from"),
        ("to=2026-13-01", "to"),
        ("cursor=x", "cursor"),
        ("page_size=0", "page_size"),
    ] {
        let (status, body) = staff(t).send("GET", &format!("/api/logs/?{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(body["errors"].get(field).is_some(), "{query}: {body}");
    }
    let (_, body) = staff(t).send("GET", "/api/logs/?action=nothing").await;
    assert_eq!(body["errors"]["action"], json!(["Type d’entrée inconnu."]));
}

async fn the_kinds_are_listed(t: &TestApp) {
    let list = staff(t).get("/api/logs/actions/").await;
    let list = list.as_array().unwrap();
    assert!(list.contains(&json!({"name": "logs_cleaned", "display": "Nettoyage du journal"})), "{list:?}");
    assert!(list.contains(&json!({"name": "backup_made", "display": "Sauvegarde faite"})));
}

#[tokio::test]
async fn the_document_says_who_may_read() {
    let t = TestApp::sqlite().await;
    let document = serde_json::to_value(Audit.api(&t.app).document()).unwrap();
    for path in ["/api/logs/", "/api/logs/{id}/", "/api/logs/actions/"] {
        let methods = document["paths"][path].as_object().unwrap();
        assert_eq!(methods.keys().collect::<Vec<_>>(), ["get"], "{path}");
        assert_eq!(methods["get"]["x-permission"], "staff", "{path}");
    }
    let properties = &document["components"]["schemas"]["LogEntry"]["properties"];
    assert_eq!(properties["at"]["format"], "date-time");
    assert!(properties.get("summary").is_some());
}

/// Every kind that the kernel and audit declare has its name and its sentence, in both languages.
#[tokio::test]
async fn every_own_kind_has_its_words() {
    let t = TestApp::sqlite().await;
    let own =
        ["place_updated", "backup_made", "idempotency_replayed", "logs_cleaned", "personal_erased", "seal_broken"];
    for name in own {
        assert!(t.app.audit_actions().any(|action| action.name == name), "{name}");
        for lang in Lang::ALL {
            let dashed = name.replace('_', "-");
            assert!(t.app.l10n().has(lang, &format!("audit-action-{dashed}")), "{name}");
            assert!(t.app.l10n().has(lang, &format!("audit-{dashed}")), "{name}");
        }
    }
    let told = |count: &str| {
        let args = [("count", count), ("class", "security"), ("actor", "Ada")];
        t.app.l10n().with(Lang::Fr, "audit-logs-cleaned", &args)
    };
    assert_eq!(told("0"), "Nettoyage du journal par Ada : rien d’assez ancien");
    assert_eq!(told("1200"), "Nettoyage du journal par Ada, entrées de sécurité supprimées : 1200");
}
