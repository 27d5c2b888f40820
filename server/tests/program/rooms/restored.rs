//! The daily copy of a place with a living room: made by the periodic task, checked, brought back by `preau restore`. The
//! seats know more than the place by then, and go on all the same.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use preau_testkit::{Engine, TestDb, run_on};
use serde_json::{Value, json};

use super::seat::Seat;
use super::{CHIEF, address_that_stays, home, until, with_a_room};
use crate::process::{Home, PATIENCE};
use crate::web::Web;

#[test]
fn seats_go_on_in_a_restored_place() {
    copied_and_restored(&home());
}

#[test]
fn seats_go_on_in_a_restored_place_on_postgres() {
    run_on(Engine::Postgres, "rooms::restored", async |database: TestDb| {
        let home = home().on_database(database.db().url());
        // Nobody else may be connected to what is restored.
        database.db().close().await;
        tokio::task::spawn_blocking(move || copied_and_restored(&home)).await.unwrap();
    });
}

fn copied_and_restored(home: &Home) {
    let address = address_that_stays();
    home.create_superuser(CHIEF);
    let server = home.serve_at(&address);
    let chief = with_a_room(server.web());
    let (one, two) = (seat(home, &chief, &server.address, 1), seat(home, &chief, &server.address, 2));
    let kept = one.begin(&chief, 30);
    tell(&chief, &one, "avant");
    server.stop();

    // From here on there is a daily copy; that of today is due.
    home.write("preau.toml", "[jobs]\nbackup_dir = \"copies\"\n");
    let server = home.serve_at(&address);
    let copy = soon(|| copy_in(&home.path("copies")));
    soon(|| server.log().contains("the daily backup was made and checked").then_some(()));

    // The copy knows nothing of what follows.
    let chief = server.web().logged_in(CHIEF);
    all_are_here(&[&one, &two]);
    chief.post(&format!("/api/sessions/{}/add_time/", kept.session), &json!({"minutes": 10})).expect(200);
    one.until(|view| minutes(view) > 30);
    tell(&chief, &one, "après");
    let lost = two.begin(&chief, 30);
    two.post("/end", &json!({}));
    two.until(|view| view["state"] == "locked");
    until(&chief, &format!("/api/sessions/{}/", lost.session), |found| found["status"] == "ended");
    let last = newest_order(&chief, &one);
    server.kill();

    let copy = copy.to_str().unwrap();
    home.run(&["restore", copy]).failed(1, "--force");
    assert!(home.run(&["restore", copy, "--force"]).succeeded().contains("Sauvegarde remise en place"));
    home.run(&["audit", "verify"]).succeeded();
    let server = home.serve_at(&address);
    let chief = server.web().logged_in(CHIEF);
    all_are_here(&[&one, &two]);

    // The place decides what is left, and numbers on above what the seat knows.
    one.until(|view| view["state"] == "active" && minutes(view) <= 30);
    let session = chief.get(&format!("/api/sessions/{}/", kept.session)).expect(200).json();
    assert_eq!((session["status"].as_str(), session["duration_seconds"].as_i64()), (Some("active"), Some(1_800)));
    tell(&chief, &one, "de retour");
    assert!(newest_order(&chief, &one) > last, "{last} was the last before");
    // A session that the copy does not know has its number given anew, and opens all the same.
    let again = two.begin(&chief, 30);
    assert_eq!(again.session, lost.session);
    server.stop();
}

fn seat<'a>(home: &'a Home, chief: &Web, server: &str, number: i64) -> Seat<'a> {
    let seat = Seat::install(home, chief, server, &format!("Poste {number}"));
    seat.until(|view| view["is_online"] == true);
    seat
}

fn minutes(view: &Value) -> u64 {
    view["left_ms"].as_u64().unwrap().div_ceil(60_000)
}

/// A message that comes up on the screen once, and is put away.
fn tell(chief: &Web, seat: &Seat<'_>, text: &str) {
    chief.post(&format!("/api/workstations/{}/messages/", seat.id), &json!({"text": text})).expect(201);
    let view = seat.until(|view| view["messages"][0].is_object());
    let texts: Vec<_> = view["messages"].as_array().unwrap().iter().map(|one| one["text"].clone()).collect();
    assert_eq!(texts, [text]);
    seat.post("/read", &json!({"id": view["messages"][0]["id"]}));
    until(chief, &format!("/api/workstations/{}/orders/", seat.id), |orders| {
        orders.as_array().unwrap().iter().all(|order| order["done_at"].is_string())
    });
}

fn newest_order(chief: &Web, seat: &Seat<'_>) -> i64 {
    let path = format!("/api/workstations/{}/orders/", seat.id);
    chief.get(&path).expect(200).json()[0]["number"].as_i64().unwrap()
}

fn all_are_here(seats: &[&Seat<'_>]) {
    for seat in seats {
        seat.until(|view| view["is_online"] == true);
    }
}

/// It has its name once it is whole.
fn copy_in(folder: &Path) -> Option<PathBuf> {
    let names = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path());
    let is_copy = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("preau-"));
    names.into_iter().find(is_copy)
}

#[track_caller]
fn soon<T>(found: impl Fn() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(Instant::now() < deadline, "it never came");
        std::thread::sleep(Duration::from_millis(100));
    }
}
