//! SIGKILL at any moment while people write: nothing that was acknowledged is lost (SQLite with default settings), and
//! every mail that belongs to it is sent once the program is back.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use preau_testkit::scale;
use serde_json::{Value, json};

use super::process::{Home, mails};
use super::web::Web;

/// Jobs that a killed program had claimed are taken over when its lease ends, a minute later.
const LEASE: Duration = Duration::from_secs(60);
const WRITERS: usize = 4;

#[test]
fn no_acknowledged_write_and_no_mail_is_lost() {
    let home = Home::new();
    home.create_superuser("chef@ecole.example");
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    let next = Arc::new(AtomicUsize::new(0));
    let wanted = scale(200, 1000);
    let mut kills = 0;
    // The token outlives the program: the key is in its file.
    let token = home.serve().web().logged_in("chef@ecole.example").token().to_owned();
    while kills < 3 || acknowledged.lock().unwrap().len() < wanted {
        let program = home.serve();
        let web = program.web().with_token(&token);
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let (web, acknowledged, next) = (web.clone(), acknowledged.clone(), next.clone());
                std::thread::spawn(move || while write(&web, &acknowledged, &next) {})
            })
            .collect();
        std::thread::sleep(moment());
        program.kill();
        kills += 1;
        writers.into_iter().for_each(|writer| writer.join().unwrap());
    }

    let program = home.serve();
    let there = addresses(&program.web().with_token(&token));
    let acknowledged = acknowledged.lock().unwrap();
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged writes are lost: {lost:?}", lost.len(), acknowledged.len());
    everybody_has_one_mail(&home, &there);
    program.stop();
    home.run(&["audit", "verify"]).succeeded();
}

/// Creates a student, which queues a mail in the same transaction; false when the program has gone.
fn write(web: &Web, acknowledged: &Mutex<BTreeSet<String>>, next: &AtomicUsize) -> bool {
    let email = format!("eleve{}@ecole.example", next.fetch_add(1, Ordering::SeqCst));
    let body = json!({"user": {"first_name": "Élève", "last_name": "Nouveau", "email": email}});
    match web.try_send("POST", "/api/students/", Some(&body)) {
        Ok(answer) => {
            assert_eq!(answer.status, 201, "{}", answer.body);
            acknowledged.lock().unwrap().insert(email);
            true
        }
        Err(_) => false,
    }
}

/// Somewhere in the first half second of writing.
fn moment() -> Duration {
    Duration::from_millis(100 + RandomState::new().hash_one(Instant::now()) % 400)
}

/// Of all students, page by page.
fn addresses(web: &Web) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut path = "/api/students/?page_size=200".to_owned();
    loop {
        let page = web.get(&path).expect(200).json();
        let rows = page["results"].as_array().unwrap();
        found.extend(rows.iter().map(|row| row["user"]["email"].as_str().unwrap().to_owned()));
        match &page["next"] {
            Value::String(next) => path = format!("/api/{}", next.split_once("/api/").unwrap().1),
            _ => return found,
        }
    }
}

fn everybody_has_one_mail(home: &Home, people: &BTreeSet<String>) {
    let folder = home.path("mails");
    let deadline = Instant::now() + LEASE + Duration::from_secs(60);
    let recipients = loop {
        let mails = mails(&folder);
        let recipients: Vec<String> = mails.iter().map(|mail| recipient(mail)).collect();
        if recipients.len() >= people.len() || Instant::now() > deadline {
            break recipients;
        }
        std::thread::sleep(Duration::from_millis(500));
    };
    let reached: BTreeSet<_> = recipients.iter().cloned().collect();
    assert_eq!(reached.len(), recipients.len(), "somebody got two mails");
    assert_eq!(reached, *people, "everybody who is there got a mail, and nobody else");
}

fn recipient(mail: &str) -> String {
    let line = mail.lines().find(|line| line.starts_with("To:")).unwrap();
    line.rsplit([' ', '<']).next().unwrap().trim_end_matches('>').to_owned()
}
