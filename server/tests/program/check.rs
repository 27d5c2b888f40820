//! `preau check`: what it finds, and that it changes nothing.

use super::process::Home;

#[test]
fn a_place_that_is_ready_passes() {
    let home = Home::new()
        .set("PREAU_MAIL_TRANSPORT", "smtp")
        .set("PREAU_MAIL_SMTP_URL", "smtp://mail.example.org:587?tls=required")
        .set("PREAU_SERVER_BASE_URL", "https://preau.example.org");
    home.create_superuser("chef@ecole.example");
    let said = home.run(&["check"]).succeeded();
    assert!(said.contains("[note]") && !said.contains("[RISQUE]") && !said.contains("[CASSÉ]"), "{said}");
}

#[test]
fn what_is_unsafe_is_named() {
    let home = Home::new()
        .set("PREAU_MAIL_TRANSPORT", "console")
        .set("PREAU_ALLOWED_HOSTS", "*")
        .set("PREAU_CORS_ORIGINS", "*")
        .set("PREAU_TRUSTED_PROXIES", "0.0.0.0/0")
        .set("PREAU_BASE_URL", "http://preau.example.org")
        .set("PREAU_DATABASE_SQLITE_SYNCHRONOUS", "normal");
    home.run(&["migrate"]).succeeded();
    let said = home.run(&["check"]).failed(1, "[RISQUE]").out();
    for words in [
        "server.allowed_hosts",
        "server.cors_origins",
        "server.trusted_proxies",
        "http://preau.example.org",
        "mail.transport est console",
        "createsuperuser",
        "sqlite_synchronous",
        "jobs.backup_dir",
        "auth.registration",
        "preau.db.key",
    ] {
        assert!(said.contains(words), "no «{words}» in:\n{said}");
    }
    assert!(said.find("[CASSÉ]") < said.find("[RISQUE]") && said.find("[RISQUE]") < said.find("[note]"), "{said}");
}

#[test]
fn a_check_makes_neither_database_nor_key() {
    let home = Home::new();
    home.run(&["check"]).failed(1, "Il n’y a pas encore de base de données");
    assert!(!home.path("preau.db").exists() && !home.path("preau.db.key").exists());
    home.run(&["check", "--database", "postgres://127.0.0.1:1/nothing"]).failed(1, "ne répond pas");
}

#[test]
fn a_key_that_others_read_and_a_demonstration_are_found() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.create_superuser("chef@ecole.example");
    let key = home.path("preau.db.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    home.run(&["check"]).failed(1, "chmod 600");
    home.run(&["serve"]).failed(1, "chmod 600");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();

    let demo = home.start(&["demo", "--listen", "127.0.0.1:0", "--database", "sqlite://sample.db"], "démonstration : ");
    demo.stop();
    home.run(&["check", "--database", "sqlite://sample.db"]).failed(1, "est une démonstration");
}

#[test]
fn a_temporary_folder_that_is_not_there_is_found() {
    let home = Home::new().set("TMPDIR", "/nowhere");
    home.run(&["migrate"]).succeeded();
    home.run(&["check"]).failed(1, "/nowhere (TMPDIR)");
}
