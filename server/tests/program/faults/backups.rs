//! A copy for which there is no room leaves nothing that looks whole; a copy that was changed on its way is refused, and
//! the place that is there stays as it is.

use std::path::{Path, PathBuf};

use preau_kernel::clock::Chance;
use preau_testkit::{OwnServer, scale};
use serde_json::json;

use super::integrity::Stored;
use super::volume::Volume;
use super::{CHIEF, student};
use crate::process::Home;

#[test]
fn a_copy_without_room_is_none() {
    let Some(disk) = Volume::mount("faults::backups", 8) else { return };
    let home = Home::new().with_cheap_hashes();
    home.create_superuser(CHIEF);
    disk.fill(300);
    without_room(&home, &disk, "copy.db");
}

#[test]
fn a_dump_without_room_is_none() {
    let Some(server) = OwnServer::begin("faults::backups") else { return };
    let Some(disk) = Volume::mount("faults::backups", 8) else { return };
    server.create("preau");
    let home = Home::new().with_cheap_hashes().on_database(&server.url("preau"));
    home.create_superuser(CHIEF);
    disk.fill(20);
    without_room(&home, &disk, "copy.dump");
}

fn without_room(home: &Home, disk: &Volume, name: &str) {
    let copy = disk.path(name);
    let copy = copy.to_str().unwrap();
    home.run(&["backup", copy]).failed(1, "plus de place");
    assert_eq!(disk.names(), [""; 0], "nothing is left of it");
    disk.free();
    home.run(&["backup", copy]).succeeded();
    assert_eq!(disk.names(), [name]);
}

/// The disk of the place itself is full: that is when somebody needs the copy.
#[test]
fn a_full_place_is_copied_to_another_disk() {
    let Some(disk) = Volume::mount("faults::backups", 16) else { return };
    let home = Home::new().with_cheap_hashes().on_database(&disk.sqlite());
    home.create_superuser(CHIEF);
    let program = home.serve();
    let web = program.web().logged_in(CHIEF);
    disk.fill(0);
    let refuses =
        |number: usize| web.post("/api/students/", &student(&format!("eleve{number}@ecole.example"))).status == 503;
    assert!((0..4000).any(refuses), "the disk is full");
    let copy = home.path("copy.db");
    let said = home.run(&["backup", copy.to_str().unwrap()]).succeeded();
    assert!(said.contains("le journal n’a pas pu le noter"), "{said}");
    program.stop();
    let other = Home::new().with_cheap_hashes().on_database("sqlite://preau.db");
    other.run(&["restore", copy.to_str().unwrap()]).succeeded();
    let program = other.serve();
    program.web().logged_in(CHIEF).get("/auth/profile/").expect(200);
    program.stop();
}

#[test]
fn no_copy_that_was_changed_is_restored_on_sqlite() {
    let home = filled(Home::new().with_cheap_hashes());
    let there = Home::new().with_cheap_hashes();
    there.create_superuser("autre@ecole.example");
    let database = there.path("preau.db");
    let before = std::fs::read(&database).unwrap();
    changed_copies_are_refused(&home, &Stored::of(&home), &there, "copy.db", || {
        assert_eq!(std::fs::read(&database).unwrap(), before, "the place that is there is untouched");
        let names = std::fs::read_dir(there.path("")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let strange: Vec<_> = names.filter(|name| name.contains("partial") || name.contains("before")).collect();
        assert!(strange.is_empty(), "{strange:?}");
    });
}

#[test]
fn no_copy_that_was_changed_is_restored_on_postgres() {
    let Some(server) = OwnServer::begin("faults::backups") else { return };
    server.create("preau");
    server.create("other");
    let home = filled(Home::new().with_cheap_hashes().on_database(&server.url("preau")));
    let there = Home::new().with_cheap_hashes().on_database(&server.url("other"));
    there.create_superuser("autre@ecole.example");
    let state = "SELECT (SELECT string_agg(email, ',') FROM users) || (SELECT COUNT(*) FROM audit_entries)::text";
    let before = server.say("other", state);
    let stored = Stored::Postgres(&server, "preau".to_owned());
    changed_copies_are_refused(&home, &stored, &there, "copy.dump", || {
        assert_eq!(server.say("other", state), before, "the place that is there is untouched");
    });
}

fn filled(home: Home) -> Home {
    home.create_superuser(CHIEF);
    let program = home.serve();
    let web = program.web().logged_in(CHIEF);
    for number in 0..30 {
        web.post("/api/students/", &student(&format!("eleve{number}@ecole.example"))).expect(201);
    }
    web.post("/api/modules/", &json!({"code": "MATH", "name": "Mathématiques"})).expect(201);
    program.stop();
    home
}

fn changed_copies_are_refused(home: &Home, stored: &Stored<'_>, there: &Home, name: &str, untouched: impl Fn()) {
    let copy = home.path(name);
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    home.run(&["backup", &text(&copy)]).succeeded();
    let whole = std::fs::read(&copy).unwrap();
    let bad = home.path("bad");
    let refused = |bytes: &[u8], words: &str, what: &str| {
        std::fs::write(&bad, bytes).unwrap();
        println!("{what}");
        there.run(&["restore", &text(&bad), "--force"]).failed(1, words);
        untouched();
    };
    refused(&[], "n’est pas une sauvegarde", "empty");
    refused(b"Ch\xc3\xa8re sauvegarde,\n", "n’est pas une sauvegarde", "a letter");
    refused(&whole[..whole.len() / 2], "endommagée", "half of it");
    refused(&whole[..whole.len() * 9 / 10], "endommagée", "most of it");
    refused(&[&whole[..whole.len() / 3], &whole[whole.len() / 3 + 1..]].concat(), "endommagée", "a byte is missing");
    for _ in 0..scale(8, 200) {
        let mut bytes = whole.clone();
        let at = Chance::System.below(whole.len() as u64 * 8) as usize;
        bytes[at / 8] ^= 1 << (at % 8);
        // A bit of the last line's own mark makes a copy without one, whose content is whole.
        if whole.len() - at / 8 > 65 + 25 || whole.len() - at / 8 <= 65 {
            refused(&bytes, "endommagée", &format!("bit {at} of {}", whole.len() * 8));
        }
    }
    stored.change("INSERT INTO schema_migrations (name, applied_at) VALUES ('school/9999_of_next_year', 0)");
    let newer: PathBuf = home.path("newer");
    home.run(&["backup", &text(&newer)]).succeeded();
    there.run(&["restore", &text(&newer), "--force"]).failed(1, "school/9999_of_next_year");
    untouched();

    there.run(&["restore", &text(&copy), "--force"]).succeeded();
    let program = there.serve();
    program.web().logged_in(CHIEF).get("/auth/profile/").expect(200);
    program.stop();
}
