//! The file of a SQLite place can be read only: because its disk failed while it was open, or from the start.

use std::collections::BTreeSet;

use super::integrity::Stored;
use super::volume::Volume;
use super::{CHIEF, no_panic, student};
use crate::process::Home;

#[test]
fn a_disk_that_fails_under_a_place_refuses_writes_and_loses_nothing() {
    let Some(disk) = Volume::mount("faults::read_only", 16) else { return };
    let home = Home::new().with_cheap_hashes().on_database(&disk.sqlite());
    home.create_superuser(CHIEF);
    let program = home.serve();
    let web = program.web().logged_in(CHIEF);
    let write = |number: usize| web.post("/api/students/", &student(&format!("eleve{number}@ecole.example")));
    (0..20).for_each(|number| drop(write(number).expect(201)));

    disk.fail();
    for number in 100..110 {
        let refused = write(number).expect(503);
        let code = refused.json()["code"].as_str().unwrap().to_owned();
        // The engine may have written what it could not bring to the disk.
        let known = ["storage_failing", "storage_read_only", "outcome_unknown"];
        assert!(known.contains(&code.as_str()), "{}", refused.body);
    }
    assert_eq!(web.get("/api/students/").expect(200).json()["count"], 20);
    web.get("/readyz").expect(200);
    no_panic(&program);
    program.kill();

    disk.mount_again();
    let program = home.serve();
    let rows = program.web().with_token(web.token()).every("/api/students/");
    let there: BTreeSet<_> = rows.iter().map(|row| row["user"]["email"].as_str().unwrap().to_owned()).collect();
    for number in 0..20 {
        assert!(there.contains(&format!("eleve{number}@ecole.example")), "{number} of {there:?}");
    }
    program.stop();
    home.run(&["audit", "verify"]).succeeded();
    Stored::Sqlite(disk.path("preau.db").display().to_string()).is_sound();
}

#[test]
fn a_place_that_may_not_be_written_says_so_at_the_start() {
    let Some(disk) = Volume::mount("faults::read_only", 16) else { return };
    let home = Home::new().with_cheap_hashes().on_database(&disk.sqlite());
    home.create_superuser(CHIEF);
    disk.allow_reading_only();
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"], &["backup", "copy.db"]] {
        let said = home.run(command).failed(1, "preau.db").err();
        assert_eq!(said.lines().count(), 1, "one sentence: {said}");
    }
    assert!(!home.path("copy.db").exists());
    disk.mount_again();
    home.serve().stop();
}
