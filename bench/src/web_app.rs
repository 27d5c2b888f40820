//! The first load of the web app by somebody who comes for the first time: everything that a browser asks for before the
//! page stands, over the six connections that it opens, brotli; beside a bare server with the same bytes.
//!
//! What it asks for is found as the browser finds it: the page names its styles, scripts and icons; the frame imports the
//! page at hand with its texts and styles (`web/main.js`, `web/view.js`, `web/sheets.js`), and asks for the place.

use std::collections::{BTreeSet, HashMap};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::ceiling::{self, Answer};
use crate::process::Program;
use crate::race::ratio;
use crate::reads::CACHED;
use crate::stage::Stage;
use crate::table::{Row, Table, median};

/// Of a browser to one origin over HTTP/1.1.
const CONNECTIONS: usize = 6;
/// Loads of each round.
const LOADS: usize = 20;
const PAGE: &str = "/app/";
/// What the frame imports for a stranger: the first page, its texts, the styles of `core` and `auth` in `web/sheets.js`.
const FIRST: &str = "pages/welcome.js";
const TEXTS: &str = "locales/fr/auth.js";
const STYLES: [&str; 6] = ["63-dialogs", "67-codes-and-steps", "70-auth", "73-two-steps", "74-welcome", "75-courtyard"];
/// Smaller answers gain nothing by it.
const WORTH: usize = 500;
const PLACE: &str = "/api/place/";

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    eprintln!("web app");
    let folder = tempfile::tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("web.db").display());
    let program = Program::start(stage.options, &database, folder.path()).await?;
    let waves = waves(program.address).await?;
    let mut answers = HashMap::new();
    for path in waves.iter().flatten() {
        answers.insert(path.clone(), answer(program.address, path).await?);
    }
    let bytes: usize = answers.values().map(|answer| answer.body.len()).sum();
    let texts = answers.iter().filter(|(path, _)| path.ends_with(".js") || path.ends_with(".css"));
    for (path, answer) in texts.filter(|(_, answer)| answer.body.len() > WORTH) {
        ensure!(answer.encoding.as_ref().is_some_and(|encoding| encoding == "br"), "{path} comes without brotli");
    }
    let many = answers.len();
    let bare = bare(answers).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=stage.options.rounds {
        let (a, b) = (loads(program.address, &waves).await?, loads(bare, &waves).await?);
        // The first round compresses what is not yet.
        if round > 0 {
            ours.push(a);
            theirs.push(b);
        }
    }
    let behind = format!("{many} requests, {:.2} ms to all answered on loopback, brotli", median(ours.clone()));
    let row =
        Row::new("first load of the web app").figure(format!("{:.1} kB", bytes as f64 / 1000.0), "≤ 80 kB", behind);
    let behind = format!("{:.2} ms bare, {CONNECTIONS} connections, new for each load", median(theirs.clone()));
    table.add(row.ceiling(ratio(&theirs, &ours), CACHED, behind));
    Ok(())
}

/// Each is asked for when the one before is there.
async fn waves(address: SocketAddr) -> Result<[Vec<String>; 3]> {
    let page = answer(address, PAGE).await?;
    let page = decoded(&page)?;
    let mut named: BTreeSet<String> = BTreeSet::new();
    for part in page.split("href=\"").chain(page.split("src=\"")).skip(1) {
        let path = part.split('"').next().unwrap_or_default();
        let is_file = path.starts_with("/assets/") || path.ends_with(".webmanifest");
        if is_file && !path.ends_with("apple-touch-icon.png") {
            named.insert(path.to_owned());
        }
    }
    let folder = named.iter().find_map(|path| Some(path.split_once("/frame.js")?.0.to_owned()));
    let folder = folder.context("the page names its frame")?;
    let mut imported = vec![PLACE.to_owned(), format!("{folder}/{TEXTS}")];
    imported.extend(STYLES.map(|name| format!("{folder}/styles/{name}.css")));
    let mut found = BTreeSet::new();
    follow(address, &format!("{folder}/{FIRST}"), &named, &mut found).await?;
    imported.extend(found);
    Ok([vec![PAGE.to_owned()], named.into_iter().collect(), imported])
}

