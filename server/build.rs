//! Puts the files of `web/` into the program: only what a browser asks for, sorted by their paths, and the scripts that
//! every page needs as one (`build/frame`). And has the program linked so that it holds less memory (`build/relocations`).

#[path = "build/frame/mod.rs"]
mod frame;
#[path = "build/relocations.rs"]
mod relocations;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Work on the web app, not the app.
const LEFT_OUT: [&str; 6] = ["dev", "lint", "node_modules", "screens", "tests", "types"];
const KINDS: [&str; 10] = ["LICENSE", "css", "html", "ico", "js", "png", "svg", "webmanifest", "webp", "woff2"];

/// Where the page begins.
const ROOT: &str = "main.js";
const WORKER: &str = "sw.js";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let web = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../web").canonicalize()?;
    let mut files = Vec::new();
    gather(&web, &mut files)?;
    let out = Path::new(&env::var("OUT_DIR")?).join("web");
    let mut embedded = Vec::new();
    let mut scripts = frame::Files::new();
    for file in files {
        let name: Vec<_> = file.strip_prefix(&web)?.iter().map(|part| part.to_string_lossy()).collect();
        let name = name.join("/");
        // The service worker is no module of the page.
        if name.ends_with(".js") && name != WORKER {
            scripts.insert(name, fs::read_to_string(file)?);
        } else {
            embedded.push((name, file));
        }
    }
    for (name, text) in frame::bind(ROOT, &scripts)? {
        let file = out.join(&name);
        fs::create_dir_all(file.parent().unwrap_or(&out))?;
        fs::write(&file, text)?;
        embedded.push((name, file));
    }
    embedded.sort();
    let mut code = String::from("[\n");
    for (name, file) in &embedded {
        writeln!(code, "    ({name:?}, include_bytes!({file:?})),")?;
    }
    code.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("web_files.rs"), code)?;
    relocations::pack();
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    // A file that is added or taken away changes its folder.
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) && !is_work(&name) {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}

fn is_work(name: &str) -> bool {
    name.ends_with(".test.js") || name.ends_with(".config.js")
}
