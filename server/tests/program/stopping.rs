//! The end: running requests are finished, a second signal does not wait for them.

use std::io::Write;
use std::time::Duration;

use super::process::{Home, PASSWORD};
use super::web::read;

#[test]
fn sigterm_lets_a_running_request_finish_and_takes_no_new_one() {
    let home = Home::new().with_cheap_hashes();
    home.create_superuser("chef@ecole.example");
    let mut program = home.serve();
    let web = program.web();
    let body = format!(r#"{{"email": "chef@ecole.example", "password": "{PASSWORD}"}}"#);
    let (first, rest) = body.split_at(20);
    let mut stream = web.connect().unwrap();
    stream.write_all(web.head("POST", "/api/token/", body.len()).as_bytes()).unwrap();
    stream.write_all(first.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));

    program.signal("-TERM");
    while web.connect().is_ok() {
        std::thread::sleep(Duration::from_millis(10));
    }
    stream.write_all(rest.as_bytes()).unwrap();
    let answer = read(&mut stream).unwrap().expect(200);
    assert!(answer.json()["access"].is_string());
    assert_eq!(program.wait().code(), Some(0), "{}", program.log());
    assert!(!home.path("preau.db-wal").exists(), "the journal is written into the file at the end");
}

#[test]
fn a_second_signal_ends_at_once() {
    let home = Home::new();
    let mut program = home.serve();
    let web = program.web();
    let mut stream = web.connect().unwrap();
    stream.write_all(web.head("POST", "/api/token/", 1000).as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    program.signal("-INT");
    std::thread::sleep(Duration::from_millis(300));
    program.signal("-INT");
    assert_eq!(program.wait().code(), Some(130));
}

#[test]
fn a_terminal_that_is_closed_ends_it_in_good_order() {
    let home = Home::new();
    let mut program = home.serve();
    program.signal("-HUP");
    assert_eq!(program.wait().code(), Some(0), "{}", program.log());
    assert!(!home.path("preau.db-wal").exists());
}

#[test]
fn what_was_started_to_outlive_its_terminal_does() {
    let home = Home::new();
    let program = home.serve_after("trap '' HUP");
    program.signal("-HUP");
    std::thread::sleep(Duration::from_millis(300));
    program.web().get("/healthz").expect(200);
    program.stop();
}
