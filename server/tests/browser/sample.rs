//! The demonstration with which nearly every browser test begins, filled once: that takes a core three seconds.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use preau::modules;
use preau_testkit::{Builder, TestApp, TestEngine};

pub(crate) fn builder() -> Builder {
    TestApp::builder().modules(modules::every()).demo()
}

/// The database of a demonstration as this very program fills it, with the settings of [`builder`]; every test has a
/// process of its own, so it is kept in a file.
pub(crate) async fn database() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let kept = folder.join(name());
    let _one_at_a_time = locked(&folder.join("demo.lock"));
    if !kept.exists() {
        let of_other_programs = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        of_other_programs
            .filter(|path| path.extension().is_some_and(|e| e == "db"))
            .for_each(|path| fs::remove_file(path).unwrap());
        let test = builder().start(TestEngine::Sqlite).await;
        for module in modules::every() {
            module.fill_demo(test.app()).await.unwrap();
        }
        test.drain_jobs().await;
        let unfinished = tempfile::tempdir_in(folder).unwrap();
        test.keep(&unfinished.path().join("demo")).await;
        fs::rename(unfinished.path().join("demo"), &kept).unwrap();
    }
    kept
}

/// Of this program, as it was built.
fn name() -> String {
    let program = fs::metadata(std::env::current_exe().unwrap()).unwrap();
    let built = program.modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
    format!("demo-{}.db", built.as_nanos())
}

/// Until the file is closed.
fn locked(path: &Path) -> File {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).unwrap();
    file.lock().unwrap();
    file
}
