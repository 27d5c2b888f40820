//! `preau import-django` with a real dump (its rules are tested in accounts).

use std::path::Path;

use super::process::Home;

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../apps/accounts/tests/fixtures/django");
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_site_moves_in_by_one_command() {
    let home = Home::new();
    let dump = fixture("default-project.json");
    let trial = home.run(&["import-django", &dump, "--dry-run"]).succeeded();
    assert!(trial.contains("seraient importées : 12"), "{trial}");
    let done = home.run(&["import-django", &dump]).succeeded();
    assert!(done.contains("importées : 12 ; déjà présentes : 0"), "{done}");
    assert!(done.contains("Jean.Dupont@ecole.example") && done.contains("Secrétariat"), "{done}");
    assert!(!done.contains('$'), "no hash is shown:\n{done}");
    let again = home.run(&["import-django", &dump]).succeeded();
    assert!(again.contains("importées : 0 ; déjà présentes : 12"), "{again}");
    let program = home.serve();
    program.web().logged_in_with("noel.beranger@ecole.example", "été à Noël 2024").get("/auth/profile/").expect(200);
    home.run(&["audit", "verify"]).succeeded();
}

#[test]
fn a_mapping_is_read_and_what_makes_no_sense_is_told() {
    let home = Home::new();
    let custom = fixture("custom-user.json");
    home.run(&["import-django", &custom]).failed(1, "auth.user");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples/import-django-mapping.toml");
    let done = home.run(&["import-django", &custom, "--mapping", example.to_str().unwrap()]).succeeded();
    assert!(done.contains("importées : 5"), "{done}");
    home.write("wrong.toml", "user_modell = 'x'");
    home.run(&["import-django", &custom, "--mapping", "wrong.toml"]).failed(2, "wrong.toml");
    home.write("broken.json", "[{");
    home.run(&["import-django", "broken.json"]).failed(1, "JSON");
    home.run(&["import-django", "nothing.json"]).failed(1, "nothing.json");
}
