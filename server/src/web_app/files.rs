//! The files of `web/`, as they were when the program was built.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Bytes;
use preau_kernel::web::Cached;
use sha2::{Digest, Sha256};

/// Filled for each answer, so never served as they are.
const TEMPLATES: [&str; 3] = ["index.html", "manifest.webmanifest", "sw.js"];

/// Path inside `web/` and content, sorted by path.
static EMBEDDED: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/web_files.rs"));

/// The stylesheets of the frame, one behind the other in the order of their names: many to read, one to load. Those from
/// 60 on come with the pages that need them (`web/sheets.js`).
pub(super) const STYLE: &str = "styles/frame.css";
/// All that `main.js` imports before anything is shown (`build/frame`).
pub(super) const SCRIPT: &str = "frame.js";

/// The hash of all files, those with placeholders included: another one is another web app.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for (path, content) in EMBEDDED {
        hash.update((path.len() as u64).to_le_bytes());
        hash.update(path);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    hex::encode(hash.finalize())[..16].to_owned()
});

/// What lies under `/assets/<hash>/`.
static ASSETS: LazyLock<BTreeMap<&str, Cached>> = LazyLock::new(|| {
    let served = EMBEDDED.iter().filter(|(path, _)| !TEMPLATES.contains(path) && !is_of_the_frame(path));
    let files = served.map(|(path, content)| (*path, Cached::immutable(kind(path), Bytes::from_static(content))));
    files.chain([(STYLE, Cached::immutable(kind(STYLE), frame()))]).collect()
});

fn is_of_the_frame(path: &str) -> bool {
    path.starts_with("styles/") && path.ends_with(".css") && path < "styles/60"
}

fn frame() -> Vec<u8> {
    let sheets = EMBEDDED.iter().filter(|(path, _)| is_of_the_frame(path));
    sheets.flat_map(|(_, content)| [*content, b"\n"]).flatten().copied().collect()
}

pub(super) fn hash() -> &'static str {
    &HASH
}

/// `/assets/<hash>`
pub(super) fn folder() -> String {
    format!("/assets/{}", hash())
}

pub(super) fn assets() -> &'static BTreeMap<&'static str, Cached> {
    &ASSETS
}

/// The text of a file; empty when there is none.
pub(super) fn text(path: &str) -> &'static str {
    let found = EMBEDDED.iter().find(|(known, _)| *known == path);
    found.and_then(|(_, content)| std::str::from_utf8(content).ok()).unwrap_or_default()
}

pub(super) fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}
