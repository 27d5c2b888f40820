//! Files in the table and in S3-compatible storage.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use preau_kernel::db::Sql;
use preau_kernel::files::{self, FileId, NewFile};
use preau_kernel::{App, Error, jobs};
use serde_json::{Value, json};

use crate::support::{Lab, START, both};

fn photo(bytes: &'static [u8]) -> NewFile {
    NewFile {
        owner_kind: "user",
        owner_id: 7,
        name: "../../photo\u{0} d’Ève.png".into(),
        content_type: "image/png".into(),
        bytes: Bytes::from_static(bytes),
    }
}

async fn store(app: &App, file: NewFile) -> FileId {
    let prepared = files::prepare(app, file).await.unwrap();
    let tx = app.db().write_tx().await.unwrap();
    let id = files::put(&tx, app, prepared).await.unwrap();
    tx.commit().await.unwrap();
    id
}

both! {
    async fn a_file_is_kept_in_the_table_and_removed_with_its_owner(lab) {
        let app = lab.app(&[]).await;
        let id = store(&app, photo(b"\x00\xff picture")).await;
        let empty = store(&app, NewFile { owner_id: 8, ..photo(b"") }).await;
        let stored = files::get(&app, &id).await.unwrap();
        assert_eq!((&stored.bytes[..], stored.size, stored.name.as_str()), (&b"\x00\xff picture"[..], 10, "photo d’Ève.png"));
        assert_eq!(files::get(&app, &empty).await.unwrap().bytes.len(), 0);

        let tx = app.db().write_tx().await.unwrap();
        files::delete_owned(&tx, &app, "user", 7).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(files::get(&app, &id).await, Err(Error::NotFound)));
        assert!(files::get(&app, &empty).await.is_ok());
        assert_eq!(jobs::waiting(&app).await.unwrap(), 0);
    }

    async fn bytes_that_changed_are_not_served(lab) {
        let app = lab.app(&[]).await;
        let id = store(&app, photo(b"good")).await;
        let tx = app.db().write_tx().await.unwrap();
        tx.exec("UPDATE files SET data = $1", vec![b"evil".to_vec().into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(files::get(&app, &id).await, Err(Error::Internal(_))));
    }

    async fn with_s3_the_bytes_are_elsewhere(lab) {
        let bucket = Bucket::start().await;
        let app = lab.app(&bucket.settings()).await;
        let id = store(&app, photo(b"picture")).await;
        let object = format!("/place/preau/files/{}", id.as_str());
        assert_eq!(bucket.names(), std::slice::from_ref(&object));
        let in_table = "SELECT COUNT(*) FROM files WHERE data IS NOT NULL";
        assert_eq!(app.db().read().number(in_table, vec![]).await.unwrap(), 0);
        assert_eq!(&files::get(&app, &id).await.unwrap().bytes[..], b"picture");

        // A deletion that is rolled back leaves the bytes.
        let tx = app.db().write_tx().await.unwrap();
        files::delete(&tx, &app, &id).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(jobs::drain(&app).await.unwrap(), 0);
        assert_eq!(&files::get(&app, &id).await.unwrap().bytes[..], b"picture");

        let tx = app.db().write_tx().await.unwrap();
        files::delete(&tx, &app, &id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bucket.names(), [object], "the bytes go after the commit");
        assert_eq!(jobs::drain(&app).await.unwrap(), 1);
        assert!(bucket.names().is_empty());
    }

    async fn what_was_uploaded_for_nothing_is_cleaned(lab) {
        let bucket = Bucket::start().await;
        let app = lab.app(&bucket.settings()).await;
        let kept = store(&app, photo(b"kept")).await;
        files::prepare(&app, photo(b"orphan")).await.unwrap();
        assert_eq!(bucket.names().len(), 2);
        jobs::run_periodic(&app, "kernel.clean_files").await.unwrap();
        assert_eq!(bucket.names().len(), 2, "its transaction may still commit");
        lab.clock.advance(TimeDelta::hours(25));
        jobs::run_periodic(&app, "kernel.clean_files").await.unwrap();
        assert_eq!(bucket.names(), [format!("/place/preau/files/{}", kept.as_str())]);
    }
}

#[tokio::test]
async fn a_storage_that_is_down_is_said_so() {
    let lab = Lab::sqlite();
    let bucket = Bucket { port: 1, objects: Arc::default() };
    let app = lab.app(&bucket.settings()).await;
    let failed = files::prepare(&app, photo(b"x")).await;
    assert!(matches!(failed, Err(Error::Unavailable("file_storage_unavailable"))));
}

type Objects = Arc<Mutex<BTreeMap<String, Bytes>>>;

/// As much of S3 as we use, over path-style addresses.
struct Bucket {
    port: u16,
    objects: Objects,
}

impl Bucket {
    async fn start() -> Self {
        let objects = Objects::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let router = Router::new().fallback(answer).with_state(objects.clone());
        tokio::spawn(async move { serve(listener, router).await });
        Self { port, objects }
    }

    fn settings(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("files.storage", json!("s3")),
            ("files.s3_bucket", json!("place")),
            ("files.s3_endpoint", json!(format!("http://127.0.0.1:{}", self.port))),
            ("files.s3_access_key", json!("key")),
            ("files.s3_secret_key", json!("secret")),
        ]
    }

    fn names(&self) -> Vec<String> {
        self.objects.lock().unwrap().keys().cloned().collect()
    }
}

async fn serve(listener: tokio::net::TcpListener, router: Router) {
    while let Ok((stream, _)) = listener.accept().await {
        let service = hyper_util::service::TowerToHyperService::new(router.clone());
        let io = hyper_util::rt::TokioIo::new(stream);
        tokio::spawn(async move {
            let builder = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
            let _ = builder.serve_connection(io, service).await;
        });
    }
}

async fn answer(State(objects): State<Objects>, method: Method, uri: Uri, body: Bytes) -> Response {
    let mut objects = objects.lock().unwrap();
    let path = uri.path().to_owned();
    let modified = START.utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    match method {
        Method::PUT => {
            objects.insert(path, body);
            [("etag", "\"1\"")].into_response()
        }
        Method::GET if uri.query().unwrap_or_default().contains("list-type=2") => {
            let contents: String = objects
                .iter()
                .map(|(name, bytes)| {
                    format!(
                        "<Contents><Key>{}</Key><LastModified>{}</LastModified><ETag>\"1\"</ETag><Size>{}</Size></Contents>",
                        name.trim_start_matches("/place/"),
                        START.utc().to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
                        bytes.len()
                    )
                })
                .collect();
            format!("<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>").into_response()
        }
        Method::GET => match objects.get(&path) {
            Some(bytes) => ([("etag", "\"1\"".to_owned()), ("last-modified", modified)], bytes.clone()).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Method::DELETE => {
            objects.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}
