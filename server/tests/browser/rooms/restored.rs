//! The copy that the periodic task makes is opened and checked; after everything was lost, `preau restore` brings the
//! place back, and people find it as it was.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::OPERATOR;
use crate::chromium::{self, Browser, Look};
use crate::process::{Home, Program};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_place_comes_back_from_its_daily_copy() {
    if !chromium::is_there() {
        return;
    }
    let home = Home::new().set("PREAU_JOBS_BACKUP_DIR", "copies");
    let url = format!("sqlite://{}", home.path("preau.db").display());
    let demo = ["demo", "--listen", "127.0.0.1:0", "--database", url.as_str()];
    let program = home.start(&demo, "démonstration : ");
    let operator = Browser::open(address(&program), Look::DESK).await;
    registers_a_visitor(&operator).await;
    runs_the_backup(&program).await;
    let copy = newest(&home.path("copies"));
    operator.close().await;
    program.stop();

    for lost in ["preau.db", "preau.db-wal", "preau.db-shm"] {
        let _ = std::fs::remove_file(home.path(lost));
    }
    home.run(&["restore", copy.to_str().unwrap()]).succeeded();
    assert!(home.run(&["audit", "verify"]).succeeded().contains("Le journal est intact"));
    let program = home.start(&demo, "démonstration : ");
    let operator = Browser::open(address(&program), Look::DESK).await;
    operator.log_in_to_app(OPERATOR).await;
    operator.open_app("/visitors?search=zorglub").await;
    operator.shows("Zorglub").await;
    operator.open_app("/rooms").await;
    operator.one(".seat").await;
    operator.close().await;
    program.stop();
}

fn address(program: &Program) -> SocketAddr {
    program.address.trim_start_matches("http://").trim_end_matches('/').parse().unwrap()
}

async fn registers_a_visitor(browser: &Browser) {
    browser.log_in_to_app(OPERATOR).await;
    browser.open_app("/visitors/new").await;
    browser.fill("first_name", "Inès").await;
    browser.fill("last_name", "Zorglub").await;
    browser.click("main form button[type=submit]").await;
    browser.shows("Inès Zorglub").await;
}

/// By hand, among the tasks of the back office.
async fn runs_the_backup(program: &Program) {
    let browser = Browser::open(address(program), Look::DESK).await;
    browser.log_in("admin@example.com", "/admin/tasks/").await;
    browser.follow("button[name=run][value='kernel.backup']").await;
    browser.shows("s’est terminée sans erreur").await;
    browser.close().await;
}

fn newest(folder: &Path) -> PathBuf {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.max().expect("there is a copy")
}
