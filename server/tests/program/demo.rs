//! `preau demo`: the log-ins it prints work, and it pours nobody into a real place.

use preau_testkit::{Engine, TestDb, run_on};

use super::process::{Home, Program};

fn demo(home: &Home, database: &[&str]) -> Program {
    let arguments = [&["demo", "--listen", "127.0.0.1:0"], database].concat();
    let mut program = home.start(&arguments, "démonstration : ");
    program.wait_for_line("Ctrl+C");
    program
}

/// Address and password of each line of the printed table.
fn printed(program: &mut Program) -> Vec<(String, String)> {
    let lines = program.said();
    let rows = lines.iter().filter(|line| line.contains('@'));
    rows.map(|line| {
        let mut words = line.split_whitespace().rev().map(str::to_owned);
        let password = words.next().unwrap();
        (words.next().unwrap(), password)
    })
    .collect()
}

#[test]
fn the_printed_log_ins_work_and_nothing_is_left() {
    let home = Home::new();
    let mut program = demo(&home, &[]);
    let people = printed(&mut program);
    assert_eq!(people.len(), 8);
    let web = program.web();
    for (email, password) in &people {
        let profile = web.clone().logged_in_with(email, password).get("/auth/profile/").expect(200).json();
        assert_eq!(profile["must_change_password"], false, "{email}");
        assert_eq!(profile["user"]["email"], *email);
    }
    let admin = web.logged_in_with(&people[0].0, &people[0].1);
    assert_eq!(admin.get("/api/students/").expect(200).json()["count"], 120);
    assert_eq!(admin.get("/api/place/").expect(200).json()["name"], "Centre Préau");
    let left = || std::fs::read_dir(home.path("")).unwrap().map(|e| e.unwrap().file_name()).collect::<Vec<_>>();
    assert!(left().iter().any(|name| name.to_string_lossy().starts_with("preau-demo-")));
    program.signal("-INT");
    assert_eq!(program.wait().code(), Some(0), "{}", program.log());
    assert!(!left().iter().any(|name| name.to_string_lossy().starts_with("preau-demo-")), "{:?}", left());
}

#[test]
fn a_real_place_is_refused_and_an_earlier_demonstration_taken_up() {
    let home = Home::new();
    home.create_superuser("chef@ecole.example");
    let on = |database| ["demo", "--listen", "127.0.0.1:0", "--database", database];
    home.run(&on("sqlite://preau.db")).failed(1, "vrai lieu");

    let database = ["--database", "sqlite://sample.db"];
    let first = demo(&home, &database);
    let web = first.web().logged_in_with("admin@example.com", "motdepasse");
    web.post("/api/modules/", &serde_json::json!({"code": "LATIN", "name": "Latin"})).expect(201);
    first.stop();
    let second = demo(&home, &database);
    let web = second.web().logged_in_with("admin@example.com", "motdepasse");
    assert_eq!(web.get("/api/modules/").expect(200).json()["count"], 9);
    assert_eq!(web.get("/api/students/").expect(200).json()["count"], 120);
}

#[test]
fn a_demonstration_runs_on_an_empty_postgres() {
    run_on(Engine::Postgres, "demo::postgres", async |database: TestDb| {
        let home = Home::new().set("PREAU_SECRET_KEY", "the key of a demonstration in a test");
        let url = database.db().url().to_owned();
        let blocking = tokio::task::spawn_blocking(move || {
            for _ in 0..2 {
                let mut program = demo(&home, &["--database", &url]);
                for (email, password) in printed(&mut program) {
                    program.web().logged_in_with(&email, &password);
                }
                let admin = program.web().logged_in_with("admin@example.com", "motdepasse");
                assert_eq!(admin.get("/api/students/").expect(200).json()["count"], 120);
                program.stop();
            }
        });
        blocking.await.unwrap();
    });
}
