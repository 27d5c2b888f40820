//! The agent under SIGKILL: it goes on with what is left and never with more, locks by itself when the time is over while
//! the server is dead, and tells of it when the server is back.

use std::time::{Duration, Instant};

use serde_json::json;

use super::seat::{Begun, Seat};
use super::{CHIEF, address_that_stays, home, until, with_a_room};

const MINUTE: Duration = Duration::from_secs(60);
/// How much less a seat may say than there is: the clock of the lease, and a moment for asking.
const LESS: Duration = Duration::from_millis(1_500);
/// A seat looks at the time once a second, and its command takes a moment.
const LATE: Duration = Duration::from_millis(2_500);

/// What the seat says is left is what is left of the minute, and not a moment more.
#[track_caller]
fn says_what_is_left(seat: &Seat<'_>, begun: &Begun) {
    let asked = Instant::now();
    let view = seat.view();
    assert_eq!(view["state"], "active", "{view}");
    let left = Duration::from_millis(view["left_ms"].as_u64().unwrap());
    let most = MINUTE.saturating_sub(asked - begun.not_after);
    let least = MINUTE.saturating_sub(begun.not_before.elapsed() + LESS);
    assert!(left <= most, "{left:?} left, {most:?} at most");
    assert!(left >= least, "{left:?} left, {least:?} at least");
}

#[test]
fn a_killed_agent_goes_on_and_locks_when_the_time_is_over() {
    let (home, address) = (home(), address_that_stays());
    home.create_superuser(CHIEF);
    let server = home.serve_at(&address);
    let chief = with_a_room(server.web());
    let mut seat = Seat::install(&home, &chief, &server.address, "Poste 1");
    seat.until(|view| view["state"] == "locked" && view["is_online"] == true);
    until(&chief, &format!("/api/workstations/{}/", seat.id), |found| found["is_available"] == true);
    let begun = seat.begin(&chief, 1);

    for pause in [0, 1, 3] {
        seat.kill();
        std::thread::sleep(Duration::from_secs(pause));
        seat.start();
        says_what_is_left(&seat, &begun);
    }
    seat.until(|view| view["is_online"] == true);
    says_what_is_left(&seat, &begun);

    server.kill();
    seat.until(|view| view["is_online"] == false);
    says_what_is_left(&seat, &begun);
    seat.kill();
    seat.start();
    says_what_is_left(&seat, &begun);
    assert_eq!(seat.post("/say", &json!({"text": "Il n’y a plus de réseau."}))["ok"], true);
    seat.kill();
    seat.start();
    says_what_is_left(&seat, &begun);

    // Nobody tells the seat; it knows.
    let locked = seat.until(|view| view["state"] == "locked" && !view["notice"].is_null());
    let after = begun.not_after.elapsed();
    assert!(after <= MINUTE + LATE && begun.not_before.elapsed() >= MINUTE - LESS, "{after:?}");
    assert_eq!(locked["notice"], json!({"kind": "closed", "reason": "expired"}));
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(seat.turns().last().map(String::as_str), Some("lock"));
    seat.kill();
    seat.start();
    assert_eq!(seat.view()["state"], "locked");

    let server = home.serve_at(&address);
    seat.until(|view| view["is_online"] == true);
    let chief = server.web().logged_in(CHIEF);
    let there = until(&chief, &format!("/api/workstations/{}/", seat.id), |found| found["is_available"] == true);
    assert!(there["active_session"].is_null(), "{there}");
    let session = chief.get(&format!("/api/sessions/{}/", begun.session)).expect(200).json();
    assert_eq!(
        (session["status"].as_str(), session["elapsed_seconds"].as_i64()),
        (Some("expired"), Some(60)),
        "{session}"
    );
    until(&chief, &format!("/api/workstations/{}/orders/", seat.id), |orders| {
        orders.as_array().unwrap().iter().all(|order| order["done_at"].is_string())
    });
    let messages = until(&chief, &format!("/api/workstations/{}/messages/", seat.id), |found| found[0].is_object());
    assert_eq!(messages.as_array().unwrap().len(), 1, "{messages}");
    assert_eq!(messages[0]["text"], "Il n’y a plus de réseau.");
    assert_eq!(seat.view()["state"], "locked");

    // And the next visitor can sit down.
    seat.begin(&chief, 5);
    server.stop();
    home.run(&["audit", "verify"]).succeeded();
}