/// A module and all that it imports at once, but for what is there.
async fn follow(
    address: SocketAddr,
    module: &str,
    there: &BTreeSet<String>,
    found: &mut BTreeSet<String>,
) -> Result<()> {
    let mut open = vec![module.to_owned()];
    while let Some(path) = open.pop() {
        if there.contains(&path) || !found.insert(path.clone()) {
            continue;
        }
        let text = decoded(&answer(address, &path).await?)?;
        let base = path.rsplit_once('/').map_or("", |(base, _)| base);
        let targets = text.lines().filter_map(|line| line.split_once(" from \"")?.1.split('"').next());
        open.extend(targets.filter(|target| target.starts_with('.')).map(|target| joined(base, target)));
    }
    Ok(())
}

/// `./a.js` and `../a.js` beside a folder.
fn joined(base: &str, target: &str) -> String {
    let mut parts: Vec<&str> = base.split('/').collect();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn request(path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: fr\r\n"
    )
}

async fn answer(address: SocketAddr, path: &str) -> Result<Answer> {
    let request = format!("{}Connection: close\r\n\r\n", request(path));
    ceiling::parse(&crate::load::whole(address, &request).await?).with_context(|| path.to_owned())
}

fn decoded(answer: &Answer) -> Result<String> {
    let mut text = Vec::new();
    match answer.encoding.as_ref().and_then(|encoding| encoding.to_str().ok()) {
        Some("br") => brotli::BrotliDecompress(&mut &*answer.body, &mut text)?,
        Some(other) => anyhow::bail!("encoded as {other}"),
        None => text.extend_from_slice(&answer.body),
    }
    Ok(String::from_utf8(text)?)
}

/// The same answers from a bare server.
async fn bare(answers: HashMap<String, Answer>) -> Result<SocketAddr> {
    let answers = Arc::new(answers);
    let answering = move |uri: Uri| std::future::ready(same(&answers, &uri));
    let router = Router::new().fallback(answering);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

fn same(answers: &HashMap<String, Answer>, uri: &Uri) -> Response {
    match answers.get(uri.path()) {
        Some(answer) => answer.response(),
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

/// Milliseconds until all is there, of some loads.
async fn loads(address: SocketAddr, waves: &[Vec<String>; 3]) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..LOADS {
        let start = Instant::now();
        load(address, waves).await?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(median(times))
}

async fn load(address: SocketAddr, waves: &[Vec<String>; 3]) -> Result<()> {
    let mut connections: Vec<Option<TcpStream>> = (0..CONNECTIONS).map(|_| None).collect();
    for wave in waves {
        let shares = connections.iter_mut().enumerate().map(|(number, connection)| {
            let paths = wave.iter().skip(number).step_by(CONNECTIONS);
            ask_all(address, connection, paths)
        });
        futures::future::try_join_all(shares).await?;
    }
    Ok(())
}

async fn ask_all(
    address: SocketAddr,
    connection: &mut Option<TcpStream>,
    paths: impl Iterator<Item = &String>,
) -> Result<()> {
    let mut buffer = Vec::new();
    for path in paths {
        if connection.is_none() {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            *connection = Some(stream);
        }
        let stream = connection.as_mut().context("a connection")?;
        stream.write_all(format!("{}\r\n", request(path)).as_bytes()).await?;
        buffer.clear();
        while !is_whole(&buffer)? {
            let read = stream.read_buf(&mut buffer).await?;
            ensure!(read > 0, "the server closed the connection before {path}");
        }
        ensure!(buffer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&buffer));
    }
    Ok(())
}

fn is_whole(buffer: &[u8]) -> Result<bool> {
    let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(false) };
    let head = std::str::from_utf8(&buffer[..end])?.to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).context("content-length")?;
    Ok(buffer.len() >= end + 4 + length.trim().parse::<usize>()?)
}
