//! PostgreSQL goes away, is far too slow, is killed, and comes back: 503 with `Retry-After` meanwhile, `/readyz` says so,
//! the program needs no restart, and nothing that was acknowledged is lost.

use std::sync::Arc;
use std::time::{Duration, Instant};

use preau_testkit::OwnServer;
use serde_json::json;

use super::integrity::Stored;
use super::load::{Ledger, Load, Place};
use super::{CHIEF, no_panic, student, until};
use crate::process::{Home, Program};
use crate::web::Web;

const PATIENCE: Duration = Duration::from_secs(20);
/// From the moment at which the database answers again.
const BACK_WITHIN: Duration = Duration::from_secs(5);

#[test]
fn a_database_that_goes_and_comes_back_is_waited_for() {
    let Some(mut server) = OwnServer::begin("faults::database") else { return };
    server.create("preau");
    let home = Home::new().with_cheap_hashes().on_database(&server.url("preau"));
    let home = home.set("PREAU_REQUEST_TIMEOUT", "4s").set("PREAU_WORKSTATIONS_IDENTITY", "none");
    let home = home.set("PREAU_WORKSTATIONS_OPEN_VALIDATION", "true");
    Place::found(&home);
    let program = home.serve();
    let place = Arc::new(Place::furnish(&program.web()));
    let web = program.web().with_api_token(&place.token);
    let ledger = Arc::new(Ledger::default());
    let load = Load::start(&web, &place, &ledger);
    std::thread::sleep(Duration::from_millis(500));

    server.stop();
    away(&program, &web, "refusing");
    server.start();
    back(&web, "refusing");

    server.freeze();
    away(&program, &web, "slow");
    server.thaw();
    back(&web, "slow");

    server.crash();
    server.start();
    back(&web, "killed");

    load.stop();
    assert_eq!(*ledger.wrong.lock().unwrap(), [""; 0]);
    println!("{}", ledger.told());
    let there = web.every("/api/students/");
    for (email, id) in &*ledger.students.lock().unwrap() {
        assert!(there.iter().any(|row| row["user"]["id"] == *id && row["user"]["email"] == **email), "{email} is lost");
    }
    let booked = web.every("/api/appointments/?from=2000-01-01&to=2100-01-01");
    for id in &*ledger.booked.lock().unwrap() {
        assert!(booked.iter().any(|row| row["id"] == *id), "appointment {id} is lost");
    }
    no_panic(&program);
    program.stop();
    home.run(&["audit", "verify"]).succeeded();
    Stored::Postgres(&server, "preau".to_owned()).is_sound();
}

/// Whoever asks is told to come again, in time; the program itself lives.
#[track_caller]
fn away(program: &Program, web: &Web, how: &str) {
    let noticed = until("/readyz says that it is not ready", PATIENCE, || {
        let answer = web.get("/readyz");
        answer.status == 503 && answer.header("retry-after").is_some()
    });
    web.get("/healthz").expect(200);
    let begun = Instant::now();
    let answer = web.post("/api/modules/", &json!({"code": "Z", "name": "Z"}));
    let code = answer.json()["code"].as_str().unwrap().to_owned();
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(["database_unavailable", "timeout", "outcome_unknown"].contains(&code.as_str()), "{}", answer.body);
    println!("{how}: noticed after {noticed:?}, a write was told {code} after {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    no_panic(program);
}

#[track_caller]
fn back(web: &Web, how: &str) {
    let ready = until("/readyz", BACK_WITHIN, || web.get("/readyz").status == 200);
    let email = format!("retour-{how}@ecole.example");
    let write = || web.post("/api/students/", &student(&email));
    // The first attempt may have been cut off after it was written.
    let wrote = until("a write", BACK_WITHIN, || matches!(write().status, 201 | 400));
    println!("{how}: ready {ready:?}, writing {wrote:?} after it was back");
}

/// A retry with its `Idempotency-Key` is answered as soon as the database is back, and carried out once.
#[test]
fn a_key_that_was_taken_when_the_database_died_is_free_again() {
    let Some(mut server) = OwnServer::begin("faults::database") else { return };
    server.create("preau");
    let home = Home::new().with_cheap_hashes().on_database(&server.url("preau"));
    home.create_superuser(CHIEF);
    let program = home.serve();
    let web = program.web().logged_in(CHIEF);
    // Whoever takes this lock holds the handler up behind its key.
    server.say("preau", "CREATE FUNCTION wait_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$");
    server.say("preau", "CREATE TRIGGER slow BEFORE INSERT ON modules FOR EACH ROW EXECUTE FUNCTION wait_here()");
    let keyed = web.clone().with_line("Idempotency-Key: encore");
    let body = json!({"code": "LATIN", "name": "Latin"});
    let first = std::thread::spawn({
        let (keyed, body) = (keyed.clone(), body.clone());
        move || keyed.post("/api/modules/", &body)
    });
    until("the key is taken", PATIENCE, || server.say("preau", "SELECT COUNT(*) FROM idempotency") == "1");
    until("the handler waits", PATIENCE, || {
        server.say("preau", "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1"
    });
    server.crash();
    first.join().unwrap().refused(503, "database_unavailable");
    server.start();
    server.say("preau", "DROP TRIGGER slow ON modules");
    let mut last = 0;
    until("the request that is sent again is carried out", Duration::from_secs(8), || {
        last = keyed.post("/api/modules/", &body).status;
        assert!(matches!(last, 201 | 409 | 503), "{last}");
        last == 201
    });
    keyed.post("/api/modules/", &body).expect(201);
    assert_eq!(server.say("preau", "SELECT COUNT(*) FROM modules WHERE code = 'LATIN'"), "1");
    program.stop();
}
