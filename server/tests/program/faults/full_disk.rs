//! No room is left on the disk of a SQLite place: writes are refused in words, reading goes on, and everything works again
//! once there is room. Nothing that was refused is there.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use super::integrity::Stored;
use super::volume::Volume;
use super::{CHIEF, no_panic, student, until};
use crate::process::{Home, PASSWORD};
use crate::web::{Answer, Web};

/// The journal is written over from its beginning: room that it has once taken is used again before a disk is full.
const MOST: usize = 4000;
const KEYED: &str = "une-seule-fois@ecole.example";

struct Writer {
    web: Web,
    acknowledged: BTreeSet<String>,
    next: usize,
}

impl Writer {
    fn write(&mut self) -> Answer {
        self.next += 1;
        let email = format!("eleve{}@ecole.example", self.next);
        let answer = self.web.post("/api/students/", &student(&email));
        if answer.status == 201 {
            self.acknowledged.insert(email);
        }
        answer
    }

    /// Writes until it is refused, or not any more.
    #[track_caller]
    fn write_until(&mut self, status: u16) -> Answer {
        for _ in 0..MOST {
            let answer = self.write();
            if answer.status == status {
                return answer;
            }
            assert!(matches!(answer.status, 201 | 503), "{} {}", answer.status, answer.body);
        }
        panic!("{MOST} writes, and none was answered {status}");
    }

    fn there(&self) -> BTreeSet<String> {
        let rows = self.web.every("/api/students/");
        rows.iter().map(|row| row["user"]["email"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn writes_are_refused_in_words_and_come_back_by_themselves() {
    let Some(disk) = Volume::mount("faults::full_disk", 16) else { return };
    let home = Home::new().with_cheap_hashes().on_database(&disk.sqlite());
    home.create_superuser(CHIEF);
    let program = home.serve();
    let web = program.web().logged_in(CHIEF);
    let mut writer = Writer { web: web.clone(), acknowledged: BTreeSet::new(), next: 0 };
    writer.write().expect(201);
    // A token that nobody has used yet.
    let unused = program.web().logged_in(CHIEF);

    disk.fill(0);
    is_told(&mut writer);
    unused.get("/auth/profile/").expect(200);
    reading_goes_on(&writer);
    no_panic(&program);
    program.stop();

    // A program that starts where there is no room serves all the same: people can read.
    let program = home.serve();
    writer.web = program.web().with_token(web.token());
    assert_eq!(writer.there(), writer.acknowledged);
    writer.write_until(503).refused(503, "storage_full");

    disk.free();
    let back = until("writing works again", Duration::from_secs(10), || writer.write().status == 201);
    println!("writing again {back:?} after there was room, {} acknowledged", writer.acknowledged.len());
    // What was refused under a key is carried out when it is sent again, once.
    for _ in 0..2 {
        keyed(&writer.web).post("/api/students/", &student(KEYED)).expect(201);
    }
    writer.acknowledged.insert(KEYED.to_owned());
    assert_eq!(writer.there(), writer.acknowledged, "all that was acknowledged is there, and nothing that was refused");
    program.web().logged_in(CHIEF).get("/auth/profile/").expect(200);
    no_panic(&program);
    program.stop();
    home.run(&["audit", "verify"]).succeeded();
    Stored::Sqlite(disk.path("preau.db").display().to_string()).is_sound();
}

fn keyed(web: &Web) -> Web {
    web.clone().with_line("Idempotency-Key: une-seule-fois")
}

/// In the reader's language, when to come again, and as often as they try.
fn is_told(writer: &mut Writer) {
    let refused = writer.write_until(503).refused(503, "storage_full");
    assert_eq!(refused.header("retry-after"), Some("30"));
    assert!(refused.json()["message"].as_str().unwrap().contains("plus de place"), "{}", refused.body);
    let web = writer.web.clone();
    let english =
        web.clone().with_line("Accept-Language: en").post("/api/modules/", &json!({"code": "X", "name": "X"}));
    assert!(english.refused(503, "storage_full").json()["message"].as_str().unwrap().contains("no room left"));
    // What was undone by the engine holds nobody up.
    for _ in 0..30 {
        assert!(matches!(writer.write().status, 503 | 201));
    }
    writer.write().refused(503, "storage_full");
    let login = json!({"email": CHIEF, "password": PASSWORD});
    web.clone().without_token().post("/api/token/", &login).refused(503, "storage_full");
    keyed(&web).post("/api/students/", &student(KEYED)).refused(503, "storage_full");
}

fn reading_goes_on(writer: &Writer) {
    assert_eq!(writer.there(), writer.acknowledged);
    for path in ["/auth/profile/", "/api/logs/", "/readyz", "/healthz", "/metrics"] {
        writer.web.get(path).expect(200);
    }
}
