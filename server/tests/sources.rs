//! Rules about the files themselves: no drawers, no endless files, no address of somebody's machine.

use std::path::{Path, PathBuf};
use std::process::Command;

const DRAWERS: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "types"];
/// 400 lines of code and a little air; longer ones become a folder.
const MAX_LINES: usize = 450;
/// Written apart, so that this file does not name them.
const MACHINE_FOLDERS: [&str; 3] = ["work", "root", "farm"];
const FOREIGN: [&str; 2] = ["web/vendor/", "Cargo.lock"];

#[test]
fn no_file_is_a_drawer() {
    let is_drawer = |path: &&PathBuf| {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        is_code(path) && DRAWERS.contains(&stem)
    };
    let drawers: Vec<_> = files().iter().filter(is_drawer).cloned().collect();
    assert!(drawers.is_empty(), "a file is named by what it is about, not {drawers:?}");
}

#[test]
fn no_rust_file_is_endless() {
    for path in files().iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let lines = read(path).lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines: it becomes a folder named by its resource", path.display());
    }
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let folders = MACHINE_FOLDERS.map(|folder| format!("/{folder}/"));
    for path in &files() {
        for (number, line) in read(path).lines().enumerate() {
            let named = folders.iter().find(|folder| line.contains(folder.as_str()));
            assert!(named.is_none(), "{}:{}: {}", path.display(), number + 1, line.trim());
        }
    }
}

/// Whoever changes a screen takes its picture anew with `docs/screens/make`, which must know all of them.
#[test]
fn pictures_of_screens_are_there_and_made_by_the_script() {
    let script = read(Path::new("web/dev/screens.mjs"));
    let pictures: Vec<_> = files().into_iter().filter(|path| path.starts_with("docs/screens")).collect();
    let pictures: Vec<_> = pictures.iter().filter(|path| path.extension().is_some_and(|end| end == "webp")).collect();
    assert!(pictures.len() > 20, "{pictures:?}");
    for path in &pictures {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let screen = stem.rsplit_once('-').map(|(screen, _)| screen).unwrap_or_default();
        assert!(script.contains(&format!("{{ name: \"{screen}\",")), "nothing makes {}", path.display());
    }
    let readme = read(Path::new("README.md"));
    let shown: Vec<&str> =
        readme.split("docs/screens/").skip(1).filter_map(|rest| rest.split(['"', ')', ' ']).next()).collect();
    let shown: Vec<_> = shown.into_iter().filter(|name| name.ends_with(".webp")).collect();
    assert!(shown.len() > 3, "the README shows screens: {shown:?}");
    for name in shown {
        assert!(pictures.iter().any(|path| path.ends_with(name)), "the README shows docs/screens/{name}");
    }
}

fn is_code(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "rs" || end == "js")
}

/// Text; a file that is not, or is deleted but not yet committed, has no lines.
fn read(path: &Path) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// What git tracks, relative to the root of the workspace.
fn files() -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).expect("paths in UTF-8");
    let files: Vec<_> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    assert!(files.len() > 20, "git lists the files of the project");
    files.into_iter().filter(|path| !FOREIGN.iter().any(|f| path.starts_with(f))).map(PathBuf::from).collect()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
