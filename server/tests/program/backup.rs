//! A backup made by the real program while people write, restored elsewhere.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use preau_testkit::{Engine, TestDb, run_on, scale};
use serde_json::json;

use super::process::{Home, PATIENCE, Program};
use super::web::Web;

#[test]
fn on_sqlite_everything_acknowledged_before_is_in_the_copy() {
    let home = Home::new();
    back_up_under_load(&home, "copy.db", &Home::new().set("PREAU_SECRETS_FILE", key(&home).as_str()));
}

#[test]
fn on_postgres_everything_acknowledged_before_is_in_the_copy() {
    run_on(Engine::Postgres, "backup::on_postgres", async |source: TestDb| {
        let target = preau_testkit::TestDb::on(preau_testkit::TestEngine::find(Engine::Postgres).unwrap()).await;
        let home = Home::new().on_database(source.db().url());
        let other = Home::new().on_database(target.db().url());
        // The program must not find other users of the database that it restores.
        source.db().close().await;
        target.db().close().await;
        tokio::task::spawn_blocking(move || back_up_under_load(&home, "copy.dump", &other)).await.unwrap();
    });
}

fn key(home: &Home) -> String {
    home.path("preau.db.key").to_str().unwrap().to_owned()
}

fn back_up_under_load(home: &Home, name: &str, other: &Home) {
    home.create_superuser("chef@ecole.example");
    let program = home.serve();
    let web = program.web().logged_in("chef@ecole.example");
    let load = Load::start(&web);
    load.wait_for(scale(100, 500));
    let before = load.acknowledged();
    let copy = home.path(name);
    let copy = copy.to_str().unwrap();
    let said = home.run(&["backup", copy]).succeeded();
    assert!(said.contains(copy), "{said}");
    home.run(&["backup", copy]).failed(1, "existe déjà");
    let during = load.stop().len() - before.len();
    assert!(during > 0, "people wrote meanwhile");
    program.stop();

    let said = other.run(&["restore", copy]).succeeded();
    assert!(said.contains("Sauvegarde remise en place"), "{said}");
    other.run(&["restore", copy]).failed(1, "--force");
    assert!(other.run(&["audit", "verify"]).succeeded().contains("Le journal est intact"));
    let restored: Program = other.serve();
    let there = codes(&restored.web().logged_in("chef@ecole.example"));
    let lost: Vec<_> = before.difference(&there).collect();
    assert!(lost.is_empty(), "{} of {} are not in the copy", lost.len(), before.len());
    other.run(&["restore", copy, "--force"]).failed(1, "en marche");
    restored.stop();
    other.run(&["restore", copy, "--force"]).succeeded();
}

/// People who write until they are told to stop.
struct Load {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<Mutex<BTreeSet<String>>>,
    writers: Vec<std::thread::JoinHandle<()>>,
}

impl Load {
    fn start(web: &Web) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
        let next = Arc::new(AtomicUsize::new(0));
        let writers = (0..3)
            .map(|_| {
                let (web, stop) = (web.clone(), stop.clone());
                let (acknowledged, next) = (acknowledged.clone(), next.clone());
                std::thread::spawn(move || {
                    while !stop.load(Ordering::SeqCst) {
                        let code = format!("M{:05}", next.fetch_add(1, Ordering::SeqCst));
                        web.post("/api/modules/", &json!({"code": code, "name": code})).expect(201);
                        acknowledged.lock().unwrap().insert(code);
                    }
                })
            })
            .collect();
        Self { stop, acknowledged, writers }
    }

    fn acknowledged(&self) -> BTreeSet<String> {
        self.acknowledged.lock().unwrap().clone()
    }

    fn wait_for(&self, count: usize) {
        let deadline = std::time::Instant::now() + PATIENCE;
        while self.acknowledged.lock().unwrap().len() < count {
            assert!(std::time::Instant::now() < deadline, "writing is too slow");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn stop(self) -> BTreeSet<String> {
        self.stop.store(true, Ordering::SeqCst);
        self.writers.into_iter().for_each(|writer| writer.join().unwrap());
        Arc::try_unwrap(self.acknowledged).unwrap().into_inner().unwrap()
    }
}

fn codes(web: &Web) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut path = "/api/modules/?page_size=200".to_owned();
    loop {
        let page = web.get(&path).expect(200).json();
        found.extend(page["results"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => path = format!("/api/{}", next.split_once("/api/").unwrap().1),
            None => return found,
        }
    }
}
