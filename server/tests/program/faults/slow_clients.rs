//! People at the other end who are slow on purpose, or too many, or too large: the others are served meanwhile, the slow are
//! cut off, and the memory stays where it was.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use preau_testkit::scale;

use super::{CHIEF, no_panic, until};
use crate::process::{Home, Program};
use crate::web::Web;

const DRIP: Duration = Duration::from_millis(100);
/// Time for the head of a request (`kernel::web::serve`), and some.
const HEAD_WITHIN: Duration = Duration::from_secs(20);
const REQUEST_TIMEOUT: &str = "3s";
const BODY_WITHIN: Duration = Duration::from_secs(10);
/// What an answer to somebody else may take, in a debug build beside all of this.
const SERVED_WITHIN: Duration = Duration::from_secs(5);
const MEGABYTE: u64 = 1024 * 1024;

#[test]
fn the_slow_are_cut_off_and_the_others_served() {
    let home = Home::new().with_cheap_hashes().set("PREAU_REQUEST_TIMEOUT", REQUEST_TIMEOUT);
    home.create_superuser(CHIEF);
    let program = home.serve();
    let web = program.web().logged_in(CHIEF);
    web.get("/api/students/").expect(200);
    let before = memory(&program);
    let count = scale(200, 2000);
    let idle: Vec<_> = (0..count).map(|_| web.connect().unwrap()).collect();

    let slow: Vec<_> = (0..scale(40, 200))
        .map(|number| {
            let web = web.clone();
            std::thread::spawn(move || if number % 2 == 0 { drips_a_head(&web) } else { drips_a_body(&web) })
        })
        .collect();
    let (mut served, mut longest, begun) = (0, Duration::ZERO, Instant::now());
    while begun.elapsed() < Duration::from_secs(6) {
        let asked = Instant::now();
        web.get("/api/students/").expect(200);
        longest = longest.max(asked.elapsed());
        served += 1;
    }
    let grown = memory(&program).saturating_sub(before);
    println!(
        "{served} served meanwhile, the slowest in {longest:?}; {count} idle and {} slow clients cost {} MB",
        slow.len(),
        grown / MEGABYTE
    );
    assert!(longest < SERVED_WITHIN, "{longest:?}");
    assert!(grown < 64 * MEGABYTE, "{grown} bytes more");
    slow.into_iter().for_each(|client| client.join().unwrap());
    // Those who never said a word are gone too.
    let mut still_open = idle;
    until("the silent are cut off", HEAD_WITHIN, || {
        still_open.retain_mut(|stream| !is_closed(stream));
        still_open.is_empty()
    });
    no_panic(&program);
    program.stop();
}

/// One byte at a time, never to its end.
fn drips_a_head(web: &Web) {
    let mut stream = web.connect().unwrap();
    stream.write_all(b"GET /api/students/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").unwrap();
    cut_off_within(&mut stream, HEAD_WITHIN);
}

fn drips_a_body(web: &Web) {
    let mut stream = web.connect().unwrap();
    stream.write_all(web.head("POST", "/api/students/", 100_000).as_bytes()).unwrap();
    cut_off_within(&mut stream, BODY_WITHIN);
}

#[track_caller]
fn cut_off_within(stream: &mut TcpStream, time: Duration) {
    let begun = Instant::now();
    while !is_closed(stream) && stream.write_all(b"x").is_ok() {
        assert!(begun.elapsed() < time, "still open after {:?}", begun.elapsed());
        std::thread::sleep(DRIP);
    }
}

/// Whether the other end has closed; what it said before is read.
fn is_closed(stream: &mut TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        }
    }
}

#[test]
fn giants_are_refused() {
    let home = Home::new();
    let program = home.serve();
    let web = program.web();
    let before = memory(&program);
    let head =
        |first: &str, rest: &str| format!("{first} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{rest}\r\n");
    let many: String = (0..5000).map(|number| format!("X-{number}: 1\r\n")).collect();
    for (what, request) in [
        ("a header", head("GET /healthz", &format!("X-Long: {}\r\n", "x".repeat(1_000_000)))),
        ("many headers", head("GET /healthz", &many)),
        ("a cookie", head("GET /api/me/sessions/", &format!("Cookie: preau={}\r\n", "x".repeat(200_000)))),
        ("an address", head(&format!("GET /api/students/?search={}", "x".repeat(1_000_000)), "")),
        ("a path", head(&format!("GET /{}", "x/".repeat(500_000)), "")),
        ("a method", head(&format!("{} /healthz", "X".repeat(1_000_000)), "")),
        ("a body", format!("{}{}", web.head("POST", "/api/token/", 50_000_000), "x".repeat(100_000))),
    ] {
        for _ in 0..scale(3, 50) {
            let status = status_of(&web, request.as_bytes());
            assert!(matches!(status, None | Some(400 | 405 | 413 | 414 | 431)), "{what}: {status:?}");
        }
        web.get("/healthz").expect(200);
    }
    let grown = memory(&program).saturating_sub(before);
    assert!(grown < 64 * MEGABYTE, "{grown} bytes more");
    no_panic(&program);
    program.stop();
}

/// `None`: cut off without a word, which a client sees that goes on writing.
fn status_of(web: &Web, request: &[u8]) -> Option<u16> {
    let mut stream = web.connect().unwrap();
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).split(' ').nth(1)?.parse().ok()
}

/// Asks for much and reads nothing: the answer waits in the system's buffers, and is not waited for for ever.
#[test]
fn whoever_takes_nothing_of_the_answer_is_cut_off() {
    let home = Home::new();
    let program = home.serve();
    let web = program.web();
    let mut stream = web.connect().unwrap();
    let ask =
        format!("GET /api/openapi.json HTTP/1.1\r\nHost: {}\r\n\r\n", program.address.trim_start_matches("http://"));
    // More than the buffers of both ends hold.
    for _ in 0..200 {
        stream.write_all(ask.as_bytes()).unwrap();
    }
    let established = || connections(&program);
    until("it is held", Duration::from_secs(5), || established() == 1);
    if scale(false, true) {
        let cut = until("it is cut off", Duration::from_secs(50), || established() == 0);
        println!("cut off after {cut:?}");
    }
    web.get("/healthz").expect(200);
    drop(stream);
    until("it is gone", Duration::from_secs(5), || established() == 0);
    no_panic(&program);
    program.stop();
}

/// Connections of this program that somebody else has open, as the system counts them.
fn connections(program: &Program) -> usize {
    let port: u16 = program.address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
    let local = format!("0100007F:{port:04X}");
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let of_it = |line: &&str| {
        let mut words = line.split_whitespace().skip(1);
        // 01: established.
        words.next() == Some(local.as_str()) && words.nth(1) == Some("01")
    };
    table.lines().filter(of_it).count()
}

fn memory(program: &Program) -> u64 {
    let status = program.fact("status");
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}
