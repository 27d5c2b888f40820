//! What the program writes to its outputs: the log, to its end, and mails of the transport `console`. Neither holds up
//! what it serves.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::json;

use super::process::{Home, PATIENCE};
use super::web::Web;

/// Bytes that a pipe of Linux takes before somebody reads.
const PIPE: usize = 65_536;

#[test]
fn a_log_that_nobody_reads_holds_up_nobody() {
    // Dozens of lines for a request.
    let home = Home::new().set("PREAU_LOG_LEVEL", "trace");
    // A pipe that the program itself keeps open, so that it is full one day and never broken.
    let program = home.serve_after("mkfifo log; exec 2<>log");
    let web = program.web();
    let lost = || {
        let metrics = web.get("/metrics").expect(200).body;
        let line = metrics.lines().find_map(|line| line.strip_prefix("preau_log_lines_lost_total "));
        line.unwrap().parse::<u64>().unwrap()
    };
    let asked = (0..2000).find(|_| lost() > 0);
    assert!(asked.is_some(), "all of it found room");
    let before = lost();
    web.get("/readyz").expect(200);
    assert!(lost() > before);
    program.stop();
}

#[test]
fn mails_that_nobody_reads_hold_up_nobody() {
    let home = Home::new().with_cheap_hashes();
    home.create_superuser("chef@ecole.example");
    // One thread, so that one mail would be enough; and in the pipe there is room for a few words only.
    let home = home.set("PREAU_MAIL_TRANSPORT", "console").set("TOKIO_WORKER_THREADS", "1");
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let full = format!("mkfifo out; exec 1<>out; head -c {} /dev/zero", PIPE - 4096);
    let _program = home.spawn_after(&full, &["serve", "--listen", &address]);
    let web = Web::at(&address);
    let begun = Instant::now();
    while web.try_send("GET", "/readyz", None).is_err() {
        assert!(begun.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(20));
    }
    let web = web.logged_in("chef@ecole.example");
    for i in 0..8 {
        let user = json!({"first_name": "Élève", "last_name": "Nouveau", "email": format!("eleve{i}@ecole.example")});
        web.post("/api/students/", &json!({"user": user})).expect(201);
    }
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(100));
        let metrics = web.get("/metrics").expect(200).body;
        assert!(!metrics.contains("preau_mails{state=\"queued\"} 0"), "all of them found room:\n{metrics}");
    }
}

#[test]
fn what_was_logged_last_is_written_before_the_end() {
    let home = Home::new();
    let mut program = home.serve();
    let answer = program.web().get("/healthz").expect(200);
    let id = answer.header("x-request-id").unwrap();
    program.signal("-TERM");
    assert_eq!(program.wait().code(), Some(0), "{}", program.log());
    let log = program.log();
    assert!(log.lines().any(|line| line.contains("preau::access") && line.contains(id)), "{id}: {log}");
    assert!(log.ends_with('\n'));
}
