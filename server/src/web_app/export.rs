//! The web app as files for any host that serves files: what this program would answer, and a page that says by which
//! headers.

use std::io::Result;
use std::path::Path;

use preau_kernel::i18n::{L10n, Lang};
use preau_kernel::web::{Cached, Encoding};

use super::template::{self, Values};
use super::{BASE, files, policy};

/// Writes everything below `to`; what is there of an older version stays, for whoever still has it open. Tells how many
/// files it has written.
pub(crate) fn write(to: &Path, l10n: &L10n, title: &str, api: &str) -> Result<usize> {
    let values = Values { lang: Lang::default(), title, api, l10n };
    let folder = files::folder();
    let mut count = 0;
    let mut all: Vec<(String, Cached)> = Vec::new();
    for (path, file) in files::assets() {
        all.push((format!("{folder}/{path}"), file.clone()));
        if path.starts_with("icons/") {
            all.push((format!("{BASE}/{path}"), file.clone()));
        }
    }
    let own =
        [("index.html", values.page()), ("manifest.webmanifest", values.manifest()), ("sw.js", template::worker())];
    all.extend(own.map(|(name, text)| (format!("{BASE}/{name}"), Cached::new(files::kind(name), text))));
    all.push(("/headers.txt".to_owned(), Cached::new(files::kind("txt"), headers(api))));
    for (path, file) in &all {
        let target = to.join(path.trim_start_matches('/'));
        put(&target, file.bytes())?;
        count += 1;
        if path == "/headers.txt" {
            continue;
        }
        for (encoding, end) in [(Encoding::Brotli, "br"), (Encoding::Gzip, "gz")] {
            if let Some(bytes) = file.encoded(encoding) {
                let name = format!("{}.{end}", target.file_name().unwrap_or_default().to_string_lossy());
                put(&target.with_file_name(name), bytes)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

/// For whoever sets the host up; in English, as configuration files are.
fn headers(api: &str) -> String {
    let api_line = if api.is_empty() { "the same origin as these files" } else { api };
    format!(
        "The web app of Préau. It calls the API at: {api_line}

What the host must answer
  /                       302 to {BASE}/
  {BASE}/sw.js, {BASE}/manifest.webmanifest, {BASE}/icons/*    these files
  {BASE}/ and every other path below it that names no file     {BASE}/index.html, status 200
  {folder}/*    these files; any other path below /assets/ is 404
Beside each text lie the same bytes as .br (brotli) and .gz (gzip), for hosts that can send them.

Headers of {BASE}/index.html, whatever the path
  Content-Type: text/html; charset=utf-8
  Cache-Control: no-cache
  Content-Security-Policy: {policy}
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()
  Strict-Transport-Security: max-age=31536000        (with https)
Headers of {BASE}/sw.js and {BASE}/manifest.webmanifest
  Content-Type: text/javascript; charset=utf-8, application/manifest+json
  Cache-Control: no-cache
  X-Content-Type-Options: nosniff
Headers of /assets/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff

Configuration of the program that is the API, when these files are on another origin
  server.cors_origins   names that origin
  auth.frontend_url     that origin and {BASE}, so that links in mails lead here
  web.enabled           false, unless the program is to serve the web app as well
",
        folder = files::folder(),
        policy = policy::of(api),
    )
}
