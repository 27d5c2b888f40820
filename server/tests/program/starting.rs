//! `preau serve` comes up, or says in one sentence why not.

use serde_json::Value;

use super::process::Home;

#[test]
fn serve_answers_and_prints_its_address_and_the_first_run_link() {
    let home = Home::new();
    let mut program = home.serve();
    let web = program.web();
    assert_eq!(web.get("/healthz").expect(200).json()["status"], "ok");
    web.get("/readyz").expect(200);
    let line = program.wait_for_line("/setup/");
    let link = line.split(&program.address).nth(1).unwrap().trim();
    assert!(web.get(link).expect(200).body.contains("password"));
    program.stop();

    home.create_superuser("chef@ecole.example");
    let again = home.serve();
    again.web().get(link).expect(404);
    assert!(!again.log().contains("ERROR"), "{}", again.log());
}

#[test]
fn serve_takes_as_many_open_files_as_the_system_allows() {
    let home = Home::new();
    let program = home.serve_after("ulimit -S -n 200");
    let limits = program.fact("limits");
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[3], words[4], "{line}");
    assert_ne!(words[3], "200");
}

#[test]
fn every_wrong_value_is_named_with_its_origin_and_ends_with_2() {
    for (name, value, words) in [
        ("PREAU_SERVER_LISTEN", "nowhere", "server.listen (environment PREAU_SERVER_LISTEN)"),
        ("PREAU_LISTEN", ":8000", "server.listen (environment PREAU_LISTEN)"),
        ("PREAU_BODY_LIMIT", "big", "server.body_limit (environment PREAU_BODY_LIMIT) : un nombre"),
        ("PREAU_SERVER_BASE_URL", "preau.example.org", "server.base_url"),
        ("PREAU_SERVER_TRUSTED_PROXIES", "10.0.0.0/99", "server.trusted_proxies"),
        ("DATABASE_URL", "mysql://localhost/preau", "database.url (environment DATABASE_URL)"),
        ("DATABASE_URL", "sqlite::memory:", "database.url"),
        ("PREAU_DATABASE_SQLITE_SYNCHRONOUS", "off", "full, normal"),
        ("PREAU_DATABASE_MAX_CONNECTIONS", "0", "database.max_connections"),
        ("PREAU_MAIL_TRANSPORT", "pigeon", "« pigeon »"),
        ("PREAU_MAIL_FROM", "nobody", "mail.from"),
        ("PREAU_MAIL_SMTP_URL", "not an address", "mail.smtp_url"),
        ("PREAU_LOG_FORMAT", "xml", "log.format"),
        ("PREAU_LOG_LEVEL", "a=b=c", "log.level"),
        ("PREAU_FILES_STORAGE", "attic", "files.storage"),
        ("PREAU_SECRET_KEY", "short", "secrets.key (environment PREAU_SECRET_KEY) : 32"),
        ("PREAU_MODULES_SCHOOL", "perhaps", "modules.school"),
        ("PREAU_AUTH_ACCESS_TOKEN_LIFETIME", "soon", "auth.access_token_lifetime"),
        ("PREAU_AUTH_REFRESH_TOKEN_LIFETIME", "0", "auth.refresh_token_lifetime"),
        ("PREAU_AUTH_ARGON2_LANES", "0", "auth.argon2_lanes"),
        ("PREAU_AUDIT_RETENTION_DATA", "-1", "audit.retention_data"),
        ("PREAU_NONSENSE", "1", "PREAU_NONSENSE (environment) : cette clé n’existe pas"),
    ] {
        let home = Home::new().set(name, value);
        let ended = home.run(&["serve"]);
        let said = ended.failed(2, words).err();
        assert_eq!(said.trim().lines().count(), 1, "one sentence: {said}");
        assert!(!said.contains("short"), "a key is never shown: {said}");
        assert!(!home.path("preau.db").exists(), "nothing is opened before the configuration is right");
    }
}

#[test]
fn the_layers_have_their_order() {
    let home = Home::new().set("PREAU_LOG_LEVEL", "warn");
    home.write("preau.toml", "[server]\nlisten = 'nowhere'\n[log]\nlevel = 'x=y=z'\n");
    home.run(&["serve"]).failed(2, "server.listen (preau.toml)");
    home.write(".env", "PREAU_LISTEN=from-dotenv\nPREAU_LOG_LEVEL=a=b=c\n");
    home.run(&["serve"]).failed(2, "server.listen (.env PREAU_LISTEN)");
    home.run(&["serve", "--listen", "typed"]).failed(2, "server.listen (--listen)");
    home.run(&["serve", "--config", "other.toml"]).failed(2, "other.toml (--config)");
    home.write(".env", "PREAU_SECRET_KEY\n");
    let said = home.run(&["serve"]).failed(2, ".env").err();
    assert!(!said.contains("SECRET"), "the line is not shown: {said}");
    home.write("preau.toml", "listen = [");
    home.run(&["serve"]).failed(2, "preau.toml");
}

#[test]
fn a_taken_port_and_a_database_out_of_reach_are_told() {
    let home = Home::new();
    let first = home.serve();
    let taken = first.address.trim_start_matches("http://");
    let other = Home::new();
    other.run(&["serve", "--listen", taken]).failed(1, taken);
    assert!(!other.path("preau.db").exists());
    other
        .run(&["serve", "--listen", "127.0.0.1:0", "--database", "sqlite://no/such/folder/preau.db"])
        .failed(1, "no/such");
}

#[test]
fn what_is_mistyped_is_told_in_the_readers_language() {
    let home = Home::new();
    home.run(&["serve", "--lisen", "x"]).failed(2, "L’option --lisen n’existe pas");
    home.run(&["sreve"]).failed(2, "La commande sreve n’existe pas");
    home.run(&["backup"]).failed(2, "Il manque");
    let english = Home::new().set("LC_ALL", "en_GB.UTF-8");
    english.run(&["sreve"]).failed(2, "There is no command sreve");
    assert!(english.run(&["serve", "--help"]).succeeded().contains("Usage: preau serve"));
    assert!(home.run(&["--help"]).succeeded().contains("Utilisation : preau"));
    assert!(home.run(&["--version"]).succeeded().starts_with("preau "));
}

#[test]
fn migrate_applies_once_and_a_restart_finds_everything() {
    let home = Home::new();
    assert!(home.run(&["migrate"]).succeeded().contains("accounts/0001_people"));
    assert_eq!(home.run(&["migrate"]).succeeded().trim(), "La base de données est à jour.");
}

#[test]
fn openapi_is_a_document_of_version_3_1_and_leaves_nothing_behind() {
    let home = Home::new();
    let document: Value = serde_json::from_str(&home.run(&["openapi"]).succeeded()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for path in ["/api/token/", "/auth/user/login/", "/api/students/", "/api/logs/"] {
        assert!(document["paths"][path].is_object(), "{path}");
    }
    let left: Vec<_> = std::fs::read_dir(home.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
}
